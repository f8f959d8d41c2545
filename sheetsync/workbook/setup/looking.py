"""Looking at what a workbook has of the catalogue's tabs: two to four reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from typing import Any

from sheetsync.language import Lang, languages
from sheetsync.tables.catalogue.modules import (
    Tab,
    all_tabs,
    people_tabs,
    tool_tabs,
    with_needs,
)
from sheetsync.tables.catalogue.names import is_name_note, name_place
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.cells import Grid, column_letters
from sheetsync.tables.reading.headers import SEARCHED_ROWS, find_headers, find_tab, titles_like
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.schema import PeopleTab, TableSchema, ToolTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.workbook.marks import MARK_FIELDS, is_marked, mark_of, title_in
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.approval_there import approval_in
from sheetsync.workbook.setup.present import Dress, Present, PresentTab, own_headers

_FIELDS = (
    "properties(locale,timeZone),sheets(properties(sheetId,title,index,"
    "gridProperties(rowCount,columnCount,frozenRowCount)),filterViews(filterViewId,title),"
    "protectedRanges(protectedRangeId,description,editors(users)),"
    f"conditionalFormats,{MARK_FIELDS})"
)
_CELL_FIELDS = (
    "sheets(properties(title),data(rowData(values(note,dataValidation(condition(type)),"
    "userEnteredFormat(numberFormat(type))))))"
)
#: How many rows below the header tell what a column wears. The cells of a thousand rows of every
#: tab are an answer of megabytes.
_ROWS_WORN = 100
#: A new spreadsheet's only tab, in Google's English and Russian.
_DEFAULT_TITLES = frozenset({"Sheet1", "Лист1"})


def read_present(
    session: Session,
    titles: Mapping[str, str],
    headers: Mapping[str, str],
    more: Sequence[str] = (),
) -> Present:
    """Read what the workbook has: two reads, and one or two more when tabs have headers.

    Args:
        session: the spreadsheet.
        titles: titles of the team's own, by tab code.
        headers: headers of the team's own, by ``tab.column``.
        more: modules that are looked for besides those that are on.
    """
    metadata = session.metadata(_FIELDS)
    sheets = {sheet["properties"]["title"]: sheet for sheet in metadata.get("sheets", [])}
    read = list(sheets)
    columns = dict(zip(read, session.columns(read, "FORMATTED_VALUE"), strict=True))
    settings = find_tab(SETTINGS, read, titles)
    known = _settings(columns[settings], titles, headers) if settings else Settings()
    on = with_needs((*known.modules, *more))
    found = {
        tab: title for tab in all_tabs(on) if (title := _title_of(tab, sheets, titles)) is not None
    }
    tabs = {
        tab.code: _present_tab(tab, sheets[title], columns[title], headers)
        for tab, title in found.items()
    }
    only = read[0] if len(read) == 1 else ""
    empty_default = only in _DEFAULT_TITLES and not columns[only]
    return Present(
        tabs=_with_names(session, _dressed(session, tabs)),
        views=frozenset(
            view["title"] for sheet in sheets.values() for view in sheet.get("filterViews", [])
        ),
        default_sheet_id=sheets[only]["properties"].get("sheetId", 0) if empty_default else None,
        has_values=any(columns.values()),
        locale=metadata.get("properties", {}).get("locale", ""),
        said=known.modules,
        modules=on,
        order={title: each["properties"].get("sheetId", 0) for title, each in sheets.items()},
        lang=known.lang,
        titled=_language_of(found, known.lang),
    )


def _language_of(titles: Mapping[Tab, str], otherwise: Lang) -> Lang:
    """The language of most titles; of two with as many, the one that Settings say."""
    counts = {
        lang: sum(tab.title(lang) == title for tab, title in titles.items())
        for lang in (otherwise, *languages())
    }
    return max(counts, key=lambda lang: counts[lang])


def _settings(
    columns: Sequence[Sequence[object]], titles: Mapping[str, str], headers: Mapping[str, str]
) -> Settings:
    """What the Settings tab says, by what it shows."""
    own = {name: said for name, said in headers.items() if name.startswith(f"{SETTINGS.code}.")}
    grid = Grid(columns, columns, columns_major=True)
    terms = TablesTerms(None, headers=own, catalogue=[SETTINGS])
    title = titles.get(SETTINGS.code) or SETTINGS.en
    return read_people_tabs({title: grid}, replace(terms, titles=titles)).settings


def _title_of(
    tab: Tab, sheets: Mapping[str, Mapping[str, Any]], titles: Mapping[str, str]
) -> str | None:
    """The title of a tab, also where a team's own tab bears it."""
    marks = {title: mark_of(sheet) for title, sheet in sheets.items()}
    title = title_in(tab, marks, titles)
    return title or next(iter(titles_like(tab, sheets, titles)), None)


