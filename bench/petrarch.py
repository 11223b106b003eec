"""How far our events agree with the unit records of PETRARCH, an older event coder: who (country), whom (country), what (PLOVER root).

    bench/petrarch.py ../shared/data/events/petrarch/text [--lines] [--codes cameo]

The records test that coder's machinery: their states are invented (Arnor, Gondor), and so are many of their sentences ("Ethiopia deplored from
Libya") and codes (345, 901). Real states take the place of the invented ones, by one table (``STATES``), the same everywhere; persons of the same
books have none, and sentences that expect them, or bodies that are no state's, are left out, as are those that test errors.

Their codes are not CAMEO's, although the file says so: most are WEIS's, which came before it (041 stands beside "welcomed", 064 beside "restore
ties", 122 beside "condemned", 212 beside "arrested"; in CAMEO 041 is a call by telephone). ``ROOTS`` reads them as they are used there; where a
deed may stand in two of PLOVER's classes, either is right. A code that means nothing beside its sentence, or a mere remark (WEIS 02), leaves the
root open: only its pair is asked for. ``--codes cameo`` reads them by the published table from CAMEO to PLOVER instead, which shows the difference.
"""

from __future__ import annotations

import argparse
import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from typing import Any, TypeAlias

from chancery.reading import Failed, ModelKit, read_all
from chancery.records import Actor, Event
from chancery.source.text import story_from_text

Pair: TypeAlias = tuple[str, str]
FIELDS = ("all three", "pair", "who, root", "root")

STATES = {
    "ARN": ("TUR", "Turkey", "Turkish"),
    "GON": ("GRC", "Greece", "Greek"),
    "MOR": ("IRN", "Iran", "Iranian"),
    "OSG": ("SYR", "Syria", "Syrian"),
    "DAG": ("EGY", "Egypt", "Egyptian"),
    "CAL": ("MAR", "Morocco", "Moroccan"),
    "ITH": ("LBN", "Lebanon", "Lebanese"),
    "ERI": ("IRQ", "Iraq", "Iraqi"),
    "BRE": ("CAN", "Canada", "Canadian"),
    "FOR": ("BRA", "Brazil", "Brazilian"),
    "ROH": ("SDN", "Sudan", "Sudanese"),
    "DOL": ("MCO", "Monaco", "Monegasque"),
    "ELF": ("FIN", "Finland", "Finnish"),
    "RHO": ("ZWE", "Zimbabwe", "Zimbabwean"),
    "ZBW": ("ZWE", "Zimbabwe", "Zimbabwean"),
    "CAF": ("CAF", "Central African Republic", "Central African"),
    "NZE": ("NZL", "New Zealand", "New Zealander"),
}
"""Of each code of the file: the code of the state that stands for it, its name and its adjective."""

REAL = frozenset("AFG AUS DNK ETH FRA KOR KWT LBY PAK PHL PRK RUS USA".split()) | {"KUW"}
"""Codes of the file that are those of states already."""

_NAMES = {
    "Arnor": "ARN", "Gondor": "GON", "Mordor": "MOR", "Osgiliath": "OSG", "Dagolath": "DAG", "Calenardhon": "CAL", "Ithilen": "ITH",
    "Eriador": "ERI", "Bree": "BRE", "Fornost": "FOR", "Rohan": "ROH", "Dol Amroth": "DOL", "Dol_Amroth": "DOL",
}  # fmt: skip
_TOWNS = {
    "Minas Tirith": "Athens", "Cirith Ungol": "Isfahan", "Barad-dur": "Tehran", "Caras Galadhon": "Helsinki", "Eymn Muil": "Toronto",
    "Entwash": "Euphrates", "Bay of Belfalas": "Persian Gulf",
}  # fmt: skip
_FORMS = {"Arnorian": "ARN", "Dagolathi": "DAG", "Eriadorian": "ERI", "Eriadori": "ERI"}
_HEADS = (
    "government|soldiers|leaders?|crowds?|villages?|official|[Mm]inistry|[Mm]inister|Prime Minister|President|cleric|diplomat|police|"
    "prosecutors|main opposition|former|security officials|spokesmen|newspaper|militia|border police|parade|state-run"
)
"""Words before which the name of a state stands as its adjective: "Osgiliath soldiers" are Syrian soldiers."""

