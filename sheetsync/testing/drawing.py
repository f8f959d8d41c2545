"""Sheets drawn as text, so that a test shows what a manager would see.

    tables = drawn('''
        Partners
        Code  | Name  | Status
        P-001 | Север | active

        Invoices
        Number | Amount    | Date       | Paid on
        12     | 50 000,00 | 2026-03-01 |
    ''', due_soon_days=5)

A line without ``|`` is a tab's title (English, Russian or its code), the line below it the headers
(English, Russian or codes), the rest rows. A row of bars alone is a blank row, ``⏎`` a line break.
Cells are typed as into a sheet: numbers, ``2026-03-01`` and ``01.03.2026`` (dates),
``2026-03-01 14:30``, ``12,5 %``, ``TRUE``; an apostrophe in front, or a zero, keeps them text.
"""

import re
import textwrap
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from sheetsync.dates import serial_of
from sheetsync.language import Lang
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.reading.headers import find_tab
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.schema import Column, PeopleTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?: (?P<t>\d\d:\d\d))?")
_DOTTED_DAY = re.compile(r"(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})(?: (?P<t>\d\d:\d\d))?")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,14})(?:[.,]\d+)?")
_DAY_S = 24 * 60 * 60


def drawn_tabs(text: str, *, locale: str = "ru_RU") -> dict[str, Grid]:
    """The grids of several drawn tabs, by title."""
    tabs: dict[str, list[str]] = {}
    title = ""
    for line in textwrap.dedent(text).splitlines():
        if "|" in line:
            tabs.setdefault(title, []).append(line)
        elif line.strip():
            title = line.strip()
            tabs.setdefault(title, [])
    return {title: drawn_grid("\n".join(lines), locale=locale) for title, lines in tabs.items()}


def drawn_grid(text: str, *, locale: str = "ru_RU") -> Grid:
    """The grid of one drawn tab without a title line; the first drawn line is row 1."""
    rows = [
        [typed_cell(cell.strip(), locale=locale) for cell in line.split("|")]
        for line in textwrap.dedent(text).splitlines()
        if line.strip()
    ]
    return Grid(
        stored=[[stored for stored, _ in row] for row in rows],
        shown=[[shown for _, shown in row] for row in rows],
    )


def typed_cell(text: str, *, locale: str = "ru_RU") -> tuple[object, str]:
    """What a cell stores and shows after a person typed the text."""
    text = text.replace("⏎", "\n")
    if text.startswith("'"):
        return text[1:], text[1:]
    if text.upper() in {"TRUE", "FALSE"}:
        return text.upper() == "TRUE", text.upper()
    match = _DAY.fullmatch(text) or _DOTTED_DAY.fullmatch(text)
    if match:
        return _moment_cell(match, locale)
    if _NUMBER.fullmatch(text.removesuffix("%").rstrip()):
        return _number_cell(text, locale)
    return text, text


def _moment_cell(match: re.Match[str], locale: str) -> tuple[object, str]:
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return match[0], match[0]
    russian = locale.startswith("ru")
    shown = f"{day:%d.%m.%Y}" if russian else f"{day.month}/{day.day}/{day.year}"
    if match["t"] is None:
        return serial_of(day), shown
    clock = time.fromisoformat(match["t"])
    seconds = clock.hour * 3600 + clock.minute * 60
    return serial_of(day) + seconds / _DAY_S, f"{shown} {clock.hour}:{clock.minute:02d}:00"


def _number_cell(text: str, locale: str) -> tuple[object, str]:
    number = Decimal(text.removesuffix("%").replace(" ", "").replace(",", "."))
    stored = number / 100 if text.endswith("%") else number
    shown = text.replace(".", ",") if locale.startswith("ru") else text.replace(",", ".")
    return int(stored) if stored == stored.to_integral_value() else float(stored), shown


def drawn(text: str, *, lang: Lang = "ru", locale: str = "ru_RU", **settings: object) -> Tables:
    """People's tabs drawn as text, read as a workbook is read.

    Tabs that are not drawn are empty, and nobody misses them. So are columns that are not drawn,
    required ones included.

    Args:
        text: see the module's page.
        lang: the language of the tool tabs.
        locale: the spreadsheet's locale.
        settings: attributes of `Settings` that differ from the defaults: ``due_soon_days=5``,
            ``rates={"USD": Decimal(90)}``; with any of them a drawn Settings tab does not count.

    Raises:
        KeyError: the drawing names a tab or a column that the catalogue does not have.
    """
    grids = drawn_tabs(text, locale=locale)
    catalogue = [_as_drawn(title, grid) for title, grid in grids.items()]
    chosen = replace(Settings(), **settings) if settings else None  # type: ignore[arg-type]  # the caller names fields
    terms = TablesTerms(locale=locale, lang=lang, catalogue=catalogue, settings=chosen)
    return read_people_tabs(grids, terms)


def _as_drawn(title: str, grid: Grid) -> PeopleTab:
    """The catalogue's tab; what is not drawn of it is neither required nor part of the key."""
    tab = next((tab for tab in people_tabs() if find_tab(tab, [title])), None)
    if tab is None:
        raise KeyError(f"no tab {title!r} in the catalogue")
    headers = {header_key(text): str(text) for text in grid.shown[0] if header_key(text)}
    drawn_columns = [column for column in tab.columns if headers.keys() & _keys(column)]
    for key in set[str]().union(*map(_keys, drawn_columns)):
        headers.pop(key, None)
    if headers:
        raise KeyError(f"no column {', '.join(headers.values())} in the tab {tab.en!r}")
    return replace(
        tab,
        columns=tuple(
            column if column in drawn_columns else replace(column, required=False, key=False)
            for column in tab.columns
        ),
    )


def _keys(column: Column) -> set[str]:
    return {header_key(name) for name in column.names}
