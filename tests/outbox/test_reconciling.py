from datetime import UTC, datetime

import pytest

from sheetsync.journal.letters import Envelope, JournaledLetter, State
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.log_rows import Logged, LoggedState
from sheetsync.outbox.reconciling import adoptions

KEY = LetterKey("monthly", "P-001", "2026-03")


def envelope(run_id: str) -> Envelope:
    return Envelope(
        key=KEY,
        recipients="b***@vector.example",
        subject="Отчёт",
        content_hash="0011",
        message_id=f"<{run_id}@company.example>",
        dated_at=datetime(2026, 4, 2, 9, tzinfo=UTC),
        run_id=run_id,
    )


@pytest.mark.parametrize(
    ("own", "logged", "adopted"),
    [
        # Nothing is known here: a lost disk, or the first run of another machine.
        (None, ("R-1", "sent"), "sent"),
        (None, ("R-1", "reserved"), "unknown"),
        (None, ("R-1", "unknown"), "unknown"),
        (None, ("R-1", "failed"), "failed"),
        (None, ("R-1", "pending"), "pending"),
        # Of its own reservation the journal knows better, but for "sent".
        (("R-1", "pending"), ("R-1", "reserved"), None),
        (("R-1", "pending"), ("R-1", "unknown"), None),
        (("R-1", "failed"), ("R-1", "reserved"), None),
        (("R-1", "unknown"), ("R-1", "reserved"), None),
        (("R-1", "unknown"), ("R-1", "pending"), None),
        (("R-1", "unknown"), ("R-1", "sent"), "sent"),
        (("R-1", "sent"), ("R-1", "reserved"), None),
        (("R-1", "sent"), ("R-1", "sent"), None),
        # Of another's, the more cautious is believed.
        (("R-1", "pending"), ("R-2", "reserved"), "unknown"),
        (("R-1", "pending"), ("R-2", "unknown"), "unknown"),
        (("R-1", "pending"), ("R-2", "sent"), "sent"),
        (("R-1", "pending"), ("R-2", "failed"), "failed"),
        (("R-1", "failed"), ("R-2", "reserved"), "unknown"),
        (("R-1", "failed"), ("R-2", "pending"), "pending"),
        (("R-1", "unknown"), ("R-2", "failed"), None),
        (("R-1", "unknown"), ("R-2", "pending"), None),
        (("R-1", "unknown"), ("R-2", "sent"), "sent"),
        (("R-1", "sent"), ("R-2", "unknown"), None),
    ],
)
def test_the_more_cautious_of_journal_and_send_log_is_believed(
    own: tuple[str, State] | None, logged: tuple[str, LoggedState], adopted: str | None
) -> None:
    journaled = {} if own is None else {KEY: JournaledLetter(envelope(own[0]), own[1])}
    row = Logged(envelope(logged[0]), logged[1], "550 no")
    found = list(adoptions(journaled, {KEY: row}, "elsewhere"))
    assert [letter.state for letter in found] == ([adopted] if adopted else [])
    assert all(letter.envelope == envelope(logged[0]) for letter in found)


@pytest.mark.parametrize(
    ("reason", "kept"), [("", "elsewhere"), ("the line broke", "the line broke")]
)
def test_a_doubt_without_a_reason_gets_one(reason: str, kept: str) -> None:
    [letter] = adoptions({}, {KEY: Logged(envelope("R-1"), "unknown", reason)}, "elsewhere")
    assert letter.reason == kept


@pytest.mark.parametrize(("reason", "may"), [("451 later", "may"), ("550 no", "may not")])
def test_a_refusal_that_is_taken_over_may_be_tried_again_only_if_it_was_for_now(
    reason: str, may: str
) -> None:
    [letter] = adoptions({}, {KEY: Logged(envelope("R-1"), "failed", reason)}, "elsewhere")
    assert letter.may_be_sent == (may == "may")
