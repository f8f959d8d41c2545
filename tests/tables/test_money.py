"""Amounts with and without currency."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetsync.tables import CellResult

Reading = Callable[..., CellResult]


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("1 234,50 ₽", "RUB", "1234.50"),
        ("1 234,50руб.", "RUB", "1234.50"),
        ("1 234,50 руб", "RUB", "1234.50"),
        ("100 р.", "RUB", "100"),
        ("RUB 100", "RUB", "100"),
        ("100 rub", "RUB", "100"),
        ("$100", "USD", "100"),
        ("-$100", "USD", "-100"),
        ("$-100", "USD", "-100"),
        ("100 EUR", "EUR", "100"),
        ("€ 100", "EUR", "100"),
        ("($100)", "USD", "-100"),
        ("(100) ₽", "RUB", "-100"),
        ("100-", "RUB", "-100"),
        ("100,50- ₽", "RUB", "-100.50"),
        ("100 GBP", "GBP", "100"),
        ("$100", None, "100"),
        ("100", "RUB", "100"),
    ],
)
def test_one_currency_at_either_end_is_no_harm(
    read: Reading, text: str, currency: str | None, value: str
) -> None:
    found = read(text, kind="money", currency=currency)
    assert (found.value, found.error) == (Decimal(value), None)
    assert found.warnings == ("NUMBER_AS_TEXT",)


@pytest.mark.parametrize(
    ("text", "currency", "error"),
    [
        ("$100", "RUB", "WRONG_CURRENCY"),
        ("100 ₽", "USD", "WRONG_CURRENCY"),
        ("100 GBP", "RUB", "WRONG_CURRENCY"),
        ("100 gbp", "RUB", "WRONG_CURRENCY"),
        ("$1.234", "RUB", "WRONG_CURRENCY"),
        ("1.234 ₽", "RUB", "AMBIGUOUS_NUMBER"),
        ("100 £", "RUB", "BAD_NUMBER"),
        ("100 тенге", "RUB", "BAD_NUMBER"),
        ("100 xyz", "RUB", "BAD_NUMBER"),
        ("$100 USD", "USD", "BAD_NUMBER"),
        ("₽", "RUB", "BAD_NUMBER"),
        ("100 руб. 50 коп.", "RUB", "BAD_NUMBER"),
        ("nan", "RUB", "BAD_NUMBER"),
        ("((5))", "RUB", "BAD_NUMBER"),
        ("5%", "RUB", "BAD_NUMBER"),
        ("$сто", "RUB", "BAD_NUMBER"),
        ("99999999999999999999,00", "RUB", "PRECISION_LOST"),
    ],
)
def test_an_amount_that_is_none_or_in_another_currency_is_refused(
    read: Reading, text: str, currency: str, error: str
) -> None:
    assert read(text, kind="money", currency=currency).error == error


@pytest.mark.parametrize(
    ("stored", "shown", "value", "warnings"),
    [
        (1234.5, "1 234,50 ₽", "1234.50", ()),
        (2.675, "2,68", "2.68", ("MONEY_ROUNDED",)),
        (-2.675, "-2,68", "-2.68", ("MONEY_ROUNDED",)),
        (333.3333333333333, "333,33 ₽", "333.33", ("MONEY_ROUNDED",)),
        (0.1 + 0.2, "0,30", "0.30", ()),
        (5, "5", "5", ()),
        (5, "5 шт.", "5", ()),
        (5, "5 °", "5", ()),
    ],
)
def test_an_amount_is_rounded_half_up_to_two_places(
    read: Reading, stored: float, shown: str, value: str, warnings: tuple[str, ...]
) -> None:
    found = read(stored, shown, kind="money", currency="RUB")
    assert (found.value, found.warnings) == (Decimal(value), warnings)


def test_a_text_amount_is_rounded_and_told_as_well(read: Reading) -> None:
    found = read("1 234,5678", kind="money", currency="RUB")
    assert found.value == Decimal("1234.57")
    assert found.warnings == ("NUMBER_AS_TEXT", "MONEY_ROUNDED")


@pytest.mark.parametrize(
    ("shown", "currency"),
    [("5,00 $", "USD"), ("US$5", "USD"), ("5 EUR", "EUR"), ("£5", "?"), ("5 ₸", "?")],
)
def test_a_cell_that_shows_another_currency_is_refused(
    read: Reading, shown: str, currency: str
) -> None:
    found = read(5, shown, kind="money", currency="RUB")
    assert (found.error, found.facts) == ("WRONG_CURRENCY", {"currency": currency})


def test_a_column_of_any_currency_takes_what_is_shown(read: Reading) -> None:
    assert read(5, "5,00 $", kind="money").value == Decimal(5)
