"""How submissions stand: by events, files and the rows that people entered, in whatever order."""

import random
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from sheetsync.rules.portal.standing import Entered, EnteredRow, Standing, standings
from sheetsync.rules.portal.submissions import (
    Event,
    ScanState,
    StoredSubmission,
    SubmissionState,
)
from tests.rules.portal.told import AT, act, event, sent

ROW = EnteredRow(12, "E-1", "invoice", "12", date(2026, 4, 1), "2026-03", 500_00, "RUB")
ACT = EnteredRow(7, "E-1", "act", "5", date(2026, 3, 31), "2026-03", 500_00)


def stands(one: StoredSubmission, *rows: EnteredRow) -> Standing:
    entered = Entered(documents=rows) if one.submission.kind == "document" else Entered(rows)
    return standings([one], entered)[one.submission.no]


@pytest.mark.parametrize(
    ("events", "scan", "state"),
    [
        ((), "clean", "waiting"),
        ((), "pending", "checking"),
        ((), "infected", "infected"),
        ((event("infected", 2),), "clean", "infected"),
        ((event("withdrawn", 2),), "pending", "withdrawn"),
        ((event("replaced", 2), event("withdrawn", 3)), "infected", "replaced"),
        ((event("asked", 2),), "clean", "asked"),
        ((event("asked", 2),), "pending", "checking"),
        ((event("asked", 2), event("answered", 3)), "clean", "waiting"),
        ((event("asked", 2), event("answered", 3), event("asked", 4)), "clean", "asked"),
        ((event("rejected", 2), event("answered", 3)), "clean", "rejected"),
        ((event("answered", 2),), "clean", "waiting"),
        ((event("rejected", 2),), "clean", "rejected"),
        ((event("rejected", 2), event("reopened", 3)), "clean", "waiting"),
        ((event("reopened", 2), event("rejected", 3)), "clean", "rejected"),
        # An invoice is accepted by its row, not by a word.
        ((event("accepted", 2),), "clean", "waiting"),
    ],
)
def test_the_first_that_applies(
    events: tuple[Event, ...], scan: ScanState, state: SubmissionState
) -> None:
    assert stands(sent(*events, scan=scan)).state == state


def test_events_count_by_their_number_whatever_their_order() -> None:
    events = [event("asked", 2), event("answered", 3), event("rejected", 4), event("reopened", 5)]
    for seed in range(10):
        shuffled = random.Random(seed).sample(events, k=len(events))
        assert stands(sent(*shuffled)).state == "waiting"
        assert stands(sent(*shuffled)).after_seq == 5


def test_a_question_is_accepted_by_a_decision() -> None:
    one = sent(event("accepted", 2, "done"), kind="question", number="", doc_date=None)
    found = stands(one, replace(ROW, submission="S-1"))
    assert (found.state, found.text, found.entered) == ("accepted", "done", None)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (ROW, "accepted"),
        (replace(ROW, number="№ 0012"), "accepted"),
        (replace(ROW, number="№ 0012", day=date(2026, 5, 5), amount_minor=1), "accepted"),
        (replace(ROW, day=date(2025, 12, 31)), "waiting"),
        (replace(ROW, entity_id="E-2"), "waiting"),
        (replace(ROW, kind="other"), "waiting"),
        (replace(ROW, number="13"), "waiting"),
        # Equal after folding alone: the day or the amount has to agree.
        (replace(ROW, number="Счёт № 12", amount_minor=1), "accepted"),
        (replace(ROW, number="Счёт № 12", day=date(2026, 5, 5)), "accepted"),
        (replace(ROW, number="Счёт № 12", day=date(2026, 5, 5), amount_minor=1), "waiting"),
        (replace(ROW, number="Счёт № 12", day=date(2026, 5, 5), currency="USD"), "waiting"),
        (replace(ROW, number="12 от 01.04.2026", day=date(2026, 5, 5), amount_minor=1), "accepted"),
        # A row without a number is this paper only on its day; here the paper has one.
        (replace(ROW, number="б/н"), "waiting"),
        # By the number of the submission, whatever else was typed.
        (replace(ROW, number="77", submission="S-1", entity_id="E-2"), "accepted"),
        (replace(ROW, number="77", submission="s-1"), "accepted"),
        (replace(ROW, number="77", submission="S-2"), "waiting"),
    ],
)
def test_a_row_of_invoices_accepts(row: EnteredRow, state: SubmissionState) -> None:
    found = stands(sent(), row)
    assert (found.state, found.entered) == (state, row if state == "accepted" else None)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (ACT, "accepted"),
        (replace(ACT, number="№ 5"), "accepted"),
        (replace(ACT, number="Акт 5"), "waiting"),
        (replace(ACT, month="2026-02"), "waiting"),
        (replace(ACT, kind="upd2"), "waiting"),
        (replace(ACT, number="6"), "waiting"),
        (replace(ACT, number=""), "accepted"),
        (replace(ACT, number="", day=date(2026, 3, 30)), "waiting"),
        (replace(ACT, number="", day=None), "waiting"),
    ],
)
def test_a_row_of_closing_documents_accepts(row: EnteredRow, state: SubmissionState) -> None:
    assert stands(act(), row).state == state


