"""One spreadsheet through unmodified gspread: the few calls that a run makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import gspread
import requests
from gspread.urls import SPREADSHEET_URL, SPREADSHEET_VALUES_BATCH_URL

from sheetsync.workbook.retries import PatientClient

#: Enough for a team's workbook that is only read.
READ_ONLY_SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"
#: Enough to ask whether we could write; it shows no cell and changes nothing.
#: Source: https://developers.google.com/drive/api/reference/rest/v3/files/get, scopes
METADATA_SCOPE = "https://www.googleapis.com/auth/drive.metadata.readonly"
#: Enough for a run. Source: https://developers.google.com/sheets/api/scopes
SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
#: Needed besides by `init` (backup copy) and `folders`.
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive"

#: Addresses are kept shorter than this many characters; what is longer is asked for by POST.
LONGEST_ADDRESS = 2_000
_RANGES_TOO = {"fields": "valueRanges.valueRange(range,values)", "prettyPrint": "false"}
_VALUES_ONLY_FOUND = {"fields": "valueRanges.valueRange.values", "prettyPrint": "false"}
_VALUES_ONLY = {"fields": "valueRanges.values", "prettyPrint": "false"}


@dataclass(frozen=True, slots=True)
class Top:
    """A tab's first rows.

    Attributes:
        title: what it is called now; "" where Google does not say.
        rows: stored values, row by row.
    """

    title: str = ""
    rows: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Session:
    """The spreadsheet and the client that speaks to it.

    Attributes:
        client: gspread's client over `PatientClient`.
        spreadsheet_id: as in the spreadsheet's address.
        account: the service account's address, for messages.
        is_read_only: whether all it asks goes by GET: what is asked by POST wants a right to write,
            reading by data filters too.
    """

    client: gspread.Client
    spreadsheet_id: str
    account: str
    is_read_only: bool = False

    def writes_taken(self) -> int | None:
        """Writes of the last minute out of our share; None where nothing limits them."""
        client = self.client.http_client
        limiter = client.patience.limiter if isinstance(client, PatientClient) else None
        return None if limiter is None else limiter.taken("write")

    def metadata(self, fields: str, **params: str | list[str]) -> dict[str, Any]:
        """What ``spreadsheets.get`` says under a field mask; one read."""
        answer = self.client.http_client.fetch_sheet_metadata(
            self.spreadsheet_id,
            params={"fields": fields, "includeGridData": "false", "prettyPrint": "false", **params},
        )
        return dict(answer)

    def is_short(self, fields: str, ranges: Sequence[str]) -> bool:
        """Whether `metadata` may ask for these ranges by an address of a usual length."""
        url, asked = SPREADSHEET_URL % self.spreadsheet_id, {"fields": fields, "ranges": ranges}
        address = requests.Request("GET", url, params=asked).prepare().url or ""
        return len(address) <= LONGEST_ADDRESS

    def columns(self, titles: Sequence[str], render: str) -> list[list[list[object]]]:
        """All cells of some tabs, each as a list of columns; one read.

        Args:
            titles: the tabs, as named just now.
            render: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
        """
        ranges = [quoted(title) for title in titles]
        options = {
            "majorDimension": "COLUMNS",
            "valueRenderOption": render,
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        if self._address_length(ranges, options) > LONGEST_ADDRESS:
            if self.is_read_only:
                return self._columns_in_parts(ranges, options)
            return self._columns_by_filter(titles, options)
        return self._columns_by_address(ranges, options)

    def ranges(self, places: Sequence[str], render: str) -> list[list[list[object]]]:
        """The cells of some ranges, each as a list of columns; one read."""
        options = {"majorDimension": "COLUMNS", "valueRenderOption": render}
        return self._columns_by_address(places, options)

    def _columns_in_parts(
        self, ranges: Sequence[str], options: Mapping[str, str]
    ) -> list[list[list[object]]]:
        """The same by as many reads as short addresses need."""
        found: list[list[list[object]]] = []
        part: list[str] = []
        for place in ranges:
            if part and self._address_length([*part, place], options) > LONGEST_ADDRESS:
                found += self._columns_by_address(part, options)
                part = []
            part.append(place)
        return found + self._columns_by_address(part, options)

    def _columns_by_address(
        self, ranges: Sequence[str], options: Mapping[str, str]
    ) -> list[list[list[object]]]:
        answer: dict[str, Any] = self.client.http_client.values_batch_get(
            self.spreadsheet_id, list(ranges), params={**options, **_VALUES_ONLY}
        )
        found = answer.get("valueRanges", [])
        return [part.get("values", []) for part in found] or [[] for _ in ranges]

    def _address_length(self, ranges: Sequence[str], options: Mapping[str, str]) -> int:
        """Characters of the address that asks for these ranges by GET."""
        url = SPREADSHEET_VALUES_BATCH_URL % self.spreadsheet_id
        asked = {"ranges": list(ranges), **options, **_VALUES_ONLY}
        return len(requests.Request("GET", url, params=asked).prepare().url or "")

    def _columns_by_filter(
        self, titles: Sequence[str], options: Mapping[str, str]
    ) -> list[list[list[object]]]:
        """The same by POST, whose body may be as long as it likes; one read.

        Google names the ranges that it found, in an order of its own. What it does not name is
        asked for by address: a tab without a cell is told as such, one that is gone is refused.
        """
        url = f"{SPREADSHEET_URL % self.spreadsheet_id}/values:batchGetByDataFilter"
        body = {"dataFilters": [{"a1Range": quoted(title)} for title in titles], **options}
        client = self.client.http_client
        answer = client.request("post", url, params={**_RANGES_TOO}, json=body).json()
        found = {
            title_of(part["valueRange"]["range"]): part["valueRange"].get("values", [])
            for part in answer.get("valueRanges", [])
        }
        for title in titles:
            if title not in found:
                (found[title],) = self._columns_by_address([quoted(title)], options)
        return [found[title] for title in titles]

    def top_rows(self, sheet_ids: Sequence[int], count: int) -> dict[int, list[list[object]]]:
        """The first rows of some tabs, by sheetId, whatever the tabs are called now; one read."""
        return {sheet_id: top.rows for sheet_id, top in self.tops(sheet_ids, count).items()}

    def tops(self, sheet_ids: Sequence[int], count: int) -> dict[int, Top]:
        """The same with what the tabs are called now; one read."""
        url = f"{SPREADSHEET_URL % self.spreadsheet_id}/values:batchGetByDataFilter"
        filters = [
            {"gridRange": {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": count}}
            for sheet_id in sheet_ids
        ]
        body = {
            "dataFilters": filters,
            "majorDimension": "ROWS",
            "valueRenderOption": "UNFORMATTED_VALUE",
        }
        answer = self.client.http_client.request("post", url, json=body).json()
        found = {
            part["dataFilters"][0]["gridRange"].get("sheetId", 0): part["valueRange"]
            for part in answer.get("valueRanges", [])
        }
        return {
            sheet_id: Top(
                title_of(found[sheet_id]["range"]) if sheet_id in found else "",
                found.get(sheet_id, {}).get("values", []),
            )
            for sheet_id in sheet_ids
        }

    def columns_of(self, sheet_id: int, render: str = "UNFORMATTED_VALUE") -> list[list[object]]:
        """All cells of a tab as columns, whatever it is called now; one read.

        Args:
            sheet_id: of the tab.
            render: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
        """
        url = f"{SPREADSHEET_URL % self.spreadsheet_id}/values:batchGetByDataFilter"
        body = {
            "dataFilters": [{"gridRange": {"sheetId": sheet_id}}],
            "majorDimension": "COLUMNS",
            "valueRenderOption": render,
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        client = self.client.http_client
        answer = client.request("post", url, params={**_VALUES_ONLY_FOUND}, json=body).json()
        found = answer.get("valueRanges", [])
        return found[0]["valueRange"].get("values", []) if found else []

    def by_number(self, sheet_id: int, fields: str, rows: int, *, above: int = 0) -> dict[str, Any]:
        """One tab by its sheetId, whatever it is called now, under a field mask; one read.

        Args:
            sheet_id: of the tab.
            fields: the mask.
            rows: so many of its first rows are asked for.
            above: but for so many of them.
        """
        url = f"{SPREADSHEET_URL % self.spreadsheet_id}:getByDataFilter"
        area = {"sheetId": sheet_id, "startRowIndex": above, "endRowIndex": rows}
        body = {"dataFilters": [{"gridRange": area}], "includeGridData": True}
        client = self.client.http_client
        asked = {"fields": fields, "prettyPrint": "false"}
        answer = client.request("post", url, params={**asked}, json=body)
        return dict(answer.json())

    def batch_update(self, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Apply requests, all or none; one write.

        Returns:
            One reply a request.

        Raises:
            WriteInDoubtError: the answer was lost; the caller reads back.
        """
        answer: dict[str, Any] = self.client.http_client.batch_update(
            self.spreadsheet_id, {"requests": list(requests)}
        )
        return list(answer.get("replies", []))

    def write_values(self, updates: Mapping[str, Sequence[Sequence[object]]], option: str) -> None:
        """Write rows of values at the ranges given; one write, all or none.

        Only `init`, the demo and the import write to people's tabs, at a person's command.

        Args:
            updates: rows by A1 range.
            option: RAW, or USER_ENTERED for what a person types.
        """
        self.client.http_client.values_batch_update(
            self.spreadsheet_id,
            {
                "valueInputOption": option,
                "data": [
                    {"range": place, "majorDimension": "ROWS", "values": list(rows)}
                    for place, rows in updates.items()
                ],
            },
        )


def quoted(title: str) -> str:
    """A tab's title as an A1 range: always in quotes, since ``D3`` may be a title.

    >>> quoted("Счета d'été")
    "'Счета d''été'"
    """
    return "'" + title.replace("'", "''") + "'"


def title_of(place: str) -> str:
    """The title in an A1 range as Google writes it: in quotes where it needs them.

    >>> title_of("'Счета d''été'!A1:Z1000"), title_of("Sheet1!A1:Z1000")
    ("Счета d'été", 'Sheet1')
    """
    title = place.rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
