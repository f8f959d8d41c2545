"""One tab as a file holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sheetsync.tables.cells import Grid

#: Sheets keeps no longer text in a cell. Source: sheets-api.md 5.
LONGEST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class SourceTab:
    """One tab of a file.

    Attributes:
        name: of the sheet, or of the .csv file without its ending.
        grid: its cells by rows: days as serial numbers with their format; of a .csv texts only.
        valueless: A1 addresses of formulas that the file keeps no value of; their cells hold the
            formula as text.
    """

    name: str
    grid: Grid = field(default_factory=Grid)
    valueless: tuple[str, ...] = ()


def used_height(rows: Sequence[Sequence[object]]) -> int:
    """The last row that holds anything."""
    height = len(rows)
    while height and all(cell in ("", None) for cell in rows[height - 1]):
        height -= 1
    return height
