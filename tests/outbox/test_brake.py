"""Letters in doubt: a brake that cron does not loosen, and people do."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from sheetsync.errors import MailAccountError, MailBrakeError
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.folder import FolderDoor
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.report import SendReport
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import HANG_UP, KEEP_AND_HANG_UP, MUTE, MailServer

Write = Callable[..., list[Letter]]
HOUR_S = 3600


class Host(Protocol):
    server: MailServer

    def outbox(self, **changes: object) -> Outbox: ...
    def journal(self) -> Journal: ...
    def states(self) -> dict[str, str]: ...
    def door(self) -> SmtpDoor: ...
    def lose_disk(self) -> None: ...


def places(report: SendReport) -> list[str]:
    return [outcome.place for outcome in report.outcomes]


def cut_every(count: int) -> Callable[[int, object], str | None]:
    return lambda number, _letter: KEEP_AND_HANG_UP if number % count == 0 else None


@pytest.mark.parametrize("answer", [HANG_UP, KEEP_AND_HANG_UP])
def test_a_day_of_hourly_looks_leaves_three_letters_in_doubt(
    answer: str, host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    server.manners.dot = lambda _, __: answer
    reports = []
    for _ in range(24):
        reports.append(host.outbox().send(write(12)))
        clock.sleep(HOUR_S)
    assert {each.exit_code for each in reports} == {2}
    assert all(isinstance(each.stopped_by, MailBrakeError) for each in reports)
    report = reports[-1]
    assert server.counts["dot"] == 3
    assert places(report) == ["unknown"] * 3 + ["left"] * 9
    assert str(report.stopped_by) == (
        "3 monthly letters are in doubt, so no monthly letter is mailed: monthly/P-001/2026-03/1, "
        "monthly/P-002/2026-03/1, monthly/P-003/2026-03/1\n"
        "  cure: look into the account's Sent folder or the server's log, then say what you found: "
        "sheetsync outbox resolve KEY … --sent or --resend, or --all --period 2026-03"
    )


def test_a_server_that_hangs_and_is_mute_gets_one_letter(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    server.manners.dot = lambda _, __: MUTE
    server.manners.noop = lambda _: HANG_UP
    for look in range(5):
        door = host.door()
        door._patience_s = 0.2
        report = host.outbox(door=door).send(write(6))
        assert report.exit_code == 2
        expected = MailAccountError if look < 2 else MailBrakeError
        assert isinstance(report.stopped_by, expected), look
        clock.sleep(HOUR_S)
    # One a look, until three looks in a row left one each.
    assert server.counts["dot"] == 3


@pytest.mark.parametrize("answer", [HANG_UP, KEEP_AND_HANG_UP])
def test_a_machine_that_forgets_everything_between_looks_leaves_three_too(
    answer: str, host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    """A fresh container for every look of cron knows no more than the Send log tells."""
    server.manners.dot = lambda _, __: answer
    reports = []
    for _ in range(24):
        reports.append(host.outbox().send(write(12)))
        host.lose_disk()
        clock.sleep(HOUR_S)
    assert server.counts["dot"] == 3
    assert all(isinstance(each.stopped_by, MailBrakeError) for each in reports)
    assert places(reports[-1]) == ["unknown"] * 3 + ["left"] * 9


def test_three_looks_that_leave_one_each_are_counted_without_a_journal_too(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    server.manners.dot = lambda _, __: MUTE
    server.manners.noop = lambda _: HANG_UP
    for _ in range(5):
        door = host.door()
        door._patience_s = 0.2
        host.outbox(door=door).send(write(6))
        host.lose_disk()
        clock.sleep(HOUR_S)
    assert server.counts["dot"] == 3


def test_another_machine_is_held_by_the_same_letters_and_so_is_a_rehearsal(
    hosts: Callable[[str], Host], server: MailServer, tmp_path: Path, write: Write
) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    hosts("one").outbox().send(write(6))
    rehearsed = hosts("two").outbox().rehearse(write(6), FolderDoor(tmp_path / "preview"))
    report = hosts("two").outbox().send(write(6))
    for each in (rehearsed, report):
        assert places(each) == ["unknown"] * 3 + ["left"] * 3
        assert isinstance(each.stopped_by, MailBrakeError)
    assert server.counts["dot"] == 3


def test_what_a_person_resolved_is_no_letter_that_went(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    """Resolving comes later than all doubts; a letter that went in between ends the row."""

    def answer(number: int, _letter: object) -> str | None:
        clock.sleep(1)
        return None if number == 3 else HANG_UP

    server.manners.dot = answer
    host.outbox(batch_size=9).send(write(6))
    assert server.counts["dot"] == 6
    host.lose_disk()
    [first, *_] = host.outbox().in_doubt("2026-03")
    clock.sleep(HOUR_S)
    host.outbox().resolve(first, "sent")
    host.lose_disk()
    clock.sleep(HOUR_S)
    # Three are in doubt since the third went; the first two are on the other side of it.
    report = host.outbox().send(write(9))
    assert places(report) == ["already", "unknown", "already"] + ["unknown"] * 3 + ["left"] * 3
    assert server.counts["dot"] == 6
    host.outbox().resolve(host.outbox().in_doubt("2026-03")[1:], "resend")
    host.lose_disk()
    server.manners.dot = lambda _, __: None
    assert places(host.outbox().send(write(9)))[3:] == ["sent"] * 6


def test_letters_that_were_only_reserved_are_no_sign_of_a_bad_server(
    hosts: Callable[[str], Host], server: MailServer, clock: StillClock, write: Write
) -> None:
    asked = iter([False] * 4)

    def power_cut() -> bool:
        # Asked before each of the four is reserved, and then before the first is handed over.
        try:
            return next(asked)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        hosts("one").outbox(batch_size=4).send(write(4), stop=power_cut)
    for name in ("two", "three"):
        clock.sleep(HOUR_S)
        report = hosts(name).outbox().send(write(6))
        assert places(report)[:4] == ["unknown"] * 4
        assert report.stopped_by is None
    assert server.counts["dot"] == 2


@pytest.mark.parametrize("decision", ["sent", "resend"])
def test_the_brake_is_loose_once_all_its_letters_are_resolved(
    decision: str, host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    host.outbox().send(write(6))
    server.manners.dot = lambda _, __: None
    doubts = host.outbox().in_doubt("2026-03")
    assert [key.partner_id for key in doubts] == ["P-001", "P-002", "P-003"]
    host.outbox().resolve(doubts[:2], decision)  # type: ignore[arg-type]  # both are allowed
    report = host.outbox().send(write(6))
    assert places(report)[2:] == ["unknown"] + ["left"] * 3
    host.outbox().resolve(doubts[2:], decision)  # type: ignore[arg-type]  # likewise
    report = host.outbox().send(write(6))
    again = "sent" if decision == "resend" else "already"
    assert places(report) == [again] * 3 + ["sent"] * 3


def test_other_kinds_are_mailed_meanwhile(host: Host, server: MailServer, write: Write) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    host.outbox().send(write(4))
    server.manners.dot = lambda _, __: None
    [monthly, *_] = write(5)[4:]
    key = LetterKey("digest", "0123456789abcdef", "2026-04-02")
    digest = Letter(key, ("anna@company.example",), "Обзор", "т", "<p>т</p>")
    report = host.outbox().send([monthly, digest])
    assert places(report) == ["left", "sent"]
    assert report.exit_code == 2


def test_a_letter_that_went_ends_the_row(host: Host, server: MailServer, write: Write) -> None:
    server.manners.dot = cut_every(2)
    report = host.outbox(batch_size=25).send(write(20))
    assert places(report).count("unknown") == 10
    assert report.stopped_by is None


def test_a_refusal_between_does_not_end_the_row(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = lambda _, address: "550 no such user" if "p002" in address else None
    server.manners.dot = lambda _, __: HANG_UP
    report = host.outbox().send(write(6))
    assert places(report) == ["unknown", "failed", "unknown", "unknown", "left", "left"]


def test_too_large_a_share_of_a_large_run_pulls_it_too(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = cut_every(12)
    report = host.outbox(batch_size=50).send(write(40))
    # The second doubt, at letter 24, makes more than 5 %.
    assert places(report) == [
        "unknown" if number in {12, 24} else "sent" if number < 24 else "left"
        for number in range(1, 41)
    ]
    assert isinstance(report.stopped_by, MailBrakeError)
    assert places(host.outbox().send(write(40)))[24:] == ["left"] * 16


def test_a_small_share_of_a_large_run_does_not(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda number, _: HANG_UP if number == 30 else None
    report = host.outbox(batch_size=50).send(write(45))
    assert places(report).count("sent") == 44


def test_a_rehearsal_tells_what_the_brake_holds(
    host: Host, server: MailServer, tmp_path: Path, write: Write
) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    host.outbox().send(write(4))
    report = host.outbox().rehearse(write(4), FolderDoor(tmp_path / "preview"))
    assert places(report) == ["unknown"] * 3 + ["left"]
    assert isinstance(report.stopped_by, MailBrakeError)
    # A folder takes them: nobody is mailed.
    assert places(host.outbox(door=FolderDoor(tmp_path / "letters")).send(write(4)))[3] == "drafted"


def test_several_letters_are_resolved_all_or_none(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda number, _: HANG_UP if number == 1 else None
    host.outbox().send(write(2))
    keys = [letter.key for letter in write(2)]
    with pytest.raises(Exception, match="P-002/2026-03/1 is sent, not unknown"):
        host.outbox().resolve(keys, "sent")
    assert host.states() == {"P-001": "unknown", "P-002": "sent"}
    assert host.outbox().in_doubt("2026-02") == ()


def test_test_letters_without_an_answer_do_not_hold_the_lock(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    report = host.outbox(test_recipient="me@company.example").send(write(9))
    assert server.counts["dot"] == 3
    assert places(report) == ["failed", "failed"] + ["left"] * 7
    assert report.exit_code == 2
