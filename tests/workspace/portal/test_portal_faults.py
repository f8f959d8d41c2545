"""The faults of portal.md 12.2 that the worker meets: nothing answered is lost, nothing doubled."""

from collections import Counter
from datetime import timedelta

import pytest

from sheetsync.errors import LeaseLostError, RunActiveError
from sheetsync.portal.store.worker import queue_of
from sheetsync.sandbox.hooks import Fault
from sheetsync.workspace.portal_worker import open_worker
from tests.workspace.portal.databases import ON_BOTH, ON_BOTH_LONG
from tests.workspace.portal.house import House

LOG = "Portal log"


def settle(portal: House, rounds: int = 3) -> None:
    """Rounds until everything is told, at the pace of the worker."""
    for _ in range(rounds):
        portal.round()
        portal.office.clock.sleep(10)


def each_once(portal: House) -> None:
    """Every event of the store stands in the log, once, in a row of its own."""
    ids = Counter(portal.row_ids())
    events = {event.row_id for one in portal.every() for event in one.events}
    assert queue_of(portal.store).untold == 0
    assert dict(ids) == dict.fromkeys(events, 1)


@ON_BOTH
def test_p01_google_is_away_for_half_an_hour(portal: House) -> None:
    portal.send("0")
    portal.well()
    filled = portal.page().computed_at
    for status in (503, 429):
        portal.office.hooks.fail(Fault(status=status, times=100_000))
        began = portal.office.clock.now()
        while portal.office.clock.now() - began < timedelta(minutes=15):
            no = portal.send(f"{status} {portal.office.clock.now():%H%M%S}")
            report = portal.round()
            # The worker gives up in time, and partners see what they sent.
            assert report.trouble
            assert portal.state(no) == "waiting"
            portal.office.clock.sleep(240)
        portal.office.hooks.reset()
    assert portal.page().computed_at == filled
    settle(portal)
    each_once(portal)
    assert portal.page().computed_at > filled


@ON_BOTH_LONG
@pytest.mark.parametrize("kind", ["answer", "reset", "timeout", "truncated"])
@pytest.mark.parametrize("after", [True, False])
def test_p02_the_answer_to_an_append_is_lost(portal: House, kind: str, *, after: bool) -> None:
    portal.send("0")
    portal.well()
    for times in (1, 3):
        portal.send(f"{times}")
        portal.office.hooks.fail(
            Fault(kind=kind, after=after, path=":batchUpdate", times=times)  # type: ignore[arg-type]
        )
        settle(portal)
        each_once(portal)
        portal.office.hooks.reset()


def sort(portal: House) -> None:
    portal.office.people.sort(LOG, "B", descending=True)
    portal.office.people.sort("Inbox", "B")


def rename(portal: House) -> None:
    portal.office.people.rename_tab(LOG, "Old log")
    portal.office.people.rename_tab("Inbox", "Old inbox")


def rename_back(portal: House) -> None:
    portal.office.people.rename_tab("Old log", LOG)
    portal.office.people.rename_tab("Old inbox", "Inbox")


def insert(portal: House) -> None:
    portal.office.people.insert_columns(LOG, "C")
    portal.office.people.insert_columns("Inbox", "A")


def cut(portal: House) -> None:
    portal.office.people.delete_rows(LOG, 2, 2)
    portal.office.people.clear("Inbox", "A2:Z9")


@ON_BOTH_LONG
@pytest.mark.parametrize("edit", [sort, insert, cut])
def test_p05_a_colleague_edits_log_and_inbox(portal: House, edit: object) -> None:
    numbers = [portal.send(f"{n}") for n in range(3)]
    portal.well()
    assert callable(edit)
    edit(portal)
    numbers.append(portal.send("9"))
    settle(portal, 4)
    each_once(portal)
    assert sorted(portal.inbox().index) == sorted(numbers)


@ON_BOTH_LONG
def test_p05_a_colleague_renames_log_and_inbox_and_gives_the_names_back(portal: House) -> None:
    numbers = [portal.send("1")]
    portal.well()
    rename(portal)
    numbers.append(portal.send("2"))
    report = portal.round()
    # The log is known by its number; the Inbox is missed.
    assert (report.told, set(report.missing)) == (1, {"Inbox", LOG})
    rename_back(portal)
    settle(portal)
    each_once(portal)
    assert sorted(portal.inbox().index) == numbers


@ON_BOTH_LONG
def test_p05_a_colleague_deletes_the_log_and_makes_it_anew(portal: House) -> None:
    portal.send("1")
    portal.well()
    header = portal.cells(LOG)[0]
    portal.office.people.delete_tab(LOG)
    portal.send("2")
    report = portal.round()
    assert "There is no tab 'Portal log'" in str(report.trouble[0])
    portal.office.people.add_tab(LOG)
    portal.office.session.write_values({f"'{LOG}'!A1": [header]}, "RAW")
    settle(portal, 4)
    each_once(portal)
    assert len(portal.log()) == 2


@ON_BOTH_LONG
def test_p05_a_header_that_is_gone_stops_the_log_alone(portal: House) -> None:
    portal.send("1")
    portal.well()
    portal.office.people.clear(LOG, "D1")
    no = portal.send("2")
    report = portal.round()
    assert report.trouble
    assert portal.inbox().loc[no, "state"] == "waiting"
    portal.office.people.type(LOG, "D1", "Event")
    settle(portal)
    each_once(portal)


