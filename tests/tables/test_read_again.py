"""The same cells are the same table, as long as whatever says how to read them is the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, read_sourced_tabs
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Table

JOBS = people_by_code()["jobs"]
ROWS = [
    ["№ работы", "Код партнёра", "Статус", "Сумма", "Наш шифр"],
    ["J-1", "P-1", "в работе", "1,25", "P-2"],
]
GIVEN = TabGrid("Работы", Grid(stored=ROWS, shown=ROWS))
OWN = {"jobs.partner_id": "Наш шифр"}
CHANGED = [[cell.replace("J-1", "J-2") for cell in row] for row in ROWS]
#: A tab in which every job must say when it is due.
OTHER = replace(
    JOBS,
    columns=tuple(
        replace(column, required=column.required or column.name == "due_date")
        for column in JOBS.columns
    ),
)


def read(given: TabGrid = GIVEN, catalogue: Any = JOBS, **terms: Any) -> Table:
    asked = {"locale": "ru_RU", "settings": Settings(), **terms}
    tabs: Mapping[str, TabGrid] = {"jobs": given}
    return read_sourced_tabs(tabs, TablesTerms(catalogue=[catalogue], **asked)).tables["jobs"]


def first(table: Table, column: str) -> object:
    value: object = table.frame[column].astype("object").iloc[0]
    return None if pd.isna(value) else value  # type: ignore[call-overload]  # a cell


OTHERWISE: dict[str, tuple[Callable[[], Table], Callable[[Table], object]]] = {
    "the locale": (lambda: read(locale="en_US"), lambda table: first(table, "amount_minor")),
    "a locale of its own": (
        lambda: read(replace(GIVEN, locale="en_US")),
        lambda table: first(table, "amount_minor"),
    ),
    "a header of your own": (lambda: read(headers=OWN), lambda table: first(table, "partner_id")),
    "the currency": (
        lambda: read(settings=Settings(currency="EUR")),
        lambda table: first(table, "currency"),
    ),
    "the title": (lambda: read(replace(GIVEN, title="Jobs")), lambda table: table.title),
    "the tab": (lambda: read(catalogue=OTHER), lambda table: (table.error, table.findings)),
    "a cell": (
        lambda: read(replace(GIVEN, grid=Grid(stored=CHANGED, shown=CHANGED))),
        lambda table: first(table, "job_id"),
    ),
}


def test_the_same_cells_are_the_same_table() -> None:
    assert read() is read(TabGrid("Работы", Grid(stored=[*ROWS], shown=[*ROWS])))


@pytest.mark.parametrize("what", OTHERWISE)
def test_read_otherwise_they_are_another(what: str) -> None:
    otherwise, seen = OTHERWISE[what]
    assert seen(otherwise()) != seen(read())
    assert seen(otherwise()) != seen(read())


def test_what_a_source_says_of_cells_is_never_another_tabs() -> None:
    lacking = replace(GIVEN, lacking={"due_date": frozenset({2})})
    assert read(lacking).lacking
    assert not read().lacking
