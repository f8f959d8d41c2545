"""People who edit a spreadsheet by hand, while a program is at work on it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from wsgiref.types import WSGIApplication

from werkzeug.test import Client

from sheetsync.sandbox.a1 import column_number, quoted_title

Json = dict[str, Any]

_FILE = re.compile(r"/(?:spreadsheets|files)/([A-Za-z0-9_-]+)")


class People:
    """A person in a browser: every call is one edit, typed as a person types.

    Args:
        app: the sandbox without faults, quota and log.
        file_id: the spreadsheet they have open.

    Tabs are named by their titles, rows by the numbers and columns by the letters a person
    sees.
    """

    def __init__(self, app: WSGIApplication, file_id: str) -> None:
        self._client = Client(app)
        self.file_id = file_id

    def type(self, tab: str, cell: str, text: str) -> None:
        """Type a text into a cell: ``people.type("Invoices", "F4", "TRUE")``."""
        place = quote(f"{quoted_title(tab)}!{cell}", safe="")
        self.request(
            "PUT",
            f"/v4/spreadsheets/{self.file_id}/values/{place}?valueInputOption=USER_ENTERED",
            {"values": [[text]]},
        )

    def clear(self, tab: str, cells: str = "") -> None:
        """Select some cells, or with "" all of the tab, and press Delete."""
        place = quote(quoted_title(tab) + (f"!{cells}" if cells else ""), safe="")
        self.request("POST", f"/v4/spreadsheets/{self.file_id}/values/{place}:clear", {})

    def sort(
        self, tab: str, column: str, *, descending: bool = False, header_rows: int = 1
    ) -> None:
        """Sort all rows below the header by a column."""
        order = "DESCENDING" if descending else "ASCENDING"
        self._change(
            "sortRange",
            range={"sheetId": self._sheet_id(tab), "startRowIndex": header_rows},
            sortSpecs=[{"dimensionIndex": column_number(column), "sortOrder": order}],
        )

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        """Insert blank rows above a row."""
        self._change("insertDimension", range=self._stretch(tab, "ROWS", before - 1, count))

    def delete_rows(self, tab: str, first: int, count: int = 1) -> None:
        """Delete rows from a row on."""
        self._change("deleteDimension", range=self._stretch(tab, "ROWS", first - 1, count))

    def insert_columns(self, tab: str, before: str, count: int = 1) -> None:
        """Insert blank columns left of a column."""
        start = column_number(before)
        self._change("insertDimension", range=self._stretch(tab, "COLUMNS", start, count))

    def delete_columns(self, tab: str, first: str, count: int = 1) -> None:
        """Delete columns from a column on."""
        start = column_number(first)
        self._change("deleteDimension", range=self._stretch(tab, "COLUMNS", start, count))

    def move_row(self, tab: str, row: int, before: int) -> None:
        """Drag a row to above another one."""
        self._change(
            "moveDimension",
            source=self._stretch(tab, "ROWS", row - 1, 1),
            destinationIndex=before - 1,
        )

    def copy_row(self, tab: str, row: int, onto: int) -> None:
        """Copy a row and paste it over another one."""
        self._change(
            "copyPaste",
            source=self._row(tab, row),
            destination=self._row(tab, onto),
            pasteType="PASTE_NORMAL",
        )

    def rename_tab(self, tab: str, title: str) -> None:
        """Give a tab another title."""
        properties = {"sheetId": self._sheet_id(tab), "title": title}
        self._change("updateSheetProperties", properties=properties, fields="title")

    def add_tab(self, title: str) -> None:
        """Add an empty tab at the end."""
        self._change("addSheet", properties={"title": title})

    def delete_tab(self, tab: str) -> None:
        """Delete a tab."""
        self._change("deleteSheet", sheetId=self._sheet_id(tab))

    def request(self, method: str, target: str, body: Json | None = None) -> Json:
        """Send any request of the API as the owner, past faults, quota and log.

        Raises:
            ValueError: the sandbox refused it; the message tells what it said.
        """
        answer = self._client.open(target, method=method, json=body)
        found: Json = answer.get_json(silent=True) or {}
        if answer.status_code >= 400:  # noqa: PLR2004  (where HTTP's errors begin)
            raise ValueError(f"{method} {target}: {answer.status_code} {answer.text}")
        return found

    def _change(self, kind: str, **request: Any) -> None:  # noqa: ANN401  (fields of that request)
        target = f"/v4/spreadsheets/{self.file_id}:batchUpdate"
        self.request("POST", target, {"requests": [{kind: request}]})

    def _sheet_id(self, tab: str) -> int:
        """The number behind a title.

        Raises:
            ValueError: there is no such tab; the message lists those there are.
        """
        found = self.request("GET", f"/v4/spreadsheets/{self.file_id}?fields=sheets.properties")
        ids = {
            sheet["properties"]["title"]: sheet["properties"]["sheetId"]
            for sheet in found["sheets"]
        }
        if tab not in ids:
            raise ValueError(f"There is no tab {tab!r}; there are {', '.join(ids)}.")
        return int(ids[tab])

    def _stretch(self, tab: str, dimension: str, start: int, count: int) -> Json:
        return {
            "sheetId": self._sheet_id(tab),
            "dimension": dimension,
            "startIndex": start,
            "endIndex": start + count,
        }

    def _row(self, tab: str, row: int) -> Json:
        return {
            "sheetId": self._sheet_id(tab),
            "startRowIndex": row - 1,
            "endRowIndex": row,
        }


#: What people do: called with themselves in front of the spreadsheet.
Edit = Callable[[People], None]


def file_of(target: str) -> str:
    """The spreadsheet's id in a request target, "" without one.

    >>> file_of("/v4/spreadsheets/1AbC:batchUpdate")
    '1AbC'
    """
    match = _FILE.search(target)
    return match[1] if match else ""
