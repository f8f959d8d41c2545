"""Whole columns: where the quick way ends, the careful one goes on."""

import pandas as pd
import pytest

from sheetsync.tables import Column
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.one_column import ColumnRead, read_column
from sheetsync.tables.locales import conventions
from sheetsync.tables.schema import Choice, Kind


def column_of(
    stored: list[object], shown: list[str], column: Column, locale: str = "ru_RU"
) -> ColumnRead:
    return read_column(ColumnCells(stored, shown), column, conventions(locale))


def values(read: ColumnRead) -> list[object]:
    found: list[object] = pd.Series(read.array).tolist()
    missing: list[bool] = pd.isna(pd.Series(read.array)).tolist()
    return [None if gone else value for value, gone in zip(found, missing, strict=True)]


def codes(read: ColumnRead) -> list[tuple[int, str | None, tuple[str, ...]]]:
    return [(at, one.error, one.warnings) for at, one in read.noticed.items()]


@pytest.mark.parametrize(
    ("kind", "stored", "shown", "read"),
    [
        ("integer", [1, 2.0, ""], ["1", "2", ""], [1, 2, None]),
        ("integer", [12.6], ["13"], [None]),
        ("decimal", [0.1 + 0.2, 1e12], ["0,3", "1E+12"], [0.3, 1e12]),
        ("decimal", [1.5, None, 2.5], ["1,5", "", "2,5"], [1.5, None, 2.5]),
        ("percent", [0.5, 1.25], ["50%", "125,0%"], [0.5, 1.25]),
        ("percent", [0.5, 7], ["50%", "7"], [0.5, None]),
        ("percent", [0.05, 7], ["5%\n6%", "7"], [0.05, None]),
        ("money", [1.005, 5], ["1,01", "5,00\u00a0₽"], [101, 500]),
        ("money", [5, 6], ["5 $", "6 ₽"], [None, 600]),
        ("date", [46054, 46055], ["01.02.2026", "02.02.2026"], ["2026-02-01", "2026-02-02"]),
        ("date", [46054, 46054], ["01.02.2026", "46054"], ["2026-02-01", None]),
        ("date", [1, 46054], ["31.12.1899", "01.02.2026"], [None, "2026-02-01"]),
        ("bool", [True, "да", "", 1, "?"], ["TRUE", "да", "", "1", "?"],
         [True, True, None, True, None]),
        ("id", [1, "007", 12, ""], ["1", "007", "0012", ""], ["1", "007", "0012", None]),
        ("text", ["a", 5, None], ["a", "5", ""], ["a", "5", None]),
        ("month", ["2026-03", 46082], ["2026-03", "01.03.2026"], ["2026-03", "2026-03"]),
    ],
)  # fmt: skip
def test_a_column_holds_what_its_cells_mean(
    kind: Kind, stored: list[object], shown: list[str], read: list[object]
) -> None:
    found = values(column_of(stored, shown, Column("x", kind, currency="RUB")))
    days = [
        value.date().isoformat() if isinstance(value, pd.Timestamp) else value for value in found
    ]
    assert days == read


def test_instants_keep_their_minute_and_days_need_none() -> None:
    stored: list[object] = [46054.75, 46054.5, 46054]
    shown = ["01.02.2026 18:00:00", "01.02.2026 12:00:00", "01.02.2026"]
    assert values(column_of(stored, shown, Column("x", "datetime"))) == [
        pd.Timestamp(2026, 2, 1, 18),
        pd.Timestamp(2026, 2, 1, 12),
        pd.Timestamp(2026, 2, 1),
    ]


@pytest.mark.parametrize("kind", ["integer", "money", "decimal", "percent"])
def test_a_number_beyond_all_doubles_spoils_no_other(kind: Kind) -> None:
    column = Column("x", kind, unit="fraction")
    read = column_of([10**400, 5, "x"], ["1E+400", "5", "x"], column)
    assert values(read)[1] in (5, 500)
    assert read.noticed[2].error == "BAD_NUMBER"


def test_a_serial_beyond_all_doubles_spoils_no_other() -> None:
    read = column_of([10**400, 46054], ["x", "01.02.2026"], Column("x", "date"))
    assert values(read) == [None, pd.Timestamp(2026, 2, 1)]
    assert codes(read) == [(0, "WRONG_TYPE", ())]


def test_a_whole_number_too_long_for_its_column_is_refused() -> None:
    read = column_of(["9" * 19, "9223372036854775807"], ["", ""], Column("x", "integer"))
    assert values(read) == [None, 2**63 - 1]
    assert codes(read) == [(0, "PRECISION_LOST", ()), (1, None, ("NUMBER_AS_TEXT",))]
    assert read.noticed[0].facts == {"digits": "19"}


@pytest.mark.parametrize(
    "odd", ["x\x1fy", "Loading...", "#N/A", " x", "x\u00a0", "\ud800", "и\u0306"]
)
def test_one_odd_text_leaves_the_others_as_they_are(odd: str) -> None:
    read = column_of(["a", odd, "б"], ["a", odd, "б"], Column("x"))
    plain = column_of([odd], [odd], Column("x"))
    assert values(read) == ["a", *values(plain), "б"]


def test_a_warned_choice_is_kept_by_its_code() -> None:
    column = Column("x", "enum", allowed=(Choice("paid", en="paid", ru="оплачен"),))
    read = column_of(["оплачен", "oплачен", "?"], ["", "", ""], column)
    assert values(read) == ["paid", "paid", None]
    assert codes(read) == [(1, None, ("MIXED_SCRIPT",)), (2, "BAD_ENUM", ())]


def test_a_warned_truth_is_kept() -> None:
    read = column_of(["д\u200bа", "нет"], ["да", "нет"], Column("x", "bool"))
    assert values(read) == [True, False]
    assert codes(read) == [(0, None, ("INVISIBLE_CHARS",))]


def test_several_addresses_are_tuples() -> None:
    column = Column("x", "email", multiple=True)
    read = column_of(["a@b.ru", "a@b.ru; c@d.ru", ""], ["", "", ""], column)
    assert list(read.array[:2]) == [("a@b.ru",), ("a@b.ru", "c@d.ru")]
    assert read.array[2] is pd.NA


def test_what_was_fetched_for_a_cell_is_minded() -> None:
    cells = ColumnCells([46054, 46054], ["46054", "46054"], (None, "DATE"), (None, None))
    read = read_column(cells, Column("x", "integer"), conventions("ru_RU"))
    assert values(read) == [46054, None]
    assert codes(read) == [(1, "WRONG_TYPE", ())]


@pytest.mark.parametrize("kind", ["integer", "percent", "date", "text", "bool", "enum", "email"])
def test_a_column_without_cells_is_empty(kind: Kind) -> None:
    assert len(column_of([], [], Column("x", kind)).array) == 0


@pytest.mark.parametrize(
    ("locale", "shown", "value"),
    [
        ("ru_RU", "1\u00a0234,5", 1234.5),
        ("en_US", "1,234.5", 1234.5),
        ("de_DE", "1.234,5", 1234.5),
        (None, "1234.5", 1234.5),
    ],
)
def test_numbers_are_shown_as_the_locale_writes_them(
    locale: str | None, shown: str, value: float
) -> None:
    cells = ColumnCells([value, value], [shown, shown])
    read = read_column(cells, Column("x", "decimal"), conventions(locale))
    assert (values(read), read.noticed) == ([value, value], {})
