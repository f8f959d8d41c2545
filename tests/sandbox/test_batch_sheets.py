"""batchUpdate: whole sheets and the spreadsheet's properties (sheets-api 2.1, 2.6)."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook


def titles(book: RawBook) -> list[str]:
    return [one["properties"]["title"] for one in book.get()["sheets"]]


def add(book: RawBook, **properties: Any) -> dict[str, Any]:
    (reply,) = book.batch({"addSheet": {"properties": properties}})
    found: dict[str, Any] = reply["addSheet"]["properties"]
    return found


def update(properties: dict[str, Any], fields: str) -> dict[str, Any]:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def test_a_new_sheet_goes_last_and_its_reply_is_full(book: RawBook) -> None:
    found = add(book, title="Jobs", gridProperties={"rowCount": 3, "columnCount": 2})
    assert 0 < found.pop("sheetId") < 2**31
    assert found == {
        "title": "Jobs",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 3, "columnCount": 2},
    }
    assert add(book, title="Front", index=0)["index"] == 0
    assert titles(book) == ["Front", "Sheet1", "Jobs"]


def test_a_sheet_without_a_title_gets_the_next_number(book: RawBook) -> None:
    assert add(book)["title"] == "Sheet2"
    book.batch({"addSheet": {}})
    assert titles(book) == ["Sheet1", "Sheet2", "Sheet3"]


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        (
            {"title": "Sheet1"},
            'A sheet with the name "Sheet1" already exists. Please enter another name.',
        ),
        (
            {"title": "SHEET1"},
            'A sheet with the name "SHEET1" already exists. Please enter another name.',
        ),
        ({"title": "x", "sheetId": 0}, "Sheet with id 0 already exists"),
        ({"title": "x", "sheetId": -1}, "Invalid sheet id: -1"),
        ({"title": "x" * 101}, "Sheet titles can't have more than 100 characters."),
        (
            {"gridProperties": {"rowCount": 400_000}},
            "This action would increase the number of cells in the workbook "
            "above the limit of 10000000 cells.",
        ),
        (
            {"gridProperties": {"rowCount": 1, "columnCount": 18_279}},
            "This action would increase the number of columns in the sheet "
            "above the limit of 18278 columns.",
        ),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(
    book: RawBook, properties: dict[str, Any], message: str
) -> None:
    request = {"addSheet": {"properties": properties}}
    assert book.refusal(request) == f"Invalid requests[0].addSheet: {message}"
    assert titles(book) == ["Sheet1"]


@pytest.mark.parametrize(
    ("moved", "index", "order"),
    [
        ("C", 0, "CABD"),
        ("A", 2, "BACD"),
        ("A", 3, "BCAD"),
        ("A", 4, "BCDA"),
        ("B", 1, "ABCD"),
        ("B", 2, "ABCD"),
    ],
)
def test_an_index_counts_tabs_before_the_move(
    book: RawBook, moved: str, index: int, order: str
) -> None:
    ids = {title: add(book, title=title)["sheetId"] for title in "ABCD"}
    book.batch({"deleteSheet": {"sheetId": 0}})
    book.batch(update({"sheetId": ids[moved], "index": index}, "index"))
    assert "".join(titles(book)) == order


def test_properties_change_by_mask(book: RawBook) -> None:
    color = {"red": 1, "green": 0.5}
    book.batch(
        update(
            {
                "sheetId": 0,
                "title": "Renamed",
                "tabColorStyle": {"rgbColor": color},
                "rightToLeft": True,
                "gridProperties": {"frozenRowCount": 1, "hideGridlines": True},
            },
            "title,tabColorStyle,rightToLeft,gridProperties(frozenRowCount,hideGridlines)",
        )
    )
    shown = {"red": 1, "green": 0.49803922}
    assert book.sheet()["properties"] == {
        "sheetId": 0,
        "title": "Renamed",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {
            "rowCount": 1000,
            "columnCount": 26,
            "frozenRowCount": 1,
            "hideGridlines": True,
        },
        "tabColor": shown,
        "tabColorStyle": {"rgbColor": shown},
        "rightToLeft": True,
    }
    book.batch(
        update({"sheetId": 0, "tabColorStyle": {"rgbColor": None}}, "tabColorStyle"),
        update({"sheetId": 0}, "rightToLeft,gridProperties.frozenRowCount"),
    )
    properties = book.sheet()["properties"]
    assert "tabColor" not in properties
    assert "rightToLeft" not in properties
    assert properties["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": 26,
        "hideGridlines": True,
    }


def test_a_star_takes_over_what_is_given(book: RawBook) -> None:
    given = {"sheetId": 0, "title": "Whole", "gridProperties": {"rowCount": 5, "columnCount": 4}}
    book.batch(update(given, "*"))
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 5, "columnCount": 4}
    assert titles(book) == ["Whole"]


def test_a_smaller_grid_loses_what_lay_beyond(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b", "c"], ["d"], ["e"]])
    book.resize(2, 2)
    book.resize(3, 3)
    assert book.values() == [["a", "b"], ["d"]]


@pytest.mark.parametrize(
    ("properties", "fields", "message"),
    [
        ({"sheetId": 9, "title": "x"}, "title", "No grid with id: 9"),
        ({"sheetId": 0, "title": ""}, "title", "Sheet titles can't be empty."),
        (
            {"sheetId": 0},
            "",
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        ({"sheetId": 0, "hidden": True}, "hidden", "You can't hide all the sheets in a document."),
        ({"sheetId": 0}, "gridProperties.rowCount", "rowCount must be greater than 0"),
        (
            {"sheetId": 0, "gridProperties": {"frozenRowCount": 1000}},
            "gridProperties.frozenRowCount",
            "You can't freeze all visible rows on the sheet.",
        ),
        (
            {"sheetId": 0, "gridProperties": {"frozenColumnCount": 26}},
            "gridProperties.frozenColumnCount",
            "You can't freeze all visible columns on the sheet.",
        ),
        (
            {"sheetId": 0, "gridProperties": {"rowCount": 400_000, "columnCount": 1}},
            "gridProperties(rowCount,columnCount)",
            "This action would increase the number of cells in the workbook "
            "above the limit of 10000000 cells.",
        ),
    ],
)
def test_properties_that_cannot_be_are_refused(
    book: RawBook, properties: dict[str, Any], fields: str, message: str
) -> None:
    refusal = book.refusal(update(properties, fields))
    assert refusal == f"Invalid requests[0].updateSheetProperties: {message}"


def test_the_last_visible_sheet_cannot_go(book: RawBook) -> None:
    message = "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document."
    assert book.refusal({"deleteSheet": {"sheetId": 0}}) == message
    add(book, title="Hidden", hidden=True)
    assert book.refusal({"deleteSheet": {"sheetId": 0}}) == message


def test_a_deleted_sheet_takes_its_cells_with_it(book: RawBook) -> None:
    sheet_id = add(book, title="Gone")["sheetId"]
    book.write("Gone!A1", [["x"]])
    book.type_in("Sheet1!A1", [["=Gone!A1"]])
    book.batch({"deleteSheet": {"sheetId": sheet_id}})
    assert titles(book) == ["Sheet1"]
    assert book.formulas() == [["=#REF!"]]
    assert book.refusal({"deleteSheet": {"sheetId": sheet_id}}) == (
        f"Invalid requests[0].deleteSheet: No grid with id: {sheet_id}"
    )


def test_a_copy_of_a_sheet_has_its_cells_and_objects(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["a", "=A1", "12%"]])
    merge = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}
    merge |= {"startColumnIndex": 0, "endColumnIndex": 2}
    book.batch({"mergeCells": {"range": merge}})
    first, second, third = (
        reply["duplicateSheet"]["properties"]
        for reply in book.batch(
            {"duplicateSheet": {"sourceSheetId": 0}},
            {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 2}},
            {
                "duplicateSheet": {
                    "sourceSheetId": 0,
                    "newSheetId": 7,
                    "newSheetName": "Mine",
                    "insertSheetIndex": 9,
                }
            },
        )
    )
    assert (first["title"], first["index"]) == ("Copy of Sheet1", 0)
    assert (second["title"], second["index"]) == ("Copy of Sheet1 2", 2)
    assert (third["title"], third["sheetId"], third["index"]) == ("Mine", 7, 3)
    assert book.formulas("Mine") == [["a", "=A1", 0.12]]
    assert book.values("Mine") == [["a", "a", "12%"]]
    assert book.sheet(3)["merges"] == [merge | {"sheetId": 7}]


def test_a_copys_objects_have_ids_of_their_own(book: RawBook) -> None:
    area = {"sheetId": 0, "endRowIndex": 2}
    band = {"range": area, "rowProperties": {"headerColor": {"red": 1}}}
    book.batch(
        {"addProtectedRange": {"protectedRange": {"range": area}}},
        {"addBanding": {"bandedRange": band}},
        {"addFilterView": {"filter": {"range": area}}},
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 7}},
    )
    copy, original = book.get()["sheets"]
    for name, number in (
        ("protectedRanges", "protectedRangeId"),
        ("bandedRanges", "bandedRangeId"),
        ("filterViews", "filterViewId"),
    ):
        assert copy[name][0]["range"]["sheetId"] == 7
        assert copy[name][0][number] != original[name][0][number]


def test_a_sheet_is_copied_into_another_spreadsheet(book: RawBook) -> None:
    other = RawBook.new(book.session, "Other")
    book.type_in("Sheet1!A1", [["12%", "a"]])
    body = {"destinationSpreadsheetId": other.file_id}
    copied = book.post("/sheets/0:copyTo", body)
    assert (copied["title"], copied["index"]) == ("Copy of Sheet1", 1)
    assert other.values("Copy of Sheet1") == [["12%", "a"]]
    assert other.cell("'Copy of Sheet1'!A1")["userEnteredFormat"]["numberFormat"] == {
        "type": "PERCENT",
        "pattern": "0%",
    }


def spreadsheet(properties: dict[str, Any], fields: str) -> dict[str, Any]:
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": fields}}


def test_a_new_title_renames_the_file_and_locale_changes_what_is_shown(book: RawBook) -> None:
    book.write("Sheet1!A1", [[1.5]])
    book.batch(
        spreadsheet({"title": "Новая"}, "title"),
        spreadsheet({"locale": "ru_RU", "timeZone": "Europe/Moscow"}, "locale,timeZone"),
    )
    file = book.session.get(f"https://www.googleapis.com/drive/v3/files/{book.file_id}").json()
    assert file["name"] == "Новая"
    assert book.values() == [["1,5"]]
    book.batch(spreadsheet({"title": "Again"}, "*"), spreadsheet({}, "spreadsheetTheme"))
    assert book.get()["properties"]["title"] == "Again"
    assert book.get()["properties"]["locale"] == "ru_RU"


@pytest.mark.parametrize(
    ("properties", "fields", "message"),
    [
        ({}, "title", "Title cannot be empty."),
        ({}, "locale", "Unsupported locale: "),
        ({}, "timeZone", "Unsupported time zone: "),
    ],
)
def test_a_spreadsheet_must_keep_its_title_locale_and_zone(
    book: RawBook, properties: dict[str, Any], fields: str, message: str
) -> None:
    refusal = book.refusal(spreadsheet(properties, fields))
    assert refusal == f"Invalid requests[0].updateSpreadsheetProperties: {message}"


@pytest.mark.parametrize(
    ("requests", "message"),
    [
        ([], "Must specify at least one request."),
        ([{}], "Invalid requests[0]: No request set."),
        (
            [{"addSheet": {}, "deleteSheet": {}}],
            "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. "
            "Cannot set 'deleteSheet'",
        ),
        (
            [{"DeleteRange": {}}],
            "Invalid JSON payload received. Unknown name \"DeleteRange\" at 'requests[0]': "
            "Cannot find field.",
        ),
        (
            [{"addTable": {}}],
            "Invalid requests[0].addTable: The sandbox does not know this kind of request.",
        ),
        (
            [{"addSheet": {"properties": {"title": ["x"], "index": "one", "hidden": 1}}}],
            'Invalid JSON payload received. Unknown name "title" at '
            "'requests[0].add_sheet.properties': Proto field is not repeating, cannot start list."
            "\nInvalid value at 'requests[0].add_sheet.properties.index' (TYPE_INT32), \"one\""
            "\nInvalid value at 'requests[0].add_sheet.properties.hidden' (TYPE_BOOL), 1",
        ),
        (
            [{"addSheet": "x"}],
            "Invalid value at 'requests[0].add_sheet' "
            '(type.googleapis.com/google.apps.sheets.v4.AddSheetRequest), "x"',
        ),
        (
            [{"addSheet": []}],
            "Invalid JSON payload received. Unknown name \"addSheet\" at 'requests[0]': "
            "Proto field is not repeating, cannot start list.",
        ),
    ],
)
def test_what_is_no_request_is_refused(
    book: RawBook, requests: list[dict[str, Any]], message: str
) -> None:
    assert book.refusal(*requests) == message


def test_types_are_accepted_in_the_forms_that_google_takes(book: RawBook) -> None:
    (reply,) = book.batch(
        {
            "add_sheet": {
                "properties": {
                    "sheet_id": "77",
                    "title": "Loose",
                    "hidden": "true",
                    "index": None,
                    "sheetType": 1,
                    "gridProperties": {"rowCount": 5.0, "columnCount": "3"},
                    "tabColor": {"red": "1.0"},
                }
            }
        }
    )
    found = reply["addSheet"]["properties"]
    assert (found["sheetId"], found["hidden"], found["tabColor"]) == (77, True, {"red": 1})
    assert found["gridProperties"] == {"rowCount": 5, "columnCount": 3}


def test_an_invalid_last_request_undoes_all_before_it(book: RawBook) -> None:
    book.write("Sheet1!A1", [["kept"]])
    before = book.get()
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "lost"}}]}]
    message = book.refusal(
        {"addSheet": {"properties": {"title": "Lost"}}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
        spreadsheet({"title": "Lost"}, "title"),
        {"deleteSheet": {"sheetId": 404}},
    )
    assert message == "Invalid requests[3].deleteSheet: No grid with id: 404"
    assert book.get() == before
    assert book.values() == [["kept"]]


def test_the_reply_may_carry_the_spreadsheet(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a", "b"]])
    body = {
        "requests": [{"addSheet": {"properties": {"title": "New"}}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!B1"],
        "responseIncludeGridData": True,
    }
    found = book.post(":batchUpdate", body)["updatedSpreadsheet"]
    (only,) = found["sheets"]
    assert only["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "b"
    body = {"requests": [{"addSheet": {}}], "includeSpreadsheetInResponse": True}
    whole = book.post(":batchUpdate", body)["updatedSpreadsheet"]
    assert len(whole["sheets"]) == 3
    assert "data" not in whole["sheets"][0]


def test_a_mask_cuts_the_reply(book: RawBook) -> None:
    reply = book.post(
        ":batchUpdate", {"requests": [{"addSheet": {}}]}, fields="replies.addSheet.properties.title"
    )
    assert reply == {"replies": [{"addSheet": {"properties": {"title": "Sheet2"}}}]}
