"""Typed text becomes what Sheets makes of it (sheets-api 2.4)."""

from datetime import date

import pytest

from sheetsync.sandbox.entry import Entered, parse_entry
from sheetsync.sandbox.formats import CellValue, shown

TODAY = date(2026, 11, 23)
NBSP = "\u00a0"


def typed(text: str, locale: str = "en_US", **current: str) -> Entered:
    return parse_entry(text, locale, TODAY, current or None)


def as_shown(text: str, locale: str) -> tuple[CellValue, str]:
    entered = typed(text, locale)
    return entered.value, shown(entered.value, entered.number_format, locale)


@pytest.mark.parametrize(
    ("text", "value", "kind", "pattern"),
    [
        # recorded or observed live
        ("0042", 42, "", ""),
        ("007", 7, "", ""),
        ("2,000,000.01", 2000000.01, "NUMBER", "#,##0.00"),
        ("2020-01-01", 43831, "DATE", "yyyy-mm-dd"),
        ("$100.15", 100.15, "CURRENCY", '"$"#,##0.00'),
        ("1-2", 46024, "DATE", "m-d"),
        ("3_1_0", "3_1_0", "", ""),
        ("TRUE", True, "", ""),
        ("false", False, "", ""),
        # numbers
        ("-5", -5, "", ""),
        ("(5)", -5, "", ""),
        (".5", 0.5, "", ""),
        ("1.", 1, "", ""),
        ("  7 ", 7, "", ""),
        ("1,234", 1234, "NUMBER", "#,##0"),
        ("1e5", 100000, "SCIENTIFIC", "0.00E+00"),
        ("12%", 0.12, "PERCENT", "0%"),
        ("12.5 %", 0.125, "PERCENT", "0.00%"),
        ("1,200%", 12, "PERCENT", "#,##0%"),
        ("-$5", -5, "CURRENCY", '"$"#,##0'),
        ("$-5", -5, "CURRENCY", '"$"#,##0'),
        ("€5", 5, "CURRENCY", "[$€]#,##0"),
        ("5€", 5, "CURRENCY", "[$€]#,##0"),
        ("12345678901234567890", 1.2345678901234567e19, "", ""),
        # dates
        ("1/2/2026", 46024, "DATE", "m/d/yyyy"),
        ("01/02/26", 46024, "DATE", "mm/dd/yy"),
        ("12/31/99", 36525, "DATE", "mm/dd/yy"),
        ("5/2026", 46143, "DATE", "m/yyyy"),
        ("2026-03", 46082, "DATE", "yyyy-mm"),
        ("2026/3/1", 46082, "DATE", "yyyy/m/d"),
        ("Jan 5, 2026", 46027, "DATE", "mmm d, yyyy"),
        ("January 5", 46027, "DATE", "mmmm d"),
        ("5-Jan", 46027, "DATE", "d-mmm"),
        ("Jan 2026", 46023, "DATE", "mmm yyyy"),
        ("Monday, January 5, 2026", 46027, "DATE", "dddd, mmmm d, yyyy"),
        # times
        ("18:00", 0.75, "TIME", "hh:mm"),
        ("6:00 pm", 0.75, "TIME", "h:mm am/pm"),
        ("6 p.m.", 0.75, "TIME", "h am/pm"),
        ("12 am", 0, "TIME", "hh am/pm"),
        ("06:00:00.5", 21600.5 / 86400, "TIME", "hh:mm:ss.0"),
        ("36:00", 1.5, "TIME", "[h]:mm"),
        ("1/2/2026 18:00", 46024.75, "DATE_TIME", "m/d/yyyy hh:mm"),
        ("10-12-1999 6:00 PM", 36445.75, "DATE_TIME", "mm-dd-yyyy h:mm am/pm"),
        ("Jan 5, 2026, 6 pm", 46027.75, "DATE_TIME", "mmm d, yyyy h am/pm"),
    ],
)
def test_english_typing(text: str, value: CellValue, kind: str, pattern: str) -> None:
    number_format = {"type": kind, "pattern": pattern} if kind else None
    assert typed(text) == Entered(value, number_format)


