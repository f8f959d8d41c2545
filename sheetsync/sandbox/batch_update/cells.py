"""Requests that write cells: updateCells, repeatCell, appendCells."""

from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.cells import Writer
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import for_change
from sheetsync.sandbox.formulas import relocated
from sheetsync.sandbox.protection import refuse_protected
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]


def update_cells(change: Change, request: Json) -> Json:
    """updateCells: rows of CellData at a range or a start; in a range missing cells go."""
    writer = Writer(change.workbook, for_change(request.get("fields"), "CellData"))
    rows = request.get("rows", [])
    if "range" in request:
        area = change.area(request["range"])
        _refuse_overflow(area, rows)
        _write_rows(writer, area, rows, fill=True)
    elif "start" in request:
        _write_rows(writer, _from_start(change, request["start"], rows), rows, fill=False)
    else:
        raise refused("No area specified.")
    return {}


def _refuse_overflow(area: Area, rows: list[Json]) -> None:
    width = _width(rows)
    for word, excess, last in (
        ("row", len(rows) > area.height, area.bottom),
        ("column", width > area.width, area.right),
    ):
        if excess:
            raise refused(
                f"Attempting to write {word}: {last}, "
                f"beyond the last requested {word} of: {last - 1}"
            )


def _width(rows: list[Json]) -> int:
    return max((len(row.get("values", ())) for row in rows), default=0)


def _from_start(change: Change, start: Json, rows: list[Json]) -> Area:
    sheet = change.workbook.grid_of(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = _width(rows)
    area = Area(sheet, top, left, top + max(len(rows), 1), left + max(width, 1))
    _refuse_outside(area)
    refuse_protected(change.workbook, area, change.identity)
    return area


def _refuse_outside(area: Area) -> None:
    sheet = area.sheet
    for word, last, count in (
        ("row", area.bottom, sheet.row_count),
        ("column", area.right, sheet.column_count),
    ):
        if last > count:
            raise refused(
                f"Attempting to write {word}: {count}, beyond the last {word} of: {count - 1}"
            )


def _write_rows(writer: Writer, area: Area, rows: list[Json], *, fill: bool) -> None:
    for offset in range(area.height if fill else len(rows)):
        given = rows[offset].get("values", []) if offset < len(rows) else []
        if not given and area.sheet.rows.row(area.top + offset) is None:
            continue
        row = area.sheet.rows.edit(area.top + offset)
        for column in range(area.width if fill else len(given)):
            cell = given[column] if column < len(given) else {}
            writer.write(row, area.left + column, cell)


def repeat_cell(change: Change, request: Json) -> Json:
    """repeatCell: one CellData into all cells of a range; formulas follow relatively."""
    mask = for_change(request.get("fields"), "CellData")
    writer = Writer(change.workbook, mask)
    area = change.area(request.get("range", {}))
    cell = request.get("cell", {})
    rows = area.sheet.rows
    # Nothing to give: only rows that hold something lose it, and blank ones are not stored.
    reached = (
        rows.edit_all(area.top, area.bottom) if cell else rows.edit_used(area.top, area.bottom)
    )
    for index, row in reached:
        for column in range(area.left, area.right):
            writer.write(row, column, _following(cell, index - area.top, column - area.left))
    return {}


def _following(cell: Json, down: int, across: int) -> Json:
    """The cell with its formula as it reads that far from the range's first cell."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if not formula:
        return cell
    return cell | {"userEnteredValue": {"formulaValue": relocated(formula, down, across)}}


def append_cells(change: Change, request: Json) -> Json:
    """appendCells: rows after the last row with data; the grid grows where it ends."""
    writer = Writer(change.workbook, for_change(request.get("fields"), "CellData"))
    sheet = change.workbook.grid_of(request.get("sheetId", 0))
    rows = request.get("rows", [])
    top = last_used_row(sheet) + 1
    width = _width(rows)
    sheet.grid["rowCount"] = max(sheet.row_count, top + len(rows))
    sheet.grid["columnCount"] = max(sheet.column_count, width)
    change.refuse_too_many_cells()
    area = Area(sheet, top, 0, top + max(len(rows), 1), max(width, 1))
    refuse_protected(change.workbook, area, change.identity)
    _write_rows(writer, area, rows, fill=False)
    return {}


def last_used_row(sheet: Sheet) -> int:
    """The last row that holds a value; -1 in a blank sheet."""
    last = -1
    for start, block in sheet.rows.stretch(0, sheet.rows.length()):
        for offset, bits in enumerate(sheet.rows.masks_of(block)):
            if bits:
                last = start + offset
    return last


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
}
