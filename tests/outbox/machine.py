"""A machine as a process of its own, which can be made to die at any point of the write order."""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import SmtpConfig
from sheetsync.errors import SheetsyncError
from sheetsync.journal import Journal, host_lock
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.outbox import Outbox
from sheetsync.outbox.sending_context import SendingContext
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.send_log import SpreadsheetSendLog


class RunningClock:
    """This machine's clock; waiting takes no time."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  # processes that must agree on the time

    def sleep(self, seconds: float) -> None:
        """Nothing here waits for long."""


@dataclass
class Fuse:
    """Kills the process when a point is passed for the n-th time."""

    point: str
    passage: int
    mode: str

    def passed(self, point: str) -> None:
        if point != self.point:
            return
        self.passage -= 1
        if self.passage == 0 and self.mode == "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.passage == 0:
            os._exit(9)


class Fused:
    """A part of the context whose methods pass the fuse before and after."""

    def __init__(self, inner: object, fuse: Fuse, name: str) -> None:
        self._inner, self._fuse, self._name = inner, fuse, name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._inner, attribute)
        if not callable(value):
            return value
        return self._with_fuse(value, f"{attribute} of {self._name}")

    def _with_fuse(self, method: Callable[..., object], what: str) -> Callable[..., object]:
        def called(*args: object, **options: object) -> object:
            self._fuse.passed(f"before {what}")
            answer = method(*args, **options)
            self._fuse.passed(f"after {what}")
            return answer

        return called


def letters(count: int) -> list[Letter]:
    return [
        Letter(
            LetterKey("monthly", f"P-{number:03}", "2026-03"),
            (f"boris@p{number:03}.example",),
            "Отчёт",
            "текст",
            "<p>текст</p>",
        )
        for number in range(1, count + 1)
    ]


def outbox(told: dict[str, Any], journal: Journal, fuse: Fuse) -> Outbox:
    clock = RunningClock()
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, create_app(told["book"]))
    session = open_session(http, told["spreadsheet_id"], RetryPolicy(clock, None))
    smtp = SmtpConfig(
        host="127.0.0.1",
        port=told["port"],
        user="reports",
        ca_file=told["authority"],
        letters_per_minute=60_000_000,
    )
    run_id = f"{journal.owner}-{os.getpid()}"
    lease = SpreadsheetLease(session, clock, run_id=run_id, owner=journal.owner)
    journal.letters = Fused(journal.letters, fuse, "letters")  # type: ignore[assignment]  # passes for it
    journal.log_queue = Fused(journal.log_queue, fuse, "queue")  # type: ignore[assignment]  # passes for it
    door: Any = Fused(SmtpDoor(smtp, clock, "secret", patience_s=10), fuse, "door")
    send_log: Any = Fused(SpreadsheetSendLog(session), fuse, "log")
    context = SendingContext(
        journal=journal,
        door=door,
        send_log=send_log,
        lease=Fused(lease, fuse, "lease"),
        clock=clock,
        sender=Mailbox("Компания", "reports@company.example"),
        bounce="bounce@company.example",
        run_id=run_id,
        batch_size=2,
    )
    return Outbox(context)


def run(told: dict[str, Any]) -> int:
    """One run from the lock to the end; its exit code."""
    lock, journal_path = Path(told["lock"]), Path(told["journal"])
    fuse = Fuse(told.get("point", ""), told.get("passage", 0), told.get("way", "os._exit"))
    try:
        with (
            host_lock(lock),
            Journal(journal_path, told["spreadsheet_id"], RunningClock()) as journal,
        ):
            return outbox(told, journal, fuse).send(letters(told["count"])).exit_code
    except SheetsyncError as error:
        return error.exit_code


if __name__ == "__main__":
    sys.exit(run(json.loads(sys.argv[1])))
