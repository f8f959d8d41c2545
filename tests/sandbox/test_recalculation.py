"""Formulas after a request: whatever it made outdated, near or far, is computed anew."""

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
