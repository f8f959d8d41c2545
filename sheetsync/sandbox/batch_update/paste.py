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
    taken = _taken(source)
    for row in range(down):
        for column in range(across):
            top, left = target.top + row * height, target.left + column * width
            tile = Area(target.sheet, top, left, top + height, left + width)
            _paste(change.workbook, taken, source, tile, parts, turned=turned)
    return {}


def _fitting(change: Change, area: Area, height: int, width: int) -> Area:
    return change.area(
        full_range(Area(area.sheet, area.top, area.left, area.top + height, area.left + width))
    )


def _taken(source: Area) -> list[Row]:
    """Copies of the source's cells, so that overlapping pastes read what was."""
    rows = [Row() for _ in range(source.height)]
    for index, row in source.sheet.rows.used(source.top, source.bottom):
        rows[index - source.top] = row.taken(source.left, source.right)
    return rows


def _paste(
    workbook: Workbook, taken: list[Row], source: Area, tile: Area, parts: _Parts, *, turned: bool
) -> None:
    for down in range(tile.height):
        row = tile.sheet.rows.edit(tile.top + down) if _carries_cells(parts) else Row()
        for across in range(tile.width):
            from_row, from_column = (across, down) if turned else (down, across)
            step = (
                tile.top + down - source.top - from_row,
                tile.left + across - source.left - from_column,
            )
            cell = (taken[from_row], from_column)
            _paste_cell(workbook, cell, (row, tile.left + across), step, parts)
    if parts.merges:
        _paste_merges(source, tile)
    if parts.conditional:
        _paste_conditional(source, tile)


def _carries_cells(parts: _Parts) -> bool:
    return parts.values or parts.formats or parts.rules or parts.notes


def _paste_cell(
    workbook: Workbook,
    source: tuple[Row, int],
    target: tuple[Row, int],
    step: tuple[int, int],
    parts: _Parts,
) -> None:
    given, from_column = source
    row, column = target
    if parts.values:
        row.put(column, given.value(from_column))
        for name in ("error", "runs", "chips"):
            row.annotate(column, name, given.extra(from_column, name))
        formula = given.extra(from_column, "formula")
        if formula and parts.formulas:
            workbook.has_formulas = True
            row.annotate(column, "formula", relocated(formula, *step))
    if parts.formats:
        row.annotate(column, "link", given.extra(from_column, "link"))
        style = given.style(from_column)
        if not parts.borders:
            style = _with_borders_of(workbook, style, row.style(column))
        row.set_style(column, style)
    if parts.rules:
        row.set_rule(column, given.rule(from_column))
    if parts.notes:
        row.annotate(column, "note", given.extra(from_column, "note"))


def _with_borders_of(workbook: Workbook, style: int, other: int) -> int:
    content = {k: v for k, v in workbook.formats.content(style).items() if k != "borders"}
    borders = workbook.formats.content(other).get("borders")
    return workbook.formats.number(content | ({"borders": borders} if borders else {}))


def _paste_merges(source: Area, tile: Area) -> None:
    merges = tile.sheet.listed("merges")
    copied = []
    for found in source.sheet.objects.get("merges", ()):
        area = Selection(source.sheet, edges(found)).area()
        if area.meets(source):
            down, across = tile.top - source.top, tile.left - source.left
            copied.append(
                Area(
                    tile.sheet,
                    area.top + down,
                    area.left + across,
                    area.bottom + down,
                    area.right + across,
                )
            )
    kept = [one for one in merges if not Selection(tile.sheet, edges(one)).area().meets(tile)]
    tile.sheet.objects["merges"] = kept + [full_range(area) for area in copied]


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
    if top + source.height > sheet.row_count or left + source.width > sheet.column_count:
        raise refused("The paste range goes beyond the grid.")
    target = _fitting(change, Area(sheet, top, left, top + 1, left + 1), source.height, source.width)
    parts = _PARTS[request.get("pasteType", "PASTE_NORMAL")]
    taken = _taken(source)
    for down in range(source.height):
        _blank(source, source.top + down)
    source.sheet.objects["merges"] = [
        one
        for one in source.sheet.objects.get("merges", ())
        if not Selection(source.sheet, edges(one)).area().meets(source)
    ]
    _paste(change.workbook, taken, target, target, parts, turned=False)
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
