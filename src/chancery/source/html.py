"""A web page in: its article becomes a `Story`, and what the page says about it is kept."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
import trafilatura

from chancery.errors import SourceError
from chancery.records import Story
from chancery.source.encoding import declared_charset, text_from_bytes
from chancery.source.published import published_from
from chancery.source.text import settle, story_from_text

LARGEST_PAGE = 10_000_000
MOST_TAGS = 30_000
MOST_ATTRIBUTES = 250
DEEPEST = 4_000
SHORT_ARTICLE = 600


def story_from_html(
    data: bytes, *, given_id: str, place: str | None = None, charset: str | None = None, url: str | None = None
) -> Story:
    """The article of a page: headline, captions and body as plain text; a page without one raises ``SourceError``.

    What the page says about it is looked for in this order, the first that says something wins:

        headline    JSON-LD, og:title, h1, title
        published   JSON-LD, article:published_time, itemprop and other meta, time in the article; instant before day
        byline      JSON-LD, meta author, rel=author
        source      JSON-LD publisher, og:site_name
        url         canonical, og:url, JSON-LD
        section     JSON-LD articleSection, article:section

    *charset* is what the transport declared; a byte order mark and valid UTF-8 go before it. Menus, scripts, asides and
    comments are left out. Captions of figures stand once, after the headline.
    """
    place = place or given_id
    page = _page(data, place, charset)
    about = _about(page)
    captions = tuple(_captions(page))
    body = _body(page, about, captions, place)
    return story_from_text(
        "\n\n".join((*captions, *body)),
        given_id=given_id,
        headline=about.headline,
        byline=about.byline,
        published=about.published,
        source=about.source,
        url=about.url or url,
        section=about.section,
        captions=captions,
    )


# ---- the page ---------------------------------------------------------------------------------------------------


def _page(data: bytes, place: str, charset: str | None) -> Any:
    if len(data) > LARGEST_PAGE:
        raise SourceError(
            place, f"a page of {len(data):,} bytes; the largest that is read has {LARGEST_PAGE:,}", "cut it"
        )
    markup = settle(text_from_bytes(data, place=place, declared=charset or declared_charset(data)))
    _check_size(markup, place)
    # lxml refuses a string that names an encoding of its own.
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", markup)
    try:
        # huge_tree stays off: libxml2 then bounds depth and text, and no entity is ever fetched or expanded by HTML.
        page = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=False, no_network=True))
    except Exception as error:  # noqa: BLE001 - lxml raises ParserError, ValueError, AssertionError ... for odd pages.
        raise SourceError(place, f"not a page: {str(error)[:120]}", "give HTML with a body") from None
    return page


def _check_size(markup: str, place: str) -> None:
    """Refuse what would take minutes: no page of a newspaper has so many tags, or so deep, or with so many attributes."""
    depth = deepest = 0
    for count, tag in enumerate(_TAG.finditer(markup)):
        depth = max(0, depth - 1) if tag[1] else depth + (tag[2].lower() not in _VOID)
        deepest = max(deepest, depth)
        # libxml2 compares each attribute with all before it.
        if count > MOST_TAGS or (len(tag[3]) > MOST_ATTRIBUTES and _attributes(tag[3]) > MOST_ATTRIBUTES):
            raise SourceError(place, f"more than {MOST_TAGS:,} tags, or {MOST_ATTRIBUTES} attributes", _ONE_ARTICLE)
    if deepest > DEEPEST:
        raise SourceError(place, f"tags {deepest:,} deep", _ONE_ARTICLE)


def _attributes(inside: str) -> int:
    """At least as many as the attributes of a tag; its quoted values, which may be long, count as one each."""
    return len(re.split(r"\"[^\"]*\"|'[^']*'|[\s/]+", inside))


# ---- what the page says about itself ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _About:
    headline: str | None
    byline: str | None
    published: str | None
    source: str | None
    url: str | None
    section: str | None


def _about(page: Any) -> _About:
    article = _linked_data(page)
    meta = _meta(page)
    source = _first(_named(article.get("publisher")), meta.get("og:site_name"))
    headline = _first(
        article.get("headline"),
        _without_site(meta.get("og:title"), source),
        *(element.text_content() for element in page.iter("h1")),
        _without_site(next((element.text_content() for element in page.iter("title")), None), source),
    )
    authors = [meta.get(key) for key in ("author", "byl", "parsely-author", "dc.creator", "article:author")]
    authors += [element.text_content() for element in page.xpath("//a[@rel='author'] | //*[@itemprop='author']")[:1]]
    links = [element.get("href") for element in page.xpath("//link[@rel='canonical']")]
    about_page = article.get("mainEntityOfPage")
    links += [
        meta.get("og:url"),
        article.get("url"),
        about_page.get("@id") if isinstance(about_page, dict) else about_page,
    ]
    section = article.get("articleSection")
    return _About(
        headline=headline,
        byline=_first(_people(article.get("author")), *(_bare_name(author) for author in authors)),
        published=_published(page, article, meta),
        source=source,
        url=next(
            (link.strip() for link in links if isinstance(link, str) and re.match(r"\s*https?://\S+\s*$", link)), None
        ),
        section=_first(section[0] if isinstance(section, list) and section else section, meta.get("article:section")),
    )


def _linked_data(page: Any) -> dict[str, Any]:
    """The JSON-LD object of the article; empty where there is none. Lists, ``@graph`` and broken JSON are borne."""
    articles = []
    for script in page.xpath("//script[contains(@type, 'ld+json')]")[:20]:
        waiting = [_json(script.text or "")]
        for _ in range(2000):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value[:200]
            elif isinstance(value, dict):
                if _is_article(value):
                    articles.append(value)
                waiting += [value[key] for key in ("@graph", "mainEntity", "itemListElement", "item") if key in value]
    return max(articles, key=lambda article: len(article.keys() & _TOLD), default={})


def _json(text: str) -> Any:
    if len(text) > 2_000_000:
        return None
    text = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text).strip().rstrip(";")
    )
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    # What is left of a broken object still names its plain strings.
    loose = dict(re.findall(r'"(headline|datePublished|articleSection|url)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"', text))
    return {"@type": "NewsArticle", **loose} if loose and re.search(r'"[A-Za-z]*Article"', text) else None


def _is_article(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    return any(
        isinstance(kind, str) and re.search(r"(?:Article|Posting|Report|Coverage)$", kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _meta(page: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        content = element.get("content")
        for key in (element.get("property"), element.get("name"), element.get("itemprop")):
            if key and content and content.strip():
                found.setdefault(key.strip().lower(), content[:2000])
    return found


def _published(page: Any, article: dict[str, Any], meta: dict[str, str]) -> str | None:
    said: list[Any] = [article.get("datePublished")]
    said += [meta.get(key) for key in _DATE_KEYS]
    said += [
        element.get("datetime") or element.get("content")
        for element in page.xpath("//*[@itemprop='datePublished']")[:3]
    ]
    said += [
        element.get("datetime")
        for element in page.xpath("//article//time[@datetime] | //main//time[@datetime] | //time[@pubdate][@datetime]")[
            :2
        ]
        if not any(_is_margin(above) for above in element.iterancestors())
    ]
    said += [element.get("datetime") for element in page.xpath("//header//time[@datetime]")[:1]]
    dates = [date for value in said if isinstance(value, str) and (date := published_from(value))]
    if article.get("dateCreated") and not dates and isinstance(article["dateCreated"], str):
        dates += [date for date in (published_from(article["dateCreated"]),) if date]
    instant = next((date for date in dates if "T" in date), None)
    # A later source's instant counts where it is on the day that the first says, or a time zone away from it.
    return instant if instant is not None and instant[:8] == dates[0][:8] else next(iter(dates), None)


def _people(value: Any) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = list(dict.fromkeys(name for person in people[:10] if (name := _bare_name(_named(person)))))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or None


def _named(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return value if isinstance(value, str) else None


def _bare_name(value: str | None) -> str | None:
    value = re.sub(r"^\s*[Bb]y\s+", "", value or "")
    return value if 1 < len(value.strip()) <= 200 and "://" not in value else None


def _first(*values: Any) -> str | None:
    """The first value that is words, on one line, its entities and tags resolved."""
    for value in values:
        if isinstance(value, str) and len(value) <= 2000:
            words = " ".join(settle(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", html.unescape(value))).split())
            if words:
                return words
    return None


def _without_site(title: str | None, source: str | None) -> str | None:
    """*title* without the name of the site behind its last bar or dash."""
    parts = re.split(r"\s+[|–—·»-]\s+", (title or "")[:1000])
    if (
        len(parts) > 1
        and title is not None
        and (" | " in title or (source and source.casefold() in parts[-1].casefold()))
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title


# ---- captions and body ------------------------------------------------------------------------------------------


def _captions(page: Any) -> Iterator[str]:
    """The captions of the article's figures, once each; they are taken out of the page, so that none stands twice."""
    seen: set[str] = set()
    for figure in list(page.iter("figcaption"))[:200]:
        words = _words(figure)
        margin = any(_is_margin(above) for above in figure.iterancestors())
        figure.drop_tree()
        if words and not margin and words not in seen and len(seen) < 20 and len(words) <= 1000:
            seen.add(words)
            yield words


