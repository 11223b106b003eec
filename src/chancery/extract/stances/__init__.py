"""Finding positions, a file a step: what a word governs, who holds it, what it is about, and the record."""