def test_a_document_without_a_number_is_told_by_its_day() -> None:
    assert stands(act(number=""), ACT).state == "accepted"
    assert stands(act(number=""), replace(ACT, day=date(2026, 3, 1))).state == "waiting"


def test_invoices_without_a_number_are_told_by_their_day() -> None:
    assert stands(sent(number="б/н"), replace(ROW, number="б/н")).state == "accepted"
    other_day = replace(ROW, number="б/н", day=date(2026, 4, 2))
    assert stands(sent(number="б/н"), other_day).state == "waiting"


@pytest.mark.parametrize("fault", ["draft", "void", "duplicate", "error"])
def test_an_invoice_that_does_not_count_holds(fault: str) -> None:
    row = msgspec.convert({**_told(ROW), "fault": fault, "cell": "Invoices!N12"}, EnteredRow)
    found = stands(sent(), row)
    assert (found.state, found.held_by, found.is_ready) == ("waiting", row, False)


@pytest.mark.parametrize("fault", ["expected", "rejected"])
def test_a_document_that_is_not_here_holds(fault: str) -> None:
    row = msgspec.convert({**_told(ACT), "fault": fault, "cell": "Documents!G7"}, EnteredRow)
    found = stands(act(), row)
    assert (found.state, found.held_by, found.is_ready) == ("waiting", row, False)


def test_an_awaited_row_without_number_and_day_waits_for_the_document() -> None:
    row = replace(ACT, number="", day=None, fault="expected", cell="Documents!G7")
    assert stands(act(), row).held_by == row
    # A rejected one of no number was another paper.
    assert stands(act(), replace(row, fault="rejected")).held_by is None


def _told(row: EnteredRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in EnteredRow.__slots__}


def test_a_sound_row_counts_before_one_that_does_not() -> None:
    draft = replace(ROW, row=3, fault="draft")
    found = stands(sent(), draft, ROW)
    assert (found.entered, found.held_by) == (ROW, None)


def test_a_row_of_the_number_with_another_day_and_amount_is_told() -> None:
    row = replace(ROW, number="Счёт № 12", day=date(2026, 5, 5), amount_minor=1)
    found = stands(sent(), row)
    assert (found.state, found.near, found.is_ready) == ("waiting", row, True)


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, month="2026-02", day=date(2026, 2, 28), amount_minor=1),
        # The same fee every month.
        replace(ROW, month="2026-02", day=date(2026, 2, 28)),
        replace(ROW, month="2026-02", day=date(2026, 2, 28), number="Счёт № 12"),
        replace(ROW, month="", day=date(2026, 2, 28)),
    ],
)
def test_a_sole_trader_who_numbers_alike_every_month_is_owed_every_month(row: EnteredRow) -> None:
    found = stands(sent(), row)
    assert (found.state, found.near, found.is_ready) == ("waiting", row, True)
    both = stands(sent(), row, ROW)
    assert (both.state, both.entered) == ("accepted", ROW)


def test_two_papers_without_a_day_are_not_of_one_day() -> None:
    awaited = replace(ACT, number="", day=None, fault="")
    assert stands(act(number="", doc_date=None), awaited).state == "waiting"


