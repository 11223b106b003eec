"""Many processes that read, one that writes: results come back in the order in which the stories went out."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

from chancery.reading import Failed, Kit, MakeKit, Reading, read_all
from chancery.records import Story

CHUNK = 16
Readings: TypeAlias = list[Reading | Failed]

_kits: dict[tuple[MakeKit, tuple[str, ...]], Kit] = {}


def readings(
    stories: Iterable[Story], make: MakeKit, rules: tuple[str, ...], jobs: int = 1, chunk: int = CHUNK
) -> Iterator[Reading | Failed]:
    """Read *stories*, in their order; with *jobs* above 1 in that many processes.

    A story that crashes the reader, or kills the process that reads it, becomes a ``Failed``; the others go on. A
    reader that cannot even be loaded raises its ``ChanceryError``.
    """
    if jobs == 1:
        for several in chunks(stories, chunk):
            yield from read_all(several, _kit(make, rules))
    else:
        yield from _in_processes(chunks(stories, chunk), make, rules, jobs)


def chunks(stories: Iterable[Story], size: int) -> Iterator[list[Story]]:
    """*stories* in lists of *size*, the last one shorter."""
    rest = iter(stories)
    while several := list(islice(rest, size)):
        yield several


def _in_processes(
    todo: Iterator[list[Story]], make: MakeKit, rules: tuple[str, ...], jobs: int
) -> Iterator[Reading | Failed]:
    under_way: deque[tuple[list[Story], Future[Readings]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            # Two chunks a process: nobody waits for work, and memory stays bounded however long the input is.
            while len(under_way) < 2 * jobs and (several := next(todo, None)):
                under_way.append((several, _submitted(pool, several, make, rules)))
            if not under_way:
                return
            several, future = under_way[0]
            try:
                yield from future.result()
                under_way.popleft()
            except BrokenProcessPool:
                # A process died (out of memory, a crash in native code). Nobody knows at which story, so all that
                # was under way is read again one at a time, each where only its own process can die.
                pool.shutdown(cancel_futures=True)
                while under_way:
                    yield from _one_at_a_time(under_way.popleft()[0], make, rules)
                pool = _pool(jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _one_at_a_time(stories: Sequence[Story], make: MakeKit, rules: tuple[str, ...]) -> Iterator[Reading | Failed]:
    pool = _pool(1)
    try:
        for story in stories:
            try:
                yield from pool.submit(_read_there, [story], make, rules).result()
            except BrokenProcessPool:
                yield Failed(story, "reading it killed the process that read it (out of memory?)")
                pool = _pool(1)
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(
    pool: ProcessPoolExecutor, stories: list[Story], make: MakeKit, rules: tuple[str, ...]
) -> Future[Readings]:
    try:
        return pool.submit(_read_there, stories, make, rules)
    except BrokenProcessPool as problem:
        # The pool broke between two submissions; whoever waits for this one learns it like the others.
        broken: Future[Readings] = Future()
        broken.set_exception(problem)
        return broken


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    # A parent that was killed says no goodbye: its workers would wait for the next chunk for ever.
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_there(stories: list[Story], make: MakeKit, rules: tuple[str, ...]) -> Readings:
    return [_light(reading) for reading in read_all(stories, _kit(make, rules))]


def _light(reading: Reading | Failed) -> Reading | Failed:
    # The parent writes records and sentences; the other layers would only cost time on the way.
    if isinstance(reading, Failed):
        return reading
    from chancery.language.document import Doc

    return Reading(reading.story, reading.records, Doc(reading.story, sentences=reading.doc.sentences))


def _kit(make: MakeKit, rules: tuple[str, ...]) -> Kit:
    if (make, rules) not in _kits:
        _kits[make, rules] = make(rules)
    return _kits[make, rules]
