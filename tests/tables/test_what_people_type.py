"""Kinds of input that people, dialogs, 1C, SQL and other programs leave in cells."""

import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from sheetsync.tables import CellResult, Column, TableSchema, read_cell, read_table
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.cleaning import INVISIBLE_SIGNS, ODD_DASHES, cleaned, folded, plain_dashes
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.days import fast_days
from sheetsync.tables.columns.numbers import fast_numbers
from sheetsync.tables.columns.repeats import fast_repeats
from sheetsync.tables.columns.texts import fast_texts
from sheetsync.tables.locales import conventions
from sheetsync.tables.schema import Kind
from sheetsync.tables.table import Table
from sheetsync.testing import drawn_grid
from sheetsync.testing.drawing import drawn

Reading = Callable[..., CellResult]
RU = conventions("ru_RU")
ALLOWED = ("новый", "оплачен")

#: A sound text of each kind, and what it means.
SOUND: list[tuple[Kind, str, object]] = [
    ("text", "Ромашка", "Ромашка"),
    ("id", "P-001", "P-001"),
    ("integer", "12", 12),
    ("decimal", "12,5", Decimal("12.5")),
    ("money", "15 000,50 ₽", Decimal("15000.5")),
    ("percent", "12 %", Decimal("0.12")),
    ("date", "01.03.2026", date(2026, 3, 1)),
    ("datetime", "01.03.2026 10:05", datetime.fromisoformat("2026-03-01T10:05")),
    ("month", "2026-03", "2026-03"),
    ("bool", "да", True),
    ("email", "anna@vector.example", "anna@vector.example"),
    ("inn", "9900000017", "9900000017"),
    ("kpp", "990001001", "990001001"),
    ("enum", "оплачен", "оплачен"),
    ("url", "https://x.example/a", "https://x.example/a"),
    ("currency", "руб.", "RUB"),
]


@pytest.mark.parametrize(("kind", "text", "value"), SOUND, ids=[kind for kind, _, _ in SOUND])
@pytest.mark.parametrize(
    "sign", [*"\u200c\u200e\u200f\u061c\u202a\u202e\u2063\u2066\u2069\x00\x1f\x7f"]
)
def test_a_sign_that_nobody_sees_is_taken_out_of_every_kind(
    read: Reading, kind: Kind, text: str, value: object, sign: str
) -> None:
    for typed in (f"{text}{sign}", f"{sign}{text}", f"{text[:1]}{sign}{text[1:]}"):
        found = read(typed, kind=kind, allowed=ALLOWED)
        assert (found.value, found.error) == (value, None), typed
        assert "INVISIBLE_CHARS" in found.warnings


@pytest.mark.parametrize(("kind", "text", "value"), SOUND, ids=[kind for kind, _, _ in SOUND])
def test_the_sign_of_coloured_emoji_is_taken_out_of_all_but_free_text(
    read: Reading, kind: Kind, text: str, value: object
) -> None:
    found = read(f"{text}\ufe0f", kind=kind, allowed=ALLOWED)
    if kind == "text":
        assert found == CellResult(f"{text}\ufe0f")
    else:
        assert (found.value, "INVISIBLE_CHARS" in found.warnings) == (value, True)


def test_every_invisible_sign_goes_and_breaks_and_joiners_stay() -> None:
    assert cleaned(f"a{INVISIBLE_SIGNS}b").text == "ab"
    assert cleaned("a\tb\nc\rd\r\ne").text == "a\tb\nc\nd\ne"
    assert cleaned("\U0001f468\u200d\U0001f527").had_invisible is False
    assert len(INVISIBLE_SIGNS) == len(set(INVISIBLE_SIGNS)) == 51


