"""The hooks over HTTP: POST JSON to /_sandbox/…, from this machine only."""

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import msgspec

from sheetsync.sandbox.access import World
from sheetsync.sandbox.hooks.faults import Fault
from sheetsync.sandbox.hooks.people import Edit, People
from sheetsync.sandbox.loopback import is_local


class Controlled(Protocol):
    """What the paths below may do to the hooks."""

    def now(self) -> datetime:
        """The sandbox's time."""
        ...

    def set_time(self, now: datetime | None) -> None:
        """Stop the clock, or let it run."""
        ...

    def advance(self, seconds: float) -> None:
        """Move the clock on."""
        ...

    def limit(self, *, reads: int | None = None, writes: int | None = None) -> None:
        """Set the quota."""
        ...

    def fail(self, fault: Fault) -> None:
        """Let a fault wait."""
        ...

    def meanwhile(self, edit: Edit, *, method: str = "", path: str = "", skip: int = 0) -> None:
        """Let people edit."""
        ...

    def log_to(self, path: Path | str | None) -> None:
        """Log requests."""
        ...

    def reset(self) -> None:
        """Forget all hooks."""
        ...

    @property
    def requests(self) -> int:
        """Requests so far."""
        ...

    @property
    def waiting(self) -> int:
        """Faults and edits that have not happened."""
        ...


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that refuses what it does not know."""


class Clock(_Strict, frozen=True):
    """Body of /_sandbox/clock: an instant, null for the machine's time, or seconds to move on."""

    now: datetime | None = None
    advance_s: float = 0


class Limits(_Strict, frozen=True):
    """Body of /_sandbox/quota: requests a minute and user; null or absent: no limit."""

    reads: int | None = None
    writes: int | None = None


class Sent(_Strict, frozen=True):
    """One request of the API that people's browser sends."""

    method: str
    url: str
    body: dict[str, Any] | None = None


class Edits(_Strict, frozen=True):
    """Body of /_sandbox/people: requests to apply before a matching request of the program."""

    requests: list[Sent]
    method: str = ""
    path: str = ""
    skip: int = 0

    def edit(self, people: People) -> None:
        """Apply them."""
        for sent in self.requests:
            people.request(sent.method, sent.url, sent.body)


class Log(_Strict, frozen=True):
    """Body of /_sandbox/log: the file to append to, null to stop."""

    path: str | None = None


class Control:
    """Answers /_sandbox/…; refuses callers from elsewhere.

    Args:
        hooks: what to steer.
        app: the sandbox behind the hooks.
        world: its store, for /_sandbox/reset.

    Attributes:
        paths: what each path does.
    """

    def __init__(self, hooks: Controlled, app: WSGIApplication, world: World) -> None:
        self._hooks = hooks
        self._app = app
        self._world = world
        self.paths: dict[str, Callable[[bytes], None]] = {
            "/_sandbox/reset": self._reset,
            "/_sandbox/clock": self._clock,
            "/_sandbox/quota": self._quota,
            "/_sandbox/faults": self._fault,
            "/_sandbox/people": self._people,
            "/_sandbox/log": self._log,
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with the hooks' state, or say what was wrong with it."""
        status, content = self._answer(environ)
        start_response(
            f"{status.value} {status.phrase}", [("Content-Type", "application/json; charset=UTF-8")]
        )
        return [msgspec.json.encode(content)]

    def _answer(self, environ: WSGIEnvironment) -> tuple[HTTPStatus, dict[str, Any]]:
        if not is_local(environ) or environ.get("HTTP_ORIGIN"):
            return HTTPStatus.FORBIDDEN, {"error": "Hooks answer programs on this machine only."}
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "GET" and path == "/_sandbox/state":
            return HTTPStatus.OK, self._state()
        act = self.paths.get(path)
        if act is None or environ["REQUEST_METHOD"] != "POST":
            known = ", ".join(["GET /_sandbox/state", *(f"POST {name}" for name in self.paths)])
            return HTTPStatus.NOT_FOUND, {"error": f"No such hook. There are: {known}."}
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            act(body or b"{}")
        except msgspec.DecodeError as error:
            return HTTPStatus.BAD_REQUEST, {"error": f"{path}: {error}."}
        return HTTPStatus.OK, self._state()

    def _state(self) -> dict[str, Any]:
        hooks = self._hooks
        return {"now": hooks.now(), "requests": hooks.requests, "waiting": hooks.waiting}

    def _reset(self, _body: bytes) -> None:
        self._world.store.reset()
        self._hooks.reset()

    def _clock(self, body: bytes) -> None:
        clock = msgspec.json.decode(body, type=Clock)
        if clock.now is not None or not clock.advance_s:
            self._hooks.set_time(clock.now)
        if clock.advance_s:
            self._hooks.advance(clock.advance_s)

    def _quota(self, body: bytes) -> None:
        limits = msgspec.json.decode(body, type=Limits)
        self._hooks.limit(reads=limits.reads, writes=limits.writes)

    def _fault(self, body: bytes) -> None:
        self._hooks.fail(msgspec.json.decode(body, type=Fault))

    def _people(self, body: bytes) -> None:
        edits = msgspec.json.decode(body, type=Edits)
        self._hooks.meanwhile(edits.edit, method=edits.method, path=edits.path, skip=edits.skip)

    def _log(self, body: bytes) -> None:
        self._hooks.log_to(msgspec.json.decode(body, type=Log).path)
