"""values.append: which table, where below it (sheets-api 2.5)."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook


def append(book: RawBook, cells: str, values: list[list[Any]], **query: object) -> dict[str, Any]:
    return book.post(
        f"/values/{cells}:append", {"values": values}, **{"valueInputOption": "RAW"} | query
    )


def test_an_empty_sheet_is_written_at_its_first_cell(book: RawBook) -> None:
    assert append(book, "Sheet1", [["a", "b"]]) == {
        "spreadsheetId": book.file_id,
        "updates": {
            "spreadsheetId": book.file_id,
            "updatedRange": "Sheet1!A1:B1",
            "updatedRows": 1,
            "updatedColumns": 2,
            "updatedCells": 2,
        },
    }


@pytest.mark.parametrize(
    ("filled", "asked", "table", "landed"),
    [
        ([["a", "b"]], "Sheet1", "A1:B1", "A2:C2"),
        ([["x", None, "z"]], "Sheet1", "C1", "C2:E2"),
        ([["x", None, "z"]], "Sheet1!A1", "A1", "A2:C2"),
        ([["a", "b"]] * 3 + [[], []] + [["c"]] * 2, "Sheet1!A1", "A1:B3", "A4:C4"),
        ([["a", "b"]] * 3 + [[], []] + [["c"]] * 2, "Sheet1!A6", "A6:A7", "A8:C8"),
        ([["a", "b"]] * 3 + [[], []] + [["c"]] * 2, "Sheet1", "A6:A7", "A8:C8"),
        ([["title"], []] + [["h", "h", "h"]] * 3, "Sheet1", "A3:C5", "A6:C6"),
        ([["a"], [], ["b"]], "Sheet1!A2", None, "A2:C2"),
        ([[None, None, "c"], [None, "b"], ["a"]], "Sheet1", "A1:C3", "A4:C4"),
        ([["a"]], "Sheet1!D5:F9", None, "D5:F5"),
        ([["a"], ["b"]], "Sheet1!1:1", "A1:A2", "A3:C3"),
    ],
)
def test_the_last_table_a_range_touches_is_continued(
    book: RawBook, filled: list[list[Any]], asked: str, table: str | None, landed: str
) -> None:
    book.write("Sheet1!A1", filled)
    reply = append(book, asked, [["1", "2", "3"]])
    assert reply.get("tableRange") == (f"Sheet1!{table}" if table else None)
    assert reply["updates"]["updatedRange"] == f"Sheet1!{landed}"


def test_what_stands_below_a_table_is_written_over(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a"], [], ["below", "kept"]])
    append(book, "Sheet1!A1", [["1"], ["2"]])
    assert book.values() == [["a"], ["1"], ["2", "kept"]]


def test_inserted_rows_move_what_stands_below_and_grow_the_grid(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a"], [], ["below"]])
    append(book, "Sheet1!A1", [["1"], ["2"]], insertDataOption="INSERT_ROWS")
    assert book.values() == [["a"], ["1"], ["2"], [], ["below"]]
    assert book.sheet()["properties"]["gridProperties"]["rowCount"] == 1002


def test_the_grid_grows_only_where_it_ends(book: RawBook) -> None:
    book.resize(2, 2)
    append(book, "Sheet1", [["a"]])
    assert book.sheet()["properties"]["gridProperties"]["rowCount"] == 2
    append(book, "Sheet1", [["b", "c", "d"], ["e"]])
    grid = book.sheet()["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (3, 3)
    assert book.values() == [["a"], ["b", "c", "d"], ["e"]]


def test_a_long_table_is_found_whole(book: RawBook) -> None:
    book.write("Sheet1!B1", [["x", "y"]] * 700)
    assert append(book, "Sheet1", [["z"]])["tableRange"] == "Sheet1!B1:C700"


def test_appended_text_may_be_typed_and_echoed(book: RawBook) -> None:
    reply = append(
        book,
        "Sheet1",
        [["=1+1"]],
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="True",
    )
    assert reply["updates"]["updatedData"] == {
        "range": "Sheet1!A1",
        "majorDimension": "ROWS",
        "values": [["2"]],
    }


def test_nothing_appended_still_names_a_place(book: RawBook) -> None:
    assert append(book, "Sheet1", [])["updates"] == {
        "spreadsheetId": book.file_id,
        "updatedRange": "Sheet1!A1",
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            [["a"], [["b"]]],
            'Invalid values[1][0]: list_value {\n  values {\n    string_value: "b"\n  }\n}\n',
        ),
        ([[{}]], "Invalid values[0][0]: struct_value {\n}\n"),
        (
            [[[True, None]]],
            "Invalid values[0][0]: list_value {\n  values {\n    bool_value: true\n"
            "  }\n  values {\n    null_value: NULL_VALUE\n  }\n}\n",
        ),
    ],
)
def test_a_nested_value_is_refused_without_the_data_prefix(
    book: RawBook, values: list[list[Any]], message: str
) -> None:
    answer = book.answer(
        "POST", "/values/Sheet1:append", {"values": values}, valueInputOption="RAW"
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message


def test_a_range_beyond_the_grid_is_refused(book: RawBook) -> None:
    answer = book.answer(
        "POST", "/values/Sheet1!A2000:append", {"values": [["a"]]}, valueInputOption="RAW"
    )
    assert answer.status_code == 400


def test_rows_beyond_the_workbooks_limit_are_refused_and_the_grid_stays(book: RawBook) -> None:
    book.resize(1000, 1)
    book.resize(10_000_000, 1)
    book.write("Sheet1!A10000000", [["last"]])
    answer = book.answer(
        "POST", "/values/Sheet1:append", {"values": [["a"]]}, valueInputOption="RAW"
    )
    assert answer.json()["error"]["message"] == (
        "This action would increase the number of cells in the workbook "
        "above the limit of 10000000 cells."
    )
    assert book.sheet()["properties"]["gridProperties"]["rowCount"] == 10_000_000
