"""Exports of the record, one format a file."""
