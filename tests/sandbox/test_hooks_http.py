"""Hooks over HTTP, as programs in other languages use them."""

import json
import socket
import struct
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from sheetsync.testing.sandbox import SandboxServer

ORDERS = {"Orders": [["Order", "Sum"], ["A-1", "10"], ["A-2", "5"]]}


def post(server: SandboxServer, hook: str, /, **body: Any) -> dict[str, Any]:
    answer = requests.post(f"{server.url}/_sandbox/{hook}", json=body, timeout=10)
    found: dict[str, Any] = answer.json()
    assert answer.ok, found
    return found


@pytest.fixture
def orders(sandbox_server: SandboxServer) -> gspread.Worksheet:
    return sandbox_server.create(ORDERS).worksheet("Orders")


def test_a_fault_is_ordered_by_a_post(
    sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> None:
    state = post(sandbox_server, "faults", status=503, method="PUT", after=True)
    assert state["waiting"] == 1
    with pytest.raises(gspread.exceptions.APIError):
        orders.update_acell("A9", "new")
    assert orders.acell("A9").value == "new"


@pytest.mark.parametrize(
    ("kind", "error"),
    [("timeout", requests.exceptions.ReadTimeout), ("reset", requests.exceptions.ConnectionError)],
)
def test_the_wire_hangs_or_breaks_after_the_write(
    sandbox_server: SandboxServer, orders: gspread.Worksheet, kind: str, error: type[Exception]
) -> None:
    post(sandbox_server, "faults", kind=kind, method="PUT", after=True, hold_s=30)
    orders.client.set_timeout(0.3)
    with pytest.raises(error):
        orders.update_acell("A9", "new")
    orders.client.set_timeout(10)
    assert orders.acell("A9").value == "new"


def test_a_timeout_lets_the_connection_go_at_last(
    sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> None:
    post(sandbox_server, "faults", kind="timeout", hold_s=0.1)
    with pytest.raises(requests.exceptions.ConnectionError):
        orders.acell("A1")


def test_a_client_may_break_off_a_request_that_hangs(sandbox_server: SandboxServer) -> None:
    post(sandbox_server, "faults", kind="timeout", hold_s=30)
    host, port = sandbox_server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as wire:
        wire.sendall(b"GET /v4/spreadsheets/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while requests.get(f"{sandbox_server.url}/_sandbox/state", timeout=10).json()["waiting"]:
            continue
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert not requests.get(f"{sandbox_server.url}/_sandbox/state", timeout=10).json()["waiting"]


def test_people_edit_by_requests_of_the_api(
    sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> None:
    url = f"/v4/spreadsheets/{orders.spreadsheet_id}/values/Orders!A2?valueInputOption=USER_ENTERED"
    body = {"values": [["A-7"]]}
    sent = [{"method": "PUT", "url": url, "body": body}]
    post(sandbox_server, "people", requests=sent, method="GET", path="values", skip=1)
    assert [orders.acell("A2").value, orders.acell("A2").value] == ["A-1", "A-7"]


def test_the_quota_and_the_clock(sandbox_server: SandboxServer, orders: gspread.Worksheet) -> None:
    post(sandbox_server, "quota", reads=1)
    state = post(sandbox_server, "clock", now="2026-04-01T09:00:00+03:00")
    assert state["now"] == "2026-04-01T06:00:00Z"
    orders.acell("A1")
    with pytest.raises(gspread.exceptions.APIError):
        orders.acell("A1")
    state = post(sandbox_server, "clock", advance_s=60)
    assert state["now"] == "2026-04-01T06:01:00Z"
    assert orders.acell("A1").value == "Order"
    assert post(sandbox_server, "clock", now=None)["now"] != "2026-04-01T06:01:00Z"


def test_the_log_holds_a_line_an_exchange(
    sandbox_server: SandboxServer, orders: gspread.Worksheet, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    post(sandbox_server, "log", path=str(log))
    orders.update_acell("A9", "new")
    post(sandbox_server, "faults", kind="reset", method="GET")
    with pytest.raises(requests.exceptions.ConnectionError):
        orders.acell("A9")
    post(sandbox_server, "faults", status=502)
    with pytest.raises(gspread.exceptions.APIError):
        orders.acell("A9")
    sandbox_server.session.post("https://oauth2.googleapis.com/token")
    sandbox_server.session.post("https://www.googleapis.com/drive/v3/files", data=b"text\xff")
    post(sandbox_server, "faults", kind="truncated")
    sandbox_server.session.get("https://www.googleapis.com/drive/v3/files")
    post(sandbox_server, "log")
    orders.acell("A9")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["method"] for line in lines] == ["PUT", "GET", "GET", "POST", "GET"]
    assert lines[0]["url"].endswith("/values/%27Orders%27%21A9?valueInputOption=USER_ENTERED")
    assert lines[0]["body"]["values"] == [["new"]]
    assert (lines[0]["status"], lines[0]["response"]["updatedCells"]) == (200, 1)
    assert (lines[2]["status"], lines[2]["response"][:15]) == (502, "<!DOCTYPE html>")
    assert lines[3]["body"] == "text\ufffd"
    assert (lines[4]["status"], lines[4]["response"]) == (None, None)


def test_a_broken_exchange_is_logged_without_an_answer_in_process(
    sandbox_server: SandboxServer, tmp_path: Path
) -> None:
    hooks = sandbox_server.hooks
    hooks.log_to(tmp_path / "log.jsonl")
    post(sandbox_server, "faults", kind="reset")
    with pytest.raises(requests.exceptions.ConnectionError):
        sandbox_server.app.test_client().get("/v4/spreadsheets/1")
    line = json.loads((tmp_path / "log.jsonl").read_text(encoding="utf-8"))
    assert line == {
        "method": "GET",
        "url": "/v4/spreadsheets/1",
        "body": None,
        "status": None,
        "response": None,
    }


def test_reset_empties_the_sandbox(
    sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> None:
    post(sandbox_server, "faults", skip=100)
    assert post(sandbox_server, "reset")["waiting"] == 0
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        sandbox_server.client().open_by_key(orders.spreadsheet_id)


def test_the_state_is_read_by_a_get(
    sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> None:
    before = requests.get(f"{sandbox_server.url}/_sandbox/state", timeout=10).json()
    orders.acell("A1")
    after = requests.get(f"{sandbox_server.url}/_sandbox/state", timeout=10).json()
    assert after["requests"] == before["requests"] + 1


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        (
            "nothing",
            {},
            404,
            "No such hook. There are: GET /_sandbox/state, POST /_sandbox/reset, "
            "POST /_sandbox/clock, POST /_sandbox/quota, POST /_sandbox/faults, "
            "POST /_sandbox/people, POST /_sandbox/log.",
        ),
        (
            "faults",
            {"statsu": 503},
            400,
            "/_sandbox/faults: Object contains unknown field `statsu`.",
        ),
        (
            "quota",
            {"reads": "many"},
            400,
            "/_sandbox/quota: Expected `int | null`, got `str` - at `$.reads`.",
        ),
    ],
)
def test_a_wrong_order_says_what_is_wrong(
    sandbox_server: SandboxServer, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    answer = requests.post(f"{sandbox_server.url}/_sandbox/{path}", json=body, timeout=10)
    assert (answer.status_code, answer.json()) == (status, {"error": error})


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example:8790"}]
)
def test_pages_of_the_web_cannot_order_anything(
    sandbox_server: SandboxServer, headers: dict[str, str]
) -> None:
    answer = requests.post(f"{sandbox_server.url}/_sandbox/reset", headers=headers, timeout=10)
    assert answer.status_code == 403
    assert answer.json() == {"error": "Hooks answer programs on this machine only."}
