from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

import pytest

from sheetsync.errors import DeadlineError, JournalError, LeaseLostError, RunActiveError
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow, SendLog
from sheetsync.outbox.report import SendReport
from sheetsync.outbox.sending_context import SendingContext
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import HANG_UP, MailServer
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.send_log import SpreadsheetSendLog
from sheetsync.workbook.session import Session

Write = Callable[..., list[Letter]]
ELSEWHERE = "возможно, отправлено: зарезервировано запуском, исход которого здесь неизвестен"


class Book(Protocol):
    def session(self) -> Session: ...
    def told(self) -> list[str]: ...


class Host(Protocol):
    book: Book

    def context(self, **changes: object) -> SendingContext: ...
    def outbox(self, **changes: object) -> Outbox: ...
    def journal(self) -> Journal: ...
    def states(self) -> dict[str, str]: ...
    def lose_disk(self) -> None: ...


Hosts = Callable[[str], Host]


class Died(BaseException):
    """The machine lost its power."""


class Unreachable:
    """A Send log that cannot be appended to any more, from the n-th append on."""

    def __init__(self, log: SendLog, first: int) -> None:
        self._log, self._left = log, first

    def rows(self) -> Sequence[LogRow]:
        return self._log.rows()

    def append(self, rows: Sequence[LogRow]) -> None:
        self._left -= 1
        if self._left <= 0:
            raise DeadlineError("Google did not answer within 600 s")
        self._log.append(rows)


def places(report: SendReport) -> list[str]:
    return [outcome.place for outcome in report.outcomes]


def die() -> bool:
    raise Died


def die_after(server: MailServer, count: int) -> Callable[[], bool]:
    return lambda: die() if len(server.letters) >= count else False


def unreachable(host: Host, first: int) -> Unreachable:
    return Unreachable(SpreadsheetSendLog(host.book.session()), first)


def test_two_machines_at_once_send_each_letter_once(
    hosts: Hosts, server: MailServer, write: Write
) -> None:
    def second_starts() -> bool:
        with pytest.raises(RunActiveError):
            hosts("two").outbox().send(write(4))
        return False

    report = hosts("one").outbox().send(write(4), stop=second_starts)
    assert places(report) == ["sent"] * 4
    assert places(hosts("two").outbox().send(write(4))) == ["already"] * 4
    assert len(server.letters) == 4


def test_another_machine_goes_on_where_the_first_was_stopped(
    hosts: Hosts, server: MailServer, write: Write
) -> None:
    hosts("one").outbox().send(write(5), stop=lambda: len(server.letters) >= 3)
    assert places(hosts("two").outbox().send(write(5))) == ["already"] * 3 + ["sent"] * 2
    assert places(hosts("one").outbox().send(write(5))) == ["already"] * 5
    assert len(server.letters) == 5


def test_after_a_crash_the_same_machine_goes_on_at_once(
    host: Host, server: MailServer, write: Write
) -> None:
    with pytest.raises(Died):
        host.outbox().send(write(5), stop=die_after(server, 3))
    assert places(host.outbox().send(write(5))) == ["already"] * 3 + ["sent"] * 2
    assert len(server.letters) == 5


def test_after_a_crash_another_machine_waits_for_the_lease_and_leaves_doubt_alone(
    hosts: Hosts, server: MailServer, clock: StillClock, write: Write
) -> None:
    with pytest.raises(Died):
        hosts("one").outbox().send(write(5), stop=die_after(server, 3))
    with pytest.raises(RunActiveError):
        hosts("two").outbox().send(write(5))
    clock.sleep(timedelta(minutes=16).total_seconds())
    report = hosts("two").outbox().send(write(5))
    # Letters 3 and 4 were reserved together; only the first machine knows that 4 never left.
    assert places(report) == ["already", "already", "unknown", "unknown", "sent"]
    assert report.unknown[0].reason == ELSEWHERE
    assert len(server.letters) == 4


def test_the_first_machine_clears_the_doubt_that_another_had(
    hosts: Hosts, server: MailServer, clock: StillClock, write: Write
) -> None:
    with pytest.raises(Died):
        hosts("one").outbox().send(write(5), stop=die_after(server, 3))
    clock.sleep(timedelta(minutes=16).total_seconds())
    hosts("two").outbox().send(write(5))
    clock.sleep(timedelta(minutes=16).total_seconds())
    report = hosts("one").outbox().send(write(5))
    assert places(report) == ["already", "already", "already", "sent", "already"]
    assert places(hosts("two").outbox().send(write(5))) == ["already"] * 5
    assert len(server.letters) == 5


def test_a_lost_disk_is_learned_from_the_send_log(
    host: Host, server: MailServer, write: Write
) -> None:
    host.outbox().send(write(3))
    host.lose_disk()
    assert places(host.outbox().send(write(4))) == ["already"] * 3 + ["sent"]
    assert len(server.letters) == 4


