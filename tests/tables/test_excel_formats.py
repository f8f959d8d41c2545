"""What patterns of Excel number formats say."""

import pytest

from sheetsync.tables.excel_formats import ExcelFormat, excel_format


def money(sign: str) -> ExcelFormat:
    return ExcelFormat("CURRENCY", sign)


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        (r"#,##0.00\ [$₽-419]", "₽"),
        (r"_-* #,##0.00\ [$₽-419]_-;\-* #,##0.00\ [$₽-419]_-;_-* \"-\"??\ [$₽-419]_-", "₽"),
        ('_-* #,##0.00\\ "₽"_-;\\-* #,##0.00\\ "₽"_-', "₽"),
        ("[$₽-419]#,##0", "₽"),
        ("[$€-2] #,##0.00", "€"),
        ("[$€-x-euro2]\\ #,##0.00", "€"),
        ("[$€]#,##0", "€"),
        ("[$$-409]#,##0", "$"),
        ('"$"#,##0.00', "$"),
        ("$#,##0.00", "$"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$"),
        ('#,##0.00"р."', "р."),
        ('#,##0.00\\ "руб."', "руб."),
        ("#,##0.00[$р.-419]", "р."),
        ("[$USD] #,##0.00", "USD"),
        ("#,##0.00\\ [$Br-423]", "Br"),
        ("#,##0.00 USD", "usd"),
        ("[Red][<0]#,##0.00 ₽;[Blue]#,##0.00 ₽", "₽"),
        ("#,##0.00 £", "£"),
        ("#,##0.00_₽\\ ₸", "₸"),
        ('[=0]"-";#,##0.00\\ [$₽-419]', "₽"),
        ("0.00E+00 [$€-2]", "€"),
    ],
)
def test_money_is_in_the_currency_that_stands_beside_it(pattern: str, sign: str) -> None:
    assert excel_format(pattern) == money(sign)


@pytest.mark.parametrize(
    "pattern",
    [
        "General", "GENERAL", "Standard", "", "0", "#,##0.00", "[$-419]#,##0.00", "[$-F800]0",
        '0" шт."', '0.0"%"', "@", "[Red]-0", "0.00E+00", ";;;", '#,##0," тыс."', "# ?/?",
        '"№"0', "0.0##;[Red]-0.0##", '[>100]"много";0',
    ],
)  # fmt: skip
def test_a_plain_number_is_no_money_and_no_day(pattern: str) -> None:
    assert excel_format(pattern) == ExcelFormat("NUMBER")


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("DD.MM.YYYY", "DATE"),
        ("dd.mm.yyyy", "DATE"),
        ("dd/mm/yy;@", "DATE"),
        ('[$-419]D MMMM YYYY\\ "г.";@', "DATE"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "DATE"),
        ("MM.YYYY", "DATE"),
        ("mmm-yy", "DATE"),
        ("MMMM", "DATE"),
        ("YYYY-MM-DD", "DATE"),
        ('yyyy"年"m"月"d"日"', "DATE"),
        ("YYYY-MM-DD HH:MM", "DATE_TIME"),
        ("YYYY-MM-DD HH:MM:SS", "DATE_TIME"),
        ("m/d/yy h:mm", "DATE_TIME"),
        ("dd.mm.yyyy hh:mm:ss.000", "DATE_TIME"),
        ("DD.MM.YYYY H:MM AM/PM", "DATE_TIME"),
        ("hh:mm dd.mm", "DATE_TIME"),
        ("h:mm", "TIME"),
        ("HH:MM:SS", "TIME"),
        ("[$-F400]h:mm:ss\\ AM/PM", "TIME"),
        ("mm:ss", "TIME"),
        ("mm:ss.0", "TIME"),
        ("[h]:mm:ss", "TIME"),
        ("[HH]:MM", "TIME"),
        ("[mm]:ss", "TIME"),
        ("[ss].00", "TIME"),
    ],
)
def test_codes_of_days_and_times_mean_the_same_in_capitals(pattern: str, kind: str) -> None:
    assert excel_format(pattern) == ExcelFormat(kind)
    assert excel_format(pattern.lower()).type == kind


@pytest.mark.parametrize(("pattern", "digits"), [("0000000000", 10), ("00", 2), ("000;@", 3)])
def test_zeros_in_front_are_counted(pattern: str, digits: int) -> None:
    assert excel_format(pattern) == ExcelFormat("NUMBER", padded_to=digits)


@pytest.mark.parametrize("pattern", ["0%", "0.00%", "[Red]0.0%;-0.0%", "#,##0\\ %"])
def test_a_share_is_shown_with_its_sign(pattern: str) -> None:
    assert excel_format(pattern) == ExcelFormat("PERCENT")


@pytest.mark.parametrize("pattern", ['"', "[", "\\", "_", "*", "[$", '0"', "0\\", "[$-"])
def test_half_a_pattern_is_read_as_far_as_it_goes(pattern: str) -> None:
    assert excel_format(pattern).type == "NUMBER"
