"""What a restored store and the worker's loop mean for the files in the vault."""

import io
import os
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from sheetsync.errors import DatabaseError
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.worker import all_submissions
from sheetsync.sandbox.hooks import Fault
from sheetsync.workspace.portal_loop import PortalLoop
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_recovery import recovered_store
from tests.portal.vault.samples import pdf
from tests.workspace.portal.house import House


def unheld(portal: House, days: int) -> str:
    """A file that a partner left behind, so many days ago; its place."""
    vault = portal.worker.vault
    content = io.BytesIO(pdf(inside=f"% {days}\n".encode()))
    place = vault.store(content, "P-001", "2026-03", "a.pdf", Limits(free_bytes=0)).place
    at = (portal.office.clock.now() - timedelta(days=days)).timestamp()
    os.utime(vault.path(place), (at, at))
    return place


def turned(portal: House) -> None:
    """One turn of the worker's loop."""
    post = open_post(portal.office.config, portal.worker)
    PortalLoop(worker=portal.worker, post=post).turn()
    post.close()


def test_the_loop_sweeps_what_nobody_holds(portal: House) -> None:
    old, new = unheld(portal, 8), unheld(portal, 6)
    portal.send()
    turned(portal)
    held = {file.place for one in portal.every() for file in one.files}
    assert set(portal.worker.vault.places()) == held | {new}
    assert old not in held
    assert len(held) == 1


def test_a_store_that_was_not_held_against_the_log_sweeps_nothing(portal: House) -> None:
    old = unheld(portal, 8)
    portal.send()
    portal.office.hooks.fail(Fault(status=503, times=1_000))
    turned(portal)
    assert not portal.worker.is_reconciled
    assert old in set(portal.worker.vault.places())


def test_rows_of_a_backup_come_first_and_the_log_tells_the_rest(portal: House) -> None:
    portal.send("1")
    portal.well()
    backup = portal.office.folder / "portal-from-backup.sqlite"
    with (
        closing(sqlite3.connect(portal.office.folder / "portal.sqlite")) as source,
        closing(sqlite3.connect(backup)) as copy,
    ):
        source.backup(copy)
    portal.send("2")
    portal.well()
    before, rows = (
        [one.submission.number for one in all_submissions(portal.store)],
        portal.row_ids(),
    )
    portal.close()
    config, clock, http = portal.office.config, portal.office.clock, portal.office.http
    with pytest.raises(DatabaseError, match="holds submissions"):
        recovered_store(config, clock, source=backup, http=http)
    for path in portal.office.folder.glob("portal.sqlite*"):
        path.unlink()
    found = recovered_store(config, clock, source=backup, http=http)
    assert (found.adopted, found.missing_files, found.next_number) == (2, (), 2001)
    portal.reopened()
    portal.well()
    assert [one.submission.number for one in all_submissions(portal.store)] == before
    assert portal.row_ids() == rows
