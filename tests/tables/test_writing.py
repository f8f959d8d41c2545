"""Frames as cells of tool tabs, and tool tabs read back."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from sheetsync.language import Lang, Phrase
from sheetsync.tables import Column, Grid
from sheetsync.tables.catalogue.documents import REGISTER
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import Choice, ToolTab
from sheetsync.tables.writing import (
    Amount,
    Link,
    Share,
    Value,
    cell_data,
    stored_value,
    tab_cells,
)

TAB = ToolTab(
    "sample",
    en="Sample",
    ru="Пример",
    columns=(
        Column("code", "id", heading=Phrase(ru="Код", en="Code"), key=True),
        Column("name", heading=Phrase(ru="Имя", en="Name")),
        Column("count", "integer", heading=Phrase(ru="Число", en="Count")),
        Column("score", "decimal", heading=Phrase(ru="Балл", en="Score")),
        Column("share", "percent", heading=Phrase(ru="Доля", en="Share")),
        Column("amount", "money", heading=Phrase(ru="Сумма", en="Amount")),
        Column("day", "date", heading=Phrase(ru="День", en="Day")),
        Column("at", "datetime", heading=Phrase(ru="Когда", en="At")),
        Column("month", "month", heading=Phrase(ru="Месяц", en="Month")),
        Column("open", "bool", heading=Phrase(ru="Открыт", en="Open")),
        Column("file", "url", heading=Phrase(ru="Файл", en="File")),
        Column(
            "state", "enum", heading=Phrase(ru="Итог", en="State"),
            allowed=(Choice("ok", en="fine", ru="хорошо"), Choice("bad", en="bad", ru="плохо")),
        ),
    ),
)  # fmt: skip
ROWS = [
    {
        "code": "007",
        "name": "=IMPORTXML(1)",
        "count": 3,
        "score": 74.25,
        "share": 0.125,
        "amount_minor": 123456,
        "day": pd.Timestamp(2026, 3, 1),
        "at": pd.Timestamp(2026, 3, 1, 18, 30),
        "month": "2026-03",
        "open": True,
        "file": "https://x.ru/a",
        "state": "ok",
    },
    {"code": "8", "state": "bad", "open": False, "file": "нет"},
]


def stored_grid(lang: Any = "ru") -> Grid:
    cells = tab_cells(TAB, typed_frame(TAB.columns, ROWS), lang)
    return Grid([list(map(stored_value, row)) for row in (cells.header, *cells.rows)])


def test_a_frame_becomes_labelled_values() -> None:
    cells = tab_cells(TAB, typed_frame(TAB.columns, ROWS), "ru")
    assert cells.header[:4] == ("Код", "Имя", "Число", "Балл")
    assert cells.kinds[:3] == ("id", "text", "integer")
    assert cells.rows[0] == (
        "007",
        "=IMPORTXML(1)",
        3,
        Decimal("74.25"),
        Share("0.125"),
        Amount("1234.56"),
        date(2026, 3, 1),
        datetime.fromisoformat("2026-03-01T18:30"),
        "2026-03",
        True,
        Link("https://x.ru/a", "https://x.ru/a"),
        "хорошо",
    )
    assert cells.rows[1] == ("8", *[None] * 8, False, "нет", "плохо")


def test_labels_and_headers_come_in_either_language() -> None:
    cells = tab_cells(TAB, typed_frame(TAB.columns, ROWS), "en")
    assert (cells.header[0], cells.rows[0][-1]) == ("Code", "fine")


def test_columns_that_are_not_there_stay_blank_and_others_are_left_out() -> None:
    frame = pd.DataFrame({"code": ["1"], "extra": ["x"], "state": ["odd"]})
    (row,) = tab_cells(TAB, frame, "ru").rows
    assert row == ("1", *[None] * 10, "odd")
    assert tab_cells(TAB, frame.iloc[:0], "ru").rows == []


def test_links_with_a_text_of_their_own_stay() -> None:
    frame = pd.DataFrame(
        {"name": [Link("тут", "https://x.ru")], "file": [Link("F17", "https://y")]}
    )
    (row,) = tab_cells(TAB, frame, "ru").rows
    assert (row[1], row[10]) == (Link("тут", "https://x.ru"), Link("F17", "https://y"))


@pytest.mark.parametrize("number", [float("inf"), float("-inf")])
def test_an_infinite_number_is_a_fault_of_ours(number: float) -> None:
    with pytest.raises(ValueError, match="an infinite number cannot stand in a cell"):
        tab_cells(TAB, pd.DataFrame({"score": [number]}), "ru")


def numbered(value: float, **number_format: str) -> dict[str, Any]:
    written: dict[str, Any] = {"userEnteredValue": {"numberValue": value}}
    if number_format:
        written["userEnteredFormat"] = {"numberFormat": number_format}
    return written


@pytest.mark.parametrize(
    ("value", "stored", "data"),
    [
        (None, "", {}),
        ("", "", {}),
        ("=1+1", "=1+1", {"userEnteredValue": {"stringValue": "=1+1"}}),
        ("+7", "+7", {"userEnteredValue": {"stringValue": "+7"}}),
        (True, True, {"userEnteredValue": {"boolValue": True}}),
        (False, False, {"userEnteredValue": {"boolValue": False}}),
        (0, 0, numbered(0)),
        (Decimal("1.50"), 1.5, numbered(1.5, type="NUMBER", pattern="#,##0.0##")),
        (Decimal("2.0"), 2, numbered(2, type="NUMBER", pattern="#,##0.0##")),
        (Amount("5"), 5, numbered(5, type="NUMBER", pattern="#,##0.00")),
        (Share("0.5"), 0.5, numbered(0.5, type="PERCENT", pattern="0.0%")),
        (date(2026, 3, 1), 46082, numbered(46082, type="DATE", pattern="dd.mm.yyyy")),
        (
            datetime.fromisoformat("2026-03-01T18:00"),
            46082.75,
            numbered(46082.75, type="DATE_TIME", pattern="dd.mm.yyyy hh:mm"),
        ),
        (999999999999999, 999999999999999, numbered(999999999999999)),
        (
            1234567890123456,
            "1234567890123456",
            {"userEnteredValue": {"stringValue": "1234567890123456"}},
        ),
        (10**20, 10**20, numbered(10**20)),
        (
            Link("F17", "https://x.ru"),
            "F17",
            {
                "userEnteredValue": {"stringValue": "F17"},
                "userEnteredFormat": {"textFormat": {"link": {"uri": "https://x.ru"}}},
            },
        ),
        (Link("F17", ""), "F17", {"userEnteredValue": {"stringValue": "F17"}}),
        (Link("", "https://x.ru"), "", {}),
    ],
)
def test_a_value_goes_in_typed_and_never_as_a_formula(
    value: Value, stored: object, data: dict[str, Any]
) -> None:
    assert (stored_value(value), type(stored_value(value))) == (stored, type(stored))
    assert cell_data(value) == data


def test_days_are_shown_as_the_language_has_them() -> None:
    shown = cell_data(date(2026, 3, 1), "en")["userEnteredFormat"]["numberFormat"]
    assert shown == {"type": "DATE", "pattern": "yyyy-mm-dd"}


def test_a_text_beyond_the_limit_of_a_cell_is_cut() -> None:
    assert stored_value("x" * 50_000) == "x" * 50_000
    assert stored_value("x" * 50_001) == "x" * 49_999 + "…"


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_tool_tab_reads_back_as_it_was_written(lang: str) -> None:
    expected = typed_frame(TAB.columns, ROWS)
    pd.testing.assert_frame_equal(read_tool_tab(TAB, stored_grid(lang)), expected)


def test_columns_of_a_tool_tab_may_come_as_columns() -> None:
    rows = stored_grid().stored
    columns = Grid(list(zip(*rows, strict=True)), columns_major=True)
    pd.testing.assert_frame_equal(read_tool_tab(TAB, columns), typed_frame(TAB.columns, ROWS))


@pytest.mark.parametrize("grid", [None, Grid(), Grid([["x", "y"], [1, 2]])])
def test_a_tool_tab_that_is_not_there_has_no_rows(grid: Grid | None) -> None:
    frame = read_tool_tab(REGISTER, grid)
    pd.testing.assert_frame_equal(frame, typed_frame(REGISTER.columns))


@pytest.mark.parametrize(
    ("header", "stored", "name", "value"),
    [
        ("Код", 12, "code", "12"),
        ("Имя", True, "name", "TRUE"),
        ("Число", "3", "count", 3),
        ("Число", "x", "count", None),
        ("Число", 2.5, "count", None),
        ("Балл", "74.25", "score", 74.25),
        ("Балл", "74,25", "score", 74.25),
        ("Доля", "x", "share", None),
        ("Сумма", 0.29, "amount_minor", 29),
        ("Сумма", "x", "amount_minor", None),
        ("День", "2026-03-01", "day", pd.Timestamp(2026, 3, 1)),
        ("День", 46082.75, "day", pd.Timestamp(2026, 3, 1)),
        ("День", "вчера", "day", None),
        ("День", 1e300, "day", None),
        ("Когда", "2026-03-01T18:30:00+03:00", "at", pd.Timestamp(2026, 3, 1, 18, 30)),
        ("Месяц", 46082, "month", "2026-03"),
        ("Месяц", 1e300, "month", None),
        ("Открыт", "да", "open", None),
        ("Итог", "FINE", "state", "ok"),
        ("Итог", "ok", "state", "ok"),
        ("Итог", "другое", "state", None),
    ],
)
def test_what_a_person_typed_over_is_read_or_missing(
    header: str, stored: object, name: str, value: object
) -> None:
    frame = read_tool_tab(TAB, Grid([["Имя", "Файл", header], ["x", "y", stored]]))
    if header == "Имя":
        frame = read_tool_tab(TAB, Grid([[header], [stored]]))
    found = frame[name].tolist()[0]
    assert (None if pd.isna(found) else found) == value


def test_blank_rows_of_a_log_are_left_out() -> None:
    frame = read_tool_tab(SEND_LOG, Grid([["Ключ"], ["a"], [""], ["b"]]))
    assert (frame["key"].tolist(), frame.index.tolist()) == (["a", "b"], [2, 4])


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", ["we owe", "owed to us"]), ("ru", ["мы должны", "нам должны"])]
)
def test_who_pays_is_answered_not_where_the_invoice_came_from(lang: Lang, shown: list[str]) -> None:
    rows = pd.DataFrame({"direction": ["in", "out"]})
    cells = tab_cells(OVERDUE, rows, lang)
    at = [column.name for column in OVERDUE.columns].index("direction")
    assert cells.header[at] == ("Who owes" if lang == "en" else "Кто должен")
    assert [row[at] for row in cells.rows] == shown


def test_a_stray_number_that_no_column_holds_is_missing_and_stops_nobody() -> None:
    header = ("Code", "Count", "Amount")
    rows = [header, ("a", 1e300, 5), ("b", 7, -1e300), ("c", 2**62, 0.5)]
    read = read_tool_tab(TAB, Grid(stored=rows, shown=[]))
    assert read["count"].isna().tolist() == [True, False, False]
    assert read["amount_minor"].isna().tolist() == [False, True, False]
    assert read["amount_minor"].tolist()[::2] == [500, 50]