@pytest.mark.parametrize("dash", [*ODD_DASHES])
def test_a_code_with_another_dash_is_kept_as_typed_and_compares_alike(
    read: Reading, dash: str
) -> None:
    assert read(f"УТ{dash}15", kind="id").value == f"УТ{dash}15"
    assert plain_dashes(f"УТ{dash}15") == "УТ-15"
    assert folded(f"Р{dash}001") == folded("P-001") != folded("P001")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15000р", "15000"),
        ("15 000 р", "15000"),
        ("15000,50 р", "15000.5"),
        ("15 000 РУБЛЕЙ", "15000"),
        ("1 рубль", "1"),
        ("2 рубля", "2"),
        ("15 000,00 RUR", "15000"),
        ("rur 7", "7"),
        ("15000 p", "15000"),  # noqa: RUF100  # a Latin p
        ("87500-00", "87500"),
        ("87 500-05", "87500.05"),
        ("-87500-50 руб.", "-87500.5"),
        ("(500-10)", "-500.1"),
        ("87500\u201300", "87500"),
        ("2026-13", "2026.13"),
        ("2 026-03", "2026.03"),
    ],
)
def test_an_amount_is_read_as_people_write_rubles(read: Reading, text: str, amount: str) -> None:
    found = read(text, kind="money", currency="RUB")
    assert (found.value, found.error) == (Decimal(amount), None)
    assert "NUMBER_AS_TEXT" in found.warnings


@pytest.mark.parametrize(
    "text",
    ["15-20", "2026-03", "1999-12", "15 р. 50 коп.", "50 коп", "15 тыс. р", "100-5", "8 75-00",
     "87500-005", "0 100-00", "1.000 000-00", "р", "15 шт", "87500--00"],
)  # fmt: skip
def test_what_may_be_no_amount_stays_refused(read: Reading, text: str) -> None:
    assert read(text, kind="money", currency="RUB").error == "BAD_NUMBER"


@pytest.mark.parametrize("kind", [kind for kind, _, _ in SOUND])
@pytest.mark.parametrize("run", [" ", "1 ", "р", "1.", "(", "-", "a@", "1:"])
def test_a_text_as_long_as_a_cell_is_read_at_once(read: Reading, kind: Kind, run: str) -> None:
    # The word of an amount once was looked for from each place: minutes for one cell.
    for behind in ("x", "%x", " 2026"):
        began = time.perf_counter()
        read(f"1{run * (49_000 // len(run))}{behind}", kind=kind, allowed=ALLOWED)
        assert time.perf_counter() - began < 2


def test_letters_of_the_other_alphabet_in_a_currency_are_told(read: Reading) -> None:
    assert "MIXED_SCRIPT" in read("15 RU\u0412", kind="money", currency="RUB").warnings
    assert "MIXED_SCRIPT" not in read("15 RUB", kind="money", currency="RUB").warnings


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(word, "RUB") for word in ("RUB", "rub", "Руб.", "₽", "RUR", "р", "Р.", "рублей")],
        *[(word, "USD") for word in ("$", "usd", "USD.", "доллары")],
        *[(word, "EUR") for word in ("€", "Eur", "ЕВРО")],
        ("kzt", "KZT"),
        ("ru\u0432", "RUB"),
        ("\u0415UR", "EUR"),
        ("pуб", "RUB"),
    ],
)
def test_a_currency_is_its_code_whatever_the_spelling(read: Reading, typed: str, code: str) -> None:
    assert read(typed, kind="currency").value == code


@pytest.mark.parametrize(
    ("typed", "near"),
    [("RUBB", "RUB"), ("рубликов", "RUB"), ("EURO$", "EUR"), ("фантики", None), ("643", None),
     ("XXX", None), ("ТОР", None)],
)  # fmt: skip
def test_what_is_no_currency_is_refused_with_the_nearest(
    read: Reading, typed: str, near: str | None
) -> None:
    found = read(typed, kind="currency")
    assert (found.error, found.value) == ("BAD_ENUM", None)
    if near:
        assert found.facts["near"] == near


