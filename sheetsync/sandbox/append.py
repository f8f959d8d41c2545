"""values.append: finding the table under a range and writing below it (sheets-api 2.5)."""

from collections.abc import Iterator
from typing import Any

from sheetsync.sandbox.dimensions import insert
from sheetsync.sandbox.ranges import Area, selected
from sheetsync.sandbox.rope import Rows
from sheetsync.sandbox.values_write import Written, as_rows, refuse_nested, write
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


def append(workbook: Workbook, text: str, body: Json, options: Json) -> tuple[Json, Written]:
    """Write a matrix below the table that a range touches, or at the range when it is empty.

    Args:
        workbook: where to write.
        text: the range; its last table counts.
        body: the ValueRange.
        options: valueInputOption, insertDataOption.

    Returns:
        The AppendValuesResponse and what was written.
    """
    refuse_nested(body.get("values") or [], "values")
    selection = selected(workbook, text)
    selection.refuse_outside(ends_too=False)
    rows = as_rows(body)
    searched = selection.area().clipped()
    table = last_table(searched)
    top = table.bottom if table else searched.top
    left = table.left if table else searched.left
    width = max(map(len, rows), default=0)
    area = Area(searched.sheet, top, left, top + max(len(rows), 1), left + max(width, 1))
    if options.get("insertDataOption") == "INSERT_ROWS":
        insert(workbook, searched.sheet, "ROWS", top, len(rows))
    grid = searched.sheet.grid
    grid["rowCount"] = max(grid["rowCount"], area.bottom)
    grid["columnCount"] = max(grid["columnCount"], area.right)
    written = write(workbook, area, rows, typed=options["valueInputOption"] == "USER_ENTERED")
    reply: Json = {"spreadsheetId": workbook.file_id}
    if table:
        reply["tableRange"] = table.text()
    return reply | {"updates": written.reply(workbook.file_id)}, written


def last_table(searched: Area) -> Area | None:
    """The block of cells around the last filled cell of a range; it may reach outside it.

    A table is what a person calls one: filled cells that touch, corners included, and the
    rectangle around them; a blank row or column ends it.
    """
    last = _last_filled(searched)
    if last is None:
        return None
    rows = searched.sheet.rows
    top, column = last
    left, right, bottom = column, column + 1, top + 1
    while True:
        before = (top, left, bottom, right)
        window = _window(left, right)
        top = _reach_up(rows, top, window)
        bottom = _reach_down(rows, bottom, window)
        used = _columns_used(rows, max(top - 1, 0), bottom + 1)
        left, right = _reach_sideways(used, left, right)
        if (top, left, bottom, right) == before:
            return Area(searched.sheet, top, left, bottom, right)


def _window(left: int, right: int) -> int:
    """The bits of some columns and their neighbours."""
    start = max(left - 1, 0)
    return ((1 << (right + 1 - start)) - 1) << start


def _last_filled(searched: Area) -> tuple[int, int] | None:
    wanted = ((1 << (searched.right - searched.left)) - 1) << searched.left
    rows = searched.sheet.rows
    for start, block in reversed(list(rows.stretch(searched.top, searched.bottom))):
        masks = rows.masks_of(block)
        first, last = max(searched.top - start, 0), min(searched.bottom - start, block.count)
        for offset in range(last - 1, first - 1, -1):
            bits = masks[offset] & wanted
            if bits:
                return start + offset, bits.bit_length() - 1
    return None


def _masks_up(rows: Rows, before: int) -> Iterator[tuple[int, int]]:
    for start, block in reversed(list(rows.stretch(0, before))):
        masks = rows.masks_of(block)
        for offset in range(min(before - start, block.count) - 1, -1, -1):
            yield start + offset, masks[offset]


def _reach_up(rows: Rows, top: int, window: int) -> int:
    for index, bits in _masks_up(rows, top):
        if index != top - 1 or not bits & window:
            break
        top = index
    return top


def _reach_down(rows: Rows, bottom: int, window: int) -> int:
    for start, block in rows.stretch(bottom, rows.length()):
        masks = rows.masks_of(block)
        for offset in range(max(bottom - start, 0), block.count):
            if start + offset != bottom or not masks[offset] & window:
                return bottom
            bottom += 1
    return bottom


def _columns_used(rows: Rows, top: int, bottom: int) -> int:
    used = 0
    for start, block in rows.stretch(top, bottom):
        masks = rows.masks_of(block)
        for bits in masks[max(top - start, 0) : max(bottom - start, 0)]:
            used |= bits
    return used


def _reach_sideways(used: int, left: int, right: int) -> tuple[int, int]:
    while left and used >> (left - 1) & 1:
        left -= 1
    while used >> right & 1:
        right += 1
    return left, right
