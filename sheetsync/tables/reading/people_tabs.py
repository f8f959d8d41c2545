"""People's tabs as grids -> typed frames with their defaults, settings, calendar, and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from rapidfuzz import fuzz, process

from sheetsync.dates import WorkCalendar
from sheetsync.errors import ConfigError
from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.modules import all_tabs, people_tabs
from sheetsync.tables.catalogue.names import name_place
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import Grid
from sheetsync.tables.frames import frame_name
from sheetsync.tables.reading.defaults import default_of, with_defaults
from sheetsync.tables.reading.headers import find_tab
from sheetsync.tables.reading.one_table import TabTerms, read_rows
from sheetsync.tables.reading.settings_tab import read_settings
from sheetsync.tables.same_frames import LastAnswers, content_of_grid
from sheetsync.tables.schema import Finding, PeopleTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Table, Tables

_SETTINGS = "settings"
_CALENDAR = "calendar"
#: Tabs whose rows are compared by a key of their own making (V-INV-03: number and year).
_OWN_UNIQUENESS = frozenset({"invoices"})
#: Kinds whose form is worth a warning, no more: nothing is computed from them.
#: Source: workbook-and-rules.md 5, V-DOC-04, V-ENT-05, V-ENT-06.
_MILD_KINDS = frozenset({"url", "ogrn", "account"})
#: What is told of a blank cell.
_BLANKS = frozenset({"REQUIRED", "MISSING_KEY"})
_MILD_CODES = frozenset({"BAD_URL", "BAD_TAX_ID", "BAD_CHECKSUM"})


@dataclass(frozen=True, slots=True)
class TablesTerms:
    """How a workbook is to be read.

    Attributes:
        locale: the spreadsheet's locale as ``ru_RU``; None when not known.
        titles: titles of your own by tab code.
        headers: headers of your own by ``tab.column``.
        lang: the language of the tool tabs; None: what Settings says.
        catalogue: the tabs that are wanted; None: those of the modules that Settings says are on.
        settings: settings that stand in place of those of the tab.
    """

    locale: str | None = "ru_RU"
    titles: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    lang: Lang | None = None
    catalogue: Sequence[PeopleTab] | None = None
    settings: Settings | None = None


def read_tables(
    grids: Mapping[str, Grid],
    *,
    locale: str | None,
    tabs: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    lang: Lang | None = None,
) -> Tables:
    """Read all people's tabs of a workbook.

    Args:
        grids: the workbook's tabs by title; those that the catalogue does not know are left alone.
        locale: the spreadsheet's locale as ``ru_RU``; None when not known.
        tabs: titles of your own by tab code (config.yaml, ``tabs``).
        columns: headers of your own by ``tab.column`` (config.yaml, ``columns``).
        lang: the language of the tool tabs; None: what Settings says.

    Returns:
        Frames of all data rows with the catalogue's defaults; settings; the calendar; findings.
        A tab that is missing is not in `Tables.tables` and has a finding MISSING_TAB.

    Raises:
        ConfigError: `tabs` or `columns` name what the catalogue does not have.
        UnusableTabError: two tabs answer to one name.
    """
    return read_people_tabs(grids, TablesTerms(locale, tabs or {}, columns or {}, lang))


def read_people_tabs(grids: Mapping[str, Grid], terms: TablesTerms) -> Tables:
    """`read_tables` on stated terms."""
    _check_names(terms)
    catalogue = terms.catalogue
    if catalogue is None:
        settings = _titled(grids, [SETTINGS], terms).get(_SETTINGS)
        catalogue = people_tabs(modules_on(settings, terms))
    return read_sourced_tabs(_titled(grids, catalogue, terms), replace(terms, catalogue=catalogue))


def _titled(
    grids: Mapping[str, Grid], catalogue: Sequence[PeopleTab], terms: TablesTerms
) -> dict[str, TabGrid]:
    titles = {tab.code: find_tab(tab, list(grids), terms.titles) for tab in catalogue}
    return {code: TabGrid(title, grids[title]) for code, title in titles.items() if title}


def modules_on(settings: TabGrid | None, terms: TablesTerms) -> tuple[str, ...]:
    """The modules that the Settings tab says are on; core alone without one."""
    return settings_of(settings, terms).modules


def settings_of(settings: TabGrid | None, terms: TablesTerms) -> Settings:
    """What the Settings tab says; the defaults without one."""
    if terms.settings is not None:
        return terms.settings
    table = _read(SETTINGS, settings, terms, Settings()) if settings else None
    return read_settings(table, locale=terms.locale).settings


def read_sourced_tabs(tabs: Mapping[str, TabGrid], terms: TablesTerms) -> Tables:
    """`read_tables` for tabs that are known by their codes, wherever each comes from.

    Raises:
        ConfigError: the terms name what the catalogue does not have.
    """
    _check_names(terms)
    catalogue = terms.catalogue
    if catalogue is None:
        catalogue = people_tabs(modules_on(tabs.get(_SETTINGS), terms))
    codes = {tab.code: tab for tab in catalogue}
    tab = codes.get(_SETTINGS)
    given = tabs.get(_SETTINGS)
    table = _read(tab, given, terms, Settings()) if tab and given else None
    said = read_settings(table, locale=terms.locale)
    settings = terms.settings or said.settings
    lang = terms.lang or settings.lang
    tables = {} if table is None else {_SETTINGS: replace(table, findings=said.findings)}
    for code, tab in codes.items():
        if code in tabs and code != _SETTINGS:
            tables[code] = _read(tab, tabs[code], terms, settings)
    tables = {code: tables[code] for code in codes if code in tables}
    missing = [_missing(tab, terms, lang) for tab in codes.values() if tab.code not in tabs]
    return Tables(
        tables=tables,
        settings=settings,
        calendar=_calendar(tables.get(_CALENDAR)),
        locale=terms.locale or "",
        lang=lang,
        findings=(*missing, *(found for table in tables.values() for found in table.findings)),
    )


#: What small tabs were read as.
_LAST: LastAnswers[Table] = LastAnswers(kept=300)


def _read(tab: PeopleTab, given: TabGrid, terms: TablesTerms, settings: Settings) -> Table:
    """A tab as a table; a small one whose cells were met before is the same table."""
    prefix = f"{tab.code}."
    aliases = {
        name.removeprefix(prefix): header
        for name, header in terms.headers.items()
        if name.startswith(prefix)
    }
    cells = content_of_grid(given.grid)
    if cells is None or given.origins or given.lacking or given.findings:
        return _read_anew(tab, given, (terms.locale, aliases), settings)
    locale = given.locale or terms.locale
    meant = tuple(default_of(column, settings) for column in tab.columns)
    asked = (tab, given.title, locale, tuple(aliases.items()), settings.currency, meant, cells)
    return _LAST.to(asked, lambda: _read_anew(tab, given, (terms.locale, aliases), settings))


def _read_anew(
    tab: PeopleTab,
    given: TabGrid,
    terms: tuple[str | None, Mapping[str, str]],
    settings: Settings,
) -> Table:
    locale, aliases = terms
    known = TabTerms(
        tab.code,
        aliases,
        tab.code not in _OWN_UNIQUENESS,
        settings.currency,
        partial(name_place, tab),
    )
    table = read_rows(given.grid, tab.schema, locale=given.locale or locale, terms=known)
    names = {column.name: frame_name(column) for column in tab.columns}
    refused: dict[str, set[int]] = {}
    for finding in table.findings:
        if finding.effect == "cell" and finding.row and finding.column:
            refused.setdefault(finding.column, set()).add(finding.row)
    return replace(
        table,
        title=given.title,
        frame=with_defaults(table.frame.rename(columns=names), tab, settings, refused),
        findings=(
            *given.findings,
            *(
                _milder(finding, tab)
                for finding in table.findings
                if not _is_lacking(finding, given)
            ),
        ),
        origins=given.origins,
        lacking=given.lacking,
        **_unusable(given),
    )


def _is_lacking(finding: Finding, given: TabGrid) -> bool:
    """Whether a cell is blank because its tab has no such column; that is told once."""
    rows = given.lacking.get(finding.column or "", ())
    return finding.code in _BLANKS and finding.row in rows


def _unusable(given: TabGrid) -> dict[str, Any]:
    """What a table says of itself whose source found it unusable."""
    error = next((finding.code for finding in given.findings if finding.effect == "tab"), None)
    return {"ok": False, "error": error} if error else {}


def _milder(finding: Finding, tab: PeopleTab) -> Finding:
    """The finding, a warning where the form of a cell is all that is wrong."""
    if finding.code not in _MILD_CODES or finding.column is None:
        return finding
    mild = tab.column(finding.column).kind in _MILD_KINDS
    return replace(finding, severity="warning", effect="none") if mild else finding


def _missing(tab: PeopleTab, terms: TablesTerms, lang: Lang) -> Finding:
    title = terms.titles.get(tab.code) or tab.title(lang)
    return Finding("MISSING_TAB", "error", tab.code, effect="tab", facts={"title": title})


def _calendar(table: Table | None) -> WorkCalendar:
    """The days that the Calendar tab names; rows with an error name none."""
    if table is None or not table.ok:
        return WorkCalendar()
    bad = {finding.row for finding in table.findings if finding.severity == "error"}
    rows = table.frame[~table.frame.index.isin(bad - {None})]
    days = zip(rows["date"].dt.date, rows["kind"].astype("str"), strict=True)
    return WorkCalendar({day: "workday" if kind == "workday" else "holiday" for day, kind in days})


def _check_names(terms: TablesTerms) -> None:
    """Raise ConfigError for a code that the catalogue does not have."""
    columns = {f"{tab.code}.{column.name}" for tab in people_tabs() for column in tab.columns}
    for section, names, known in (
        ("tabs", terms.titles, {tab.code for tab in all_tabs()}),
        ("columns", terms.headers, columns),
    ):
        for name in names:
            if name not in known:
                near, _, _ = process.extractOne(name, sorted(known), scorer=fuzz.ratio)
                raise ConfigError(
                    Phrase(
                        ru="config.yaml: {section}: {name}: такого имени нет",
                        en="config: {section}: {name}: no such name",
                    ),
                    cure=Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?"),
                    section=section,
                    name=name,
                    near=near,
                )
