"""One spreadsheet spoken to in the API's own JSON, without a client library in between."""

from typing import Any

import requests

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
DRIVE = "https://www.googleapis.com/drive/v3/files"

Json = dict[str, Any]


class RefusalError(AssertionError):
    """An answer that is no success, where a test expected one."""


class RawBook:
    """A spreadsheet behind a session.

    Attributes:
        session: a requests session that reaches Google or a sandbox.
        file_id: the spreadsheet's id.
    """

    def __init__(self, session: requests.Session, file_id: str) -> None:
        self.session = session
        self.file_id = file_id

    @classmethod
    def new(cls, session: requests.Session, title: str = "Book") -> "RawBook":
        """A spreadsheet made for the occasion."""
        created = session.post(SHEETS, json={"properties": {"title": title}})
        return cls(session, str(created.json()["spreadsheetId"]))

    def answer(
        self, method: str, path: str = "", body: object = None, **query: object
    ) -> requests.Response:
        """The raw answer to a request below the spreadsheet's address."""
        address = f"{SHEETS}/{self.file_id}{path}"
        sent = {"json": body} if body is not None else {}
        return self.session.request(method, address, params=query, **sent)  # type: ignore[arg-type]  # any JSON, any query

    def get(self, path: str = "", **query: object) -> Json:
        """A GET that must succeed."""
        return _json(self.answer("GET", path, **query))

    def post(self, path: str, body: object = None, **query: object) -> Json:
        """A POST that must succeed."""
        return _json(self.answer("POST", path, body, **query))

    def values(self, cells: str = "Sheet1", **query: object) -> list[list[Any]]:
        """The values of a range; [] when nothing is there."""
        found: list[list[Any]] = self.get(f"/values/{cells}", **query).get("values", [])
        return found

    def stored(self, cells: str = "Sheet1") -> list[list[Any]]:
        """The stored values of a range: numbers as numbers."""
        return self.values(cells, valueRenderOption="UNFORMATTED_VALUE")

    def formulas(self, cells: str = "Sheet1") -> list[list[Any]]:
        """The formulas of a range, and values where there are none."""
        return self.values(cells, valueRenderOption="FORMULA")

    def write(self, cells: str, values: list[list[Any]], option: str = "RAW") -> Json:
        """values.update that must succeed."""
        answer = self.answer("PUT", f"/values/{cells}", {"values": values}, valueInputOption=option)
        return _json(answer)

    def type_in(self, cells: str, values: list[list[Any]]) -> Json:
        """values.update as a person's typing."""
        return self.write(cells, values, "USER_ENTERED")

    def batch(self, *requests_: Json) -> list[Json]:
        """The replies of a batchUpdate that must succeed."""
        replies: list[Json] = self.post(":batchUpdate", {"requests": requests_})["replies"]
        return replies

    def refusal(self, *requests_: Json) -> str:
        """The message of a batchUpdate that must be refused with 400."""
        answer = self.answer("POST", ":batchUpdate", {"requests": requests_})
        assert answer.status_code == requests.codes.bad_request, answer.text
        return str(answer.json()["error"]["message"])

    def sheet(self, index: int = 0, fields: str = "") -> Json:
        """One Sheet resource, whole or as far as a mask below `sheets` asks."""
        query = {"fields": f"sheets({fields})"} if fields else {}
        found: Json = self.get("", **query)["sheets"][index]
        return found

    def cell(self, cell: str, fields: str = "*") -> Json:
        """One cell's CellData, as far as a mask asks; {} for a blank one."""
        mask = f"sheets/data/rowData/values({fields})"
        data: Json = self.get("", ranges=cell, fields=mask)["sheets"][0]["data"][0]
        rows = data.get("rowData", [])
        found: Json = rows[0]["values"][0] if rows else {}
        return found

    def resize(self, rows: int, columns: int, sheet_id: int = 0) -> None:
        """Set a grid's size."""
        grid = {"rowCount": rows, "columnCount": columns}
        properties = {"sheetId": sheet_id, "gridProperties": grid}
        fields = "gridProperties(rowCount,columnCount)"
        self.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})


def _json(answer: requests.Response) -> Json:
    if not answer.ok:
        raise RefusalError(f"{answer.status_code} {answer.text}")
    found: Json = answer.json()
    return found
