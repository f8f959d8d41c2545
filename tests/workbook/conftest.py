"""A spreadsheet in the sandbox, and people who edit it between our requests."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
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
from sheetsync.workbook.setup import SetupOptions, set_up

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

    def answer_from(self, app: WSGIApplication) -> None:
        """Let another app answer from here on, and count its requests."""
        self._app = app
        self.restart()

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


#: Workbooks as `init` made them, each with its id, by whether it wrote examples: set-up takes a
#: second of every test that only stands on one.
_MADE: dict[bool, tuple[bytes, str]] = {}


def set_up_once(app: Meddled, book: Session, folder: Path, *, examples: bool) -> Session:
    """A workbook that `init` has set up in Russian, made by the first who asks and copied."""
    if examples not in _MADE:
        set_up(book, SetupOptions(lang="ru", examples=examples))
        with closing(sqlite3.connect(folder / "book.sqlite")) as made:
            _MADE[examples] = (made.serialize(), book.spreadsheet_id)
    content, spreadsheet_id = _MADE[examples]
    copy = folder / "made.sqlite"
    copy.write_bytes(content)
    app.answer_from(create_app(copy))
    return Session(book.client, spreadsheet_id, book.account)


@pytest.fixture
def made(app: Meddled, book: Session, tmp_path: Path) -> Session:
    """A workbook that `init` has set up, with examples."""
    return set_up_once(app, book, tmp_path, examples=True)


@pytest.fixture
def plain(app: Meddled, book: Session, tmp_path: Path) -> Session:
    """A workbook that `init` has set up, without examples."""
    return set_up_once(app, book, tmp_path, examples=False)


@pytest.fixture
def people(
    app: Meddled, book: Session, clock: StillClock, request: pytest.FixtureRequest
) -> Session:
    """The same spreadsheet, opened by somebody else; their requests are not counted."""
    own = [name for name in ("made", "plain") if name in request.fixturenames]
    theirs: Session = request.getfixturevalue(own[0]) if own else book
    return session_on(app._app, clock, theirs.spreadsheet_id)
