"""Joining the records of many stories. Pure functions: they open no file and ask no clock."""
