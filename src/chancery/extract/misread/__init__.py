"""Verbs of headlines and briefs that the reader took for nouns, told for what they are before anything is found."""

from __future__ import annotations

from collections.abc import Mapping

from chancery.extract.misread.bare import with_bare_verbs
from chancery.extract.misread.present import with_verbs_in_s
from chancery.language.document import Doc


def mended(doc: Doc, verbs: Mapping[str, object]) -> Doc:
    """The story with those words as verbs, for which *verbs* (lemmas, some with a particle) have them; itself where there are none."""
    return with_verbs_in_s(with_bare_verbs(doc, verbs), verbs.keys())
