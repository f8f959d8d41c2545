"""The spreadsheet as a source of tabs: which of its tabs is which, and their cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetsync.dates import Clock
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.reading.headers import find_tab
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.tab_source import TabGrid
from sheetsync.workbook.marks import is_ours
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot


@dataclass(frozen=True, slots=True)
class SpreadsheetTabs:
    """One snapshot, and which of its tabs are the catalogue's.

    Attributes:
        titles: titles of the catalogue's tabs that the workbook has, by code.
        foreign: titles of tabs that bear a tool tab's title and are not ours, by its code; they
            are in no other way part of the workbook.
    """

    snapshot: Snapshot
    titles: Mapping[str, str]
    foreign: Mapping[str, str]

    def tab(self, tab: PeopleTab | ToolTab) -> TabGrid | None:
        """A tab's cells; None when the workbook lacks it."""
        title = self.titles.get(tab.code)
        if title is None:
            return None
        return TabGrid(title, self.snapshot.grid(title), self.urls[title])

    @property
    def urls(self) -> dict[str, str]:
        """The address of every tab inside the spreadsheet, by title."""
        return {title: f"#gid={state.sheet_id}" for title, state in self.snapshot.tabs.items()}


def read_spreadsheet_tabs(
    session: Session, configured: Mapping[str, str], clock: Clock
) -> SpreadsheetTabs:
    """Read all tabs of the catalogue in three requests.

    Args:
        session: the spreadsheet.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
        clock: waits while cells are still calculating.

    Raises:
        UnsettledSnapshotError: people kept changing the workbook meanwhile.
        UnusableTabError: two tabs answer to one name.
    """

    def choose(titles: Sequence[str]) -> Wanted:
        own = [find_tab(tab, titles, configured) for tab in PEOPLE_TABS]
        tool = [find_tab(tab, titles, configured) for tab in TOOL_TABS]
        return Wanted(
            shown=tuple(title for title in own if title),
            stored=tuple(title for title in tool if title),
        )

    snapshot = read_snapshot(session, choose, clock)
    titles = {
        tab.code: title
        for tab in (*PEOPLE_TABS, *TOOL_TABS)
        if (title := find_tab(tab, list(snapshot.tabs), configured)) is not None
    }
    foreign = {
        tab.code: title
        for tab in TOOL_TABS
        if (title := titles.get(tab.code)) is not None
        and not is_ours(tab, snapshot.stored.get(title, ()), marked=snapshot.tabs[title].is_marked)
    }
    titles = {code: title for code, title in titles.items() if code not in foreign}
    return SpreadsheetTabs(snapshot, titles, foreign)
