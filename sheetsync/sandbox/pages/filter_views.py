"""Named filter views on the page: which rows one shows, and in which order; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sheetsync.sandbox.a1 import column_letters, quoted_title
from sheetsync.sandbox.access import World
from sheetsync.sandbox.formats import CellValue
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.pages.api_reads import SheetView, asked
from sheetsync.sandbox.pages.conditions import Window, conditional_formats
from sheetsync.sandbox.recalculation import book_of

Json = dict[str, Any]
Cells = dict[int, Json]

_FIELDS = "sheets(properties(sheetId),filterViews)"
_CELLS = "sheets.data(startColumn,rowData.values(formattedValue,effectiveValue))"
#: A format that no rule gives: where it comes out, the condition is met.
_MET = {"met": True}


@dataclass(frozen=True, slots=True)
class NamedView:
    """A named filter view of a sheet.

    Attributes:
        number: its id, as links name it (``fvid``).
        title: as people see it.
        body: the FilterView resource.
    """

    number: int
    title: str
    body: Json

    @property
    def first(self) -> int:
        """The first row below its headers, 0-based."""
        return int(self.body.get("range", {}).get("startRowIndex", 0)) + 1

    def end(self, row_count: int) -> int:
        """Behind its last row."""
        return min(int(self.body.get("range", {}).get("endRowIndex", row_count)), row_count)


def named_views(world: World, view: SheetView) -> list[NamedView]:
    """The filter views of a sheet, in their order."""
    path = f"/v4/spreadsheets/{view.spreadsheet['spreadsheetId']}"
    for sheet in asked(world, path, {"fields": _FIELDS})["sheets"]:
        if sheet["properties"]["sheetId"] == view.properties["sheetId"]:
            return [
                NamedView(one["filterViewId"], one["title"], one)
                for one in sheet.get("filterViews", [])
            ]
    return []


def rows_of(world: World, view: SheetView, named: NamedView) -> list[int]:
    """The rows that a view shows, 0-based, in its order; those above and below it are not its.

    Values are hidden by what a cell shows; conditions read what it holds; rows are sorted as a
    sort of the sheet would: numbers, texts, booleans, blanks last.
    """
    rows: Sequence[int] = range(named.first, named.end(view.row_count))
    for spec in named.body.get("filterSpecs", []):
        column, criteria = int(spec.get("columnIndex", 0)), spec.get("filterCriteria", {})
        cells = _column(world, view, column, named)
        hidden = set(criteria.get("hiddenValues", []))
        rows = [
            row for row in rows if str(cells.get(row, {}).get("formattedValue", "")) not in hidden
        ]
        if "condition" in criteria:
            met = _meeting(world, view, criteria["condition"], (column, cells, named))
            rows = [row for row in rows if row in met]
    for spec in reversed(named.body.get("sortSpecs", [])):
        cells = _column(world, view, int(spec.get("dimensionIndex", 0)), named)
        rows = _sorted(rows, cells, backwards=spec.get("sortOrder") == "DESCENDING")
    return list(rows)


def _column(world: World, view: SheetView, column: int, named: NamedView) -> Cells:
    """The cells of a column below the headers, by row."""
    letters = column_letters(column)
    place = f"{quoted_title(view.title)}!{letters}{named.first + 1}:{letters}"
    path = f"/v4/spreadsheets/{view.spreadsheet['spreadsheetId']}"
    found = asked(world, path, {"ranges": place, "fields": _CELLS})["sheets"][0]
    rows = found.get("data", [{}])[0].get("rowData", [])
    return {
        number: (row.get("values") or [{}])[0] for number, row in enumerate(rows, start=named.first)
    }


def _meeting(
    world: World, view: SheetView, condition: Json, place: tuple[int, Cells, NamedView]
) -> set[int]:
    """The rows whose cell meets a condition, told by the rules that colour cells."""
    column, cells, named = place
    end = named.end(view.row_count)
    area = {
        "startRowIndex": named.first,
        "endRowIndex": end,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
    rule = {"ranges": [area], "booleanRule": {"condition": condition, "format": _MET}}
    values = {(row, column): held(cell) for row, cell in cells.items()}
    spots = frozenset((row, column) for row in range(named.first, end))
    with world.store.reading():
        workbook = world.to_read(str(view.spreadsheet["spreadsheetId"]), Identity())
        formats = conditional_formats([rule], Window(view.title, values, spots), book_of(workbook))
    return {row for row, _column in formats}


def held(cell: Json) -> CellValue:
    """What a cell holds; the code of an error."""
    value = cell.get("effectiveValue", {})
    if "errorValue" in value:
        return str(cell.get("formattedValue", "#ERROR!"))
    found: CellValue = next(iter(value.values()), None)
    return found


def _sorted(rows: Iterable[int], cells: Cells, *, backwards: bool) -> list[int]:
    values = {row: held(cells.get(row, {})) for row in rows}
    filled = [row for row, value in values.items() if value not in (None, "")]
    blank = [row for row, value in values.items() if value in (None, "")]
    return sorted(filled, key=lambda row: _rank(values[row]), reverse=backwards) + blank


def _rank(value: CellValue) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, str(value).casefold()
