from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from fakes import LABELS, Guesser
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import ModelError
from chancery.language import decode
from chancery.language.engine import FILES, SHIPPED, Engine
from chancery.language.features import MAX_WINDOW_PIECES, MAX_WINDOW_WORDS
from chancery.language.reader import Reader, relations, trees
from chancery.language.tokens import Tokenizer
from chancery.records import Part, Story
from chancery.source.text import story_from_text

NEWS = """HANOI, Feb 20 (Reuters) - U.S. President Donald Trump said on Wednesday that he would meet Kim in Vietnam.

"We want peace," Trump told reporters. The North's demand was rejected by Washington.

(Reporting by Jane Roe; Editing by John Doe)"""

needs_model = pytest.mark.skipif(
    not all((SHIPPED / name).is_file() for name in FILES), reason="the trained model is not here"
)


def story_of(*paragraphs, roles=()):
    """
    A story of these paragraphs, all body unless *roles* says otherwise.
    """
    text, parts = "", []
    for at, paragraph in enumerate(paragraphs):
        role = roles[at] if at < len(roles) else "body"
        parts.append(Part(role, len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return Story(id="s1", given_id="one", text=text, parts=tuple(parts))


TOKENIZER = Tokenizer()


def read(story, scorer=None):
    (doc,) = Reader(scorer or Guesser(), TOKENIZER).read([story])
    return doc


def check(doc):
    """
    What holds of every Doc.
    """
    text = doc.story.text
    covered = [at for token in doc.tokens for at in range(token.start, token.end)]
    assert covered == sorted(set(covered))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= set(covered)
    assert all(text[token.start : token.end] == token.text for token in doc.tokens)
    assert [token.index for token in doc.tokens] == list(range(len(doc.tokens)))

    edges = [sentence.first for sentence in doc.sentences] + [len(doc.tokens)] if doc.tokens else []
    assert all(first < last for first, last in pairwise(edges)) and edges[:1] in ([], [0])
    for sentence in doc.sentences:
        tokens = doc.tokens[sentence.first : sentence.last]
        assert (sentence.start, sentence.end) == (tokens[0].start, tokens[-1].end)
        assert {token.sentence for token in tokens} == {sentence.index}
        assert all(sentence.first <= token.head < sentence.last for token in tokens)
        (root,) = [token for token in tokens if token.head == token.index]
        assert [token.index for token in tokens if token.dep == "root"] == [root.index]
        assert doc.subtree(root.index) == (sentence.first, sentence.last)
    for one in [*doc.names, *(argument for predicate in doc.predicates for argument in predicate.arguments)]:
        assert one.first < one.last
        assert doc.tokens[one.first].sentence == doc.tokens[one.last - 1].sentence
    assert [predicate.token for predicate in doc.predicates] == sorted({p.token for p in doc.predicates})
    for part in doc.story.parts:
        inside = [s for s in doc.sentences if s.start < part.end and part.start < s.end]
        assert all(part.start <= s.start and s.end <= part.end for s in inside)


PARAGRAPH = st.text(st.sampled_from("Kim met Trump, Oh. No! x\u00a0é\n"), max_size=200)
ROLE = st.sampled_from(["masthead", "headline", "caption", "credit", "byline", "dateline", "body", "signoff"])


@settings(max_examples=60, deadline=None)
@given(st.lists(PARAGRAPH, max_size=8), st.lists(ROLE, max_size=8), st.sampled_from([-9.0, -1.0, 9.0]))
def test_what_holds_of_every_doc(paragraphs, roles, start):
    """
    Spans match, every sentence is one tree inside of one part, every character is in a word.
    """
    story = story_of(*paragraphs, roles=roles)
    check(read(story, Guesser(start)))
    assert read(story, Guesser(start)) == read(story, Guesser(start))


def test_text_outside_of_every_part_is_body():
    """
    A story without parts is read whole; so is what lies between the parts.
    """
    story = Story(id="s", given_id="s", text="Kim met Trump. They spoke.", parts=(Part("headline", 4, 7),))
    doc = read(story)
    check(doc)
    assert [sentence.part for sentence in doc.sentences][:2] == ["body", "headline"]
    assert read(replace(story, parts=(), text="   \n ")).tokens == ()


def test_headlines_are_one_sentence_and_mastheads_tell_nothing():
    """
    Marks inside a headline end nothing; what a masthead or sign-off says is no event.
    """
    roles = ("masthead", "headline", "byline", "credit", "body", "signoff")
    doc = read(story_of(*["Kim met Trump . They spoke . " * 6] * 6, roles=roles), Guesser(9.0))
    check(doc)
    counts = {role: sum(sentence.part == role for sentence in doc.sentences) for role in roles}
    assert counts["masthead"] == counts["headline"] == counts["byline"] == counts["credit"] == 1
    assert counts["body"] > 1
    told = {doc.sentence_of(predicate.token).part for predicate in doc.predicates}
    assert told == {"headline", "body"}


@pytest.mark.parametrize("text", ["Kim met Trump . " * 400, "word " * 2000, "no-no " * 500, "x" * 50_000])
def test_long_paragraphs_are_read_whole_in_windows_that_fit(text):
    """
    No window is larger than the model takes, and every word gets its labels.
    """
    for start in (-9.0, -1.0):
        scorer = Guesser(start)
        doc = read(story_of("A title", text, "The end.", roles=["headline"]), scorer)
        check(doc)
        assert all(0 < last - first <= MAX_WINDOW_WORDS for first, last, _ in scorer.windows)
        assert all(pieces <= MAX_WINDOW_PIECES for _, _, pieces in scorer.windows)
        assert all(after <= last for (_, last, _), (after, _, _) in pairwise(scorer.windows))
        assert sum(last - first for first, last, _ in scorer.windows) < 3 * len(doc.tokens)


def test_paragraphs_that_fit_are_never_read_twice():
    """
    Windows of whole paragraphs follow one another without overlap, about equally long.
    """
    scorer = Guesser()
    doc = read(story_of(*["Kim met Trump in Hanoi on Wednesday and they talked about the sanctions ."] * 30), scorer)
    assert [first for first, _, _ in scorer.windows[1:]] == [last for _, last, _ in scorer.windows[:-1]]
    sizes = [last - first for first, last, _ in scorer.windows]
    assert sum(sizes) == len(doc.tokens) and min(sizes) > 60


def test_what_a_story_says_does_not_depend_on_its_neighbours():
    """
    A story is read alone: in any company and any order it gives the same Doc.
    """
    stories = [story_of(f"Kim met Trump {number} times . They spoke ." * number) for number in range(1, 6)]
    together = list(Reader(Guesser(), TOKENIZER).read(stories))
    assert together == [read(story) for story in stories]
    assert list(Reader(Guesser(), TOKENIZER).read(reversed(stories))) == together[::-1]


def test_reading_takes_stories_one_by_one():
    """
    The first Doc is there before the second story is asked for.
    """

    def stories():
        yield story_of("Kim met Trump .")
        pytest.fail("asked for the second story")

    assert next(Reader(Guesser(), TOKENIZER).read(stories())).tokens


@given(st.integers(0, 10_000), st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_trees_of_a_window_are_the_trees_of_its_sentences(seed, sizes):
    """
    Deciding a whole window at once gives what deciding sentence by sentence gives.
    """
    draw = np.random.default_rng(seed)
    size = sum(sizes)
    arcs = draw.normal(size=(size, size)).astype(np.float32)
    begins = np.zeros(size, dtype=bool)
    edges = [0, *np.cumsum(sizes).tolist()]
    begins[edges[:-1]] = True
    expected = [start + head for start, end in pairwise(edges) for head in decode.tree(arcs[start:end, start:end])]
    assert trees(arcs, begins, edges).tolist() == expected


def test_only_roots_are_called_root():
    """
    The likeliest relation may be the root's; it is given to no other word.
    """
    draw = np.random.default_rng(3)
    dependents, governors = draw.normal(size=(2, 40, 8)).astype(np.float32)
    heads = np.array([0, 0, 1, 3] * 10)
    found = relations(dependents, governors, heads, LABELS)
    assert [label == 0 for label in found.tolist()] == [at == head for at, head in enumerate(heads.tolist())]


def test_a_missing_model_says_what_to_do(tmp_path):
    """
    The message names the file and the remedy.
    """
    with pytest.raises(ModelError, match=r"encoder\.onnx: the model's file is missing\n  reinstall chancery"):
        Reader.load(tmp_path)


@needs_model
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_model_says_which_file(tmp_path, name):
    """
    Each file cut short is refused, by name.
    """
    for file in FILES:
        (tmp_path / file).symlink_to(SHIPPED / file)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((SHIPPED / name).read_bytes()[:1000])
    with pytest.raises(ModelError, match=name):
        Engine.load(tmp_path)


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


@needs_model
def test_the_model_reads_news(reader):
    """
    Shape, not quality: the same every time, alone or beside others.
    """
    story = story_from_text(NEWS, given_id="one", headline="Trump to meet Kim. In Hanoi!")
    (doc,) = reader.read([story])
    check(doc)
    assert list(reader.read([story_of("x y " * 300), story, story]))[1:] == [doc, doc]
    assert [sentence.part for sentence in doc.sentences][:2] == ["headline", "dateline"]


@needs_model
@pytest.mark.parametrize("text", ["", " \n\n ", "a", "🙂\u200b" * 300, "\x00\x01", "ﷺ" * 50, "-" * 1000, "中文" * 200])
def test_the_model_reads_anything(reader, text):
    """
    Odd text is read like any other.
    """
    (doc,) = reader.read([story_of(text)])
    check(doc)
