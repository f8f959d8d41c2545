"""Make what is missing in a workbook, and change nothing that is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import Any

from sheetsync.dates import day_of
from sheetsync.rules.payables.colours import HIGHLIGHT_COLOURS, invoice_colour_rules
from sheetsync.tables.catalogue.people import (
    BY_CODE,
    CALENDAR,
    GROUPS,
    PEOPLE_TABS,
    RULES,
    SETTINGS,
)
from sheetsync.tables.catalogue.tool import TOOL_TABS
from sheetsync.tables.cells import column_letters
from sheetsync.tables.headers import SEARCHED_ROWS, find_headers, find_tab
from sheetsync.tables.schema import Column, Lang, PeopleTab, TableSchema, ToolTab
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.columns import (
    dropdown_requests,
    format_requests,
    header_requests,
    key_column,
)
from sheetsync.workbook.setup.looks import (
    colour_requests,
    protection_request,
    stale_rule,
    tool_colours,
    tool_rules,
)
from sheetsync.workbook.setup.rows import (
    Row,
    calendar_rows,
    group_rows,
    half_life_rows,
    rule_rows,
    settings_rows,
)
from sheetsync.workbook.setup.views import VIEWS, view_request

Request = dict[str, Any]
_FIELDS = (
    "properties(locale,timeZone),sheets(properties(sheetId,title,index,"
    "gridProperties(rowCount,columnCount)),filterViews(filterViewId,title))"
)
#: A new spreadsheet's only tab, in Google's English and Russian.
_DEFAULT_TITLES = frozenset({"Sheet1", "Лист1"})
_FIRST_SHEET_ID = 1001
_PEOPLE_ROWS, _TOOL_ROWS = 1000, 200


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What set-up did, or under dry run would do: a line a thing, in the order done."""

    lines: tuple[str, ...]
    has_values: bool


