"""Requests that put rows in order or take doubles out."""

import random
from collections.abc import Callable
from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.cells import error_of
from sheetsync.sandbox.dimensions import put_part
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.formulas import relocated
from sheetsync.sandbox.messages import stored
from sheetsync.sandbox.metadata import follow_sorted_rows
from sheetsync.sandbox.ranges import Area, stretch_of
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]
Line = tuple[int, Row]


def sort_range(change: Change, request: Json) -> Json:
    """sortRange: numbers, texts, booleans, errors; blanks last in either direction.

    Several keys, the first one strongest; equal rows keep their order. Columns are the
    sheet's, not the range's. Notes, formats and rules move along.
    """
    area = change.area(request.get("range", {}))
    specs = request.get("sortSpecs", [])
    lines = _lines(area)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0) - area.left
        if not 0 <= column < area.width:
            raise refused("Sort column is outside of the range.")
        lines = _sorted(change.workbook, lines, column, spec)
    put_lines(change.workbook, area, lines)
    return {}


def _lines(area: Area) -> list[Line]:
    lines: list[Line] = [(index, Row()) for index in range(area.top, area.bottom)]
    for index, row in area.sheet.rows.used(area.top, area.bottom):
        lines[index - area.top] = (index, row.taken(area.left, area.right))
    return lines


def _sorted(workbook: Workbook, lines: list[Line], column: int, spec: Json) -> list[Line]:
    color = _color_test(workbook, spec, column)
    if color is not None:
        return sorted(lines, key=color)
    filled = [line for line in lines if line[1].value(column) is not None]
    blank = [line for line in lines if line[1].value(column) is None]
    backwards = spec.get("sortOrder") == "DESCENDING"
    filled.sort(key=lambda line: _sort_key(line[1], column), reverse=backwards)
    return filled + blank


def _sort_key(row: Row, column: int) -> tuple[int, Any]:
    value = row.value(column)
    if error_of(row, column):
        return 3, str(value)
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, value


def _color_test(workbook: Workbook, spec: Json, column: int) -> Callable[[Line], bool] | None:
    """For a sort by colour: whether a row lacks it; those that have it come first."""
    spec = stored(spec)
    if "backgroundColor" in spec:
        wanted = spec["backgroundColor"]

        def lacks(line: Line) -> bool:
            own = workbook.formats.content(line[1].style(column))
            return bool(own.get("backgroundColor") != wanted)

        return lacks
    if "foregroundColor" in spec:
        wanted = spec["foregroundColor"]

        def lacks_text(line: Line) -> bool:
            own = workbook.formats.content(line[1].style(column)).get("textFormat", {})
            return bool(own.get("foregroundColor") != wanted)

        return lacks_text
    return None


def put_lines(workbook: Workbook, area: Area, lines: list[Line]) -> None:
    """Write rows back in a new order; formulas and row metadata follow.

    Args:
        workbook: whose metadata follows.
        area: the rectangle.
        lines: (row number before, cells) in their new order.
    """
    moved = {}
    for index, (before, part) in enumerate(lines, area.top):
        moved[before] = index
        if index == before:
            continue
        for column in part.extras:
            formula = part.attached(column, "formula")
            if formula:
                part.attach(column, "formula", relocated(formula, index - before, 0))
        if not part.blank() or area.sheet.rows.row(index) is not None:
            put_part(area.sheet.rows.edit(index), area.left, area.width, part)
    follow_sorted_rows(workbook, area.sheet, moved)


def randomize_range(change: Change, request: Json) -> Json:
    """randomizeRange: the rows in a new order each time."""
    area = change.area(request.get("range", {}))
    lines = _lines(area)
    random.SystemRandom().shuffle(lines)
    put_lines(change.workbook, area, lines)
    return {}


def delete_duplicates(change: Change, request: Json) -> Json:
    """deleteDuplicates: later rows with equal cells go, those below move up in the range."""
    area = change.area(request.get("range", {}))
    columns = _compared(change, request, area)
    seen: set[tuple[Any, ...]] = set()
    kept: list[Line] = []
    for line in _lines(area):
        key = tuple(_same(line[1].value(column)) for column in columns)
        if key not in seen:
            seen.add(key)
            kept.append(line)
    removed = area.height - len(kept)
    blank: list[Line] = [(-1, Row()) for _ in range(removed)]
    put_lines(change.workbook, area, kept + blank)
    return {"deleteDuplicates": {"duplicatesRemovedCount": removed} if removed else {}}


def _compared(change: Change, request: Json, area: Area) -> list[int]:
    if not request.get("comparisonColumns"):
        return list(range(area.width))
    columns: list[int] = []
    for given in request["comparisonColumns"]:
        stretch = stretch_of(change.workbook, given)
        if stretch.start < area.left or stretch.end > area.right:
            raise refused("Comparison columns must be inside of the range.")
        columns += range(stretch.start - area.left, stretch.end - area.left)
    return columns


def _same(value: object) -> tuple[str, object]:
    """Equal for values that count as doubles: letter case does not matter, types do."""
    if isinstance(value, str):
        return "text", value.casefold()
    return ("truth" if isinstance(value, bool) else "number"), value


KINDS = {
    "sortRange": sort_range,
    "randomizeRange": randomize_range,
    "deleteDuplicates": delete_duplicates,
}
