"""PLOVER as data, against the manual and the table of CAMEO codes where the shared data lie beside this checkout."""

import re
from pathlib import Path

import pytest

from chancery.errors import RuleError
from chancery.records import PLOVER_CLASSES
from chancery.rules.plover import FILE, load_plover

PLOVER = load_plover()
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "plover"
needs_published = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the shared data are not beside this checkout")


def test_every_class_is_there_in_the_codebooks_order():
    """
    Sixteen, four quads, each with what it means.
    """
    assert tuple(PLOVER.classes) == PLOVER_CLASSES
    assert [len(PLOVER.of_quad(quad)) for quad in (1, 2, 3, 4)] == [4, 3, 4, 5]
    assert all(mode.definition for coded in PLOVER.classes.values() for mode in (coded, *coded.modes.values()))


@pytest.mark.parametrize(
    ("what", "mode", "score", "cameo"),
    [
        ("CONSULT", "visit", 4, "042"),
        ("CONSULT", None, 2.5, "040"),
        ("ACCUSE", None, -3, "110"),
        ("ASSAULT", "drone", -9.5, "195"),
        ("PROTEST", "vandalize", -5, "140"),
        ("AGREE", "no such mode", 2.5, "030"),
    ],
)
def test_scores_and_codes(what, mode, score, cameo):
    """
    A mode that the class does not have has the class's.
    """
    assert (PLOVER.score(what, mode), PLOVER.cameo(what, mode)) == (score, cameo)


def test_closer_codes():
    """
    By context the first that has one, by rule before all.
    """
    assert PLOVER.cameo("REQUEST", "yield", ["health", "economic", "military"]) == "1054"
    assert PLOVER.cameo("ASSAULT", None, ["military"]) == "190"
    assert PLOVER.cameo("CONSULT", "visit", (), "events.consult.host") == "043"


@needs_published
def test_the_scores_are_those_of_the_manual():
    """
    All of them, but for the lost minus sign of ACCUSE.
    """
    manual = (PUBLISHED / "PLOVER_MANUAL.tex").read_text(encoding="utf-8")
    table = manual.rsplit("{PLOVER conflict--cooperation scores}", 1)[1].split(r"\end{table}")[0]
    table = re.sub(r"\\cellcolor\{[^}]*\}", "", table)
    scores = re.findall(r"([A-Z]{3,})(?:: ([\w-]+))?\s*&\s*(-?[\d.]+)", table)
    told = {(what, mode.lower()): float(score) for what, mode, score in scores}
    assert told.pop(("ACCUSE", "")) == 3
    ours = {(name, ""): coded.score for name, coded in PLOVER.classes.items() if name != "ACCUSE"}
    ours |= {
        (n, m): mode.score for n, coded in PLOVER.classes.items() for m, mode in coded.modes.items() if mode.scored
    }
    assert ours == told
    modes = PLOVER.classes["ACCUSE"].modes.values()
    assert PLOVER.classes["ACCUSE"].score == sum(mode.score for mode in modes) / len(modes)
    for coded in PLOVER.classes.values():
        scores = [mode.score for mode in coded.modes.values()] or [coded.score]
        assert min(scores) <= coded.score <= max(scores)


@needs_published
def test_every_cameo_code_leads_back_to_its_class():
    """
    By the published table. RETREAT has no code of its own above 084 to 087; the one above all of 08 is CONCEDE's.
    """
    lines = (PUBLISHED / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines()
    forward = dict(re.findall(r"^(\d{3,4}): (\w+)", "\n".join(lines), flags=re.MULTILINE))
    for name, coded in PLOVER.classes.items():
        for one in (coded, *coded.modes.values()):
            for code in (one.cameo, *one.contexts.values(), *one.by.values()):
                assert forward[code] == name or (name, code) == ("RETREAT", "080"), (name, one.name, code)


@needs_published
def test_the_contexts_are_those_of_the_manual():
    """
    And ``humanitarian``, which only the table has.
    """
    manual = (PUBLISHED / "PLOVER_MANUAL.tex").read_text(encoding="utf-8")
    table = manual.split(r"\label{tab:general-contexts}")[1].split(r"\end{longtable}")[0].split(r"\endlastfoot")[1]
    names = re.findall(r"^(?:\\hyperref\[[\w:-]+\]\{)?([a-z\\_]+)\}?\s*&", table, flags=re.MULTILINE)
    assert {name.replace("\\", "") for name in names} | {"humanitarian"} == set(PLOVER.contexts)
    for coded in PLOVER.classes.values():
        assert {name for one in (coded, *coded.modes.values()) for name in one.contexts} <= set(PLOVER.contexts)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[AGREE]", "[AGREEE]", "rule 'AGREEE': no class of PLOVER"),
        ("quad = 1\nscore = 2.5", "quad = 5\nscore = 2.5", "quad 5 is none"),
        ('cameo = "042"', 'cameo = "42"', "rule 'CONSULT.modes.visit': CAMEO code '42' is none"),
        ("score = -3 #", "score = -33 #", "rule 'ACCUSE': 'score' is not a number from -10 to 10"),
        ("[SANCTION.modes.convict]\ndefinition", "[SANCTION.modes.convict]\nmeaning", "unknown key 'meaning'"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, old, new, problem):
    """
    With the class and the mode in the message.
    """
    path = tmp_path / "plover.toml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(problem)):
        load_plover(path)
