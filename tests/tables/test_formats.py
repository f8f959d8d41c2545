"""What a stored number and its shown text tell about the number format."""

import pytest

from sheetsync.tables.formats import inferred_format, moment_of, shown_currency
from sheetsync.tables.locales import Conventions, conventions
from sheetsync.tables.month_names import month_number


@pytest.mark.parametrize(
    ("stored", "shown", "locale", "told"),
    [
        (46054, "01.02.2026", "ru_RU", "DATE"),
        (46054, "2/1/2026", "en_US", "DATE"),
        (46054, "1 февраля 2026 г.", "ru_RU", "DATE"),
        (46054, "Feb-26", "en_US", "DATE"),
        (46054, "01.02", "ru_RU", "DATE"),
        (46054, "01.02", "en_US", "DATE"),
        (46055, "02.02.2026", "ru_RU", "DATE"),
        (46054.75, "01.02.2026 18:00:00", "ru_RU", "DATE_TIME"),
        (46054.75, "2/1/2026 6:00 PM", "en_US", "DATE_TIME"),
        (0.75, "18:00", "ru_RU", "TIME"),
        (0.75, "6:00:00 PM", "en_US", "TIME"),
        (1.0625, "25:30:00", "ru_RU", "TIME"),
        (-0.5, "-12:00", "ru_RU", "TIME"),
        (0.125, "12,5%", "ru_RU", "PERCENT"),
        (-0.125, "-12,5 %", "ru_RU", "PERCENT"),
        (1234.5, "1 234,50 ₽", "ru_RU", "CURRENCY"),
        (0, "-   ₽", "ru_RU", "CURRENCY"),
        (1234.5, "$1,234.50", "en_US", "CURRENCY"),
        (46054, "46 054", "ru_RU", "NUMBER"),
        (46054, "46,054.00", "en_US", "NUMBER"),
        (-46054, "(46 054)", "ru_RU", "NUMBER"),
        (1.234567e15, "1,23457E+15", "ru_RU", "NUMBER"),
        (12.6, "13", "ru_RU", "NUMBER"),
        (1234.5, "1.234,50", "de_DE", "NUMBER"),
        (12.5, "12.5", None, "NUMBER"),
        (46054, "", "ru_RU", ""),
        (46054, " \u200b", "ru_RU", ""),
        (46054, "46", "ru_RU", ""),
        (46054, "01", "ru_RU", ""),
        (46054, "1.02", "ru_RU", "DATE"),
        (46054, "03.02.2026", "ru_RU", ""),
        (46054, "1.2.3", "ru_RU", ""),
        (46054, "12345.02.2026", "ru_RU", ""),
        (46054, "понедельник, 1 февраля", "ru_RU", ""),
        (46054, "много", "ru_RU", ""),
        (5, "5 шт.", "ru_RU", ""),
        (5, "пять%", "ru_RU", ""),
        (5, "5,,", "en_US", "NUMBER"),
        (5, "5.5.5", "en_US", ""),
        (1e300, "01.02.2026", "ru_RU", ""),
        (-1e300, "01.02.2026", "ru_RU", ""),
    ],
)
def test_the_pair_tells_the_format(
    stored: float, shown: str, locale: str | None, told: str
) -> None:
    assert inferred_format(stored, shown, conventions(locale)) == told


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (0, ("1899-12-30", 0)),
        (1.5, ("1899-12-31", 43200)),
        (46054.9999999, ("2026-02-02", 0)),
        (-693593, ("0001-01-01", 0)),
        (-693594, None),
        (2958464.5, ("9999-12-30", 43200)),
        (2958465, ("9999-12-31", 0)),
        (2958465.999999, None),
        (2958466, None),
        (float("inf"), None),
    ],
)
def test_a_serial_is_a_day_and_a_second(serial: float, moment: tuple[str, int] | None) -> None:
    found = moment_of(serial)
    assert (found and (found[0].isoformat(), found[1])) == moment


@pytest.mark.parametrize(
    ("shown", "currency"),
    [
        ("1 234,50 ₽", "RUB"),
        ("1234 руб.", "RUB"),
        ("1234 р.", "RUB"),
        ("USD 5", "USD"),
        ("US$5", "USD"),
        ("5 GBP", "GBP"),
        ("5 £", "?"),
        ("5", None),
        ("5 %", None),
        ("5 шт.", None),
        ("", None),
    ],
)
def test_a_shown_currency_is_known_by_sign_word_or_code(shown: str, currency: str | None) -> None:
    assert shown_currency(shown) == currency


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("ru_RU", Conventions(",", " ", "", "day", truths=("ИСТИНА", "ЛОЖЬ"))),
        ("en_US", Conventions(".", ",", "month", "", has_half_days=True)),
        ("en_GB", Conventions(".", ",", "day", "", has_half_days=True)),
        ("de_DE", Conventions(",", ".", "", "day", truths=("WAHR", "FALSCH"))),
        ("fr_FR", Conventions(",", " ", "day", "", truths=("VRAI", "FAUX"))),
        ("zh_CN", Conventions(".", ",", "", "")),
        ("xx_YY", Conventions()),
        ("", Conventions()),
        (None, Conventions()),
        ("ru-RU-ü!", Conventions()),
    ],
)
def test_a_locale_decides_separators_and_orders(locale: str | None, written: Conventions) -> None:
    assert conventions(locale) == written


@pytest.mark.parametrize(
    ("word", "month"),
    [("янв", 1), ("Мая", 5), ("sept.", 9), ("декабрь", 12), ("ма", None), ("маябрь", None)],
)
def test_a_month_is_known_by_three_letters(word: str, month: int | None) -> None:
    assert month_number(word) == month