def _is_margin(element: Any) -> bool:
    return element.tag in ("nav", "footer", "aside") or bool(
        _MARGIN.search(f"{element.get('class', '')} {element.get('id', '')}"[:300])
    )


def _body(page: Any, about: _About, captions: tuple[str, ...], place: str) -> list[str]:
    for element in list(page.xpath("//script | //style | //nav | //noscript | //template | //svg | //iframe")):
        element.drop_tree()
    try:
        found = trafilatura.extract(
            lxml.html.tostring(page, encoding="unicode"),
            output_format="txt",
            include_comments=False,
            include_formatting=False,
            include_links=False,
            include_tables=False,
            deduplicate=False,
        )
    except Exception as error:  # noqa: BLE001 - whatever a hostile page breaks in there, it is that page that is refused.
        raise SourceError(place, f"no article could be taken out: {error!s:.120}", "give the article's text") from None
    skip = {words.casefold() for words in (*captions, about.headline or "")}
    lines = [" ".join(re.sub(r"^- ", "", line).split()) for line in (found or "").split("\n")]
    if len(found or "") < SHORT_ARTICLE:
        # What little it finds, trafilatura runs together with the menus; the paragraphs themselves are better then.
        lines = _paragraphs(page) or lines
    body = [line for line in lines if line and line.casefold() not in skip]
    if not body:
        raise SourceError(place, "no article in the page", "give the article's own page, or its text")
    return body


def _paragraphs(page: Any) -> list[str]:
    paragraphs = page.xpath("//article//p | //main//p") or page.xpath("//p")
    return [
        words
        for paragraph in paragraphs[:2000]
        if (words := _words(paragraph)) and not any(_is_margin(above) for above in paragraph.iterancestors())
    ]


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


_ONE_ARTICLE = "give the page of one article"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})((?:[^>\"']|\"[^\"]*\"|'[^']*')*)")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td tr th dd dt option".split())
_TOLD = frozenset(("headline", "datePublished", "author", "publisher", "articleBody", "articleSection", "url"))
_DATE_KEYS = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "dc.date.issued", "dcterms.created", "dc.date", "date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MARGIN = re.compile(
    r"(?i)\b(?:related|recommend\w*|sidebar|promo|teaser|newsletter|most-read|trending|advert\w*|footer)\b"
)
