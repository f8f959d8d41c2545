from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
import responses
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import (
    AccessDeniedError,
    ClockSkewError,
    CredentialsError,
    DeadlineError,
    ProtectedRangeError,
    RequestRefusedError,
    SheetsyncError,
    SpreadsheetNotFoundError,
    TabGoneError,
    WriteInDoubtError,
)
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.limiter import Limiter
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.refusals import broken_credentials
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session

BOOK = "https://sheets.googleapis.com/v4/spreadsheets/S1"
ACCOUNT = "bot@project.iam.gserviceaccount.com"
SHARE = f"share the spreadsheet with {ACCOUNT}"


@pytest.fixture
def google() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 4, 15, 8, 0, tzinfo=UTC))


def session(clock: StillClock, limiter: Limiter | None = None) -> Session:
    patience = RetryPolicy(clock, limiter, account=ACCOUNT)
    return open_session(AuthorizedSession(Credentials(token="static")), "S1", patience)


def error(code: int, message: str, status: str = "") -> dict[str, object]:
    return {"error": {"code": code, "message": message, "status": status}}


@pytest.mark.parametrize(
    "passing",
    [
        {"status": 429, "json": error(429, "Quota exceeded")},
        {"status": 500, "json": error(500, "Internal")},
        {"status": 502, "body": "<html>Bad gateway</html>"},
        {"status": 503, "json": error(503, "Unavailable")},
        {"status": 408, "body": ""},
        {"body": requests.ReadTimeout("no answer")},
        {"body": requests.ConnectionError("reset")},
        {"body": requests.exceptions.ChunkedEncodingError("cut")},
    ],
)
def test_a_read_is_repeated_until_it_succeeds(
    google: responses.RequestsMock, clock: StillClock, passing: dict[str, object]
) -> None:
    google.get(BOOK, **passing)
    google.get(BOOK, json={"spreadsheetId": "S1"})
    assert session(clock).metadata("spreadsheetId") == {"spreadsheetId": "S1"}
    assert 1 <= clock.slept_s <= 2


