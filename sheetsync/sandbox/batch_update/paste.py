"""Requests that copy and cut cells."""

from dataclasses import dataclass
from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.formulas import relocated
from sheetsync.sandbox.ranges import Area, Selection, area_of, edges, full_range
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


@dataclass(frozen=True)
class _Parts:
    """Which parts of a cell a paste carries."""

    values: bool = False
    formulas: bool = False
    formats: bool = False
    borders: bool = True
    rules: bool = False
    notes: bool = False
    merges: bool = False
    conditional: bool = False


_NORMAL = _Parts(
    values=True,
    formulas=True,
    formats=True,
    rules=True,
    notes=True,
    merges=True,
    conditional=True,
)
_PARTS = {
    "PASTE_NORMAL": _NORMAL,
    "PASTE_VALUES": _Parts(values=True),
    "PASTE_FORMAT": _Parts(formats=True, merges=True, conditional=True),
    "PASTE_NO_BORDERS": _Parts(
        values=True, formulas=True, formats=True, borders=False, rules=True, notes=True
    ),
    "PASTE_FORMULA": _Parts(values=True, formulas=True),
    "PASTE_DATA_VALIDATION": _Parts(rules=True),
    "PASTE_CONDITIONAL_FORMATTING": _Parts(conditional=True),
}


