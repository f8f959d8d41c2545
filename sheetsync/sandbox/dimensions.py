"""Rows and columns inserted, deleted, moved, resized; everything over them follows."""

from typing import Any

from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.recalculation import shift_formulas
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.shifts import Deletion, Insertion, Relocation, Shift, shift_objects
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]

COUNTS = {"ROWS": "rowCount", "COLUMNS": "columnCount"}
_FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
MOST_COLUMNS = 18_278


def refuse_too_many(workbook: Workbook, most_cells: int) -> None:
    """Refuse a workbook that outgrew the limit.

    Raises:
        ApiError: as Google words it; nothing of the request is stored then.
    """
    for sheet in workbook.sheets:
        if sheet.column_count > MOST_COLUMNS:
            raise refused(
                "This action would increase the number of columns in the sheet "
                f"above the limit of {MOST_COLUMNS} columns."
            )
    if workbook.cells() > most_cells:
        raise refused(
            "This action would increase the number of cells in the workbook "
            f"above the limit of {most_cells} cells."
        )


def size_of(sheet: Sheet, dimension: str) -> int:
    """How many rows or columns the grid has."""
    return int(sheet.grid[COUNTS[dimension]])


def insert(workbook: Workbook, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Open blank rows or columns before an index; the grid grows."""
    sheet.grid[COUNTS[dimension]] += count
    if dimension == "ROWS":
        sheet.rows.insert(at, count)
    else:
        for row in _rows_to_change(sheet):
            row.insert_columns(at, count)
    _follow(workbook, sheet, dimension, Insertion(at, count))


def delete(workbook: Workbook, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Take rows or columns out; the grid shrinks.

    Raises:
        ApiError: none would be left, or only frozen ones.
    """
    word = "rows" if dimension == "ROWS" else "columns"
    if count >= size_of(sheet, dimension):
        raise refused(f"You can't delete all the {word} on the sheet.")
    frozen = sheet.grid.get(_FROZEN[dimension], 0)
    left = size_of(sheet, dimension) - count
    if frozen and at <= frozen and left <= frozen - max(0, min(frozen, at + count) - at):
        raise refused(f"Sorry, it is not possible to delete all non-frozen {word}.")
    sheet.grid[COUNTS[dimension]] -= count
    if dimension == "ROWS":
        sheet.rows.delete(at, count)
    else:
        for row in _rows_to_change(sheet):
            row.delete_columns(at, count)
    _follow(workbook, sheet, dimension, Deletion(at, count))


def move(workbook: Workbook, sheet: Sheet, dimension: str, shift: Relocation) -> None:
    """Move rows or columns; the grid keeps its size."""
    count = shift.end - shift.start
    if dimension == "ROWS":
        moved = sheet.rows.take(shift.start, count)
        sheet.rows.delete(shift.start, count)
        sheet.rows.insert(shift.landing, count)
        sheet.rows.put(shift.landing, moved)
    else:
        for row in _rows_to_change(sheet):
            part = row.taken(shift.start, shift.end)
            row.delete_columns(shift.start, count)
            row.insert_columns(shift.landing, count)
            put_part(row, shift.landing, count, part)
    _follow(workbook, sheet, dimension, shift)


def put_part(row: Row, left: int, width: int, part: Row) -> None:
    """Replace some columns of a row by a row that begins at column 0."""
    for offset in range(width):
        column = left + offset
        row.put(column, part.value(offset))
        row.set_style(column, part.style(offset))
        row.set_rule(column, part.rule(offset))
        row.extras.pop(column, None)
        if offset in part.extras:
            row.extras[column] = dict(part.extras[offset])


def resize(workbook: Workbook, sheet: Sheet, dimension: str, size: int) -> None:
    """Set the grid's size: cells beyond it go, new ones are blank."""
    before = size_of(sheet, dimension)
    if size < before:
        delete(workbook, sheet, dimension, size, before - size)
    else:
        sheet.grid[COUNTS[dimension]] = size


def _rows_to_change(sheet: Sheet) -> list[Row]:
    indexes = [index for index, _row in sheet.rows.used(0, sheet.rows.length())]
    return [sheet.rows.edit(index) for index in indexes]


def _follow(workbook: Workbook, sheet: Sheet, dimension: str, shift: Shift) -> None:
    sizes = sheet.sizes[dimension]
    if sizes:
        moved = {shift.index(index): size for index, size in sizes.items()}
        sheet.sizes[dimension] = {k: size for k, size in moved.items() if k is not None}
    frozen = sheet.grid.get(_FROZEN[dimension], 0)
    if frozen and not isinstance(shift, Relocation):
        span = shift.span(0, frozen)
        sheet.grid[_FROZEN[dimension]] = span[1] if span else 0
    shift_objects(workbook, sheet, dimension, shift)
    shift_formulas(workbook, sheet, dimension, shift)
