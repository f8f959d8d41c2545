import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsync.errors import JournalError, RunActiveError
from sheetsync.journal import PORTAL_LOCK, Journal, host_lock
from sheetsync.testing.clock import StillClock

OpenJournal = Callable[..., Journal]
CURE = (
    "mend the disk or its rights; if the file is broken, move it aside: "
    "the Send log tab still tells what was sent"
)


def test_the_secret_and_the_owner_are_made_once(open_journal: OpenJournal) -> None:
    first, second = open_journal("S1"), open_journal("S2")
    assert len(first.secret) == 32
    assert (first.secret, first.owner) == (second.secret, second.owner)


def test_two_files_have_two_secrets(tmp_path: Path, clock: StillClock) -> None:
    with (
        Journal(tmp_path / "a", "S1", clock) as first,
        Journal(tmp_path / "b", "S1", clock) as second,
    ):
        assert first.secret != second.secret
        assert first.owner != second.owner
        assert first.owner not in first.secret.hex()


def test_commits_are_on_the_disk_before_they_return(journal: Journal) -> None:
    [[mode]] = journal._store.rows("PRAGMA journal_mode")
    [[synchronous]] = journal._store.rows("PRAGMA synchronous")
    assert (mode, synchronous) == ("wal", 2)


def test_a_dry_run_reads_and_cannot_write(open_journal: OpenJournal) -> None:
    open_journal().memory.remember_row_counts({"invoices": 7})
    looked = open_journal(read_only=True)
    assert looked.memory.row_counts() == {"invoices": 7}
    with pytest.raises(JournalError, match="attempt to write a readonly database"):
        looked.memory.remember_row_counts({"invoices": 8})


def test_a_dry_run_makes_no_file(open_journal: OpenJournal, path: Path) -> None:
    assert open_journal(read_only=True).letters.states() == {}
    assert not path.exists()


def test_another_database_is_not_taken_for_a_journal(path: Path, open_journal: OpenJournal) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE other (a)")
    database.close()
    with pytest.raises(JournalError) as caught:
        open_journal()
    assert str(caught.value) == (
        "journal.sqlite is not a journal\n  cure: `state` in config.yaml names its folder"
    )


def test_a_newer_journal_is_left_alone(path: Path, open_journal: OpenJournal) -> None:
    open_journal()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(JournalError) as caught:
        open_journal()
    assert str(caught.value) == (
        "journal.sqlite was written by a newer sheetsync\n  cure: install that one"
    )


def test_a_broken_file_names_the_cure(path: Path, open_journal: OpenJournal) -> None:
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(JournalError) as caught:
        open_journal()
    assert str(caught.value) == (
        f"the journal journal.sqlite cannot be used: file is not a database\n  cure: {CURE}"
    )


def test_a_missing_folder_names_the_cure(tmp_path: Path, clock: StillClock) -> None:
    with pytest.raises(JournalError) as caught:
        Journal(tmp_path / "nowhere" / "journal.sqlite", "S1", clock)
    assert caught.value.message == (
        "the journal journal.sqlite cannot be used: unable to open database file"
    )


def test_one_run_holds_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    with host_lock(folder), pytest.raises(RunActiveError) as caught, host_lock(folder):
        pass
    assert str(caught.value) == (
        "another run is active on this machine\n  cure: wait until it ends; it frees itself"
    )
    assert caught.value.exit_code == 3
    with host_lock(tmp_path / "state"):
        pass


def test_a_lock_is_freed_when_its_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), host_lock(tmp_path):
        raise RuntimeError
    with host_lock(tmp_path):
        pass


HOLDER = """
import sys
from pathlib import Path
from sheetsync.journal import host_lock

with host_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_is_freed_when_its_holder_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunActiveError), host_lock(tmp_path):
            pass
        holder.kill()
    with host_lock(tmp_path):
        pass


def test_a_state_folder_that_cannot_be_made_names_the_cure(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file is in the way")
    with pytest.raises(JournalError) as caught, host_lock(tmp_path / "state"):
        pass
    assert str(caught.value) == (
        "the state folder 'state' cannot be written (File exists)\n"
        "  cure: mend its owner or rights; `state` in config.yaml names it"
    )


def test_a_file_that_another_process_made_first_is_kept(journal: Journal) -> None:
    journal.memory.remember_row_counts({"invoices": 7})
    with journal._store.transaction():
        journal._store._make()
    assert journal.memory.row_counts() == {"invoices": 7}
    assert journal._store.secret() == journal.secret


def test_a_worker_of_the_portal_and_a_job_do_not_stop_each_other(tmp_path: Path) -> None:
    with host_lock(tmp_path), host_lock(tmp_path, PORTAL_LOCK):
        with pytest.raises(RunActiveError) as caught, host_lock(tmp_path, PORTAL_LOCK):
            pass
        assert str(caught.value) == (
            "another worker of the portal is active on this machine\n"
            "  cure: stop it; the lock frees itself"
        )
    with host_lock(tmp_path, PORTAL_LOCK):
        pass
