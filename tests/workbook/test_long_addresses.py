"""Many tabs with long titles are read by POST; it reads what a GET would have read."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import SheetsyncError
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session, quoted, title_of

LONG = [f"Вкладка с длинным названием № {number}" for number in range(12)]
TITLES = ["Sheet1", "Счета d'été", "D3", "пустая", "a!b", *LONG]


class Reordered:
    """Google names ranges in an order of its own; whether it names empty ones is its own too."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.names_empty_ones = True
        self.seen: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.seen.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].rpartition('/')[2]}")
        body = b"".join(self._app(environ, start_response))
        if not environ["PATH_INFO"].endswith(":batchGetByDataFilter"):
            return [body]
        answer = json.loads(body)
        if "error" in answer:
            return [body]
        found = [
            part
            for part in reversed(answer["valueRanges"])
            if self.names_empty_ones or "values" in part["valueRange"]
        ]
        return [json.dumps({**answer, "valueRanges": found}).encode()]


@pytest.fixture
def app(tmp_path: Path) -> Reordered:
    return Reordered(create_app(tmp_path / "book.sqlite"))


@pytest.fixture
def book(app: Reordered, clock: StillClock) -> Session:
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, app)
    session = open_session(http, "", RetryPolicy(clock, None, account="bot@x.example"))
    made = session.client.create("Партнёры")
    book = Session(session.client, made.id, session.account)
    added: list[dict[str, Any]] = [
        {"addSheet": {"properties": {"title": title}}} for title in TITLES[1:]
    ]
    book.batch_update(added)
    rows: dict[str, list[list[object]]] = {
        f"{quoted(title)}!A1": [["Номер", "Сумма"], [title, place]]
        for place, title in enumerate(TITLES)
        if title != "пустая"
    }
    book.write_values(rows, "RAW")
    app.seen.clear()
    return book


@pytest.mark.parametrize("names_empty_ones", [True, False])
def test_a_reading_by_post_is_that_of_an_address(
    app: Reordered, book: Session, *, names_empty_ones: bool
) -> None:
    app.names_empty_ones = names_empty_ones
    single = [book.columns([title], "UNFORMATTED_VALUE")[0] for title in TITLES]
    assert set(app.seen) == {"GET values:batchGet"}
    app.seen.clear()
    assert book.columns(TITLES, "UNFORMATTED_VALUE") == single
    assert single[TITLES.index("пустая")] == []
    # A tab without a cell costs a reading more, and only where Google does not name it.
    asked = ["POST values:batchGetByDataFilter"]
    assert app.seen == (asked if names_empty_ones else [*asked, "GET values:batchGet"])


@pytest.mark.parametrize("names_empty_ones", [True, False])
def test_a_tab_that_is_gone_is_told_by_post_as_by_an_address(
    app: Reordered, book: Session, *, names_empty_ones: bool
) -> None:
    app.names_empty_ones = names_empty_ones
    with pytest.raises(SheetsyncError) as by_address:
        book.columns(["исчезла"], "FORMATTED_VALUE")
    with pytest.raises(SheetsyncError) as by_post:
        book.columns([*TITLES, "исчезла"], "FORMATTED_VALUE")
    assert type(by_post.value) is type(by_address.value)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_from_the_range_that_google_names(title: str) -> None:
    assert title_of(f"{quoted(title)}!A1:Z1000") == title
