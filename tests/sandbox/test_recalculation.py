"""Formulas after a request: whatever it made outdated, near or far, is computed anew."""

from random import Random
from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook


@pytest.fixture
def two(book: RawBook) -> RawBook:
    """Sheet1 looks codes up in Names, 200 rows deep; B follows A, C follows B of the row before."""
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Names"}}})
    book.type_in("Names!A1", [["a", "Anna"], ["b", "Boris"]])
    book.type_in("Sheet1!A1", [["a"], ["b"], ["c"]])
    look = '=IF($A1="";"";IFERROR(VLOOKUP($A1;Names!$A:$B;2;FALSE);"?"))'
    follow = "=B1&C2"
    for column, formula in ((1, look), (2, follow)):
        area = {"endRowIndex": 200, "startColumnIndex": column, "endColumnIndex": column + 1}
        cell = {"userEnteredValue": {"formulaValue": formula}}
        book.batch({"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredValue"}})
    return book


def shown(book: RawBook, cells: str = "Sheet1!B1:C3") -> list[list[Any]]:
    return book.stored(cells)


def test_what_names_a_changed_cell_of_another_sheet_follows_and_so_does_what_names_that(
    two: RawBook,
) -> None:
    assert shown(two) == [["Anna", "AnnaBoris?"], ["Boris", "Boris?"], ["?", "?"]]
    two.type_in("Names!A3", [["c", "Clara"]])
    assert shown(two)[0] == ["Anna", "AnnaBorisClara"]
    two.type_in("Sheet1!A200", [["b"]])
    assert shown(two)[0] == ["Anna", "AnnaBorisClaraBoris"]


def test_rows_and_sheets_that_go_or_come_are_noticed(two: RawBook) -> None:
    gone = {"sheetId": 7, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    two.batch({"deleteDimension": {"range": gone}})
    assert shown(two)[0] == ["?", "?Boris?"]
    two.type_in("Sheet1!E1", [['=IFERROR(Later!A1;"none")']])
    assert two.stored("Sheet1!E1") == [["none"]]
    two.batch({"addSheet": {"properties": {"title": "Later"}}})
    two.type_in("Later!A1", [["now"]])
    assert two.stored("Sheet1!E1") == [["now"]]


def test_a_sheet_that_comes_is_noticed_before_anything_stands_in_it(two: RawBook) -> None:
    two.type_in("Sheet1!E1", [["=IFERROR(COUNTA(Later!A:A);99)"]])
    assert two.stored("Sheet1!E1") == [[99]]
    two.batch({"addSheet": {"properties": {"title": "Later"}}})
    assert two.stored("Sheet1!E1") == [[0]]


def test_names_and_what_is_told_only_when_it_is_computed_are_never_stale(two: RawBook) -> None:
    two.type_in("Sheet1!E1", [['=INDIRECT("Names!B"&1)'], ["=COUNTA(Known)"]])
    known = {
        "name": "Known",
        "range": {
            "sheetId": 7, "startRowIndex": 0, "endRowIndex": 1,
            "startColumnIndex": 0, "endColumnIndex": 2,
        },
    }  # fmt: skip
    two.batch({"addNamedRange": {"namedRange": known}})
    assert two.stored("Sheet1!E1:E2") == [["Anna"], [2]]
    two.type_in("Names!A1", [["a", "Anne"]])
    two.type_in("Names!A1:B1", [["", "Anne"]])
    assert two.stored("Sheet1!E1:E2") == [["Anne"], [1]]


def test_a_guard_that_is_a_formula_itself_is_computed(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [['=IF(B1&C1="";"";"x")', '=IF(D1="";"";D1)']])
    assert book.stored("Sheet1!A1") == []
    book.type_in("Sheet1!D1", [["set"]])
    assert book.stored("Sheet1!A1") == [["x"]]


WORDS = ("1", "2,5", "a", "b", "", "ИСТИНА", "01.03.2026")
FORMULAS = (
    "={cell}", "={cell}&{cell}", "=SUM({area})", "=COUNTA({area})", '=IF({cell}="";0;{cell})',
    '=IFERROR(VLOOKUP({cell};Other!$A:$B;2;FALSE);"-")', '=INDIRECT("Other!A"&{number})',
    "=IFERROR(MATCH({cell};{column};0);0)", "=ROW()+{number}", "=MAX({area})+Other!B{number}",
)  # fmt: skip


def drawn_formula(rng: Random) -> str:
    letters, tab = "ABCD", rng.choice(("", "Other!", "Sheet1!"))
    cell = f"{tab}{rng.choice(letters)}{rng.randint(1, 8)}"
    area = f"{tab}{rng.choice('AB')}{rng.randint(1, 4)}:{rng.choice('CD')}{rng.randint(5, 8)}"
    column = f"{tab}{(one := rng.choice(letters))}:{one}"
    made = rng.choice(FORMULAS)
    return made.format(cell=cell, area=area, column=column, number=rng.randint(1, 8))


def some_request(book: RawBook, rng: Random) -> None:
    """What people do to cells, rows and columns of either sheet."""
    tab, sheet_id = rng.choice((("Sheet1", 0), ("Other", 7)))
    start = rng.randint(0, 6)
    rows = {"sheetId": sheet_id, "dimension": rng.choice(("ROWS", "COLUMNS"))}
    span = {**rows, "startIndex": start % 4, "endIndex": start % 4 + 1}
    area = {"sheetId": sheet_id, "startRowIndex": start, "endRowIndex": start + 2,
            "startColumnIndex": 0, "endColumnIndex": 2}  # fmt: skip
    there = {"sheetId": 7 - sheet_id, "rowIndex": rng.randint(0, 6), "columnIndex": 1}
    sort = [{"dimensionIndex": rng.randint(0, 1), "sortOrder": "ASCENDING"}]
    match rng.randint(0, 9):
        case 0:
            book.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})
        case 1:
            book.batch({"deleteDimension": {"range": span}})
        case 2:
            book.batch({"sortRange": {"range": {**area, "endRowIndex": 9}, "sortSpecs": sort}})
        case 3:
            paste = {"sheetId": there["sheetId"], "startRowIndex": there["rowIndex"],
                     "endRowIndex": there["rowIndex"] + 2, "startColumnIndex": 1,
                     "endColumnIndex": 3}  # fmt: skip
            book.batch({"copyPaste": {"source": area, "destination": paste}})
        case 4:
            book.batch({"cutPaste": {"source": area, "destination": there}})
        case _:
            text = rng.choice(WORDS) if rng.random() < 0.5 else drawn_formula(rng)
            book.type_in(f"{tab}!{rng.choice('ABCD')}{rng.randint(1, 8)}", [[text]])


