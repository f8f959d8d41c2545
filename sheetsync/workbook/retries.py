"""How a call to Google is made: time-outs, the limiter, bounded retries, a deadline.

gspread's own client has no time-out, and its `BackOffHTTPClient` repeats appends and never gives
up (pains.md, findings 2 and 3); so gspread is kept unmodified and handed this client.
"""

import json as json_module
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
import tenacity
from google.auth.exceptions import RefreshError, TransportError

from sheetsync.dates import Clock
from sheetsync.errors import DeadlineError, WriteInDoubtError
from sheetsync.language import DEFAULT, Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.workbook.limiter import Limiter
from sheetsync.workbook.refusals import (
    broken_credentials,
    is_passing,
    is_surely_unapplied,
    refusal,
    retry_after_s,
)

_LOG = logging.getLogger("sheetsync")
_READING_POSTS = re.compile(r":(getByDataFilter|batchGetByDataFilter|search)(\?|$)")
_SHEETS = "https://sheets.googleapis.com/"
#: Longest single wait between two tries (faults.md S16).
_MAX_WAIT_S = 64
_CUT_OFF = Phrase(ru="ответ обрывается", en="answer cut off")
_STATUS = Phrase(ru="статус {status}", en="status {status}")
_NO_TOKEN = Phrase(ru="доступа пока не дают", en="no token yet")


