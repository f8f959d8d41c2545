"""The workbook as the mirror remembers it: any job can be tried on it, without Google."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from sheetsync.config import Config
from sheetsync.errors import RunRequestError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.mirror.mirror import Kept
from sheetsync.tables.catalogue.modules import Tab, all_tabs, people_tabs
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, modules_on, read_sourced_tabs
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_source import tab_from
from sheetsync.workbook.snapshot import Snapshot, TabState
from sheetsync.workbook.spreadsheet_tabs import SpreadsheetTabs
from sheetsync.workspace.instants import instant_of
from sheetsync.workspace.mirroring import mirror_of, no_mirror
from sheetsync.workspace.workbook_reading import Reading

#: Numbers of tabs that the mirror does not keep.
_UNKEPT_FROM = 3_000_000_000


class NoLastRun:
    """Nothing is remembered of runs before that day."""

    def row_counts(self) -> dict[str, int]:
        """No tab is told to have shrunk."""
        return {}

    def published(self, code: str) -> object:  # noqa: ARG002  # as `LastRun` is asked
        """What a tool tab held is not known."""
        return None


def mirror_reading(config: Config, day: date | None) -> Reading:
    """The workbook at the end of a day.

    Raises:
        ConfigError: there is no mirror.
        RunRequestError: the day is not said, or nobody had looked by then.
        DatabaseError: the mirror cannot be read.
    """
    if not config.mirror.is_on:
        raise no_mirror()
    if day is None:
        raise RunRequestError(
            Phrase(ru="--from-mirror: не назван день", en="--from-mirror: no day is named"),
            cure=as_it_is("--as-of 2026-03-31"),
        )
    with mirror_of(config, read_only=True) as mirror, mirror.reading() as held:
        return reading_at(config, held, instant_of(day, held.workbook["time_zone"], end=True))


def reading_at(config: Config, held: Kept, at: datetime) -> Reading:
    """The workbook as it stood at an instant.

    Raises:
        RunRequestError: nobody had looked by then.
    """
    found = {tab.code: (title, grid) for tab, title, grid in _kept_tabs(held, at)}
    if not any(held.tabs[tab.code].as_of(at) for tab in people_tabs() if tab.code in held.tabs):
        raise RunRequestError(
            Phrase(
                ru="--from-mirror: в тот день зеркало таблицу ещё не видело",
                en="--from-mirror: the mirror had not seen the workbook by that day",
            ),
            cure=Phrase(
                ru="назовите день позже: sheetsync mirror status",
                en="name a later day: sheetsync mirror status",
            ),
        )
    terms = TablesTerms(held.workbook["locale"], titles=config.tabs, headers=config.columns)
    sheet = _sheet(held, found)
    on = modules_on(tab_from([sheet], SETTINGS), terms)
    terms = replace(terms, catalogue=people_tabs(on))
    known = {tab.code for tab in all_tabs(on)}
    titles = {code: title for code, title in sheet.titles.items() if code in known}
    sheet = replace(sheet, titles=titles)
    given = {
        tab.code: one for tab in people_tabs(on) if (one := tab_from([sheet], tab)) is not None
    }
    return Reading(sheet, [sheet], read_sourced_tabs(given, terms), sheet.urls, at, terms)


def _kept_tabs(held: Kept, at: datetime) -> Iterator[tuple[Tab, str, Grid]]:
    """The catalogue's tabs that the mirror kept, as they stood; of others, blank ones."""
    for tab in all_tabs():
        state = held.states.get(tab.code)
        if state is not None and tab.code in held.tabs:
            # Under a strange title jobs would not find it; then it had its own.
            title = tab.title(held.workbook["lang"]) if state["renamed"] else str(state["title"])
            yield tab, title, held.grid(tab.code, at).grid
        elif isinstance(tab, ToolTab) and not tab.optional:
            yield tab, tab.title(held.workbook["lang"]), Grid()


def _sheet(held: Kept, found: dict[str, tuple[str, Grid]]) -> SpreadsheetTabs:
    tabs, stored, shown = {}, {}, {}
    for number, (code, (title, grid)) in enumerate(found.items()):
        state = held.states.get(code)
        tabs[title] = TabState(
            state["sheet_id"] if state else _UNKEPT_FROM + number,
            title,
            number,
            max(map(len, grid.stored), default=0),
            len(grid.stored),
            is_marked=True,
            mark=code,
        )
        stored[title], shown[title] = grid.stored, grid.shown
    workbook = held.workbook
    snapshot = Snapshot(
        workbook["spreadsheet_id"],
        workbook["title"],
        workbook["locale"],
        workbook["time_zone"],
        tabs,
        stored,
        shown,
    )
    return SpreadsheetTabs(snapshot, {code: title for code, (title, _) in found.items()}, {})
