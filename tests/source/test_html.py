"""``chancery.source.html``: the article of a page, and what the page says about it."""

import time

import pytest

from chancery.errors import SourceError
from chancery.source.html import story_from_html

P1 = "The envoy went to Hanoi on Tuesday to go on with the talks, the State Department said in a statement."
P2 = "He will meet his counterpart, who came from Pyongyang by way of Beijing, before the end of the week."


def page(head="", article="", charset="utf-8"):
    """A page with menus and scripts around its article."""
    return (
        f"<!DOCTYPE html><html><head>{head}<script>var x = 'Hanoi script';</script></head><body>"
        f"<nav><ul><li><a href='/'>Home page</a></li></ul></nav><article>{article}<p>{P1}</p><p>{P2}</p></article>"
        "<aside><p>Read more about trains.</p></aside><footer>© 2019 The Post</footer></body></html>"
    ).encode(charset)


def read(*args, **kwargs):
    """The story of such a page."""
    return story_from_html(page(*args, **kwargs), given_id="page.html")


LINKED = """<script type="application/ld+json">%s</script>"""
ARTICLE = """{"@type": "NewsArticle", "headline": "Envoy &amp; aide go to Hanoi", "datePublished": "2019-02-19T17:07:00-08:00",
 "author": [{"@type": "Person", "name": "Jane Roe"}, {"name": "John Doe"}], "publisher": {"name": "The Post"},
 "articleSection": ["World"], "url": "https://post.example/1"%s}"""


@pytest.mark.parametrize(
    "linked",
    [
        ARTICLE % "",
        ARTICLE % ",",
        "[" + ARTICLE % "" + "]",
        '{"@graph": [{"@type": "WebSite", "name": "x"}, ' + ARTICLE % "" + "]}",
        "<!-- " + ARTICLE % "" + " -->",
        "//<![CDATA[\n" + ARTICLE % "" + "\n//]]>",
        (ARTICLE % "").replace("Envoy", "Envoy\t"),
        ARTICLE % "" + ";",
    ],
)
def test_linked_data(linked):
    """
    JSON-LD is read from an object, a list or a graph, also where it is a little broken.
    """
    story = read(LINKED % linked)

    assert story.headline == "Envoy & aide go to Hanoi"
    assert story.published == "2019-02-19T17:07:00-08:00"
    assert (story.byline, story.source, story.section) == ("Jane Roe and John Doe", "The Post", "World")
    assert story.url == "https://post.example/1"
    assert story.text == f"Envoy & aide go to Hanoi\n\n{P1}\n\n{P2}"


def test_meta():
    """
    Where there is no JSON-LD the page's meta elements say the same.
    """
    story = read(
        '<title>Envoy goes to Hanoi | The Post</title><meta property="og:title" content="Envoy goes to Hanoi - The Post">'
        '<meta property="og:site_name" content="The Post"><meta name="author" content="By Jane Roe">'
        '<meta property="article:published_time" content="2019-02-19T17:07:00Z">'
        '<link rel="canonical" href="https://post.example/1">'
    )

    assert (story.headline, story.source, story.byline) == ("Envoy goes to Hanoi", "The Post", "Jane Roe")
    assert (story.published, story.url) == ("2019-02-19T17:07:00+00:00", "https://post.example/1")


def test_what_the_article_shows():
    """
    Without any of that, its h1 and its time are read.
    """
    story = read("", "<h1>Envoy goes to Hanoi</h1><time datetime='2019-02-19T17:07:00+01:00'>19 February</time>")

    assert (story.headline, story.published) == ("Envoy goes to Hanoi", "2019-02-19T17:07:00+01:00")
    assert story.text.count("Envoy goes to Hanoi") == 1


def test_caption_stands_once():
    """
    A figure's caption is a caption part and not also in the body.
    """
    story = read(
        "",
        "<h1>Envoy goes to Hanoi</h1><figure><img src=x><figcaption>A green train. Photo by X/Jane Roe</figcaption></figure>",
    )

    assert [part.role for part in story.parts] == ["headline", "caption", "credit", "body", "body"]
    assert story.text.count("green train") == 1


@pytest.mark.parametrize("words", ["Home page", "Hanoi script", "Read more", "©", "<"])
def test_what_is_left_out(words):
    """
    Menus, scripts, asides and footers are no part of the story.
    """
    assert words not in read(LINKED % (ARTICLE % "")).text


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_charset_of_a_page(charset):
    """
    The charset is told by mark, by UTF-8 itself, by the page's own word.
    """
    story = read(
        f"<meta charset={charset}>",
        "<p>“We’ve been to the café in Genève,” the envoy told reporters on Monday.</p>",
        charset,
    )

    assert "“We’ve been to the café in Genève,”" in story.text


@pytest.mark.parametrize(
    "hostile",
    [
        b"<div>" * 3_000,
        b"<div>" * 90_000,
        b"<b><i>" * 20_000,
        b"<p " + b"a" * 3_000_000 + b">",
        b"<p a='" + b"&amp;" * 500_000 + b"'>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><html><body><p>&b;</p>",
        b"<script type='application/ld+json'>" + b"[" * 500_000 + b"</script>",
        b"<table>" * 1_000 + b"<tr><td>" * 1_000,
        b"<" * 1_000_000,
        b"&#" * 500_000,
        b"<html>" + b"x" * 5_000_000,
        b"<p>" + b"\xf0\x9f\x98\x80" * 300_000,
        b"<a href='" * 100_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
        b"<p" + b"".join(b"/a%d" % n for n in range(100_000)) + b">",
        b"The talks went on.<br>" * 90_000,
    ],
)
def test_hostile_pages_end_soon(hostile):
    """
    A page that is made to break readers gives a story or a refusal, in seconds.
    """
    begun = time.monotonic()
    for data in (hostile, hostile + page()):
        try:
            story_from_html(data, given_id="page.html")
        except SourceError:
            continue
    assert time.monotonic() - begun < 20
