"""Mirrors of earlier layouts keep every version under today's program; newer ones are refused."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.mirror.layout import LAYOUT
from sheetsync.mirror.steps import pending
from sheetsync.mirror.upkeep import copy
from sheetsync.sql import DatabaseAddress, database_address, open_database
from tests.mirror.conftest import Shelf

STORED = sorted((Path(__file__).parent / "stored").glob("layout-*.sqlite"))
NOW = """
    Partners
    partner_id | name   | group_id | status | curator | comment
    P-001      | Север  | d        | active | Анна    | ёж
    P-002      | Vektor | d        | active |         | жук
    P-003      | Юг     | d        | paused |         | a\0b
"""
TOUCHES = """
    Touches
    Date       | Partner ID | Curator | Note
    2026-02-01 | P-001      | Анна    | звонила
"""


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(
    request: pytest.FixtureRequest, database: DatabaseAddress, tmp_path: Path
) -> Iterator[Shelf]:
    """A shelf whose mirror is a stored one; on a server, its copy there."""
    file = tmp_path / "stored.sqlite"
    shutil.copy(request.param, file)
    address = database_address(f"sqlite:///{file}")
    if database.path is None:
        with Shelf(address).mirror as mirror, open_database(database) as target:
            copy(mirror, target)
        address = database
    shelf = Shelf(address)
    # Three sights were made; the next one is on the day after.
    shelf.day = 3
    shelf.numbers = {"Partners": 100, "Touches": 101}
    yield shelf
    shelf.mirror.close()


def test_every_version_is_kept_and_the_history_goes_on(stored: Shelf) -> None:
    kept = [stored.mirror.kept[code] for code in ("partners", "touches")]
    with stored.mirror.database.reading() as connection:
        told = pending(connection, stored.mirror.layout, stored.mirror.database, kept)
    assert "column partners__hist.curator" in told
    if stored.mirror.database.is_sqlite:
        # A copy has the indexes of today from the start.
        assert {"index partners__hist_to", "index touches__hist_to"} <= set(told)
    before = stored.changes(days=3)
    assert [(one.key, one.column, one.was, one.now) for one in before if one.column == "name"] == [
        ("P-002", "name", "Вектор", "Vektor")
    ]
    report = stored.see(NOW + "\n" + TOUCHES)
    assert (report.counts["partners"].updated, report.versions, report.notices) == (1, 1, ())
    assert stored.lines() == [("P-001", "curator", "", "Анна")]
    assert stored.changes(days=4)[: len(before)] == before
    versions = stored.versions()
    day = datetime(2026, 3, 1, 6, tzinfo=UTC)
    assert [(one["_key"], one["name"], one["_valid_from"]) for one in versions] == [
        ("P-001", "Север", day),
        ("P-002", "Вектор", day),
        ("P-003", "Юг", day),
        ("P-002", "Vektor", day + timedelta(days=1)),
        ("P-003", "Юг", day + timedelta(days=2)),
        ("P-001", "Север", day + timedelta(days=3)),
    ]
    with stored.mirror.database.reading() as connection:
        assert pending(connection, stored.mirror.layout, stored.mirror.database, kept) == []


def test_one_that_a_newer_program_wrote_is_refused_and_stays(stored: Shelf) -> None:
    meta = stored.mirror.layout.meta
    with stored.mirror.database.transaction() as connection:
        connection.execute(sa.update(meta).values(layout=LAYOUT + 1))
    with pytest.raises(DatabaseError, match="newer sheetsync"):
        stored.see(NOW)
    with stored.mirror.database.reading() as connection:
        assert connection.scalar(sa.select(meta.c["layout"])) == LAYOUT + 1
