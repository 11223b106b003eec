"""Finding: records out of one `Doc`, one kind a file."""
