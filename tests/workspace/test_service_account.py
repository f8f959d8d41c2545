"""S17, S18: tokens that Google gives, takes back or refuses, through google-auth itself."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import parse_config
from sheetsync.errors import ClockSkewError, CredentialsError, DeadlineError
from sheetsync.sandbox.adapter import GOOGLE, SandboxAdapter
from sheetsync.sandbox.hooks import Fault, Hooks
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.drive import folders_in, made_folder, readers_of, share_folder
from sheetsync.workbook.session import Session
from sheetsync.workspace.doors import open_workbook

NOON = datetime(2026, 4, 15, 12, tzinfo=UTC)
TOKEN = {"access_token": "fresh", "expires_in": 3599, "token_type": "Bearer"}
SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)
#: After so many google-auth itself gives up.
TRIES_OF_GOOGLE_AUTH = 3
#: Seconds by which a wrong time-out would show.
SOON_S = 10


class TokenOffice(ThreadingHTTPServer):
    """Google's token endpoint: gives tokens until it is told another answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.status = 200
        self.body: Mapping[str, Any] = TOKEN
        self.asked = 0
        self.refuses_next = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/token"

    def refuse(self, description: str) -> None:
        self.status = 400
        self.body = {"error": "invalid_grant", "error_description": description}


class _Clerk(BaseHTTPRequestHandler):
    server: TokenOffice

    def do_POST(self) -> None:
        office = self.server
        office.asked += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        is_busy = office.asked <= office.refuses_next
        status, body = (503, {"error": "unavailable"}) if is_busy else (office.status, office.body)
        content = json.dumps(body).encode()
        self.send_response_only(status)
        self.send_header("Date", "Wed, 15 Apr 2026 12:20:00 GMT")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_line: object) -> None:
        """Say nothing on the terminal."""


class Noting(SandboxAdapter):
    """The sandbox in place of Google, noting how long each call may take."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self.timeouts: list[object] = []
        self.tokens: list[str] = []

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]  # requests' options, handed on
        self.timeouts.append(options["timeout"])
        self.tokens.append(request.headers["Authorization"])
        return super().send(request, **options)


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


@pytest.fixture
def tokens() -> Iterator[TokenOffice]:
    with TokenOffice() as office:
        Thread(target=office.serve_forever, args=[0.01], daemon=True).start()
        yield office
        office.shutdown()


@pytest.fixture
def hooks() -> Hooks:
    return Hooks()


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def google(tmp_path: Path, hooks: Hooks) -> Noting:
    return Noting(create_app(tmp_path / "google.sqlite", hooks=hooks))


def opened(
    folder: Path, token_url: str, key: str, google: Noting, clock: StillClock, **session: int
) -> Session:
    """The session of production, with the sandbox where Google's network would be."""
    account = {
        "type": "service_account",
        "client_email": "bot@project.iam.gserviceaccount.com",
        "private_key": key,
        "token_uri": token_url,
    }
    path = folder / "key.json"
    path.write_text(json.dumps(account), encoding="utf-8")
    path.chmod(0o600)
    settings = json.dumps({"spreadsheet": "S1", "credentials": "key.json", "session": session})
    config = parse_config(settings, base=folder)
    made = open_workbook(config, clock, on_wait=lambda _wait_s, _why: None)
    for origin in GOOGLE:
        made.client.http_client.session.mount(origin, google)
    return made


@pytest.fixture
def session(
    tmp_path: Path, tokens: TokenOffice, private_key: str, google: Noting, clock: StillClock
) -> Session:
    return opened(tmp_path, tokens.url, private_key, google, clock)


def test_every_call_to_sheets_and_drive_has_time_outs(session: Session, google: Noting) -> None:
    """S17: connect 10 s, read 190 s; gspread's own default is none."""
    book = session.client.create("Книга")
    session = Session(session.client, book.id, session.account)
    session.metadata("spreadsheetId")
    session.columns(["Sheet1"], "FORMATTED_VALUE")
    session.write_values({"A1": [["x"]]}, "RAW")
    session.batch_update([{"addSheet": {"properties": {"title": "y"}}}])
    folder = made_folder(session, "root", "Партнёры")
    folders_in(session, "root")
    share_folder(session, folder.folder_id, ["ann@vector.example"])
    readers_of(session, folder.folder_id)
    session.client.copy(book.id, title="backup")
    assert len(google.timeouts) > 9
    assert set(google.timeouts) == {(10.0, 190.0)}


