"""Numbers, money and shares as a cell shows them."""

import pytest

from sheetsync.sandbox.formats import CellValue, ErrorValue, shown

NBSP = "\u00a0"
ACCOUNTING = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("number", "en", "ru"),
    [
        (0, "0", "0"),
        (-7, "-7", "-7"),
        (2.0, "2", "2"),
        (12.5, "12.5", "12,5"),
        (0.30000000000000004, "0.3", "0,3"),
        (0.0009765625, "0.0009765625", "0,0009765625"),
        (3.141592653589793, "3.141592654", "3,141592654"),
        (1_000_000 / 3, "333333.3333", "333333,3333"),
        (1234567890.4, "1234567890", "1234567890"),
        (0.00001, "0.00001", "0,00001"),
        (1 / 300_000, "3.33333E-06", "3,33333E-06"),
        (6.123233995736766e-17, "6.12323E-17", "6,12323E-17"),
        (123456789012345, "123456789012345", "123456789012345"),
        (1234567890123456, "1.23457E+15", "1,23457E+15"),
        (4.081781009991e19, "4.08178E+19", "4,08178E+19"),
        (1e15, "1E+15", "1E+15"),
    ],
)
def test_a_number_without_a_format_shows_ten_digits(number: float, en: str, ru: str) -> None:
    assert shown(number, None, "en_US") == en
    assert shown(number, None, "ru_RU") == ru


@pytest.mark.parametrize(
    ("value", "en", "ru"),
    [
        (None, "", ""),
        (True, "TRUE", "ИСТИНА"),
        (False, "FALSE", "ЛОЖЬ"),
        ("as it is", "as it is", "as it is"),
        (ErrorValue("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero."), *["#DIV/0!"] * 2),
    ],
)
def test_what_is_no_number_is_shown_whatever_the_format(value: CellValue, en: str, ru: str) -> None:
    money = {"type": "CURRENCY"}
    assert [shown(value, None, "en_US"), shown(value, money, "en_US")] == [en, en]
    assert [shown(value, None, "ru_RU"), shown(value, money, "ru_RU")] == [ru, ru]


@pytest.mark.parametrize(
    ("kind", "en", "ru", "de"),
    [
        ("NUMBER", "46,054.75", f"46{NBSP}054,75", "46.054,75"),
        ("CURRENCY", "$46,054.75", f"46{NBSP}054,75{NBSP}₽", f"46.054,75{NBSP}€"),
        ("PERCENT", "4605475.00%", "4605475,00%", "4605475,00%"),
        ("SCIENTIFIC", "4.61E+04", "4,61E+04", "4,61E+04"),
        ("DATE", "2/1/2026", "01.02.2026", "01.02.2026"),
        ("TIME", "6:00:00 PM", "18:00:00", "18:00:00"),
        ("DATE_TIME", "2/1/2026 18:00:00", "01.02.2026 18:00:00", "01.02.2026 18:00:00"),
        ("TEXT", "46054.75", "46054,75", "46054,75"),
        ("NUMBER_FORMAT_TYPE_UNSPECIFIED", "46054.75", "46054,75", "46054,75"),
    ],
)
def test_a_type_without_a_pattern_uses_the_locales_own(
    kind: str, en: str, ru: str, de: str
) -> None:
    by_locale = [shown(46054.75, {"type": kind}, locale) for locale in ("en_US", "ru_RU", "de_DE")]
    assert by_locale == [en, ru, de]


def test_an_unknown_locale_writes_as_english() -> None:
    assert shown(1234.5, {"type": "NUMBER"}, "xx_XX") == "1,234.50"
    assert shown(1234.5, {"type": "NUMBER"}, "") == "1,234.50"


def test_a_locale_without_a_country_has_dollars() -> None:
    assert shown(1, {"type": "CURRENCY"}, "en") == "$1.00"


