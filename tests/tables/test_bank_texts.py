"""Texts, days, sums and accounts as banks write them."""

from datetime import date

import pytest

from sheetsync.tables.bank_texts import (
    LONGEST_TEXT,
    account_number,
    bank_day,
    bank_text,
    currency_of_account,
    decimal_minor,
    inn_in,
    name_without_requisites,
    signed_minor,
)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("840", 84_000),
        ("840.5", 84_050),
        ("1 234 567,89", 123_456_789),
        ("1'234.50", 123_450),
        ("12.345,67", 1_234_567),
        ("1.234.567", 123_456_700),
        ("1\u00a0234,50", 123_450),
        ("−5", -500),
        ("- 5,00", -500),
        ("+5", 500),
        ("99999999999999", 9_999_999_999_999_900),
        ("100000000000000", None),
        ("1.234", None),
        ("1,234", None),
        ("1,234,56", None),
        ("1.234,567", None),
        ("1 23", None),
        ("5.", None),
        ("--5", None),
        ("", None),
        ("NaN", None),
        ("1e5", None),
        ("٣", None),
    ],
)
def test_sums_of_people_are_read_or_refused_never_guessed(text: str, minor: int | None) -> None:
    assert signed_minor(text) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("000000000000149.87", 14_987),
        ("1.10000", 110),
        ("0", 0),
        ("0.001", None),
        (" 5 ", 500),
        ("1,5", None),
        ("-1", None),
        ("1e3", None),
        ("999999999999999", None),
        ("٣", None),
    ],
)
def test_sums_of_machines_have_a_point_and_no_finer_part(text: str, minor: int | None) -> None:
    assert decimal_minor(text) == minor


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.3.2026", date(2026, 3, 1)),
        (" 01.03.2026 10:00:00 ", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01Z", date(2026, 3, 1)),
        ("2026-03-01+03:00", date(2026, 3, 1)),
        ("2026-03-01T23:59:59.999+03:00", date(2026, 3, 1)),
        ("01.03.26", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_stand(text: str, day: date | None) -> None:
    assert bank_day(text) == day


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("40702 810 5 0000 0000001", "40702810500000000001"),
        ("40702810500000000001RUR", "40702810500000000001"),
        ("de89370400440532013000", "DE89370400440532013000"),
        ("NL91ABNA0417164300EUR", "NL91ABNA0417164300"),
        ("ABC123EUR", "ABC123EUR"),
        ("", ""),
    ],
)
def test_accounts_are_one_however_they_are_written(text: str, account: str) -> None:
    assert account_number(text) == account


def test_an_account_tells_its_currency_where_it_is_known() -> None:
    accounts = ("40702643000000000001", "40702156000000000001", "40702999000000000001")
    assert [currency_of_account(one) for one in accounts] == ["RUB", "CNY", ""]


@pytest.mark.parametrize(
    ("text", "own", "inn"),
    [
        ("ИНН 7707083893 КПП 773601001", (), "7707083893"),
        ("INN7707083893", (), "7707083893"),
        ("платёж 7707083893", (), "7707083893"),
        ("от 7707083893 за 7736050003", (), ""),
        ("от 7707083893 за 7736050003", ("7736050003",), "7707083893"),
        ("от 7736050003, ИНН: 7707083893", (), "7707083893"),
        ("ИНН 7707083894 и 7707083893", (), "7707083893"),
        ("счёт 40702810500077070838", (), ""),
        ("ИНН 500100732259", (), "500100732259"),
        ("счёт 12", (), ""),
    ],
)
def test_a_tax_number_is_known_by_its_check_digits(
    text: str, own: tuple[str, ...], inn: str
) -> None:
    assert inn_in(text, *own) == inn


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ИНН 7707083893 ООО Ромашка", "ООО Ромашка"),
        ("ИНН 7707083893/КПП 773601001 ООО Ромашка", "ООО Ромашка"),
        ("ИНН 0 Иванов", "Иванов"),
        ("ИНН Ромашка", "ИНН Ромашка"),
        ("ООО Ромашка", "ООО Ромашка"),
    ],
)
def test_names_are_without_what_stands_in_front(text: str, name: str) -> None:
    assert name_without_requisites(text) == name


def test_a_text_without_end_is_cut() -> None:
    assert len(bank_text("x" * 60_000)) == LONGEST_TEXT