@dataclass(slots=True)
class _Plan:
    """Requests by phase, and what each means to a person."""

    structure: list[Request] = field(default_factory=list)
    looks: list[Request] = field(default_factory=list)
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Present:
    """What the workbook has: ids, titles and headers by tab code."""

    ids: Mapping[str, int]
    titles: Mapping[str, str]
    columns: Mapping[str, Sequence[Sequence[object]]]
    views: frozenset[str]
    default_sheet_id: int | None
    has_values: bool


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What `init` was asked for.

    Attributes:
        lang: of titles, headers and labels.
        calendar: as ``ru-2026``, "" for none.
        dry_run: say it, do nothing.
        examples: add settings, example groups and rules where there are none.
        tabs: titles of the team's own, by tab code (config.yaml, tabs).
        rows: how many rows a new tab has room for, by tab code; the usual number when not told.
    """

    lang: Lang
    calendar: str = ""
    dry_run: bool = False
    examples: bool = True
    tabs: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def set_up(session: Session, options: SetupOptions) -> SetupReport:
    """Make missing tabs, headers, notes, formats, dropdowns, colours, protection and views.

    A value, a format or a name that a person set is never changed; rows are only added to tabs
    without any. Run twice, the second run does nothing.

    Args:
        session: the spreadsheet.
        options: what to make.

    Returns:
        What was done, a line each.
    """
    present = _read_present(session, options)
    plan = _Plan()
    ids = dict(present.ids)
    _plan_tabs(plan, present, ids, options)
    _plan_headers(plan, present, ids, options)
    _plan_views(plan, present, ids, options.lang)
    _plan_rows(plan, present, options)
    if options.calendar:
        _plan_calendar(plan, session, present, options)
    if not options.dry_run:
        _carry_out(session, plan)
    return SetupReport(tuple(plan.lines), present.has_values)


def _carry_out(session: Session, plan: _Plan) -> None:
    """One batchUpdate a phase."""
    for requests in (plan.structure, plan.looks):
        if requests:
            session.batch_update(requests)
    if plan.rows:
        session.write_values(plan.rows, "RAW")


def _read_present(session: Session, options: SetupOptions) -> _Present:
    sheets = session.metadata(_FIELDS).get("sheets", [])
    ids_by_title = {s["properties"]["title"]: s["properties"].get("sheetId", 0) for s in sheets}
    titles = {
        tab.code: title
        for tab in (*PEOPLE_TABS, *TOOL_TABS)
        if (title := find_tab(tab, list(ids_by_title), options.tabs)) is not None
    }
    read = list(ids_by_title)
    columns = dict(zip(read, session.columns(read, "FORMATTED_VALUE"), strict=True))
    only = read[0] if len(read) == 1 else ""
    empty_default = only in _DEFAULT_TITLES and not columns[only]
    return _Present(
        ids={code: ids_by_title[title] for code, title in titles.items()},
        titles=titles,
        columns={code: columns[title] for code, title in titles.items()},
        views=frozenset(view["title"] for sheet in sheets for view in sheet.get("filterViews", [])),
        default_sheet_id=ids_by_title[only] if empty_default else None,
        has_values=any(columns.values()),
    )


def _plan_tabs(plan: _Plan, present: _Present, ids: dict[str, int], options: SetupOptions) -> None:
    taken = set(ids.values())
    every: tuple[PeopleTab | ToolTab, ...] = (*PEOPLE_TABS, *TOOL_TABS)
    for index, tab in enumerate(every):
        if tab.code in ids:
            continue
        sheet_id = next(n for n in range(_FIRST_SHEET_ID + index, 2**31) if n not in taken)
        taken.add(sheet_id)
        ids[tab.code] = sheet_id
        plan.structure.append(_add_sheet(tab, sheet_id, options))
        plan.lines.append(f"+ {_title(tab, options)}")
    if present.default_sheet_id is not None and plan.structure:
        plan.structure.append({"deleteSheet": {"sheetId": present.default_sheet_id}})


def _add_sheet(tab: PeopleTab | ToolTab, sheet_id: int, options: SetupOptions) -> Request:
    usual = _PEOPLE_ROWS if isinstance(tab, PeopleTab) else _TOOL_ROWS
    rows = max(usual, options.rows.get(tab.code, 0))
    title = _title(tab, options)
    grid = {"rowCount": rows, "columnCount": len(tab.columns), "frozenRowCount": 1}
    return {
        "addSheet": {"properties": {"sheetId": sheet_id, "title": title, "gridProperties": grid}}
    }


def _title(tab: PeopleTab | ToolTab, options: SetupOptions) -> str:
    return options.tabs.get(tab.code) or tab.title(options.lang)


def _plan_headers(
    plan: _Plan, present: _Present, ids: Mapping[str, int], options: SetupOptions
) -> None:
    for tab in (*PEOPLE_TABS, *TOOL_TABS):
        if not present.columns.get(tab.code):
            plan.looks.extend(header_requests(tab, ids[tab.code], options.lang))
            plan.looks.extend(_dressing(tab, dict(enumerate(tab.columns)), ids, options))
            if tab.code in present.ids:
                plan.lines.append(f"+ {present.titles[tab.code]}: headers")
        elif isinstance(tab, PeopleTab):
            _plan_missing_columns(plan, tab, present, ids, options)


def _plan_missing_columns(
    plan: _Plan,
    tab: PeopleTab,
    present: _Present,
    ids: Mapping[str, int],
    options: SetupOptions,
) -> None:
    """Columns that the tab lacks go behind its last one; what is there stays as it is."""
    columns = present.columns[tab.code]
    row, missing = _missing_columns(tab, columns)
    if row is None or not missing:
        return
    at = len(columns)
    sheet_id = ids[tab.code]
    plan.looks.append(
        {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": len(missing)}}
    )
    part = PeopleTab(tab.code, tab.en, tab.ru, tuple(missing))
    for request in header_requests(part, sheet_id, options.lang):
        request["updateCells"]["start"] |= {"rowIndex": row - 1, "columnIndex": at}
        plan.looks.append(request)
    placed = {at + number: column for number, column in enumerate(missing)}
    plan.looks.extend(format_requests(placed, sheet_id, options.lang))
    names = ", ".join(column.header(options.lang) for column in missing)
    plan.lines.append(f"+ {present.titles[tab.code]}: {names}")


def _missing_columns(
    tab: PeopleTab, columns: Sequence[Sequence[object]]
) -> tuple[int | None, list[Column]]:
    """The header row, and which of the catalogue's columns have no header in it."""
    rows = list(islice(zip_longest(*columns, fillvalue=""), SEARCHED_ROWS))
    row = find_headers(rows, tab.schema).row
    if row is None:
        return None, []
    # With nothing required every header that is there is told, also when others are missing.
    relaxed = tuple(replace(column, required=False) for column in tab.columns)
    found = find_headers(rows, TableSchema((), relaxed, header_row=row)).positions
    return row, [column for column in tab.columns if column.name not in found]


