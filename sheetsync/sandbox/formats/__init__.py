"""How Sheets shows a value: number formats, locales, and the values themselves."""

from sheetsync.sandbox.formats.conventions import Conventions, conventions_of
from sheetsync.sandbox.formats.moments import EPOCH, serial_of
from sheetsync.sandbox.formats.rendering import NumberFormat, shower, shown
from sheetsync.sandbox.formats.values import CellValue, ErrorValue

__all__ = [
    "EPOCH",
    "CellValue",
    "Conventions",
    "ErrorValue",
    "NumberFormat",
    "conventions_of",
    "serial_of",
    "shower",
    "shown",
]
