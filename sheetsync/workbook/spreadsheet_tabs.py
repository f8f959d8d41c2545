"""The spreadsheet as a source of tabs: which of its tabs is which, and their cells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheetsync.dates import Clock
from sheetsync.tables.catalogue.modules import (
    CORE,
    Tab,
    all_tabs,
    module_of,
    modules,
    people_tabs,
    tool_tabs,
)
from sheetsync.tables.reading.headers import titles_like
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.tab_source import TabGrid
from sheetsync.workbook.marks import is_ours, title_in
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot, TabState, Wanted, read_snapshot


@dataclass(frozen=True, slots=True)
class SpreadsheetTabs:
    """One snapshot, and which of its tabs are the catalogue's.

    Attributes:
        titles: titles of the catalogue's tabs that the workbook has, by code.
        foreign: titles of tabs that bear a tool tab's title and are not ours, by its code; they
            are in no other way part of the workbook.
        left: titles of tabs with the mark of a module that is off, by the code that it names.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
        besides: titles of tabs that were asked for besides those of the catalogue.
    """

    snapshot: Snapshot
    titles: Mapping[str, str]
    foreign: Mapping[str, str]
    left: Mapping[str, str] = field(default_factory=dict)
    configured: Mapping[str, str] = field(default_factory=dict)
    besides: tuple[str, ...] = ()

    def of_modules(self, on: Collection[str]) -> "SpreadsheetTabs":
        """The tabs of the modules that are on; what was read of others is dropped.

        Raises:
            UnusableTabError: two tabs answer to one name.
        """
        found = _known(self.snapshot, self.configured, on)
        ours = {*found.titles.values(), *found.foreign.values(), *self.besides}
        kept = replace(
            self.snapshot,
            stored={title: kept for title, kept in self.snapshot.stored.items() if title in ours},
            shown={title: kept for title, kept in self.snapshot.shown.items() if title in ours},
            formulas={
                title: kept for title, kept in self.snapshot.formulas.items() if title in ours
            },
        )
        return replace(found, snapshot=kept, besides=self.besides)

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


@dataclass(frozen=True, slots=True)
class Besides:
    """Tabs that are read besides those of the catalogue, within the same requests.

    Attributes:
        titles: of tabs that the catalogue does not know.
        sheet_ids: numbers of tabs that were known under a title which they perhaps lost.
        formulas: read the formulas of people's tabs too; one read more.
    """

    titles: tuple[str, ...] = ()
    sheet_ids: frozenset[int] = frozenset()
    formulas: bool = False

    def among(self, states: Mapping[str, TabState], asked: Collection[str]) -> tuple[str, ...]:
        """Titles of those that are there and are not asked for anyway."""
        return tuple(
            title
            for title, state in states.items()
            if title not in asked and (title in self.titles or state.sheet_id in self.sheet_ids)
        )


NOTHING_BESIDES = Besides()


def read_spreadsheet_tabs(
    session: Session,
    configured: Mapping[str, str],
    clock: Clock,
    besides: Besides = NOTHING_BESIDES,
) -> SpreadsheetTabs:
    """Read all tabs of core, and those of modules that may be on, in three requests.

    Which modules are on stands in a tab that is read as well: `of_modules` drops what is off.

    Args:
        session: the spreadsheet.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
        clock: waits while cells are still calculating.
        besides: tabs that are wanted too.

    Raises:
        UnsettledSnapshotError: people kept changing the workbook meanwhile.
        UnusableTabError: two tabs answer to one name.
    """

    def choose(tabs: Mapping[str, TabState]) -> Wanted:
        shown = _candidates(people_tabs(_perhaps_on(tabs)), tabs, configured)
        stored = _candidates(tool_tabs(_perhaps_on(tabs)), tabs, configured)
        more = besides.among(tabs, {*shown, *stored})
        return Wanted(shown=(*shown, *more), stored=stored, formulas=besides.formulas)

    snapshot = read_snapshot(session, choose, clock)
    known = _known(snapshot, configured, (CORE.code,))
    asked = {*known.titles.values(), *known.foreign.values()}
    more = besides.among(snapshot.tabs, asked) if besides is not NOTHING_BESIDES else ()
    return replace(known, besides=more)


def _perhaps_on(tabs: Mapping[str, TabState]) -> set[str]:
    """Core, and the modules of which a tab carries our mark: Settings were not read yet."""
    marks = {state.mark for state in tabs.values()}
    marked = {one.code for one in modules() if any(tab.code in marks for tab in one.tabs)}
    return {CORE.code, *marked}


def _candidates(
    tabs: Sequence[Tab], states: Mapping[str, TabState], configured: Mapping[str, str]
) -> tuple[str, ...]:
    """Titles to ask values of; whether one of a further module stands twice is asked once it is on.

    Raises:
        UnusableTabError: two tabs answer to the name of a tab of core.
    """
    marks = {title: state.mark for title, state in states.items()}
    found: list[str] = []
    for tab in tabs:
        if module_of(tab.code) is CORE:
            title = title_in(tab, marks, configured)
            found += [title] if title else []
        else:
            found += titles_like(tab, marks, configured)
    return tuple(dict.fromkeys(found))


def _known(
    snapshot: Snapshot, configured: Mapping[str, str], on: Collection[str]
) -> SpreadsheetTabs:
    """Which of the tabs that were read are those of the modules that are on."""
    marks = {title: state.mark for title, state in snapshot.tabs.items()}
    titles = {
        tab.code: title
        for tab in all_tabs(on)
        if (title := title_in(tab, marks, configured)) is not None
    }
    foreign = {
        tab.code: title
        for tab in tool_tabs(on)
        if (title := titles.get(tab.code)) is not None
        and not is_ours(tab, snapshot.stored.get(title, ()), marked=snapshot.tabs[title].is_marked)
    }
    off = {tab.code for one in modules() if one.code not in on for tab in one.tabs}
    return SpreadsheetTabs(
        snapshot,
        {code: title for code, title in titles.items() if code not in foreign},
        foreign,
        left={code: title for title, code in marks.items() if code in off},
        configured=configured,
    )
