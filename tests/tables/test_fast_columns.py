"""The quick ways through a column are taken: what is plain is never read cell by cell."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import pytest

from sheetsync.dates import SERIAL_EPOCH
from sheetsync.tables import Column, read_cell
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.one_column import read_column
from sheetsync.tables.locales import conventions
from sheetsync.tables.schema import Choice, Kind
from sheetsync.testing.calls import counted_calls

ROWS = 40
CAREFUL = "sheetsync.tables.cell_reading.read_written_cell"
IN_DOUBT = "sheetsync.tables.columns.texts._needs_care"
STATES = (Choice("paid", en="paid", ru="оплачен"), Choice("new", en="new", ru="новый"))


def days(form: str, part: float = 0.0) -> tuple[list[object], list[str]]:
    """Forty days in a row, and how a sheet shows them."""
    stored = [46_054 + at + part for at in range(ROWS)]
    moments = [SERIAL_EPOCH + timedelta(days=46_054 + at) for at in range(ROWS)]
    return [*stored], [f"{moment:{form}}" for moment in moments]


def texts(cells: Sequence[str]) -> tuple[list[object], list[str]]:
    return [*cells], [*cells]


def numbers(form: str, step: float) -> tuple[list[object], list[str]]:
    stored = [1_000 + at * step for at in range(ROWS)]
    return [*stored], [
        form.format(f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")) for value in stored
    ]


PLAIN: list[tuple[str, Column, str, tuple[list[object], list[str]]]] = [
    ("amounts", Column("x", "money", currency="RUB"), "ru_RU", numbers("{}\u00a0₽", 0.25)),
    ("amounts with a word", Column("x", "money", currency="RUB"), "ru_RU", numbers("{} руб.", 1)),
    ("amounts without a sign", Column("x", "money"), "ru_RU", numbers("{}", 0.5)),
    ("amounts of any currency", Column("x", "money"), "ru_RU", numbers("{}\u00a0₽", 0.5)),
    ("decimals", Column("x", "decimal"), "ru_RU", numbers("{}", 0.25)),
    (
        "American amounts",
        Column("x", "money", currency="USD"),
        "en_US",
        ([1_234.5] * ROWS, ["$1,234.50"] * ROWS),
    ),
    ("German decimals", Column("x", "decimal"), "de_DE", ([1234.5] * ROWS, ["1.234,50"] * ROWS)),
    ("counts", Column("x", "integer"), "ru_RU", ([*range(ROWS)], [*map(str, range(ROWS))])),
    (
        "shares",
        Column("x", "percent"),
        "ru_RU",
        ([at / 100 for at in range(ROWS)], [f"{at}%" for at in range(ROWS)]),
    ),
    ("days", Column("x", "date"), "ru_RU", days("%d.%m.%Y")),
    ("American days", Column("x", "date"), "en_US", days("%m/%d/%Y")),
    ("moments", Column("x", "datetime"), "ru_RU", days("%d.%m.%Y 18:00:00", 0.75)),
    ("texts", Column("x"), "ru_RU", texts([f"Дизайн и печать, часть {at}" for at in range(ROWS)])),
    ("codes", Column("x", "id"), "ru_RU", texts([f"P-{at:03}" for at in range(ROWS)])),
    ("codes of digits", Column("x", "id"), "ru_RU", ([*range(ROWS)], [*map(str, range(ROWS))])),
    ("addresses", Column("x", "url"), "ru_RU", texts([f"https://a.ru/{at}" for at in range(ROWS)])),
    ("months", Column("x", "month"), "ru_RU", texts([f"20{at + 10}-03" for at in range(ROWS)])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "locale", "cells"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN]
)
def test_a_plain_column_is_read_whole(
    column: Column, locale: str, cells: tuple[list[object], list[str]]
) -> None:
    stored, shown = cells
    with counted_calls() as calls:
        read = read_column(ColumnCells(stored, shown), column, conventions(locale))
    assert (calls[CAREFUL], calls[IN_DOUBT]) == (0, 0)
    assert (len(read.array), read.noticed) == (ROWS, {})
    assert not pd.isna(pd.Series(read.array)).any()


@pytest.mark.parametrize(
    ("column", "locale", "cells"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN]
)
def test_odd_cells_and_blanks_among_plain_ones_are_looked_at_alone(
    column: Column, locale: str, cells: tuple[list[object], list[str]]
) -> None:
    odd: list[object] = ["", "#N/A", *cells[0], "", None]
    shown = ["", "#N/A", *cells[1], "", ""]
    with counted_calls() as calls:
        read = read_column(ColumnCells(odd, shown), column, conventions(locale))
    # Where each different cell is read once, what is shown beside a formula error makes all differ.
    assert calls[CAREFUL] <= (ROWS + 4 if column.kind in {"url", "month"} else 1)
    assert [(at, one.error) for at, one in read.noticed.items()] == [(1, "FORMULA_ERROR")]
    missing = pd.isna(pd.Series(read.array)).tolist()
    assert missing == [True, True, *[False] * ROWS, True, True]


@pytest.mark.parametrize(
    ("kind", "repeated"),
    [
        ("enum", ["оплачен", "новый"]),
        ("bool", [True, False]),
        ("email", ["a@b.ru", "c@d.ru"]),
        ("inn", ["7707083893", "500100732259"]),
    ],
)
def test_cells_that_repeat_are_read_once_each(kind: Kind, repeated: list[object]) -> None:
    column = Column("x", kind, allowed=STATES)
    stored = repeated * (ROWS // 2)
    shown = [str(value).upper() if isinstance(value, bool) else str(value) for value in stored]
    with counted_calls() as calls:
        read = read_column(ColumnCells(stored, shown), column, conventions("ru_RU"))
    assert calls[CAREFUL] == len(repeated)
    assert not pd.isna(pd.Series(read.array)).any()


def test_the_same_odd_cell_is_read_once() -> None:
    column = Column("x", "money", currency="RUB")
    stored: list[object] = ["1 234,50"] * ROWS
    with counted_calls() as calls:
        read = read_column(ColumnCells(stored, ["1 234,50"] * ROWS), column, conventions("ru_RU"))
    assert calls[CAREFUL] == 1
    assert len(read.noticed) == ROWS


def test_every_day_is_compared_with_its_text_once() -> None:
    stored: list[object] = [46_100, 46_101] * ROWS
    shown = ["20.03.2026", "21.03.2026"] * ROWS
    with counted_calls() as calls:
        read_column(ColumnCells(stored, shown), Column("x", "date"), conventions("ru_RU"))
    # Known from before when another test had them.
    assert calls["sheetsync.tables.columns.days._is_day"] <= 2


@pytest.mark.parametrize(
    ("column", "locale", "cells"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN]
)
def test_plain_columns_are_what_the_careful_reader_says(
    column: Column, locale: str, cells: tuple[list[object], list[str]]
) -> None:
    read = read_column(ColumnCells(*cells), column, conventions(locale))
    cell = ColumnCells(*cells).cell
    alone = [read_cell(cell(at), column, locale=locale) for at in range(ROWS)]
    assert [one.error for one in alone] == [None] * ROWS
    again = read_column(ColumnCells(*cells, formulas=["=A1"] * ROWS), column, conventions(locale))
    assert pd.Series(read.array).tolist() == pd.Series(again.array).tolist()
