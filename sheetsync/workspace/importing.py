"""Bring the tables of an Excel file or of .csv files into the people's tabs of a workbook."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config
from sheetsync.errors import TabInUseError
from sheetsync.journal import host_lock
from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import Grid
from sheetsync.tables.importing.entries import EntryTerms
from sheetsync.tables.importing.months import with_months
from sheetsync.tables.importing.transfer import (
    Target,
    Transfer,
    kept_rows,
    source_headers,
    transfer_of,
)
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.schema import PeopleTab
from sheetsync.workbook.filling import Fill, fill_tabs
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions
from sheetsync.workbook.setup.layout import TabLayout, layouts_of
from sheetsync.workbook.setup.looking import read_present
from sheetsync.workbook.setup.names import name_formulas
from sheetsync.workbook.setup.present import Present, own_headers
from sheetsync.workspace.importing_appended import (
    Appended,
    Brought,
    Standing,
    appended_to,
    fill_below,
    standing_tabs,
    with_unknown_codes,
)
from sheetsync.workspace.importing_source import (
    Asked,
    ImportSource,
    LeftOut,
    nothing_to_import,
    of_modules,
    read_asked,
    with_groups_kept,
)
from sheetsync.workspace.making import completed, opened_workbook

_DOING = {
    "reading": Phrase(ru="читаем файлы", en="reading the files"),
    "looking": Phrase(ru="смотрим таблицу", en="looking at the workbook"),
    "making": Phrase(ru="создаём вкладки", en="making the tabs"),
    "writing": Phrase(ru="записываем вкладки", en="writing the tabs"),
}


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What was asked.

    Attributes:
        lang: of tabs that are made, and of the days that are written.
        dry_run: say what would be done; write nothing.
        backup: copy a workbook with values before tabs are added to it.
        append: add to tabs that hold rows what they lack.
        now: names that copy.
        tell: told what is being done.
        http: a session of your own in front of the sandbox, for tests that meddle with it.
        mapping: what the tabs of a team's own workbook mean; None: they are called as ours are.
        source_http: a session of your own in front of that workbook.
    """

    lang: Lang
    now: datetime
    mapping: Path | None = None
    source_http: AuthorizedSession | None = None
    dry_run: bool = False
    backup: bool = True
    append: bool = False
    tell: Callable[[Sayable], None] = lambda _text: None
    http: AuthorizedSession | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What was, or under dry run would be, done.

    Attributes:
        made: lines of set-up.
        transfers: in the order of the workbook's tabs.
        valueless: by name of the file's tab, addresses of formulas that came without a value.
        read_as: by name of a .csv file's tab whose encoding was guessed, what was assumed.
        appended: by tab code, which rows were added below those that are there, and which not.
        months: cells and tabs of the file whose month is that of the invoice's day.
    """

    made: tuple[str, ...]
    transfers: tuple[Transfer, ...]
    left_out: tuple[LeftOut, ...]
    valueless: Mapping[str, Sequence[str]] = field(default_factory=dict)
    read_as: Mapping[str, str] = field(default_factory=dict)
    appended: Mapping[str, Appended] = field(default_factory=dict)
    months: tuple[str, ...] = ()

    @property
    def is_nothing_new(self) -> bool:
        """Whether all that the file has stands already."""
        return bool(self.appended) and not any(one.rows for one in self.transfers)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What goes where.

    Attributes:
        standing: the tabs that hold rows; None where only empty ones are filled.
        appended: by tab code, which rows of the file go.
        months: tabs and rows of the file that have the month of a day.
    """

    transfers: tuple[Transfer, ...]
    standing: Standing | None = None
    appended: Mapping[str, Appended] = field(default_factory=dict)
    months: tuple[str, ...] = ()


