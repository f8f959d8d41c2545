"""Accepting at the desk enters the row: once, whatever happens on the way, and nothing else."""

from collections.abc import Callable

import pytest

from jobs import validate
from sheetsync.errors import SendingRefusedError
from sheetsync.portal.store.deciding import Decision, decide, last_moving
from sheetsync.sandbox.hooks import Fault
from sheetsync.sandbox.hooks.people import People
from sheetsync.workspace.portal_loop import PortalLoop
from sheetsync.workspace.portal_mailing import open_post
from tests.workspace.portal.clicks import (
    DESK,
    LOOK,
    READY,
    TAB,
    WRITE,
    accept,
    asked_for,
    column,
    events,
    rows,
    settled,
)
from tests.workspace.portal.databases import on_both
from tests.workspace.portal.house import House

ON_BOTH = on_both("entering")
ON_BOTH_LONG = on_both("entering", is_long=True)


@ON_BOTH
def test_a_click_enters_the_row_as_a_paste_would(entering: House) -> None:
    no = entering.send("0012", text="=1+1")
    entering.well()
    ready = rows(entering, READY)
    assert accept(entering, no) == "done"
    report = entering.well()
    assert rows(entering) == ready
    assert entering.cells(READY)[1:] == []
    assert events(entering, no) == [("received", "partner"), ("accepted", "Anna")]
    assert report.trouble == ()
    settled(entering, no)
    assert entering.page().invoices_asked == ()
    (invoice,) = entering.page().invoices
    assert (invoice.number, invoice.amount_minor) == ("0012", 500_00)


@ON_BOTH
def test_documents_are_entered_in_their_own_tab(entering: House) -> None:
    invoice = entering.send("12")
    act = entering.send("7", kind="document", doc_kind="act", amount_minor=None, currency="")
    entering.well()
    ready = rows(entering, "Documents to enter")
    for no in (act, invoice):
        assert accept(entering, no) == "done"
    entering.well()
    assert rows(entering, "Closing documents") == ready
    assert column(entering) == ["12"]
    assert {entering.state(no) for no in (act, invoice)} == {"accepted"}


@ON_BOTH
def test_many_are_entered_at_once_in_the_order_of_their_arrival(entering: House) -> None:
    nos = [entering.send(f"{n}") for n in range(5)]
    entering.well()
    for no in reversed(nos):
        accept(entering, no)
    entering.well()
    assert column(entering, "Submission") == nos
    settled(entering, *nos)


@ON_BOTH
def test_two_people_at_once_ask_for_one_row(entering: House) -> None:
    no = entering.send()
    entering.well()
    ends = [accept(entering, no, who, f"form of {who}") for who in ("Anna", "Ivan", "Anna")]
    assert ends == ["done"] * 3
    entering.well()
    assert events(entering, no)[1:] == [("accepted", "Anna")]
    settled(entering, no)
    # Another click later, from a page of before, makes nothing new.
    assert accept(entering, no, "Ivan", "late form") == "overtaken"
    entering.well()
    settled(entering, no)


@ON_BOTH
def test_nothing_else_is_decided_while_the_row_is_on_its_way(entering: House) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    for kind in ("rejected", "asked"):
        seen = last_moving(entering.stored(no))
        late = Decision(no, kind, "No", seen, kind)
        assert decide(entering.store, DESK, "Ivan", late, entering.office.clock.now()) == (
            "overtaken"
        )
    with pytest.raises(SendingRefusedError) as refused:
        entering.withdraw(no)
    assert refused.value.code == "wrong_state"
    with pytest.raises(SendingRefusedError) as refused:
        entering.send("12", "another file")
    assert refused.value.code == "duplicate_number"
    entering.well()
    settled(entering, no)


@ON_BOTH
def test_whoever_pasted_it_first_has_it_stand_once(entering: House) -> None:
    no = entering.send()
    entering.well()
    entering.paste(READY, TAB)
    assert accept(entering, no) == "done"
    entering.well()
    settled(entering, no)


def pasted(portal: House) -> Callable[[People], None]:
    """A colleague who pastes the rows that wait this moment."""
    return lambda _people: portal.paste(READY, TAB)