def test_a_quota_write_is_repeated_since_nothing_was_applied(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    google.post(f"{BOOK}:batchUpdate", status=429, json=error(429, "Quota exceeded"))
    google.post(f"{BOOK}:batchUpdate", json={"replies": [{}]})
    assert session(clock).batch_update([{"x": {}}]) == [{}]
    assert len(google.calls) == 2


@pytest.mark.parametrize(
    "lost",
    [
        {"status": 503, "json": error(503, "Unavailable")},
        {"status": 502, "body": "<html>"},
        {"body": requests.ReadTimeout("no answer")},
        {"body": requests.ConnectionError("reset")},
    ],
)
def test_a_write_whose_answer_was_lost_is_never_repeated_blindly(
    google: responses.RequestsMock, clock: StillClock, lost: dict[str, object]
) -> None:
    google.post(f"{BOOK}:batchUpdate", **lost)
    with pytest.raises(WriteInDoubtError, match="perhaps it was applied"):
        session(clock).batch_update([{"x": {}}])
    assert len(google.calls) == 1


def test_a_write_that_never_connected_is_repeated(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    google.post(f"{BOOK}:batchUpdate", body=requests.ConnectTimeout("nobody there"))
    google.post(f"{BOOK}:batchUpdate", json={"replies": []})
    assert session(clock).batch_update([{"x": {}}]) == []


def test_retry_after_is_obeyed(google: responses.RequestsMock, clock: StillClock) -> None:
    google.get(BOOK, status=429, json=error(429, "Quota"), headers={"Retry-After": "17"})
    google.get(BOOK, json={})
    session(clock).metadata("spreadsheetId")
    assert clock.slept_s == 17


def test_three_minutes_without_quota_are_waited_out_with_few_calls(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    """S16: every call gives 429 for 180 s."""
    started = clock.now()

    def answer(_request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        quota_is_back = (clock.now() - started).total_seconds() >= 180
        return (200, {}, "{}") if quota_is_back else (429, {}, '{"error": {"code": 429}}')

    google.add_callback(responses.GET, BOOK, callback=answer)
    session(clock).metadata("spreadsheetId")
    assert 180 <= clock.slept_s <= 260
    assert len(google.calls) < 15


def test_half_an_hour_without_quota_is_given_up_at_the_deadline(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    google.get(BOOK, status=429, json=error(429, "Quota exceeded"))
    with pytest.raises(DeadlineError) as caught:
        session(clock).metadata("spreadsheetId")
    assert clock.slept_s <= 600
    assert str(caught.value) == (
        "Google did not answer within 600 s (status 429)\n"
        "  cure: run again later; nothing is lost, the next run continues"
    )


@pytest.mark.parametrize(
    ("status", "message", "expected", "cure"),
    [
        (404, "Requested entity was not found.", SpreadsheetNotFoundError, SHARE),
        (403, "The caller does not have permission", AccessDeniedError, SHARE),
        (400, "You are trying to edit a protected cell or object.", ProtectedRangeError, ACCOUNT),
        (400, "Invalid requests[0]: No grid with id: 7", TabGoneError, "bring the tab back"),
        (400, "Unable to parse range: X", RequestRefusedError, "report this as a bug"),
        (401, "Invalid Credentials", CredentialsError, "make a new key"),
    ],
)  # fmt: skip
def test_a_refusal_is_final_and_names_the_cure(
    google: responses.RequestsMock,
    clock: StillClock,
    status: int,
    message: str,
    expected: type[SheetsyncError],
    cure: str,
) -> None:
    google.post(f"{BOOK}:batchUpdate", status=status, json=error(status, message))
    patience = RetryPolicy(clock, None, account=ACCOUNT)
    plain = requests.Session()
    with pytest.raises(expected, match=message.rsplit(":", maxsplit=1)[-1].strip()) as caught:
        patience.call("POST", f"{BOOK}:batchUpdate", lambda: plain.post(f"{BOOK}:batchUpdate"))
    assert cure in caught.value.cure
    assert clock.slept_s == 0


def test_a_drive_quota_is_waited_for_although_it_is_a_403(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    url = "https://www.googleapis.com/drive/v3/files"
    quota = {"error": {"code": 403, "errors": [{"reason": "userRateLimitExceeded"}]}}
    google.get(url, status=403, json=quota)
    google.get(url, json={"files": []})
    answer = RetryPolicy(clock, None).call("GET", url, lambda: requests.get(url, timeout=5))
    assert answer.json() == {"files": []}


def test_every_call_waits_at_most_its_time_outs(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    google.get(BOOK, json={})
    session(clock).metadata("spreadsheetId")
    assert google.calls[0].request.req_kwargs["timeout"] == (10, 190)  # type: ignore[attr-defined]  # noted by responses


def test_cyrillic_goes_out_as_utf8(google: responses.RequestsMock, clock: StillClock) -> None:
    google.post(f"{BOOK}:batchUpdate", json={"replies": []})
    session(clock).batch_update([{"имя": "Вектор"}])
    assert google.calls[0].request.body == '{"requests": [{"имя": "Вектор"}]}'.encode()


def test_the_limiter_is_asked_before_every_call_to_sheets(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    google.get(BOOK, json={})
    google.post(f"{BOOK}:batchUpdate", json={})
    limiter = Limiter(None, clock, {"read": 1, "write": 1})
    book = session(clock, limiter)
    book.metadata("spreadsheetId")
    book.batch_update([])
    assert clock.slept_s == 0
    book.metadata("spreadsheetId")
    assert clock.slept_s == 60
    limiter.close()


def test_a_clock_that_differs_from_googles_is_named_with_the_seconds(clock: StillClock) -> None:
    """S18 b."""
    text = (
        "invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a "
        "reasonable timeframe. Check your iat and exp values in the JWT claim."
    )
    error_ = broken_credentials(RefreshError(text), clock, "Wed, 15 Apr 2026 08:20:00 GMT")
    assert isinstance(error_, ClockSkewError)
    assert "differs from Google's by 1200 s" in error_.message


def test_a_revoked_key_stops_at_once(google: responses.RequestsMock, clock: StillClock) -> None:
    """S18 c: google-auth says so by RefreshError, which is not retried."""

    def send() -> requests.Response:
        raise RefreshError("invalid_grant: Invalid JWT Signature.", {})

    with pytest.raises(CredentialsError, match="Invalid JWT Signature"):
        RetryPolicy(clock, None).call("GET", BOOK, send)
    assert clock.slept_s == 0
    assert not google.calls


def test_waiting_is_told_to_whoever_watches(
    google: responses.RequestsMock, clock: StillClock
) -> None:
    told: list[str] = []
    google.get(BOOK, status=503, body="busy")
    google.get(BOOK, json={})
    patience = RetryPolicy(clock, None, on_wait=lambda _s, reason: told.append(reason.said("en")))
    open_session(AuthorizedSession(Credentials(token="static")), "S1", patience).metadata("x")
    assert told == ["status 503"]