def import_files(config: Config, path: Path, options: ImportOptions) -> Imported:
    """Fill the people's tabs that a file has rows for; all of them, or none.

    With `ImportOptions.append` tabs that hold rows get what they lack, below their last row.
    Tabs that the workbook lacks are made first, as `init` makes them, without example rows.

    Args:
        config: names the workbook, and titles and headers of the team's own, which the file may
            have too.
        path: an .xlsx file, or a folder with one .csv file a tab; with a mapping also the address
            of a Google spreadsheet.
        options: what was asked.

    Raises:
        SourceFileError: the file cannot be read, or has nothing for the workbook.
        TabInUseError: a tab that was to be filled holds values; nothing was written.
        UnusableTabError: a header stands twice; nothing was written.
    """
    options.tell(_DOING["reading"])
    source = read_asked(config, Asked(path, options.lang, options.mapping, options.source_http))
    if not source.tabs:
        raise nothing_to_import(path, source.left_out)
    with ExitStack() as stack:
        if not options.dry_run:
            stack.enter_context(host_lock(config.path(config.state)))
        session = stack.enter_context(
            opened_workbook(config, options.lang, dry_run=options.dry_run, http=options.http)
        )
        options.tell(_DOING["looking"])
        present = read_present(session, config.tabs, config.columns)
        source = of_modules(source, present)
        if not options.append:
            source = with_groups_kept(source, present)
            _refuse_values(present, source)
        plan = _plan(session, config, source, present, options)
        made = _made(session, config, source, present, options)
        if not options.dry_run:
            if made:
                present = read_present(session, config.tabs, config.columns)
                plan = _plan(session, config, source, present, options)
            options.tell(_DOING["writing"])
            _write(session, config, plan, present, options)
    valueless = {tab.name: tab.valueless for tab in source.tabs.values() if tab.valueless}
    guessed = {tab.name: tab.read_as for tab in source.tabs.values() if tab.is_guessed}
    return Imported(
        tuple(made), plan.transfers, source.left_out, valueless, guessed, plan.appended, plan.months
    )


def _plan(
    session: Session, config: Config, source: ImportSource, present: Present, options: ImportOptions
) -> _Plan:
    """What goes where; with --append only what is not there yet."""
    if not options.append:
        source, rows = _with_months(source, present, config)
        transfers = tuple(_transfers(source, present, config, options.lang, {}))
        return _Plan(transfers, months=(*source.months, *_named_rows(source, rows)))
    standing = standing_tabs(session, config, present)
    if source.asked is not None:
        # Names of the file mean those who have a code already.
        source = of_modules(read_asked(config, source.asked, standing.given_codes), present)
    source, rows = _with_months(source, present, config)
    appended = {}
    for tab in people_tabs(present.modules):
        if tab.code in source.tabs:
            mapped = source.mapped.get(tab.code)
            locale = source.locale_of(tab.code, present.locale)
            brought = Brought(source.tabs[tab.code], locale, mapped)
            appended[tab.code] = appended_to(standing, tab, brought, config)
    appended = with_unknown_codes(appended, standing)
    transfers = tuple(_transfers(source, present, config, options.lang, appended))
    if INVOICES.code in appended:
        rows &= frozenset(appended[INVOICES.code].new.rows)
    is_new = any(one.new.rows for one in appended.values())
    months = (*(source.months if is_new else ()), *_named_rows(source, rows))
    return _Plan(transfers, standing, appended, months)


def _with_months(
    source: ImportSource, present: Present, config: Config
) -> tuple[ImportSource, frozenset[int]]:
    """Invoices of a file of ours with the month of their day where none is said."""
    given = source.tabs.get(INVOICES.code)
    if given is None or INVOICES.code in source.mapped:
        return source, frozenset()
    headers = source_headers(given.grid, INVOICES, own_headers(config.columns, INVOICES.code))
    grid, rows = with_months(given.grid, headers, INVOICES, present.locale)
    return replace(source, tabs={**source.tabs, INVOICES.code: replace(given, grid=grid)}), rows


def _named_rows(source: ImportSource, rows: Collection[int]) -> list[str]:
    return [f"{source.tabs[INVOICES.code].name}!{row}" for row in sorted(rows)]


def _write(
    session: Session, config: Config, plan: _Plan, present: Present, options: ImportOptions
) -> None:
    """Write all tabs, or none; a tab without a new row stays as it is."""
    layouts = _layouts(present, config, options.lang)
    fills = [_fill(one, present, layouts) for one in plan.transfers]
    if plan.standing is not None:
        fills = [
            fill_below(session, fill, plan.standing) if fill.transfer.target.last_row else fill
            for fill in fills
            if fill.transfer.rows
        ]
    if fills:
        fill_tabs(session, fills, options.tell)


