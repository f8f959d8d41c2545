"""The mirror of one workbook: what jobs write into, and what people and programs ask."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.keys import KEYS_OF_THEIR_OWN
from sheetsync.mirror.layout import Layout, layout_in, writing_of
from sheetsync.mirror.report import (
    KEY_REPEATED,
    ROW_WITHOUT_KEY,
    Notice,
    SyncReport,
    SyncTerms,
)
from sheetsync.mirror.seen import SeenWorkbook
from sheetsync.mirror.source import tab_grid
from sheetsync.mirror.steps import layout_of
from sheetsync.mirror.syncing import sync
from sheetsync.mirror.versions import Change, TabVersions, Version
from sheetsync.sql import Database
from sheetsync.tables.tab_source import TabGrid

_KEY_STATES = {"missing": ROW_WITHOUT_KEY, "repeated": KEY_REPEATED}
_FILL = Phrase(ru="запустите sheetsync run mirror", en="run sheetsync run mirror")
_EMPTY = Phrase(ru="В зеркале пока ничего нет", en="The mirror holds nothing yet")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the mirror holds, at one state of the database.

    Attributes:
        states: rows of ``ss_tab`` by code.
        tabs: versions by code of the tab.
        workbook: the row of ``ss_workbook``.
        connection, layout: by which it is looked at.
    """

    states: Mapping[str, sa.RowMapping]
    tabs: Mapping[str, TabVersions]
    workbook: sa.RowMapping
    connection: sa.Connection
    layout: Layout

    def changes(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        tabs: Collection[str] | None = None,
    ) -> list[Change]:
        """Every changed cell after `since` and not after `until`, the oldest first."""
        found = [
            change
            for code, versions in self.tabs.items()
            if tabs is None or code in tabs
            for change in versions.changes(since, until)
        ]
        return sorted(found, key=lambda change: change.at)

    def history(self, key: str, tabs: Collection[str] | None = None) -> dict[str, list[Version]]:
        """All versions of rows under a key, by code of the tab."""
        return {
            code: found
            for code, versions in self.tabs.items()
            if (tabs is None or code in tabs) and (found := versions.of_key(key))
        }

    def sync_at(self, number: int) -> datetime | None:
        """The instant at which the versions of a sight begin; None: there was no such one."""
        sync = self.layout.sync
        found = self.connection.execute(
            sa.select(sync.c["finished_at"]).where(sync.c["id"] == number)
        )
        return found.scalar()

    def grid(self, code: str, at: datetime | None = None) -> TabGrid:
        """A tab as it stood at an instant; None: as it stands now."""
        return tab_grid(self.tabs[code], self.states[code], at)


class Mirror:
    """The mirror that a config names.

    Args:
        database: where it is.
        kept: the tabs that are kept, by code.
    """

    def __init__(self, database: Database, kept: Mapping[str, KeptTab]) -> None:
        self.database = database
        self.kept = kept
        self.layout = layout_in(database.schema)

    def sync(self, seen: SeenWorkbook, terms: SyncTerms) -> SyncReport:
        """Keep what was seen; see `sheetsync.mirror.syncing.sync`."""
        return sync(self.database, self.kept, seen, terms)

    def key_notices(self) -> list[Notice]:
        """Tabs of people with rows that have no key, or share one where that is an error."""
        found = []
        with self.reading() as held:
            for code, versions in held.tabs.items():
                kept = versions.kept
                if not kept.is_people or not kept.key:
                    continue
                for state, count in versions.count_states().items():
                    is_allowed = code in KEYS_OF_THEIR_OWN and state == "repeated"
                    if state and not is_allowed:
                        facts = {"title": held.states[code]["title"], "n": count}
                        found.append(Notice(_KEY_STATES[state], code, facts))
        return found

    def known_sheets(self) -> dict[str, int]:
        """The number of each tab that was kept before, by code; {} of a mirror without any.

        Raises:
            DatabaseError: it cannot be read.
        """
        table = self.layout.tab
        with self.database.reading() as connection:
            if not layout_of(connection, self.layout):
                return {}
            rows = connection.execute(sa.select(table.c["code"], table.c["sheet_id"]))
            return {row[0]: row[1] for row in rows}

    def lang(self) -> str | None:
        """The language of the workbook that is kept; None of a mirror without one.

        Raises:
            DatabaseError: it cannot be read.
        """
        with self.database.reading() as connection:
            if not layout_of(connection, self.layout):
                return None
            return connection.execute(sa.select(self.layout.workbook.c["lang"])).scalar()

    @contextmanager
    def reading(self) -> Iterator[Kept]:
        """What the mirror holds, one state of it for the whole block.

        Raises:
            DatabaseError: it cannot be read, or holds nothing.
        """
        with self.database.reading() as connection:
            if not layout_of(connection, self.layout):
                raise DatabaseError(
                    _EMPTY,
                    cure=Phrase(ru="запустите sheetsync run mirror", en="run sheetsync run mirror"),
                )
            yield self._held(connection)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _held(self, connection: sa.Connection) -> Kept:
        writing = writing_of(connection, self.layout)
        rows = connection.execute(sa.select(self.layout.tab)).mappings()
        states = {row["code"]: row for row in rows}
        tabs = {
            code: TabVersions(connection, kept, self.database.schema, writing)
            for code, kept in self._known(connection).items()
            if code in states
        }
        workbook = connection.execute(sa.select(self.layout.workbook)).mappings().one()
        return Kept(states, tabs, workbook, connection, self.layout)

    def _known(self, connection: sa.Connection) -> dict[str, KeptTab]:
        """The kept tabs with those of their columns that the database has by now."""
        table = self.layout.column
        known = {
            (row[0], row[1])
            for row in connection.execute(sa.select(table.c["tab"], table.c["code"]))
        }
        return {
            code: replace(
                kept,
                columns=tuple(one for one in kept.columns if (code, one.name) in known),
            )
            for code, kept in self.kept.items()
        }
