"""What formulas may look at: the values of a workbook, its names, its locale and its time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sheetsync.sandbox.formats import CellValue


class Place(NamedTuple):
    """A cell, its row and column counted from 0."""

    title: str
    row: int
    column: int


#: The rows of a sheet that hold anything, from a first before a last one, each with its number
#: and its values from column A on.
UsedRows = Callable[[str, int, int], Iterable[tuple[int, Sequence[CellValue]]]]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as formulas see it.

    Attributes:
        titles: the sheets' titles.
        used_rows: reads values, computed ones of formulas included.
        locale: how formulas and numbers in texts are written.
        now: the wall-clock time of the spreadsheet's zone, for TODAY and NOW.
        names: named ranges: name -> reference, such as ``Sheet1!A1:B3``.
    """

    titles: Sequence[str]
    used_rows: UsedRows
    locale: str
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)

    def title(self, wanted: str) -> str | None:
        """A sheet's title as it is written, asked for in any letter case; None without one."""
        folded = wanted.casefold()
        return next((title for title in self.titles if title.casefold() == folded), None)
