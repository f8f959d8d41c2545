"""Public clients, unmodified, cannot tell the sandbox from Google."""

import json
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gspread
import httplib2
import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from pygsheets.client import Client

from sheetsync.sandbox.adapter import SandboxAdapter, mount, sandbox_session
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.testing.raw_book import RawBook
from sheetsync.testing.sandbox import SandboxServer


@pytest.fixture
def gs(tmp_path: Path) -> gspread.Client:
    credentials = Credentials(token="static")
    return gspread.authorize(credentials, session=sandbox_session(tmp_path / "t.sandbox"))


def test_gspread_makes_fills_and_reads_a_spreadsheet(gs: gspread.Client) -> None:
    team = gs.create("Команда")
    tab = team.sheet1
    tab.update_title("Счета")
    tab.update([["Счёт", "Сумма"], ["СЧ-1", "1 234,50"]], "A1", raw=False)
    tab.append_row(["СЧ-2", 5])
    assert tab.get_all_values() == [["Счёт", "Сумма"], ["СЧ-1", "1 234,50"], ["СЧ-2", "5"]]
    assert tab.find("СЧ-2") == gspread.Cell(3, 1, "СЧ-2")
    tab.insert_rows([["СЧ-0", "x"]], 2)
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    tab.freeze(rows=1)
    tab.sort((1, "des"), range="A2:B4")
    assert tab.col_values(1) == ["Счёт", "СЧ-2", "СЧ-1", "СЧ-0"]
    assert gs.open("Команда").id == team.id
    with pytest.raises(gspread.exceptions.APIError) as refusal:
        tab.update([["x"]], "ZZ99")
    assert refusal.value.response.status_code == 400
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        gs.open("No such")


def test_gspread_shares_and_unshares(gs: gspread.Client) -> None:
    team = gs.create("Team")
    team.share("ann@team.example", perm_type="user", role="writer", notify=False)
    assert [one["role"] for one in team.list_permissions()] == ["owner", "writer"]
    team.remove_permissions("ann@team.example")
    assert len(team.list_permissions()) == 1


def test_googles_own_client_reads_and_writes_over_http(sandbox_server: SandboxServer) -> None:
    options = {"api_endpoint": sandbox_server.url}
    credentials = Credentials(token="static")
    sheets: Any = build(
        "sheets",
        "v4",
        credentials=credentials,
        client_options=options,
        static_discovery=True,
        cache_discovery=False,
    )
    made = sheets.spreadsheets().create(body={"properties": {"title": "T"}}).execute()
    values = sheets.spreadsheets().values()
    values.update(
        spreadsheetId=made["spreadsheetId"],
        range="Sheet1!A1",
        valueInputOption="RAW",
        body={"values": [["a", 1]]},
    ).execute()
    found = values.get(spreadsheetId=made["spreadsheetId"], range="Sheet1").execute()
    assert found["values"] == [["a", "1"]]
    with pytest.raises(HttpError) as refusal:
        values.get(spreadsheetId=made["spreadsheetId"], range="Nope!A1").execute()
    assert refusal.value.reason == "Unable to parse range: Nope!A1"
    sheets.close()


class _Rewriting:
    """httplib2's shape over a session: what pygsheets is handed as `http`."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def request(self, uri: str, method: str = "GET", **sent: Any) -> tuple[Any, bytes]:
        answer = self._session.request(
            method, uri, data=sent.get("body"), headers=sent.get("headers")
        )
        return httplib2.Response(
            dict(answer.headers) | {"status": answer.status_code}
        ), answer.content

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pygsheets_makes_fills_and_reads_a_spreadsheet(tmp_path: Path) -> None:
    session = sandbox_session(tmp_path / "t.sandbox")
    credentials = Credentials(token="static")
    client = Client(credentials, http=_Rewriting(session))
    book = client.create("Team")
    tab = book.sheet1
    tab.update_values("A1", [["a", "b"], ["1", "2"]])
    tab.update_value("B2", "=A2*10")
    assert tab.get_values("A1", "B2") == [["a", "b"], ["1", "10"]]
    tab.cell("A1").note = "seen"
    assert client.open("Team").sheet1.cell("A1").note == "seen"
    other = book.add_worksheet("Other", rows=5, cols=5)
    other.title = "Renamed"
    assert [one.title for one in book.worksheets()] == ["Sheet1", "Renamed"]
    tab.create_developer_metadata("key", "value")
    assert [one.key for one in tab.get_developer_metadata()] == ["key"]


def test_a_title_with_a_slash_passes_over_http(sandbox_server: SandboxServer) -> None:
    body = json.dumps({"sheets": [{"properties": {"title": "a/b:c"}}]}).encode()
    base = f"{sandbox_server.url.rstrip('/')}/v4/spreadsheets"
    request = urllib.request.Request(base, data=body, method="POST")  # noqa: S310  (loopback)
    with urllib.request.urlopen(request) as answer:  # noqa: S310  (likewise)
        file_id = json.load(answer)["spreadsheetId"]
    address = f"{base}/{file_id}/values/{quote(chr(39) + 'a/b:c' + chr(39) + '!A1', safe='')}"
    with urllib.request.urlopen(address) as answer:  # noqa: S310  (likewise)
        assert json.load(answer)["range"] == "'a/b:c'!A1"


def test_bodies_may_be_text_bytes_or_files(book: RawBook, tmp_path: Path) -> None:
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{book.file_id}/values/Sheet1!A1"
    params = {"valueInputOption": "RAW"}
    file = tmp_path / "body.json"
    file.write_text('{"values": [["file"]]}')
    for body, value in (('{"values": [["text"]]}', "text"), (b'{"values": [["bytes"]]}', "bytes")):
        assert book.session.put(address, data=body, params=params).ok
        assert book.values() == [[value]]
    with file.open("rb") as stream:
        assert book.session.put(address, data=stream, params=params).ok
    assert book.values() == [["file"]]
    adapter = book.session.get_adapter(address)
    assert isinstance(adapter, SandboxAdapter)
    book.session.close()


def test_newer_servers_tell_about_comments_by_switch(tmp_path: Path) -> None:
    app = create_app(tmp_path / "t.sandbox", switches=Switches(comment_state=True))
    book = RawBook.new(mount(requests.Session(), app))
    reply = book.post(":batchUpdate", {"requests": [{"addSheet": {}}]})
    assert reply["commentUpdateState"] == "NO_UPDATES_REQUESTED"


def test_a_whole_address_as_target_is_understood(tmp_path: Path) -> None:
    app = create_app(tmp_path / "t.sandbox")
    environ = {"REQUEST_URI": "http://sheets.googleapis.com/v4/spreadsheets/none"}
    answer = app.test_client().get("/v4/spreadsheets/none", environ_overrides=environ)
    assert answer.status_code == 404
    assert answer.get_json()["error"]["status"] == "NOT_FOUND"
