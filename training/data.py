"""Readers of the training data: every set becomes a list of sentences with whatever layers it has.

A layer that a set lacks is None (or IGNORE at one word) and costs no loss. Names are kept as a bit mask of the labels that a
word may have, because the sets disagree about what a name is.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import pickle
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chancery.language import decode
from chancery.language.features import BROKEN, GLUED, SPACED
from chancery.language.tokens import Tokenizer

IGNORE = -100
NAME_TYPES = ("PER", "LOC", "ORG", "NORP", "TITLE", "FAC", "EVENT")
NAME_TAGS = ["O"] + [f"{bio}-{kind}" for kind in NAME_TYPES for bio in "BI"]
_TAG_AT = {tag: i for i, tag in enumerate(NAME_TAGS)}
ALL_NAMES = (1 << len(NAME_TAGS)) - 1
_OUTSIDE = 1


@dataclass
class Sentence:
    """One sentence. ``heads`` point into the sentence, a root to itself; ``names`` are masks of allowed labels."""

    source: str
    doc: str
    key: str
    words: list[str]
    tags: list[str] | None = None
    upos: list[str] | None = None
    morph: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[int] | None = None
    predicates: list[tuple[int, str, list[tuple[int, int, str]]]] | None = None
    running: bool = True
    """Does the sentence stand in running text, so that its start is worth learning?"""
    trusted: set[str] = field(default_factory=lambda: {"tag", "lemma"})
    gaps: list[int] = field(default_factory=list)
    """What stands before each word (``features.GLUED`` and so on); guessed where the set does not say."""

    def __post_init__(self) -> None:
        if not self.gaps:
            self.gaps = guess_gaps(self.words)


_CLINGS = frozenset({",", ".", ";", ":", "?", "!", "%", ")", "]", "”", "...", "'", "’", "n't", "n’t", "-", "/"})
_HOLDS = frozenset({"(", "[", "“", "‘", "$", "£", "€", "#", "-", "/"})


def guess_gaps(words: list[str]) -> list[int]:
    """What stood before each word, where a set gives words only.

    >>> guess_gaps(["The", "U.S.", "-", "led", "talks", "(", "6", ")", "failed", "."])
    [2, 2, 1, 1, 2, 2, 1, 1, 2, 1]
    """
    out = []
    inside = False
    holds = False
    for i, word in enumerate(words):
        clings = word in _CLINGS or (
            word[0] in "'’" and len(word) > 1 and word[1:].lower() in ("s", "ve", "re", "ll", "d", "m")
        )
        closing = word == '"' and inside
        out.append(GLUED if i and (holds or clings or closing) else SPACED)
        holds = word in _HOLDS or (word == '"' and not inside)
        if word == '"':
            inside = not inside
    return out


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_dev(key: str) -> bool:
    """Is this one of the tenth of a set that is put aside?"""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10 == 0


# --- trees ---------------------------------------------------------------------------------------------------------


def read_conllu(path: Path, source: str, names: Names | None = None) -> list[Sentence]:
    """A UD treebank, basic trees; multi-word tokens are read as their words, empty nodes left out.

    With *names*, the entities in its last column become names.
    """
    entities: list[list[str]] = []
    out: list[Sentence] = []
    doc = ""
    key = ""
    rows: list[list[str]] = []
    gaps: list[int] = []
    before = after = BROKEN
    inside = 0

    def flush() -> None:
        if not rows:
            return
        entities.append([row[9] for row in rows])
        heads = [int(row[6]) - 1 for row in rows]
        out.append(
            Sentence(
                source,
                doc,
                key,
                [row[1] for row in rows],
                [row[4] for row in rows],
                [row[3] for row in rows],
                [row[5] for row in rows],
                [row[2] for row in rows],
                [i if head < 0 else head for i, head in enumerate(heads)],
                [row[7] for row in rows],
                gaps=gaps.copy(),
            )
        )
        rows.clear()
        gaps.clear()

    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            doc = line.partition("=")[2].strip()
            before = BROKEN
        elif line.startswith("# newpar"):
            before = BROKEN
        elif line.startswith("# sent_id"):
            key = line.partition("=")[2].strip()
        elif not line.strip():
            flush()
        elif not line.startswith("#"):
            row = line.split("\t")
            spaced = GLUED if "SpaceAfter=No" in row[9].split("|") else SPACED
            if row[0].isdigit():
                rows.append(row)
                gaps.append(before)
                if int(row[0]) < inside:
                    before = GLUED
                elif int(row[0]) > inside:
                    before = spaced
                else:
                    before = after
            elif "-" in row[0]:
                # The words of "don't" stand together; what follows the last of them is said here.
                inside, after = int(row[0].split("-")[1]), spaced
        if not line.strip():
            inside = 0
    flush()
    if names is not None:
        for s, column in zip(out, entities, strict=True):
            s.names = _gum_names(s, column, names)
    return out


_INNER = frozenset({"of", "and", "the", "&", "-", "for", "'s", "in", "de", "al", ".", ","})
_GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "EVENT"}


def _gum_names(s: Sentence, column: list[str], names: Names) -> list[int]:
    """Names from GUM's entities: runs of proper nouns about the head of a person, place, organization or event."""
    assert s.upos is not None
    proper = [tag == "PROPN" for tag in s.upos]
    spans: list[tuple[int, int, str]] = []
    doubt: set[int] = {i for i, is_proper in enumerate(proper) if is_proper}
    opened: dict[str, tuple[int, list[str]]] = {}
    for i, cell in enumerate(column):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", cell)
        if not found:
            continue
        for match in re.finditer(r"\(([^()]+)(\)?)|([^()]+)\)", found.group(1)):
            if match.group(1):
                fields = match.group(1).split("-")
                opened[fields[0]] = (i, fields)
                group = fields[0] if match.group(2) else None
            else:
                group = match.group(3)
            if group is None or group not in opened:
                continue
            first, fields = opened.pop(group)
            kind = _GUM_TYPES.get(fields[1] if len(fields) > 1 else "")
            places = [int(n) - 1 + first for n in (fields[5].split(",") if len(fields) > 5 else []) if n.isdigit()]
            if kind is None or not places or any(n > i or not proper[n] for n in places):
                continue
            low, high = min(places), max(places) + 1
            if not all(proper[n] or s.words[n].lower() in _INNER for n in range(low, high)):
                continue
            while low > first and proper[low - 1]:
                low -= 1
            while high <= i and proper[high]:
                high += 1
            after = s.words[high].lower() if high <= i else ""
            if after in ("of", "&", "-", "for") and high + 1 <= i and proper[high + 1]:
                kind = "?"
                high = i + 1
            if " ".join(s.words[low:high]).lower() in names.places:
                kind = "LOC"
            spans.append((low, high, kind))
    spans.sort(key=lambda span: span[0] - span[1])
    kept: list[tuple[int, int, str]] = []
    used: set[int] = set()
    for span in spans:
        if not used & set(range(span[0], span[1])):
            kept.append(span)
            used |= set(range(span[0], span[1]))
    for low, high, kind in kept:
        if kind == "?":
            used -= set(range(low, high))
            doubt |= set(range(low, high))
    masks = names.masks(s.words, [k for k in kept if k[2] != "?"], frozenset({"NORP"}), strip=True)
    return [ALL_NAMES if i in doubt and i not in used and mask & _OUTSIDE else mask for i, mask in enumerate(masks)]


