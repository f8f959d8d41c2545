"""values.get and batchGet: shapes and renderings (sheets-api 2.3)."""

from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.sandbox import values_read
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.formats import shown
from sheetsync.sandbox.quick_numbers import quick_shower
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.testing.raw_book import RawBook


def test_an_empty_range_has_no_values_key(book: RawBook) -> None:
    assert book.get("/values/Sheet1!D4") == {"range": "Sheet1!D4", "majorDimension": "ROWS"}


def test_blank_tails_go_and_inner_blanks_stay(book: RawBook) -> None:
    book.write("Sheet1!A1", [["1"], [], [], [None, None, None, "2"]])
    assert book.get("/values/Sheet1!A1:F9") == {
        "range": "Sheet1!A1:F9",
        "majorDimension": "ROWS",
        "values": [["1"], [], [], ["", "", "", "2"]],
    }


def test_columns_are_cut_like_rows(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b"], ["c"], [None, None, "d"]])
    found = book.get("/values/Sheet1!A1:Z9", majorDimension="COLUMNS")
    assert found == {
        "range": "Sheet1!A1:Z9",
        "majorDimension": "COLUMNS",
        "values": [["a", "c"], ["b"], ["", "", "d"]],
    }


def test_a_window_shows_only_its_cells(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b", "c"], ["d"], ["e", None, "f"]])
    assert book.values("Sheet1!B1:C2") == [["b", "c"]]
    assert book.values("Sheet1!B1:B3", majorDimension="COLUMNS") == [["b"]]
    assert book.values("Sheet1!B2:B9") == []


@pytest.mark.parametrize(
    ("typed", "formatted", "unformatted", "formula"),
    [
        ("1", "1", 1, 1),
        ("1.45", "1.45", 1.45, 1.45),
        ("=4/2", "2", 2, "=4/2"),
        ("= 1 / 1024", "0.0009765625", 0.0009765625, "= 1 / 1024"),
        ("2020-01-01", "2020-01-01", 43831, 43831),
        ("TRUE", "TRUE", True, True),
        ("=1=2", "FALSE", False, "=1=2"),
        ("2,000,000.01", "2,000,000.01", 2000000.01, 2000000.01),
        ("'0042", "0042", "0042", "0042"),
        ("text", "text", "text", "text"),
        (
            "=1/0",
            "#DIV/0!",
            "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)",
            "=1/0",
        ),
    ],
)
def test_a_value_has_three_renderings(
    book: RawBook, typed: str, formatted: object, unformatted: object, formula: object
) -> None:
    book.type_in("Sheet1!A1", [[typed]])
    assert book.values("Sheet1!A1") == [[formatted]]
    assert book.stored("Sheet1!A1") == [[unformatted]]
    assert book.formulas("Sheet1!A1") == [[formula]]


def test_formatted_string_shows_moments_and_leaves_numbers(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["1999-01-02", "53", "12:30", "=DATE(2020,1,1)", "50%"], [None]])
    asked = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert book.values("Sheet1!A1:C1", **asked) == [[36162, 53, 0.5208333333333334]]
    shown_moments = book.values("Sheet1!A1:E1", **asked, dateTimeRenderOption="FORMATTED_STRING")
    assert shown_moments == [["1999-01-02", 53, "12:30", "1/1/2020", 0.5]]


def test_whole_numbers_have_no_point_and_huge_ones_stay_numbers(book: RawBook) -> None:
    book.write("Sheet1!A1", [[2.0, 53, -0.5, 1e21, 2**60]])
    answer = book.answer("GET", "/values/Sheet1!A1:E1", valueRenderOption="UNFORMATTED_VALUE")
    assert '"values":[[2,53,-0.5,1e+21,1.152921504606847e18]]'.replace("e+21", "e21") in answer.text


def test_batch_get_answers_in_the_order_asked(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b"]])
    found = book.get("/values:batchGet", ranges=["Sheet1!B1", "Sheet1!A1"])
    assert found == {
        "spreadsheetId": book.file_id,
        "valueRanges": [
            {"range": "Sheet1!B1", "majorDimension": "ROWS", "values": [["b"]]},
            {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["a"]]},
        ],
    }


def test_batch_get_of_nothing_is_just_the_id(book: RawBook) -> None:
    assert book.get("/values:batchGet") == {"spreadsheetId": book.file_id}


def test_a_read_that_starts_beyond_the_grid_is_refused(book: RawBook) -> None:
    answer = book.answer("GET", "/values/Sheet1!ZZZ999999:ZZZ9999999")
    assert answer.json()["error"]["message"] == (
        "Range (Sheet1!ZZZ999999:ZZZ9999999) exceeds grid limits. Max rows: 1000, max columns: 26"
    )


def test_a_read_that_ends_beyond_the_grid_is_cut_or_by_switch_refused(
    book: RawBook, tmp_path: Any
) -> None:
    assert book.get("/values/Sheet1!Y999:AB2000")["range"] == "Sheet1!Y999:Z1000"
    strict = create_app(tmp_path / "strict.sandbox", switches=Switches(clip_reads=False))
    other = RawBook.new(mount(requests.Session(), strict))
    assert other.answer("GET", "/values/Sheet1!Y999:AB2000").status_code == 400


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"valueRenderOption": "SHOWN"},
            "Invalid value at 'value_render_option' "
            '(type.googleapis.com/google.apps.sheets.v4.ValueRenderOption), "SHOWN"',
        ),
        (
            {"render": "x"},
            'Invalid JSON payload received. Unknown name "render": Cannot bind query parameter. '
            "Field 'render' could not be found in request message.",
        ),
    ],
)
def test_wrong_parameters_are_refused(book: RawBook, query: dict[str, str], message: str) -> None:
    answer = book.answer("GET", "/values/Sheet1", **query)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message