def copy_paste(change: Change, request: Json) -> Json:
    """copyPaste: a destination that is a multiple of the source is filled with copies."""
    source = area_of(change.workbook, request.get("source", {}))
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    destination = area_of(change.workbook, request.get("destination", {}))
    down = max(destination.height // height, 1)
    across = max(destination.width // width, 1)
    target = _fitting(change, destination, height * down, width * across)
    parts = _PARTS[request.get("pasteType", "PASTE_NORMAL")]
    taken = _Taken.of(source, turned=turned)
    for row in range(down):
        for column in range(across):
            top, left = target.top + row * height, target.left + column * width
            tile = Area(target.sheet, top, left, top + height, left + width)
            _paste(change.workbook, taken, tile, parts)
    return {}


def _fitting(change: Change, area: Area, height: int, width: int) -> Area:
    """The area from a corner on, of some size, if the grid holds it."""
    bottom, right = area.top + height, area.left + width
    if bottom > area.sheet.row_count or right > area.sheet.column_count:
        raise refused("The paste range goes beyond the grid.")
    return change.area(full_range(Area(area.sheet, area.top, area.left, bottom, right)))


@dataclass(frozen=True)
class _Taken:
    """Copies of some cells, so that overlapping pastes read what was.

    Attributes:
        area: where they were; formulas move relative to it.
        rows: the cells, from column 0 on.
        turned: rows are pasted as columns.
    """

    area: Area
    rows: list[Row]
    turned: bool = False

    @classmethod
    def of(cls, area: Area, *, turned: bool = False) -> "_Taken":
        rows = [Row() for _ in range(area.height)]
        for index, row in area.sheet.rows.used(area.top, area.bottom):
            rows[index - area.top] = row.taken(area.left, area.right)
        return cls(area, rows, turned)


def _paste(workbook: Workbook, taken: _Taken, tile: Area, parts: _Parts) -> None:
    if parts.values or parts.formats or parts.rules or parts.notes:
        for down in range(tile.height):
            row = tile.sheet.rows.edit(tile.top + down)
            for across in range(tile.width):
                from_row, from_column = (across, down) if taken.turned else (down, across)
                given = _Given(
                    taken.rows[from_row],
                    from_column,
                    tile.top + down - taken.area.top - from_row,
                    tile.left + across - taken.area.left - from_column,
                )
                _paste_cell(workbook, given, row, tile.left + across, parts)
    if parts.merges:
        _paste_merges(taken.area, tile)
    if parts.conditional:
        _paste_conditional(taken.area, tile)


@dataclass(frozen=True)
class _Given:
    """A taken cell and how far it moves."""

    row: Row
    column: int
    down: int
    across: int


def _paste_cell(workbook: Workbook, given: _Given, row: Row, column: int, parts: _Parts) -> None:
    if parts.values:
        _paste_value(workbook, given, row, column, with_formula=parts.formulas)
    if parts.formats:
        row.attach(column, "link", given.row.attached(given.column, "link"))
        style = given.row.style(given.column)
        if not parts.borders:
            style = _with_borders_of(workbook, style, row.style(column))
        row.set_style(column, style)
    if parts.rules:
        row.set_rule(column, given.row.rule(given.column))
    if parts.notes:
        row.attach(column, "note", given.row.attached(given.column, "note"))


def _paste_value(
    workbook: Workbook, given: _Given, row: Row, column: int, *, with_formula: bool
) -> None:
    row.put(column, given.row.value(given.column))
    for name in ("error", "runs", "chips"):
        row.attach(column, name, given.row.attached(given.column, name))
    formula = given.row.attached(given.column, "formula")
    if formula and with_formula:
        workbook.has_formulas = True
        row.attach(column, "formula", relocated(formula, given.down, given.across))


def _with_borders_of(workbook: Workbook, style: int, other: int) -> int:
    content = {k: v for k, v in workbook.formats.content(style).items() if k != "borders"}
    borders = workbook.formats.content(other).get("borders")
    return workbook.formats.number(content | ({"borders": borders} if borders else {}))


def _paste_merges(source: Area, tile: Area) -> None:
    copied = [
        _moved_merge(found, source, tile)
        for found in source.sheet.objects.get("merges", ())
        if Selection(source.sheet, edges(found)).area().meets(source)
    ]
    merges = tile.sheet.listed("merges")
    kept = [one for one in merges if not Selection(tile.sheet, edges(one)).area().meets(tile)]
    tile.sheet.objects["merges"] = kept + copied


def _moved_merge(found: Json, source: Area, tile: Area) -> Json:
    area = Selection(source.sheet, edges(found)).area()
    down, across = tile.top - source.top, tile.left - source.left
    return full_range(
        Area(
            tile.sheet,
            area.top + down,
            area.left + across,
            area.bottom + down,
            area.right + across,
        )
    )


def _paste_conditional(source: Area, tile: Area) -> None:
    """Rules that cover the whole source cover the tile too; on another sheet as copies."""
    for rule in list(source.sheet.objects.get("conditionalFormats", ())):
        covers = [Selection(source.sheet, edges(one)).area() for one in rule["ranges"]]
        if not any(area.meets(source) for area in covers):
            continue
        if source.sheet is tile.sheet:
            if not any(area.meets(tile) for area in covers):
                rule["ranges"].append(full_range(tile))
        else:
            copied = rule | {"ranges": [full_range(tile)]}
            tile.sheet.listed("conditionalFormats").append(copied)


def cut_paste(change: Change, request: Json) -> Json:
    """cutPaste: cells with formats move; where they were nothing stays."""
    source = change.area(request.get("source", {}))
    place = request.get("destination", {})
    sheet = change.workbook.grid_of(place.get("sheetId", 0))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    target = _fitting(
        change, Area(sheet, top, left, top + 1, left + 1), source.height, source.width
    )
    parts = _PARTS[request.get("pasteType", "PASTE_NORMAL")]
    taken = _Taken.of(source)
    for down in range(source.height):
        _blank(source, source.top + down)
    merges = source.sheet.listed("merges")
    merged_inside = [
        one for one in merges if Selection(source.sheet, edges(one)).area().meets(source)
    ]
    source.sheet.objects["merges"] = [one for one in merges if one not in merged_inside]
    # Cut formulas keep what they name, so they move by nothing.
    _paste(change.workbook, _Taken(target, taken.rows), target, parts)
    target.sheet.listed("merges").extend(_moved_merge(one, source, target) for one in merged_inside)
    return {}


def _blank(source: Area, index: int) -> None:
    if source.sheet.rows.row(index) is None:
        return
    row = source.sheet.rows.edit(index)
    for column in range(source.left, source.right):
        row.put(column, None)
        row.set_style(column, 0)
        row.set_rule(column, 0)
        row.extras.pop(column, None)


KINDS = {"copyPaste": copy_paste, "cutPaste": cut_paste}
