"""Machines that share one spreadsheet, and letters for them to send."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import SmtpConfig
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.door import MailDoor
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.outbox.sending_context import SendingContext
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import MailServer
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.send_log import SpreadsheetSendLog
from sheetsync.workbook.session import Session, quoted

NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@dataclass
class Book:
    """A spreadsheet in a sandbox file."""

    path: Path
    clock: StillClock
    spreadsheet_id: str = ""

    def session(self) -> Session:
        http = AuthorizedSession(Credentials(token="owner"))
        mount(http, create_app(self.path))
        return open_session(http, self.spreadsheet_id, RetryPolicy(self.clock, None))

    def log(self) -> list[LogRow]:
        return list(SpreadsheetSendLog(self.session()).rows())

    def told(self) -> list[str]:
        """The Send log as ``P-001 sent``, in order."""
        return [f"{row['partner_id']} {row['state']}" for row in self.log()]


@pytest.fixture
def book(tmp_path: Path, clock: StillClock) -> Book:
    book = Book(tmp_path / "book.sandbox", clock)
    session = book.session()
    book.spreadsheet_id = session.client.create("Партнёры").id
    session = book.session()
    session.batch_update([{"addSheet": {"properties": {"title": SEND_LOG.ru}}}])
    headers = [column.header("ru") for column in SEND_LOG.columns]
    session.write_values({f"{quoted(SEND_LOG.ru)}!A1": [headers]}, "RAW")
    return book


@dataclass
class Host:
    """A machine: its own journal, the shared spreadsheet and the shared mail server."""

    book: Book
    server: MailServer
    path: Path
    runs: Iterator[int] = field(default_factory=itertools.count)
    journals: list[Journal] = field(default_factory=list)

    def door(self) -> MailDoor:
        config = SmtpConfig(
            host="127.0.0.1",
            port=self.server.port,
            security="none",
            letters_per_minute=60_000_000,
        )
        return SmtpDoor(config, self.book.clock, patience_s=5)

    def journal(self) -> Journal:
        self.journals.append(Journal(self.path, self.book.spreadsheet_id, self.book.clock))
        return self.journals[-1]

    def context(self, **changes: Any) -> SendingContext:
        session, journal = self.book.session(), self.journal()
        run_id = f"{self.path.stem}-{next(self.runs)}"
        parts: dict[str, Any] = {
            "journal": journal,
            "door": self.door(),
            "send_log": SpreadsheetSendLog(session),
            "lease": SpreadsheetLease(session, self.book.clock, run_id=run_id, owner=journal.owner),
            "clock": self.book.clock,
            "sender": Mailbox("Компания", "reports@company.example"),
            "bounce": "bounce@company.example",
            "run_id": run_id,
            "batch_size": 2,
        }
        return SendingContext(**(parts | changes))

    def outbox(self, **changes: Any) -> Outbox:
        """The outbox of a new run."""
        return Outbox(self.context(**changes))

    def states(self) -> dict[str, str]:
        """The journal as partner to state."""
        return {key.partner_id: each.state for key, each in self.journal().letters.states().items()}

    def lose_disk(self) -> None:
        for journal in self.journals:
            journal.close()
        self.journals.clear()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink()


@pytest.fixture
def hosts(book: Book, server: MailServer, tmp_path: Path) -> Iterator[Callable[[str], Host]]:
    """Machines by name."""
    made: dict[str, Host] = {}

    def named(name: str) -> Host:
        return made.setdefault(name, Host(book, server, tmp_path / f"{name}.sqlite"))

    yield named
    for host in made.values():
        for journal in host.journals:
            journal.close()


@pytest.fixture
def host(hosts: Callable[[str], Host]) -> Host:
    return hosts("one")


@pytest.fixture
def write() -> Callable[..., list[Letter]]:
    """Letters to partners P-001, P-002 and so on."""

    def letters(count: int, text: str = "текст", period: str = "2026-03") -> list[Letter]:
        return [
            Letter(
                LetterKey("monthly", f"P-{number:03}", period),
                (f"boris@p{number:03}.example",),
                f"Отчёт P-{number:03}",
                text,
                f"<p>{text}</p>",
            )
            for number in range(1, count + 1)
        ]

    return letters
