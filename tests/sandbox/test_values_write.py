"""values.update, batchUpdate and clear (sheets-api 2.4)."""

from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.testing.raw_book import RawBook


def test_a_reply_counts_what_was_written(book: RawBook) -> None:
    assert book.write("Sheet1!B2", [["a", "b"], ["c", "d"]]) == {
        "spreadsheetId": book.file_id,
        "updatedRange": "Sheet1!B2:C3",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 4,
    }


@pytest.mark.parametrize(
    ("cells", "values", "updated"),
    [
        ("Sheet1!A1", [["a"] * 4] * 4, "Sheet1!A1:D4"),
        ("Sheet1!A:A", [["a", "b"], ["c"]], "Sheet1!A1:B2"),
        ("Sheet1!A1:B2", [["a", "b"]], "Sheet1!A1:B1"),
        ("Sheet1", [["a"]], "Sheet1!A1"),
        ("Sheet1!2:2", [["a", "b"]], "Sheet1!A2:B2"),
        ("Sheet1!C3", [], "Sheet1!C3"),
    ],
)
def test_the_updated_range_is_the_matrix(
    book: RawBook, cells: str, values: list[list[Any]], updated: str
) -> None:
    if cells == "Sheet1!A:A":
        values = [line[:1] for line in values]
        updated = "Sheet1!A1:A2"
    assert book.write(cells, values)["updatedRange"] == updated


def test_null_skips_and_is_not_counted_and_an_empty_text_clears_and_is(book: RawBook) -> None:
    book.write("Sheet1!A1", [["old"] * 4] * 6)
    skipping: list[list[Any]] = [[None] * 4 for _ in range(6)]
    skipping[0][0], skipping[5][3] = "new", ""
    assert book.write("Sheet1!A1", skipping) == {
        "spreadsheetId": book.file_id,
        "updatedRange": "Sheet1!A1:D6",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 2,
    }
    found = book.values()
    assert found[0] == ["new", "old", "old", "old"]
    assert found[5] == ["old", "old", "old"]


def test_ragged_rows_leave_the_rest_alone(book: RawBook) -> None:
    reply = book.write("Sheet1!A1", [["A1", "B1"], [1, 2, 3, 4]])
    assert (reply["updatedRange"], reply["updatedCells"]) == ("Sheet1!A1:D2", 6)


def test_columns_may_be_written(book: RawBook) -> None:
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    book.answer("PUT", "/values/Sheet1!A1", body, valueInputOption="RAW")
    assert book.values() == [["a", "c"], ["b"]]


