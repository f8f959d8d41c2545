"""Where each tab and column stands once set-up is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sheetsync.language import Lang
from sheetsync.language.phrases import same
from sheetsync.tables.catalogue.modules import (
    CORE,
    Tab,
    module_of,
    modules,
    people_by_code,
    with_columns_of,
)
from sheetsync.tables.catalogue.names import NAMES, columns_in_sheet, named_columns
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Column, PeopleTab, ToolTab
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.workbook.marks import is_ours
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup.present import Present, PresentTab, own_headers, with_names_at

_FIRST_SHEET_ID = 1001


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What `init` was asked for.

    Attributes:
        lang: of titles, headers and labels.
        calendar: as ``ru-2026``, "" for none.
        dry_run: say it, do nothing.
        examples: add settings, example groups and rules where there are none.
        tabs: titles of the team's own, by tab code (config.yaml, tabs).
        columns: headers of the team's own, by ``tab.column`` (config.yaml, columns).
        rows: how many rows a new tab has room for, by tab code; the usual number when not told.
        modules: to be switched on, besides those that are.
        tidy: only move tabs into our order.
        wanted: codes of tabs that only some workbooks have use for; None: all of them.
        names: have names beside codes.
        marks: have wrong cells marked.
        as_titled: the language is that of the titles that the workbook has, not `lang`.
        approvers: addresses of those who alone fill columns for approval; (): whoever edits.
        settings: values of Settings by key that differ from the defaults; without examples, a tab
            Settings without rows gets all its keys when there is any.
    """

    lang: Lang
    calendar: str = ""
    dry_run: bool = False
    examples: bool = True
    tabs: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    modules: tuple[str, ...] = ()
    tidy: bool = False
    wanted: frozenset[str] | None = None
    names: bool = True
    marks: bool = True
    as_titled: bool = False
    approvers: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TabLayout:
    """One tab.

    Attributes:
        tab: as the catalogue has it, with the team's own headers.
        present: None for a tab that is to be made.
        header_row: 1-based; None where nobody knows it: such a tab is left alone.
        placed: the catalogue's columns by 0-based sheet position, those to be added included.
        added: of these, those to be added to a tab with headers of its own.
        name_at: 0-based place of the column of names, which is none of the catalogue's.
        inserts_names: whether that column is to be inserted there; `present` has room for it.
    """

    tab: Tab
    sheet_id: int
    title: str
    present: PresentTab | None
    header_row: int | None
    placed: Mapping[int, Column]
    added: Mapping[int, Column]
    name_at: int | None = None
    inserts_names: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether the whole tab is ours to write: it is new, or blank."""
        return self.present is None or self.present.is_blank

    @property
    def is_foreign(self) -> bool:
        """Whether it is a team's own tab under a tool tab's title: it is left alone."""
        there = self.present
        return (
            isinstance(self.tab, ToolTab)
            and there is not None
            and not is_ours(self.tab, there.columns, marked=there.is_marked)
        )

    @property
    def lacks_mark(self) -> bool:
        """Whether it is ours and does not say so: a tool tab, or a tab of a further module."""
        marked_kind = isinstance(self.tab, ToolTab) or module_of(self.tab.code) is not CORE
        return marked_kind and (self.present is None or not self.present.is_marked)

    @property
    def has_rows(self) -> bool:
        """Whether anybody typed anything below the header."""
        return self.present is not None and self.present.has_rows

    @property
    def names(self) -> list[str]:
        """Of a tool tab: its columns as they stand once a run has written it, "" for a stranger."""
        header = (
            [column[0] if column else "" for column in self.present.columns] if self.present else []
        )
        order = sheet_order(self.tab, header) if isinstance(self.tab, ToolTab) else ()
        return ["" if at is None else self.tab.columns[at].name for at in order]

    @property
    def answers(self) -> dict[int, Column]:
        """The columns of a shared log that people fill, by 0-based position."""
        return {at: column for at, column in self.placed.items() if column.people}

    def position(self, name: str) -> int | None:
        """The 0-based sheet column of a column, None when it is nowhere."""
        return next((at for at, column in self.placed.items() if column.name == name), None)


Layouts = Mapping[str, TabLayout]


def layouts_of(
    present: Present, options: SetupOptions, *, inserting: bool = True
) -> dict[str, TabLayout]:
    """All tabs of the modules that are on as they stand once set-up is done, by code.

    Args:
        present: what there is.
        options: what is asked for.
        inserting: whether tabs in use get a column of names that they lack.
    """
    taken = set(present.order.values())
    found: dict[str, TabLayout] = {}
    # Numbered over all modules, so that a tab's number never depends on what else is on.
    every = [(one.code, tab) for one in modules() for tab in one.tabs]
    for index, (module, tab) in enumerate(every):
        if module not in present.modules:
            continue
        there = present.tabs.get(tab.code)
        held = there.positions if there else ()
        own = _with_own_headers(with_columns_of(tab, present.modules, held), options)
        if there is not None:
            found[tab.code] = _present_layout(own, there, options, inserting=inserting)
            continue
        if not _is_wanted(tab, options):
            continue
        sheet_id = next(n for n in range(_FIRST_SHEET_ID + index, 2**31) if n not in taken)
        taken.add(sheet_id)
        title = options.tabs.get(tab.code) or tab.title(options.lang)
        found[tab.code] = _bare_layout(own, options, TabPlace(sheet_id, title))
    return found


def _is_wanted(tab: Tab, options: SetupOptions) -> bool:
    is_choice = isinstance(tab, ToolTab) and tab.on_demand and options.wanted is not None
    return not is_choice or tab.code in (options.wanted or ())


class TabPlace(NamedTuple):
    """A tab that is to be made, or that is there and holds nothing."""

    sheet_id: int
    title: str
    present: PresentTab | None = None


def _bare_layout(tab: Tab, options: SetupOptions, place: TabPlace) -> TabLayout:
    columns = dict(enumerate(columns_in_sheet(tab) if options.names else tab.columns))
    name_at = next((at for at, column in columns.items() if column.name == NAMES), None)
    return TabLayout(tab, *place, 1, columns, {}, name_at)


def _present_layout(
    tab: Tab, there: PresentTab, options: SetupOptions, *, inserting: bool
) -> TabLayout:
    if there.is_blank:
        return _bare_layout(tab, options, TabPlace(there.sheet_id, there.title, there))
    if there.header_row is None:
        return TabLayout(tab, there.sheet_id, there.title, there, None, {}, {})
    inserts_at = _lacking_names(tab, there) if options.names and inserting else None
    if inserts_at is not None:
        there = with_names_at(there, inserts_at)
    columns = {
        there.positions[column.name] - 1: column
        for column in tab.columns
        if column.name in there.positions
    }
    missing = [column for column in tab.columns if column.name not in there.positions]
    # A tool tab's headers are written with its rows by every run.
    added = dict(enumerate(missing, len(there.columns))) if isinstance(tab, PeopleTab) else {}
    return TabLayout(
        tab,
        there.sheet_id,
        there.title,
        there,
        there.header_row,
        columns | added,
        added,
        there.name_at,
        inserts_at is not None,
    )


def _lacking_names(tab: Tab, there: PresentTab) -> int | None:
    """Where a column of names is to be inserted into a tab in use, from 0; None for nowhere."""
    codes = [there.positions.get(column.name) for column in named_columns(tab)]
    found = [position for position in codes if position is not None]
    return max(found) if found and there.name_at is None else None


def _with_own_headers(tab: Tab, options: SetupOptions) -> Tab:
    own = own_headers(options.columns, tab.code)
    columns = tuple(
        replace(column, heading=same(own[column.name])) if column.name in own else column
        for column in tab.columns
    )
    return replace(tab, columns=columns)


def key_place(layouts: Layouts) -> Callable[[str], str | None]:
    """Tells the range of another tab's key column, None where it has none."""

    def place_of(code: str) -> str | None:
        layout = layouts.get(code)
        position = layout.position(people_by_code()[code].key[0]) if layout else None
        if layout is None or position is None or layout.header_row is None:
            return None
        letters = column_letters(position + 1)
        return f"{quoted(layout.title)}!${letters}${layout.header_row + 1}:${letters}"

    return place_of