EMPTY_DAYS: list[tuple[object, str, str | None]] = [
    (0, "30.12.1899", "DATE"),
    (0, "0", None),
    (0.0, "0:00:00", "TIME"),
    (1, "31.12.1899", "DATE"),
    (2, "01.01.1900", "DATE"),
    *[
        (text, text, None)
        for text in (
            "30.12.1899", "31.12.1899 0:00:00", "00.01.1900", "01.01.0001", "01.01.0001 0:00:00",
            "0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00", "1899-12-30T00:00:00.000Z",
            "01.01.1900", "00.00.0000", ".  .", ".  .       :  :",
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize("kind", ["date", "datetime"])
@pytest.mark.parametrize(("stored", "shown", "number_format"), EMPTY_DAYS)
def test_a_day_that_stands_for_none_is_blank_and_told(
    read: Reading, kind: str, stored: object, shown: str, number_format: str | None
) -> None:
    found = read(stored, shown, kind=kind, number_format=number_format)
    assert found == CellResult(warnings=("EMPTY_DAY",))
    strict = read(stored, shown, kind=kind, number_format=number_format, never_blank=True)
    assert strict.error, "a refusal is never read as a blank cell"


@pytest.mark.parametrize(
    ("stored", "shown", "number_format"),
    [
        (0.42, "30.12.1899 10:05", "DATE_TIME"),
        ("30.12.1899 10:05", None, None),
        ("00.03.2026", None, None),
        ("0000-03-01", None, None),
        (3, "02.01.1900", "DATE"),
        (False, "ЛОЖЬ", None),
        ("0000-00-00 25:00", None, None),
    ],
)
def test_a_wrong_day_is_no_empty_day(
    read: Reading, stored: object, shown: str | None, number_format: str | None
) -> None:
    assert read(stored, shown, kind="date", number_format=number_format).error


@pytest.mark.parametrize(
    ("text", "open_ended", "value", "error"),
    [
        ("31.12.2999", True, None, None),
        ("9999-12-31", True, None, None),
        ("01.01.3000", True, None, None),
        ("31.12.2222", True, None, None),
        ("4712-12-31", True, None, None),
        ("2262-04-11", True, None, None),
        ("31.12.2206", True, None, "DATE_OUT_OF_RANGE"),
        ("31.12.2602", True, None, "DATE_OUT_OF_RANGE"),
        ("31.12.2099", True, date(2099, 12, 31), None),
        ("31.12.2999", False, None, "DATE_OUT_OF_RANGE"),
    ],
)
def test_a_last_day_in_the_far_future_is_none(
    read: Reading, text: str, value: date | None, error: str | None, *, open_ended: bool
) -> None:
    found = read(text, kind="date", open_ended=open_ended)
    assert (found.value, found.error) == (value, error)


def test_the_last_serial_of_all_is_an_open_end(read: Reading) -> None:
    found = read(2_958_465, "31.12.9999", kind="date", number_format="DATE", open_ended=True)
    assert found == CellResult()


@pytest.mark.parametrize(
    "text",
    ["01.03.2026 г.", "01.03.2026г", "01.03.2026 года", "01.03.2026 г", "2026-03-01 г.",
     "1 марта 2026 г."],
)  # fmt: skip
def test_a_day_may_have_its_word_behind(read: Reading, text: str) -> None:
    assert read(text, kind="date").value == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "locale", "moment"),
    [
        ("2026-03-01T10:05", "ru_RU", "2026-03-01T10:05"),
        ("2026-03-01T10:05:59Z", "ru_RU", "2026-03-01T10:05"),
        ("2026-03-01T10:05:59.173+03:00", "ru_RU", "2026-03-01T10:05"),
        ("2026-03-01 10:05:59.173456", "ru_RU", "2026-03-01T10:05"),
        ("2026-03-01 10:05:59+00", "ru_RU", "2026-03-01T10:05"),
        ("01.03.2026, 10:05:00", "ru_RU", "2026-03-01T10:05"),
        ("01.03.2026 г. 10:05", "ru_RU", "2026-03-01T10:05"),
        ("3/1/2026 2:30 PM", "en_US", "2026-03-01T14:30"),
        ("3/1/2026, 12:05:09 a.m.", "en_US", "2026-03-01T00:05"),
        ("1/3/2026 12:05 pm", "en_GB", "2026-03-01T12:05"),
    ],
)
def test_an_instant_is_read_as_programs_export_it(
    read: Reading, text: str, locale: str, moment: str
) -> None:
    found = read(text, kind="datetime", locale=locale)
    assert (found.value, found.error) == (datetime.fromisoformat(moment), None)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("01.03.2026 2:30 PM", "ru_RU"),
        ("3/1/2026 13:30 PM", "en_US"),
        ("3/1/2026 0:30 PM", "en_US"),
        ("2026-03-01T", "ru_RU"),
        ("2026-03-01T10", "ru_RU"),
        ("2026-03-01T25:00", "ru_RU"),
        ("март T10:05", "ru_RU"),
    ],
)
def test_a_clock_that_is_none_stays_refused(read: Reading, text: str, locale: str) -> None:
    assert read(text, kind="datetime", locale=locale).error == "BAD_DATE"