def add_predicates(sentences: Iterable[Sentence], path: Path) -> None:
    """Lay PropBank's predicates over the treebank sentences that they belong to."""
    by_key = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        by_key[record["sent_id"]] = record
    for sentence in sentences:
        record = by_key.get(sentence.key)
        if record is not None and record["words"] == sentence.words:
            sentence.predicates = [
                (p["at"], p["roleset"], [(a[0], a[1], a[2]) for a in p["args"]]) for p in record["predicates"]
            ]


# --- names ---------------------------------------------------------------------------------------------------------

_TITLE_WORDS = frozenset(
    """president shadow home vice prime minister mr. mrs. ms. mr mrs ms dr. dr sir lord lady dame general gen. gen brigadier brig. colonel
    col. lieutenant lt. lt major maj. captain capt. sergeant sgt. corporal private admiral adm. marshal field commander
    commander-in-chief secretary secretary-general under-secretary undersecretary defence defense foreign interior
    finance trade energy oil justice health education senator sen. representative rep. congressman congresswoman
    governor gov. mayor king queen prince princess pope cardinal archbishop bishop patriarch father reverend rev. rabbi
    ayatollah sheikh sheik shaikh imam mullah emir sultan emperor ambassador envoy special chief chairman chairwoman
    chairperson spokesman spokeswoman spokesperson leader judge attorney solicitor premier chancellor deputy former
    acting interim opposition director director-general professor prof. minister-president speaker commissioner
    high representative state press senior assistant inspector superintendent presidential candidate supreme majority
    minority house treasury white-house taoiseach crown chief-of-staff national security adviser advisor economy
    ex-president co-chair coordinator economics agriculture transport information""".split()
)
_TITLE_HEADS = frozenset(
    """president minister mr. mrs. ms. mr mrs ms dr. dr sir lord lady dame general gen. gen brigadier brig. colonel col.
    lieutenant lt. lt major maj. captain capt. sergeant sgt. corporal private admiral adm. marshal commander
    commander-in-chief secretary secretary-general under-secretary undersecretary senator sen. representative rep.
    congressman congresswoman governor gov. mayor king queen prince princess pope cardinal archbishop bishop patriarch
    father reverend rev. rabbi ayatollah sheikh sheik shaikh imam mullah emir sultan emperor ambassador envoy chief
    chairman chairwoman chairperson spokesman spokeswoman spokesperson leader judge justice attorney premier chancellor
    director director-general professor prof. minister-president speaker commissioner candidate state taoiseach
    ex-president co-chair coordinator adviser advisor general-secretary""".split()
)
_JOIN = frozenset({"of", "for", "and", "the"})
_FACILITIES = frozenset(
    """airport bridge hotel stadium palace prison tower hospital plaza arena cathedral mosque church temple museum
    terminal barracks reactor shrine zoo mall tunnel jail dam pipeline airfield airbase""".split()
)


