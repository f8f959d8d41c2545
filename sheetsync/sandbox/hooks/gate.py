"""The WSGI layer in front of the sandbox where the hooks act."""

import io
from collections.abc import Iterable
from typing import NamedTuple, Protocol
from urllib.parse import unquote_plus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import msgspec
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.test import run_wsgi_app

from sheetsync.sandbox.access import World
from sheetsync.sandbox.hooks.connection import hang, reset
from sheetsync.sandbox.hooks.control import Control, Controlled
from sheetsync.sandbox.hooks.faults import Fault
from sheetsync.sandbox.hooks.log import API, RequestLog
from sheetsync.sandbox.hooks.people import Edit, People, file_of
from sheetsync.sandbox.hooks.quota import exhausted, quota_kind
from sheetsync.sandbox.identity import identity_of

_JSON = "application/json; charset=UTF-8"


class Waiting(Controlled, Protocol):
    """What the gate asks of the hooks."""

    log: RequestLog

    def edits_due(self, method: str, target: str) -> list[Edit]:
        """The edits that happen before this request."""
        ...

    def fault_due(self, method: str, target: str) -> Fault | None:
        """The fault this request meets."""
        ...

    def limit_met(self, kind: str | None, user: str) -> int | None:
        """The limit a request is beyond, None when it may pass."""
        ...


class Answer(NamedTuple):
    """An answer; `whole` is false when it was torn off on the way."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    whole: bool = True


class Gate:
    """Lets each request of the API through its edits, quota and fault; all others pass."""

    def __init__(self, hooks: Waiting, app: WSGIApplication, world: World) -> None:
        self._hooks = hooks
        self._app = app
        self._control = Control(hooks, app, world)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path.startswith("/_sandbox/"):
            return self._control(environ, start_response)
        if not path.startswith(API):
            return self._app(environ, start_response)
        answer = self._logged(environ)
        reason = HTTP_STATUS_CODES.get(answer.status, "")
        start_response(f"{answer.status} {reason}", answer.headers)
        return [answer.body]

    def _logged(self, environ: WSGIEnvironment) -> Answer:
        method, url = environ["REQUEST_METHOD"], environ["REQUEST_URI"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        seen = None
        try:
            answer = self._answer(environ, method, url)
            seen = (answer.status, answer.body) if answer.whole else None
        finally:
            self._hooks.log.write(method, url, body, seen)
        return answer

    def _answer(self, environ: WSGIEnvironment, method: str, url: str) -> Answer:
        target = unquote_plus(url)
        for edit in self._hooks.edits_due(method, target):
            edit(People(self._app, file_of(target)))
        refused = self._over_quota(environ, method, url)
        if refused is not None:
            return refused
        fault = self._hooks.fault_due(method, target)
        if fault is None:
            return self._passed(environ)
        return self._failed(environ, fault)

    def _over_quota(self, environ: WSGIEnvironment, method: str, url: str) -> Answer | None:
        kind = quota_kind(method, url.partition("?")[0])
        user = identity_of(environ.get("HTTP_AUTHORIZATION", "")).email
        limit = self._hooks.limit_met(kind, user)
        if limit is None or kind is None:
            return None
        return Answer(429, [("Content-Type", _JSON)], msgspec.json.encode(exhausted(kind, limit)))

    def _passed(self, environ: WSGIEnvironment) -> Answer:
        chunks, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        return Answer(int(status.split(" ", 1)[0]), headers.to_wsgi_list(), b"".join(chunks))

    def _failed(self, environ: WSGIEnvironment, fault: Fault) -> Answer:
        if fault.kind == "damaged":
            return self._damaged(environ, after=fault.after)
        truncated = fault.kind == "truncated"
        applied = self._passed(environ) if fault.after or truncated else None
        if truncated and applied is not None:
            body = applied.body[: len(applied.body) // 2]
            return Answer(applied.status, _with_length(applied.headers, body), body, whole=False)
        if fault.kind == "timeout":
            hang(environ, fault.hold_s)
        elif fault.kind == "reset":
            reset(environ)
        content_type, body = fault.answer()
        headers = [("Content-Type", content_type), *fault.headers.items()]
        return Answer(fault.status, headers, body)

    def _damaged(self, environ: WSGIEnvironment, *, after: bool) -> Answer:
        """What something on the way changed, without a word."""
        if after:
            answer = self._passed(environ)
            return answer._replace(body=_flipped(answer.body))
        environ["wsgi.input"] = io.BytesIO(_flipped(environ["wsgi.input"].read()))
        return self._passed(environ)


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    changed = bytes(byte ^ 1 for byte in content[middle : middle + 1])
    return content[:middle] + changed + content[middle + 1 :]


def _with_length(headers: list[tuple[str, str]], body: bytes) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return [*kept, ("Content-Length", str(len(body)))]
