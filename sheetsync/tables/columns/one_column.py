"""One column's cells -> its typed values and what was wrong or noticed, cell by cell."""

from dataclasses import dataclass
from typing import Any

from sheetsync.tables.cell_reading import read_written_cell
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.days import fast_days
from sheetsync.tables.columns.numbers import fast_numbers
from sheetsync.tables.columns.repeats import fast_repeats
from sheetsync.tables.columns.texts import fast_texts
from sheetsync.tables.columns.values import Values, fits_int64
from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

_NUMBERS = frozenset({"integer", "decimal", "percent", "money"})
_DAYS = frozenset({"date", "datetime"})
_TEXTS = frozenset({"text", "id"})


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column as read.

    Attributes:
        array: the values, an array with the column's dtype; refused and blank cells are missing.
        noticed: the readings with an error or a warning, by offset from the first data row.
    """

    array: Any
    noticed: dict[int, CellResult]


def read_column(cells: ColumnCells, column: Column, written: Conventions) -> ColumnRead:
    """Read a column: the plain cells at once, each of the others with care.

    The outcome is that of `read_cell` for each cell, only faster.
    """
    told = cells.told
    values, care = _fast(cells.without(told), column, written)
    noticed: dict[int, CellResult] = {}
    known: dict[object, CellResult] = {}
    for at in sorted({*care, *told}):
        cell = cells.cell(at)
        key = (
            cell.stored.__class__,
            repr(cell.stored),
            cell.shown,
            cell.number_format,
            cell.formula,
        )
        read = known.get(key)
        if read is None:
            read = known[key] = _fitting(read_written_cell(cell, column, written))
        if read.value is not None:
            values.put(at, read.value)
        if read.error or read.warnings:
            noticed[at] = read
    return ColumnRead(values.array(), noticed)


def _fast(cells: ColumnCells, column: Column, written: Conventions) -> tuple[Values, list[int]]:
    """The plain cells of a column, and the offsets of those that need care."""
    if column.kind in _NUMBERS:
        return fast_numbers(cells, column, written)
    if column.kind in _DAYS:
        return fast_days(cells, column, written)
    if column.kind in _TEXTS:
        return fast_texts(cells, column)
    return fast_repeats(cells, column, written)


def _fitting(read: CellResult) -> CellResult:
    """The reading, refused when its number is too long for a column of whole numbers."""
    if isinstance(read.value, int) and not fits_int64(read.value):
        return refused("PRECISION_LOST", digits=str(len(str(abs(read.value)))))
    return read
