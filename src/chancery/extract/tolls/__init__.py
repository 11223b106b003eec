"""What an event is told with beside who, whom, when and where: sizes, modes and contexts, each a file."""
