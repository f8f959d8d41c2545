"""The demo network as the grids that Google would answer."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from sheetsync.demo import DemoWorkbook, Formula, Typed, Value
from sheetsync.demo.rulebook import DEMO_MODULES
from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.catalogue.modules import people_tabs, with_needs
from sheetsync.tables.cells import Grid
from sheetsync.tables.schema import PeopleTab
from sheetsync.testing.drawing import typed_cell


@pytest.fixture(scope="session")
def grids_of() -> Callable[[DemoWorkbook], dict[str, Grid]]:
    """The tabs of a demo workbook, by title."""
    return _grids


def _grids(workbook: DemoWorkbook) -> dict[str, Grid]:
    return {
        PEOPLE_BY_CODE[code].title(workbook.lang): _grid(workbook, code, rows)
        for code, rows in workbook.tabs.items()
    } | {
        tab.title(workbook.lang): _headers_alone(tab, workbook.lang)
        for tab in people_tabs(with_needs(DEMO_MODULES))
        if tab.code not in workbook.tabs
    }


def _headers_alone(tab: PeopleTab, lang: Lang) -> Grid:
    headers = [[column.header(lang) for column in tab.columns]]
    return Grid(stored=headers, shown=headers)


def _grid(workbook: DemoWorkbook, code: str, rows: list[list[Value]]) -> Grid:
    headers = [column.header(workbook.lang) for column in PEOPLE_BY_CODE[code].columns]
    headers += workbook.extra_columns.get(code, ())
    cells = [[_cell(value, workbook.locale) for value in row] for row in rows]
    return Grid(
        stored=[headers, *([stored for stored, _ in row] for row in cells)],
        shown=[headers, *([shown for _, shown in row] for row in cells)],
    )


def _cell(value: Value, locale: str) -> tuple[object, str]:
    """What a cell stores and shows."""
    if isinstance(value, Formula):
        return ("#DIV/0!", "#DIV/0!") if value.text.endswith("/0") else (1000, "1000")
    if isinstance(value, Typed):
        return typed_cell(value.text, locale=locale)
    if isinstance(value, date):
        text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"
        return typed_cell(text, locale=locale)
    if isinstance(value, Decimal):
        return float(value), f"{value}".replace(".", "," if locale == "ru_RU" else ".")
    return value, "" if value is None else str(value)
