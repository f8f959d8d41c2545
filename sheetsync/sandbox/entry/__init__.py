"""Text as a person types it into a cell -> the value, the format and the formula it becomes."""

from sheetsync.sandbox.entry.entered import Entered
from sheetsync.sandbox.entry.parsing import parse_entry

__all__ = ["Entered", "parse_entry"]
