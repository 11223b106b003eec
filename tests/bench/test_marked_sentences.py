import marked_sentences

CODES = "0841: RETREAT  # Return, release person(s)\n036: AGREE\n"


def rows_of(tmp_path, text):
    """The sentences of a file with the text."""
    (tmp_path / "codes.txt").write_text(CODES)
    (tmp_path / "file.tsv").write_text(text)
    return list(marked_sentences.marked_in(tmp_path / "file.tsv", tmp_path / "codes.txt"))


def test_our_own_sentences(tmp_path):
    """
    A code's class is the published table's, a class stands for itself, and what PLV calls YIELD is CONCEDE or RETREAT.
    """
    freed, sued = rows_of(
        tmp_path,
        "0841\t\t<s>Peru</s> <v>freed</v> <t>two Chileans</t>.\nACCUSE\t\tIn Lima <s>Peru</s> sued <t>Chile</t>.\n",
    )
    assert (freed.text, freed.source, freed.target, freed.root) == (
        "Peru freed two Chileans.",
        (0, 4),
        (11, 23),
        "YIELD",
    )
    assert sued.text[slice(*sued.source)] == "Peru"
    assert sued.root == "ACCUSE"


def test_sentences_of_plv(tmp_path):
    head = "sentence_id\tgold_root\tsource\ttarget\tsentence\tmarked_sentence\n"
    (one,) = rows_of(tmp_path, head + "7\tAID\tPeru\tChile\tPeru fed Chile.\t<s>Peru</s> fed <t>Chile</t>.\n")
    assert (one.id, one.text, one.root) == ("7", "Peru fed Chile.", "AID")


def test_a_sentence_without_a_source_is_not_asked():
    assert marked_sentences.unmarked("1", "<t>Chile</t> was sued.", "ACCUSE") is None


def test_scores():
    """
    One of two events is found with all three, the other with another class; one more is told that nobody asked for.
    """
    rows = [
        (("PER", "CHL", "AID"), [("PER", "CHL", "AID"), ("CHL", "", "AGREE")]),
        (("PER", "BOL", "ACCUSE"), [("PER", "BOL", "REJECT")]),
    ]
    triple, pair, who, root = marked_sentences.score(rows)
    assert triple.split() == "all three precision 0.500 (1/2) recall 0.500 (of 2) F1 0.500".split()
    assert "(2/2)" in pair
    assert "(1/3)" in who
    assert "(1/3)" in root