@pytest.mark.parametrize(
    ("cells", "values", "message"),
    [
        (
            "Sheet1!A1:B1",
            [["a", "b", "c"]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        (
            "Sheet1!A1:B1",
            [["a"], ["b"]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
        ),
        (
            "Sheet1!Y999",
            [["a"] * 3],
            "Range (Sheet1!Y999:AA999) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "Sheet1!A1:A2000",
            [["a"]],
            "Range (Sheet1!A1:A2000) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "Sheet1!AA1",
            [["a"]],
            "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "Sheet1!A1",
            [["x" * 50_001]],
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
        (
            "Sheet1!A1",
            [["a"], ["b", ["c"]]],
            'Invalid data.values[1][1]: list_value {\n  values {\n    string_value: "c"\n  }\n}\n',
        ),
        (
            "Sheet1!A1",
            [[{"a": 1}]],
            "Invalid data.values[0][0]: struct_value {\n  fields {\n"
            '    key: "a"\n    value {\n      number_value: 1\n    }\n  }\n}\n',
        ),
    ],
)
def test_a_matrix_that_does_not_fit_is_refused_and_nothing_is_written(
    book: RawBook, cells: str, values: list[list[Any]], message: str
) -> None:
    body = {"values": values}
    answer = book.answer("PUT", f"/values/{cells}", body, valueInputOption="RAW")
    assert answer.status_code == 400
    assert answer.json() == {
        "error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
    }
    assert book.values() == []


def test_a_cell_holds_fifty_thousand_characters(book: RawBook) -> None:
    book.write("Sheet1!A1", [["x" * 50_000]])
    book.type_in("Sheet1!A2", [["y" * 50_000]])
    assert [len(text) for (text,) in book.values()] == [50_000, 50_000]


@pytest.mark.parametrize("text", ["1", "=SUM(B6:B9)", "0123456", "'0123", "2020-01-01", "TRUE"])
def test_raw_text_stays_text(book: RawBook, text: str) -> None:
    book.write("Sheet1!A1", [[text]])
    assert book.stored("Sheet1!A1") == book.formulas("Sheet1!A1") == [[text]]


@pytest.mark.parametrize(
    ("typed", "value", "number_format"),
    [
        ("0042", 42, None),
        ("2,000,000.01", 2000000.01, {"type": "NUMBER", "pattern": "#,##0.00"}),
        ("2026-09-05", 46270, {"type": "DATE", "pattern": "yyyy-mm-dd"}),
        ("3_1_0", "3_1_0", None),
        ("'0123", "0123", None),
        ("TRUE", True, None),
    ],
)
def test_typing_sets_a_value_and_perhaps_a_format(
    book: RawBook, typed: str, value: object, number_format: object
) -> None:
    book.type_in("Sheet1!A1", [[typed]])
    assert book.stored("Sheet1!A1") == [[value]]
    assert book.cell("Sheet1!A1").get("userEnteredFormat", {}).get("numberFormat") == number_format


def test_typing_into_a_text_cell_stays_text(book: RawBook) -> None:
    cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    area = {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}
    book.batch({"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat"}})
    book.type_in("Sheet1!A1", [["0042"]])
    assert book.stored("Sheet1!A1") == [["0042"]]


def test_a_write_keeps_notes_and_rules_and_drops_the_formula(book: RawBook) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "y"}]}}
    cell = {"note": "n", "dataValidation": rule, "userEnteredValue": {"formulaValue": "=1+1"}}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    book.batch({"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    book.write("Sheet1!A1", [["plain"]])
    assert book.cell("Sheet1!A1", "note,dataValidation,userEnteredValue") == {
        "note": "n",
        "dataValidation": rule,
        "userEnteredValue": {"stringValue": "plain"},
    }


def test_a_write_may_echo_what_cells_hold_now(book: RawBook) -> None:
    answer = book.answer(
        "PUT",
        "/values/Sheet1!A1",
        {"values": [["=1+1", "2020-01-01"]]},
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="True",
        responseValueRenderOption="UNFORMATTED_VALUE",
        responseDateTimeRenderOption="FORMATTED_STRING",
    )
    assert answer.json()["updatedData"] == {
        "range": "Sheet1!A1:B1",
        "majorDimension": "ROWS",
        "values": [[2, "2020-01-01"]],
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"values": "X"},
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"",
        ),
        (
            {"values": ["X", ["Y"], "Z"]},
            "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), "
            "\"X\"\nInvalid value at 'data.values[2]' "
            '(type.googleapis.com/google.protobuf.ListValue), "Z"',
        ),
        (
            {"value": [["X"]]},
            "Invalid JSON payload received. Unknown name \"value\" at 'data': Cannot find field.",
        ),
        (
            {"majorDimension": "ROW"},
            "Invalid value at 'data.major_dimension' "
            '(type.googleapis.com/google.apps.sheets.v4.Dimension), "ROW"',
        ),
    ],
)
def test_a_body_of_wrong_types_is_refused_before_the_range_is_read(
    book: RawBook, body: object, message: str
) -> None:
    answer = book.answer("PUT", "/values/[[nonsense]]", body, valueInputOption="RAW")
    assert answer.json()["error"]["message"] == message


def test_the_input_option_must_be_given(book: RawBook) -> None:
    answer = book.answer("PUT", "/values/Sheet1!A1", {"values": [["a"]]})
    assert answer.json()["error"]["message"] == "'valueInputOption' is required but not specified"


def test_the_range_in_the_body_must_be_the_one_in_the_address(book: RawBook) -> None:
    body = {"range": "Sheet1!ZZ998", "values": [["a"]]}
    answer = book.answer("PUT", "/values/Sheet1!ZZ999", body, valueInputOption="RAW")
    assert answer.json()["error"]["message"] == (
        "Request range[Sheet1!ZZ999] does not match value's range[Sheet1!ZZ998]"
    )


