"""One spreadsheet through unmodified gspread: the few calls that a run makes."""

import json
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials
from gspread.urls import SPREADSHEET_URL

from sheetsync.errors import CredentialsError
from sheetsync.workbook.retries import PatientClient, RetryPolicy
from sheetsync.workbook.tokens import TokenRequest

#: Enough for a run. Source: https://developers.google.com/sheets/api/scopes
SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
#: Needed besides by `init` (backup copy) and `folders`.
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive"
#: Google compresses its answers only for a client whose name contains "gzip".
_USER_AGENT = "sheetsync (gzip)"
_OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Session:
    """The spreadsheet and the client that speaks to it.

    Attributes:
        client: gspread's client over `PatientClient`.
        spreadsheet_id: as in the spreadsheet's address.
        account: the service account's address, for messages.
    """

    client: gspread.Client
    spreadsheet_id: str
    account: str

    def metadata(self, fields: str, **params: str | list[str]) -> dict[str, Any]:
        """What ``spreadsheets.get`` says under a field mask; one read."""
        answer = self.client.http_client.fetch_sheet_metadata(
            self.spreadsheet_id,
            params={"fields": fields, "includeGridData": "false", "prettyPrint": "false", **params},
        )
        return dict(answer)

    def columns(self, titles: Sequence[str], render: str) -> list[list[list[object]]]:
        """All cells of some tabs, each as a list of columns; one read.

        Args:
            titles: the tabs, as named just now.
            render: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
        """
        answer: dict[str, Any] = self.client.http_client.values_batch_get(
            self.spreadsheet_id,
            [quoted(title) for title in titles],
            params={
                "majorDimension": "COLUMNS",
                "valueRenderOption": render,
                "dateTimeRenderOption": "SERIAL_NUMBER",
                "fields": "valueRanges.values",
                "prettyPrint": "false",
            },
        )
        ranges = answer.get("valueRanges", [])
        return [part.get("values", []) for part in ranges] or [[] for _ in titles]

    def top_rows(self, sheet_ids: Sequence[int], count: int) -> dict[int, list[list[object]]]:
        """The first rows of some tabs, by sheetId, whatever the tabs are called now; one read."""
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
        return {sheet_id: found.get(sheet_id, {}).get("values", []) for sheet_id in sheet_ids}

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


def open_session(http: AuthorizedSession, spreadsheet_id: str, patience: RetryPolicy) -> Session:
    """A session on an authorized HTTP session, Google's or the sandbox's."""
    http.headers["User-Agent"] = _USER_AGENT
    http.headers["Accept-Encoding"] = "gzip"
    # gspread wants no credentials beside a session; its types say otherwise.
    client = gspread.Client(auth=None, session=http, http_client=PatientClient)  # type: ignore[arg-type]
    http_client = client.http_client
    if not isinstance(http_client, PatientClient):
        raise TypeError("gspread did not keep our HTTP client")
    http_client.patience = patience
    return Session(client, spreadsheet_id, patience.account)


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Who we are to Google.

    Attributes:
        http: speaks as the account.
        address: the account's, for messages.
        tokens: fetches its tokens.
    """

    http: AuthorizedSession
    address: str
    tokens: TokenRequest


def service_account(path: Path, scopes: Sequence[str]) -> ServiceAccount:
    """The service account of a key file.

    Raises:
        CredentialsError: the key file is missing, readable by others, or not such a file.
    """
    info = _key_file(path)
    try:
        credentials = Credentials.from_service_account_info(info, scopes=scopes)
    except ValueError as error:
        raise CredentialsError(
            f"{path.name}: is not a service account's key ({error})",
            cure="download the key again: Google Cloud, IAM, Service accounts, Keys, JSON",
        ) from None
    tokens = TokenRequest()
    http = AuthorizedSession(credentials, auth_request=tokens)
    return ServiceAccount(http, str(info["client_email"]), tokens)


def _key_file(path: Path) -> dict[str, Any]:
    cure = "put the service account's JSON key there; credentials/README.md tells how to make one"
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CredentialsError(
            f"{path.name}: cannot be read ({error.strerror})", cure=cure
        ) from None
    if mode & _OTHERS_MAY_READ:
        raise CredentialsError(
            f"{path.name}: others on this machine may read the key", cure=f"chmod 600 {path.name}"
        )
    try:
        info = json.loads(text)
    except json.JSONDecodeError:
        raise CredentialsError(f"{path.name}: is not JSON", cure=cure) from None
    if not isinstance(info, dict) or info.get("type") != "service_account":
        raise CredentialsError(f"{path.name}: is not a service account's key", cure=cure)
    return info