@pytest.mark.parametrize(
    ("text", "value", "seen"),
    [
        ("12,5", 12.5, "12,5"),
        ("1 234,50", 1234.5, f"1{NBSP}234,50"),
        (f"1{NBSP}234", 1234, f"1{NBSP}234"),
        ("1\u202f234", 1234, f"1{NBSP}234"),
        (f"1 234,50{NBSP}₽", 1234.5, f"1{NBSP}234,50{NBSP}₽"),
        ("100 ₽", 100, f"100{NBSP}₽"),
        ("$100", 100, "$100"),
        ("12,50%", 0.125, "12,50%"),
        ("1,5E3", 1500, "1,50E+03"),
        ("ИСТИНА", True, "ИСТИНА"),
        ("ложь", False, "ЛОЖЬ"),
        ("true", True, "ИСТИНА"),
        ("12.05", 46154, "12.05"),  # a day of this year, not a number
        ("12.5", 46154, "12.5"),
        ("12.05.2026", 46154, "12.05.2026"),
        ("1.2.26", 46054, "1.2.26"),
        ("05.2026", 46143, "05.2026"),
        ("01/02/2026", 46054, "01/02/2026"),
        ("2026-02-01", 46054, "2026-02-01"),
        ("2026.02.01", 46054, "2026.02.01"),
        ("5 января 2026", 46027, "5 января 2026"),
        ("1 февраля 2026 г.", 46054, "1 февраля 2026 г."),
        ("январь 2026", 46023, "январь 2026"),
        ("янв. 2026", 46023, "янв. 2026"),
        ("пн, 5 января 2026", 46027, "пн, 5 января 2026"),
        ("5 January 2026", 46027, "5 января 2026"),
        ("01.02.2026 18:00:00", 46054.75, "01.02.2026 18:00:00"),
    ],
)
def test_russian_typing(text: str, value: CellValue, seen: str) -> None:
    assert as_shown(text, "ru_RU") == (value, seen)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_US", "12,5"),  # no whole group
        ("en_US", "1,23,456"),
        ("en_US", "01.02.2026"),
        ("en_US", "13/02/2026"),
        ("en_US", "2024-02-30"),
        ("en_US", "0/1/2026"),
        ("en_US", "1/2/123"),
        ("en_US", "1/2/1"),
        ("en_US", "123/1/2026"),
        ("en_US", "1-800-555-0199"),
        ("en_US", "1 000"),
        ("en_US", "1e999"),
        ("en_US", "(-5)"),
        ("en_US", "-(5)"),
        ("en_US", "(5"),
        ("en_US", "$5%"),
        ("en_US", "$5$"),
        ("en_US", "--5"),
        ("en_US", "25:61"),
        ("en_US", "13 pm"),
        ("en_US", "0 pm"),
        ("en_US", "May"),
        ("en_US", "1.2.3"),
        ("en_US", "May June 5"),
        ("en_US", "May 5 6 7"),
        ("en_US", "Jan 32, 26"),
        ("en_US", "5 cats"),
        ("en_US", "May #5"),
        ("en_US", "1/2/2026 25:99"),
        ("en_US", "lunch 12:30"),
        ("en_US", "nan"),
        ("en_US", "inf"),
        ("en_US", "-"),
        ("en_US", "+"),
        ("en_US", "="),
        ("en_US", "#N/A"),
        ("en_US", "@name"),
        ("en_US", "ИСТИНА"),
        ("ru_RU", "1.234,50"),
        ("ru_RU", "1234.50"),
        ("ru_RU", "31.02.2026"),
        ("ru_RU", "100 руб."),
        ("ru_RU", "СЧ-1"),
        ("ru_RU", "ООО «Ромашка»"),
        ("ru_RU", "   "),
        ("ru_RU", " two words "),
    ],
)
def test_what_is_nothing_else_stays_text_to_the_letter(locale: str, text: str) -> None:
    assert typed(text, locale) == Entered(text)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("= 1 / 1024", "= 1 / 1024"),
        ("=SUM(A1:A2)", "=SUM(A1:A2)"),
        ("+A1+B1", "=+A1+B1"),
        ("+7 916 123-45-67", "=+7 916 123-45-67"),  # a phone number ends as an error, as in Google
    ],
)
def test_a_formula_is_kept_as_text(text: str, formula: str) -> None:
    assert typed(text) == Entered(None, None, formula)


@pytest.mark.parametrize(
    ("text", "entered"),
    [
        ("", Entered(None)),
        ("'0123", Entered("0123")),
        ("'=1+1", Entered("=1+1")),
        ("'", Entered("")),
        ("+79161234567", Entered(79161234567)),
    ],
)
def test_an_apostrophe_is_consumed_and_a_plus_is_a_sign(text: str, entered: Entered) -> None:
    assert typed(text) == entered


@pytest.mark.parametrize(
    ("current", "text", "value", "keeps_format"),
    [
        ("TEXT", "007", "007", True),
        ("TEXT", "=1+1", "=1+1", True),
        ("TEXT", "", None, True),
        ("PERCENT", "5", 0.05, True),
        ("PERCENT", "5%", 0.05, True),
        ("PERCENT", "yes", "yes", True),
        ("PERCENT", "TRUE", True, True),
        ("NUMBER", "5", 5, True),
        ("NUMBER", "5%", 0.05, False),
        ("CURRENCY", "1,234", 1234, True),
        ("CURRENCY", "$5", 5, True),
        ("DATE", "1/2/2026", 46024, True),
        ("DATE", "1/2/2026 18:00", 46024.75, True),
        ("DATE", "1,234", 1234, False),
        ("NUMBER", "1/2/2026", 46024, False),
    ],
)
def test_a_formatted_cell_keeps_its_format_where_it_can(
    current: str, text: str, value: CellValue, *, keeps_format: bool
) -> None:
    entered = typed(text, type=current)
    assert entered.value == value
    assert (entered.number_format is None) == keeps_format