@ON_BOTH_LONG
def test_p05_a_column_inserted_at_the_moment_of_writing(portal: House) -> None:
    portal.send("1")
    portal.well()
    portal.send("2")
    portal.office.hooks.meanwhile(
        lambda people: people.insert_columns(LOG, "A"), path=":batchUpdate"
    )
    settle(portal, 4)
    each_once(portal)
    assert portal.cells(LOG)[0][0] == ""


@ON_BOTH
def test_p06_sorting_invoices_between_paste_and_round(portal: House) -> None:
    numbers = [portal.send(f"{n}") for n in (3, 1, 2)]
    portal.well()
    portal.paste("Invoices to enter", "Invoices")
    portal.office.people.sort("Invoices", "D")
    portal.well()
    assert {portal.state(no) for no in numbers} == {"accepted"}


@ON_BOTH_LONG
def test_p06_a_row_that_is_deleted_again_waits_again(portal: House) -> None:
    no = portal.send()
    portal.well()
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    portal.office.people.delete_rows("Invoices", 2)
    portal.well()
    assert portal.state(no) == "waiting"
    portal.paste("Invoices to enter", "Invoices")
    settle(portal)
    assert portal.state(no) == "accepted"
    each_once(portal)


@ON_BOTH
def test_p06_an_invoice_typed_by_hand_with_zeros(portal: House) -> None:
    no = portal.send("31")
    portal.well()
    portal.office.type_in("""
    Invoices
    Entity ID | Number | Date | Month | Amount
    E-1 | № 0031 | 2026-04-01 | 2026-03 | 500
    """)
    portal.well()
    assert portal.state(no) == "accepted"
    assert len(portal.cells("Invoices to enter")) == 1


@ON_BOTH
def test_p07_a_second_worker_of_this_machine_is_told(portal: House) -> None:
    config, clock = portal.office.config, portal.office.clock
    with (
        pytest.raises(RunActiveError) as caught,
        open_worker(config, clock, http=portal.office.http),
    ):
        pass
    assert caught.value.exit_code == 3


@ON_BOTH
def test_p07_a_second_worker_of_another_machine_is_told(portal: House) -> None:
    portal.well()
    other = portal.office.folder / "other"
    other.mkdir()
    config = portal.office.path.read_text(encoding="utf-8")
    (portal.office.folder / "other.yaml").write_text(
        config.replace("state: state", "state: other"), encoding="utf-8"
    )
    first = portal.worker
    text = portal.office.path
    portal.office.path = portal.office.folder / "other.yaml"
    with open_worker(portal.office.config, portal.office.clock, http=portal.office.http) as two:
        portal.office.path = text
        portal.worker = two
        with pytest.raises(RunActiveError):
            portal.round()
        # The first one died: after five minutes the second goes on, and the first may not.
        portal.office.clock.sleep(301)
        portal.send("2")
        portal.well()
        portal.worker = first
        with pytest.raises(LeaseLostError):
            portal.round()
    portal.worker = first


@ON_BOTH_LONG
def test_p07_a_worker_that_was_dead_for_a_day(portal: House) -> None:
    portal.send("1")
    portal.well()
    portal.close()
    portal.office.clock.sleep(86_400)
    portal.reopened()
    for number in range(5):
        portal.send(f"day {number}")
    settle(portal)
    each_once(portal)


@ON_BOTH
def test_p09_a_raised_version_is_on_the_shelf_with_the_next_round(portal: House) -> None:
    portal.well()
    column = portal.cells("Partners")[0].index("Link version")
    letter = chr(ord("A") + column)
    portal.office.people.type("Partners", f"{letter}2", "2")
    portal.well()
    assert portal.page().link_version == 2
    assert portal.page("P-002").link_version == 1


@ON_BOTH
def test_p11_one_form_sent_twice_is_one_submission_and_one_row(portal: House) -> None:
    first = portal.sent("1", content="same", once="form x")
    second = portal.sent("1", content="same", once="form x")
    third = portal.sent("1", content="same")
    assert (second.no, third.no, third.is_repeat) == (first.no, first.no, True)
    settle(portal)
    each_once(portal)
    assert portal.log() == [(first.no, "received")]


@ON_BOTH
def test_p14_a_partner_who_is_gone_has_no_page_and_what_he_sent_stays(portal: House) -> None:
    no = portal.send("1")
    portal.well()
    portal.office.people.delete_rows("Partners", 2)
    portal.well()
    assert portal.inbox().loc[no, "state"] == "waiting"
    assert portal.has_page("P-002")
    assert not portal.has_page("P-001")


@ON_BOTH
def test_p14_an_entity_that_moved_to_another_partner(portal: House) -> None:
    no = portal.send("1")
    portal.well()
    column = chr(ord("A") + portal.cells("Legal entities")[0].index("Partner ID"))
    portal.office.people.type("Legal entities", f"{column}2", "P-002")
    portal.well()
    assert portal.stored(no).submission.partner_id == "P-001"
    assert [one.no for one in portal.page("P-001").submissions] == [no]
    assert portal.page("P-002").submissions == ()


@ON_BOTH
def test_p14_an_emptied_tab_leaves_the_shelf_as_it_was(portal: House) -> None:
    """S13: nobody's invoices vanish from pages because a colleague cleared a tab."""
    portal.office.type_in("""
    Invoices
    Entity ID | Number | Date | Month | Amount
    E-1 | 31 | 2026-04-01 | 2026-03 | 500
    """)
    with portal.office.open("validate") as run:
        run.journal.memory.remember_row_counts({"invoices": 1, "partners": 2})
    portal.well()
    portal.office.people.clear("Invoices")
    report = portal.round()
    assert report.trouble
    assert [one.number for one in portal.page().invoices] == ["31"]
