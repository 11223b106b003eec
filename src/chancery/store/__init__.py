"""Record out: the SQLite store, its questions and its exports."""