class _Passing(Exception):  # noqa: N818  # never leaves this module
    """The call failed in a way that passes by itself."""

    def __init__(
        self, reason: Sayable, *, applied: bool, response: requests.Response | None
    ) -> None:
        super().__init__(reason.said(DEFAULT))
        self.reason = reason
        self.perhaps_applied = applied
        self.response = response


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long we wait for Google, and what for.

    Attributes:
        clock: tells the time and sleeps.
        limiter: keeps us under the quota; None for the sandbox.
        timeouts_s: connect, read.
        deadline_s: a call that still fails after so long is given up.
        account: the service account's address, for cures.
        google_date: Google's own time as its last token answer said, None when it never did.
        on_wait: told the seconds and the reason before each wait, so that a terminal can show it.
    """

    clock: Clock
    limiter: Limiter | None
    timeouts_s: tuple[float, float] = (10, 190)
    deadline_s: float = 600
    account: str = "the service account"
    google_date: Callable[[], str | None] = field(default=lambda: None)
    on_wait: Callable[[float, Sayable], None] = field(default=lambda _seconds, _reason: None)

    def call(
        self, method: str, url: str, send: Callable[[], requests.Response]
    ) -> requests.Response:
        """Send until Google answers, repeating only what is safe to repeat.

        Reads are repeated freely. A write is repeated only when it surely was not applied.

        Raises:
            DeadlineError: it failed for `deadline_s`.
            WriteInDoubtError: a write was perhaps applied; the caller reads back.
            SheetsyncError: Google refuses for good.
        """
        is_read = method.upper() == "GET" or _READING_POSTS.search(url) is not None
        gives_up_at = self.clock.now() + timedelta(seconds=self.deadline_s)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(
                lambda error: isinstance(error, _Passing) and (is_read or not error.perhaps_applied)
            ),
            wait=self._wait_s,
            stop=lambda state: self._is_late(state, gives_up_at),
            sleep=self.clock.sleep,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            answer = retrying(self._once, send, is_read=is_read, is_sheets=url.startswith(_SHEETS))
        except _Passing as passing:
            if passing.perhaps_applied and not is_read:
                raise WriteInDoubtError(
                    Phrase(
                        ru="Ответ Google на запись потерялся ({passing}); возможно, она сделана",
                        en="Google's answer to a write was lost ({passing}); "
                        "perhaps it was applied",
                    ),
                    cure=Phrase(
                        ru="запустите ещё раз: запуск сначала посмотрит, что там есть",
                        en="run again: the run reads back what is there first",
                    ),
                    passing=passing.reason,
                ) from None
            raise DeadlineError(
                Phrase(
                    ru="Google не ответил за {deadline_s:.0f} с ({passing})",
                    en="Google did not answer within {deadline_s:.0f} s ({passing})",
                ),
                cure=Phrase(
                    ru="запустите позже; ничего не потеряно, следующий запуск продолжит",
                    en="run again later; nothing is lost, the next run continues",
                ),
                deadline_s=self.deadline_s,
                passing=passing.reason,
            ) from None
        _LOG.debug("google %s %s %d", method.upper(), urlsplit(url).path, answer.status_code)
        return answer

    def _once(
        self, send: Callable[[], requests.Response], *, is_read: bool, is_sheets: bool
    ) -> requests.Response:
        if self.limiter is not None and is_sheets:
            self.limiter.wait_for_turn("read" if is_read else "write")
        response = self._sent(send)
        if response.ok and not _is_cut_off(response):
            return response
        if response.ok:
            raise _Passing(_CUT_OFF, applied=True, response=response)
        if is_passing(response):
            applied = not is_surely_unapplied(response)
            status = _STATUS.given(status=response.status_code)
            raise _Passing(status, applied=applied, response=response)
        raise refusal(response, self.account)

    def _sent(self, send: Callable[[], requests.Response]) -> requests.Response:
        """The answer, or what went wrong on the way to it."""
        try:
            return send()
        except (requests.ConnectTimeout, TransportError) as error:
            raise _Passing(_reason(error), applied=False, response=None) from None
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
        ) as error:
            raise _Passing(_reason(error), applied=True, response=None) from None
        except RefreshError as error:
            if error.retryable:
                raise _Passing(_NO_TOKEN, applied=False, response=None) from None
            raise broken_credentials(error, self.clock, self.google_date()) from None

    def _wait_s(self, state: tenacity.RetryCallState) -> float:
        passing = state.outcome.exception() if state.outcome else None
        asked = retry_after_s(passing.response) if isinstance(passing, _Passing) else None
        if asked is not None:
            return asked
        return tenacity.wait_exponential_jitter(initial=1, max=_MAX_WAIT_S - 1, jitter=1)(state)

    def _is_late(self, state: tenacity.RetryCallState, gives_up_at: datetime) -> bool:
        return self.clock.now() + timedelta(seconds=state.upcoming_sleep) > gives_up_at

    def _tell(self, state: tenacity.RetryCallState) -> None:
        passing = state.outcome.exception() if state.outcome else None
        _LOG.debug("google waits %.0f s: %s", state.upcoming_sleep, passing)
        if isinstance(passing, _Passing):
            self.on_wait(state.upcoming_sleep, passing.reason)


class PatientClient(gspread.HTTPClient):
    """gspread's HTTP client with our patience under every call it makes."""

    patience: RetryPolicy

    def request(  # type: ignore[override]  # gspread's parameters, told by keyword
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        **rest: Any,  # noqa: ANN401  # files and headers, as gspread hands them through
    ) -> requests.Response:
        """Make one call; see `Patience.call`.

        Bodies go out as UTF-8: `requests` would write every Cyrillic letter as six bytes.
        """
        headers = dict(rest.pop("headers", None) or {})
        if json is not None:
            data = _encoded(json)
            headers["Content-Type"] = "application/json; charset=utf-8"
        return self.patience.call(
            method,
            endpoint,
            lambda: self.session.request(
                method=method,
                url=endpoint,
                params=params,
                data=data,
                headers=headers,
                timeout=self.patience.timeouts_s,
                **rest,
            ),
        )


def _encoded(body: Mapping[str, Any]) -> bytes:
    """The body as JSON; long lists item by item, lest all of it stand in memory as text besides."""
    parts = []
    for name, value in body.items():
        is_long = isinstance(value, list) and len(value) > 1
        text = b"[" + b", ".join(map(_json, value)) + b"]" if is_long else _json(value)
        parts.append(_json(name) + b": " + text)
    return b"{" + b", ".join(parts) + b"}"


def _json(value: object) -> bytes:
    return json_module.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _is_cut_off(response: requests.Response) -> bool:
    """Whether a JSON answer ends before its end; proxies do that without a word."""
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return is_json and not response.content.rstrip().endswith((b"}", b"]"))


def _reason(error: Exception) -> Sayable:
    return as_it_is(type(error).__name__)
