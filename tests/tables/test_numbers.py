"""Whole numbers, decimals and shares, stored and as text."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetsync.tables import Cell, CellResult, Column, read_cell

Reading = Callable[..., CellResult]
TEXT = ("NUMBER_AS_TEXT",)
FOREIGN = ("NUMBER_AS_TEXT", "FOREIGN_SEPARATORS")


@pytest.mark.parametrize(
    ("text", "locale", "value", "warnings"),
    [
        ("12", "ru_RU", "12", TEXT),
        ("007", "ru_RU", "7", TEXT),
        ("-12", "ru_RU", "-12", TEXT),
        ("\u221212", "ru_RU", "-12", TEXT),
        ("\u201312,5", "ru_RU", "-12.5", TEXT),
        ("- 12", "ru_RU", "-12", TEXT),
        ("(12,5)", "ru_RU", "-12.5", TEXT),
        ("1 234,5", "ru_RU", "1234.5", TEXT),
        ("1\u202f234\u00a0567", "ru_RU", "1234567", TEXT),
        ("1 234.5", "ru_RU", "1234.5", FOREIGN),
        ("1 234.567", "ru_RU", "1234.567", FOREIGN),
        ("1,234", "ru_RU", "1.234", TEXT),
        ("1234,567", "ru_RU", "1234.567", TEXT),
        ("1234.567", "ru_RU", "1234.567", FOREIGN),
        ("1,234.5", "ru_RU", "1234.5", FOREIGN),
        ("1,234,567", "ru_RU", "1234567", FOREIGN),
        ("1.234.567,8", "ru_RU", "1234567.8", FOREIGN),
        ("12,0", "ru_RU", "12", TEXT),
        ("1,234", "en_US", "1234", TEXT),
        ("1,234.5", "en_US", "1234.5", TEXT),
        ("1.234", "en_US", "1.234", TEXT),
        ("1.234,5", "en_US", "1234.5", FOREIGN),
        ("1.234.567", "en_US", "1234567", FOREIGN),
        ("1 234.5", "en_US", "1234.5", FOREIGN),
        ("1 234", "en_US", "1234", FOREIGN),
        ("1.234", "de_DE", "1234", TEXT),
        ("1.234,5", "de_DE", "1234.5", TEXT),
        ("12,5", None, "12.5", FOREIGN),
        ("12.5", "nowhere", "12.5", FOREIGN),
    ],
)
def test_a_number_typed_as_text_is_read_and_told(
    read: Reading, text: str, locale: str, value: str, warnings: tuple[str, ...]
) -> None:
    assert read(text, kind="decimal", locale=locale) == CellResult(
        Decimal(value), warnings=warnings
    )


@pytest.mark.parametrize(
    ("text", "locale", "error"),
    [
        ("12 34", "ru_RU", "BAD_NUMBER"),
        ("0 123", "ru_RU", "BAD_NUMBER"),
        ("1234 567", "ru_RU", "BAD_NUMBER"),
        ("1  234", "ru_RU", "BAD_NUMBER"),
        ("1 23,5", "ru_RU", "BAD_NUMBER"),
        ("1,23,456", "ru_RU", "BAD_NUMBER"),
        ("1.2,3.4", "ru_RU", "BAD_NUMBER"),
        ("1,234.5.6", "ru_RU", "BAD_NUMBER"),
        ("1 234,567.8", "ru_RU", "BAD_NUMBER"),
        ("12,", "ru_RU", "BAD_NUMBER"),
        (",5", "ru_RU", "BAD_NUMBER"),
        ("+5", "ru_RU", "BAD_NUMBER"),
        ("(-5)", "ru_RU", "BAD_NUMBER"),
        ("--5", "ru_RU", "BAD_NUMBER"),
        ("5-", "ru_RU", "BAD_NUMBER"),
        ("-", "ru_RU", "BAD_NUMBER"),
        ("н/д", "ru_RU", "BAD_NUMBER"),
        ("12 шт.", "ru_RU", "BAD_NUMBER"),
        ("10-12", "ru_RU", "BAD_NUMBER"),
        ("1e5", "ru_RU", "BAD_NUMBER"),
        ("inf", "ru_RU", "BAD_NUMBER"),
        ("1_000", "ru_RU", "BAD_NUMBER"),
        ("1'000", "ru_RU", "BAD_NUMBER"),
        ("٣", "ru_RU", "BAD_NUMBER"),
        ("12О00", "ru_RU", "BAD_NUMBER"),
        ("100\n200", "ru_RU", "BAD_NUMBER"),
        ("5%", "ru_RU", "BAD_NUMBER"),
        ("9" * 301, "ru_RU", "BAD_NUMBER"),
        ("1.234", "ru_RU", "AMBIGUOUS_NUMBER"),
        ("12,5", "en_US", "AMBIGUOUS_NUMBER"),
        ("0,5", "en_US", "AMBIGUOUS_NUMBER"),
        ("1 234,50", "en_US", "AMBIGUOUS_NUMBER"),
        ("1,23,456", "en_US", "BAD_NUMBER"),
        ("1,234", None, "AMBIGUOUS_NUMBER"),
        ("1.234", None, "AMBIGUOUS_NUMBER"),
    ],
)
def test_what_is_no_number_or_two_is_refused(
    read: Reading, text: str, locale: str, error: str
) -> None:
    assert read(text, kind="decimal", locale=locale).error == error


def test_an_ambiguous_number_names_both_readings(read: Reading) -> None:
    assert read("1.234", kind="decimal").facts == {"either": "1234", "or": "1.234"}
    assert read("12,5", kind="decimal", locale="en_US").facts == {"either": "125", "or": "12.5"}


@pytest.mark.parametrize(
    ("stored", "shown", "value"),
    [
        (12, "12", "12"),
        (12.0, "12", "12"),
        (0.30000000000000004, "0,3", "0.3"),
        (-0.1, "-0,1", "-0.1"),
        (1e20, "1E+20", "100000000000000000000"),
        (123456789012345, "123456789012345", "123456789012345"),
        (1500, "", "1500"),
        (0.5, "50%", "0.5"),
        (12, "12 шт.", "12"),
    ],
)
def test_a_stored_number_counts_to_fifteen_digits(
    read: Reading, stored: float, shown: str, value: str
) -> None:
    assert read(stored, shown, kind="decimal") == CellResult(Decimal(value))


@pytest.mark.parametrize("kind", ["integer", "decimal", "money", "percent"])
@pytest.mark.parametrize(
    ("stored", "shown", "number_format"),
    [
        (True, "ИСТИНА", None),
        (46054, "01.02.2026", None),
        (46054, "46054", "DATE"),
        (46054.5, "01.02.2026 12:00:00", None),
        (0.5, "12:00", None),
        (1.0625, "25:30:00", None),
        (float("nan"), "NaN", None),
        ([1], "1", None),
    ],
)
def test_what_counts_nothing_is_of_the_wrong_type(
    read: Reading, kind: str, stored: object, shown: str, number_format: str | None
) -> None:
    assert read(stored, shown, kind=kind, number_format=number_format).error == "WRONG_TYPE"


@pytest.mark.parametrize("kind", ["decimal", "money"])
def test_a_whole_number_that_lost_its_last_digits_is_refused(read: Reading, kind: str) -> None:
    assert read(1234567890123456, "1 234 567 890 123 456", kind=kind).error == "PRECISION_LOST"


@pytest.mark.parametrize(
    ("stored", "shown", "error"),
    [
        (12.5, "12,5", "NOT_INTEGER"),
        (12.000000000000002, "12", None),
        (1000000000000000, "1E+15", "PRECISION_LOST"),
        (999999999999999, "999999999999999", None),
        (-1000000000000000, "-1E+15", "PRECISION_LOST"),
    ],
)
def test_a_whole_number_has_no_fraction_and_fifteen_digits(
    read: Reading, stored: float, shown: str, error: str | None
) -> None:
    assert read(stored, shown, kind="integer").error == error


@pytest.mark.parametrize(
    ("text", "locale", "value", "error"),
    [
        ("1 234", "ru_RU", 1234, None),
        ("12,0", "ru_RU", 12, None),
        ("12,5", "ru_RU", None, "NOT_INTEGER"),
        ("1,234", "ru_RU", None, "AMBIGUOUS_NUMBER"),
        ("1.234", "ru_RU", None, "AMBIGUOUS_NUMBER"),
        ("1,234", "en_US", 1234, None),
        ("1.234", "en_US", None, "AMBIGUOUS_NUMBER"),
        ("12345678901234567890", "ru_RU", 12345678901234567890, None),
    ],
)
def test_three_digits_behind_a_sign_may_be_thousands(
    read: Reading, text: str, locale: str, value: int | None, error: str | None
) -> None:
    found = read(text, kind="integer", locale=locale)
    assert (found.value, found.error) == (value, error)


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("12,5%", "0.125", TEXT),
        ("12,5 %", "0.125", TEXT),
        ("(5%)", "-0.05", TEXT),
        ("-5 %", "-0.05", TEXT),
        ("1,234%", "0.01234", TEXT),
        ("12.5%", "0.125", FOREIGN),
    ],
)
def test_a_share_typed_as_text_needs_its_sign(
    read: Reading, text: str, value: str, warnings: tuple[str, ...]
) -> None:
    assert read(text, kind="percent") == CellResult(Decimal(value), warnings=warnings)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("12,5", "AMBIGUOUS_NUMBER"),
        ("5%5%", "BAD_NUMBER"),
        ("% 5", "BAD_NUMBER"),
        ("5 процентов", "BAD_NUMBER"),
        ("1.234%", "AMBIGUOUS_NUMBER"),
    ],
)
def test_a_share_without_its_one_final_sign_is_refused(
    read: Reading, text: str, error: str
) -> None:
    assert read(text, kind="percent").error == error


@pytest.mark.parametrize(
    ("stored", "shown", "number_format", "value"),
    [
        (0.125, "12,5%", None, "0.125"),
        (0.125, "", "PERCENT", "0.125"),
        (1.5, "150%", None, "1.5"),
    ],
)
def test_a_share_cell_counts_as_stored(
    read: Reading, stored: float, shown: str, number_format: str | None, value: str
) -> None:
    found = read(stored, shown, kind="percent", number_format=number_format)
    assert found == CellResult(Decimal(value))


@pytest.mark.parametrize(
    ("stored", "shown", "unit", "value"),
    [
        (12.5, "12,5", "percent", "0.125"),
        (0.125, "0,125", "fraction", "0.125"),
        ("12,5", "12,5", "percent", "0.125"),
        ("0,125", "0,125", "fraction", "0.125"),
    ],
)
def test_a_column_that_states_its_unit_needs_no_sign(
    read: Reading, stored: object, shown: str, unit: str, value: str
) -> None:
    assert read(stored, shown, kind="percent", unit=unit).value == Decimal(value)


def test_a_number_without_a_percent_sign_names_both_shares(read: Reading) -> None:
    found = read(12.5, "12,5", kind="percent")
    assert found.error == "AMBIGUOUS_NUMBER"
    assert found.facts == {"either": "12.5 %", "or": "1250 %"}


def test_a_text_of_three_hundred_signs_is_the_longest_number() -> None:
    column = Column("x", "decimal")
    longest = "0" * 299 + "5"
    assert read_cell(Cell(longest, longest), column, locale="ru_RU").value == 5
    longer = f"0{longest}"
    assert read_cell(Cell(longer, longer), column, locale="ru_RU").error == "BAD_NUMBER"