def test_a_token_office_that_never_answers_is_given_up(
    tmp_path: Path, private_key: str, google: Noting, clock: StillClock
) -> None:
    """S17: the call for a token has a time-out too; nothing was applied, so it is repeated."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as mute:
        # Nobody serves: the kernel accepts the connection, and no answer ever comes.
        url = f"http://127.0.0.1:{mute.server_port}/token"
        mine = opened(tmp_path, url, private_key, google, clock, read_timeout_s=1, deadline_s=1)
        started = time.monotonic()
        with pytest.raises(DeadlineError, match=r"within 1 s \(TransportError\)"):
            mine.metadata("spreadsheetId")
    assert time.monotonic() - started < SOON_S
    assert google.timeouts == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_that_ran_out_early_is_renewed_and_the_call_repeated(
    session: Session, hooks: Hooks, tokens: TokenOffice, clock: StillClock, method: str
) -> None:
    """S18 a: 401 once, for reads and for writes; a refused write was surely not applied."""
    book = session.client.create("Книга")
    session = Session(session.client, book.id, session.account)
    hooks.fail(Fault(status=401, method=method, path="/v4/"))
    session.batch_update([{"addSheet": {"properties": {"title": "новая"}}}])
    titles = session.metadata("sheets.properties.title")["sheets"]
    assert [sheet["properties"]["title"] for sheet in titles] == ["Sheet1", "новая"]
    assert tokens.asked == 2
    assert clock.slept_s == 0


def test_a_token_that_stays_refused_stops_the_run(
    session: Session, hooks: Hooks, clock: StillClock
) -> None:
    """S18 a, for good: renewed twice in vain, then told with the cure."""
    hooks.fail(Fault(status=401, times=9))
    with pytest.raises(CredentialsError) as caught:
        session.metadata("spreadsheetId")
    assert caught.value.message.startswith("Google does not accept the credentials: Request had")
    assert caught.value.cure == (
        "make a new key for the service account and put it in place of the old one"
    )
    assert clock.slept_s == 0


def test_a_wrong_clock_is_named_with_the_seconds_that_it_differs_by(
    session: Session, tokens: TokenOffice, clock: StillClock
) -> None:
    """S18 b: the Date header of Google's refusal against this machine's clock."""
    tokens.refuse(SHORT_LIVED)
    with pytest.raises(ClockSkewError) as caught:
        session.metadata("spreadsheetId")
    assert str(caught.value) == (
        "This machine's clock differs from Google's by 1200 s, so Google gives no token\n"
        "  cure: set the clock (for example: timedatectl set-ntp true), then run again"
    )
    assert (tokens.asked, clock.slept_s) == (1, 0)


def test_a_revoked_key_stops_at_once(
    session: Session, tokens: TokenOffice, clock: StillClock
) -> None:
    """S18 c: asked once, never waited for."""
    tokens.refuse("Invalid JWT Signature.")
    with pytest.raises(CredentialsError) as caught:
        session.batch_update([])
    assert str(caught.value) == (
        "Google gives no token for the service account: invalid_grant: Invalid JWT Signature.\n"
        "  cure: the key was revoked or the account deleted: make a new key in Google Cloud"
    )
    assert (tokens.asked, clock.slept_s) == (1, 0)


def test_a_token_office_that_is_busy_is_no_revoked_key(
    session: Session, tokens: TokenOffice, google: Noting
) -> None:
    """The neighbour of S18 c: 503 passes, so the call is repeated and nobody makes a new key."""
    book = session.client.create("Книга")
    http = session.client.http_client.session
    assert isinstance(http, AuthorizedSession)
    http.credentials.token = None
    tokens.refuses_next = tokens.asked + TRIES_OF_GOOGLE_AUTH
    session = Session(session.client, book.id, session.account)
    assert session.metadata("spreadsheetId") == {"spreadsheetId": book.id}
    assert google.tokens[-1] == "Bearer fresh"