def _dressing(
    tab: PeopleTab | ToolTab,
    columns: dict[int, Column],
    ids: Mapping[str, int],
    options: SetupOptions,
) -> Iterator[Request]:
    sheet_id, lang = ids[tab.code], options.lang
    yield from format_requests(columns, sheet_id, lang)
    if isinstance(tab, ToolTab):
        yield protection_request(sheet_id, lang)
        rules = [
            rule
            for (code, column), colours in tool_colours(HIGHLIGHT_COLOURS).items()
            if code == tab.code
            for rule in tool_rules(tab, column, colours, lang)
        ]
        rules += [stale_rule(tab, lang)] if tab.code == "dashboard" else []
    else:
        yield from dropdown_requests(columns, sheet_id, lang, lambda code: _place(code, options))
        letters = {column.name: column_letters(at + 1) for at, column in columns.items()}
        rules = list(invoice_colour_rules(letters, lang)) if tab.code == "invoices" else []
    yield from colour_requests(rules, sheet_id, len(columns))


def _place(code: str, options: SetupOptions) -> tuple[str, str]:
    """Where another tab's key column stands once set-up is done."""
    tab = BY_CODE[code]
    position = [column.name for column in tab.columns].index(key_column(code))
    return _title(tab, options), column_letters(position + 1)


def _plan_views(plan: _Plan, present: _Present, ids: Mapping[str, int], lang: Lang) -> None:
    for view in VIEWS:
        if present.views.isdisjoint({view.en, view.ru}):
            plan.looks.append(view_request(view, ids[view.tab], lang))
            plan.lines.append(f"+ {view.title(lang)}")


def _plan_rows(plan: _Plan, present: _Present, options: SetupOptions) -> None:
    """Settings, example groups and rules for tabs that have no rows."""
    lang = options.lang
    if not options.examples:
        return
    if not _has_rows(present, SETTINGS.code):
        _put(plan, SETTINGS, settings_rows(lang), options)
    if not _has_rows(present, GROUPS.code) and not _has_rows(present, RULES.code):
        _put(plan, GROUPS, group_rows(lang), options)
        at = [column.name for column in GROUPS.columns].index("half_life_months") + 1
        title = quoted(_title(GROUPS, options))
        plan.rows[f"{title}!{column_letters(at)}2"] = half_life_rows()
        _put(plan, RULES, rule_rows(lang), options)


def _plan_calendar(plan: _Plan, session: Session, present: _Present, options: SetupOptions) -> None:
    """The days of a country and year that the Calendar tab does not name yet."""
    title = present.titles.get(CALENDAR.code)
    stored = session.columns([title], "UNFORMATTED_VALUE")[0] if title else []
    days = [day_of(value) for value in (stored[0] if stored else ()) if isinstance(value, int)]
    rows = calendar_rows(options.calendar, options.lang, days)
    if rows:
        _put(plan, CALENDAR, rows, options, below=max(map(len, stored), default=1))


def _has_rows(present: _Present, code: str) -> bool:
    return max(map(len, present.columns.get(code, ())), default=0) > 1


def _put(
    plan: _Plan, tab: PeopleTab, rows: Sequence[Row], options: SetupOptions, below: int = 1
) -> None:
    title = _title(tab, options)
    plan.rows[f"{quoted(title)}!A{below + 1}"] = rows
    plan.lines.append(f"+ {title}: {len(rows)}")
