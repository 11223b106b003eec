"""What the lemma of a word may be, where the lemma as read is not to be trusted."""

from __future__ import annotations

from collections.abc import Mapping

from chancery.language.document import Token

_ENDINGS = (
    ("ied", "y"),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("d", ""),
)


def forms(token: Token, irregular: Mapping[str, str]) -> tuple[str, ...]:
    """The lemma as read, and those that the word's ending allows: a rare verb's lemma is sometimes read wrong.

    >>> "deplore" in forms(Token(0, 0, 8, "deplores", "deplor", "VERB", "VBZ", "", "root", 0, 0), {})
    True
    """
    word = token.text.lower()
    out = [irregular[word]] if word in irregular else []  # "blockaded", whose lemma is sometimes read as "block"
    out += [token.lemma.lower(), word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            out.append(stem + instead)
            if not instead and stem[-1:] == stem[-2:-1]:
                out.append(stem[:-1])
    return tuple(dict.fromkeys(out))


_PEOPLE_ENDS = (
    "men",
    "icians",
    "eers",
    "crats",
    "workers",
    "makers",
    "owners",
    "keepers",
    "holders",
    "dwellers",
    "fighters",
)


def is_of_its_own(token: Token, followers: frozenset[str]) -> bool:
    """Whether a country before the noun acts by it or suffers in it: the codebook's `followers`, and nouns whose plural ending
    says that they are people.

    Forms that it reads: "Russian forces", "a Turkish outpost", "Vietnamese agronomists", "Uzbek lawmen", "Kenyan landowners"
    """
    low = token.text.lower()
    if token.lemma.lower() in followers or low in followers:
        return True
    return token.tag == "NNS" and len(low) > 5 and low.endswith(_PEOPLE_ENDS)
