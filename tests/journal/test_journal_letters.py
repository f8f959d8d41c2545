from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sheetsync.errors import JournalError
from sheetsync.journal import Journal
from sheetsync.journal.letters import Envelope, JournaledLetter, State
from sheetsync.letters.letter import LetterKey
from sheetsync.testing.clock import StillClock

OpenJournal = Callable[..., Journal]
KEY = LetterKey("monthly", "P-001", "2026-03")
NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)


def envelope(key: LetterKey = KEY, run_id: str = "R-1") -> Envelope:
    return Envelope(
        key=key,
        recipients="b***@vector.example",
        subject="Отчёт за март",
        content_hash="0011223344556677",
        message_id="<one@company.example>",
        dated_at=NOON,
        run_id=run_id,
    )


def settled(state: State, *, is_temporary: bool = False) -> JournaledLetter:
    return JournaledLetter(envelope(), state, "why", is_temporary)


def test_a_reserved_letter_is_pending_with_all_that_was_kept(journal: Journal) -> None:
    journal.letters.reserve([envelope()])
    assert journal.letters.states() == {
        KEY: JournaledLetter(envelope(), "pending", "", is_temporary=False, changed_at=NOON)
    }


def test_a_claimed_letter_is_sending_and_then_as_it_was_settled(
    journal: Journal, clock: StillClock
) -> None:
    journal.letters.reserve([envelope()])
    clock.sleep(1)
    journal.letters.claim(KEY, "R-1")
    assert [letter.state for letter in journal.letters.interrupted()] == ["sending"]
    clock.sleep(1)
    journal.letters.settle(settled("sent"))
    assert journal.letters.interrupted() == []
    letter = journal.letters.states()[KEY]
    assert (letter.state, letter.reason) == ("sent", "why")
    assert letter.changed_at == NOON + timedelta(seconds=2)


def test_what_was_written_is_there_for_the_next_process(open_journal: OpenJournal) -> None:
    open_journal().letters.reserve([envelope()])
    assert KEY in open_journal().letters.states()


def test_letters_belong_to_one_spreadsheet(open_journal: OpenJournal) -> None:
    open_journal("S1").letters.reserve([envelope()])
    assert open_journal("S2").letters.states() == {}
    with pytest.raises(JournalError):
        open_journal("S2").letters.claim(KEY, "R-1")


def test_a_letter_is_claimed_once(open_journal: OpenJournal) -> None:
    first, second = open_journal(), open_journal()
    first.letters.reserve([envelope()])
    first.letters.claim(KEY, "R-1")
    with pytest.raises(JournalError) as caught:
        second.letters.claim(KEY, "R-1")
    assert str(caught.value) == (
        "monthly/P-001/2026-03/1 is not pending: another run has it\n  cure: run again"
    )


def test_only_the_run_that_reserved_a_letter_claims_it(journal: Journal) -> None:
    journal.letters.reserve([envelope(run_id="R-2")])
    with pytest.raises(JournalError):
        journal.letters.claim(KEY, "R-1")


@pytest.mark.parametrize(
    ("before", "may"),
    [
        (settled("pending"), "may"),
        (settled("failed", is_temporary=True), "may"),
        (settled("failed"), "may not"),
        (settled("sent"), "may not"),
        (settled("unknown"), "may not"),
        (settled("sending"), "may not"),
    ],
)
def test_only_what_surely_was_not_sent_is_reserved_again(
    before: JournaledLetter, may: str, journal: Journal
) -> None:
    journal.letters.adopt([before], [])
    assert before.may_be_sent == (may == "may")
    other = LetterKey("monthly", "P-002", "2026-03")
    if may == "may":
        journal.letters.reserve([envelope(run_id="R-2"), envelope(other)])
        assert journal.letters.states()[KEY].envelope.run_id == "R-2"
    else:
        with pytest.raises(JournalError) as caught:
            journal.letters.reserve([envelope(other), envelope(run_id="R-2")])
        assert caught.value.message == f"monthly/P-001/2026-03/1 is {before.state}"
        assert other not in journal.letters.states()


def test_nobody_settles_a_letter_that_was_never_reserved(journal: Journal) -> None:
    with pytest.raises(JournalError) as caught:
        journal.letters.settle(settled("sent"), [{"row_id": "1"}])
    assert caught.value.message == "monthly/P-001/2026-03/1 is not in the journal"
    assert journal.log_queue.waiting().rows == ()


def test_letters_are_counted_by_when_they_were_handed_over(
    open_journal: OpenJournal, clock: StillClock
) -> None:
    keys = [LetterKey("monthly", f"P-{number}", "2026-03") for number in range(4)]
    for number, key in enumerate(keys):
        letters = open_journal(f"S{number}").letters
        letters.reserve([envelope(key)])
        letters.claim(key, "R-1")
        clock.sleep(3600)
    open_journal("S0").letters.settle(JournaledLetter(envelope(keys[0]), "sent"))
    open_journal("S1").letters.settle(JournaledLetter(envelope(keys[1]), "failed"))
    open_journal("S2").letters.settle(JournaledLetter(envelope(keys[2]), "unknown"))
    assert open_journal().letters.handed_over_since(NOON) == 3
    assert open_journal().letters.handed_over_since(NOON + timedelta(hours=1)) == 2
    assert open_journal().letters.handed_over_since(NOON + timedelta(hours=4)) == 0


def test_what_another_journal_knew_is_taken_over_but_not_counted_here(journal: Journal) -> None:
    journal.letters.adopt([settled("sent")], [{"row_id": "1"}])
    assert journal.letters.states()[KEY].state == "sent"
    assert journal.letters.handed_over_since(NOON) == 0
    assert journal.log_queue.waiting().rows == ({"row_id": "1"},)


def test_rows_for_the_send_log_wait_in_order_until_they_are_appended(journal: Journal) -> None:
    journal.letters.reserve([envelope()])
    journal.letters.settle(settled("failed"), [{"row_id": "1", "revision": 1}])
    waiting = journal.log_queue.waiting()
    journal.letters.settle(settled("sent"), [{"row_id": "Ж"}])
    assert waiting.rows == ({"row_id": "1", "revision": 1},)
    journal.log_queue.appended(waiting)
    assert journal.log_queue.waiting().rows == ({"row_id": "Ж"},)


def test_rows_wait_for_their_own_spreadsheet(open_journal: OpenJournal) -> None:
    first, second = open_journal("S1"), open_journal("S2")
    first.log_queue.add([{"row_id": "1"}])
    second.log_queue.add([{"row_id": "2"}])
    second.log_queue.appended(second.log_queue.waiting())
    assert first.log_queue.waiting().rows == ({"row_id": "1"},)
    assert second.log_queue.waiting().rows == ()


def test_a_change_and_its_row_are_written_together_or_not_at_all(journal: Journal) -> None:
    journal.letters.reserve([envelope()])
    with pytest.raises(TypeError):
        journal.letters.settle(settled("sent"), [{"row_id": object()}])  # type: ignore[dict-item]  # what JSON cannot hold
    assert journal.letters.states()[KEY].state == "pending"


def test_a_key_with_slashes_comes_back_as_it_was(journal: Journal) -> None:
    key = LetterKey("monthly", "a/b/c", "2026-03", 2)
    journal.letters.reserve([replace(envelope(), key=key)])
    assert list(journal.letters.states()) == [key]


@pytest.mark.parametrize("text", ["", "monthly", "monthly/P-001/2026-03", "monthly/P/2026-03/x"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a letter's key KIND/PARTNER/PERIOD/REVISION"):
        LetterKey.parsed(text)