ROOTS: Mapping[str, tuple[str, ...]] = {
    "030": ("AGREE",), "031": ("CONSULT",), "032": ("CONSULT",), "033": ("CONSULT",),
    "041": ("SUPPORT",), "042": ("CONSULT", "SUPPORT"), "043": ("CONSULT",), "044": ("CONSULT",), "045": ("CONSULT",), "046": ("CONSULT",),
    "050": ("AGREE", "AID"), "064": ("SUPPORT", "AGREE", "COOPERATE"), "066": ("RETREAT",), "070": ("AID", "AGREE"), "071": ("AID", "AGREE"),
    "081": ("AGREE", "SUPPORT"), "082": ("AGREE",), "083": ("AGREE",), "085": ("AGREE", "SUPPORT"),
    "095": ("REQUEST",), "096": ("REQUEST",), "102": ("REQUEST",),
    "111": ("REJECT",), "112": ("REJECT", "ACCUSE"), "115": ("REJECT", "ACCUSE"),
    "121": ("ACCUSE",), "122": ("ACCUSE",), "123": ("ACCUSE",), "131": ("ACCUSE", "PROTEST"), "132": ("ACCUSE", "PROTEST"),
    "160": ("THREATEN",), "162": ("THREATEN",), "173": ("THREATEN",), "174": ("COERCE",),
    "181": ("MOBILIZE",), "191": ("SANCTION", "REJECT"), "194": ("ASSAULT",), "201": ("COERCE",), "212": ("COERCE",),
    "222": ("ASSAULT", "COERCE"), "223": ("ASSAULT",), "224": ("ASSAULT",), "1711": ("COERCE",), "1721": ("COERCE",),
}  # fmt: skip
"""The classes that a code of the file may have, by how it is used there; the first is the likeliest."""


@dataclass(frozen=True)
class Expected:
    """One sentence with what the file expects: pairs of countries with the classes that are right (none: the root is open)."""

    id: str
    category: str
    text: str
    events: tuple[tuple[Pair, tuple[str, ...]], ...]
    codes: tuple[str, ...] = ()
    """The file's codes of the events, in their order."""


def real(text: str) -> str:
    """The sentence with real states for the invented ones.

    >>> real("The Calenardhon government condemned an attack by Osgiliath soldiers near Gondor's border.")
    "The Moroccan government condemned an attack by Syrian soldiers near Greece's border."
    >>> real("An Eriadorian was seen; efforts of Eriadori to deal with Eriadori leaders and the Rohans")
    'An Iraqi was seen; efforts of Iraqis to deal with Iraqi leaders and the Sudanese'
    """
    text = text.replace("efforts of Eriadori ", "efforts of Iraqis ").replace("the Rohans", "the Sudanese")
    for town, other in _TOWNS.items():
        text = re.sub(rf"\b{town}\b", other, text)
    for form, code in _FORMS.items():
        text = re.sub(rf"\b{form}\b", STATES[code][2], text)
    for name, code in _NAMES.items():
        text = re.sub(rf"\b{name}(?= (?:{_HEADS})\b)", STATES[code][2], text)
        text = re.sub(rf"\b{name}\b", STATES[code][1], text)
    states = "|".join(word for _, *words in STATES.values() for word in words)
    return re.sub(
        rf"\b([Aa])n? (?=({states})\b)", lambda found: found[1] + ("n " if found[2][0] in "AEIO" else " "), text
    )


def state(code: str) -> str | None:
    """The country of an actor's code (``CALGOV``, ``OSGMIL``), "" where nobody is named, None where it is no state's."""
    start = code[:3]
    if start == "---":
        return ""
    if start in STATES:
        return STATES[start][0]
    return {"KUW": "KWT"}.get(start, start) if start in REAL else None


