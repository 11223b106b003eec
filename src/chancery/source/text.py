"""Plain text in: the text is settled, its parts are found, and it is a `Story`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from chancery.records import Story, identified
from chancery.source.parts import layout_of


def story_from_text(
    text: str,
    *,
    given_id: str,
    headline: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    section: str | None = None,
    captions: Sequence[str] = (),
) -> Story:
    """The story that *text* holds, its text settled and its parts found (``parts.layout_of`` has the forms).

    What is given beside the text goes before what the text says of itself; a *headline* that the text does not begin
    with becomes its first paragraph. *captions* are paragraphs of the text that are known to be captions. Any string
    makes a story, also an empty one; the doors (``paths.py``) turn a story without words away.
    """
    settled = settle(text)
    title = " ".join(settle(headline or "").split()) or None
    if title is not None and not _begins_with(settled, title):
        settled = f"{title}\n\n{settled}"
    known = frozenset(" ".join(settle(caption).split()).casefold() for caption in captions)
    layout = layout_of(settled, title, tuple(sorted(known)))
    return identified(
        Story(
            id="",
            given_id=given_id,
            text=settled,
            parts=tuple(layout.parts),
            headline=title or layout.headline,
            byline=byline or layout.byline,
            credit=layout.credit,
            dateline=layout.dateline,
            published=_sharper(published, layout.published),
            source=source or layout.source,
            url=url,
            section=section,
            sha256=hashlib.sha256(settled.encode()).hexdigest(),
        )
    )


def settle(text: str) -> str:
    r"""*text* as all spans will count it: one kind of line end, no byte order mark, no control or invisible characters.

    Nothing else changes, so a clean text is settled already.

    >>> settle("\ufeffThe sky\r\nfell\x00.")
    'The sky\nfell.'
    """
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def _begins_with(text: str, title: str) -> bool:
    """Whether one of the first lines is the headline; a masthead may stand before it."""
    first = [" ".join(line.split()).casefold() for line in text[:2000].split("\n") if line.strip()][:5]
    return title.casefold() in first


def _sharper(given: str | None, found: str | None) -> str | None:
    """The given instant; of a given day, the instant of the masthead where that is on the same day."""
    if given is None or (found is not None and len(given) == 10 and found.startswith(given)):
        return found
    return given


_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Tab and new line stay. Soft hyphens, zero-width spaces, marks of direction inside of words only hide the word from a reader.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