@pytest.mark.parametrize("seed", range(24))
def test_what_was_computed_in_part_is_what_all_at_once_gives(book: RawBook, seed: int) -> None:
    rng = Random(seed)
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Other"}}})
    for tab in ("Sheet1", "Other"):
        cells = [[drawn_formula(rng) if rng.random() < 0.4 else rng.choice(WORDS)
                  for _ in range(4)] for _ in range(8)]  # fmt: skip
        book.type_in(f"{tab}!A1", cells)
    for number in range(25):
        some_request(book, rng)
        in_part = codes(book)
        # A new name may stand in any formula: all of them are computed.
        named = {"name": f"Name_{number}", "range": {"sheetId": 0, "endRowIndex": 1}}
        book.batch({"addNamedRange": {"namedRange": named}})
        assert in_part == codes(book)


def codes(book: RawBook) -> dict[str, Any]:
    """The values of both sheets by cell, errors without the sentence about them."""
    return {
        f"{tab}!{letter}{number}": str(value).split(" (")[0] if "#" in str(value) else value
        for tab in ("Sheet1", "Other")
        for number, row in enumerate(book.stored(f"{tab}!A1:F12"), start=1)
        for letter, value in zip("ABCDEF", row, strict=False)
    }


def test_a_formula_that_tells_its_own_row_follows_rows_inserted_above(book: RawBook) -> None:
    book.type_in("Sheet1!A3", [["=ROW()*10", "=column( )"]])
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    book.batch({"insertDimension": {"range": rows, "inheritFromBefore": False}})
    assert book.stored("Sheet1!A5:B5") == [[50, 2]]
    columns = {**rows, "dimension": "COLUMNS"}
    book.batch({"insertDimension": {"range": columns, "inheritFromBefore": False}})
    assert book.stored("Sheet1!C5:D5") == [[50, 4]]


def test_the_name_of_a_blank_cell_is_blank_wherever_it_is_named(book: RawBook) -> None:
    # Written at once, so that each is computed together with what it names.
    book.type_in("Sheet1!A1", [["=B9", '=A1&"x"', "=A1+1", "=COUNTA(A1:A1)", "=SUM(A1:A1)", "=A1"]])
    assert book.stored("Sheet1!A1:F1") == [["", "x", 1, 0, 0]]


def test_what_names_an_error_computed_before_tells_why(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["=1/0"]])
    book.type_in("Sheet1!B1", [["=A1+1"], ["=SUM(A1:A1)"]])
    before = book.stored("Sheet1!A1")[0][0]
    assert "parameter 2 cannot be zero" in before
    assert book.stored("Sheet1!B1:B2") == [[before], [before]]
