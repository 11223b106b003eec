"""The steps of finding events, a file each; ``extract/events.py`` has their order."""
