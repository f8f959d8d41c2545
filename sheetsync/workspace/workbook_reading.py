"""From the sources of tabs to typed tables: what they hold, and what it means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice, zip_longest

import pandas as pd

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.tables.catalogue.modules import Tab, all_tabs, people_tabs
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.reading.people_tabs import (
    TablesTerms,
    modules_on,
    read_sourced_tabs,
    settings_of,
)
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.sheet_order import TabPlace, sheet_order
from sheetsync.tables.tab_source import TabGrid, TabSource, tab_from
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import Link
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup.views import VIEWS
from sheetsync.workbook.snapshot import Snapshot
from sheetsync.workbook.spreadsheet_tabs import (
    NOTHING_BESIDES,
    Besides,
    SpreadsheetTabs,
    read_spreadsheet_tabs,
)
from sheetsync.workspace.adopted import Adopted, AdoptedTabs


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at one moment, and what it means.

    Attributes:
        sheet: the workbook.
        sources: where rows of tabs come from, the workbook last.
        tables: people's tabs, typed, with the findings of reading.
        urls: addresses of tabs by title, for links to their cells.
        began_at: when the reading began.
        terms: how tabs were read.
        adopted: what a team's own workbook gives through its mapping; None without one.
    """

    sheet: SpreadsheetTabs
    sources: Sequence[TabSource]
    tables: Tables
    urls: Mapping[str, str]
    began_at: datetime
    terms: TablesTerms
    adopted: AdoptedTabs | None = None
    _tool_frames: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def snapshot(self) -> Snapshot:
        """The workbook's cells, and what its metadata say."""
        return self.sheet.snapshot

    @property
    def titles(self) -> Mapping[str, str]:
        """Titles of the catalogue's tabs that the workbook has, by code."""
        return self.sheet.titles

    @property
    def foreign(self) -> Mapping[str, str]:
        """Titles of tabs that bear a tool tab's title and are not ours, by its code."""
        return self.sheet.foreign

    @property
    def left(self) -> Mapping[str, str]:
        """Titles of tabs with the mark of a module that is off, by their codes."""
        return self.sheet.left

    @property
    def places(self) -> dict[Tab, tuple[str, str]]:
        """Title and address of every tab of the catalogue that the workbook has."""
        inside = self.sheet.urls
        return {
            tab: (title, inside[title])
            for tab in all_tabs(self.tables.settings.modules)
            if (title := self.titles.get(tab.code)) is not None
        }

    def tool_frame(self, tab: ToolTab) -> pd.DataFrame:
        """What a tool tab holds, by the codes of its columns; no rows when it is missing."""
        if tab.code not in self._tool_frames:
            given = tab_from(self.sources, tab)
            self._tool_frames[tab.code] = read_tool_tab(tab, given.grid if given else None)
        return self._tool_frames[tab.code]

    def rows_of(self, tab: ToolTab) -> list[list[object]]:
        """The stored cells of a tool tab below its header, row by row; [] when it is missing."""
        columns = self.snapshot.stored.get(self.titles.get(tab.code, ""), ())
        return [list(row) for row in islice(zip_longest(*columns, fillvalue=""), 1, None)]

    def header_of(self, tab: ToolTab) -> list[object]:
        """The stored cells of a tool tab's first row; [] when it is missing or blank."""
        columns = self.snapshot.stored.get(self.titles.get(tab.code, ""), ())
        return [column[0] if column else "" for column in columns]

    def place_of(self, tab: ToolTab) -> TabPlace:
        """Where a tool tab stands in the workbook, for links to its cells."""
        url = self.sheet.urls.get(self.titles.get(tab.code, ""), "")
        return TabPlace(tab, url, sheet_order(tab, self.header_of(tab)))

    def cell_link(self, title: str, cell: str) -> object:
        """A link to a cell, its bare name where the tab is in a file; None for an unknown tab."""
        url = self.urls.get(title)
        if url is None:
            return None
        return Link(cell, f"{url}&range={cell}") if url else cell

    def dashboard_links(self) -> dict[str, str]:
        """Addresses inside the spreadsheet: named filter views, and tool tabs by their code."""
        inside = self.sheet.urls
        links = {code: inside[title] for code, title in self.titles.items()}
        for view in VIEWS:
            title = self.titles.get(view.tab)
            state = self.snapshot.tabs.get(title or "")
            views = state.filter_views if state else {}
            view_id = next((views[title] for title in view.titles if title in views), None)
            if state and view_id is not None:
                links[view.name] = f"#gid={state.sheet_id}&fvid={view_id}"
        return links


def read_workbook(  # noqa: PLR0913  # what is read beside the workbook, by keyword
    session: Session,
    config: Config,
    clock: Clock,
    sources: Sequence[TabSource] = (),
    *,
    besides: Besides = NOTHING_BESIDES,
    adopted: Adopted | None = None,
) -> Reading:
    """Read the tabs of the modules that are on: the workbook in three requests, others elsewhere.

    Args:
        session: the workbook.
        config: names tabs and headers of your own.
        clock: waits while cells are still calculating.
        sources: asked for each tab before the workbook: what keeps a tab's rows in its place.
        besides: tabs that are read within the same requests.
        adopted: a team's own workbook, asked before ours.

    Raises:
        UnsettledSnapshotError: people kept changing the workbook meanwhile.
    """
    began_at = clock.now()
    sheet = read_spreadsheet_tabs(session, config.tabs, clock, besides)
    terms = TablesTerms(sheet.snapshot.locale, titles=config.tabs, headers=config.columns)
    on = modules_on(tab_from((*sources, sheet), SETTINGS), terms)
    sheet = sheet.of_modules(on)
    settings = settings_of(tab_from((*sources, sheet), SETTINGS), terms)
    through = adopted.tabs(sheet, settings, terms) if adopted else None
    asked = (*sources, *((through,) if through else ()), sheet)
    terms = replace(terms, catalogue=people_tabs(on))
    found = {
        tab.code: given for tab in people_tabs(on) if (given := tab_from(asked, tab)) is not None
    }
    urls = {**sheet.urls, **_urls(found.values())}
    tables = read_sourced_tabs(found, terms)
    return Reading(sheet, asked, tables, urls, began_at, terms, through)


def _urls(tabs: Iterable[TabGrid]) -> dict[str, str]:
    """The addresses of tabs by title; of those read through a mapping, of the team's tabs."""
    found: dict[str, str] = {}
    for given in tabs:
        found[given.title] = given.url
        if given.origins is not None:
            found |= dict(zip(given.origins.titles, given.origins.urls, strict=True))
    return found
