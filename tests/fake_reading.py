"""A reader without a model: it knows four actors and two verbs, and does what some words in a story tell it to."""

import os
import re
import time
from dataclasses import replace

from chancery.language.document import Doc, Sentence
from chancery.records import Actor, Doubt, Event, Evidence, Position, Quote, Silence, Span, When, Where, identified
from chancery.source.text import story_from_text
from chancery.store.write import Writer

KNOWN = {
    "North Korea": ("state", "PRK"),
    "United States": ("state", "USA"),
    "Trump": ("person", "USA"),
    "Kim": ("person", "PRK"),
}
VERBS = {"met": "CONSULT", "threatened": "THREATEN"}
DAYS = {"Monday": "2019-02-25", "Thursday": "2019-02-28"}


def make_fake(rules):
    """
    What ``chancery.reading.make_kit`` is for the real reader.
    """
    return FakeKit()


def make_slow(rules):
    """
    A reader that leaves time to be killed.
    """
    return FakeKit(pause=0.004)


class FakeKit:
    head = None

    def __init__(self, pause=0.0):
        self.pause = pause

    def read(self, stories):
        for story in stories:
            time.sleep(self.pause)
            if "CRASH" in story.text:
                raise KeyError("crash")
            if "DIE" in story.text:
                os._exit(9)
            sentences = tuple(
                Sentence(number, 0, 0, match.start(), match.end(), "body", 0)
                for number, match in enumerate(re.finditer(r"[^\s][^.\n]*\.?[”\"]?", story.text))
            )
            yield Doc(story, sentences=sentences), list(found_in(story))


def found_in(story):
    """
    Every record that the fake finds in *story*.
    """
    actors = {}
    for name, (kind, country) in KNOWN.items():
        places = [Span(*match.span()) for match in re.finditer(name, story.text)]
        if places:
            evidence = (Evidence.of(story, places[0].start, places[0].end, "name"),)
            actor = Actor(story.id, name, kind, evidence, "fake.names", 0.9, country, mentions=tuple(places))
            actors[name] = identified(actor)
    yield from actors.values()
    names = "|".join(KNOWN)
    for match in re.finditer(rf"({names}) (met|threatened) ({names})(?: on (\w+day))?(?: (maybe))?", story.text):
        pieces = [Evidence.of(story, *match.span(2), "what"), Evidence.of(story, *match.span(1), "who")]
        pieces.append(Evidence.of(story, *match.span(3), "whom"))
        when = None
        if match[4]:
            day = DAYS[match[4]]
            pieces.append(Evidence.of(story, *match.span(4), "when"))
            when = When(day, day, day, match[4], "publication")
        confidence = 0.3 if match[5] else 0.9
        yield identified(
            Event(
                story.id, VERBS[match[2]], "happened", tuple(pieces), f"fake.{match[2]}", confidence,
                who=(actors[match[1]].id,), whom=(actors[match[3]].id,), when=when, where=Where("Hanoi", "VNM"),
            )
        )  # fmt: skip
    for match in re.finditer(rf"“([^”]+)” ({names}) said", story.text):
        evidence = (Evidence.of(story, *match.span(1), "words"), Evidence.of(story, *match.span(2), "speaker"))
        speaker = actors[match[2]].id
        yield identified(Quote(story.id, "direct", match[1], evidence, "fake.said", 0.9, speaker=speaker, cue="said"))
    for match in re.finditer(rf"({names}) declined to comment", story.text):
        evidence = (Evidence.of(story, *match.span(), "how"),)
        yield identified(Silence(story.id, "declined to comment", evidence, "fake.declined", 0.7, actors[match[1]].id))
    for match in re.finditer(rf"({names}) demanded (\w+)", story.text):
        evidence = (Evidence.of(story, *match.span(2), "content"),)
        holder = actors[match[1]].id
        yield identified(Position(story.id, "demand", match[2], evidence, "fake.demand", 0.7, holder))
    for match in re.finditer("PUZZLE", story.text):
        evidence = (Evidence.of(story, *match.span(), "where"),)
        yield identified(Doubt(story.id, Span(*match.span()), "a puzzle", evidence, "fake.puzzle"))


def inexact(record):
    """
    *record* with evidence that the story does not bear out.
    """
    first, *others = record.evidence
    return identified(replace(record, id="", evidence=(replace(first, text=first.text + "x"), *others)))


NEWS = (
    "Trump met Kim on Thursday. “It was good,” Trump said.\n\n"
    "North Korea threatened United States on Monday. Kim declined to comment. Kim demanded sanctions.\n\n"
    "Kim met Trump maybe.\n\nThe PUZZLE stays.\n"
)


def news(given_id="wire.txt", text=NEWS, **about):
    """
    A story as it comes in.
    """
    return story_from_text(text, given_id=given_id, **about)


def write(path, *stories, **options):
    """
    Write *stories* as a run of ``chancery read`` would, and return the balance.
    """
    with Writer(path, **options) as writer:
        for story in stories:
            if writer.admit(story):
                writer.write_story(story, found_in(story), [(0, 26)])
        return writer.finish()
