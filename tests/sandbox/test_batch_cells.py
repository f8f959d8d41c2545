"""batchUpdate: updateCells, repeatCell, appendCells, formats, validation, borders, rules."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook

Json = dict[str, Any]
START = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}


def area(top: int, left: int, bottom: int, right: int, sheet_id: int = 0) -> Json:
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def text(value: str) -> Json:
    return {"userEnteredValue": {"stringValue": value}}


def update(fields: str, rows: list[list[Json]], **where: Any) -> Json:
    listed = [{"values": row} for row in rows]
    return {"updateCells": {"fields": fields, "rows": listed} | where}


def test_values_of_all_kinds_are_stored_as_given(book: RawBook) -> None:
    values: list[Json] = [
        {"stringValue": "=not a formula"},
        {"numberValue": 1.5},
        {"numberValue": 2.0},
        {"boolValue": False},
        {"formulaValue": "=B1*2"},
        {"stringValue": ""},
        {},
    ]
    row = [{"userEnteredValue": value} for value in values]
    book.batch(update("userEnteredValue", [row], start=START))
    assert book.stored() == [["=not a formula", 1.5, 2, False, 3]]
    assert book.formulas() == [["=not a formula", 1.5, 2, False, "=B1*2"]]


def test_missing_cells_of_a_range_are_unset_and_those_of_a_start_are_not(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b"], ["c", "d"]])
    book.batch(update("userEnteredValue", [[text("x")]], start=START))
    assert book.values() == [["x", "b"], ["c", "d"]]
    book.batch(update("userEnteredValue", [[text("y")]], range=area(0, 0, 2, 2)))
    assert book.values() == [["y"]]


def test_a_field_in_the_mask_without_a_value_is_unset(book: RawBook) -> None:
    cell = text("a") | {"note": "n", "userEnteredFormat": {"textFormat": {"bold": True}}}
    book.batch(update("*", [[cell]], start=START))
    book.batch(update("note,userEnteredFormat.textFormat.bold", [[{}]], start=START))
    assert book.cell("A1", "userEnteredValue,note,userEnteredFormat") == text("a")


def test_formats_change_by_parts(book: RawBook) -> None:
    whole = {"userEnteredFormat": {"backgroundColor": {"red": 1}, "horizontalAlignment": "LEFT"}}
    book.batch(update("userEnteredFormat", [[whole]], start=START))
    part = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"green": 0.5}}}}
    book.batch(update("userEnteredFormat.backgroundColorStyle", [[part]], start=START))
    assert book.cell("A1", "userEnteredFormat")["userEnteredFormat"] == {
        "backgroundColor": {"green": 0.49803922},
        "backgroundColorStyle": {"rgbColor": {"green": 0.49803922}},
        "horizontalAlignment": "LEFT",
    }
    book.batch(update("userEnteredFormat(backgroundColor)", [[{}]], start=START))
    assert book.cell("A1", "userEnteredFormat")["userEnteredFormat"] == {
        "horizontalAlignment": "LEFT"
    }


def test_a_theme_colour_is_shown_as_a_colour_too(book: RawBook) -> None:
    themed = {"userEnteredFormat": {"backgroundColorStyle": {"themeColor": "BACKGROUND"}}}
    book.batch(update("userEnteredFormat", [[themed]], start=START))
    assert book.cell("A1", "userEnteredFormat")["userEnteredFormat"] == {
        "backgroundColor": {"red": 1, "green": 1, "blue": 1},
        "backgroundColorStyle": {"themeColor": "BACKGROUND"},
    }
    odd = {"userEnteredFormat": {"backgroundColorStyle": {"themeColor": "LINK"}}}
    book.batch(update("userEnteredFormat", [[odd]], start=START))
    assert book.cell("A1", "userEnteredFormat")["userEnteredFormat"]["backgroundColor"]


def test_a_colour_without_a_part_is_not_filled_up_from_white(book: RawBook) -> None:
    orange = {"userEnteredFormat": {"backgroundColor": {"red": 1, "green": 0.8}}}
    book.batch(update("userEnteredFormat", [[orange]], start=START))
    shown = book.cell("A1", "effectiveFormat")["effectiveFormat"]
    assert shown["backgroundColor"] == {"red": 1, "green": 0.8}
    assert shown["backgroundColorStyle"] == {"rgbColor": {"red": 1, "green": 0.8}}


def test_text_runs_and_rules_are_kept_and_go_with_a_new_value(book: RawBook) -> None:
    runs = [{"format": {"bold": True}}, {"startIndex": 3, "format": {"link": {"uri": "https://a"}}}]
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": False}
    cell = text("bold plain") | {"textFormatRuns": runs, "dataValidation": rule}
    book.batch(update("*", [[cell]], start=START))
    found = book.cell("A1", "textFormatRuns,dataValidation")
    assert found == {
        "textFormatRuns": runs,
        "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True},
    }
    book.write("Sheet1!A1", [["new"]])
    assert book.cell("A1", "textFormatRuns,dataValidation") == {
        "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}
    }


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            update("userEnteredValue", [[text("a"), text("b")]], range=area(0, 0, 1, 1)),
            "updateCells: Attempting to write column: 1, beyond the last requested column of: 0",
        ),
        (
            update("userEnteredValue", [[text("a")], [text("b")]], range=area(0, 0, 1, 1)),
            "updateCells: Attempting to write row: 1, beyond the last requested row of: 0",
        ),
        (
            update("userEnteredValue", [[text("a")]] * 2, start=START | {"rowIndex": 999}),
            "updateCells: Attempting to write row: 1000, beyond the last row of: 999",
        ),
        (
            update("userEnteredValue", [[text("a")] * 2], start=START | {"columnIndex": 25}),
            "updateCells: Attempting to write column: 26, beyond the last column of: 25",
        ),
        (update("userEnteredValue", [[text("a")]]), "updateCells: No area specified."),
        (
            update("", [[text("a")]], start=START),
            "updateCells: At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)",
        ),
        (
            update("*", [[text("x" * 50_001)]], start=START),
            "updateCells: Your input contains more than the maximum of 50000 characters "
            "in a single cell.",
        ),
        (
            update("pivotTable", [[{"pivotTable": {"rows": [{}]}}]], start=START),
            "updateCells: The sandbox does not compute pivot tables.",
        ),
        (
            {"repeatCell": {"range": {"sheetId": 5}, "cell": {}, "fields": "note"}},
            "repeatCell: No grid with id: 5",
        ),
        (
            {"repeatCell": {"range": area(5, 0, 5, 1), "cell": {}, "fields": "note"}},
            "repeatCell: range.endRowIndex[5] must be greater than range.startRowIndex[5]",
        ),
        (
            {"repeatCell": {"range": area(1000, 0, 1001, 1), "cell": {}, "fields": "note"}},
            "repeatCell: range.startRowIndex[1000] is after last row in grid[1000]",
        ),
        (
            {"repeatCell": {"range": area(-1, 0, 1, 1), "cell": {}, "fields": "note"}},
            "repeatCell: range.startRowIndex must be greater than or equal to 0, but was -1",
        ),
    ],
)
def test_cells_that_cannot_be_written_are_refused(
    book: RawBook, request_: Json, message: str
) -> None:
    assert book.refusal(request_) == f"Invalid requests[0].{message}"


def test_one_cell_is_repeated_over_a_range(book: RawBook) -> None:
    book.write("Sheet1!A1", [["1"]])
    cell = {"userEnteredFormat": {"wrapStrategy": "WRAP"}, "note": "all"}
    fields = "userEnteredFormat.wrapStrategy,note"
    book.batch({"repeatCell": {"range": area(0, 0, 2, 2), "cell": cell, "fields": fields}})
    for name in ("A1", "B1", "A2", "B2"):
        assert book.cell(name, "note,userEnteredFormat") == {
            "note": "all",
            "userEnteredFormat": {"wrapStrategy": "WRAP"},
        }
    book.batch({"repeatCell": {"range": {"sheetId": 0}, "fields": "note,userEnteredFormat"}})
    assert book.cell("A1", "note,userEnteredFormat") == {}
    assert book.values() == [["1"]]


def test_a_repeated_formula_follows_its_cell(book: RawBook) -> None:
    book.write("Sheet1!A1", [[1], [2], [3]])
    cell = {"userEnteredValue": {"formulaValue": "=A1*$A$3"}}
    book.batch(
        {"repeatCell": {"range": area(0, 1, 3, 2), "cell": cell, "fields": "userEnteredValue"}}
    )
    assert book.formulas("Sheet1!B1:B3") == [["=A1*$A$3"], ["=A2*$A$3"], ["=A3*$A$3"]]
    assert book.stored("Sheet1!B1:B3") == [[3], [6], [9]]


def test_cells_are_appended_below_the_last_row_with_data(book: RawBook) -> None:
    book.resize(3, 2)
    book.write("Sheet1!B2", [["last"]])
    rows = [{"values": [text("a"), text("b"), text("c")]}, {"values": [text("d")]}]
    book.batch({"appendCells": {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}})
    assert book.values() == [[], ["", "last"], ["a", "b", "c"], ["d"]]
    grid = book.sheet()["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (4, 3)


def test_cells_appended_to_a_blank_sheet_begin_at_its_top(book: RawBook) -> None:
    rows = [{"values": [text("a")]}]
    book.batch({"appendCells": {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}})
    assert book.values() == [["a"]]


def test_validation_covers_a_range_and_goes_without_a_rule(book: RawBook) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "y"}]}}
    where = area(0, 0, 2, 1)
    book.batch({"setDataValidation": {"range": where, "rule": rule | {"strict": True}}})
    assert book.cell("A2") == {"dataValidation": rule | {"strict": True}}
    book.write("Sheet1!A1", [["not y"]])
    book.batch({"setDataValidation": {"range": {"sheetId": 0}}})
    assert book.cell("A2") == {}
    assert book.refusal({"setDataValidation": {"range": where, "rule": {"strict": True}}}) == (
        "Invalid requests[0].setDataValidation: ConditionType is required."
    )


def test_borders_fall_on_edges_and_between_cells(book: RawBook) -> None:
    solid = {"style": "SOLID"}
    thick = {"style": "SOLID_THICK", "color": {"red": 1}}
    book.batch(
        {
            "updateBorders": {
                "range": area(0, 0, 2, 2),
                "top": thick,
                "innerVertical": solid,
                "innerHorizontal": solid,
            }
        }
    )
    first = book.cell("A1", "userEnteredFormat")["userEnteredFormat"]["borders"]
    assert set(first) == {"top", "right", "bottom"}
    assert first["top"] == {
        "style": "SOLID_THICK",
        "width": 3,
        "color": {"red": 1},
        "colorStyle": {"rgbColor": {"red": 1}},
    }
    assert first["right"] == {
        "style": "SOLID",
        "width": 1,
        "color": {},
        "colorStyle": {"rgbColor": {}},
    }
    nothing = {"style": "NONE"}
    book.batch(
        {
            "updateBorders": {
                "range": area(0, 0, 1, 1),
                "top": nothing,
                "right": nothing,
                "bottom": nothing,
                "left": nothing,
            }
        }
    )
    assert book.cell("A1") == {}


def rule(kind: str, where: Json) -> Json:
    condition = {"type": kind, "values": [{"userEnteredValue": "1"}]}
    return {
        "ranges": [where],
        "booleanRule": {"condition": condition, "format": {"backgroundColor": {"red": 1}}},
    }


def kinds(book: RawBook) -> list[str]:
    rules = book.sheet().get("conditionalFormats", [])
    return [one["booleanRule"]["condition"]["type"] for one in rules]


def test_conditional_formats_keep_their_order(book: RawBook) -> None:
    where = area(0, 0, 5, 1)
    book.batch(
        {"addConditionalFormatRule": {"rule": rule("TEXT_EQ", where), "index": 0}},
        {"addConditionalFormatRule": {"rule": rule("NUMBER_EQ", where)}},
        {"addConditionalFormatRule": {"rule": rule("NUMBER_LESS", where), "index": 1}},
    )
    assert kinds(book) == ["NUMBER_EQ", "NUMBER_LESS", "TEXT_EQ"]
    stored = book.sheet()["conditionalFormats"][0]
    assert "sheetId" not in stored["ranges"][0]
    assert stored["booleanRule"]["format"] == {
        "backgroundColor": {"red": 1},
        "backgroundColorStyle": {"rgbColor": {"red": 1}},
    }
    moved, replaced, deleted = book.batch(
        {"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 2}},
        {"updateConditionalFormatRule": {"index": 1, "rule": rule("TEXT_CONTAINS", where)}},
        {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
    )
    assert moved["updateConditionalFormatRule"]["newIndex"] == 2
    update_reply = replaced["updateConditionalFormatRule"]
    old_kind = update_reply["oldRule"]["booleanRule"]["condition"]["type"]
    assert (old_kind, update_reply["oldIndex"]) == ("TEXT_EQ", 1)
    gone = deleted["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]["type"]
    assert gone == "NUMBER_LESS"
    assert kinds(book) == ["TEXT_CONTAINS", "NUMBER_EQ"]


def test_the_first_rule_replaced_tells_no_index(book: RawBook) -> None:
    where = area(0, 0, 5, 1)
    book.batch({"addConditionalFormatRule": {"rule": rule("TEXT_EQ", where)}})
    (reply,) = book.batch(
        {"updateConditionalFormatRule": {"index": 0, "rule": rule("NUMBER_EQ", where)}}
    )
    assert set(reply["updateConditionalFormatRule"]) == {"oldRule", "newRule"}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"addConditionalFormatRule": {"rule": rule("TEXT_EQ", area(0, 0, 1, 1)), "index": 3}},
            "addConditionalFormatRule: index[3] is out of bounds. Number of rules: 0",
        ),
        ({"addConditionalFormatRule": {}}, "addConditionalFormatRule: No ranges specified."),
        (
            {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 0, 1, 1)]}}},
            "addConditionalFormatRule: Exactly one of booleanRule and gradientRule must be set.",
        ),
        (
            {"addConditionalFormatRule": {"rule": {"ranges": [{}], "booleanRule": {}}}},
            "addConditionalFormatRule: ConditionType is required.",
        ),
        (
            {"addConditionalFormatRule": {"rule": {"ranges": [{}, {"sheetId": 4}]}}},
            "addConditionalFormatRule: No grid with id: 4",
        ),
        (
            {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
            "deleteConditionalFormatRule: No conditional format on sheet: 0 at index: 0",
        ),
        (
            {"updateConditionalFormatRule": {"index": 2, "newIndex": 0}},
            "updateConditionalFormatRule: No conditional format on sheet: 0 at index: 2",
        ),
    ],
)
def test_rules_that_cannot_be_are_refused(book: RawBook, request_: Json, message: str) -> None:
    assert book.refusal(request_) == f"Invalid requests[0].{message}"


def test_a_rule_moves_only_to_where_rules_are_and_lies_on_one_sheet(book: RawBook) -> None:
    book.batch(
        {"addSheet": {"properties": {"sheetId": 4}}},
        {"addConditionalFormatRule": {"rule": rule("TEXT_EQ", area(0, 0, 1, 1))}},
    )
    message = book.refusal({"updateConditionalFormatRule": {"index": 0, "newIndex": 1}})
    assert message.endswith("newIndex[1] is out of bounds.")
    both = rule("TEXT_EQ", area(0, 0, 1, 1))
    both["ranges"].append({"sheetId": 4})
    message = book.refusal({"addConditionalFormatRule": {"rule": both}})
    assert message.endswith("All ranges of a conditional format rule must be on the same sheet.")