def title_length(words: list[str]) -> int:
    """How many of the leading words of a person's span are a title; all but one at most, else all of them."""
    last = 0
    for i, word in enumerate(words):
        low = word.lower()
        if low in _TITLE_HEADS:
            last = i + 1
        elif not (low in _TITLE_WORDS or (low in _JOIN and i > 0) or low in ("'s", "-", "u.s.")):
            break
    return last


class Names:
    """Country names and demonyms, and the masks that the readers make of spans."""

    def __init__(self, countries: Path) -> None:
        self.places: set[str] = {
            "u.s.",
            "us",
            "u.k.",
            "uk",
            "britain",
            "america",
            "burma",
            "gaza",
            "palestine",
            "west bank",
        }
        self.demonyms: set[str] = {
            "arab",
            "kurdish",
            "kurd",
            "muslim",
            "islamic",
            "shi'ite",
            "shiite",
            "sunni",
            "jewish",
            "european",
            "african",
            "asian",
            "chechen",
            "tibetan",
            "soviet",
            "palestinian",
            "christian",
            "catholic",
            "hutu",
            "tutsi",
            "pashtun",
            "yemeni",
            "iraqi",
            "israeli",
            "saudi",
        }
        for country in json.loads(countries.read_text(encoding="utf-8")):
            name = country["name"]
            self.places |= {name["common"].lower(), name["official"].lower()}
            self.places |= {alias.lower() for alias in country.get("altSpellings", []) if len(alias) > 3}
            self.places |= {capital.lower() for capital in country.get("capital", [])}
            for form in country.get("demonyms", {}).get("eng", {}).values():
                if form:
                    self.demonyms.add(form.lower())
        self.demonyms -= self.places
        self.demonyms |= {f"{form}s" for form in self.demonyms if form[-1] in "nirbm"}

    def is_demonym(self, text: str) -> bool:
        """Is this a demonym from the list, written with a capital?"""
        return text[:1].isupper() and text.lower() in self.demonyms

    def geopolitical(self, text: str) -> str:
        """NORP or LOC, for a span that the Groningen set calls ``gpe``."""
        low = text.lower()
        if low in self.places:
            return "LOC"
        if low in self.demonyms or re.search(r"(ans?|ese|ish|[a-z]is?|ites?|ics?)$", low):
            return "NORP"
        return "LOC"

    def masks(
        self,
        words: list[str],
        spans: list[tuple[int, int, str]],
        outside: frozenset[str],
        strip: bool,
        upper: bool = True,
    ) -> list[int]:
        """Allowed labels of each word.

        *spans* carry a type, or several joined by ``/`` (``O`` among them for perhaps no name). *outside* are the
        types that a word outside of every span may still have. *strip*: persons begin with their titles.
        """
        free = _OUTSIDE
        for kind in outside:
            free |= 1 << _TAG_AT[f"B-{kind}"] | 1 << _TAG_AT[f"I-{kind}"]
        out = [free] * len(words)
        taken = [False] * len(words)

        def put(first: int, last: int, kinds: str) -> None:
            for i in range(first, last):
                mask = 0
                for kind in kinds.split("/"):
                    mask |= _OUTSIDE if kind == "O" else 1 << _TAG_AT[f"{'B' if i == first else 'I'}-{kind}"]
                    if kind == "O":
                        for other in outside:
                            mask |= 1 << _TAG_AT[f"B-{other}"] | 1 << _TAG_AT[f"I-{other}"]
                out[i] = mask
                taken[i] = True

        for first, last, kinds in spans:
            if kinds == "PER":
                if strip and last - first > 1 and self.is_demonym(words[first]):
                    put(first, first + 1, "NORP")
                    first += 1
                cut = title_length(words[first:last]) if strip else 0
                if cut:
                    put(first, first + cut, "TITLE")
                if first + cut < last:
                    put(first + cut, last, "PER")
            elif kinds == "LOC" and words[last - 1].lower() in _FACILITIES and last - first > 1:
                put(first, last, "FAC")
            else:
                put(first, last, kinds)
        if upper:
            for first, _, kinds in spans:
                if kinds != "PER":
                    continue
                start = first
                while start > 0:
                    word = words[start - 1]
                    low = word.lower()
                    if taken[start - 1] and low not in _TITLE_WORDS:
                        break
                    if (word[0].isupper() and low in _TITLE_WORDS) or (
                        low in ("of", "for") and start < first and start > 1
                    ):
                        start -= 1
                    else:
                        break
                while start < first and words[start].lower() not in _TITLE_WORDS:
                    start += 1
                if start < first and words[first - 1].lower() in _TITLE_HEADS:
                    put(start, first, "TITLE")
            for i, word in enumerate(words):
                if not taken[i] and self.is_demonym(word):
                    put(i, i + 1, "NORP")
        return out


