import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import pytest

from sheetsync.config import SmtpConfig
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.report import SendReport
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import (
    KEEP_AND_HANG_UP,
    Certificates,
    MailServer,
    made_certificates,
)

MACHINE = Path(__file__).with_name("machine.py")
PARTNERS = [f"P-{number:03}" for number in range(1, 7)]
#: Every step of the write order; dying after one is dying before the next.
POINTS = [
    "before acquire of lease",
    "after acquire of lease",
    "before rows of log",
    "after adopt of letters",
    "after renew of lease",
    "after reserve of letters",
    "before append of log",
    "after append of log",
    "after appended of queue",
    "before deliver of door",
    "before claim of letters",
    "after claim of letters",
    "after deliver of door",
    "before settle of letters",
    "after settle of letters",
    "before release of lease",
    "after release of lease",
    "after close of door",
]
KILLED = {9, -signal.SIGKILL}
Write = Callable[..., list[Letter]]


class Book(Protocol):
    path: Path
    spreadsheet_id: str


class Host(Protocol):
    path: Path

    def outbox(self, **changes: object) -> Outbox: ...
    def journal(self) -> Journal: ...
    def states(self) -> dict[str, str]: ...


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return made_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(certificates: Certificates) -> Iterator[MailServer]:
    with MailServer(certificates, login=("reports", "secret")) as server:
        yield server


@dataclass
class Machines:
    """Processes that share the spreadsheet and the mail server."""

    book: Book
    server: MailServer
    authority: Path
    clock: StillClock
    folder: Path

    def start(self, journal: str = "one", **fate: Any) -> "subprocess.Popen[bytes]":
        told = {
            "book": str(self.book.path),
            "spreadsheet_id": self.book.spreadsheet_id,
            "lock": str(self.folder / f"{journal}.state"),
            "journal": str(self.folder / f"{journal}.sqlite"),
            "port": self.server.port,
            "authority": str(self.authority),
            "count": len(PARTNERS),
            **fate,
        }
        return subprocess.Popen([sys.executable, str(MACHINE), json.dumps(told)])

    def send(self, host: Host, letters: list[Letter]) -> SendReport:
        """A run in this process, on the same journal."""
        config = SmtpConfig(
            host="127.0.0.1",
            port=self.server.port,
            user="reports",
            ca_file=str(self.authority),
            letters_per_minute=60_000_000,
        )
        return host.outbox(door=SmtpDoor(config, self.clock, "secret")).send(letters)

    def delivered(self) -> Counter[str]:
        return Counter(letter.key.split("/")[1] for letter in self.server.letters)

    def settle_doubts(self, host: Host) -> None:
        """What a person does who looked into the mail server's own log."""
        for partner_id, state in host.states().items():
            if state == "unknown":
                came = partner_id in self.delivered()
                key = LetterKey("monthly", partner_id, "2026-03")
                host.outbox().resolve(key, "sent" if came else "resend")


@pytest.fixture
def machines(
    book: Book, server: MailServer, certificates: Certificates, clock: StillClock, tmp_path: Path
) -> Machines:
    return Machines(book, server, certificates.authority, clock, tmp_path)


def end_of(process: "subprocess.Popen[bytes]") -> int:
    with process:
        return process.wait(timeout=60)


def comes_to_rest(machines: Machines, host: Host, letters: list[Letter], doubts: int) -> None:
    """The next run sends what surely was not sent; a person settles the rest."""
    report = machines.send(host, letters)
    assert len(report.unknown) <= doubts
    assert report.failed == report.left == ()
    assert max(machines.delivered().values()) == 1
    machines.settle_doubts(host)
    assert machines.send(host, letters).exit_code == 0
    assert machines.delivered() == Counter(PARTNERS)
    assert host.states() == dict.fromkeys(PARTNERS, "sent")


@pytest.mark.parametrize("passage", [1, 2, 5])
@pytest.mark.parametrize("point", POINTS)
def test_whenever_a_run_dies_every_letter_goes_exactly_once(
    point: str, passage: int, machines: Machines, host: Host, write: Write
) -> None:
    mode = "SIGKILL" if passage == 2 else "os._exit"
    code = end_of(machines.start(point=point, passage=passage, mode=mode))
    assert code in {0, *KILLED}
    in_the_air = "deliver" in point or "claim" in point or "settle" in point
    comes_to_rest(machines, host, write(6), doubts=1 if code in KILLED and in_the_air else 0)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_run_killed_while_the_server_decides_leaves_one_letter_in_doubt(
    number: int, machines: Machines, host: Host, write: Write
) -> None:
    killed: list[int] = []

    def kill(dot: int, _letter: object) -> str | None:
        if dot == number and not killed:
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)
            return KEEP_AND_HANG_UP
        return None

    machines.server.manners.dot = kill
    process = machines.start()
    assert end_of(process) in KILLED
    comes_to_rest(machines, host, write(6), doubts=1)
    assert killed


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("one", "one", "one", "one"), id="four runs on one machine"),
        pytest.param(("one", "two", "three"), id="three machines"),
    ],
)
def test_runs_at_once_are_one_run(
    names: tuple[str, ...], machines: Machines, host: Host, write: Write
) -> None:
    others_ended = Event()
    machines.server.manners.dot = lambda _, __: None if others_ended.wait(60) else "451 too late"
    processes = [machines.start(name) for name in names]
    codes: list[int] = []
    with ThreadPoolExecutor(len(processes)) as pool:
        for ended in as_completed(pool.submit(end_of, process) for process in processes):
            codes.append(ended.result())
            if len(codes) == len(names) - 1:
                others_ended.set()
    assert codes == [3] * (len(names) - 1) + [0]
    comes_to_rest(machines, host, write(6), doubts=0)


def test_a_451_on_every_third_letter_is_made_up_for_by_later_runs(
    machines: Machines, host: Host, write: Write
) -> None:
    machines.server.manners.dot = lambda number, _: None if number % 3 else "451 4.3.0 later"
    codes = [machines.send(host, write(6)).exit_code for _ in range(3)]
    assert codes == [1, 0, 0]
    assert machines.delivered() == Counter(PARTNERS)


def test_three_answers_lost_leave_three_in_doubt_and_none_doubled(
    machines: Machines, host: Host, write: Write
) -> None:
    machines.server.manners.dot = lambda number, _: KEEP_AND_HANG_UP if number % 2 else None
    assert len(machines.send(host, write(6)).unknown) == 3
    machines.server.manners.dot = lambda _, __: None
    comes_to_rest(machines, host, write(6), doubts=3)
