"""A mirror over drawn workbooks, on both databases; each sight is a day later."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from sheetsync.mirror.kept import kept_tabs
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.report import SyncReport, SyncTerms
from sheetsync.mirror.seen import OwnTab, SeenTab, SeenWorkbook
from sheetsync.mirror.versions import Change
from sheetsync.sql import DatabaseAddress, open_database
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.headers import titles_like
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.table import Tables
from sheetsync.testing import drawn_tabs

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
OWN = {"stock": OwnTab("Stock", ("Item",)), "notes": OwnTab("Notes")}
LOCALE = "ru_RU"


class Shelf:
    """A workbook that is drawn again and again, and its mirror."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.address = address
        self.mirror = Mirror(open_database(address), kept_tabs((), OWN))
        self.day = 0
        self.numbers: dict[str, int] = {}
        self.tables: Tables | None = None

    @property
    def now(self) -> datetime:
        """The instant of the last sight."""
        return START + timedelta(days=self.day - 1)

    def see(self, drawing: str | Mapping[str, Grid], **terms: object) -> SyncReport:
        """Keep what is drawn, a day after what was drawn before."""
        grids = drawn_tabs(drawing) if isinstance(drawing, str) else drawing
        seen = self.seen(grids, START + timedelta(days=self.day))
        self.day += 1
        return self.mirror.sync(seen, SyncTerms(**terms))  # type: ignore[arg-type]

    def seen(self, grids: Mapping[str, Grid], at: datetime) -> SeenWorkbook:
        """Drawn tabs as the mirror takes them; a title keeps its number."""
        for title in grids:
            self.numbers.setdefault(title, 100 + len(self.numbers))
        self.tables = read_people_tabs(grids, TablesTerms(LOCALE))
        tabs = []
        for code, kept in self.mirror.kept.items():
            titles = [kept.own.title] if kept.own else []
            if kept.tab is not None:
                titles = titles_like(kept.tab, grids)
            for title in titles:
                if title in grids:
                    table = self.tables.tables.get(code) if code in people_by_code() else None
                    tabs.append(SeenTab(code, self.numbers[title], title, grids[title], table))
        there = {self.numbers[title]: title for title in grids}
        return SeenWorkbook("book", "Office", LOCALE, "Europe/Moscow", "ru", at, tabs, there)

    def changes(self, days: int = 1) -> list[Change]:
        """What changed in the last sights."""
        with self.mirror.reading() as kept:
            return kept.changes(self.now - timedelta(days=days))

    def lines(self, days: int = 1) -> list[tuple[str, str, str, str]]:
        """Key, column, was, now of what changed in the last sights."""
        return [(one.key, one.column, one.was, one.now) for one in self.changes(days)]

    def rows(self, code: str = "partners") -> list[dict[str, object]]:
        """The open rows of a tab."""
        with self.mirror.reading() as kept:
            return [dict(row) for row in kept.tabs[code].as_of(None)]

    def versions(self, code: str = "partners") -> list[dict[str, object]]:
        """All versions of a tab."""
        with self.mirror.reading() as kept:
            versions = kept.tabs[code]
            table = versions.kept.table(self.mirror.database.schema)
            return [
                dict(row)
                for row in versions.connection.execute(table.select().order_by("_id")).mappings()
            ]


@pytest.fixture
def shelf(database: DatabaseAddress) -> Iterator[Shelf]:
    """An empty mirror."""
    one = Shelf(database)
    yield one
    one.mirror.close()
