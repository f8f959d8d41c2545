"""From the workbook to typed tables: which tabs are read, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

import pandas as pd

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.reading.headers import find_tab
from sheetsync.tables.reading.people_tabs import read_tables
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import Link
from sheetsync.workbook.marks import is_ours
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup.views import VIEWS
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot


@dataclass(frozen=True, slots=True)
class Reading:
    """One snapshot and what it means.

    Attributes:
        titles: titles of the catalogue's tabs that the workbook has, by code.
        tables: people's tabs, typed, with the findings of reading.
        foreign: titles of tabs that bear a tool tab's title and are not ours, by its code; they
            are in no other way part of the workbook.
    """

    snapshot: Snapshot
    titles: Mapping[str, str]
    tables: Tables
    foreign: Mapping[str, str] = field(default_factory=dict)
    _tool_frames: dict[str, pd.DataFrame] = field(default_factory=dict)

    def tool_frame(self, tab: ToolTab) -> pd.DataFrame:
        """What a tool tab holds, by the codes of its columns; no rows when it is missing."""
        if tab.code not in self._tool_frames:
            title = self.titles.get(tab.code)
            grid = self.snapshot.grid(title) if title else None
            self._tool_frames[tab.code] = read_tool_tab(tab, grid)
        return self._tool_frames[tab.code]

    def rows_of(self, tab: ToolTab) -> list[list[object]]:
        """The stored cells of a tool tab below its header, row by row; [] when it is missing."""
        columns = self.snapshot.stored.get(self.titles.get(tab.code, ""), ())
        return [list(row) for row in islice(zip_longest(*columns, fillvalue=""), 1, None)]

    def header_of(self, tab: ToolTab) -> list[object]:
        """The stored cells of a tool tab's first row; [] when it is missing or blank."""
        columns = self.snapshot.stored.get(self.titles.get(tab.code, ""), ())
        return [column[0] if column else "" for column in columns]

    def cell_link(self, title: str, cell: str) -> object:
        """A link to a cell inside the same spreadsheet; None for a tab that is not there."""
        state = self.snapshot.tabs.get(title)
        return Link(cell, f"#gid={state.sheet_id}&range={cell}") if state else None

    def dashboard_links(self) -> dict[str, str]:
        """Addresses inside the spreadsheet: named filter views, and tool tabs by their code."""
        links = {
            code: f"#gid={self.snapshot.tabs[title].sheet_id}"
            for code, title in self.titles.items()
        }
        for view in VIEWS:
            title = self.titles.get(view.tab)
            state = self.snapshot.tabs.get(title or "")
            views = state.filter_views if state else {}
            view_id = next((views[title] for title in view.titles if title in views), None)
            if state and view_id is not None:
                links[view.name] = f"#gid={state.sheet_id}&fvid={view_id}"
        return links


def read_workbook(session: Session, config: Config, clock: Clock) -> Reading:
    """Read all tabs of the catalogue in three requests.

    Raises:
        UnsettledSnapshotError: people kept changing the workbook meanwhile.
    """

    def choose(titles: Sequence[str]) -> Wanted:
        own = [find_tab(tab, titles, config.tabs) for tab in PEOPLE_TABS]
        tool = [find_tab(tab, titles, config.tabs) for tab in TOOL_TABS]
        return Wanted(
            shown=tuple(title for title in own if title),
            stored=tuple(title for title in tool if title),
        )

    snapshot = read_snapshot(session, choose, clock)
    titles = {
        tab.code: title
        for tab in (*PEOPLE_TABS, *TOOL_TABS)
        if (title := find_tab(tab, list(snapshot.tabs), config.tabs)) is not None
    }
    foreign = {
        tab.code: title
        for tab in TOOL_TABS
        if (title := titles.get(tab.code)) is not None
        and not is_ours(tab, snapshot.stored.get(title, ()), marked=snapshot.tabs[title].is_marked)
    }
    titles = {code: title for code, title in titles.items() if code not in foreign}
    tables = read_tables(
        {title: snapshot.grid(title) for title in snapshot.shown},
        locale=snapshot.locale,
        tabs=config.tabs,
        columns=config.columns,
    )
    return Reading(snapshot, titles, tables, foreign)
