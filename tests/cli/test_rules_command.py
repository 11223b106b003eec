"""Rules of one's own: what is wrong with them, where, and what would be right."""

import pytest

RULE = """# They dine.
[banquet]
what = "CONSULT"
verbs = ["dine"]
needs = "two"

[[banquet.match]]
text = "Trump met Kim."
who = "Trump"
whom = "Kim"

[[banquet.no_match]]
text = "Trump ate."
why = "alone"
"""


@pytest.fixture
def checked(desk, tmp_path):
    """
    What `rules check` says of files, as lines without the folder; and its exit code.
    """

    def check(**files):
        folder = tmp_path / "mine"
        (folder / "events").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / f"{name.replace('__', '/')}.toml").write_text(text, encoding="utf-8")
        answer = desk.run("rules", "check", folder)
        return answer.exit_code, answer.stdout.replace(f"{folder}/", "").splitlines(), answer.stderr

    return check


def test_right_rules_are_told_so(checked):
    """
    Their examples were read.
    """
    assert checked(events=RULE) == (0, [], "right: 1 file, 2 examples of events read\n")


@pytest.mark.parametrize(
    ("old", "new", "place", "problem", "remedy"),
    [
        ("CONSULT", "CONSLT", "3", "unknown what 'CONSLT'", "did you mean 'CONSULT'? known: AGREE"),
        ("verbs =", "verb =", "4", "unknown key 'verb'", "did you mean 'verbs'? known keys: "),
        ('"two"', '"tow"', "5", "unknown needs 'tow'", "did you mean 'two'? known: who"),
        ('"two"', '"two"\nmode = "viist"', "6", "mode 'viist' is none of CONSULT", "did you mean 'visit'?"),
        ('"two"', '"two"\nplace = "objct"', "6", "unknown place 'objct'", "did you mean 'object'?"),
        ('"two"', '"two"\nmutual = 1', "6", "'mutual' is neither true nor false", "mutual = true"),
        ('"two"', '"two"\nconfidence = 2', "6", "'confidence' is not a number from 0 to 1", "confidence = 0.8"),
        ('["dine"]', '"dine"', "4", "'verbs' is not a list of words", 'verbs = ["one", "two"]'),
        ("whom =", "wohm =", "10", "unknown key 'wohm' in an example", "did you mean 'whom'?"),
        ('text = "Trump ate."', "", "12", "an example under 'no_match' has no text", "[[banquet.no_match]] with text"),
        ('verbs = ["dine"]', "", "2", "it has neither verbs nor nouns", 'verbs = ["meet"]'),
    ],
)
def test_what_is_wrong_with_a_rule(checked, old, new, place, problem, remedy):
    """
    File, line, rule, problem; below it what would be right.
    """
    assert old in RULE
    code, lines, last = checked(events=RULE.replace(old, new, 1))
    assert (code, lines[0]) == (1, f"events.toml:{place}: rule 'banquet': {problem}")
    assert lines[1].startswith(f"  {remedy}")
    assert last.startswith("1 wrong in ")


def test_a_class_without_modes_says_so(checked):
    """
    Nothing is near.
    """
    _, lines, _ = checked(events=RULE.replace('"CONSULT"', '"AID"\nmode = "visit"'))
    assert lines == ["events.toml:4: rule 'banquet': mode 'visit' is none of AID", "  AID has no modes; leave it out"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'x = ["a"',
            ["events.toml: not TOML (Unclosed array, at the end of the file)", '  a list ends with a bracket: verbs = ["meet", "confer"]'],
        ),
        (
            "[a]\nverbs = meet\n",
            ["events.toml:2: not TOML (Invalid value, column 9)",
             '  words stand in quotation marks, lists in brackets: verbs = ["meet", "confer"]'],
        ),
        ("[a]\n[a]\n", None),
        ("x = 1\n", ["events.toml: 'x' stands outside of any rule", "  one [table] a rule"]),
    ],
)  # fmt: skip
def test_what_is_no_toml(checked, text, told):
    """
    The line and the column, and the likely reason.
    """
    code, lines, _ = checked(events=text)
    assert code == 1
    if told:
        assert lines == told
    else:
        assert lines[0].startswith("events.toml:2: not TOML (Cannot declare")
        assert lines[1] == "  each rule has a name of its own in its file"


def test_everything_that_is_wrong_is_told_at_once(checked):
    """
    One line a rule, one a file of another family.
    """
    broken = RULE.replace("verbs", "verb")
    code, lines, last = checked(
        events=broken + broken.replace("banquet", "supper"), positons="", speech="x = 1", events__mine=broken
    )
    assert [line.split(": ")[0] for line in lines[::2]] == [
        "events.toml:4", "events.toml:18", "positons.toml", "speech.toml", "events/mine.toml:4",
    ]  # fmt: skip
    assert lines[5].startswith("  did you mean 'positions.toml'? known: ")
    assert (code, last.split()[0]) == (1, "5")


def test_an_example_that_is_not_found_says_what_was_read(checked):
    """
    By class, by party, and counter-examples.
    """
    _, lines, _ = checked(events=RULE.replace("Trump met Kim", "Trump threatened Kim"))
    assert (
        lines[0]
        == "events.toml:7: rule 'banquet': its example is not found: \"Trump threatened Kim.\" gives no CONSULT"
    )
    assert lines[1] == (
        "  read: THREATEN by fake.threatened (Trump -> Kim, happened); predicates: none; actors: Trump, Kim"
    )
    _, lines, _ = checked(events=RULE.replace('who = "Trump"', 'who = "Kim"'))
    assert lines[0] == "events.toml:7: rule 'banquet': who of its example is Trump, not Kim: \"Trump met Kim.\""
    # Only its own rule speaks against a counter-example.
    assert checked(events=RULE.replace("Trump ate.", "Trump met Kim."))[0] == 0


def test_an_empty_folder_is_no_codebook(checked):
    """
    It would be read without a word.
    """
    code, lines, _ = checked()
    assert code == 1
    assert lines[0].endswith("mine: no rules in it")


def test_reading_with_wrong_rules_says_the_same(desk, tmp_path):
    """
    Alone on standard error, with exit code 1; nothing is read.
    """
    from chancery.reading import make_kit

    (tmp_path / "events.toml").write_text(RULE.replace("verbs", "verb"), encoding="utf-8")
    answer = desk.run("read", desk.story("wire.txt"), "--db", "DB", "--rules", tmp_path, make=make_kit)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith(
        f"{tmp_path}/events.toml:4: rule 'banquet': unknown key 'verb'\n  did you mean 'verbs'?"
    )


def test_the_codebook_is_printed(desk, tmp_path):
    """
    All of it, one class, or with rules of one's own.
    """
    whole = desk.run("codebook").stdout
    assert whole.startswith("# The codebook of events\n")
    one = desk.run("codebook", "--class", "consult").stdout
    assert one.startswith("## CONSULT\n")
    assert one.strip() in whole
    (tmp_path / "events.toml").write_text(RULE, encoding="utf-8")
    mine = desk.run("codebook", "--rules", tmp_path, "--what", "CONSULT").stdout
    assert (
        f"### banquet\n\nThey dine.\n\n`events.consult.banquet` in `{tmp_path}/events.toml`\n\n- verbs: dine\n" in mine
    )
    assert desk.run("codebook", "--class", "xyz").exit_code == 2
