"""Train the head that tells who speaks where no name does, and write its weights to ``src/chancery/rules/en/speakers.toml``.

It is a log-linear model over the features of ``extract/quoting/settled.py``, so that training and reading see the same. It learns
from pronouns that are subjects of verbs of speech in GUM and LitBank (the annotated groups say whom they mean), from LitBank's speakers
of quotations, from our own labels on Wikinews (``training/speakers.jsonl``) and from the development part of the articles that we wrote
(``tests/gold/press``). Stories are split in five parts; each part is answered by a head that has not seen it.

    training/speakers.py --data ../shared/data
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import runpy
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import coreference
import numpy as np
import torch

from chancery.extract.actors import Cast, find_actors
from chancery.extract.quotes import find_speech
from chancery.extract.quoting.reading import Reading
from chancery.extract.quoting.settled import asked_of, features_of, mentions_of
from chancery.language.document import Doc
from chancery.language.reader import Reader
from chancery.pipeline import read_stories
from chancery.records import Actor, Doubt, Part, Quote, Story, identified
from chancery.rules.load import Rules, load_rules
from chancery.source.jsonl import story_from_object
from chancery.source.text import story_from_text

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "chancery" / "rules" / "en" / "speakers.toml"
VERSION = "speakers-en-1"
SEED = 20261125
WEIGHTS = {"wikinews": 1.0, "press": 1.0, "gum": 0.5, "litbank": 0.25, "speakers": 0.25}
RARE = 4


@dataclass(frozen=True)
class Question:
    """One quote whose speaker is asked for: the features of each candidate by actor, and the right ones."""

    source: str
    story: str
    kind: str
    candidates: dict[str, tuple[str, ...]]
    right: frozenset[str]
    rule: str | None
    """What the rules alone answer."""


class Asker:
    """Reads stories and puts the questions that their quotes leave open."""

    def __init__(self) -> None:
        self.rules: Rules = load_rules()
        self.reader = Reader.load()

    def read(self, story: Story) -> tuple[Doc, Cast]:
        """The story read, with its cast."""
        doc = next(iter(read_stories([story], self.reader, self.rules)))
        return doc, find_actors(doc, self.rules)

    def questions(self, source: str, doc: Doc, cast: Cast, right: Answer) -> Iterator[Question]:
        """Each open question of the story; *right* gives the right actors for the place of the pronoun or words, or None to skip."""
        reading = Reading(doc, cast, self.rules.speech)
        mentions = mentions_of(reading)
        said: list[tuple[int, str]] = []
        for record in find_speech(doc, cast, self.rules.speech):
            if isinstance(record, Doubt):
                continue
            speaker = record.speaker
            if (asked := asked_of(reading, record)) is not None:
                place = next((p for p in record.evidence if p.field == "speaker"), record.evidence[0])
                actors = right(place.start, place.end, record)
                if actors is not None:
                    candidates = features_of(reading, asked, mentions, said)
                    known = frozenset(actors & set(candidates)) or frozenset({""})
                    yield Question(source, doc.story.id, asked.kind, candidates, known, record.speaker)
                    speaker = next(iter(actors), None)
            if speaker is not None:
                said.append((reading.token(record.evidence[0].start), speaker))


def plain_story(key: str, text: str) -> Story:
    """A text without parts."""
    return identified(Story("", key, text, (Part("body", 0, len(text)),)))


def called(cast: Cast, name: str) -> set[str]:
    """The actors who bear the name."""
    wanted = name.strip().casefold()
    return {
        record.id
        for record in cast.records
        if isinstance(record, Actor) and wanted in {one.casefold() for one in (record.name, *record.aliases)}
    }


def of_groups(asker: Asker, data: Path) -> Iterator[Question]:
    """GUM's and LitBank's pronouns, by their annotated groups."""
    for document in coreference.read_all(data):
        source = document.source.split("-")[0]
        if source not in ("gum", "litbank") or document.source == "gum-dev":
            continue
        doc, cast = asker.read(plain_story(document.key, document.text))
        group_of = {span: n for n, group in enumerate(document.groups) for span in group}
        by_group: dict[int, Counter[str]] = defaultdict(Counter)
        for record in cast.records:
            if isinstance(record, Actor):
                for mention in record.mentions:
                    words = document.text[mention.start : mention.end]
                    group = group_of.get((mention.start, mention.end))
                    if (
                        group is not None
                        and words[:1].isupper()
                        and words.lower() not in ("he", "she", "they", "it", "his", "her", "their", "its")
                    ):
                        by_group[group][record.id] += 1

        yield from asker.questions(source, doc, cast, _by_group(group_of, by_group))


Answer: TypeAlias = Callable[[int, int, Quote], set[str] | None]
"""The right actors for the place of a pronoun or of words, or None where nothing is known."""


def _by_group(group_of: Mapping[tuple[int, int], int], by_group: Mapping[int, Counter[str]]) -> Answer:
    def right(start: int, end: int, record: Quote) -> set[str] | None:
        group = group_of.get((start, end))
        if record.speaker_as is None or group is None or not by_group.get(group):
            return None
        return {by_group[group].most_common(1)[0][0]}

    return right


def _by_words(words: Mapping[str, str | None], cast: Cast) -> Answer:
    def right(start: int, end: int, record: Quote) -> set[str] | None:
        if record.speaker_as is not None:
            return None
        name = words.get(re.sub(r"\W", "", record.words).lower())
        return called(cast, name) or None if name else None

    return right


def _by_label(labels: Mapping[tuple[int, int], str], cast: Cast) -> Answer:
    def right(start: int, end: int, record: Quote) -> set[str] | None:
        name = labels.get((start, end))
        return called(cast, name) or None if name else None

    return right


def _by_key(told: Sequence[tuple[tuple[int, int], str]], names: Mapping[str, list[str]], cast: Cast) -> Answer:
    def right(start: int, end: int, record: Quote) -> set[str] | None:
        piece = record.evidence[0]
        for (first, last), speaker in told:
            shared = min(last, piece.end) - max(first, piece.start)
            if shared > 0.5 * min(last - first, piece.end - piece.start):
                return {actor for name in names.get(speaker, [speaker]) for actor in called(cast, name)} or None
        return None

    return right


_GLUED = re.compile(r" (?=[,.;:?!)\]’%]|'(?:s|ll|re|ve|d|m|t)\b|n't\b)")


def of_litbank(asker: Asker, data: Path) -> Iterator[Question]:
    """LitBank's quotations that no cue leads, by the names of their speakers."""
    for path in sorted((data / "coref" / "litbank" / "quotations").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        spoken = {}
        quotes = {}
        for row in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            fields = row.split("\t")
            if fields[0] == "QUOTE":
                quotes[fields[1]] = fields[6]
            elif fields[0] == "ATTRIB":
                spoken[fields[1]] = re.sub(r"-\d+$", "", fields[2]).replace("_", " ")
        if not quotes:
            continue
        text = "\n\n".join(_mended(line) for line in lines)
        doc, cast = asker.read(plain_story(path.stem, text))
        words = {re.sub(r"\W", "", quote).lower(): spoken.get(number) for number, quote in quotes.items()}

        yield from asker.questions("speakers", doc, cast, _by_words(words, cast))


def _mended(line: str) -> str:
    """The words of a line with their usual spaces, marks paired."""
    out, inside = [], False
    for part in re.split(r'("| `` | \'\' )', _GLUED.sub("", line)):
        if part.strip() in ('"', "``", "''"):
            inside = not inside
            if not inside and out:
                out[-1] = out[-1].rstrip()
            out.append('"')
        else:
            out.append(part.lstrip() if inside else part)
    return "".join(out)


def of_wikinews(asker: Asker, data: Path) -> Iterator[Question]:
    """Our own labels."""
    take = runpy.run_path(str(HERE.parent / "tests" / "gold" / "stories.py"))["story"]
    asked: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for line in (HERE / "speakers.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label.get("speaker"):
            asked[label["story"]][label["at"], label["end"]] = label["speaker"]
    for key, labels in sorted(asked.items()):
        story = story_from_object(take(key, data / "news"), given_id=key, place=key)
        doc, cast = asker.read(story)

        yield from asker.questions("wikinews", doc, cast, _by_label(labels, cast))


def of_press(asker: Asker, folder: Path, source: str = "press") -> Iterator[Question]:
    """The articles of our own, by the speakers of their keys."""
    for path in sorted(folder.glob("*.toml")):
        key = tomllib.loads(path.read_text(encoding="utf-8"))
        story = story_from_text(path.with_suffix(".txt").read_text(encoding="utf-8"), given_id=path.stem)
        doc, cast = asker.read(story)
        names = {one["name"]: [one["name"], *one.get("aliases", [])] for one in key.get("actor", [])}
        told = []
        for one in key.get("quote", []):
            words = one.get("words") or one.get("words_have") or ""
            pattern = r"\s+".join(re.escape(word) for word in words.translate(_MARKS).split())
            if pattern and one.get("speaker"):
                told += [(m.span(), one["speaker"]) for m in re.finditer(pattern, story.text.translate(_MARKS))]

        yield from asker.questions(source, doc, cast, _by_key(told, names, cast))


_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def fit(questions: Sequence[Question], strength: float = 0.02) -> dict[str, float]:
    """The weights that make the right answers likeliest, drawn to nothing by *strength*."""
    counts = Counter(name for one in questions for names in one.candidates.values() for name in set(names))
    index = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    weights = torch.zeros(len(index), requires_grad=True)
    rows, owners, right = [], [], []
    for n, one in enumerate(questions):
        for actor, names in one.candidates.items():
            rows.append([index[name] for name in names if name in index])
            owners.append(n)
            right.append(actor in one.right)
    flat = torch.tensor([name for row in rows for name in row])
    starts = torch.tensor(np.cumsum([0, *(len(row) for row in rows[:-1])]))
    owner, is_right = torch.tensor(owners), torch.tensor(right)
    worth = torch.tensor([WEIGHTS[one.source] for one in questions])
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        score = torch.nn.functional.embedding_bag(flat, weights[:, None], starts, mode="sum").squeeze(-1)
        low = torch.full((len(questions),), -1e9)
        most = low.scatter_reduce(0, owner, score, reduce="amax").detach()
        likely = torch.exp(score - most[owner])
        whole = torch.zeros(len(questions)).index_add(0, owner, likely)
        meant = torch.zeros(len(questions)).index_add(0, owner, likely * is_right)
        total = (worth * (torch.log(whole) - torch.log(meant + 1e-12))).sum() / worth.sum() + strength * (
            weights**2
        ).mean() * len(index) / 100
        total.backward()
        return total

    optimiser.step(loss)
    found = weights.detach().tolist()
    return {name: round(found[n], 3) for name, n in index.items() if abs(found[n]) >= 0.005}


def answers(weights: dict[str, float], questions: Sequence[Question]) -> list[tuple[str, float]]:
    """The likeliest actor of each question, with its probability."""
    from chancery.rules.speakers import SpeakerHead

    head = SpeakerHead(VERSION, 0.0, weights)
    out = []
    for one in questions:
        likely = head.probabilities(list(one.candidates.values()))
        best = max(range(len(likely)), key=likely.__getitem__)
        out.append((list(one.candidates)[best], likely[best]))
    return out


def measured(questions: Sequence[Question], found: Sequence[tuple[str, float]], sure: float) -> dict[str, str]:
    """Of the questions that have an answer among the candidates: how many the rules, and the head over the rules, answer rightly."""
    out = {}
    for name in ("he", "they", "words", "all"):
        mine = [(q, f) for q, f in zip(questions, found, strict=True) if name in (q.kind, "all") and "" not in q.right]
        rules = sum(q.rule in q.right for q, _ in mine)
        both = sum((f[0] if f[1] >= sure and f[0] else q.rule) in q.right for q, f in mine)
        wrong = sum(bool(a := (f[0] if f[1] >= sure and f[0] else q.rule)) and a not in q.right for q, f in mine)
        out[name] = f"{len(mine)} asked, rules {rules}, with the head {both} right and {wrong} wrong"
    return out


def main() -> None:
    """Ask, fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sure", type=float, default=0.5)
    options = parser.parse_args()
    asker = Asker()
    press = HERE.parent / "tests" / "gold" / "press"
    questions: list[Question] = []
    for found in (
        of_wikinews(asker, options.data),
        of_press(asker, press),
        of_groups(asker, options.data),
        of_litbank(asker, options.data),
    ):
        before = len(questions)
        questions += found
        print(Counter((q.source, q.kind) for q in questions[before:]), flush=True)
    rng = random.Random(SEED)
    stories = sorted({one.story for one in questions})
    rng.shuffle(stories)
    part = {story: n % 5 for n, story in enumerate(stories)}
    news, held = [], []
    for fold in range(5):
        weights = fit([one for one in questions if part[one.story] != fold])
        asked = [one for one in questions if part[one.story] == fold and one.source in ("wikinews", "press")]
        news += asked
        held += answers(weights, asked)
    for sure in (0.5, 0.6, 0.7, 0.8):
        print(sure, measured(news, held, sure))
    scores = measured(news, held, options.sure)
    weights = fit(questions)
    digests = {
        name: hashlib.sha256((HERE.parent / name).read_bytes()).hexdigest()[:16]
        for name in ("training/speakers.jsonl",)
    }
    lines = [
        '# Who speaks where no name tells: "he said", words that no cue leads. Trained; training/speakers.py wrote this file.',
        f"# Seed {SEED}; {len(questions)} questions: "
        + ", ".join(f"{n} {s}" for s, n in sorted(Counter(q.source for q in questions).items()))
        + ".",
        f"# training/speakers.jsonl: sha256 {digests['training/speakers.jsonl']}...; GUM (open genres) and LitBank: see the model card.",
        "# News, five parts, each answered by a head that has not seen it:",
        *(f"#   {name}: {score}" for name, score in scores.items()),
        "",
        "[head]",
        f'version = "{VERSION}"',
        f"sure = {options.sure}",
        "",
        "[head.weights]",
        *(f'"{name}" = {weight}' for name, weight in sorted(weights.items())),
        "",
    ]
    TARGET.write_text("\n".join(lines), encoding="utf-8")
    print(TARGET, len(weights), "weights")


if __name__ == "__main__":
    main()
