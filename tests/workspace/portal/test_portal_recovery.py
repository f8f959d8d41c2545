"""A store that is lost or older than the log is made whole again (portal.md 5.6, P08)."""

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.errors import MissingTabError
from sheetsync.portal.store.copying import copy_from_file, copy_to_file
from sheetsync.portal.store.letters import letters_in, settle_letter
from sheetsync.portal.store.opening import store_address
from sheetsync.portal.store.worker import all_submissions, highest_number
from sheetsync.sql import Database
from sheetsync.workspace.portal_export import exported
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_recovery import Recovered, recovered_store
from tests.workspace.portal.databases import ON_BOTH, ON_BOTH_LONG
from tests.workspace.portal.house import House


def lose_store(portal: House) -> None:
    portal.close()
    address = store_address(portal.office.config)
    if address.path is None:
        with Database(address) as database, database.transaction() as connection:
            connection.execute(sa.text(f"drop schema {address.schema} cascade"))
    for path in portal.office.folder.glob("portal.sqlite*"):
        path.unlink()


def recovered(portal: House) -> Recovered:
    portal.close()
    return recovered_store(portal.office.config, portal.office.clock, http=portal.office.http)


def told(portal: House) -> list[tuple[object, ...]]:
    """All that the store knows, but for the moments' last digits and the order of numbers."""
    return [
        (
            one.submission.no,
            one.submission.number,
            one.submission.amount_minor,
            [file.sha256 for file in one.files],
            [(event.kind, event.text, event.other_no, event.row_id) for event in one.events],
        )
        for one in all_submissions(portal.store)
    ]


def busy(portal: House) -> None:
    """A withdrawn, a replaced, an answered and an accepted submission."""
    first, second, third = portal.send("1"), portal.send("2"), portal.send("3")
    portal.withdraw(first)
    portal.send("2", "corrected")
    portal.well()
    portal.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {third} | ask | =Whose?
    """)
    portal.well()
    portal.answer(third, "+Ours")
    portal.send("№ 4", partner_id="P-002", entity_id="E-2", text="With a text\nof two lines")
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    portal.well()
    assert second


@ON_BOTH_LONG
def test_a_lost_store_is_made_again_of_the_log(portal: House) -> None:
    busy(portal)
    before, rows = told(portal), portal.row_ids()
    lose_store(portal)
    found = recovered(portal)
    assert (found.missing_files, found.next_number) == ((), 2001)
    portal.reopened()
    assert told(portal) == before
    # Nothing is told twice, no letter goes again, and pages say what they said.
    portal.well()
    queue_letters(portal.worker)
    assert portal.row_ids() == rows
    assert letters_in(portal.store, ("pending",)) == ()
    assert portal.send("9") == "S-2001"


def test_files_that_the_vault_lost_are_named(portal: House) -> None:
    no = portal.send()
    portal.well()
    lose_store(portal)
    shutil.rmtree(portal.office.folder / "vault")
    assert recovered(portal).missing_files == ((no, "invoice.pdf"),)


@ON_BOTH_LONG
def test_a_log_that_people_sorted_and_doubled_recovers_the_same(portal: House) -> None:
    busy(portal)
    before = told(portal)
    portal.office.people.copy_row("Portal log", 2, 30)
    portal.office.people.sort("Portal log", "F")
    lose_store(portal)
    recovered(portal)
    portal.reopened()
    assert told(portal) == before


@ON_BOTH
def test_a_store_of_yesterday_learns_what_it_missed(portal: House, tmp_path: Path) -> None:
    portal.send("1")
    portal.well()
    queue_letters(portal.worker)
    for letter in letters_in(portal.store, ("pending",)):
        settle_letter(portal.store, letter.key, "sent", portal.office.clock.now())
    portal.close()
    copy_to_file(portal.office.config, tmp_path / "yesterday")
    portal.reopened()
    no = portal.send("2")
    portal.withdraw(no)
    portal.well()
    before = told(portal)
    lose_store(portal)
    copy_from_file(portal.office.config, tmp_path / "yesterday")
    portal.reopened()
    portal.well()
    assert told(portal) == before
    queue_letters(portal.worker)
    assert letters_in(portal.store, ("pending",)) == ()
    assert portal.state(no) == "withdrawn"
    assert highest_number(portal.store) == 1002


@ON_BOTH
def test_a_store_that_knows_more_tells_the_rest(portal: House) -> None:
    portal.send("1")
    portal.well()
    portal.send("2")
    rows = portal.row_ids()
    portal.reopened()
    portal.well()
    assert portal.row_ids()[: len(rows)] == rows
    assert len(portal.log()) == 2


def test_a_workbook_without_a_log_recovers_nothing(portal: House) -> None:
    portal.office.people.delete_tab("Portal log")
    with pytest.raises(MissingTabError, match="to recover from"):
        recovered(portal)


def test_what_partners_sent_is_written_out(portal: House, tmp_path: Path) -> None:
    busy(portal)
    found = exported(portal.store, portal.worker.vault, tmp_path / "out", "P-001")
    assert (found.submissions, found.files, found.missing) == (4, 4, ())
    listed = json.loads((tmp_path / "out" / "submissions.json").read_text(encoding="utf-8"))
    assert {one["partner_id"] for one in listed} == {"P-001"}
    assert "once" not in listed[0]
    for one in listed:
        for file in one["files"]:
            content = (tmp_path / "out" / file["file"]).read_bytes()
            assert content.startswith(b"%PDF-")
    everybody = exported(portal.store, portal.worker.vault, tmp_path / "all")
    assert everybody.submissions == 5