def _refuse_values(present: Present, source: ImportSource) -> None:
    """Stop when a tab that is to be filled holds anything.

    Raises:
        TabInUseError: naming all of them.
    """
    filled = [
        present.tabs[code].title
        for code in source.tabs
        if code in present.tabs and present.tabs[code].has_rows
    ]
    if filled:
        names = ", ".join(repr(title) for title in filled)
        raise TabInUseError(
            Phrase(
                ru="В этих вкладках уже есть значения: {names}; ничего не записано",
                en="These tabs hold values already: {names}; nothing was written",
            ),
            cure=Phrase(
                ru="загружайте в пустую таблицу; или очистите строки под "
                "заголовками; или уберите эти вкладки из загрузки",
                en="import into an empty workbook; or clear their rows below the "
                "headers, or take these tabs out of what is imported",
            ),
            names=names,
        )


def _made(
    session: Session,
    config: Config,
    source: ImportSource,
    present: Present,
    options: ImportOptions,
) -> list[str]:
    """Make the workbook's tabs when one that is to be filled is missing or blank."""
    if all(code in present.tabs and not present.tabs[code].is_blank for code in source.tabs):
        return []
    options.tell(_DOING["making"])
    wanted = SetupOptions(lang=options.lang, dry_run=options.dry_run, examples=False)
    return completed(session, config, wanted, backup=options.backup, now=options.now)


def _transfers(
    source: ImportSource,
    present: Present,
    config: Config,
    lang: Lang,
    appended: Mapping[str, Appended],
) -> Iterator[Transfer]:
    layouts = _layouts(present, config, lang)
    currency = _currency(source, present, config)
    for tab in people_tabs(present.modules):
        if tab.code in source.tabs:
            given = source.tabs[tab.code]
            terms = EntryTerms(source.locale_of(tab.code, present.locale), lang, currency)
            headers = source_headers(given.grid, tab, own_headers(config.columns, tab.code))
            target = _target(layouts[tab.code], tab, lang)
            grid = given.grid
            if tab.code in appended:
                told = appended[tab.code]
                target = replace(target, last_row=told.last_row)
                grid = kept_rows(grid, headers.row or 1, told.new.rows)
            yield transfer_of(given.name, grid, headers, target, terms)


def _layouts(present: Present, config: Config, lang: Lang) -> dict[str, TabLayout]:
    """Where tabs and columns stand, or will once they are made."""
    options = SetupOptions(lang=lang, tabs=config.tabs, columns=config.columns)
    return layouts_of(present, options, inserting=False)


def _target(layout: TabLayout, tab: PeopleTab, lang: Lang) -> Target:
    """The tab as it is, or will be once it is made."""
    there = layout.present
    if there is None or there.is_blank:
        headers = [column.header(lang) for column in layout.placed.values()]
        positions = {column.name: at + 1 for at, column in layout.placed.items()}
        name = None if layout.name_at is None else layout.name_at + 1
        positions = {code: place for code, place in positions.items() if place != name}
        return Target(tab, layout.title, 1, positions, headers, name)
    row = there.header_row or 1
    headers = [str(cells[row - 1]) if len(cells) >= row else "" for cells in there.columns]
    name = None if there.name_at is None else there.name_at + 1
    return Target(tab, there.title, row, there.positions, headers, name)


def _currency(source: ImportSource, present: Present, config: Config) -> str:
    """What a blank currency cell means: as the Settings that come, or are there, say."""
    grids: dict[str, Grid] = {}
    there, given = present.tabs.get(SETTINGS.code), source.tabs.get(SETTINGS.code)
    if given is not None:
        grids = {SETTINGS.code: given.grid}
    elif there is not None:
        grids = {SETTINGS.code: Grid(there.columns, there.columns, columns_major=True)}
    headers = {name: own for name, own in config.columns.items() if name.startswith("settings.")}
    terms = TablesTerms(present.locale, headers=headers, catalogue=[SETTINGS])
    return read_people_tabs(grids, terms).settings.currency


def _fill(transfer: Transfer, present: Present, layouts: Mapping[str, TabLayout]) -> Fill:
    code = transfer.target.tab.code
    there = present.tabs[code]
    names = name_formulas(layouts[code], layouts, present.locale)
    return Fill(transfer, there.sheet_id, there.row_count, there.column_count, names)
