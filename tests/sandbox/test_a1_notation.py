"""A1 notation, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.sandbox.a1 import (
    Bounds,
    bounds_text,
    column_letters,
    column_number,
    parsed_cells,
    quoted_title,
    split,
)
from sheetsync.sandbox.errors import ApiError
from sheetsync.testing.raw_book import RawBook

_rows = st.integers(0, 9_999_998)
_columns = st.integers(0, 18_277)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (18_277, "ZZZ")],
)
def test_a_column_has_letters_and_letters_a_column(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters) == column
    assert column_number(letters.lower()) == column


@given(_rows, _rows, _columns, _columns)
def test_a_written_rectangle_reads_as_itself(top: int, down: int, left: int, across: int) -> None:
    bounds = Bounds(min(top, down), min(left, across), max(top, down) + 1, max(left, across) + 1)
    assert parsed_cells(bounds_text(bounds)) == bounds


@given(_rows, _rows)
def test_open_rows_and_columns_read_as_themselves(one: int, other: int) -> None:
    rows = Bounds(min(one, other), None, max(one, other) + 1, None)
    assert parsed_cells(bounds_text(rows)) == rows


@given(st.text(min_size=1).filter(lambda title: "\x00" not in title))
def test_a_quoted_title_reads_as_itself(title: str) -> None:
    found = split(f"{quoted_title(title)}!B2")
    assert (found.title, found.rest) == (title, "B2")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("A1", Bounds(0, 0, 1, 1)),
        ("$B$2", Bounds(1, 1, 2, 2)),
        ("D4:A1", Bounds(0, 0, 4, 4)),
        ("A:C", Bounds(None, 0, None, 3)),
        ("C:A", Bounds(None, 0, None, 3)),
        ("2:2", Bounds(1, None, 2, None)),
        ("A1:C", Bounds(0, 0, None, 3)),
        ("A:C5", Bounds(4, 0, None, 3)),
        ("A1:1", Bounds(0, 0, 1, None)),
        ("5:B7", Bounds(4, 1, 7, None)),
        ("R2C3", Bounds(1, 2, 2, 3)),
        ("r1c1:r2c2", Bounds(0, 0, 2, 2)),
    ],
)
def test_cells_are_understood(text: str, bounds: Bounds) -> None:
    assert parsed_cells(text) == bounds


@pytest.mark.parametrize(
    "text", ["", "A", "7", "A0", "0:3", "AAAA1", "A1:", "A1:B2:C3", "Sheet1", "1A", "R0C1", "A-1"]
)
def test_what_names_no_cells_is_none(text: str) -> None:
    assert parsed_cells(text) is None


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sheet1", "Sheet1"),
        ("jobs_2026", "jobs_2026"),
        ("D3", "'D3'"),
        ("DF1", "'DF1'"),
        ("R1C1", "'R1C1'"),
        ("Счета", "'Счета'"),
        ("🌵", "'🌵'"),
        ("two words", "'two words'"),
        ("it's", "'it''s'"),
        ("1st", "'1st'"),
    ],
)
def test_only_plain_words_stand_without_quotes(title: str, shown: str) -> None:
    assert quoted_title(title) == shown


@pytest.mark.parametrize("text", ["'open", "'a'b", "'a'b!A1"])
def test_quotes_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(ApiError) as refusal:
        split(text)
    assert refusal.value.message == f"Unable to parse range: {text}"


def _titled(book: RawBook, title: str) -> None:
    properties = {"sheetId": 0, "title": title}
    book.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("sheet1", "Sheet1!A1:Z1000"),
        ("Sheet1!A1:C", "Sheet1!A1:C1000"),
        ("Sheet1!A1:1", "Sheet1!A1:Z1"),
        ("Sheet1!A2:2", "Sheet1!A2:Z2"),
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!B2:B2", "Sheet1!B2"),
        ("B2", "Sheet1!B2"),
        ("Prices", "Sheet1!B1:C3"),
        ("'Sheet1'!prices", "Sheet1!B1:C3"),
    ],
)
def test_a_range_is_answered_in_full(book: RawBook, asked: str, answered: str) -> None:
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3}
    area |= {"startColumnIndex": 1, "endColumnIndex": 3}
    book.batch({"addNamedRange": {"namedRange": {"name": "Prices", "range": area}}})
    assert book.get(f"/values/{asked}")["range"] == answered


def test_an_unquoted_cell_is_of_the_first_visible_sheet(book: RawBook) -> None:
    book.batch({"addSheet": {"properties": {"title": "Front", "index": 0, "hidden": True}}})
    book.write("Sheet1!A1", [["seen"]])
    assert book.values("A1") == [["seen"]]


def test_a_title_that_looks_like_a_cell_needs_quotes(book: RawBook) -> None:
    _titled(book, "DF1")
    book.resize(10, 12)
    answer = book.answer("GET", "/values/DF1")
    assert answer.json()["error"]["message"] == (
        "Range ('DF1'!DF1) exceeds grid limits. Max rows: 10, max columns: 12"
    )
    assert book.get("/values/'DF1'")["range"] == "'DF1'!A1:L10"


def test_a_title_may_hold_a_slash_a_colon_and_a_bang(book: RawBook) -> None:
    _titled(book, "a/b:c!d")
    book.write("%27a%2Fb%3Ac%21d%27%21A1", [["here"]])
    assert book.values("%27a%2Fb%3Ac%21d%27") == [["here"]]


@pytest.mark.parametrize("text", ["'No such sheet'", "Nowhere!A1", "Sheet1!AAAA1", "Sheet1!", "?"])
def test_what_names_nothing_is_refused(book: RawBook, text: str) -> None:
    answer = book.answer("GET", f"/values/{text.replace('?', '%3F')}")
    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "code": 400,
        "message": f"Unable to parse range: {text}",
        "status": "INVALID_ARGUMENT",
    }


def test_a_named_range_of_a_deleted_sheet_is_gone(book: RawBook) -> None:
    (reply,) = book.batch({"addSheet": {"properties": {"title": "Short"}}})
    sheet_id = reply["addSheet"]["properties"]["sheetId"]
    named = {"name": "Gone", "range": {"sheetId": sheet_id}}
    book.batch({"addNamedRange": {"namedRange": named}}, {"deleteSheet": {"sheetId": sheet_id}})
    assert book.answer("GET", "/values/Gone").status_code == 400
