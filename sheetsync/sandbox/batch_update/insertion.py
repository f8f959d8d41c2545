"""Requests that push cells aside or bring text in: insertRange, deleteRange, pasteData."""

import csv
import io
from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.cells import checked_text, type_in
from sheetsync.sandbox.dimensions import put_part
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.ranges import Area, full_range
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]


def insert_range(change: Change, request: Json) -> Json:
    """insertRange: cells move down or right; the grid grows when values would fall off."""
    area = change.area(request.get("range", {}))
    sheet = area.sheet
    if _by_rows(request):
        lines = _lines(sheet, area.top, area.left, area.right)
        blank = [Row() for _ in range(area.height)]
        sheet.grid["rowCount"] = max(sheet.row_count, area.bottom + _used(lines))
        _put(sheet, area, blank + lines)
    else:
        for index in range(area.top, area.bottom):
            row = sheet.rows.row(index)
            if row is not None:
                part = row.taken(area.left, sheet.column_count)
                width = max(len(part.values), len(part.formats), len(part.rules))
                part.insert_columns(0, area.width)
                needed = area.right + width
                sheet.grid["columnCount"] = max(sheet.column_count, needed)
                put_part(sheet.rows.edit(index), area.left, needed - area.left, part)
    change.refuse_too_many_cells()
    return {}


def delete_range(change: Change, request: Json) -> Json:
    """deleteRange: cells below or right of the range take its place."""
    area = change.area(request.get("range", {}))
    sheet = area.sheet
    if _by_rows(request):
        lines = _lines(sheet, area.bottom, area.left, area.right)
        _put(sheet, area, lines + [Row() for _ in range(area.height)])
    else:
        for index in range(area.top, area.bottom):
            if sheet.rows.row(index) is not None:
                row = sheet.rows.edit(index)
                part = row.taken(area.right, sheet.column_count)
                put_part(row, area.left, sheet.column_count - area.left, part)
    return {}


def _by_rows(request: Json) -> bool:
    dimension = request.get("shiftDimension")
    if dimension not in ("ROWS", "COLUMNS"):
        raise refused("No shift dimension specified.")
    return bool(dimension == "ROWS")


def _lines(sheet: Sheet, top: int, left: int, right: int) -> list[Row]:
    lines = [Row() for _ in range(sheet.row_count - top)]
    for index, row in sheet.rows.used(top, sheet.row_count):
        lines[index - top] = row.taken(left, right)
    return lines


def _used(lines: list[Row]) -> int:
    return max((number for number, row in enumerate(lines, 1) if not row.blank()), default=0)


def _put(sheet: Sheet, area: Area, lines: list[Row]) -> None:
    for index, part in enumerate(lines[: sheet.row_count - area.top], area.top):
        if not part.blank() or sheet.rows.row(index) is not None:
            put_part(sheet.rows.edit(index), area.left, area.width, part)


def paste_data(change: Change, request: Json) -> Json:
    """pasteData: separated text is typed in from a cell on."""
    if request.get("html"):
        raise refused("The sandbox pastes separated text only.")
    place = request.get("coordinate", {})
    sheet = change.workbook.grid_of(place.get("sheetId", 0))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    delimiter = request.get("delimiter", "\t")
    if len(delimiter) != 1:
        raise refused("The delimiter must be a single character.")
    lines = list(csv.reader(io.StringIO(request.get("data", "")), delimiter=delimiter))
    width = max(map(len, lines), default=0)
    if top + len(lines) > sheet.row_count or left + width > sheet.column_count:
        raise refused("The paste range goes beyond the grid.")
    if not width:
        return {}
    change.area(full_range(Area(sheet, top, left, top + len(lines), left + width)))
    for index, line in enumerate(lines, top):
        row = sheet.rows.edit(index)
        for column, text in enumerate(line, left):
            type_in(change.workbook, row, column, checked_text(text))
    return {}


KINDS = {
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "pasteData": paste_data,
}
