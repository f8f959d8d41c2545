"""Formulas computed as Sheets computes them, with its errors and explanations."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from sheetsync.sandbox.formats import CellValue, ErrorValue
from sheetsync.sandbox.formulas import Book, Place, evaluate

NOW = datetime(2026, 3, 2, 0, 30)  # noqa: DTZ001  (a sheet's wall clock has no zone)
SHEETS: dict[str, dict[int, list[CellValue]]] = {
    "Sheet1": {
        0: [5, None, "x"],
        1: [7.5],
        2: ["x"],
        3: [True],
        6: [ErrorValue("#N/A", "said elsewhere")],
        900: [],
    },
    "Other's tab": {0: [100], 4: [None, 3]},
}
UNKNOWN = "#NAME? (Unknown function: '{}'.)"
CIRCLE = (
    "#REF! (Circular dependency detected. To resolve with iterative calculation, "
    "see File > Settings.)"
)
UNPARSED = "#ERROR! (Formula parse error.)"


def used_rows(title: str, top: int, bottom: int) -> Iterator[tuple[int, Sequence[CellValue]]]:
    return ((row, cells) for row, cells in SHEETS[title].items() if top <= row < bottom)


def computed(*formulas: str, locale: str = "en_US") -> list[CellValue]:
    """The results of formulas that stand in J1, J2 … of Sheet1, errors as unformatted text."""
    book = Book(tuple(SHEETS), used_rows, locale, NOW, {"Total": "Sheet1!A1:A2"})
    places = {Place("Sheet1", row, 9): text for row, text in enumerate(formulas)}
    return [
        found.value.unformatted if isinstance(found.value, ErrorValue) else found.value
        for found in evaluate(places, book).values()
    ]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("= 1 / 1024", 0.0009765625),
        ("=4/2", 2),
        ("=A1+A2", 12.5),
        ('=A1&" "&A3', "5 x"),
        ("=1=1", True),
        ("=SUM(A1:A4)", 12.5),
        ('=SUM(A1:A4)&"ж"', "12.5ж"),
        ("='other''s TAB'!A1*2", 200),
        ("=SUM('Other''s tab'!1:5)", 103),
        ("=SUM('Other''s tab'!B:B)", 3),
        ("=SUM(A1:A2,A2:A3)", 20),
        ("=SUM(Total)", 12.5),
        ('=IF(A1>3,"big","small")', "big"),
        ('=IF(A1>3;"big";"small")', "big"),
        ('=COUNTIF(A:A,">5")', 1),
        ('=SUMIF(A1:A4,">5")', 7.5),
        ("=VLOOKUP(5,A1:C2,3,FALSE)", "x"),
        ("=XLOOKUP(7.5,A1:A4,A1:A4)", 7.5),
        ('=IFERROR(1/0,"e")', "e"),
        ('=INDIRECT("A2")', 7.5),
        ("=SUM({1,2;3,4})", 10),
        ("={1,2;3,4}", 1),
        ('=HYPERLINK("https://a.example","here")', "here"),
        ('=TEXT(TODAY(),"dd mmm yyyy")', "02 Mar 2026"),
        ('=TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ('=VALUE("1,234.5")', 1234.5),
        ('=JOIN("-",A1:A4,"end")', "5-7.5-x-TRUE-end"),
        ('=REGEXMATCH("abc","b")', True),
        ('=REGEXEXTRACT("ab12","[0-9]+")', "12"),
        ('=REGEXEXTRACT("ab12","([a-z])[0-9]")', "b"),
        ('=REGEXREPLACE("ab12","([a-z])","$1_")', "a_b_12"),
        ("=COUNTUNIQUE(A1:A4)", 4),
        ('=ISEMAIL("a@b.com")', True),
        ('=ISEMAIL("a@b")', False),
    ],
)
def test_a_formula_is_computed(formula: str, value: CellValue) -> None:
    assert computed(formula) == [value]
    assert type(computed(formula)[0]) is type(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1*1,5", 7.5),
        ("=IF(A1>3;ИСТИНА;ЛОЖЬ)", True),
        ("=ЛОЖЬ", False),
        ("=VLOOKUP(5;A1:C2;3;FALSE)", "x"),
        ("=SUM({1\\2;3\\4})", 10),
        ('=COUNTIF(A:A,">5")', 1),
        ('=VALUE("1,5")', 1.5),
        ('=TEXT(1234,5;"#,##0.00")', "1\u00a0234,50"),
        ('=TEXT(TODAY();"d mmmm yyyy")', "2 марта 2026"),
    ],
)
def test_a_russian_formula_has_semicolons_and_decimal_commas(
    formula: str, value: CellValue
) -> None:
    assert computed(formula, locale="ru_RU") == [value]


@pytest.mark.parametrize(
    ("formula", "serial", "kind"),
    [
        ("=TODAY()", 46083, "DATE"),
        ("=TODAY()+1", 46084, "DATE"),
        ("=DATE(2026,2,1)", 46054, "DATE"),
        ("=NOW()", 46083 + 0.5 / 24, "DATE_TIME"),
        ("=TIME(12,0,0)", 0.5, "TIME"),
        ("=TIME(30,0,0)+1", 1.25, "TIME"),
    ],
)
def test_a_moment_brings_its_format(formula: str, serial: float, kind: str) -> None:
    book = Book(tuple(SHEETS), used_rows, "en_US", NOW)
    place = Place("Sheet1", 0, 9)
    found = evaluate({place: formula}, book)[place]
    assert found.value == pytest.approx(serial)
    assert found.number_format is not None
    assert found.number_format["type"] == kind


def test_the_name_of_a_blank_cell_shows_nothing_but_counts_as_zero() -> None:
    assert computed("=B50", "=B50+1", "= Sheet1!B50 ", "=J1", '="B50"') == [
        *(None, 1, None, None, "B50"),
    ]


def test_formulas_stand_on_each_other_in_any_order() -> None:
    assert computed("=J2+1", "=J3+1", "=A1") == [7, 6, 5]


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=A1/0", "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"),
        ("=MOD(A1,0)", "#DIV/0! (Function MOD parameter 2 cannot be zero.)"),
        (
            "=AVERAGE(Z1:Z2)",
            "#DIV/0! (Evaluation of function AVERAGE caused a divide by zero error.)",
        ),
        ("=NOSUCH(1)", UNKNOWN.format("NOSUCH")),
        ("=SUM(1)+СУММ(A1)", UNKNOWN.format("СУММ")),
        ('=IMPORTXML("a","b")', UNKNOWN.format("IMPORTXML")),
        ("=LAMBDA(x,x)+nothing", "#NAME? (Unknown range name: 'X'.)"),
        ("=nothing+1", "#NAME? (Unknown range name: 'NOTHING'.)"),
        ("=NoSheet!A1", "#REF! (Unresolved sheet name 'NoSheet'.)"),
        ("=#REF!+1", "#REF! (Reference does not exist.)"),
        ("=VLOOKUP(99,A1:B4,2,FALSE)", "#N/A (Did not find a value in VLOOKUP evaluation.)"),
        ('=REGEXEXTRACT("ab","[0-9]")', "#N/A"),
        ("=NA()", "#N/A"),
        ("=1,5+1", UNPARSED),
        ("=A3+1", "#VALUE!"),
        ('=VALUE("x")', "#VALUE!"),
        ('=REGEXMATCH("a","(")', "#VALUE!"),
        ("=SQRT(-1)", "#NUM!"),
        ("=1E999", "#NUM!"),
        ("=SUM(", UNPARSED),
        ("=", UNPARSED),
        ("=)", UNPARSED),
        ("=+7 916 123-45-67", UNPARSED),
        ("=J1", CIRCLE),
        ("=I1:K2", CIRCLE),
    ],
)
def test_an_error_says_why(formula: str, error: str) -> None:
    assert computed(formula) == [error]


def test_an_error_is_explained_where_it_began() -> None:
    why = "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"
    assert computed("=J2+1", "=SUM(J3:J4)+J3", "=A1/0") == [why, why, why]
    assert computed("=NOSUCH(1)", "=J1&J1") == [UNKNOWN.format("NOSUCH")] * 2


def test_an_array_that_finds_no_room_is_not_spread() -> None:
    assert computed("={1;2}", "=A1") == [
        "#REF! (Array result was not expanded because it would overwrite data.)",
        5,
    ]


def test_formulas_that_name_each_other_are_a_circle() -> None:
    assert computed("=J2+1", "=J1+1", "=J1") == [CIRCLE, CIRCLE, CIRCLE]


def test_an_array_over_its_own_source_is_a_circle() -> None:
    book = Book(tuple(SHEETS), used_rows, "en_US", NOW)
    place = Place("Other's tab", 1, 0)
    found = evaluate({place: "=B3:C4"}, book)[place].value
    assert isinstance(found, ErrorValue)
    assert found.unformatted == CIRCLE


def test_an_error_stored_in_a_cell_goes_on() -> None:
    assert computed("=A7+1", "=IFERROR(A7,0)") == ["#N/A (said elsewhere)", 0]


def test_a_formula_may_stand_on_a_sheet_of_its_own() -> None:
    book = Book(("Sheet1",), used_rows, "en_US", NOW)
    place = Place("beside", 0, 0)
    assert evaluate({place: "=Sheet1!A1>3"}, book)[place].value is True


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A2*2", 15),
        ("=B50", None),
        ("=SUM(", ErrorValue("#ERROR!", "Formula parse error.")),
        ("=A1:B2", ErrorValue("#REF!", CIRCLE.removeprefix("#REF! (").removesuffix(")"))),
        ("=<>", ErrorValue("#ERROR!", "Formula parse error.")),
    ],
)
def test_a_formula_replaces_the_value_it_had_before(formula: str, value: CellValue) -> None:
    book = Book(tuple(SHEETS), used_rows, "en_US", NOW)
    before = Place("Sheet1", 0, 0)
    beside = Place("Sheet1", 0, 9)
    found = evaluate({before: formula, beside: "=A1"}, book)
    assert found[before].value == value
    assert found[beside].value == value
