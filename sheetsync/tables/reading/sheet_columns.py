"""A grid turned into columns of equal length, whichever way it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeGuard

from sheetsync.tables.cells import Grid
from sheetsync.tables.columns.cells import ColumnCells

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """A grid as columns.

    Attributes:
        stored: one list a sheet column, ragged as it came.
        height: the number of the last row that holds anything.
    """

    grid: Grid
    stored: Sequence[Sequence[object]]
    shown: Sequence[Sequence[object]]
    height: int

    def row(self, number: int) -> list[object]:
        """The stored values of a sheet row, 1-based."""
        return [column[number - 1] if number <= len(column) else None for column in self.stored]

    def seen(self, position: int, number: int) -> str:
        """What a person sees in a cell, both 1-based; the stored value where nothing is shown."""
        for columns in (self.shown, self.stored):
            column = columns[position - 1] if position <= len(columns) else ()
            if number <= len(column) and column[number - 1] not in (None, ""):
                return str(column[number - 1])
        return ""

    def whole(self, position: int) -> ColumnCells | None:
        """The cells of a 1-based column as they came, if it is as long as the tab is high.

        None where `below` would fill it up, or make texts of what is shown.
        """
        stored = self.stored[position - 1]
        shown = self.shown[position - 1] if position <= len(self.shown) else ()
        if len(stored) == len(shown) == self.height and _are_texts(shown):
            return ColumnCells(stored, shown)
        return None

    def below(self, position: int, header_row: int) -> ColumnCells:
        """The cells of a 1-based column below the header, one for each row of the sheet."""
        count = self.height - header_row
        shown = self.shown[position - 1] if position <= len(self.shown) else ()
        return ColumnCells(
            _padded(self.stored[position - 1][header_row:], count),
            _texts(_padded(shown[header_row:], count)),
            _told(self.grid.number_formats, position, header_row, count),
            _told(self.grid.formulas, position, header_row, count),
        )


def sheet_columns(grid: Grid) -> SheetColumns:
    """The grid's cells column by column; `Grid.columns_major` saves the turning."""
    if grid.columns_major:
        stored, shown = grid.stored, grid.shown
    else:
        stored, shown = _turned(grid.stored), _turned(grid.shown)
    return SheetColumns(grid, stored, shown, max(map(height_of, stored), default=0))


def _turned(rows: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    return list(zip_longest(*rows, fillvalue=""))


def height_of(column: Sequence[object]) -> int:
    """The last row of a column that holds anything."""
    height = len(column)
    while height and column[height - 1] in (None, ""):
        height -= 1
    return height


def _padded(cells: Sequence[object], count: int) -> Sequence[object]:
    missing = count - len(cells)
    if missing > 0:
        return [*cells, *[""] * missing]
    return cells if not missing else cells[:count]


def _texts(cells: Sequence[object]) -> Sequence[str]:
    """Shown texts; what is no text was not shown by a spreadsheet and is taken as written."""
    if _are_texts(cells):
        return cells
    return ["" if cell is None else str(cell) for cell in cells]


def _are_texts(cells: Sequence[object]) -> TypeGuard[Sequence[str]]:
    return set(map(type, cells)) <= {str}


def _told(
    rows: Sequence[Sequence[str | None]], position: int, header_row: int, count: int
) -> Sequence[str | None]:
    """What was fetched besides for the cells of a column; () when nothing was."""
    told = [
        row[position - 1] if position <= len(row) else None
        for row in rows[header_row : header_row + count]
    ]
    return [*told, *[None] * (count - len(told))] if any(told) else ()


def with_merges_filled(
    cells: ColumnCells, position: int, header_row: int, columns: SheetColumns
) -> ColumnCells:
    """The column's cells, those inside a merge with the merge's value; for `fill_merged`."""
    stored, shown = list(cells.stored), list(cells.shown)
    for first_row, first_column, last_row, last_column in columns.grid.merges:
        if not first_column <= position <= last_column:
            continue
        corner = columns.grid.cell(first_row, first_column)
        for number in range(max(first_row, header_row + 1), min(last_row, columns.height) + 1):
            stored[number - header_row - 1] = corner.stored
            shown[number - header_row - 1] = corner.shown or ""
    return ColumnCells(stored, shown, cells.number_formats, cells.formulas)


def merge_around(merges: Sequence[Merge], row: int, column: int) -> Merge | None:
    """The merge that hides a cell, None when the cell stands alone or is the merge's corner."""
    for merge in merges:
        first_row, first_column, last_row, last_column = merge
        inside = first_row <= row <= last_row and first_column <= column <= last_column
        if inside and (row, column) != (first_row, first_column):
            return merge
    return None
