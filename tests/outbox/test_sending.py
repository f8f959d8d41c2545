from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

import pytest

from sheetsync.errors import MailAccountError
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.outbox.report import Progress, SendReport
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import HANG_UP, KEEP_AND_HANG_UP, MailServer

Write = Callable[..., list[Letter]]


class Book(Protocol):
    def log(self) -> list[LogRow]: ...
    def told(self) -> list[str]: ...


class Host(Protocol):
    def outbox(self, **changes: object) -> Outbox: ...
    def journal(self) -> Journal: ...
    def states(self) -> dict[str, str]: ...
    def lose_disk(self) -> None: ...


def places(report: SendReport) -> dict[str, str]:
    return {outcome.key.partner_id: outcome.place for outcome in report.outcomes}


def delivered(server: MailServer) -> list[str]:
    return [letter.key.split("/")[1] for letter in server.letters]


def test_every_letter_is_sent_once(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    report = host.outbox().send(write(3))
    assert places(report) == {"P-001": "sent", "P-002": "sent", "P-003": "sent"}
    assert delivered(server) == ["P-001", "P-002", "P-003"]
    assert report.exit_code == 0
    assert book.told() == [
        "P-001 reserved",
        "P-002 reserved",
        "P-001 sent",
        "P-002 sent",
        "P-003 reserved",
        "P-003 sent",
    ]


def test_a_second_run_sends_nothing_and_writes_nothing(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    host.outbox().send(write(3))
    before = book.log()
    report = host.outbox().send(write(3))
    assert set(places(report).values()) == {"already"}
    assert report.exit_code == 0
    assert len(server.letters) == 3
    assert book.log() == before


def test_the_send_log_tells_what_a_person_needs(host: Host, book: Book, write: Write) -> None:
    host.outbox().send(write(1))
    [reserved, sent] = book.log()
    message_id, row_id = sent.pop("message_id"), sent.pop("row_id")  # type: ignore[attr-defined]  # read back as dicts
    assert sent == {
        "key": "monthly/P-001/2026-03/1",
        "kind": "monthly",
        "partner_id": "P-001",
        "period": "2026-03",
        "revision": 1,
        "to": "b***@p001.example",
        "subject": "Отчёт P-001",
        "state": "sent",
        "reason": "",
        "content_hash": write(1)[0].content_hash,
        "at": "2026-04-02T09:00:00+00:00",
        "run_id": "one-0",
    }
    assert reserved["message_id"] == message_id
    assert reserved["row_id"] != row_id


def test_changed_data_send_nothing_after_the_letter_went(
    host: Host, server: MailServer, write: Write
) -> None:
    host.outbox().send(write(2))
    first, second = write(2)
    report = host.outbox().send([replace(first, text="другой текст"), second])
    assert [outcome.key.partner_id for outcome in report.changed] == ["P-001"]
    assert len(server.letters) == 2


def test_another_revision_is_another_letter(host: Host, server: MailServer, write: Write) -> None:
    [letter] = write(1)
    host.outbox().send([letter])
    host.outbox().send([replace(letter, key=replace(letter.key, revision=2))])
    ids = {received.message["Message-ID"] for received in server.letters}
    assert len(server.letters) == len(ids) == 2


def test_a_refusal_for_now_is_tried_by_the_next_run(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.rcpt = lambda number, _: "451 4.3.0 try again" if number == 1 else None
    report = host.outbox().send(write(2))
    assert places(report) == {"P-001": "failed", "P-002": "sent"}
    assert report.failed[0].reason == "451 4.3.0 try again"
    assert report.exit_code == 1
    assert places(host.outbox().send(write(2))) == {"P-001": "sent", "P-002": "already"}
    assert book.told()[2:] == ["P-001 failed", "P-002 sent", "P-001 reserved", "P-001 sent"]


def test_a_refusal_for_good_waits_for_a_person(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = lambda number, _: (
        "550 <boris@p001.example> unknown" if number == 1 else None
    )
    host.outbox().send(write(2))
    report = host.outbox().send(write(2))
    assert places(report) == {"P-001": "failed", "P-002": "already"}
    assert report.failed[0].reason == "550 <b***@p001.example> unknown"
    assert report.exit_code == 1
    assert server.counts["rcpt"] == 2


def test_a_letter_that_cannot_be_composed_fails_alone(host: Host, write: Write) -> None:
    first, second = write(2)
    report = host.outbox().send([replace(first, to=("boris",)), second])
    assert places(report) == {"P-001": "failed", "P-002": "sent"}
    assert report.failed[0].reason == "'boris' — не адрес, по которому дойдёт письмо"


def test_a_partly_refused_letter_is_sent_and_says_who_missed_it(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    [letter] = write(1)
    server.manners.rcpt = lambda _, address: "550 unknown" if "vera" in address else None
    report = host.outbox().send([replace(letter, to=(*letter.to, "vera@p001.example"))])
    assert places(report) == {"P-001": "sent"}
    assert report.sent[0].reason == "550 unknown"
    assert book.log()[-1]["reason"] == "550 unknown"
    assert book.log()[-1]["to"] == "b***@p001.example, v***@p001.example"


@pytest.mark.parametrize("answer", [HANG_UP, KEEP_AND_HANG_UP])
def test_a_letter_in_doubt_is_never_repeated_by_itself(
    answer: str, host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.dot = lambda number, _: answer if number == 1 else None
    report = host.outbox().send(write(3))
    assert places(report) == {"P-001": "unknown", "P-002": "sent", "P-003": "sent"}
    reason = "возможно, отправлено: связь оборвалась после передачи письма"
    assert report.unknown[0].reason == reason
    assert report.exit_code == 1
    again = host.outbox().send(write(3))
    assert places(again) == {"P-001": "unknown", "P-002": "already", "P-003": "already"}
    assert server.counts["dot"] == 3
    assert "P-001 unknown" in book.told()


def test_an_account_that_cannot_send_stops_the_run_and_leaves_the_rest_pending(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.data = lambda number: "421 4.7.0 too much" if number in {3, 4} else None
    report = host.outbox().send(write(6))
    assert list(places(report).values()) == ["sent", "sent", "left", "left", "left", "left"]
    assert isinstance(report.stopped_by, MailAccountError)
    assert report.exit_code == 2
    assert host.states() == {
        "P-001": "sent", "P-002": "sent", "P-003": "pending", "P-004": "pending",
    }  # fmt: skip
    assert book.told()[-2:] == ["P-003 pending", "P-004 pending"]
    again = host.outbox().send(write(6))
    assert len(again.sent) == 4
    assert sorted(delivered(server)) == [f"P-{number:03}" for number in range(1, 7)]


def test_a_421_after_the_dot_was_surely_not_accepted(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda number, _: "421 4.3.2 shutting down" if number == 2 else None
    report = host.outbox().send(write(3))
    assert list(places(report).values()) == ["sent", "left", "left"]
    host.outbox().send(write(3))
    assert delivered(server) == ["P-001", "P-002", "P-003"]


def test_two_of_three_recipients_then_a_lost_line(
    host: Host, server: MailServer, write: Write
) -> None:
    """faults.md S24."""
    first, second = write(2)
    server.manners.rcpt = lambda _, address: "550 unknown" if "ivan" in address else None
    server.manners.dot = lambda number, _: HANG_UP if number == 2 else None
    recipients = (*first.to, "vera@p001.example", "ivan@p001.example")
    report = host.outbox().send([replace(first, to=recipients), second])
    assert places(report) == {"P-001": "sent", "P-002": "unknown"}
    assert report.sent[0].reason == "550 unknown"
    host.outbox().send([first, second])
    assert server.counts["dot"] == 2


def test_ten_refusals_in_a_row_are_not_about_the_letters(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda _, __: "550 5.1.1 no such user"
    report = host.outbox(batch_size=25).send(write(15))
    assert len(report.failed) == 10
    assert len(report.left) == 5
    assert str(report.stopped_by) == (
        "10 letters in a row were refused; the last: 550 5.1.1 no such user\n"
        "  cure: look at the reasons (sheetsync outbox list) before you run again"
    )


def test_refusals_between_letters_that_go_do_not_stop_the_run(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda number, _: "550 no" if number % 3 else None
    report = host.outbox(batch_size=25).send(write(30))
    assert (len(report.failed), len(report.sent), report.left) == (20, 10, ())


def test_a_run_sends_no_more_than_its_limit(host: Host, write: Write) -> None:
    report = host.outbox().send(write(5), limit=3)
    assert list(places(report).values()) == ["sent"] * 3 + ["over_limit"] * 2
    assert report.exit_code == 0
    again = host.outbox().send(write(5), limit=3)
    assert list(places(again).values()) == ["already"] * 3 + ["sent"] * 2


def test_a_day_sends_no_more_than_the_account_may(
    host: Host, clock: StillClock, write: Write
) -> None:
    assert len(host.outbox(letters_per_day=3).send(write(5)).sent) == 3
    assert len(host.outbox(letters_per_day=3).send(write(5)).over_limit) == 2
    clock.sleep(timedelta(hours=24, seconds=1).total_seconds())
    assert len(host.outbox(letters_per_day=3).send(write(5)).sent) == 2


@pytest.mark.parametrize(("limit", "a_day", "sent"), [(2, 3, 2), (3, 2, 2), (None, 4, 4)])
def test_of_two_limits_the_smaller_one_holds(
    limit: int | None, a_day: int, sent: int, host: Host, write: Write
) -> None:
    report = host.outbox(letters_per_day=a_day).send(write(5), limit=limit)
    assert (len(report.sent), len(report.over_limit)) == (sent, 5 - sent)


def test_a_run_that_is_asked_to_stop_finishes_the_letter_under_way(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    report = host.outbox().send(write(5), stop=lambda: len(server.letters) >= 3)
    assert list(places(report).values()) == ["sent"] * 3 + ["left"] * 2
    assert report.was_asked_to_stop
    assert report.exit_code == 2
    assert book.told()[-2:] == ["P-003 sent", "P-004 pending"]


def test_progress_tells_pace_and_time_left(host: Host, clock: StillClock, write: Write) -> None:
    told: list[Progress] = []

    def watch(progress: Progress) -> None:
        told.append(progress)
        clock.sleep(2)

    host.outbox().send(write(4), watch=watch)
    assert told[0] == Progress(1, 4, 0.0)
    assert (told[0].letters_per_minute, told[0].left_s) == (0.0, None)
    assert told[2] == Progress(3, 4, 4.0)
    assert told[2].letters_per_minute == 45.0
    assert told[2].left_s == pytest.approx(4 / 3)


def test_letters_are_written_as_they_are_needed(host: Host, write: Write) -> None:
    taken: list[str] = []
    told: list[Progress] = []

    def letters() -> object:
        for letter in write(6):
            taken.append(letter.key.partner_id)
            yield letter

    def watch(progress: Progress) -> None:
        told.append(progress)
        assert len(taken) <= progress.done + 2

    host.outbox().send(letters(), watch=watch)  # type: ignore[arg-type]  # an iterator of letters
    assert [progress.total for progress in told] == [None] * 6


def test_results_reach_the_send_log_every_ten_seconds(
    host: Host, book: Book, clock: StillClock, write: Write
) -> None:
    seen: list[int] = []

    def watch(_progress: Progress) -> None:
        clock.sleep(4)
        seen.append(sum("sent" in row for row in book.told()))

    host.outbox(batch_size=25).send(write(8), watch=watch)
    assert seen == [0, 0, 0, 0, 4, 4, 4, 7]