@pytest.mark.parametrize(
    ("pattern", "number", "text"),
    [
        ("0", 12.6, "13"),
        ("0", 0.5, "1"),
        ("0.00", 2.675, "2.68"),
        ("0.00", -1234.5, "-1234.50"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00", 0, "0.00"),
        ("#,##0.00", 333.3333333333333, "333.33"),
        ("0.00%", 0.125, "12.50%"),
        ("0%", 0.1249, "12%"),
        ("0.##", 5, "5."),
        ("0.0#", 5.25, "5.25"),
        ("#.##", 0.5, ".5"),
        (".00", 12.5, "12.50"),
        ("0.??", 1.5, "1.5 "),
        ("00000", 123, "00123"),
        ("0,000", 12, "0,012"),
        ("+0 (000) 000-00-00", 79161234567, "+7 (916) 123-45-67"),
        ('0.0,,"M"', 1234567, "1.2M"),
        ("0,", 12345, "12"),
        ("0.0,", 12345, "12.3"),
        (", 0", 5, ", 5"),
        ('0.0" m"', 5.5, "5.5 m"),
        ("0.00E+00", 99999, "1.00E+05"),
        ("0.00E-00", 0.00123, "1.23E-03"),
        ("0.0E-0", 12300, "1.2E4"),
        ("##0.0E+0", 12345.678, "12.3E+3"),
        ("0.0E+0 x", 0, "0.0E+0 x"),
        ("0.0E+0", 9.96, "1.0E+1"),
        ('"№ "0', 17, "№ 17"),
        ("\\№0", 17, "№17"),
        ("[$₽]0", 17, "₽17"),
        ("[$р.-419]0", 17, "р.17"),
        ("[Red]0", 17, "17"),
        ('General" pcs"', 1.5, "1.5 pcs"),
        ('"text only"', 5, "text only"),
        ('0"unclosed', 5, "5unclosed"),
        ("@", 5.5, "5.5"),
    ],
)
def test_a_pattern_shows_a_number(pattern: str, number: float, text: str) -> None:
    assert shown(number, {"type": "NUMBER", "pattern": pattern}, "en_US") == text


@pytest.mark.parametrize(
    ("pattern", "shown_texts"),
    [
        # positive, negative, zero, text
        ("0;(0)", ["5", "(5)", "0", "x"]),
        ("0;-0;нет", ["5", "-5", "нет", "x"]),
        ("0;-0;;", ["5", "-5", "", ""]),
        (";;;", ["", "", "", ""]),
        ("0;-0;0;[@]", ["5", "-5", "0", ""]),
        ('0;-0;0;"<"@">"', ["5", "-5", "0", "<x>"]),
        ('0;"is "@', ["5", "-5", "0", "is x"]),
        ('"is "@', ["is 5", "is -5", "is 0", "is x"]),
        ("[<0]0.0;[=5]0.00;0", ["5.00", "-5.0", "0", "x"]),
        ("[>100]0.0;[<>5]0.00", ["5.00", "-5.00", "0.00", "x"]),
        ("[>=5]0.0;[<=0]0.00;0", ["5.0", "-5.00", "0.00", "x"]),
        ("[=>5]0.0", ["5.0", "-5.0", "0.0", "x"]),
        (ACCOUNTING, [" $5.00 ", " $(5.00)", " $-   ", " x "]),
    ],
)
def test_sections_tell_positive_negative_zero_and_text(
    pattern: str, shown_texts: list[str]
) -> None:
    number_format = {"type": "NUMBER", "pattern": pattern}
    values: list[CellValue] = [5, -5, 0, "x"]
    assert [shown(value, number_format, "en_US") for value in values] == shown_texts


def test_an_error_explains_itself_unformatted() -> None:
    assert ErrorValue("#NAME?").unformatted == "#NAME?"
    assert ErrorValue("#NAME?", "Unknown function: 'F'.").unformatted == (
        "#NAME? (Unknown function: 'F'.)"
    )