def test_pretty_printing_is_asked_for(book: RawBook) -> None:
    assert "\n" not in book.answer("GET", "/values/Sheet1!A1").text
    assert book.answer("GET", "/values/Sheet1!A1", prettyPrint="true").text == (
        '{\n  "range": "Sheet1!A1",\n  "majorDimension": "ROWS"\n}\n'
    )


def test_a_big_answer_is_the_same_by_rows_and_by_columns(book: RawBook) -> None:
    rows = [[f"t{i}", i, i / 7, i % 2 == 0] for i in range(500)]
    book.write("Sheet1!A1", rows)
    by_rows = book.values("Sheet1")
    by_columns = book.values("Sheet1", majorDimension="COLUMNS")
    assert by_rows == [list(line) for line in zip(*by_columns, strict=True)]
    assert by_rows[7] == ["t7", "7", "1", "FALSE"]
    assert by_rows[8] == ["t8", "8", "1.142857143", "TRUE"]


_numbers = st.one_of(
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**6), 10**6, places=3).map(float),
    st.booleans(),
    st.text(max_size=5),
    st.none(),
)


@given(
    _numbers,
    st.sampled_from([None, "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.000", "dd.mm.yyyy"]),
    st.sampled_from(["en_US", "ru_RU", "de_DE"]),
)
def test_a_short_cut_shows_what_the_careful_way_shows(
    value: Any, pattern: str | None, locale: str
) -> None:
    number_format = {"type": "NUMBER", "pattern": pattern} if pattern else None
    assert quick_shower(number_format, locale)(value) == shown(value, number_format, locale)


@pytest.mark.parametrize("value", [0.125, 0.375, 1.005, 2.675, -0.001, 0.5, 999999.995, 1e-5, -0.0])
def test_a_short_cut_steps_aside_near_ties_and_zero(value: float) -> None:
    number_format = {"type": "NUMBER", "pattern": "#,##0.00"}
    assert quick_shower(number_format, "en_US")(value) == shown(value, number_format, "en_US")


def test_a_large_sheet_reads_alike_and_is_not_kept_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(tmp_path / "team.sandbox")
    book = RawBook.new(mount(requests.Session(), app))
    rows = [[f"t{i}", i, i / 7, i % 2 == 0] for i in range(300)]
    book.write("Sheet1!A1", rows)
    kept = [book.values("Sheet1"), book.values("Sheet1", majorDimension="COLUMNS")]
    monkeypatch.setattr(values_read, "_KEPT_CELLS", 10)
    again = create_app(tmp_path / "team.sandbox")
    other = RawBook(mount(requests.Session(), again), book.file_id)
    assert [other.values("Sheet1"), other.values("Sheet1", majorDimension="COLUMNS")] == kept
    with again.extensions["sandbox"].store.reading() as store:
        workbook = store.workbook(book.file_id)
        assert workbook is not None
        blocks = workbook.sheets[0].rows.blocks
        assert len(blocks) > 2
        assert not [block for block in blocks if block.rows or block.rendered]
