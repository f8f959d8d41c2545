"""What a machine sent is not sent again by the machine that its backup was brought to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs import mirror, monthly_reports
from sheetsync.errors import RunActiveError
from sheetsync.letters.letter import LetterKey
from sheetsync.mirror import upkeep
from sheetsync.testing.mail_server import MailServer
from sheetsync.workspace.backup.restoring import RestoreOptions, restore_state
from sheetsync.workspace.backup.saving import back_up
from sheetsync.workspace.mirroring import mirror_of, seen_workbook
from tests.stories.test_stored_versions import ENDS, JOBS, KILLED, STORED, StoredOffice

MIRROR = "mirror:\n  url: sqlite:///state/mirror.sqlite\n"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def office(name: str, folder: Path, server: MailServer) -> StoredOffice:
    shutil.copytree(STORED / name, folder / "old")
    with (folder / "old" / "config.yaml").open("a", encoding="utf-8") as config:
        config.write(MIRROR)
    return StoredOffice(folder / "old", server)


def moved(old: StoredOffice, server: MailServer) -> StoredOffice:
    """The office on a new machine, before the same Google."""
    saved = back_up(old.folder / "config.yaml", old.clock, old.folder.parent / "backups")
    folder = old.folder.parent / "new"
    restore_state(saved.path.parent, folder / "config.yaml", old.clock, RestoreOptions())
    new = StoredOffice(folder, server)
    new.clock, new.http = old.clock, old.http
    return new


def forget_the_log(one: StoredOffice) -> None:
    """A person empties the Send log: then the journal alone knows what was sent."""
    with one.open() as workspace:
        title = workspace.reading.titles["send_log"]
        workspace.session.client.open_by_key(workspace.session.spreadsheet_id).worksheet(
            title
        ).batch_clear(["A2:Z"])


def test_no_letter_goes_out_again_and_the_mirror_is_equal(
    tmp_path: Path, server: MailServer
) -> None:
    old = office("v1", tmp_path, server)
    assert old.run_all_jobs() <= {0, 1}
    with old.open("mirror") as workspace:
        workspace.run(mirror.run)
    new = moved(old, server)
    with (
        new.open() as workspace,
        mirror_of(workspace.company.config, read_only=True) as kept,
    ):
        seen = seen_workbook(workspace.reading, workspace.company.config, kept.known_sheets())
        assert upkeep.check(kept, seen) == []
    forget_the_log(new)
    assert new.ends().items() >= ENDS.items()
    assert new.run_all_jobs() <= {0, 1}
    assert [letter.key for letter in server.letters] == []
    # Not for want of a way to send: what a person asks for goes.
    with new.open("monthly-reports", revise=("P-001",)) as workspace:
        workspace.run(monthly_reports.run)
    assert [letter.key for letter in server.letters] == ["monthly/P-001/2026-03/2"]


def test_what_the_old_machine_sent_after_the_backup_is_not_sent_again(
    tmp_path: Path, server: MailServer
) -> None:
    old = office("v1", tmp_path, server)
    new = moved(old, server)
    with old.open("monthly-reports", revise=("P-001",)) as workspace:
        workspace.run(monthly_reports.run)
    assert [letter.key for letter in server.letters] == ["monthly/P-001/2026-03/2"]
    assert new.ends()["monthly/P-001/2026-03/2"] == "sent"
    for name, story in JOBS.items():
        with new.open(name) as workspace:
            workspace.run(story)
    assert len(server.letters) == 1


def test_a_letter_reserved_when_the_copy_was_made_is_in_doubt_on_the_new_machine(
    tmp_path: Path, server: MailServer
) -> None:
    """On its own machine it is surely not sent; of the copy nobody knows what came after."""
    killed = office("v1-killed", tmp_path, server)
    killed.clock.sleep(2 * 86_400)
    pending = "monthly/P-005/2026-03/2"
    assert killed.ends()[pending] == KILLED[pending] == "pending"
    new = moved(killed, server)
    assert new.ends()[pending] == "unknown"
    with new.open("monthly-reports", revise=("P-001", "P-004")) as workspace:
        workspace.run(monthly_reports.run)
    assert pending not in [letter.key for letter in server.letters]
    with new.open() as workspace:
        assert LetterKey.parsed(pending) in workspace.outbox.in_doubt("2026-03")


def test_the_old_machine_keeps_its_lease(tmp_path: Path, server: MailServer) -> None:
    old = office("v1", tmp_path, server)
    new = moved(old, server)
    with old.open("monthly-reports") as first, new.open("monthly-reports") as second:
        lease = first.outbox._context.lease
        lease.acquire()
        other = second.outbox._context.lease
        with pytest.raises(RunActiveError):
            other.acquire()
        lease.release()
        other.acquire()
        other.release()
