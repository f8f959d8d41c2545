"""What became of what a partner sent, between two rounds of the worker."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission, Submission

NOW = datetime(2026, 4, 3, 7, tzinfo=UTC)


def stored(*events: tuple[str, str], no: str = "S-1001", **fields: Any) -> StoredSubmission:
    values: dict[str, Any] = {
        "no": no,
        "partner_id": "P-001",
        "entity_id": "E-1",
        "month": "2026-03",
        "kind": "invoice",
        "opened_at": NOW,
        "once": no,
    }
    made = [
        Event(
            row_id=f"{no}{seq}",
            submission_no=no,
            kind=kind,  # type: ignore[arg-type]
            at=NOW,
            by="",
            seq=seq,
            text=text,
            other_no=text if kind == "replaced" else "",
        )
        for seq, (kind, text) in enumerate([("received", ""), *events], start=1)
    ]
    files = (FileFacts(sha256="0", name_shown="a.pdf", ext="pdf", size=1, place="p"),)
    return StoredSubmission(
        submission=Submission(**(values | fields)), files=files, events=tuple(made)
    )


def state(*events: tuple[str, str], **found: Any) -> SentBefore:
    seen = (PageSubmission(no="S-1001", **found),) if found else ()
    (one,) = sent_before([stored(*events)], seen)
    return one


def test_what_no_round_has_seen_waits() -> None:
    one = state()
    assert (one.no, one.state, one.received_at, one.text) == ("S-1001", "waiting", NOW, "")
    assert one.files[0].name_shown == "a.pdf"


def test_our_words_stand_with_the_state_they_are_about() -> None:
    assert state(("asked", "Which contract?")).text == "Which contract?"
    assert state(("asked", "Which?"), ("answered", "The old one")).text == ""
    assert state(("rejected", "Old name")).text == "Old name"
    assert state(("replaced", "S-1002")).text == "S-1002"


def test_the_shelf_knows_words_that_the_store_does_not() -> None:
    assert state(state="rejected", after_seq=1, text="By the sheet").text == "By the sheet"
    newer = state(("asked", "first"), ("asked", "second"), state="asked", after_seq=2, text="first")
    assert newer.text == "second"
    assert state(("withdrawn", ""), state="asked", after_seq=1, text="Which?").text == ""


def test_days_of_payment_belong_to_what_is_accepted() -> None:
    found = {"state": "accepted", "after_seq": 1, "status": "open", "due_on": date(2026, 5, 14)}
    accepted = state(**found)
    assert (accepted.status, accepted.due_on) == ("open", date(2026, 5, 14))
    reopened = state(("reopened", ""), **found)
    assert (reopened.state, reopened.status, reopened.due_on) == ("waiting", "", None)


@pytest.mark.parametrize(
    ("event", "is_open", "is_replaceable"),
    [
        ("received", True, True),
        ("asked", True, True),
        ("rejected", False, True),
        ("infected", False, True),
        ("accepted", False, False),
        ("withdrawn", False, False),
        ("replaced", False, False),
    ],
)
def test_what_may_be_done_hangs_on_the_state(
    event: str,
    is_open: bool,  # noqa: FBT001
    is_replaceable: bool,  # noqa: FBT001
) -> None:
    one = state((event, ""))
    assert (one.is_open, one.is_replaceable) == (is_open, is_replaceable)
    assert one.is_asked == (event == "asked")


def test_the_newest_comes_first() -> None:
    older = stored(no="S-1001")
    newer = stored(no="S-1002", opened_at=NOW + timedelta(hours=1))
    assert [one.no for one in sent_before([older, newer], ())] == ["S-1002", "S-1001"]