@pytest.mark.parametrize(
    ("stored", "shown", "kind", "error"),
    [
        (1e308, "1E+310%", "percent", "BAD_NUMBER"),
        (1e31, "1E+31", "decimal", "BAD_NUMBER"),
        (float("inf"), "∞", "money", "BAD_NUMBER"),
        (10**400, "1E+400", "integer", "BAD_NUMBER"),
        (10**400, "1E+400", "date", "WRONG_TYPE"),
        ("9" * 40 + "%", None, "percent", "BAD_NUMBER"),
        ("9" * 40, None, "percent", "BAD_NUMBER"),
        ("9" * 40, None, "decimal", "BAD_NUMBER"),
        (1e300, "1E+300", "percent", "BAD_NUMBER"),
    ],
)
def test_a_number_that_overflows_is_none(
    read: Reading, stored: object, shown: str | None, kind: str, error: str
) -> None:
    assert read(stored, shown, kind=kind).error == error
    column = Column("x", kind)  # type: ignore[arg-type]  # a kind
    grid = Grid([["x"], [1], [stored]], [["x"], ["1"], [shown or str(stored)]])
    assert read_table(grid, TableSchema((), (column,)), locale="ru_RU").ok


@pytest.mark.parametrize(("unit", "error"), [("percent", "BAD_NUMBER"), ("fraction", "BAD_NUMBER")])
def test_a_share_of_any_unit_has_a_bound(read: Reading, unit: str, error: str) -> None:
    assert read("9" * 40, kind="percent", unit=unit).error == error


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("7701234567/770101001", "7701234567/770101001", ()),
        ("ул. Мира, 5 (склад) №2", "ул. Мира, 5 (склад) №2", ()),
        ("7" * 64, "7" * 64, ()),
        ("7" * 65, "7" * 65, ("ODD_ID",)),
        ("P-\n001", "P- 001", ("ODD_ID",)),
        ("P\t1", "P 1", ("ODD_ID",)),
        ("P\u20281", "P 1", ("ODD_ID",)),
        ("P\ue0001", "P\ue0001", ("ODD_ID",)),
    ],
)
def test_a_code_of_peoples_is_never_refused_for_its_signs(
    read: Reading, text: str, value: str, warnings: tuple[str, ...]
) -> None:
    assert read(text, kind="id") == CellResult(value, warnings=warnings)


JOBS = (
    Column("№", "id", key=True, required=True),
    Column("Партнёр", "id", required=True, refers_to="partners.partner_id"),
    Column("Статус", "enum", allowed=ALLOWED, required=True),
    Column("Сумма", "money"),
    Column("Валюта", "currency", default="settings.currency"),
    Column("Тариф", "decimal", default="1"),
    Column("Готово", "bool"),
    Column("Отчёт", "bool", default="yes"),
)


def prepared(*rows: str) -> Table:
    header = " | ".join(column.name for column in JOBS)
    return read_table(
        drawn_grid("\n".join((header, *rows))), TableSchema("№", JOBS), locale="ru_RU"
    )


@pytest.mark.parametrize(
    "row",
    [
        " | | | | RUB | | | ",
        " | | | | usd | | | ",
        " | | новый | | | | | ",
        " | | | | | 2 | | ",
        " | | | | | | FALSE | ",
        " | | новый | | RUB | 1 | FALSE | TRUE",
        "'2 | | новый | | | | | ",
        "'2 | | | | | | | ",
    ],
)
def test_a_row_that_was_only_prepared_is_no_data(row: str) -> None:
    table = prepared("'1 | P-1 | новый | 5 | | | | ", row)
    assert table.findings == ()
    assert table.frame.index.tolist() == [2]


def test_numbers_dragged_down_many_rows_are_no_data() -> None:
    rows = [f"'{number} | | новый | | RUB | | | " for number in range(2, 40)]
    table = prepared("'1 | P-1 | новый | 5 | | | | ", *rows)
    assert (table.findings, table.frame.index.tolist()) == ((), [2])


