from datetime import UTC, datetime

import pytest

from sheetsync.journal.letters import Envelope
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.log_rows import LoggedState, latest, log_row

KEY = LetterKey("monthly", "P-001", "2026-03")
NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)


def envelope(run_id: str = "R-1") -> Envelope:
    return Envelope(
        key=KEY,
        recipients="b***@vector.example",
        subject="Отчёт",
        content_hash="0011",
        message_id="<one@company.example>",
        dated_at=NOON,
        run_id=run_id,
    )


def drawn(*rows: str) -> list[dict[str, str | int]]:
    """Rows drawn as ``R-1 reserved``."""
    states: dict[str, LoggedState] = {
        "reserved": "reserved", "pending": "pending", "sent": "sent",
        "drafted": "drafted", "failed": "failed", "unknown": "unknown",
    }  # fmt: skip
    pairs = [row.split() for row in rows]
    return [dict(log_row(envelope(run_id), states[state], "why", NOON)) for run_id, state in pairs]


@pytest.mark.parametrize(
    ("rows", "run_id", "state"),
    [
        (["R-1 reserved"], "R-1", "reserved"),
        (["R-1 reserved", "R-1 sent"], "R-1", "sent"),
        (["R-1 reserved", "R-1 unknown", "R-1 sent"], "R-1", "sent"),
        (["R-1 reserved", "R-1 unknown", "R-1 pending"], "R-1", "pending"),
        (["R-1 reserved", "R-1 failed", "R-2 reserved"], "R-2", "reserved"),
        # Rows of an earlier reservation that come late say nothing.
        (["R-1 reserved", "R-2 reserved", "R-1 failed"], "R-2", "reserved"),
        (["R-1 reserved", "R-2 reserved", "R-2 unknown", "R-1 pending"], "R-2", "unknown"),
        # But for "sent", which is never taken back.
        (["R-1 reserved", "R-2 reserved", "R-1 sent"], "R-1", "sent"),
        (["R-1 reserved", "R-1 sent", "R-2 reserved", "R-2 failed"], "R-1", "sent"),
        # Drafts say nothing of mail.
        (["R-1 reserved", "R-1 unknown", "D-1 reserved", "D-1 drafted"], "R-1", "unknown"),
    ],
)
def test_the_latest_reservation_speaks_and_sent_is_never_taken_back(
    rows: list[str], run_id: str, state: str
) -> None:
    logged = latest(drawn(*rows))[KEY]
    assert (logged.envelope.run_id, logged.state) == (run_id, state)


def test_a_draft_alone_says_nothing() -> None:
    assert latest(drawn("D-1 reserved", "D-1 drafted")) == {}


def test_a_row_comes_back_as_it_was_written() -> None:
    [row] = drawn("R-1 reserved")
    logged = latest([row])[KEY]
    assert logged.envelope == envelope()
    assert logged.reason == "why"


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "что-то"},
        {"key": ""},
        {"state": "отправлено?"},
        {"state": ""},
        {"at": "вчера"},
        {"at": 46114},
    ],
)
def test_rows_that_people_wrote_say_nothing(changes: dict[str, str | int]) -> None:
    [row] = drawn("R-1 sent")
    odd = {**row, **changes}
    assert latest([odd]) == {}
    # Nor do they hide a row that stands below or above them.
    assert latest([odd, row]) == latest([row, odd]) == latest([row])
    assert latest([odd, row])[KEY].state == "sent"


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    [row] = drawn("R-1 sent")
    assert latest([{**row, "at": "2026-04-02T09:00:00"}])[KEY].envelope.dated_at == NOON


def test_the_same_fact_has_the_same_row_id_and_another_fact_another() -> None:
    rows = drawn("R-1 reserved", "R-1 sent", "R-2 sent", "R-1 sent")
    ids = [row["row_id"] for row in rows]
    assert ids[1] == ids[3]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("reason", "how_long"),
    [
        ("451 4.3.0 try again", "for now"),
        ("550 5.1.1 no such user", "for good"),
        ("the line broke", "for good"),
    ],
)
def test_a_refusal_read_back_is_for_now_only_when_the_server_said_so(
    reason: str, how_long: str
) -> None:
    row = log_row(envelope(), "failed", reason, NOON)
    assert latest([row])[KEY].is_temporary == (how_long == "for now")
