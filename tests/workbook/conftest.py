"""A spreadsheet in the sandbox, and people who edit it between our requests."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session

Edit = Callable[[], object]


class Meddled:
    """A WSGI app that lets people act before the n-th request of a run; it notes all requests."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.before: dict[int, Edit] = {}
        #: Requests that are applied, and whose answer is lost; and those that never arrive.
        self.lost: set[int] = set()
        self.refused: set[int] = set()
        self.refuses_only = ""
        self.seen: list[str] = []

    def restart(self) -> None:
        """Count from the next request on."""
        self.seen.clear()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        number = len(self.seen)
        self.seen.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        if number in self.before:
            self.before.pop(number)()
        if number in self.refused and self.refuses_only in environ["PATH_INFO"]:
            return _unavailable(start_response)
        answer = list(self._app(environ, start_response))
        if number in self.lost:
            return _unavailable(start_response)
        return answer


def _unavailable(start_response: StartResponse) -> list[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/html")])
    return [b"<html>try later</html>"]


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 4, 15, 8, 0, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path) -> Meddled:
    return Meddled(create_app(tmp_path / "book.sqlite"))


def session_on(app: WSGIApplication, clock: StillClock, spreadsheet_id: str = "") -> Session:
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, app)
    return open_session(http, spreadsheet_id, RetryPolicy(clock, None, account="bot@x.example"))


@pytest.fixture
def book(app: Meddled, clock: StillClock) -> Session:
    """An empty spreadsheet in Russian; requests are counted from here."""
    session = session_on(app, clock)
    made = session.client.create("Партнёры")
    book = Session(session.client, made.id, session.account)
    book.batch_update(
        [
            {
                "updateSpreadsheetProperties": {
                    "properties": {"locale": "ru_RU", "timeZone": "Europe/Moscow"},
                    "fields": "locale,timeZone",
                }
            }
        ]
    )
    app.restart()
    return book


@pytest.fixture
def people(app: Meddled, book: Session, clock: StillClock) -> Session:
    """The same spreadsheet, opened by somebody else; their requests are not counted."""
    return session_on(app._app, clock, book.spreadsheet_id)
