"""Story in: bytes become a `Story` whose text is settled once and for all."""

from chancery.source.jsonl import stories_from_jsonl
from chancery.source.paths import stories_from
from chancery.source.reject import Reject
from chancery.source.text import story_from_text

__all__ = ["Reject", "stories_from", "stories_from_jsonl", "story_from_text"]
