"""Requests about rows and columns: insert, delete, append, move, size, hide."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.cells import shown_text
from sheetsync.sandbox.dimensions import COUNTS, delete, insert, move, size_of
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.ranges import Stretch, stretch_of
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.shifts import Relocation
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]

#: Rough widths, so that a resized column is about as wide as its longest text.
_PIXELS_A_SIGN = 8.47
_PADDING = 17
_PLAIN_HEIGHT = 21


def insert_dimension(change: Change, request: Json) -> Json:
    """insertDimension: formats come from the row or column before, or else after."""
    given = request.get("range", {})
    sheet = change.workbook.grid_of(given.get("sheetId", 0))
    stretch = _to_insert(sheet, given)
    if request.get("inheritFromBefore") and stretch.start == 0:
        raise refused("inheritFromBefore cannot be true when inserting at index 0.")
    change.whole(sheet)
    insert(change.workbook, sheet, stretch.dimension, stretch.start, stretch.count)
    change.refuse_too_many_cells()
    before = bool(request.get("inheritFromBefore"))
    source = stretch.start - 1 if before else stretch.end
    if source < size_of(sheet, stretch.dimension):
        _inherit(stretch, source)
    return {}


def _to_insert(sheet: Sheet, given: Json) -> Stretch:
    dimension = given.get("dimension", "")
    if dimension not in COUNTS:
        raise refused("No dimension specified.")
    start, end = given.get("startIndex", 0), given.get("endIndex", 0)
    if start < 0 or end <= start:
        raise refused(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    size = size_of(sheet, dimension)
    if start > size:
        word = "row" if dimension == "ROWS" else "column"
        raise refused(f"range.startIndex[{start}] is after last {word} in grid[{size}]")
    return Stretch(sheet, dimension, start, end)


def _inherit(stretch: Stretch, source: int) -> None:
    """Give new rows or columns the formats, rules and size of a neighbour."""
    rows, sizes = stretch.sheet.rows, stretch.sheet.sizes[stretch.dimension]
    if source in sizes and "pixelSize" in sizes[source]:
        size = {"pixelSize": sizes[source]["pixelSize"]}
        sizes.update((index, dict(size)) for index in range(stretch.start, stretch.end))
    if stretch.dimension == "ROWS":
        model = rows.row(source)
        if model is not None and (model.formats or model.rules):
            bare = Row([], list(model.formats), list(model.rules))
            rows.put(stretch.start, [bare.copy() for _ in range(stretch.count)])
        return
    for index, row in list(rows.used(0, rows.length())):
        if row.style(source) or row.rule(source):
            target = rows.edit(index)
            for column in range(stretch.start, stretch.end):
                target.set_style(column, row.style(source))
                target.set_rule(column, row.rule(source))


def delete_dimension(change: Change, request: Json) -> Json:
    """deleteDimension: with the cells; one row and one column must stay."""
    stretch = stretch_of(change.workbook, request.get("range", {}))
    change.whole(stretch.sheet)
    delete(change.workbook, stretch.sheet, stretch.dimension, stretch.start, stretch.count)
    return {}


def append_dimension(change: Change, request: Json) -> Json:
    """appendDimension: blank rows or columns at the end of the grid."""
    sheet = change.workbook.grid_of(request.get("sheetId", 0))
    dimension, length = request.get("dimension", ""), request.get("length", 0)
    if dimension not in COUNTS:
        raise refused("No dimension specified.")
    if length < 1:
        raise refused(f"length must be greater than 0, but was {length}")
    sheet.grid[COUNTS[dimension]] += length
    change.refuse_too_many_cells()
    return {}


def move_dimension(change: Change, request: Json) -> Json:
    """moveDimension: the destination counts rows or columns as they are before the move."""
    stretch = stretch_of(change.workbook, request.get("source", {}))
    destination = request.get("destinationIndex", 0)
    size = size_of(stretch.sheet, stretch.dimension)
    if not 0 <= destination <= size:
        raise refused(f"destinationIndex[{destination}] is after last index in grid[{size}]")
    change.whole(stretch.sheet)
    if not stretch.start <= destination <= stretch.end:
        shift = Relocation(stretch.start, stretch.end, destination)
        move(change.workbook, stretch.sheet, stretch.dimension, shift)
    return {}


def update_dimension_properties(change: Change, request: Json) -> Json:
    """updateDimensionProperties: pixelSize and hiddenByUser of rows or columns."""
    mask = for_change(request.get("fields"), "DimensionProperties")
    given = messages.stored(request.get("properties", {}))
    if "dataSourceSheetRange" in request:
        raise refused("The sandbox has no data sources.")
    stretch = stretch_of(change.workbook, request.get("range", {}))
    sizes = stretch.sheet.sizes[stretch.dimension]
    for index in range(stretch.start, stretch.end):
        after = changed(sizes.get(index, {}), given, mask)
        if after:
            sizes[index] = after
        else:
            sizes.pop(index, None)
    return {}


def auto_resize_dimensions(change: Change, request: Json) -> Json:
    """autoResizeDimensions: columns as wide as their longest shown text, roughly."""
    stretch = stretch_of(change.workbook, request.get("dimensions", {}))
    sheet = stretch.sheet
    if stretch.dimension == "ROWS":
        for index in range(stretch.start, stretch.end):
            sheet.sizes["ROWS"].setdefault(index, {})["pixelSize"] = _PLAIN_HEIGHT
        return {}
    longest = dict.fromkeys(range(stretch.start, stretch.end), 0)
    for _index, row in sheet.rows.used(0, sheet.row_count):
        for column in longest:
            text = shown_text(change.workbook, row, column) if row.values[column:] else ""
            longest[column] = max(longest[column], len(text))
    for column, length in longest.items():
        if length:
            pixels = round(length * _PIXELS_A_SIGN) + _PADDING
            sheet.sizes["COLUMNS"].setdefault(column, {})["pixelSize"] = pixels
    return {}


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
}