def table(path: Path) -> dict[str, tuple[str, ...]]:
    """The published table: of each CAMEO code its classes."""
    rows = re.findall(r"^(\d{2,4}):\s*([A-Z]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        found[code] = (*found.get(code, ()), name)
    return found


def roots_of(code: str, roots: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The classes of a code, or of the code that it makes closer; none where the table has neither."""
    return next((roots[code[:size]] for size in range(len(code), 1, -1) if code[:size] in roots), ())


def sentences(text: str, roots: Mapping[str, tuple[str, ...]], *, closer: bool = False) -> Iterator[Expected | None]:
    """Each sentence of the file that can be asked; None for each that cannot.

    *closer* reads a code that the table lacks as the code that it makes closer (1711 as 171).
    """
    for about, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", text, flags=re.DOTALL):
        attributes = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', about))
        body = re.sub(r"<Parse>.*?</Parse>|<!--.*?-->", "", body, flags=re.DOTALL)
        words = re.search(r"<Text>(.*?)</Text>", body, flags=re.DOTALL)
        given = [
            dict(re.findall(r"(\w+)\s*=\s*[\"']+([^\"']*)", one)) for one in re.findall(r"<EventCoding(.*?)>", body)
        ]
        if attributes.get("sentence") != "true" or attributes["category"] == "ERROR" or not words or not given:
            yield None
            continue
        events: list[tuple[Pair, tuple[str, ...]]] = []
        codes: list[str] = []
        askable = True
        for event in given:
            source, target = event.get("sourcecode", "---"), event.get("targetcode", "---")
            if "eventcode" not in event:
                continue
            what = roots_of(event["eventcode"], roots) if closer else roots.get(event["eventcode"], ())
            one, other = state(source), state(target)
            if one is None or other is None:
                askable = False
                break
            if not what and not (one and other):
                continue  # A mere remark that somebody makes to nobody.
            events.append(((one, other), what))
            codes.append(event["eventcode"])
        plain = real(" ".join(html.unescape(words[1]).split()))
        category = attributes["category"].rstrip("Sx")
        yield Expected(attributes["id"], category, plain, tuple(events), tuple(codes)) if askable else None


def found_in(actors: Iterable[Actor], events: Iterable[Event]) -> frozenset[tuple[str, str, str]]:
    """(source country, target country, class) of each event that was not called off or denied; "" where no country is known.

    A meeting or the like that has all on one side goes both ways.
    """
    country = {actor.id: actor.country or "" for actor in actors}
    out = set[tuple[str, str, str]]()
    for event in events:
        if event.status in ("called_off", "denied"):
            continue
        who, whom = ([country.get(one, "") for one in side] for side in (event.who, event.whom))
        pairs = list(product(who or [""], whom or [""]))
        if event.mutual and len(set(who)) > 1:
            pairs = list(permutations(dict.fromkeys(who), 2))
        out |= {(*pair, event.what) for pair in pairs}
    return frozenset(out)


@dataclass(frozen=True)
class Score:
    """What was asked, given and right."""

    asked: int
    given: int
    right_asked: int
    right_given: int

    def line(self) -> str:
        """Precision, recall and F1."""
        precision, recall = self.right_given / max(1, self.given), self.right_asked / max(1, self.asked)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"precision {precision:.3f} ({self.right_given}/{self.given})  recall {recall:.3f} ({self.right_asked}/{self.asked})  F1 {f1:.3f}"


def score(rows: Sequence[tuple[Expected, Collection[tuple[str, str, str]]]]) -> dict[str, Score]:
    """Precision and recall of the whole triple, of the pair, of the source with the root, of the root alone.

    The pair and the triple look at what has a country on both sides, the source with the root at what has one on the first. Where
    a root is open, it is asked for nowhere, and what we say of that pair is neither right nor wrong; the root alone is asked only
    of sentences without such pairs. A class is right whichever of the allowed ones it is.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for expected, found in rows:
        free = {pair for pair, what in expected.events if not what}
        asked = {(pair, what) for pair, what in expected.events if what}
        free -= {pair for pair, _ in asked}
        told = {((one, other), what) for one, other, what in found if (one, other) not in free}
        _add(
            counts["pair"],
            filter(all, (pair for pair, _ in expected.events)),
            filter(all, (one[:2] for one in found)),
            _same,
        )
        _add(counts["all three"], (one for one in asked if all(one[0])), (one for one in told if all(one[0])), _fits)
        if not free:
            sources = [{(pair[0], what) for pair, what in some if pair[0]} for some in (asked, told)]
            _add(counts["who, root"], *sources, _fits)
            _add(counts["root"], {("", what) for _, what in asked}, {("", what) for _, what in told}, _fits)
    return {name: Score(*(counts[name][key] for key in ("asked", "given", "hit", "right"))) for name in FIELDS}


def _same(want: object, got: object) -> bool:
    return want == got


def _fits(want: tuple[object, tuple[str, ...]], got: tuple[object, str]) -> bool:
    return want[0] == got[0] and got[1] in want[1]


def _add(counts: Counter[str], asked: Iterable[Any], given: Iterable[Any], fits: Callable[[Any, Any], bool]) -> None:
    wanted, told = set(asked), set(given)
    counts["asked"] += len(wanted)
    counts["given"] += len(told)
    counts["hit"] += sum(any(fits(want, got) for got in told) for want in wanted)
    counts["right"] += sum(any(fits(want, got) for want in wanted) for got in told)


def by_code(rows: Iterable[tuple[Expected, Collection[tuple[str, str, str]]]]) -> Iterator[str]:
    """Of each code of the file: how often it is expected, the pair is found, the whole is right, and what stood there instead."""
    counts: dict[str, Counter[str]] = {}
    for expected, found in rows:
        for (pair, what), code in zip(expected.events, expected.codes, strict=True):
            said = sorted(got for source, target, got in found if (source, target) == pair)
            here = counts.setdefault(code, Counter())
            here.update(asked=1, pair=bool(said), right=any(got in what for got in said))
            here.update(f"as {got}" for got in said if got not in what)
    for code, here in sorted(counts.items(), key=lambda item: -item[1]["asked"]):
        others = ", ".join(f"{name} {count}" for name, count in sorted(here.items()) if name.startswith("as "))
        classes = "|".join(ROOTS.get(code, ("open",)))
        yield f"code {code:5} {classes:26} asked {here['asked']:3}  pair {here['pair']:3}  right {here['right']:3}  {others}".rstrip()


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", action="store_true", help="each sentence with what was expected and found")
    parser.add_argument("--codes", choices=("weis", "cameo"), default="weis", help="by which table the codes are read")
    options = parser.parse_args()
    cameo = options.codes == "cameo"
    roots = table(options.folder.parents[1] / "plover" / "CAMEO2PLOVER-2021.txt") if cameo else ROOTS
    text = (options.folder / "PETR.UnitTest.records.xml").read_text(encoding="utf-8")
    every = list(sentences(text, roots, closer=cameo))
    asked = [one for one in every if one]
    texts = list(dict.fromkeys(one.text for one in asked))
    stories = [story_from_text(one, given_id=str(number), published="1995-01-15") for number, one in enumerate(texts)]
    found: dict[str, frozenset[tuple[str, str, str]]] = {}
    for words, reading in zip(texts, read_all(stories, ModelKit()), strict=True):
        found[words] = frozenset() if isinstance(reading, Failed) else found_in(reading.actors, reading.events)
    rows = [(one, found[one.text]) for one in asked]
    print(
        f"{len(every)} records, {len(every) - len(asked)} left out (persons of the books, bodies, errors), {len(texts)} different sentences"
    )
    categories = ["all", "sentences once", *sorted({one.category for one in asked})]
    once = list({one.text: (one, triples) for one, triples in rows}.values())
    for category in categories:
        some = {"all": rows, "sentences once": once}.get(category) or [
            row for row in rows if row[0].category == category
        ]
        for name, figures in score(some).items():
            print(f"{category:14} {len(some):4}  {name:9}  {figures.line()}")
    for line in by_code(once):
        print(line)
    if options.lines:
        for one, triples in rows:
            _print(one, triples)


def _print(one: Expected, triples: Collection[tuple[str, str, str]]) -> None:
    print(f"\n{one.id} ({one.category}): {one.text}")
    for (source, target), what in one.events:
        hit = any((source, target) == got[:2] and (not what or got[2] in what) for got in triples)
        print(f"  {'found   ' if hit else 'missed  '} {source} > {target} {'|'.join(what) or '(open)'}")
    for source, target, what in sorted(triples):
        fit = any((source, target) == pair and (not roots or what in roots) for pair, roots in one.events)
        if not fit:
            print(f"  not asked {source} > {target} {what}")


if __name__ == "__main__":
    main()
