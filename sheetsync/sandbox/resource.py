"""spreadsheets.get: the Spreadsheet resource, as much of it as a field mask asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.calls import Call
from sheetsync.sandbox.cells import Reader
from sheetsync.sandbox.field_masks import Mask, for_answer, projected, wants
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.protection import shown_protection
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.workbook import Sheet, Workbook, defaults

Json = dict[str, Any]

_PIXELS = {"ROWS": 21, "COLUMNS": 100}
_OBJECTS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "charts",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
    "slicers",
    "basicFilter",
)


@dataclass(frozen=True)
class Asked:
    """What of a spreadsheet an answer shall hold.

    Attributes:
        mask: the `fields` parameter; None without one.
        grid_data: includeGridData; a mask overrides it.
        areas: only these parts, and only their sheets; None for all.
        identity: who asks: protected ranges say whether the caller may edit.
    """

    mask: Mask | None = None
    grid_data: bool = False
    areas: tuple[Area, ...] | None = None
    identity: Identity = field(default_factory=Identity)

    def wants_data(self) -> bool:
        """Whether cells, or sizes of rows and columns, are asked for."""
        return wants(self.mask, "sheets", "data") if self.mask else self.grid_data


def asked_of(call: Call, **rest: Any) -> Asked:  # noqa: ANN401  (fields of Asked)
    """What a call's `fields` parameter and the other options ask for.

    Raises:
        ApiError: the mask names an unknown field.
    """
    text = call.parameter("fields")
    mask = for_answer(text, "Spreadsheet") if text else None
    return Asked(mask or None, **rest)


def spreadsheet(workbook: Workbook, asked: Asked) -> Json:
    """The Spreadsheet resource."""
    found: Json = {
        "spreadsheetId": workbook.file_id,
        "properties": workbook.properties | defaults(),
    }
    if wants(asked.mask, "sheets"):
        found["sheets"] = _sheets(workbook, asked)
    if workbook.named_ranges:
        found["namedRanges"] = messages.shown(workbook.named_ranges)
    metadata = [m for m in workbook.metadata if m["location"]["locationType"] == "SPREADSHEET"]
    if metadata:
        found["developerMetadata"] = metadata
    found["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{workbook.file_id}/edit"
    if not asked.mask:
        return found
    shown: Json = projected(found, asked.mask)
    return shown


def _sheets(workbook: Workbook, asked: Asked) -> list[Json]:
    sheets = []
    for index, sheet in enumerate(workbook.sheets):
        areas = [area for area in asked.areas or () if area.sheet is sheet]
        if asked.areas is not None and not areas:
            continue
        found = sheet_resource(workbook, sheet, index, asked.identity)
        if asked.wants_data():
            below = (asked.mask or {}).get("sheets", {}).get("data", {})
            whole = Area(sheet, 0, 0, sheet.row_count, sheet.column_count)
            found["data"] = [grid_data(workbook, area, below) for area in areas or [whole]]
        sheets.append(found)
    return sheets


def sheet_properties(sheet: Sheet, index: int) -> Json:
    """SheetProperties with the tab's place."""
    found = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": index}
    grid = {name: value for name, value in sheet.grid.items() if value}
    return found | {
        name: (grid if name == "gridProperties" else value)
        for name, value in sheet.properties.items()
        if value or name == "sheetId"
    }


def sheet_resource(workbook: Workbook, sheet: Sheet, index: int, identity: Identity) -> Json:
    """A Sheet without its cells."""
    found: Json = {"properties": sheet_properties(sheet, index)}
    for name in _OBJECTS:
        if sheet.objects.get(name):
            found[name] = messages.shown(sheet.objects[name])
    protected = sheet.objects.get("protectedRanges")
    if protected:
        found["protectedRanges"] = [
            messages.shown(shown_protection(one, identity)) for one in protected
        ]
    metadata = [
        one for one in workbook.metadata if one["location"].get("sheetId") == sheet.sheet_id
    ]
    if metadata:
        found["developerMetadata"] = metadata
    return found


def grid_data(workbook: Workbook, area: Area, mask: Mask) -> Json:
    """GridData of an area: cells and the sizes of its rows and columns.

    Args:
        workbook: where the sheet is.
        area: a rectangle inside the grid.
        mask: the mask below `data`; {} for everything.
    """
    found: Json = {}
    if area.top:
        found["startRow"] = area.top
    if area.left:
        found["startColumn"] = area.left
    if wants(mask, "rowData"):
        below = mask.get("rowData", {}).get("values", {})
        rows = _row_data(area, Reader(workbook, below))
        if rows:
            found["rowData"] = rows
    if wants(mask, "rowMetadata"):
        found["rowMetadata"] = _sizes(workbook, area, "ROWS", range(area.top, area.bottom))
    if wants(mask, "columnMetadata"):
        found["columnMetadata"] = _sizes(workbook, area, "COLUMNS", range(area.left, area.right))
    return found


def _row_data(area: Area, reader: Reader) -> list[Json]:
    lines: list[Json] = []
    for index, row in area.sheet.rows.used(area.top, area.bottom):
        last = max(
            len(row.values), len(row.formats), len(row.rules), *(c + 1 for c in row.extras), 0
        )
        values = [reader.cell(row, column) for column in range(area.left, min(area.right, last))]
        while values and not values[-1]:
            values.pop()
        if values:
            lines.extend({} for _ in range(index - area.top - len(lines)))
            lines.append({"values": values})
    return lines


def _sizes(workbook: Workbook, area: Area, dimension: str, indexes: Iterable[int]) -> list[Json]:
    sizes = area.sheet.sizes[dimension]
    plain = {"pixelSize": _PIXELS[dimension]}
    metadata = _metadata_of(workbook, area.sheet, dimension)
    return [
        (plain | sizes.get(index, {}) | metadata.get(index, {}))
        if index in sizes or index in metadata
        else plain
        for index in indexes
    ]


def _metadata_of(workbook: Workbook, sheet: Sheet, dimension: str) -> dict[int, Json]:
    found: dict[int, Json] = {}
    for one in workbook.metadata:
        stretch = one["location"].get("dimensionRange")
        if stretch and stretch["sheetId"] == sheet.sheet_id and stretch["dimension"] == dimension:
            listed = found.setdefault(stretch["startIndex"], {"developerMetadata": []})
            listed["developerMetadata"].append(messages.shown(one))
    return found
