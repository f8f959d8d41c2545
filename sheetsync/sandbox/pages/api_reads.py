"""What the page reads, through the API itself: files, sheets and windows of cells."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sheetsync.sandbox.a1 import column_letters, quoted_title
from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Call
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.pages.conditions import Spot, Window, conditional_formats
from sheetsync.sandbox.recalculation import book_of
from sheetsync.sandbox.router import answer

Json = dict[str, Any]

_SPREADSHEETS = "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false"
_CELL = (
    "formattedValue,effectiveValue,userEnteredValue,userEnteredFormat,note,hyperlink,dataValidation"
)
_WINDOW = (
    "sheets(properties(sheetId),merges,conditionalFormats,"
    f"data(rowData(values({_CELL})),rowMetadata(hiddenByUser,hiddenByFilter)))"
)
_SHAPE = (
    "spreadsheetId,properties(title,locale),sheets.properties,"
    "sheets.data.columnMetadata(pixelSize,hiddenByUser,hiddenByFilter)"
)


class GoneError(Exception):
    """The spreadsheet or the sheet a page shows does not exist; the message is the API's."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet's properties and its spreadsheet's.

    Attributes:
        spreadsheet: id, title and locale, and all sheets' properties.
        properties: the shown sheet's SheetProperties.
        columns: the shown sheet's column metadata.
    """

    spreadsheet: Json
    properties: Json
    columns: list[Json]

    @property
    def locale(self) -> str:
        """The spreadsheet's, such as ``ru_RU``."""
        return str(self.spreadsheet["properties"].get("locale", ""))

    @property
    def title(self) -> str:
        """The sheet's title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def frozen_rows(self) -> int:
        """Rows that stay on top."""
        return int(self.properties["gridProperties"].get("frozenRowCount", 0))

    @property
    def frozen_columns(self) -> int:
        """Columns that stay at the left."""
        return int(self.properties["gridProperties"].get("frozenColumnCount", 0))


def files(world: World) -> list[Json]:
    """All spreadsheets, newest first: id, name and modifiedTime."""
    query = {"q": _SPREADSHEETS, "fields": "files(id,name,modifiedTime)", "pageSize": 1000}
    found: list[Json] = asked(world, "/drive/v3/files", query)["files"]
    return found


def version(world: World, file_id: str) -> str:
    """A text that differs after every change of a spreadsheet."""
    return str(asked(world, f"/drive/v3/files/{file_id}", {"fields": "version"})["version"])


def sheet_view(world: World, file_id: str, sheet_id: int | None) -> SheetView:
    """A sheet's and its spreadsheet's properties; None means the first visible sheet.

    Raises:
        GoneError: there is no such spreadsheet or sheet.
    """
    path = f"/v4/spreadsheets/{file_id}"
    fields = "spreadsheetId,properties(title,locale),sheets.properties"
    spreadsheet = asked(world, path, {"fields": fields})
    for sheet in spreadsheet["sheets"]:
        properties = sheet["properties"]
        wanted = sheet_id is None and not properties.get("hidden")
        if "gridProperties" in properties and (wanted or properties["sheetId"] == sheet_id):
            return SheetView(spreadsheet, properties, _columns(world, path, properties["title"]))
    raise GoneError(f"No grid with id: {sheet_id}")


def _columns(world: World, path: str, title: str) -> list[Json]:
    query = {"ranges": f"{quoted_title(title)}!1:1", "fields": _SHAPE}
    data = asked(world, path, query)["sheets"][0].get("data", [{}])
    found: list[Json] = data[0].get("columnMetadata", [])
    return found


def window(world: World, view: SheetView, first: int, end: int) -> Json:
    """The Sheet resource with the cells of some rows, 0-based and half-open."""
    last_column = column_letters(view.column_count - 1)
    cells = f"{quoted_title(view.title)}!A{first + 1}:{last_column}{end}"
    path = f"/v4/spreadsheets/{view.spreadsheet['spreadsheetId']}"
    found: Json = asked(world, path, {"ranges": cells, "fields": _WINDOW})["sheets"][0]
    return found


def column_texts(world: World, file_id: str, cells: str) -> list[str]:
    """The texts shown in a range, row by row, without blanks and repetitions."""
    path = f"/v4/spreadsheets/{file_id}/values/{quoted_path(cells)}"
    rows = asked(world, path, {}).get("values", [])
    return list(dict.fromkeys(text for row in rows for text in row if text))


def quoted_path(cells: str) -> str:
    """A range as a path segment."""
    return urlencode({"": cells})[1:].replace("+", "%20")


def rule_formats(
    world: World, view: SheetView, rules: list[Json], seen: Window
) -> dict[Spot, Json]:
    """The formats that conditional rules give visible cells."""
    if not rules:
        return {}
    with world.store.reading():
        workbook = world.to_read(str(view.spreadsheet["spreadsheetId"]), Identity())
        return conditional_formats(rules, seen, book_of(workbook))


def asked(world: World, path: str, query: Json) -> Json:
    """An answer of the API, to the owner.

    Raises:
        GoneError: it refused.
    """
    target = f"{path}?{urlencode(query)}" if query else path
    found = answer(world, Call.parsed("GET", target))
    if found.status >= 400:  # noqa: PLR2004  (where HTTP's errors begin)
        raise GoneError(str(found.content["error"]["message"]))
    content: Json = found.content
    return content
