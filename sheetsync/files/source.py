"""One tab as a file holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sheetsync.errors import SourceFileError
from sheetsync.tables.adoption.source import PLAIN, Looks
from sheetsync.tables.cells import Grid
from sheetsync.tables.export_texts import printable

#: Sheets keeps no longer text in a cell. Source: sheets-api.md 5.
LONGEST_TEXT = 50_000
_LINE_ENDS = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class SourceTab:
    """One tab of a file.

    Attributes:
        name: of the sheet, or of the .csv file without its ending.
        grid: its cells by rows: days as serial numbers with their format; of a .csv texts only.
        valueless: A1 addresses of formulas that the file keeps no value of; their cells hold the
            formula as text.
        read_as: of a .csv file, in words: the encoding and the delimiter that were assumed.
        is_guessed: whether the encoding is one that no mark tells.
        looks: of an .xlsx: notes, links, colours, hidden rows and columns; `grid` has its merges.
        refusal: why a .csv file cannot be used, None when it can; it then has no cells.
    """

    name: str
    grid: Grid = field(default_factory=Grid)
    valueless: tuple[str, ...] = ()
    read_as: str = ""
    is_guessed: bool = False
    looks: Looks = PLAIN
    refusal: SourceFileError | None = None


def kept_text(text: str) -> str:
    r"""A text of a file as a spreadsheet may hold it: no control signs, line ends as ``\n``.

    >>> kept_text("Ве\x00ктор\r\nфилиал")
    'Вектор\nфилиал'
    """
    if text.isprintable():
        return text
    return printable(_LINE_ENDS.sub("\n", text))


def used_height(rows: Sequence[Sequence[object]]) -> int:
    """The last row that holds anything."""
    height = len(rows)
    while height and all(cell in ("", None) for cell in rows[height - 1]):
        height -= 1
    return height
