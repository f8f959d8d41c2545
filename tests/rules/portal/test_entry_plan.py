"""What a round does about rows that were asked for: each is written once, or told why not."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from sheetsync.rules.portal.acceptances import DOUBT, Acceptance, AcceptanceState
from sheetsync.rules.portal.entry_plan import EntryPlan, entry_plan
from sheetsync.rules.portal.row_events import row_events
from sheetsync.rules.portal.standing import Entered, EnteredRow, standings
from sheetsync.rules.portal.submissions import Event, StoredSubmission
from tests.rules.portal.told import AT, event, sent

ASKED = Acceptance(no="S-1", state="asked", by="Anna", asked_at=AT, once="a")
ROW = EnteredRow(7, "E-1", "invoice", "12", month="2026-03", amount_minor=500_00, submission="S-1")


def plan(
    stored: StoredSubmission,
    asked: Acceptance = ASKED,
    *rows: EnteredRow,
    after: timedelta = DOUBT,
) -> EntryPlan:
    standing = standings([stored], Entered(rows))
    return entry_plan([asked], [stored], standing, AT + after)


def why(found: EntryPlan) -> str:
    assert (found.write, found.stand) == ((), {})
    return f"{found.fail['S-1'].said('ru')} | {found.fail['S-1'].said('en')}"


@pytest.mark.parametrize("events", [[], [event("asked", 2)]])
def test_what_waits_is_written(events: list[Event]) -> None:
    assert plan(sent(*events)) == EntryPlan(write=("S-1",))


def test_what_stands_is_noted_whatever_state_it_was_in() -> None:
    for stored in (sent(), sent(event("rejected", 2, "no"))):
        assert plan(stored, ASKED, ROW) == EntryPlan(stand={"S-1": 7})


def test_a_row_that_is_held_is_named() -> None:
    held = replace(ROW, fault="draft", cell="Invoices!N7")
    assert why(plan(sent(), ASKED, held)) == (
        "Invoices!N7 — черновик: сотрите отметку | Invoices!N7 says draft: clear it"
    )


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (event("rejected", 2, "no"), "решили иначе: отклонено | it was decided otherwise"),
        (event("withdrawn", 2), "решили иначе: отозвано | it was decided otherwise"),
    ],
)
def test_what_was_decided_otherwise_is_not_written(last: Event, words: str) -> None:
    assert words in why(plan(sent(last)))


def test_a_row_that_people_took_out_again_is_not_written_by_an_old_click() -> None:
    taken_out = sent(event("accepted", 2))
    assert "its row was entered before and deleted" in why(plan(taken_out))
    # A click after it was taken out asks anew.
    later = msgspec.structs.replace(ASKED, asked_at=AT + timedelta(minutes=2, seconds=1))
    assert plan(taken_out, later).write == ("S-1",)


@pytest.mark.parametrize(
    ("state", "after", "is_due"),
    [
        ("asked", timedelta(), True),
        ("writing", timedelta(), False),
        ("writing", DOUBT - timedelta(seconds=1), False),
        ("writing", DOUBT, True),
        # A clock that was set back makes nobody wait for an hour.
        ("writing", -timedelta(seconds=1), True),
        ("written", DOUBT, False),
        ("failed", DOUBT, False),
    ],
)
def test_what_google_may_still_be_writing_is_left_alone(
    state: AcceptanceState, after: timedelta, *, is_due: bool
) -> None:
    tried_at = None if state == "asked" else AT
    one = msgspec.structs.replace(ASKED, state=state, tried_at=tried_at)
    assert one.is_due(AT + after) is is_due
    assert plan(sent(), one, after=after) == (EntryPlan(write=("S-1",)) if is_due else EntryPlan())


def test_a_writing_one_that_nobody_tried_is_due() -> None:
    assert msgspec.structs.replace(ASKED, state="writing").is_due(AT)


@pytest.mark.parametrize(("state", "is_under_way"), [("written", True), ("failed", False)])
def test_only_what_failed_is_open_to_others(state: AcceptanceState, *, is_under_way: bool) -> None:
    assert msgspec.structs.replace(ASKED, state=state).is_under_way is is_under_way


def test_who_asked_for_a_row_accepts_it_under_the_event_of_that_row() -> None:
    stored = [sent()]
    standing = standings(stored, Entered([ROW]))
    (by_hand,) = row_events(stored, standing, AT)
    (by_click,) = row_events(stored, standing, AT, {"S-1": "Anna"})
    assert (by_hand.by, by_click.by) == ("Invoices", "Anna")
    # One row, however it came: the store keeps one event of it.
    assert by_hand.row_id == by_click.row_id
