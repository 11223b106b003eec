"""Story in: bytes become a `Story` whose text is settled once and for all."""