@ON_BOTH
def test_pasted_between_the_reading_and_the_writing_it_stands_once(entering: House) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    # The tab alone is read right before the row is written.
    entering.office.hooks.meanwhile(pasted(entering), path=LOOK)
    entering.well()
    settled(entering, no)


@ON_BOTH
def test_pasted_at_the_moment_of_writing_one_row_counts_and_validation_says_so(
    entering: House,
) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    entering.office.hooks.meanwhile(pasted(entering), path=WRITE)
    entering.well()
    assert column(entering, "Submission") == [no, no]
    assert entering.state(no) == "accepted"
    (counts, _) = sorted(one.status for one in entering.page().invoices)
    assert [one.status for one in entering.page().invoices].count("duplicate") == 1, counts
    assert events(entering, no)[1:] == [("accepted", "Anna")]
    entering.office.run(validate.run)
    assert {"V-INV-03", "V-BOX-04"} <= set(entering.office.tab("validation")["code"])


KINDS = ("answer", "reset", "timeout", "truncated")


@ON_BOTH_LONG
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("after", [True, False])
def test_a_lost_answer_is_looked_up_and_never_repeated_blindly(
    entering: House, kind: str, *, after: bool
) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    entering.office.hooks.fail(Fault(kind=kind, after=after, path=WRITE, times=1))  # type: ignore[arg-type]
    entering.well()
    if after or kind == "truncated":
        settled(entering, no)
        return
    assert column(entering) == []
    assert asked_for(entering)[no].state == "writing"
    # Google may still be at it: nobody writes, however often the worker looks.
    for _ in range(2):
        entering.office.clock.sleep(60)
        entering.well()
        assert column(entering) == []
    entering.office.clock.sleep(60)
    entering.well()
    settled(entering, no)


@ON_BOTH
def test_a_write_that_google_applies_late_is_found(entering: House) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    entering.office.hooks.fail(Fault(kind="timeout", path=WRITE))
    entering.well()
    entering.paste(READY, TAB)
    entering.office.clock.sleep(30)
    entering.well()
    settled(entering, no)


@ON_BOTH_LONG
@pytest.mark.parametrize("status", [503, 429])
def test_google_is_away_for_a_while(entering: House, status: int) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    entering.office.hooks.fail(Fault(status=status, times=100_000))
    for _ in range(5):
        assert entering.round().trouble
        assert asked_for(entering)[no].state == "asked"
        entering.office.clock.sleep(60)
    assert "Google" in asked_for(entering)[no].reason["ru"]
    entering.office.hooks.reset()
    entering.well()
    settled(entering, no)


@ON_BOTH
def test_a_write_that_google_surely_did_not_take_is_tried_again(entering: House) -> None:
    no = entering.send()
    entering.well()
    accept(entering, no)
    entering.office.hooks.fail(Fault(status=429, path=WRITE, times=100))
    assert entering.round().trouble
    assert asked_for(entering)[no].state == "asked"
    entering.office.hooks.reset()
    entering.well()
    settled(entering, no)


def test_what_is_asked_for_wakes_the_worker(entering: House) -> None:
    loop = PortalLoop(
        worker=entering.worker, post=open_post(entering.office.config, entering.worker)
    )
    nos = [entering.send("1"), entering.send("2")]
    loop.turn()
    accept(entering, nos[0])
    entering.office.clock.sleep(1)
    assert loop.turn() is not None
    assert column(entering) == ["1"]
    # Many clicks one after the other are entered together, so that jobs get at their reads.
    accept(entering, nos[1])
    entering.office.clock.sleep(1)
    loop.turn()
    assert column(entering) == ["1"]
    entering.office.clock.sleep(9)
    loop.turn()
    assert column(entering) == ["1", "2"]


def test_a_row_in_doubt_is_looked_up_when_google_can_be_at_it_no_more(entering: House) -> None:
    loop = PortalLoop(
        worker=entering.worker, post=open_post(entering.office.config, entering.worker)
    )
    no = entering.send()
    entering.well()
    loop.turn()
    accept(entering, no)
    entering.office.clock.sleep(10)
    entering.office.hooks.fail(Fault(kind="reset", path=WRITE))
    loop.turn()
    entering.office.clock.sleep(170)
    loop.turn()
    assert column(entering) == []
    entering.office.clock.sleep(11)
    loop.turn()
    assert column(entering) == ["12"]
