"""One HTTP POST to a chat: what its end means, and the waits that a server asks for."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from sheetsync.dates import Clock
from sheetsync.errors import LetterInDoubtError, LetterRefusedError
from sheetsync.language import Phrase

_TIMEOUTS_S = (10.0, 30.0)
_TRIES = 3
_LONGEST_WAIT_S = 60.0
_TOO_MANY = 429
_SERVER_ERROR = 500
#: Shorter parts of an address are words, such as ``hooks``.
_SHORTEST_SECRET = 8


def post(http: requests.Session, url: str, body: Mapping[str, object], clock: Clock) -> None:
    """Post JSON; wait and repeat where the server says 429 and for how long.

    Error texts name no address: it holds the token.

    Raises:
        LetterRefusedError: surely not taken.
        LetterInDoubtError: perhaps taken.
    """
    answer = _answer(http, url, body)
    for _ in range(_TRIES - 1):
        wait_s = _asked_wait_s(answer)
        if answer.status_code != _TOO_MANY or wait_s > _LONGEST_WAIT_S:
            break
        clock.sleep(wait_s)
        answer = _answer(http, url, body)
    if not answer.ok:
        is_temporary = answer.status_code == _TOO_MANY or answer.status_code >= _SERVER_ERROR
        raise LetterRefusedError(
            Phrase(ru="чат отвечает {status}: {said}", en="the chat answers {status}: {said}"),
            temporary=is_temporary,
            status=answer.status_code,
            said=_said(answer, url),
        )


def _answer(http: requests.Session, url: str, body: Mapping[str, object]) -> requests.Response:
    try:
        return http.post(url, json=body, timeout=_TIMEOUTS_S)
    except requests.ConnectTimeout:
        raise LetterRefusedError(
            Phrase(ru="до чата не достучаться", en="the chat cannot be reached"),
            temporary=True,
        ) from None
    except requests.RequestException as error:
        raise LetterInDoubtError(
            Phrase(ru="чат не ответил ({reason})", en="no answer from the chat ({reason})"),
            reason=type(error).__name__,
        ) from None


def _asked_wait_s(answer: requests.Response) -> float:
    """Telegram says it in the body, others in the header."""
    try:
        return float(answer.json()["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        header = answer.headers.get("Retry-After", "")
        return float(header) if header.isdigit() else 1.0


def _said(answer: requests.Response, url: str) -> str:
    """What the server explains, on one line; servers like to repeat the address."""
    try:
        told = answer.json().get("description", "")
    except (ValueError, AttributeError):
        told = answer.text
    address = urlsplit(url)
    for part in (*address.path.split("/"), address.query):
        told = str(told).replace(part, "…") if len(part) >= _SHORTEST_SECRET else told
    return " ".join(str(told).split())[:200]
