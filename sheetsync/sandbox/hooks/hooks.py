"""The hooks of one sandbox as Python objects: clock, quota, faults, people and the log."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wsgiref.types import WSGIApplication

from sheetsync.sandbox.access import World
from sheetsync.sandbox.hooks.faults import Fault
from sheetsync.sandbox.hooks.gate import Gate
from sheetsync.sandbox.hooks.log import RequestLog
from sheetsync.sandbox.hooks.people import Edit, People
from sheetsync.sandbox.hooks.quota import Quota
from sheetsync.sandbox.hooks.triggers import Trigger


class Hooks:
    """What a test may do to a sandbox: ``create_app(path, hooks=Hooks())``.

    Several may be waiting at once; each request meets the edits first, then the quota, then the
    first fault that fits. While hooks are on, the caller is told by the bearer token:
    ``viewer:ann@team.example`` (roles owner, editor, viewer, none), any other is the owner.

    Attributes:
        log: where requests are written to, see `log_to`.
    """

    def __init__(self) -> None:
        self.log = RequestLog()
        self._lock = threading.Lock()
        self._quota = Quota()
        self._faults: list[Trigger[Fault]] = []
        self._edits: list[Trigger[Edit]] = []
        self._time: datetime | None = None
        self._requests = 0
        self._app: WSGIApplication | None = None

    def now(self) -> datetime:
        """The sandbox's time: the machine's until `set_time`, then a clock that stands still."""
        return self._time or datetime.now(UTC)  # noqa: TID251  (it plays Google, which has a clock)

    def set_time(self, now: datetime | None) -> None:
        """Stop the sandbox's clock at an aware instant; with None it is the machine's again."""
        self._time = now.astimezone(UTC) if now else None

    def advance(self, seconds: float) -> None:
        """Move a stopped clock on; one that runs is stopped first."""
        self._time = self.now() + timedelta(seconds=seconds)

    def limit(self, *, reads: int | None = None, writes: int | None = None) -> None:
        """Allow so many reads and writes a minute and user, then answer 429; None: no limit."""
        limits = {"read": reads, "write": writes}
        self._quota = Quota({kind: most for kind, most in limits.items() if most is not None})

    def fail(self, fault: Fault) -> None:
        """Let a fault wait for its request."""
        trigger = Trigger(fault, fault.method, fault.path, fault.skip, fault.times)
        with self._lock:
            self._faults.append(trigger)

    def meanwhile(self, edit: Edit, *, method: str = "", path: str = "", skip: int = 0) -> None:
        """Let people edit right before a request reaches the sandbox.

        Args:
            edit: called with the people in front of the spreadsheet the request is about:
                ``lambda people: people.sort("Invoices", "D")``.
            method: a regular expression the request's method must match wholly, "" for any.
            path: a regular expression found in its decoded path and query, "" for any.
            skip: so many matching requests pass first.
        """
        with self._lock:
            self._edits.append(Trigger(edit, method, path, skip))

    def log_to(self, path: Path | str | None) -> None:
        """Append every request and answer to a JSONL file; None stops."""
        self.log.path = Path(path) if path is not None else None

    def reset(self) -> None:
        """No limits, no faults, no edits, the machine's clock; the log stays where it is."""
        with self._lock:
            self._faults.clear()
            self._edits.clear()
        self._quota = Quota()
        self._time = None

    def wrap(self, app: WSGIApplication, world: World) -> WSGIApplication:
        """The app with these hooks in front of it."""
        self._app = app
        return Gate(self, app, world)

    def people(self, file_id: str) -> People:
        """People in front of a spreadsheet; their edits happen at once and meet no hook.

        Raises:
            ValueError: no sandbox was made with these hooks yet.
        """
        if self._app is None:
            raise ValueError("Make the sandbox first: create_app(path, hooks=hooks).")
        return People(self._app, file_id)

    def edits_due(self, method: str, target: str) -> list[Edit]:
        """The edits that happen before this request; counts it."""
        with self._lock:
            self._requests += 1
            return [trigger.what for trigger in self._edits if trigger.fires(method, target)]

    def fault_due(self, method: str, target: str) -> Fault | None:
        """The fault this request meets; counts it."""
        with self._lock:
            return next((t.what for t in self._faults if t.fires(method, target)), None)

    def limit_met(self, kind: str | None, user: str) -> int | None:
        """Count a request against the quota; the limit when it is used up, else None."""
        with self._lock:
            if kind is None or self._quota.spend(kind, user, self.now()):
                return None
            return self._quota.limits[kind]

    @property
    def requests(self) -> int:
        """How many requests of the API came in so far."""
        return self._requests

    @property
    def waiting(self) -> int:
        """How many faults and edits have not happened yet."""
        faults = sum(trigger.times > 0 for trigger in self._faults)
        return faults + sum(trigger.times > 0 for trigger in self._edits)