def spans_of_bio(tags: list[str]) -> list[tuple[int, int, str]]:
    """Spans of a BIO or IO column."""
    out: list[tuple[int, int, str]] = []
    before = "O"
    for i, tag in enumerate(tags):
        if tag != "O":
            kind = tag[2:]
            if tag[0] == "B" or before == "O" or before[2:] != kind:
                out.append((i, i + 1, kind))
            else:
                out[-1] = (out[-1][0], i + 1, kind)
        before = tag
    return out


def read_columns(path: Path, word_at: int, tag_at: int, separator: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(sent_id, words, tags) of a file in columns."""
    words: list[str] = []
    tags: list[str] = []
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:  # noqa: RUF005
        if line.startswith("# "):
            if line.startswith("# sent_id"):
                key = line.partition("=")[2].strip()
            continue
        if not line.strip():
            if words:
                yield key, words, tags
            words, tags = [], []
            continue
        cells = line.split(separator)
        if len(cells) <= tag_at:
            continue
        words.append(cells[word_at])
        tags.append(cells[tag_at])


_REST = frozenset({"NORP", "TITLE", "FAC", "EVENT"})


def add_uner(sentences: Iterable[Sentence], path: Path, names: Names) -> None:
    """Universal NER over the treebank sentences: PER, LOC, ORG; its OTH and stray ``B-O`` are O."""
    by_key = {}
    for key, words, tags in read_columns(path, 1, 2, "\t"):
        by_key[key] = (words, tags)
    for sentence in sentences:
        words, tags = by_key.get(sentence.key, ([], []))
        if words == sentence.words:
            spans = [s for s in spans_of_bio(tags) if s[2] in ("PER", "LOC", "ORG")]
            sentence.names = names.masks(words, spans, _REST, strip=True)


def read_wikigold(path: Path, names: Names) -> list[Sentence]:
    """Wikigold: IO tags; MISC may be a nationality, an event or none of ours."""
    out = []
    for words, tags in _plain(path, " "):
        spans = []
        for first, last, kind in spans_of_bio(tags):
            kinds = "O/NORP/EVENT" if kind == "MISC" else kind
            if kind == "MISC" and last - first == 1 and names.is_demonym(words[first]):
                kinds = "NORP"
            spans.append((first, last, kinds))
        key = " ".join(words)
        out.append(_named("wikigold", key, words, names.masks(words, spans, frozenset({"TITLE", "FAC"}), strip=True)))
    return out


def _plain(path: Path, separator: str) -> Iterator[tuple[list[str], list[str]]]:
    for _, words, tags in read_columns(path, 0, 1, separator):
        yield words, tags


_CROSS = {
    "politician": "PER",
    "person": "PER",
    "country": "LOC",
    "location": "LOC",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "event": "EVENT",
    "election": "EVENT",
    "misc": "O/NORP/EVENT",
}


def read_crossner(folder: Path, names: Names) -> list[Sentence]:
    """CrossNER's politics sentences (the three files as one)."""
    out = []
    for part in ("train", "dev", "test"):
        for words, tags in _plain(folder / f"{part}.txt", "\t"):
            spans = []
            for first, last, kind in spans_of_bio(tags):
                kinds = _CROSS[kind]
                if kind == "misc" and last - first == 1 and names.is_demonym(words[first]):
                    kinds = "NORP"
                spans.append((first, last, kinds))
            key = " ".join(words)
            out.append(
                _named(
                    "crossner", key, words, names.masks(words, spans, frozenset({"TITLE", "FAC", "NORP"}), strip=True)
                )
            )
    return out


_CUTTER = Tokenizer()


def _named(source: str, key: str, words: list[str], masks: list[int]) -> Sentence:
    """A sentence with names, its words cut as the program cuts them ("U.S.-led" is three words)."""
    gaps = guess_gaps(words)
    cut_words: list[str] = []
    cut_masks: list[int] = []
    cut_gaps: list[int] = []
    for word, mask, gap in zip(words, masks, gaps, strict=True):
        starts, ends = _CUTTER(word)
        parts = [word[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)] or [word]
        cut_words += parts
        cut_gaps += [gap] + [GLUED] * (len(parts) - 1)
        tag = mask.bit_length() - 1
        if mask in (ALL_NAMES, _OUTSIDE) or len(parts) == 1:
            cut_masks += [mask] * len(parts)
        elif mask == 1 << tag and parts[-1][0].isupper() and not parts[-1].endswith("'s"):
            # "Al-Qaida" is a name throughout; of "U.S.-led" only a part is.
            inner = tag + 1 if NAME_TAGS[tag][0] == "B" else tag
            cut_masks += [mask] + [1 << inner] * (len(parts) - 1)
        else:
            cut_masks += [ALL_NAMES] * len(parts)
    return Sentence(source, "", f"{source}:{key}", cut_words, names=cut_masks, running=False, gaps=cut_gaps)


def read_gmb(path: Path, names: Names) -> list[Sentence]:
    """The Groningen Meaning Bank export: silver names on VOA wire."""
    out = []
    ready: list[tuple[str, list[str], list[bool], list[tuple[int, int, str]]]] = []
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("ner_dataset.csv").decode("latin-1")
    groups: list[tuple[list[str], list[str], list[str]]] = []
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        if row[0].startswith("Sentence"):
            groups.append(([], [], []))
        word = row[1].strip() or "?"
        groups[-1][0].append(word)
        groups[-1][1].append(row[3])
        groups[-1][2].append(row[2])
    seen = set()
    for words, tags, xpos in groups:
        key = " ".join(words)
        if key in seen or not 4 <= len(words) <= 60 or "\x92" in key or "\x93" in key or "â" in key:
            continue
        seen.add(key)
        if any(tag[0] == "I" and (i == 0 or tags[i - 1][2:] != tag[2:]) for i, tag in enumerate(tags)):
            continue
        spans = []
        broken = False
        for first, last, kind in spans_of_bio(tags):
            while last - first > 1 and words[first] in (
                "of",
                "in",
                "at",
                "to",
                "from",
                "and",
                "by",
                "for",
                "near",
                "on",
            ):
                first += 1
            span = " ".join(words[first:last])
            if kind == "per":
                if not any(word[0].isupper() for word in words[first:last]):
                    broken = True
                spans.append((first, last, "PER"))
            elif kind == "gpe":
                spans.append((first, last, names.geopolitical(span)))
            elif kind == "geo":
                spans.append((first, last, "NORP" if last - first == 1 and names.is_demonym(span) else "LOC"))
            elif kind == "org":
                spans.append((first, last, "NORP" if last - first == 1 and names.is_demonym(span) else "ORG"))
            elif kind == "eve":
                spans.append((first, last, "EVENT"))
            elif kind == "art":
                spans.append((first, last, "O/ORG/EVENT"))
        named = {i for first, last, _ in spans for i in range(first, last)}
        missed = sum(
            1
            for i, tag in enumerate(xpos)
            if tag.startswith("NNP") and i not in named and tags[i] == "O" and words[i].lower() not in _TITLE_WORDS
        )
        if broken or missed > 2:
            continue
        joined: list[tuple[int, int, str]] = []
        for first, last, kind in spans:
            before = joined[-1] if joined else None
            if before and before[1] == first and before[2] == kind == "PER" and title_length(words[before[0] : first]):
                joined[-1] = (before[0], last, kind)
            elif kind == "PER" and words[first:last] == ["Prime"]:
                continue
            else:
                joined.append((first, last, kind))
        for first, last, kind in joined:
            if kind in ("PER", "LOC", "ORG", "NORP"):
                votes[" ".join(words[first:last])][kind] += 1
        open_proper = [x.startswith("NNP") and t[2:] != "tim" for x, t in zip(xpos, tags, strict=True)]
        ready.append((key, words, open_proper, joined))
    sure = {"U.N.": "ORG", "UN": "ORG", "United Nations": "ORG"}
    for span, found in votes.items():
        kind, count = found.most_common(1)[0]
        if span.lower() in names.places and kind != "NORP":
            sure.setdefault(span, "LOC")
        elif sum(found.values()) >= 4 and count >= 0.75 * sum(found.values()):
            sure.setdefault(span, kind)
        elif len(found) > 1:
            sure.setdefault(span, "?")
    for key, words, open_proper, spans in ready:
        doubt: set[int] = set()
        kept: list[tuple[int, int, str]] = []
        for first, last, kind in spans:
            text = " ".join(words[first:last])
            if kind in ("PER", "LOC", "ORG", "NORP"):
                kind = sure.get(text, kind)
            if kind == "LOC" and words[last - 1] in ("Party", "Ministry", "Council", "Congress", "Department", "Court"):
                kind = "ORG"
            before = kept[-1] if kept else None
            if (
                before
                and before[1] == first
                and {before[2], kind} in ({"ORG", "PER"}, {"LOC", "PER"}, {"PER"}, {"LOC", "ORG"})
            ):
                if not title_length(words[first:last]):
                    doubt |= set(range(before[0], last))
            if kind == "?" or text in ("Western", "Sri", "North", "South", "State", "II", "I"):
                doubt |= set(range(first, last))
                kept.append((first, last, "O"))
            else:
                kept.append((first, last, kind))
        masks = names.masks(words, kept, frozenset(), strip=True)
        for i in doubt:
            if masks[i] & ~_OUTSIDE == 0 or masks[i] not in (1 << _TAG_AT["B-TITLE"], 1 << _TAG_AT["I-TITLE"]):
                masks[i] = ALL_NAMES
        named = {i for first, last, _ in kept for i in range(first, last)}
        for i, is_open in enumerate(open_proper):
            # a proper noun that the silver labels left out teaches nothing
            if is_open and masks[i] == _OUTSIDE and i not in named:
                masks[i] = ALL_NAMES
        out.append(_named("gmb", key, words, masks))
    return out


_RE3D_FOLDERS = (
    "Australian Department of Foreign Affairs",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
    "Wikipedia",
)


def _records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_re3d(folder: Path, names: Names) -> list[Sentence]:
    """The re3d reports, tokenised as the program tokenises. Only spans written with capitals are taken as names."""
    out = []
    for part in _RE3D_FOLDERS:
        entities: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for record in _records(folder / part / "entities.json"):
            entities[str(record["documentId"])].append(
                (int(str(record["begin"])), int(str(record["end"])), str(record["type"]))
            )
        for record in _records(folder / part / "documents.json"):
            text = str(record["text"])
            for match in re.finditer(r"\S[^\n]*?(?:(?<=[a-z0-9)\]\"”][.!?])(?=\s+[A-Z\"“])|(?=\n)|$)", text):
                base = match.start()
                first_at, last_at = (edge.tolist() for edge in _CUTTER(match.group()))
                words = [match.group()[a:b] for a, b in zip(first_at, last_at, strict=True)]
                if not 3 <= len(words) <= 120:
                    continue
                starts = {base + at: i for i, at in enumerate(first_at)}
                ends = {base + at: i + 1 for i, at in enumerate(last_at)}
                spans: list[tuple[int, int, str]] = []
                doubt: list[tuple[int, int]] = []
                used: set[int] = set()
                order = {"Person": 0, "Nationality": 1, "Organisation": 2, "Location": 3}
                for begin, end, kind in sorted(
                    entities[str(record["_id"])], key=lambda e: (order.get(e[2], 9), e[0], -e[1])
                ):
                    if kind not in order or begin not in starts or end not in ends:
                        continue
                    first, last = starts[begin], ends[end]
                    while first < last and (
                        words[first].lower() in ("the", "a", "an", "former") or words[first].islower()
                    ):
                        first += 1
                    while first < last and words[last - 1] in ("'s", "’s", ",", "."):
                        last -= 1
                    if first >= last:
                        continue
                    mapped = {"Person": "PER", "Nationality": "NORP", "Organisation": "ORG", "Location": "LOC"}[kind]
                    inner = [
                        w
                        for w in words[first:last]
                        if w.lower() not in ("of", "the", "for", "and", "in", "to", "on", "-", "&")
                    ]
                    clean = all(not w[0].islower() for w in inner)
                    if mapped in ("ORG", "LOC") and clean and last - first == 1 and names.is_demonym(words[first]):
                        mapped = "NORP"
                    if used & set(range(first, last)):
                        continue
                    if not clean or (mapped == "ORG" and " ".join(words[first:last]).lower() in names.places):
                        doubt.append((first, last))
                        continue
                    used |= set(range(first, last))
                    spans.append((first, last, mapped))
                masks = names.masks(words, spans, frozenset({"TITLE", "FAC", "EVENT", "NORP"}), strip=True)
                for first, last in doubt:
                    for i in range(first, last):
                        if i not in used:
                            masks[i] = ALL_NAMES
                gaps = [GLUED if at in last_at else SPACED for at in first_at]
                key = f"re3d:{record['_id']}:{base}"
                out.append(Sentence("re3d", "", key, words, names=masks, running=False, gaps=gaps))
    return out


# --- everything ----------------------------------------------------------------------------------------------------


@dataclass
class Corpus:
    """All training and held-out sentences, with the digests of the files that they came from."""

    train: dict[str, list[Sentence]]
    dev: dict[str, list[Sentence]]
    digests: dict[str, str]


FILES = (
    "ud/ewt/en_ewt-ud-train.conllu",
    "ud/ewt/en_ewt-ud-dev.conllu",
    "ud/gum-open/open-train.conllu",
    "ud/gum-open/open-dev.conllu",
    "roles/propbank-ewt/train.jsonl",
    "roles/propbank-ewt/dev.jsonl",
    "ner/uner-ewt/en_ewt-ud-train.early-commit-0c7ce0d.iob2",
    "ner/uner-ewt/en_ewt-ud-dev.iob2",
    "ner/wikigold/CONLL-format/data/wikigold.conll.txt",
    "ner/crossner-politics/politics/train.txt",
    "ner/crossner-politics/politics/dev.txt",
    "ner/crossner-politics/politics/test.txt",
    "ner/gmb-voa/ner_dataset.csv.zip",
    *(f"ner/re3d/{part}/{name}.json" for part in _RE3D_FOLDERS for name in ("documents", "entities")),
)


def load(data: Path, cache: Path | None = None) -> Corpus:
    """Read every set below *data*; with *cache*, keep the result there for the next time."""
    digests = {name: digest(data / name) for name in FILES}
    countries = next((data / "gazetteers/mledoze_countries").glob("**/countries*.json"))
    mark = hashlib.sha256((json.dumps(digests) + Path(__file__).read_text(encoding="utf-8")).encode()).hexdigest()
    if cache is not None and (cache / f"corpus-{mark[:16]}.pickle").exists():
        loaded: Corpus = pickle.loads((cache / f"corpus-{mark[:16]}.pickle").read_bytes())
        return loaded
    names = Names(countries)
    train: dict[str, list[Sentence]] = {}
    dev: dict[str, list[Sentence]] = {}
    for part, into in (("train", train), ("dev", dev)):
        ewt = read_conllu(data / f"ud/ewt/en_ewt-ud-{part}.conllu", "ewt")
        add_predicates(ewt, data / f"roles/propbank-ewt/{part}.jsonl")
        uner = "en_ewt-ud-train.early-commit-0c7ce0d.iob2" if part == "train" else "en_ewt-ud-dev.iob2"
        add_uner(ewt, data / "ner/uner-ewt" / uner, names)
        into["ewt"] = ewt
        into["gum"] = read_conllu(data / f"ud/gum-open/open-{part}.conllu", "gum", names)
    for found in (
        read_wikigold(data / "ner/wikigold/CONLL-format/data/wikigold.conll.txt", names),
        read_crossner(data / "ner/crossner-politics/politics", names),
        read_gmb(data / "ner/gmb-voa/ner_dataset.csv.zip", names),
        read_re3d(data / "ner/re3d", names),
    ):
        source = found[0].source
        train[source] = [s for s in found if not is_dev(s.key)]
        dev[source] = [s for s in found if is_dev(s.key)]
    corpus = Corpus(train, dev, digests)
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        (cache / f"corpus-{mark[:16]}.pickle").write_bytes(pickle.dumps(corpus))
    return corpus


def vocabularies(corpus: Corpus) -> dict[str, object]:
    """The classes of every head, from the training sentences."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lexicon: dict[str, Counter[str]] = defaultdict(Counter)
    for source in ("ewt", "gum"):
        for s in corpus.train[source]:
            assert s.tags and s.upos and s.morph and s.lemmas and s.deprels
            counts["tag"].update(s.tags)
            counts["upos"].update(s.upos)
            counts["morph"].update(s.morph)
            counts["deprel"].update(s.deprels)
            counts["lemma"].update(decode.lemma_rule(f, l) for f, l in zip(s.words, s.lemmas, strict=True))
            for at, roleset, arguments in s.predicates or []:
                counts["roleset"][roleset] += 1
                lexicon[s.lemmas[at].lower()][roleset] += 1
                counts["role"].update(a[2] for a in arguments)
    out: dict[str, object] = {}
    least = {"tag": 1, "upos": 1, "morph": 3, "deprel": 1, "lemma": 2, "roleset": 1, "role": 3}
    for head, floor in least.items():
        out[head] = sorted((k for k, n in counts[head].items() if n >= floor), key=lambda k: (-counts[head][k], k))
    out["role"] = ["O"] + [f"{bio}-{role}" for role in out["role"] for bio in "BI"]  # type: ignore[attr-defined]
    rolesets = {name: i for i, name in enumerate(out["roleset"])}  # type: ignore[arg-type, var-annotated]
    for name in rolesets:
        stem = name.rsplit(".", 1)[0]
        if "_" not in stem and name not in lexicon[stem]:
            lexicon[stem][name] += 0
    out["lexicon"] = {
        lemma: [rolesets[name] for name, _ in found.most_common()] for lemma, found in sorted(lexicon.items()) if found
    }
    out["name"] = NAME_TAGS
    return out


def windows(sentences: list[Sentence], rng: random.Random, low: int, high: int, most: int) -> Iterator[list[Sentence]]:
    """Runs of sentences of one document, each of a random length between *low* and *high* words (never over *most*)."""
    held: list[Sentence] = []
    size = 0
    target = rng.randint(low, high)
    for s in sentences:
        if held and (s.doc != held[-1].doc or size + len(s.words) > target):
            yield held
            held, size, target = [], 0, rng.randint(low, high)
        if len(s.words) > most:
            continue
        held.append(s)
        size += len(s.words)
    if held:
        yield held
