"""Refusals that are about us, whatever their code says: nobody's letter is booked as refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest

from sheetsync.errors import MailAccountError
from sheetsync.journal import Journal
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.outbox.report import SendReport
from sheetsync.testing.mail_server import MailServer, Received

Write = Callable[..., list[Letter]]
LIMIT = "550 Domain company.example has exceeded the max emails per hour (4/4 (100%)) allowed"
STRANGE = "554 5.7.1 <{}>: dies ist nicht erlaubt, ref {}a7"


class Book(Protocol):
    def log(self) -> list[LogRow]: ...
    def told(self) -> list[str]: ...


class Host(Protocol):
    def outbox(self, **changes: object) -> Outbox: ...
    def journal(self) -> Journal: ...
    def states(self) -> dict[str, str]: ...
    def lose_disk(self) -> None: ...


def places(report: SendReport) -> list[str]:
    return [outcome.place for outcome in report.outcomes]


def delivered(server: MailServer) -> list[str]:
    return [letter.key.split("/")[1] for letter in server.letters]


def strange(number: int, address: str) -> str:
    return STRANGE.format(address, number)


@pytest.mark.parametrize("at", ["rcpt", "data", "dot"])
def test_a_hosting_limit_at_letter_five_leaves_every_other_letter_due(
    at: str, host: Host, server: MailServer, write: Write
) -> None:
    def limit(number: int, *_: object) -> str | None:
        return LIMIT if number > 4 else None

    setattr(server.manners, at, limit)
    report = host.outbox(batch_size=25).send(write(12))
    assert places(report) == ["sent"] * 4 + ["left"] * 8
    assert isinstance(report.stopped_by, MailAccountError)
    assert report.exit_code == 2
    assert set(host.states().values()) == {"sent", "pending"}
    setattr(server.manners, at, lambda *_: None)
    again = host.outbox(batch_size=25).send(write(12))
    assert places(again) == ["already"] * 4 + ["sent"] * 8
    assert sorted(delivered(server)) == [f"P-{number:03}" for number in range(1, 13)]
    # The one that met the limit goes last, in case it was about its address after all.
    assert delivered(server)[-1] == "P-005"


def test_a_limit_in_words_that_nobody_knows_is_seen_by_three_domains(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.rcpt = lambda number, address: strange(number, address) if number > 4 else None
    report = host.outbox().send(write(12))
    assert places(report) == ["sent"] * 4 + ["left"] * 8
    assert "failed" not in {row.split()[1] for row in book.told()}
    server.manners.rcpt = lambda _number, _address: None
    assert places(host.outbox().send(write(12))) == ["already"] * 4 + ["sent"] * 8
    assert delivered(server)[-3:] == ["P-005", "P-006", "P-007"]


def test_the_first_three_domains_refused_alike_stop_the_run_and_go_last(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = strange
    report = host.outbox().send(write(6))
    assert places(report) == ["left"] * 6
    assert str(report.stopped_by).startswith(
        "the server says the same of recipients of different domains: 554 5.7.1 "
    )
    host.outbox().send(write(6))
    assert server.counts["rcpt"] == 6
    tried = {key.partner_id for key, each in host.journal().letters.states().items()
             if each.is_temporary}  # fmt: skip
    assert tried == {f"P-{number:03}" for number in range(1, 7)}


def test_refused_again_where_others_went_they_are_refused_for_good(
    host: Host, server: MailServer, write: Write
) -> None:
    def some(number: int, address: str) -> str | None:
        return strange(number, address) if address[-9:-8] in "123" else None

    server.manners.rcpt = some
    assert places(host.outbox().send(write(6))) == ["left"] * 6
    report = host.outbox().send(write(6))
    assert places(report) == ["failed"] * 3 + ["sent"] * 3
    assert report.exit_code == 1
    host.outbox().send(write(6))
    assert server.counts["rcpt"] == 9


def test_letters_that_go_last_do_so_on_a_new_disk_too(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = strange
    host.outbox().send(write(5))
    host.lose_disk()
    server.manners.rcpt = lambda _number, _address: None
    host.outbox().send(write(5))
    assert delivered(server) == ["P-004", "P-005", "P-001", "P-002", "P-003"]


def test_three_of_one_domain_are_one(host: Host, server: MailServer, write: Write) -> None:
    server.manners.rcpt = lambda number, address: (
        strange(number, address) if "holding" in address else None
    )
    of_one = [replace(letter, to=(f"p{number}@Holding.example",))
              for number, letter in enumerate(write(4))]  # fmt: skip
    report = host.outbox().send([*of_one, *write(6)[4:]])
    assert places(report) == ["failed"] * 4 + ["sent"] * 2


@pytest.mark.parametrize(
    "reply",
    [
        "550 5.1.1 no such user",
        "550 5.1.10 not found",
        "552 5.2.2 full",
        "550 5.2.1 disabled",
        "550 user unknown",
        "550 Recipient address rejected: unknown user",
    ],
)
def test_what_names_the_address_is_never_about_us(
    reply: str, host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = lambda _number, _address: reply
    report = host.outbox().send(write(5))
    assert places(report) == ["failed"] * 5
    assert report.stopped_by is None


def test_different_words_are_different_refusals(
    host: Host, server: MailServer, write: Write
) -> None:
    words = ["nein", "non", "ei"]
    server.manners.rcpt = lambda number, _: f"554 {words[number % 3]}"
    report = host.outbox().send(write(5))
    assert places(report) == ["failed"] * 5


def test_a_letter_that_goes_clears_the_suspicion(
    host: Host, server: MailServer, write: Write
) -> None:
    server.manners.rcpt = lambda number, _: "554 nein" if number % 3 else None
    report = host.outbox().send(write(9))
    assert places(report) == ["failed", "failed", "sent"] * 3
    assert report.exit_code == 1


def test_a_run_asked_to_stop_decides_nothing(
    host: Host, server: MailServer, book: Book, write: Write
) -> None:
    server.manners.rcpt = strange
    report = host.outbox().send(write(5), stop=lambda: server.counts.get("rcpt", 0) >= 2)
    assert places(report) == ["left"] * 5
    assert book.told()[-2:] == ["P-001 pending", "P-002 pending"]


def test_a_refused_letter_gets_a_fresh_date(
    host: Host, server: MailServer, clock: object, write: Write
) -> None:
    server.manners.rcpt = strange
    host.outbox().send(write(3))
    clock.sleep(86_400)  # type: ignore[attr-defined]  # a StillClock
    server.manners.rcpt = lambda _number, _address: None
    host.outbox().send(write(3))
    assert {letter.message["Date"] for letter in server.letters} == {
        "Fri, 03 Apr 2026 09:00:00 +0000"
    }


def test_keys_of_our_own_people_hold_their_mark_wherever_they_are_kept(
    host: Host, server: MailServer, book: Book
) -> None:
    key = LetterKey("digest", "anna@company.example", "2026-04-02")
    letter = Letter(key, ("anna@company.example",), "Обзор", "т", "<p>т</p>")
    report = host.outbox().send([letter])
    received: Received = server.letters[0]
    kept = [str(report.sent[0].key), received.key, *(str(row["key"]) for row in book.log())]
    assert all("@" not in each for each in kept)
    assert len(set(kept)) == 1
    assert places(host.outbox().send([letter])) == ["already"]
    assert [row["state"] for row in host.outbox().history(key)] == ["reserved", "sent"]
