"""The parts of a story: what is masthead, headline, caption, byline, dateline, body, sign-off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chancery.records import Part, PartRole, Span
from chancery.source.datelines import Dateline, dateline_of
from chancery.source.paragraphs import adjoin, paragraphs_of
from chancery.source.published import stamp_in


@dataclass(slots=True)
class Layout:
    """The parts of a text in order, and what they say about the story."""

    text: str
    parts: list[Part] = field(default_factory=list)
    headline: str | None = None
    byline: str | None = None
    credit: str | None = None
    dateline: str | None = None
    published: str | None = None
    source: str | None = None


def layout_of(text: str, headline: str | None = None, captions: Sequence[str] = ()) -> Layout:
    """The parts of a settled *text*: every character that is not blank lies in just one of them.

    The order that it expects, all of it optional:

        masthead    February 19, 2019 | 05:07 pm PT
        headline    US envoy for North Korea heads to Vietnam      (said again: masthead, so that it is one headline)
        masthead    (Adds quote, paragraphs 2-4)
        byline      By Jane Roe and John Doe
        caption     Biegun listens to Kang on February 9, 2019.
        credit      Photo by Reuters/Ed Jones
        dateline    HANOI, Feb 20 (Reuters) -
        body        paragraph for paragraph, with captions between
        signoff     (Reporting by Jane Roe; Editing by John Doe)

    *headline* and *captions* are what is known beside the text. A body without a headline is given none.
    """
    paragraphs = paragraphs_of(text)
    layout = Layout(text)
    head = _head(text, paragraphs, headline, captions)
    tail = _tail(text, paragraphs, head)
    after = paragraphs[head].of(text) if head < len(paragraphs) else ""
    _lay_head(layout, paragraphs[:head], after, headline, captions)
    _lay_body(layout, text, paragraphs[head:tail], captions)
    for paragraph in paragraphs[tail:]:
        _add(layout, "signoff", paragraph.start, paragraph.end)
    return layout


# ---- where the head ends ----------------------------------------------------------------------------------------


def _head(text: str, paragraphs: Sequence[Span], headline: str | None, captions: Sequence[str]) -> int:
    """How many paragraphs stand before the body; 0 for a text that is all body."""
    known = _plain(headline) if headline else None
    count = 0
    for count, paragraph in enumerate(paragraphs):
        words = paragraph.of(text)
        if known is not None and _plain(words) == known:
            continue
        if count >= 30 or not _may_stand_in_head(text, paragraphs, count, captions):
            break
    else:
        # Nothing but short lines: what follows the given headline is body, and without one all of it is.
        count = next((n + 1 for n, p in enumerate(paragraphs) if known and _plain(p.of(text)) == known), 0)
        while count < len(paragraphs) and _is_stamp(paragraphs[count].of(text), known is not None):
            count += 1
        return count
    return count


def _may_stand_in_head(text: str, paragraphs: Sequence[Span], at: int, captions: Sequence[str]) -> bool:
    words = paragraphs[at].of(text)
    if len(words) > 1000 or (_DATELINE_LIKE.match(words) and dateline_of(words) is not None):
        return False
    if _plain(words) in captions or _is_note(words) or _is_stamp(words, True) or _caption(words) is not None:
        return True
    if _is_short(words) or _BYLINE.fullmatch(words):
        return True
    return _is_unsigned_caption(text, paragraphs, at)


def _is_short(words: str) -> bool:
    """Whether the line could be a headline, a name or a rubric: short, and no sentence of the body."""
    if len(words) > 200 or len(words.split()) > 32 or _SPEAKS.match(words) or words[:1] in "-•*·–—":
        return False
    bare = words.rstrip("\"'”’»)")
    return bare[-1:] not in tuple(".:;,…") or (bool(_ENDS_IN_ACRONYM.search(words)) and len(words.split()) <= 16)


def _is_unsigned_caption(text: str, paragraphs: Sequence[Span], at: int) -> bool:
    """Kang listens to Biegun in Seoul on February 9, 2019. -- with the dateline, or a credit, in the next paragraph."""
    words = paragraphs[at].of(text)
    following = paragraphs[at + 1].of(text) if at + 1 < len(paragraphs) else ""
    if at == 0 or not following or len(words) > 600:
        return False
    if _CREDIT_LINE.fullmatch(following) and adjoin(text, paragraphs[at], paragraphs[at + 1]):
        return True
    return bool(_ENDS_IN_DATE.search(words)) and dateline_of(following) is not None


# ---- the head ---------------------------------------------------------------------------------------------------


def _lay_head(layout: Layout, head: Sequence[Span], after: str, headline: str | None, captions: Sequence[str]) -> None:
    text = layout.text
    chosen = _headline_among(text, head, headline, after)
    title = _plain(head[chosen].of(text)) if chosen is not None else None
    for at, paragraph in enumerate(head):
        words = paragraph.of(text)
        if at == chosen:
            _lay_headline(layout, text, paragraph)
        elif title is not None and _plain(words) == title:
            _add(layout, "masthead", paragraph.start, paragraph.end)
        elif _plain(words) in captions or _caption(words) is not None or _is_unsigned_caption(text, head, at):
            _lay_caption(layout, text, paragraph)
        elif _BYLINE.fullmatch(words):
            _lay_byline(layout, text, paragraph)
        elif _CREDIT_LINE.fullmatch(words) and at and layout.parts[-1].role == "caption":
            _lay_credit(layout, text, paragraph.start, paragraph.end)
        elif _is_stamp(words, True) or _is_note(words):
            _lay_masthead(layout, words, paragraph)
        elif chosen is not None and at > chosen and _is_signed_with_name(text, head, at):
            _lay_byline(layout, text, paragraph)
        elif chosen is not None and at > chosen and _is_deck(words):
            _add(layout, "headline", paragraph.start, paragraph.end)
        else:
            _lay_masthead(layout, words, paragraph)


def _headline_among(text: str, head: Sequence[Span], headline: str | None, after: str) -> int | None:
    plain = [_plain(paragraph.of(text)) for paragraph in head]
    if headline is not None and _plain(headline) in plain:
        return plain.index(_plain(headline))
    able = [at for at, paragraph in enumerate(head) if _may_be_headline(paragraph.of(text))]
    news = dateline_of(after) is not None or any(
        _BYLINE.fullmatch(paragraph.of(text)) or "T" in (_published_in(paragraph.of(text)) or "") for paragraph in head
    )
    twice = [at for at in able if plain.count(plain[at]) > 1]
    told = twice or [at for at in able if not _is_rubric(head[at].of(text))]
    if not told and len(able) == 1 and news and not _FIGURES.match(head[able[0]].of(text)):
        # "Iran Warns Israel" is a headline where a dateline, a byline or an instant shows that this is a report.
        told = able
    return next(iter(told), None)


def _may_be_headline(words: str) -> bool:
    if not _is_short(words) or len(words.split()) < 2 or _BYLINE.fullmatch(words) or _is_stamp(words, False):
        return False
    return not (_is_note(words) or _caption(words) or _OFFICE.match(words) or _OUTLET.fullmatch(words))


def _is_rubric(words: str) -> bool:
    """A hall, a town, a person with his office, the time of a briefing: a few capitalised words, or figures first."""
    capitals = all(word[:1].isupper() or word in _SMALL or word[2:3].isupper() for word in words.split())
    return (capitals and len(words.split()) <= 16) or bool(_FIGURES.match(words))


def _is_deck(words: str) -> bool:
    lower = [word for word in words.split() if word[:1].islower() and word not in _SMALL]
    return len(words.split()) >= 6 and len(lower) >= 2 and not _OFFICE.match(words)


def _is_signed_with_name(text: str, head: Sequence[Span], at: int) -> bool:
    """A bare name is a byline where the line below it dates the story; "Treaty Room" is none."""
    dated = at + 1 < len(head) and adjoin(text, head[at], head[at + 1]) and _is_stamp(head[at + 1].of(text), True)
    return dated and _is_name(head[at].of(text))


def _is_name(words: str) -> bool:
    return bool(_PERSON.fullmatch(words)) and not _OUTLET.fullmatch(words)


def _lay_headline(layout: Layout, text: str, paragraph: Span) -> None:
    slug = _SLUG.match(paragraph.of(text))
    start = paragraph.start
    if slug is not None and slug.end() < paragraph.end - paragraph.start:
        _add(layout, "masthead", start, start + slug.end())
        start += slug.end()
    _add(layout, "headline", start, paragraph.end)
    layout.headline = " ".join(text[start : paragraph.end].split())


def _lay_byline(layout: Layout, text: str, paragraph: Span) -> None:
    _add(layout, "byline", paragraph.start, paragraph.end)
    names = re.sub(r"^(?:[Bb]y|BY)\s+", "", paragraph.of(text)).split(" | ")[0]
    layout.byline = layout.byline or " ".join(names.split())


def _lay_masthead(layout: Layout, words: str, paragraph: Span) -> None:
    _add(layout, "masthead", paragraph.start, paragraph.end)
    published = _published_in(words)
    if published is not None and (layout.published is None or published.startswith(layout.published)):
        layout.published = published
    outlet = _without_stamp(words) if published is not None else words
    if outlet and layout.source is None and _OUTLET.fullmatch(outlet):
        layout.source = outlet


def _published_in(words: str) -> str | None:
    stamp = stamp_in(words) if len(words) <= 200 and not _is_note(words) else None
    return stamp.published if stamp is not None else None


# ---- the body ---------------------------------------------------------------------------------------------------


def _lay_body(layout: Layout, text: str, body: Sequence[Span], captions: Sequence[str]) -> None:
    opens = True
    for at, paragraph in enumerate(body):
        words = paragraph.of(text)
        if _plain(words) in captions or (_caption(words) is not None and len(body) > 1):
            _lay_caption(layout, text, paragraph)
            continue
        if _CREDIT_LINE.fullmatch(words) and layout.parts and layout.parts[-1].role == "caption":
            _lay_credit(layout, text, paragraph.start, paragraph.end)
            continue
        if at > 0 and _SIGNED.fullmatch(words):
            _add(layout, "signoff", paragraph.start, paragraph.end)
            continue
        dateline = dateline_of(words, opens=opens) if layout.dateline is None and at < 6 else None
        _lay_body_paragraph(layout, text, paragraph, dateline)
        opens = False


def _lay_body_paragraph(layout: Layout, text: str, paragraph: Span, dateline: Dateline | None) -> None:
    start, end = paragraph.start, paragraph.end
    if dateline is not None:
        _add(layout, "dateline", start, start + dateline.length)
        layout.dateline = dateline.words
        layout.published = layout.published or dateline.published
        layout.source = layout.source or dateline.agency
        start += dateline.length
    signed = _SIGNED_AT_END.search(text[max(start, end - 600) : end])
    signoff = max(start, end - 600) + signed.start() if signed is not None else end
    _add(layout, "body", start, signoff)
    _add(layout, "signoff", signoff, end)


def _tail(text: str, paragraphs: Sequence[Span], head: int) -> int:
    """Where the sign-off begins; the first paragraph of the body is never part of it."""
    tail = len(paragraphs)
    while tail > head + 1 and _is_signoff(paragraphs[tail - 1].of(text), tail == len(paragraphs)):
        tail -= 1
    return tail


def _is_signoff(words: str, last: bool) -> bool:
    if len(words) > 800:
        return False
    return bool(_SIGNED.fullmatch(words) or _SIGNOFF.match(words) or (last and _SPOKEN_SIGNOFF.fullmatch(words)))


# ---- captions, credits, stamps, notes ---------------------------------------------------------------------------


def _lay_caption(layout: Layout, text: str, paragraph: Span) -> None:
    start = paragraph.start
    credit = _caption(paragraph.of(text))
    if credit is None or credit == paragraph.end - start:
        _add(layout, "caption", start, paragraph.end)
        return
    _add(layout, "caption", start, start + credit)
    _lay_credit(layout, text, start + credit, paragraph.end)


def _lay_credit(layout: Layout, text: str, start: int, end: int) -> None:
    _add(layout, "credit", start, end)
    words = " ".join(text[start:end].split()).strip(" -–—")
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1]
    words = _CREDIT_LABEL.sub("", words).strip(" .")
    layout.credit = layout.credit or words or None


def _caption(words: str) -> int | None:
    """Where the credit of a caption begins (0: nothing but credit; its length: no credit); None for no caption."""
    if len(words) > 1000:
        return None
    credit = next((found for pattern in _CREDITS if (found := pattern.search(words, max(0, len(words) - 160)))), None)
    if credit is not None:
        return credit.start()
    return len(words) if _FILE_PHOTO.match(words) else None


def _is_stamp(words: str, with_outlet: bool) -> bool:
    """Whether the line is a date and nothing else but labels and, perhaps, the name of the outlet."""
    if len(words) > 160 or stamp_in(words) is None:
        return False
    rest = _without_stamp(words)
    if not rest:
        return True
    outlet = all(word[:1].isupper() or word in _SMALL for word in rest.split()) and len(rest.split()) <= 6
    return with_outlet and outlet and (bool(_OUTLET.fullmatch(rest)) or words.startswith(rest + ","))


def _without_stamp(words: str) -> str:
    for _ in range(3):
        stamp = stamp_in(words)
        if stamp is None:
            break
        words = words[: stamp.start] + " | " + words[stamp.end :]
    return re.sub(r"\s{2,}", " ", _LABEL.sub(" ", words)).strip(" |/,·•–—-()[]:.")


def _is_note(words: str) -> bool:
    return len(words) <= 600 and bool(_NOTE.match(words) or (words[0] == "(" and words[-1] == ")" and " " in words))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _add(layout: Layout, role: PartRole, start: int, end: int) -> None:
    """Append a part without the blanks around it; nothing for a stretch that is all blank."""
    words = layout.text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start < end:
        layout.parts.append(Part(role, start, end))


_SMALL = frozenset("a an and as at by de del for from in la of on or the to und van von with &".split())

# Names and agencies.
_NAME = r"[^\W\d_a-z][\w.’'\-]{0,30}"
_NAMES = rf"{_NAME}(?: (?:(?:de|del|van|von|der|bin|al|la|el)[ \-])?{_NAME}){{1,4}}"
_AGENCIES = (
    r"(?:AP|AFP|EPA|EFE|UPI|DPA|Reuters|REUTERS|Xinhua|Yonhap|Kyodo|KCNA|TASS|Getty Images|Getty|Pool|POOL|Handout|"
    r"ANI|PTI|IRNA)"
)
_PERSON = re.compile(r"[^\W\d_a-z][^\W\d_]{1,20}(?:[ \-][^\W\d_a-z](?:\.|[^\W\d_]{1,20})){1,3}")
_OUTLET = re.compile(
    r"(?:The )?(?:[^\W\d_a-z][\w.’'&\-]{0,30} ){0,5}(?:News|Post|Times|Service|Wire|Press|Agency|Journal|Courier|"
    r"Ledger|Herald|Tribune|Gazette|Guardian|Telegraph|Observer|Chronicle|Today|Daily|Broadcasting|Radio|Review|Mail|"
    r"Star|Sun|Independent|Monitor|Standard|Examiner|Dispatch|Globe|Newspaper|Media|Magazine|Report|Weekly)"
    r"(?: Agency| Service| Online| Staff)?"
    r"|Reuters|AP|AFP|UPI|DPA|EFE|TASS|KCNA|ANSA|PTI|IANS|ANI|CNN|BBC(?: News)?|NPR|VOA(?: News)?|Al Jazeera|Xinhua"
    r"|Yonhap|Kyodo|Interfax|Bloomberg|Politico|Axios"
)
_OFFICE = re.compile(
    r"(?:Office of|Bureau of|Press [Rr]elease|For [Ii]mmediate|FOR IMMEDIATE|Media [Nn]ote|Fact [Ss]heet|Readout\b|"
    r"Spokesperson|Special Briefing|Via [Tt]ele|[^\n]{0,80}, (?:Deputy |Under |Assistant |Acting |Special )*"
    r"(?:Secretary|President|Prime Minister|Foreign Minister|Minister|Ambassador|Spokesperson|Director|Representative|"
    r"Envoy|Coordinator|Department Spokesperson|Principal Deputy)\b)"
)

# The head.
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)\s+{_NAMES}(?:,? (?:and|AND|&) {_NAMES}|, {_NAMES}){{0,5}}"
    rf"(?:,? (?:in|IN|for) {_NAME}(?:,? (?:and )?{_NAME}){{0,5}})?(?:\s*[|,/–—-]\s*[^.!?]{{2,60}})?"
)
_SLUG = re.compile(
    r"(?:UPDATE|WRAPUP|RPT|REPEAT|CORRECTED|REFILE|EXCLUSIVE|FACTBOX|TIMELINE|ANALYSIS|INSIGHT|URGENT|BREAKING|"
    r"INTERVIEW|EXPLAINER|NEWSMAKER|PREVIEW|SNAPSHOT|HIGHLIGHTS|LEAD|ADVISORY)"
    r"(?:[ /-]?(?:UPDATE|WRAPUP|CORRECTED))?(?: \d{1,2})? ?[-–—:] ?"
)
_SPEAKS = re.compile(
    r"Q\s|(?:QUESTION|ANSWER|Q|A|MODERATOR|OPERATOR|PARTICIPANT|(?:(?:MR|MS|MRS|DR|SECRETARY|PRESIDENT|THE PRESIDENT|"
    r"AMBASSADOR|MINISTER|FOREIGN MINISTER|PRIME MINISTER|PREMIER|SENATOR|GENERAL)\b[^:a-z]{0,40})):"
)
_FIGURES = re.compile(r"(?:No\. ?)?\d|[^\w\"“‘'«(]")
_ENDS_IN_ACRONYM = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr|Inc|Co|Corp|Ltd)\.$")
_DATELINE_LIKE = re.compile(r"[^\n]{2,160}?(?:[-–—―−:)/]|[A-Z]{3} [\"“‘']?[A-Z])")
_LABEL = re.compile(
    r"\b(?:First published|Last [Uu]pdated|Last modified|Published|Updated|Posted|Modified|Issued|Date|Released|at|on|"
    r"PUBLISHED|UPDATED|POSTED|LAST UPDATED|\d{1,2} min(?:ute)?s? read|\d+ (?:hours?|days?) ago)\b:?"
)
_NOTE = re.compile(
    r"(?:CORRECTS|ADDS|UPDATES|RECASTS|REFILES)\b|Eds?: |"
    r"(?:CORRECTION|Correction|Editor[’']s [Nn]ote|EDITOR[’']S NOTE|Clarification)(?: \([^)]{1,40}\))?:|"
    r"This (?:story|version|article) (?:CORRECTS|corrects|has been (?:corrected|updated))"
)

# Captions and credits.
_ENDS_IN_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|"
    r"Sept\.|Oct\.|Nov\.|Dec\.)(?: \d{1,2},)? \d{4}\.?$"
)
_FILE_PHOTO = re.compile(
    r"(?:FILE PHOTO|File photo|FILE|FILE PICTURE|Caption|CAPTION|PHOTO CAPTION|Photo|PHOTO|Image)\s?[:–—-] ?"
)
_WORK = (
    r"(?:[Pp]hoto(?:graph|grapher|graphs|s)?|PHOTO|[Pp]icture|[Ii]mage|[Ii]llustration|[Gg]raphic|[Vv]ideo|[Hh]andout)"
)
_LABELLED = (
    rf"(?:(?:File )?{_WORK} (?:by|BY|courtesy of|from|provided by|credits?)\b:?"
    rf"|(?:{_WORK} )?(?:[Cc]redits?|[Cc]ourtesy(?: of)?):? ?(?=[A-Z@©])|{_WORK}:|©|[Vv]ia (?={_AGENCIES}\b))"
)
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        # Photo by Reuters/Ed Jones        Photograph: Pool/Marcus Tan        Courtesy of the presidential office
        rf"(?:(?<=[.!?)\]\"”’] )|(?<=^)|(?<= [-–—|] )){_LABELLED}[^\n]{{2,100}}$",
        # REUTERS/Ed Jones        REUTERS/Ed Jones/File Photo
        r"REUTERS/[^\n/.]{2,60}(?:/[^\n.]{2,30})?\.?$",
        # (AP Photo/Ahn Young-joon)        (Photo by Kim Min-hee/Getty Images)        (Yonhap file)
        rf"\((?:{_AGENCIES}|{_WORK})(?: (?:{_WORK}|file))?(?:[/,:]| by| via| courtesy| file)[^()\n]{{2,80}}\)$",
        rf"\([^()\n]{{2,60}}/{_AGENCIES}(?: via [^()\n]{{2,40}})?\)$",
        # Ed Jones/AFP via Getty Images
        (
            rf"(?<=[.!?] )(?:{_NAMES}|{_AGENCIES})/(?:{_NAMES}|{_AGENCIES}|{_NAME})(?:/{_NAME}(?: {_NAME})?){{0,2}}"
            r"(?: via [A-Z][\w ]{2,30})?\.?$"
        ),
    )
)
_CREDIT_LINE = re.compile(
    rf"(?:(?:File )?{_WORK}(?: (?:by|courtesy of|credit))?:? )?"
    rf"(?:{_AGENCIES}|{_NAMES})(?:/(?:{_AGENCIES}|{_NAMES}|[A-Z][\w’']{{1,30}})){{1,3}}(?: via [A-Z][\w ]{{2,30}})?\.?"
)
_CREDIT_LABEL = re.compile(rf"^{_LABELLED}\s*")

# The sign-off.
_WORK_DONE = (
    r"(?:[Aa]dditional |[Ff]urther )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|[Tt]ranslation|"
    r"[Rr]eported|[Ww]ritten|[Ee]dited|[Ww]ith inputs?)"
)
# Without brackets only names may follow: "Reporting by state media suggests that ..." is body.
_SIGNED = re.compile(
    rf"[(\[]{_WORK_DONE}(?: by| from|,)[^\n]{{2,600}}[)\]]\.?"
    rf"|{_WORK_DONE} (?:by|from) {_NAME}(?:[;,.]? (?:{_WORK_DONE} by|and|in|at|for|{_NAME})){{0,60}}\.?"
)
_SIGNED_AT_END = re.compile(rf"[(\[]{_WORK_DONE}(?: by| from|,)[^()\[\]]{{2,500}}[)\]]\.?$")
_SIGNOFF = re.compile(
    r"Our Standards:|OUR STANDARDS|Copyright\b|©|\(?(?:The )?Associated Press (?:writers?|reporters?|journalists?)\b|"
    r"AP (?:writers?|reporters?)\b|_{2,}$|\*{3,}$|#{2,}$|# # #|-{2,3}$|-?30-?$|-0-$|-?E[Nn][Dd]S?-?$|-- ?[A-Z]{2,6}$|"
    r"SOURCE [A-Z]|View original content|(?:Media |Press )?Contacts?:|Follow .{2,80}(?:Twitter|Facebook|http)|"
    r"More (?:AP|stories|news)\b|Read more\b|All rights reserved|https?://\S+$|\(With inputs?\b|Distributed by\b|"
    r"This (?:story|article|report) (?:has been published|was (?:first|originally) published|is part of)|"
    r"[A-Z][\w’' ]{2,60} contributed to this (?:report|story|article)|For more information\b"
)
_SPOKEN_SIGNOFF = re.compile(
    rf"For [^.\n]{{3,60}}, (?:this is|I[’']m|I am) [^.\n]{{3,60}}\.?"
    rf"|(?:This is )?{_NAMES}, {_NAME}(?: {_NAME}){{0,5}}, {_NAME}(?: {_NAME}){{0,2}}\.?"
)
