from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from sheetsync.errors import LetterStateError
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.folder import FolderDoor
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import HANG_UP, KEEP_AND_HANG_UP, MailServer

Write = Callable[..., list[Letter]]
KEY = LetterKey("monthly", "P-001", "2026-03")
CURE = "\n  cure: sheetsync outbox list shows every letter's state"


class Book(Protocol):
    def log(self) -> list[LogRow]: ...
    def told(self) -> list[str]: ...


class Host(Protocol):
    def outbox(self, **changes: object) -> Outbox: ...
    def states(self) -> dict[str, str]: ...
    def lose_disk(self) -> None: ...


@pytest.fixture
def doubtful(host: Host, server: MailServer, write: Write) -> Host:
    """A machine that does not know whether P-001 got its letter."""
    server.manners.dot = lambda number, _: KEEP_AND_HANG_UP if number == 1 else None
    host.outbox().send(write(1))
    return host


def test_a_letter_that_was_sent_after_all_is_never_sent_again(
    doubtful: Host, server: MailServer, book: Book, write: Write
) -> None:
    doubtful.outbox().resolve(KEY, "sent")
    doubtful.outbox().send(write(1))
    assert len(server.letters) == 1
    assert book.told()[-1] == "P-001 sent"
    assert book.log()[-1]["reason"] == "решено человеком: письмо отправлено"


def test_a_letter_sent_again_is_the_same_letter_to_its_receiver(
    doubtful: Host, server: MailServer, clock: StillClock, book: Book, write: Write
) -> None:
    clock.sleep(86_400)
    doubtful.outbox().resolve(KEY, "resend")
    doubtful.outbox().send(write(1))
    first, second = (letter.message for letter in server.letters)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert book.told()[-3:] == ["P-001 pending", "P-001 reserved", "P-001 sent"]
    assert book.log()[-3]["reason"] == "решено человеком: отправить ещё раз"


def test_a_letter_that_was_refused_gets_a_fresh_date(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    server.manners.dot = lambda number, _: "451 later" if number == 1 else None
    host.outbox().send(write(1))
    clock.sleep(86_400)
    host.outbox().send(write(1))
    assert server.letters[0].message["Date"] == "Fri, 03 Apr 2026 09:00:00 +0000"


def test_a_decision_on_one_machine_holds_on_a_new_disk(
    doubtful: Host, server: MailServer, write: Write
) -> None:
    doubtful.outbox().resolve(KEY, "sent")
    doubtful.lose_disk()
    doubtful.outbox().send(write(1))
    assert len(server.letters) == 1


def test_a_letter_refused_for_good_goes_when_a_person_says_so(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.dot = lambda number, _: "550 no" if number == 1 else None
    host.outbox().send(write(1))
    host.outbox().retry(KEY)
    host.outbox().send(write(1))
    assert len(server.letters) == 1
    assert book.told() == [
        "P-001 reserved",
        "P-001 failed",
        "P-001 pending",
        "P-001 reserved",
        "P-001 sent",
    ]


def test_a_draft_is_made_again_when_a_person_says_so(
    host: Host, tmp_path: Path, write: Write
) -> None:
    for _ in range(2):
        report = host.outbox(door=FolderDoor(tmp_path / "letters")).send(write(1))
        assert len(report.drafted) == 1
        host.outbox().retry(KEY)


@pytest.mark.parametrize("decision", ["sent", "resend"])
def test_only_a_letter_in_doubt_is_resolved(decision: str, host: Host, write: Write) -> None:
    host.outbox().send(write(1))
    with pytest.raises(LetterStateError) as caught:
        host.outbox().resolve(KEY, decision)  # type: ignore[arg-type]  # both are allowed
    assert str(caught.value) == f"monthly/P-001/2026-03/1 is sent, not unknown{CURE}"


@pytest.mark.parametrize(("answer", "state"), [(None, "sent"), (HANG_UP, "unknown")])
def test_only_a_failed_or_drafted_letter_is_tried_again(
    answer: str | None, state: str, host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda _, __: answer
    host.outbox().send(write(1))
    with pytest.raises(LetterStateError) as caught:
        host.outbox().retry(KEY)
    assert str(caught.value) == f"monthly/P-001/2026-03/1 is {state}, not failed or drafted{CURE}"


def test_a_letter_that_nobody_knows_is_neither_tried_nor_resolved(host: Host) -> None:
    unknown = "monthly/P-001/2026-03/1 was never mailed"
    with pytest.raises(LetterStateError) as caught:
        host.outbox().retry(KEY)
    assert str(caught.value) == f"{unknown}, not failed or drafted{CURE}"
    with pytest.raises(LetterStateError) as caught:
        host.outbox().resolve(KEY, "sent")
    assert str(caught.value) == f"{unknown}, not unknown{CURE}"


def test_a_wrong_decision_leaves_the_lease_free(host: Host, hosts: Callable[[str], Host]) -> None:
    with pytest.raises(LetterStateError):
        host.outbox().retry(KEY)
    hosts("two").outbox().send([])
    with pytest.raises(LetterStateError):
        hosts("two").outbox().retry(KEY)


def test_the_history_of_a_letter_is_told_in_order(doubtful: Host, write: Write) -> None:
    doubtful.outbox().resolve(KEY, "resend")
    doubtful.outbox().send(write(2))
    states = [row["state"] for row in doubtful.outbox().history(KEY)]
    assert states == ["reserved", "unknown", "pending", "reserved", "sent"]