def test_a_row_that_names_another_living_submission_is_that_ones_alone() -> None:
    first = sent()
    second = msgspec.structs.replace(
        first, submission=msgspec.structs.replace(first.submission, no="S-2", once="p")
    )
    found = standings([first, second], Entered([replace(ROW, submission="S-2")]))
    assert {no: one.state for no, one in found.items()} == {"S-1": "waiting", "S-2": "accepted"}


def test_a_row_copied_from_a_replaced_submission_accepts_what_came_instead() -> None:
    first = sent(event("replaced", 2))
    second = msgspec.structs.replace(
        sent(), submission=msgspec.structs.replace(first.submission, no="S-2", once="p")
    )
    found = standings([first, second], Entered([replace(ROW, submission="S-1")]))
    assert {no: one.state for no, one in found.items()} == {"S-1": "replaced", "S-2": "accepted"}


def test_an_invoice_without_a_day_is_told_by_its_month() -> None:
    assert stands(sent(doc_date=None), ROW).state == "accepted"
    assert stands(sent(doc_date=None), replace(ROW, month="2026-04")).state == "waiting"


def test_a_row_that_is_deleted_again_makes_it_wait() -> None:
    assert stands(sent(), ROW).state == "accepted"
    assert stands(sent()).state == "waiting"


def test_a_reason_is_told_only_while_it_counts() -> None:
    rejected = sent(event("rejected", 2, "No stamp"))
    assert stands(rejected).text == "No stamp"
    assert stands(rejected, ROW).text == ""
    assert stands(sent(event("rejected", 2, "x"), event("reopened", 3, "y"))).text == ""
    assert stands(sent(event("asked", 2, "Which act?"), event("answered", 3, "5"))).text == ""
    assert stands(sent()).text == ""


def test_since_is_the_moment_of_what_counts() -> None:
    assert stands(sent()).since == AT
    assert stands(sent(event("asked", 2))).since == AT + timedelta(minutes=2)
    assert stands(sent(event("withdrawn", 3))).since == AT + timedelta(minutes=3)


@pytest.mark.parametrize(
    ("one", "is_open"),
    [
        (sent(), True),
        (sent(scan="pending"), True),
        (sent(event("asked", 2)), True),
        (sent(event("rejected", 2)), False),
        (sent(event("withdrawn", 2)), False),
    ],
)
def test_open_is_what_somebody_has_to_do_something_about(
    one: StoredSubmission, *, is_open: bool
) -> None:
    assert stands(one).is_open is is_open


def test_sorting_ten_ways_changes_nothing() -> None:
    """Forty rows, some of them alike, and ten submissions, in ten orders."""
    draw = random.Random(7)
    rows = [
        replace(
            ROW,
            number=draw.choice(["1", "№ 01", "2", "Счёт № 2", "б/н", "3 от 01.04.2026"]),
            day=draw.choice([date(2026, 4, 1), date(2026, 5, 5), date(2025, 4, 1)]),
            amount_minor=draw.choice([500_00, 700_00]),
            submission=draw.choice(["", "", "", "S-3", "S-9"]),
            fault=draw.choice(["", "", "draft", "error"]),
        )
        for _ in range(40)
    ]
    told = [
        msgspec.structs.replace(
            one, submission=msgspec.structs.replace(one.submission, no=f"S-{number}")
        )
        for number, one in enumerate(sent(number=str(n % 4 + 1)) for n in range(10))
    ]

    def seen(order: random.Random) -> dict[str, object]:
        sheet = order.sample(rows, k=len(rows))
        placed = [replace(row, row=place) for place, row in enumerate(sheet, start=2)]
        found = standings(order.sample(told, k=len(told)), Entered(placed))
        return {
            no: (
                one.state,
                *(row and replace(row, row=0) for row in (one.entered, one.held_by, one.near)),
            )
            for no, one in sorted(found.items())
        }

    first = seen(random.Random(0))
    assert len({str(state) for state in first.values()}) > 2
    for seed in range(1, 11):
        assert seen(random.Random(seed)) == first
