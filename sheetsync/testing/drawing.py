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
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sheetsync.dates import SERIAL_EPOCH, serial_of
from sheetsync.tables.catalogue.people import BY_CODE, PEOPLE_TABS
from sheetsync.tables.cells import Grid
from sheetsync.tables.defaults import with_defaults
from sheetsync.tables.frames import frame_name, typed_frame
from sheetsync.tables.schema import Choice, Column, Lang, PeopleTab
from sheetsync.tables.settings import Settings
from sheetsync.tables.table import Table, Tables

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
    """People's tabs drawn as text, read into typed frames with the catalogue's defaults.

    Tabs that are not drawn are empty. Columns that are not drawn are blank, and nobody misses them.

    Args:
        text: see the module's page.
        lang: the language of the tool tabs.
        locale: the spreadsheet's locale.
        settings: attributes of `Settings` that differ from the defaults: ``due_soon_days=5``,
            ``rates={"USD": Decimal(90)}``.
    """
    chosen = replace(Settings(), **settings)  # type: ignore[arg-type]  # the caller names fields
    grids = drawn_tabs(text, locale=locale)
    read = (_table(title, grid, chosen) for title, grid in grids.items())
    return Tables(dict(read), chosen, locale=locale, lang=lang)


def _table(title: str, grid: Grid, settings: Settings) -> tuple[str, Table]:
    tab = next(
        tab for tab in PEOPLE_TABS if title.casefold() in {tab.code, tab.en.lower(), tab.ru.lower()}
    )
    columns = [_column(tab, str(header)) for header in grid.shown[0]]
    rows = [row for row in range(2, len(grid.shown) + 1) if any(grid.shown[row - 1])]
    records = [dict(_values(columns, grid, row)) for row in rows]
    frame = with_defaults(typed_frame(tab.columns, records, index=rows), tab, settings)
    places = {column.name: place for place, column in enumerate(columns, start=1)}
    return tab.code, Table(
        ok=True, error=None, header_row=1, frame=frame, positions=places, title=title, grid=grid
    )


def _column(tab: PeopleTab, header: str) -> Column:
    name = header.casefold()
    for column in tab.columns:
        if name in {column.name, *(text.casefold() for text in column.headers)}:
            return column
    raise KeyError(f"{BY_CODE[tab.code].en} has no column {header!r}")


def _values(columns: list[Column], grid: Grid, row: int) -> Iterator[tuple[str, object]]:
    for place, column in enumerate(columns, start=1):
        cell = grid.cell(row, place)
        if cell.stored not in (None, ""):
            yield frame_name(column), _value(column, cell.stored, cell.shown or "")


def _value(column: Column, stored: object, shown: str) -> object:
    if isinstance(stored, int | float) and column.kind in {"date", "datetime"}:
        return datetime.combine(SERIAL_EPOCH, time()) + timedelta(seconds=round(stored * _DAY_S))
    if column.kind == "money":
        return round(Decimal(str(stored)) * 100)
    if column.kind == "bool":
        return str(stored).casefold() in {"true", "yes", "да"}
    if column.kind == "enum":
        return next(
            choice.code
            for choice in column.allowed
            if isinstance(choice, Choice)
            and shown.casefold() in {choice.code, choice.en.casefold(), choice.ru.casefold()}
        )
    if column.kind == "email" and column.multiple:
        return tuple(part.strip() for part in re.split("[,;]", shown))
    return stored if column.kind in {"integer", "decimal", "percent"} else shown