def test_what_is_no_json_is_refused(book: RawBook) -> None:
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{book.file_id}/values/A1"
    answer = book.session.put(f"{address}?valueInputOption=RAW", data=b'{"values": [NaN]}')
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("Invalid JSON payload received. ")


def test_a_batch_counts_rows_columns_and_sheets_once(book: RawBook) -> None:
    data = [
        {"range": "Sheet1!A1:D1", "values": [["A1", "B1", "", "D1"]]},
        {"range": "Sheet1!A4:D4", "values": [["A4", "B4", "", "D4"]]},
    ]
    reply = book.post("/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert {name: value for name, value in reply.items() if name != "responses"} == {
        "spreadsheetId": book.file_id,
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 4,
        "totalUpdatedCells": 8,
        "totalUpdatedSheets": 1,
    }
    assert [one["updatedRange"] for one in reply["responses"]] == ["Sheet1!A1:D1", "Sheet1!A4:D4"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            {"range": "Nope!A1", "values": [["x"]]},
            "Invalid data[1]: Unable to parse range: Nope!A1",
        ),
        (
            {"range": "Sheet1!A1:A2", "values": [["x", "y"]]},
            "Invalid data[1]: Requested writing within range [Sheet1!A1:A2], "
            "but tried writing to column [B]",
        ),
    ],
)
def test_one_bad_matrix_undoes_the_batch(book: RawBook, bad: object, message: str) -> None:
    data = [{"range": "Sheet1!A1", "values": [["kept?"]]}, bad]
    answer = book.answer("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert answer.json()["error"]["message"] == message
    assert book.values() == []


def test_clear_takes_values_and_leaves_the_rest(book: RawBook) -> None:
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    cells = [
        {"userEnteredValue": {"formulaValue": "=1/0"}, "note": "n"},
        {"userEnteredValue": {"numberValue": 1}},
        {"userEnteredValue": {"stringValue": "kept"}},
    ]
    rows = [{"values": cells}]
    book.batch({"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    reply = book.post("/values/Sheet1!A1:B5:clear")
    assert reply == {"spreadsheetId": book.file_id, "clearedRange": "Sheet1!A1:B5"}
    assert book.values() == [["", "", "kept"]]
    assert book.cell("Sheet1!A1") == {"note": "n"}


def test_clear_of_a_blank_sheet_answers_its_grid(book: RawBook) -> None:
    assert book.post("/values/Sheet1:clear")["clearedRange"] == "Sheet1!A1:Z1000"


def test_batch_clear_answers_all_ranges(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b"], ["c", "d", "e"]])
    reply = book.post("/values:batchClear", {"ranges": ["'Sheet1'!A1:B1", "'Sheet1'!C2:E2"]})
    assert reply["clearedRanges"] == ["Sheet1!A1:B1", "Sheet1!C2:E2"]
    assert book.values() == [[], ["c", "d"]]
    assert book.post("/values:batchClear", {}) == {"spreadsheetId": book.file_id}


_cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0),
    st.text(max_size=12),
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.lists(_cells, max_size=5), max_size=6))
def test_what_is_written_raw_is_what_is_read(book: RawBook, values: list[list[Any]]) -> None:
    book.post("/values/Sheet1:clear")
    book.write("Sheet1!A1", values)
    expected = [["" if value is None else value for value in line] for line in values]
    for line in expected:
        while line and line[-1] == "":
            line.pop()
    while expected and not expected[-1]:
        expected.pop()
    assert book.stored() == expected == book.formulas()
    shown = book.values()
    assert [len(line) for line in shown] == [len(line) for line in expected]
    for line, originals in zip(shown, expected, strict=True):
        for text, original in zip(line, originals, strict=True):
            if isinstance(original, str):
                assert text == original
            elif isinstance(original, bool):
                assert text == str(original).upper()
            else:
                assert float(text) == pytest.approx(original, rel=1e-5, abs=1e-9)


def test_requests_beyond_the_known_paths_are_not_found(session: requests.Session) -> None:
    answer = session.get("https://sheets.googleapis.com/v4/nothing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"
