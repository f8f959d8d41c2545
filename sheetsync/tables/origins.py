"""Where the cells of a tab really stand whose rows are read through a mapping."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.tables.cells import a1

_A1 = re.compile(r"([A-Z]+)(\d+)")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell, or a tab, of a workbook.

    Attributes:
        title: of the tab.
        cell: its A1 address; "" for the whole tab.
    """

    title: str
    cell: str = ""

    @property
    def named(self) -> str:
        """As people read it: ``Счета!C17``."""
        return f"{self.title}!{self.cell}" if self.cell else self.title


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the cells of one tab came from; rows and columns are 1-based.

    Attributes:
        titles: of the source's tabs that it is made of.
        urls: their addresses, in that order; "" for those of a file.
        rows: for each row of the tab from 1, which of these tabs, and the row there.
        columns: by number of the tab of the source, its column for each column of ours.
        apart: cells that stand elsewhere than in their row: a band, a card, a title.
    """

    titles: Sequence[str]
    urls: Sequence[str]
    rows: Sequence[tuple[int, int]]
    columns: Sequence[Mapping[int, int]]
    apart: Mapping[tuple[int, int], tuple[int, int, int]] = field(default_factory=dict)

    def place(self, row: int, column: int) -> CellPlace:
        """The cell of the source that a cell of the tab shows; of a row, its first mapped cell."""
        if (row, column) in self.apart:
            sheet, there, at = self.apart[row, column]
            return CellPlace(self.titles[sheet], a1(there, at))
        if not 1 <= row <= len(self.rows):
            return CellPlace(self.titles[0])
        sheet, there = self.rows[row - 1]
        columns = self.columns[sheet]
        at = columns.get(column) or min(columns.values(), default=1)
        return CellPlace(self.titles[sheet], a1(there, at))

    def at(self, cell: str) -> CellPlace:
        """The same for an A1 address of the tab; "" is the first of its tabs."""
        corner = corner_of(cell)
        return self.place(*corner) if corner else CellPlace(self.titles[0])


def corner_of(cell: str) -> tuple[int, int] | None:
    """Row and column of an A1 address; None for another text.

    >>> corner_of("AB17"), corner_of("")
    ((17, 28), None)
    """
    found = _A1.fullmatch(cell)
    return (int(found[2]), column_number(found[1])) if found else None


def column_number(letters: str) -> int:
    """The 1-based column of its letters in capitals.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column
