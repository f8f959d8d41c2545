"""A journal on the disk, and a clock for it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheetsync.journal import Journal
from sheetsync.testing.clock import StillClock


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 4, 2, 9, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def open_journal(path: Path, clock: StillClock) -> Iterator[Callable[..., Journal]]:
    """The journal of a spreadsheet, S1 unless named, opened once more at every call."""
    opened: list[Journal] = []

    def open_one(spreadsheet_id: str = "S1", **options: bool) -> Journal:
        opened.append(Journal(path, spreadsheet_id, clock, **options))
        return opened[-1]

    yield open_one
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(open_journal: Callable[..., Journal]) -> Journal:
    return open_journal()
