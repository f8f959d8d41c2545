"""spreadsheets.get and create: the resource, masks and grid data (sheets-api 2.1, 2.6)."""

import pytest
import requests

from sheetsync.testing.raw_book import SHEETS, RawBook


def test_a_new_spreadsheet_has_one_sheet_and_googles_defaults(book: RawBook) -> None:
    found = book.get()
    assert list(found) == ["spreadsheetId", "properties", "sheets", "spreadsheetUrl"]
    assert found["sheets"] == [
        {
            "properties": {
                "sheetId": 0,
                "title": "Sheet1",
                "index": 0,
                "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26},
            }
        }
    ]
    properties = found["properties"]
    assert {name: properties[name] for name in ("title", "locale", "autoRecalc", "timeZone")} == {
        "title": "Book",
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }
    assert properties["spreadsheetTheme"]["primaryFontFamily"] == "Arial"
    assert found["spreadsheetUrl"].endswith(f"/spreadsheets/d/{book.file_id}/edit")


def test_an_id_is_44_signs_and_begins_with_1(book: RawBook) -> None:
    assert len(book.file_id) == 44
    assert book.file_id.startswith("1")


def test_a_described_spreadsheet_is_made_as_described(session: requests.Session) -> None:
    area = {"sheetId": 7, "startRowIndex": 0, "endRowIndex": 1}
    area |= {"startColumnIndex": 0, "endColumnIndex": 2}
    bold = {"format": {"textFormat": {"bold": True}}}
    condition = {"type": "NOT_BLANK"}
    body = {
        "properties": {"title": "Долги", "locale": "ru_RU", "timeZone": "Europe/Moscow"},
        "namedRanges": [{"name": "Head", "range": area}],
        "sheets": [
            {
                "properties": {"sheetId": 7, "title": "Счета"},
                "data": [
                    {
                        "startRow": 0,
                        "rowData": [{"values": [{"userEnteredValue": {"stringValue": "№"}}]}],
                    },
                    {"startRow": 5},
                ],
                "merges": [area],
                "conditionalFormats": [
                    {"ranges": [area], "booleanRule": {"condition": condition} | bold}
                ],
                "protectedRanges": [{"range": area}],
                "basicFilter": {"range": area},
            },
            {},
        ],
    }
    made = session.post(SHEETS, json=body).json()
    assert made["properties"]["locale"] == "ru_RU"
    assert [one["properties"]["title"] for one in made["sheets"]] == ["Счета", "Sheet2"]
    first = made["sheets"][0]
    for name in ("merges", "conditionalFormats", "protectedRanges", "basicFilter"):
        assert name in first
    assert made["namedRanges"][0]["name"] == "Head"
    values = session.get(f"{SHEETS}/{made['spreadsheetId']}/values/Счета").json()["values"]
    assert values == [["№"]]


def test_an_empty_body_makes_an_untitled_spreadsheet(session: requests.Session) -> None:
    assert session.post(SHEETS).json()["properties"]["title"] == "Untitled spreadsheet"


def test_a_mask_brings_grid_data_whatever_include_grid_data_says(book: RawBook) -> None:
    book.write("Sheet1!A1", [["a"]])
    found = book.get(
        "", includeGridData="False", fields="sheets.data.rowData.values.formattedValue"
    )
    assert found == {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "a"}]}]}]}]}
    assert (
        "data" not in book.get("", includeGridData="true", fields="sheets.properties")["sheets"][0]
    )
    assert "data" not in book.get()["sheets"][0]


def test_gaps_in_rows_and_cells_are_empty_objects(book: RawBook) -> None:
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [{"note": "1"}]}, {}, {"values": [{}, {"note": "2"}]}]
    book.batch({"updateCells": {"start": start, "rows": rows, "fields": "note"}})
    assert book.get("", fields="sheets/data/rowData/values/note") == {
        "sheets": [
            {
                "data": [
                    {
                        "rowData": [
                            {"values": [{"note": "1"}]},
                            {},
                            {"values": [{}, {"note": "2"}]},
                        ]
                    }
                ]
            }
        ]
    }


def test_nothing_to_show_leaves_empty_messages(book: RawBook) -> None:
    assert book.get("", fields="sheets.data.rowData.values.note") == {"sheets": [{"data": [{}]}]}
    assert book.get("", fields="namedRanges") == {}


def test_ranges_choose_sheets_and_cells(book: RawBook) -> None:
    book.batch({"addSheet": {"properties": {"title": "Second", "sheetId": 5}}})
    book.write("Second!B2", [["x", "y"]])
    found = book.get(
        "", ranges=["Second!B2:C3", "Second!C2"], fields="sheets(properties.title,data)"
    )
    (second,) = found["sheets"]
    assert second["properties"] == {"title": "Second"}
    first, other = second["data"]
    assert (first["startRow"], first["startColumn"]) == (1, 1)
    assert [cell["formattedValue"] for cell in first["rowData"][0]["values"]] == ["x", "y"]
    assert [cell["formattedValue"] for cell in other["rowData"][0]["values"]] == ["y"]
    assert len(first["rowMetadata"]) == 2
    assert first["columnMetadata"] == [{"pixelSize": 100}, {"pixelSize": 100}]


def test_a_cell_tells_all_about_itself(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [['=HYPERLINK("https://a.example","see")', "12.5%", "=1/0", "=D9"]])
    linked, percent, broken, blank = (book.cell(f"Sheet1!{column}1") for column in "ABCD")
    assert linked["hyperlink"] == "https://a.example"
    assert linked["effectiveValue"] == {"stringValue": "see"}
    assert linked["effectiveFormat"]["hyperlinkDisplayType"] == "LINKED"
    assert percent["userEnteredValue"] == percent["effectiveValue"] == {"numberValue": 0.125}
    assert percent["formattedValue"] == "12.50%"
    assert percent["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"
    assert percent["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert percent["effectiveFormat"]["hyperlinkDisplayType"] == "PLAIN_TEXT"
    assert broken["effectiveValue"] == {
        "errorValue": {
            "type": "DIVIDE_BY_ZERO",
            "message": "Function DIVIDE parameter 2 cannot be zero.",
        }
    }
    assert broken["formattedValue"] == "#DIV/0!"
    assert blank["userEnteredValue"] == {"formulaValue": "=D9"}
    assert "effectiveValue" not in blank


def test_a_cell_level_link_shows_in_format_and_hyperlink(book: RawBook) -> None:
    cell = {
        "userEnteredValue": {"stringValue": "see"},
        "userEnteredFormat": {"textFormat": {"bold": True, "link": {"uri": "https://b.example"}}},
    }
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    book.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}})
    found = book.cell("Sheet1!A1", "hyperlink,userEnteredFormat")
    assert found == {
        "hyperlink": "https://b.example",
        "userEnteredFormat": {"textFormat": {"bold": True, "link": {"uri": "https://b.example"}}},
    }


def test_an_unknown_spreadsheet_is_not_found(session: requests.Session) -> None:
    answer = session.get(f"{SHEETS}/{'1' * 44}")
    assert (answer.status_code, answer.json()) == (
        404,
        {
            "error": {
                "code": 404,
                "message": "Requested entity was not found.",
                "status": "NOT_FOUND",
            }
        },
    )


@pytest.mark.parametrize("fields", ["nothing", "sheets(properties", "sheets.properties.nope"])
def test_an_unknown_field_is_refused(book: RawBook, fields: str) -> None:
    answer = book.answer("GET", "", fields=fields)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Request contains an invalid argument."
    assert "errors" not in answer.json()["error"]