def test_a_disk_lost_in_the_middle_leaves_at_most_a_batch_in_doubt(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    with pytest.raises(Died):
        host.outbox().send(write(5), stop=die_after(server, 3))
    host.lose_disk()
    clock.sleep(timedelta(minutes=16).total_seconds())
    assert places(host.outbox().send(write(5))) == [
        "already", "already", "unknown", "unknown", "sent",
    ]  # fmt: skip
    assert len(server.letters) == 4
    assert host.book.told()[-4:] == [
        "P-003 unknown", "P-004 unknown", "P-005 reserved", "P-005 sent",
    ]  # fmt: skip


def test_a_letter_keeps_its_message_id_when_the_disk_was_lost(
    host: Host, server: MailServer, clock: StillClock, write: Write
) -> None:
    server.manners.dot = lambda number, _: HANG_UP if number == 1 else None
    host.outbox().send(write(1))
    [before] = host.journal().letters.states().values()
    host.lose_disk()
    clock.sleep(3600)
    host.outbox().resolve(before.key, "resend")
    host.outbox().send(write(1))
    [letter] = server.letters
    assert letter.message["Message-ID"] == before.envelope.message_id


def test_a_mark_that_failed_is_made_up_for_and_the_letter_is_not_sent_again(
    host: Host, server: MailServer, write: Write
) -> None:
    """faults.md S23."""
    report = host.outbox(send_log=unreachable(host, 2)).send(write(2))
    assert places(report) == ["sent", "sent"]
    assert isinstance(report.stopped_by, DeadlineError)
    assert report.exit_code == 2
    assert host.book.told() == ["P-001 reserved", "P-002 reserved"]
    assert places(host.outbox().send(write(2))) == ["already", "already"]
    assert host.book.told()[2:] == ["P-001 sent", "P-002 sent"]
    assert len(server.letters) == 2


def test_what_was_not_told_is_told_by_the_next_run_even_without_letters(
    host: Host, write: Write
) -> None:
    host.outbox(send_log=unreachable(host, 2)).send(write(2))
    host.outbox().send([])
    assert host.book.told()[2:] == ["P-001 sent", "P-002 sent"]


def test_nothing_is_sent_whose_reservation_was_not_told(
    host: Host, server: MailServer, write: Write
) -> None:
    report = host.outbox(send_log=unreachable(host, 1)).send(write(3))
    assert places(report) == ["left"] * 3
    assert server.letters == []
    assert host.book.told() == []
    assert places(host.outbox().send(write(3))) == ["sent"] * 3


def test_a_log_that_fails_in_the_middle_stops_the_run_after_the_letter_under_way(
    host: Host, clock: StillClock, server: MailServer, write: Write
) -> None:
    report = host.outbox(send_log=unreachable(host, 2), batch_size=25).send(
        write(4), watch=lambda _: clock.sleep(6)
    )
    assert places(report) == ["sent", "sent", "sent", "left"]
    assert isinstance(report.stopped_by, DeadlineError)
    assert places(host.outbox().send(write(4))) == ["already"] * 3 + ["sent"]
    assert len(server.letters) == 4


def test_a_machine_that_lost_its_lease_sends_no_further_batch(
    hosts: Hosts, server: MailServer, clock: StillClock, write: Write
) -> None:
    def other_takes_over() -> bool:
        if len(server.letters) == 1:
            clock.sleep(timedelta(minutes=16).total_seconds())
            hosts("two").outbox().send(write(6)[4:])
        return False

    report = hosts("one").outbox().send(write(6), stop=other_takes_over)
    assert places(report) == ["sent", "sent", "left", "left", "left", "left"]
    assert isinstance(report.stopped_by, LeaseLostError)
    assert hosts("two").states()["P-001"] == "unknown"
    assert places(hosts("two").outbox().send(write(6))) == [
        "already", "already", "sent", "sent", "already", "already",
    ]  # fmt: skip
    assert len(server.letters) == 6


def test_the_lease_is_given_back_after_every_run(hosts: Hosts, write: Write) -> None:
    hosts("one").outbox().send(write(1))
    hosts("two").outbox().send(write(2))
    session = hosts("one").book.session()
    clock = StillClock(hosts("one").context().clock.now())
    SpreadsheetLease(session, clock, run_id="R").acquire()


def test_a_crash_while_handing_over_leaves_one_letter_in_doubt(
    host: Host, server: MailServer, write: Write
) -> None:
    def die_at_second(number: int, _letter: object) -> str | None:
        return HANG_UP if number == 2 else None

    context = host.context()
    server.manners.dot = die_at_second
    settle = context.journal.letters.settle

    def settle_or_die(letter: object, rows: object = ()) -> None:
        if getattr(letter, "state", "") == "unknown":
            raise Died
        settle(letter, rows)  # type: ignore[arg-type]  # handed through

    context.journal.letters.settle = settle_or_die  # type: ignore[assignment,method-assign]  # the power goes here
    with pytest.raises(Died):
        Outbox(context).send(write(3))
    assert host.states() == {"P-001": "sent", "P-002": "sending"}
    assert places(host.outbox().send(write(3))) == ["already", "unknown", "sent"]
    assert server.counts["dot"] == 3


def test_the_same_letter_twice_in_one_run_is_sent_once(
    host: Host, server: MailServer, write: Write
) -> None:
    with pytest.raises(JournalError):
        host.outbox().send([*write(1), *write(1)])
    assert len(server.letters) == 1


def test_states_bring_journal_and_send_log_together_and_write_nothing(
    hosts: Hosts, server: MailServer, write: Write
) -> None:
    hosts("one").outbox().send(write(2))
    with pytest.raises(Died):
        hosts("one").outbox().send(write(4), stop=die_after(server, 3))
    told = hosts("one").book.told()
    seen = {key.partner_id: letter.state for key, letter in hosts("two").outbox().states().items()}
    assert seen == {"P-001": "sent", "P-002": "sent", "P-003": "unknown", "P-004": "unknown"}
    assert hosts("two").states() == {}
    assert hosts("one").book.told() == told


def test_states_show_an_interrupted_letter_as_in_doubt(host: Host, write: Write) -> None:
    context = host.context()
    [letter] = write(1)
    context.journal.letters.reserve([context.envelope(letter)])
    context.journal.letters.claim(letter.key, context.run_id)
    [state] = host.outbox().states().values()
    assert state.state == "unknown"
    assert state.reason == "возможно, отправлено: запуск прервался при передаче письма"
    assert host.states() == {"P-001": "sending"}
