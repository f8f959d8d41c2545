"""Whether a journal can be written, found out before letters depend on it."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheetsync.errors import JournalError
from sheetsync.journal import Journal
from sheetsync.testing.clock import StillClock

CLOCK = StillClock(datetime(2026, 4, 15, tzinfo=UTC))
_NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may enter: the tests' own are private."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """No test as root would find a file that it cannot write."""
    if os.geteuid() == 0:
        os.seteuid(_NOBODY)
        yield
        os.seteuid(0)
    else:
        yield


def made(folder: Path) -> Path:
    path = folder / "journal.sqlite"
    Journal(path, "S1", CLOCK).close()
    return path


def test_a_journal_that_can_be_written_is_left_as_it_is(folder: Path) -> None:
    with Journal(made(folder), "S1", CLOCK) as journal:
        journal.check_writable()
        assert journal.letters.states() == {}


def test_a_journal_that_can_only_be_read_is_told(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    path = made(folder)
    path.chmod(0o444)
    folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    with pytest.raises(JournalError, match="cannot be used"):
        opened_and_checked(path)


def opened_and_checked(path: Path) -> None:
    with Journal(path, "S1", CLOCK) as journal:
        journal.check_writable()
