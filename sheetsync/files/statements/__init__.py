"""Statements of banks as files: 1C text, camt.053, MT940, tables by a mapping."""

from sheetsync.files.statements.reading import FORMATS, read_statements

__all__ = ["FORMATS", "read_statements"]
