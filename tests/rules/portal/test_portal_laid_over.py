"""What a page says between two rounds: what the last one found, with newer events over it."""

from datetime import UTC, datetime

import pytest

from sheetsync.rules.portal.laid_over import state_of
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission, Submission

NOW = datetime(2026, 4, 2, 8, tzinfo=UTC)
SENT = Submission(
    no="S-1001",
    partner_id="P-001",
    entity_id="E-1",
    month="2026-03",
    kind="invoice",
    opened_at=NOW,
    once="1",
)


def stored(*kinds: str, scan: str = "clean") -> StoredSubmission:
    """A submission with one file; what happened has the numbers 1, 2, …"""
    events = tuple(
        Event(row_id=f"{seq}", submission_no="S-1001", kind=kind, at=NOW, by="x", seq=seq)  # type: ignore[arg-type]
        for seq, kind in enumerate(kinds, 1)
    )
    file = FileFacts(sha256="0", name_shown="a.pdf", ext="pdf", size=1, place="a", scan=scan)  # type: ignore[arg-type]
    return StoredSubmission(submission=SENT, files=(file,), events=events)


def found(state: str, after_seq: int) -> PageSubmission:
    return PageSubmission(no="S-1001", state=state, after_seq=after_seq)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "scan", "last_round", "state"),
    [
        # No round has seen it.
        (["received"], "clean", None, "waiting"),
        (["received"], "pending", None, "checking"),
        (["received"], "infected", None, "infected"),
        (["received", "infected"], "clean", None, "infected"),
        (["received", "withdrawn"], "pending", None, "withdrawn"),
        (["received", "replaced"], "infected", None, "replaced"),
        (["received", "asked"], "clean", None, "asked"),
        (["received", "asked", "answered"], "clean", None, "waiting"),
        (["received", "answered"], "clean", None, "waiting"),
        (["received", "rejected"], "clean", None, "rejected"),
        (["received", "rejected", "reopened"], "clean", None, "waiting"),
        (["received", "accepted"], "clean", None, "accepted"),
        # A round has; what it saw counts, and newer events over it.
        (["received"], "clean", ("accepted", 1), "accepted"),
        (["received", "withdrawn"], "clean", ("waiting", 1), "withdrawn"),
        (["received", "asked"], "clean", ("waiting", 2), "waiting"),
        (["received", "asked"], "clean", ("waiting", 1), "asked"),
        (["received", "asked", "answered"], "clean", ("asked", 2), "waiting"),
        (["received", "rejected", "answered"], "clean", ("rejected", 2), "rejected"),
        (["received", "scanned"], "clean", ("checking", 1), "waiting"),
        (["received"], "pending", ("checking", 1), "checking"),
        (["received"], "clean", ("checking", 1), "waiting"),
    ],
)
def test_the_state_of_now(
    kinds: list[str], scan: str, last_round: tuple[str, int] | None, state: str
) -> None:
    seen = found(*last_round) if last_round else None
    assert state_of(stored(*kinds, scan=scan), seen) == state
