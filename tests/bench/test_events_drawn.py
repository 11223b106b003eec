import csv
import subprocess
import sys

import events_drawn

from chancery.records import Event, Evidence


class Said:
    """As much of a line of the store as the drawing looks at."""

    def __init__(self, record):
        self.record = record


def event(text, *pieces, what="ACCUSE", number="0"):
    """An event whose evidence are the first places of words, each with the name of its field."""
    spans = [(text.index(words), text.index(words) + len(words), words, name) for name, words in pieces]
    return Event("s", what, "happened", tuple(Evidence(*span) for span in spans), "test", 1.0, id=f"event-{number}")


def test_the_words_of_the_fields_stand_in_marks():
    """
    Who, whom and what are marked; fields that have columns of their own are not.
    """
    text = "Chile's envoy accused Peru on Monday."
    one = event(text, ("who", "Chile's envoy"), ("what", "accused"), ("whom", "Peru"), ("when", "on Monday"))
    assert (
        events_drawn.marked(text, 0, one)
        == "<who>Chile's envoy</who> <what>accused</what> <whom>Peru</whom> on Monday."
    )


def test_marks_lie_inside_one_another():
    """
    Of two spans that begin together the longer opens first; of two that are the same the first is the outer.
    """
    text = "The arrest of Ali drew protests."
    one = event(text, ("what", "The arrest of Ali"), ("whom", "Ali"), ("who", "Ali"))
    assert events_drawn.marked(text, 0, one) == "<what>The arrest of <whom><who>Ali</who></whom></what> drew protests."


def test_two_actors_in_one_word_are_marked_once():
    """
    "Both countries" are two, and one word.
    """
    one = event("Both countries met.", ("who", "countries"), ("who", "countries"), ("what", "met"))
    assert events_drawn.marked("Both countries met.", 0, one) == "Both <who>countries</who> <what>met</what>."


def test_a_field_that_another_sentence_says_is_not_marked():
    """
    A name said before the sentence that is shown stands in its column alone.
    """
    one = event("Peru was angry. It protested.", ("who", "Peru"), ("what", "protested"))
    assert events_drawn.marked("It protested.", 16, one) == "It <what>protested</what>."


def test_every_class_has_its_share_and_the_draw_is_the_same_again():
    """
    A rare class gives all that it has, the others the rest; the seed decides, not the order in which events come.
    """
    sizes = {"AID": 2, "ACCUSE": 30, "REJECT": 30}
    told = [
        Said(event("a b", ("what", "a"), what=what, number=f"{what}{n}")) for what in sizes for n in range(sizes[what])
    ]
    once = [(one.record.id, size) for one, size in events_drawn.drawn(told, 12, 3)]
    assert once == [(one.record.id, size) for one, size in events_drawn.drawn(reversed(told), 12, 3)]
    assert once != [(one.record.id, size) for one, size in events_drawn.drawn(told, 12, 4)]
    assert [sum(what in name for name, _ in once) for what in sizes] == [2, 5, 5]
    assert {size for name, size in once if "AID" in name} == {2}


def test_all_classes_together():
    """
    Drawn like the store, a class comes as often as it is there.
    """
    told = [Said(event("a b", ("what", "a"), what=what, number=what)) for what in ("AID", "ACCUSE", "REJECT")]
    assert len(list(events_drawn.drawn(told, 2, 0, alike=True))) == 2
    assert len(list(events_drawn.drawn(told, 9, 0, alike=True))) == 3


def test_what_was_marked_gives_the_precision_of_each_class():
    """
    Lines without a mark, and those that nobody could tell, count for nothing; the interval is Wilson's.
    """
    rows = [{"right": mark, "what": "ACCUSE", "events": "40", "by": "events.accuse.accuse"} for mark in "1111111110"]
    rows += [{"right": mark, "what": "AID", "events": "10", "by": "positions.offer"} for mark in ("0", "0", "?", "")]
    aid, accuse, codebook, positions, both, store, rest = events_drawn.precision(rows)
    assert aid.split() == "AID 0.000 (0.000 to 0.658) 0 of 2 10 in the store".split()
    assert accuse.split()[:8] == "ACCUSE 0.900 (0.596 to 0.982) 9 of 10".split()
    assert (codebook.split()[:3], positions.split()[:3]) == (["by", "events", "0.900"], ["by", "positions", "0.000"])
    assert both.startswith("all marked   0.750")
    assert store.startswith("as in store  0.720")
    assert rest == "1 that nobody could tell, 1 not marked"


def test_a_file_of_marks_is_counted(tmp_path):
    """
    The file that a person marks is read back as it was written, whatever quotation marks its sentences hold.
    """
    path = tmp_path / "drawn.tsv"
    row = dict.fromkeys(events_drawn.COLUMNS, "")
    row |= {"right": "1", "what": "ACCUSE", "sentence": 'He said "no', "events": "3"}
    path.write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n", encoding="utf-8")
    command = [sys.executable, events_drawn.__file__, "--marked", str(path)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert out.startswith("ACCUSE       1.000 (0.207 to 1.000)  1 of 1")


def test_drawing_from_news(tmp_path, monkeypatch, capsys):
    """
    Stories are read, and each event is a line of the table.
    """
    story = tmp_path / "story.txt"
    story.write_text('Chile accused Peru of "lies" on Monday.\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["events_drawn.py", str(story), "--count", "5"])
    events_drawn.main()
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert (row["what"], row["who"], row["whom"], row["right"], row["events"]) == ("ACCUSE", "Chile", "Peru", "", "1")
    assert row["sentence"] == '<who>Chile</who> <what>accused</what> <whom>Peru</whom> of "lies" on Monday.'
