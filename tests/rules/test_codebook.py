"""The page of the codebook is made from the rules, and the committed one is the one that they make today."""

import re
from pathlib import Path

from chancery.rules.codebook import codebook_page, legend, words_of
from chancery.rules.events import FLAGS, LISTS, SHIPPED, EventRule, EventRules, Vocabulary, event_files, load_events
from chancery.rules.plover import load_plover
from chancery.rules.toml import Example

PAGE = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"
RULES = load_events(event_files(SHIPPED))
PLOVER = load_plover()


def test_the_committed_page_is_what_the_rules_say():
    """
    After a change of rules: ``scripts/docs``.
    """
    assert PAGE.read_text(encoding="utf-8") == codebook_page(RULES, PLOVER), "run: scripts/docs"


def test_every_rule_stands_under_its_class_with_its_sentences():
    """
    Nothing of the codebook is left out.
    """
    for name in PLOVER.classes:
        section = codebook_page(RULES, PLOVER, [name])
        for rule in RULES.rules:
            assert (f"`{rule.id}`" in section) == (rule.what == name)


def test_every_key_is_explained():
    """
    The head of ``vocabulary.toml`` names each.
    """
    explained = set(re.findall(r"[a-z_]+", " ".join((*legend(), *legend().values()))))
    assert {"needs", "place", *FLAGS, *LISTS} - {"after_who", "after_whom", "only_prepositions"} <= explained


def test_a_rule_is_told_without_becoming_markdown():
    """
    Words, needs, examples; marks in sentences stay marks.
    """
    rule = EventRule(
        "hum", "CONSULT", "phone", verbs=("hum",), objects=frozenset({"song", "air"}), after_whom=frozenset({"at"}), needs="who",
        flags=frozenset({"mutual"}), match=(Example("A *hums* | b.", (("who", "A"),)),), no_match=(Example("C.", (), "no b"),),
    )  # fmt: skip
    assert words_of(rule) == {"verbs": ["hum"], "objects": ["air", "song"], "whom stands before": ["at"]}
    told = codebook_page(EventRules.of([rule], Vocabulary()), PLOVER, ["CONSULT"])
    assert "- needs `who`, `mutual`; confidence 0.8; mode phone" in told
    assert r"- ✓ A \*hums\* \| b. *(who: A)*" in told
    assert "- ✗ C. *(no b)*" in told
