"""batchUpdate: copy, cut, sort, find and replace, doubles."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook

Json = dict[str, Any]


def area(top: int, left: int, bottom: int, right: int, sheet_id: int = 0) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def copy(source: Json, destination: Json, kind: str = "PASTE_NORMAL", **more: Any) -> Json:
    where = {"source": source, "destination": destination, "pasteType": kind}
    return {"copyPaste": where | more}


def sort(where: Json, *columns: tuple[int, str]) -> Json:
    specs = [{"dimensionIndex": column, "sortOrder": order} for column, order in columns]
    return {"sortRange": {"range": where, "sortSpecs": specs}}


@pytest.fixture
def rich(book: RawBook) -> RawBook:
    """A1 a number with everything, B1 a formula, below them plain texts."""
    borders = {"borders": {"top": {"style": "SOLID"}}, "textFormat": {"bold": True}}
    rule = {"condition": {"type": "NOT_BLANK"}}
    cells = [
        {
            "userEnteredValue": {"numberValue": 5},
            "userEnteredFormat": borders,
            "note": "n",
            "dataValidation": rule,
        },
        {"userEnteredValue": {"formulaValue": "=A1*2"}},
    ]
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch(
        {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "*"}},
        {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [area(0, 0, 1, 1)],
                    "booleanRule": {"condition": {"type": "NOT_BLANK"}},
                }
            }
        },
        {"addSheet": {"properties": {"title": "Other", "sheetId": 5}}},
    )
    book.write("Sheet1!A2", [["x", "y"]])
    return book


def parts(book: RawBook, cell: str) -> set[str]:
    found = book.cell(cell, "userEnteredValue,userEnteredFormat,note,dataValidation")
    formats = found.pop("userEnteredFormat", {})
    return set(found) | {name for name in formats if name in ("borders", "textFormat")}


@pytest.mark.parametrize(
    ("kind", "carried"),
    [
        ("PASTE_NORMAL", {"userEnteredValue", "borders", "textFormat", "note", "dataValidation"}),
        ("PASTE_VALUES", {"userEnteredValue"}),
        ("PASTE_FORMAT", {"borders", "textFormat"}),
        ("PASTE_NO_BORDERS", {"userEnteredValue", "textFormat", "note", "dataValidation"}),
        ("PASTE_FORMULA", {"userEnteredValue"}),
        ("PASTE_DATA_VALIDATION", {"dataValidation"}),
        ("PASTE_CONDITIONAL_FORMATTING", set()),
    ],
)
def test_a_paste_carries_what_its_kind_says(rich: RawBook, kind: str, carried: set[str]) -> None:
    rich.batch(copy(area(0, 0, 1, 1), area(4, 4, 5, 5), kind))
    assert parts(rich, "E5") == carried
    ranges = rich.sheet()["conditionalFormats"][0]["ranges"]
    follows = kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING")
    assert len(ranges) == (2 if follows else 1)


def test_formulas_move_with_a_copy_and_become_values_on_demand(rich: RawBook) -> None:
    rich.write("Sheet1!C1", [[7]])
    rich.batch(
        copy(area(0, 1, 1, 2), area(0, 3, 1, 4)),
        copy(area(0, 1, 1, 2), area(2, 3, 3, 4), "PASTE_VALUES"),
    )
    assert rich.formulas("Sheet1!D1:D3") == [["=C1*2"], [], [10]]
    assert rich.stored("Sheet1!D1") == [[14]]


def test_a_destination_that_is_a_multiple_is_filled(rich: RawBook) -> None:
    rich.batch(copy(area(1, 0, 2, 2), area(4, 0, 8, 4), "PASTE_VALUES"))
    assert rich.values("Sheet1!A5:D8") == [["x", "y", "x", "y"]] * 4


def test_a_small_destination_takes_the_whole_source(rich: RawBook) -> None:
    rich.batch(copy(area(1, 0, 2, 2), area(4, 4, 5, 5), "PASTE_VALUES"))
    assert rich.values("Sheet1!E5:F5") == [["x", "y"]]


def test_rows_may_be_pasted_as_columns(rich: RawBook) -> None:
    rich.batch(
        copy(area(1, 0, 2, 2), area(4, 0, 5, 1), "PASTE_VALUES", pasteOrientation="TRANSPOSE")
    )
    assert rich.values("Sheet1!A5:B6") == [["x"], ["y"]]


def test_an_overlapping_copy_reads_what_was(book: RawBook) -> None:
    book.write("Sheet1!A1", [["1"], ["2"], ["3"]])
    book.batch(copy(area(0, 0, 3, 1), area(1, 0, 4, 1)))
    assert book.values() == [["1"], ["1"], ["2"], ["3"]]


def test_merges_and_rules_are_copied_to_another_sheet(rich: RawBook) -> None:
    rich.batch(
        {"mergeCells": {"range": area(0, 0, 1, 2)}},
        copy(area(0, 0, 1, 2), area(3, 0, 4, 2, 5)),
    )
    other = rich.sheet(1)
    moved = {"sheetId": 5, "startRowIndex": 3, "endRowIndex": 4}
    moved |= {"startColumnIndex": 0, "endColumnIndex": 2}
    assert other["merges"] == [moved]
    assert other["conditionalFormats"][0]["ranges"] == [moved]


def test_a_copy_beyond_the_grid_is_refused(rich: RawBook) -> None:
    message = rich.refusal(copy(area(0, 0, 1, 2), area(0, 25, 1, 26)))
    assert message == "Invalid requests[0].copyPaste: The paste range goes beyond the grid."


def test_cut_cells_move_with_all_they_have(rich: RawBook) -> None:
    rich.batch(
        {"mergeCells": {"range": area(1, 0, 2, 2)}},
        {
            "cutPaste": {
                "source": area(0, 0, 2, 2),
                "destination": {"sheetId": 0, "rowIndex": 4, "columnIndex": 1},
                "pasteType": "PASTE_NORMAL",
            }
        },
    )
    assert rich.formulas("Sheet1!A1:C6")[4:] == [["", 5, "=A1*2"], ["", "x"]]
    assert rich.cell("A1") == {}
    assert parts(rich, "B5") >= {"note", "borders", "dataValidation"}
    assert rich.sheet()["merges"][0]["startRowIndex"] == 5


def test_a_cut_from_blank_rows_blanks_the_target(book: RawBook) -> None:
    book.write("Sheet1!A5", [["gone"]])
    destination = {"sheetId": 0, "rowIndex": 4, "columnIndex": 0}
    book.batch({"cutPaste": {"source": area(0, 0, 1, 1), "destination": destination}})
    assert book.values() == []
    destination["rowIndex"] = 1000
    request = {"cutPaste": {"source": area(0, 0, 1, 1), "destination": destination}}
    assert book.refusal(request).endswith("The paste range goes beyond the grid.")


def test_numbers_come_before_texts_before_truth_before_errors_and_blanks_last(
    book: RawBook,
) -> None:
    values: list[Any] = ["b", True, 10, "A", None, 9, "=1/0", "10", False]
    book.write("Sheet1!A1", [["x"]] * 9)
    rows = []
    for value in values:
        kind = {str: "stringValue", bool: "boolValue", int: "numberValue"}.get(type(value), "")
        if value == "=1/0":
            kind = "formulaValue"
        rows.append({"values": [{"userEnteredValue": {kind: value} if kind else {}}]})
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    book.batch(sort(area(0, 0, 9, 1), (0, "ASCENDING")))
    order = [9, 10, "10", "A", "b", False, True]
    assert [line[0] for line in book.stored()][:7] == order
    assert book.values("Sheet1!A8:A9") == [["#DIV/0!"]]
    book.batch(sort(area(0, 0, 9, 1), (0, "DESCENDING")))
    assert [line[0] for line in book.stored()][1:] == order[::-1]


def test_several_keys_count_in_their_order_and_equal_rows_stay(book: RawBook) -> None:
    book.write(
        "Sheet1!A1",
        [["head", "x", 1], ["b", 2, "first"], ["a", 1, "x"], ["b", 1, "y"], ["B", 2, "second"]],
    )
    book.batch(sort(area(1, 0, 5, 3), (0, "ASCENDING"), (1, "DESCENDING")))
    assert book.stored() == [
        ["head", "x", 1],
        ["a", 1, "x"],
        ["b", 2, "first"],
        ["B", 2, "second"],
        ["b", 1, "y"],
    ]


def test_only_the_range_is_sorted_and_notes_move_along(book: RawBook) -> None:
    book.write("Sheet1!A1", [["2", "left"], ["1", "alone"]])
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch(
        {"updateCells": {"start": start, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}}
    )
    book.batch(sort(area(0, 0, 2, 1), (0, "ASCENDING")))
    assert book.values() == [["1", "left"], ["2", "alone"]]
    assert book.cell("A2", "note") == {"note": "n"}


def test_formulas_move_with_their_sorted_row(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["2", "=A1*10"], ["1", "=A2*10"]])
    book.batch(sort(area(0, 0, 2, 2), (0, "ASCENDING")))
    assert book.formulas() == [[1, "=A1*10"], [2, "=A2*10"]]
    assert book.stored() == [[1, 10], [2, 20]]


def test_a_colour_can_be_a_key(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a"], ["b"], ["c"]])
    red = {"backgroundColor": {"red": 1}, "textFormat": {"foregroundColor": {"blue": 1}}}
    cell = {"userEnteredFormat": red}
    fields = "userEnteredFormat"
    book.batch({"repeatCell": {"range": area(2, 0, 3, 1), "cell": cell, "fields": fields}})
    spec = {"dimensionIndex": 0, "backgroundColor": {"red": 1}}
    book.batch({"sortRange": {"range": area(0, 0, 3, 1), "sortSpecs": [spec]}})
    assert book.values() == [["c"], ["a"], ["b"]]
    book.batch(sort(area(0, 0, 3, 1), (0, "ASCENDING")))
    spec = {"dimensionIndex": 0, "foregroundColor": {"blue": 1}}
    book.batch({"sortRange": {"range": area(0, 0, 3, 1), "sortSpecs": [spec]}})
    assert book.values() == [["c"], ["a"], ["b"]]


def test_a_key_outside_the_range_is_refused(book: RawBook) -> None:
    assert book.refusal(sort(area(0, 1, 3, 2), (0, "ASCENDING"))) == (
        "Invalid requests[0].sortRange: Sort column is outside of the range."
    )


def test_random_order_loses_nothing(book: RawBook) -> None:
    values = [[str(number)] for number in range(30)]
    book.write("Sheet1!A1", values)
    book.batch({"randomizeRange": {"range": area(0, 0, 30, 1)}})
    assert sorted(book.values(), key=lambda line: int(line[0])) == values


def columns(start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def test_later_doubles_go_and_the_rest_moves_up(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", 1, "p"], ["A", 1, "q"], ["b", 1, "r"], ["a", 1, "s"], [1, 1]])
    (reply,) = book.batch({"deleteDuplicates": {"range": area(0, 0, 5, 2)}})
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 2}}
    assert book.stored() == [["a", 1, "p"], ["b", 1, "q"], [1, 1, "r"], ["", "", "s"]]
    request = {"range": area(0, 0, 3, 2), "comparisonColumns": [columns(1, 2)]}
    (reply,) = book.batch({"deleteDuplicates": request})
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 2}}
    (reply,) = book.batch({"deleteDuplicates": {"range": area(0, 0, 1, 2)}})
    assert reply == {"deleteDuplicates": {}}


def test_compared_columns_must_lie_in_the_range(book: RawBook) -> None:
    request = {"range": area(0, 0, 3, 2), "comparisonColumns": [columns(1, 3)]}
    assert book.refusal({"deleteDuplicates": request}).endswith(
        "Comparison columns must be inside of the range."
    )


def find(**request: Any) -> Json:
    return {"findReplace": request}


@pytest.fixture
def words(book: RawBook) -> RawBook:
    book.type_in("Sheet1!A1", [["one two one", "=A1&1", 11], ["One", "none", ""]])
    book.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 5}}})
    book.write("Other!A1", [["one"]])
    return book


@pytest.mark.parametrize(
    ("request_", "reply", "values"),
    [
        (
            find(find="one", replacement="X", sheetId=0),
            {"valuesChanged": 3, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 4},
            [["X two X", "X two X1", "11"], ["X", "nX"]],
        ),
        (
            find(find="one", replacement="X", range=area(0, 0, 1, 1), matchCase=True),
            {"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 2},
            [["X two X", "X two X1", "11"], ["One", "none"]],
        ),
        (
            find(find="one", replacement="X", sheetId=0, matchEntireCell=True),
            {"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 1},
            [["one two one", "one two one1", "11"], ["X", "none"]],
        ),
        (
            find(find="(o)(ne)", replacement="$2$1", sheetId=0, searchByRegex=True, matchCase=True),
            {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 3},
            [["neo two neo", "neo two neo1", "11"], ["One", "nneo"]],
        ),
        (
            find(find="1", replacement="2", sheetId=0, includeFormulas=True),
            {
                "valuesChanged": 1,
                "formulasChanged": 1,
                "rowsChanged": 1,
                "sheetsChanged": 1,
                "occurrencesChanged": 4,
            },
            [["one two one", "One2", "22"], ["One", "none"]],
        ),
        (
            find(find="one", replacement="", allSheets=True, matchEntireCell=True),
            {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 2, "occurrencesChanged": 2},
            [["one two one", "one two one1", "11"], ["", "none"]],
        ),
        (
            find(find="absent", replacement="x", allSheets=True),
            {},
            [["one two one", "one two one1", "11"], ["One", "none"]],
        ),
        (
            find(find="two", replacement="\\1", sheetId=0),
            {"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 1},
            [["one \\1 one", "one \\1 one1", "11"], ["One", "none"]],
        ),
    ],
)
def test_texts_are_found_and_replaced(
    words: RawBook, request_: Json, reply: Json, values: list[list[str]]
) -> None:
    assert words.batch(request_) == [{"findReplace": reply}]
    assert words.values() == values


def test_a_replaced_number_is_a_number_again(words: RawBook) -> None:
    words.batch(find(find="11", replacement="12", sheetId=0))
    assert words.stored("Sheet1!C1") == [[12]]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (find(find="", allSheets=True), "find must be specified."),
        (find(find="x"), "One of range, sheetId or allSheets must be specified."),
        (
            find(find="(", allSheets=True, searchByRegex=True),
            "Invalid regular expression: (",
        ),
    ],
)
def test_a_search_that_cannot_be_is_refused(words: RawBook, request_: Json, message: str) -> None:
    assert words.refusal(request_) == f"Invalid requests[0].findReplace: {message}"


def test_spaces_are_trimmed(book: RawBook) -> None:
    book.write("Sheet1!A1", [["  a   b ", "c", 1], ["   "]])
    (reply,) = book.batch({"trimWhitespace": {"range": area(0, 0, 2, 3)}})
    assert reply == {"trimWhitespace": {"cellsChangedCount": 2}}
    assert book.stored() == [["a b", "c", 1]]
    assert book.batch({"trimWhitespace": {"range": area(0, 0, 2, 3)}}) == [{"trimWhitespace": {}}]