@pytest.mark.parametrize(
    "row",
    [
        " | | | 7000 | RUB | | | ",
        " | P-1 | | | RUB | | | ",
        " | | | | | | TRUE | ",
        " | | старый | | | | | ",
        " | | | | тугрик | | | ",
        "'7 | | | | RUB | | | ",
        "J-2 | | новый | | | | | ",
    ],
)
def test_a_row_that_says_anything_is_data_and_told(row: str) -> None:
    table = prepared("'1 | P-1 | новый | 5 | | | | ", row)
    assert {finding.row for finding in table.findings} == {3}


def test_an_amount_beside_no_currency_is_read_as_it_stands() -> None:
    columns = (*JOBS[:3], Column("Сумма", "money", currency_column="Валюта"), JOBS[4])
    grid = drawn_grid("№ | Партнёр | Статус | Сумма | Валюта\n1 | P | новый | '5 $ | фантики")
    table = read_table(grid, TableSchema("№", columns), locale="ru_RU")
    assert [finding.code for finding in table.findings if finding.severity == "error"] == [
        "BAD_ENUM"
    ]


def test_settings_know_currencies_by_any_spelling_and_one_of_two_spellings_stops() -> None:
    said = drawn("Settings\nKey | Value\ncurrency | руб.\nfx_$ | 90\nfx_евро | 100\n")
    assert (said.settings.currency, {*said.settings.rates}) == ("RUB", {"USD", "EUR"})
    assert said.findings == ()
    twice = drawn("Settings\nKey | Value\nfx_usd | 80\nnote | x\nfx_$ | 90\n")
    doubled = [f for f in twice.findings if f.code == "DUPLICATE_KEY"]
    assert [(f.row, f.effect, f.facts["other_cell"]) for f in doubled] == [
        (2, "tab", "A4"),
        (4, "tab", "A2"),
    ]
    assert not twice.settings.rates


PLAIN = ["P-1", "7701234567/770101001", "Счёт №5", "a b"]


def test_the_quick_ways_are_taken_by_whole_columns() -> None:
    codes = ColumnCells(PLAIN, PLAIN)
    for kind in ("id", "text"):
        assert fast_texts(codes, Column("x", kind))[1] == []
    for kind, shown in (("money", "1 500,50 р"), ("decimal", "1500,5"), ("money", "1 500,50 ₽")):
        cells = ColumnCells([1500.5] * 3, [shown] * 3)
        column = Column("x", kind, currency="RUB")  # type: ignore[arg-type]
        assert fast_numbers(cells, column, RU)[1] == [], shown
    days = ColumnCells([46082, 46083], ["01.03.2026", "02.03.2026"])
    assert fast_days(days, Column("x", "date"), RU)[1] == []
    words = ColumnCells(["RUB", "руб.", "₽"], ["RUB", "руб.", "₽"])
    values, care = fast_repeats(words, Column("x", "currency"), RU)
    assert (list(values.array()), care) == (["RUB"] * 3, [])


def test_the_quick_ways_leave_what_needs_care() -> None:
    odd = ["P\u20291", "7" * 65, "P\ufe0f", "P\t1", "P\u200e", "P\x00", "P\x1f1"]
    cells = ColumnCells([*odd, "P-1"], [*odd, "P-1"])
    assert sorted(fast_texts(cells, Column("x", "id"))[1]) == list(range(len(odd)))
    free = ["⚠\ufe0f", "ok", "x\x1f"]
    assert fast_texts(ColumnCells(free, free), Column("x", "text"))[1] == [2]
    big = ColumnCells([1e308, 0.5], ["1E+310%", "50%"])
    assert fast_numbers(big, Column("x", "percent"), RU)[1] == [0]
    empty = ColumnCells([0, 46082], ["30.12.1899", "01.03.2026"])
    assert fast_days(empty, Column("x", "date"), RU)[1] == [0]


def test_a_cell_of_a_shown_sign_nobody_sees_is_its_number() -> None:
    cell = Cell(15000, "\u200e15\u00a0000\ufe0f")
    assert read_cell(cell, Column("x", "money"), locale="ru_RU").value == 15000