def _present_tab(
    tab: PeopleTab | ToolTab,
    sheet: Mapping[str, Any],
    columns: Sequence[Sequence[object]],
    headers: Mapping[str, str],
) -> PresentTab:
    properties = sheet["properties"]
    grid = properties.get("gridProperties", {})
    row, positions = _headers(tab, columns, own_headers(headers, tab.code))
    header = [cells[row - 1] if row and len(cells) >= row else "" for cells in columns]
    place = name_place(tab, header, positions)
    return PresentTab(
        sheet_id=properties.get("sheetId", 0),
        title=properties["title"],
        columns=columns,
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        header_row=row,
        positions=positions,
        is_frozen=bool(grid.get("frozenRowCount")),
        is_protected=bool(sheet.get("protectedRanges")),
        colours=tuple(_formula(rule) for rule in sheet.get("conditionalFormats", ())),
        is_marked=is_marked(sheet),
        name_at=place - 1 if place else None,
        approval=approval_in(sheet.get("protectedRanges", ())),
    )


def _formula(rule: Mapping[str, Any]) -> str:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return next((str(value.get("userEnteredValue", "")) for value in values), "")


def _headers(
    tab: PeopleTab | ToolTab, columns: Sequence[Sequence[object]], aliases: Mapping[str, str]
) -> tuple[int | None, Mapping[str, int]]:
    """The header row and the places of the columns that are there, though others be missing.

    Nothing when a header stands twice: which one is meant would be a guess.
    """
    rows = list(islice(zip_longest(*columns, fillvalue=""), SEARCHED_ROWS))
    row = find_headers(rows, TableSchema(tab.key, tab.columns), aliases).row
    if row is None:
        return None, {}
    # With nothing required every header that is there is told.
    relaxed = tuple(replace(column, required=False) for column in tab.columns)
    found = find_headers(rows, TableSchema((), relaxed, header_row=row), aliases)
    return (None, {}) if found.error else (row, found.positions)


def _dressed(session: Session, tabs: Mapping[str, PresentTab]) -> dict[str, PresentTab]:
    """The tabs with what their columns wear: people's notes, lists, formats, our own notes."""
    ours = _noted_tool_tabs()
    looked_at = {tab.code for tab in people_tabs()} | ours
    wanted = {tab.title: code for code, tab in tabs.items() if code in looked_at and tab.header_row}
    if not wanted:
        return dict(tabs)
    only_notes = ours - {tab.code for tab in tool_tabs() if tab.is_shared}
    ranges = [_rows_looked_at(tabs[code], 0 if code in only_notes else _ROWS_WORN)
              for code in wanted.values()]  # fmt: skip
    answer = session.metadata(_CELL_FIELDS, ranges=ranges)
    found = dict(tabs)
    for sheet in answer.get("sheets", []):
        code = wanted[sheet["properties"]["title"]]
        rows = [
            row.get("values", [])
            for data in sheet.get("data", [])
            for row in data.get("rowData", [])
        ]
        found[code] = replace(found[code], dress=_dress(rows, found[code].header_row or 1))
    return found


def _with_names(session: Session, tabs: Mapping[str, PresentTab]) -> dict[str, PresentTab]:
    """The tabs with what stands in their columns of names; one read when there are any."""
    places = {
        code: f"{quoted(tab.title)}!{letters}:{letters}"
        for code, tab in tabs.items()
        if tab.name_at is not None and (letters := column_letters(tab.name_at + 1))
    }
    if not places:
        return dict(tabs)
    read = session.ranges(list(places.values()), "FORMULA")
    named = {code: cells[0] if cells else [] for code, cells in zip(places, read, strict=True)}
    return {
        code: replace(tab, names=named[code]) if code in named else tab
        for code, tab in tabs.items()
    }


def _noted_tool_tabs() -> set[str]:
    """The tool tabs whose headers explain a column."""
    tabs = (tab for tab in all_tabs() if isinstance(tab, ToolTab))
    return {tab.code for tab in tabs if any(column.note for column in tab.columns)}


def _rows_looked_at(tab: PresentTab, below: int) -> str:
    """The header and rows enough below it: a list or a format is given to a whole column."""
    last = min((tab.header_row or 1) + below, tab.row_count)
    return f"{quoted(tab.title)}!1:{last}"


def _dress(rows: Sequence[Sequence[Mapping[str, Any]]], header_row: int) -> Dress:
    header = rows[header_row - 1] if len(rows) >= header_row else ()
    return Dress(
        notes=frozenset(at for at, cell in enumerate(header) if cell.get("note")),
        named=frozenset(at for at, cell in enumerate(header) if is_name_note(cell.get("note"))),
        dropdowns=frozenset(_wearing(rows[header_row:], "dataValidation")),
        formats=frozenset(_wearing(rows[header_row:], "userEnteredFormat")),
    )


def _wearing(rows: Sequence[Sequence[Mapping[str, Any]]], part: str) -> Iterator[int]:
    for row in rows:
        yield from (at for at, cell in enumerate(row) if cell.get(part))
