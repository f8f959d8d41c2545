"""Another site's page, open in the same browser, changes nothing in the sandbox."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from sheetsync.testing.sandbox import Sandbox

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"},
    {"Origin": "https://localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none", "Origin": "https://evil.example"},
]
OWN: list[dict[str, str]] = [
    {},
    {"Origin": "http://localhost"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
]


@pytest.fixture
def browser(sandbox: Sandbox) -> FlaskClient:
    return sandbox.app.test_client()


def attempts(book: str) -> list[tuple[str, str, dict[str, Any]]]:
    """A change of each kind that the API knows, as a form of another page may send it."""
    values = {"values": [["x"]]}
    return [
        ("POST", "/v4/spreadsheets", {}),
        ("POST", f"/v4/spreadsheets/{book}/values/Orders!A1:append?valueInputOption=RAW", values),
        ("POST", f"/v4/spreadsheets/{book}/values/Orders!A1:clear", {}),
        ("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": []}),
        ("PUT", f"/v4/spreadsheets/{book}/values/Orders!A1?valueInputOption=RAW", values),
        ("POST", "/drive/v3/files", {"name": "x"}),
        ("PATCH", f"/drive/v3/files/{book}", {"name": "x"}),
        ("DELETE", f"/drive/v3/files/{book}", {}),
        ("POST", "/token", {}),
    ]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_change_that_another_site_asks_for_is_refused(
    sandbox: Sandbox, browser: FlaskClient, headers: dict[str, str]
) -> None:
    team = sandbox.create({"Orders": [["A-1"]]}, title="Team")
    for method, path, body in attempts(team.id):
        answer = browser.open(
            path, method=method, data=json.dumps(body), content_type="text/plain", headers=headers
        )
        assert answer.status_code == 403, (method, path)
        assert "from its own page and from programs only" in answer.text
    assert team.worksheet("Orders").acell("A1").value == "A-1"
    assert [file["name"] for file in sandbox.client().list_spreadsheet_files()] == ["Team"]


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_programs_and_the_page_itself_change_what_they_like(
    sandbox: Sandbox, browser: FlaskClient, headers: dict[str, str]
) -> None:
    team = sandbox.create({"Orders": [["A-1"]]}, title="Team")
    path = f"/v4/spreadsheets/{team.id}/values/Orders!A1?valueInputOption=RAW"
    answer = browser.put(path, json={"values": [["A-2"]]}, headers=headers)
    assert answer.status_code == 200
    assert team.worksheet("Orders").acell("A1").value == "A-2"


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_is_only_read_is_left_to_the_browser(
    browser: FlaskClient, headers: dict[str, str]
) -> None:
    """It keeps the answer from a page of another origin: none of ours allows one."""
    answer = browser.get("/drive/v3/files", headers=headers)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
