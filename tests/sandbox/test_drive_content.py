"""Drive: exports, uploads, conversion; and Excel files there and back."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import requests
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.testing.raw_book import RawBook

DRIVE = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Json = dict[str, Any]


def opened(session: requests.Session, file_id: str) -> RawBook:
    return RawBook(session, file_id)


def export(book: RawBook, kind: str) -> requests.Response:
    return book.session.get(f"{DRIVE}/{book.file_id}/export", params={"mimeType": kind})


def multipart(metadata: Json, kind: str, content: bytes) -> tuple[bytes, str]:
    parts = [
        b"--cut",
        b"Content-Type: application/json; charset=UTF-8",
        b"",
        json.dumps(metadata).encode(),
        b"--cut",
        f"Content-Type: {kind}".encode(),
        b"",
        content,
        b"--cut--",
        b"",
    ]
    return b"\r\n".join(parts), "multipart/related; boundary=cut"


def test_csv_holds_what_the_first_sheet_shows_without_a_last_line_end(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["a,1", "B2", "50%"], ["ё"]])
    answer = export(book, "text/csv")
    assert answer.content.decode() == '"a,1",B2,50%\r\nё,,'
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Book.csv"
    assert export(book, "text/tab-separated-values").content.decode() == "a,1\tB2\t50%\r\nё\t\t"


def test_a_blank_sheet_exports_as_nothing(book: RawBook) -> None:
    assert export(book, "text/csv").content == b""


def test_by_switch_csv_holds_stored_values(tmp_path: Path) -> None:
    app = create_app(tmp_path / "t.sandbox", switches=Switches(csv_shown=False))
    book = RawBook.new(mount(requests.Session(), app))
    book.type_in("Sheet1!A1", [["50%", "2020-01-01"]])
    assert export(book, "text/csv").content == b"0.5,43831"


def test_what_cannot_be_exported_is_refused(book: RawBook) -> None:
    assert export(book, "application/pdf").status_code == 400
    body = {"name": "notes.txt", "mimeType": "text/plain"}
    file_id = book.session.post(DRIVE, json=body).json()["id"]
    answer = export(opened(book.session, file_id), "text/csv")
    assert answer.json()["error"]["errors"][0]["reason"] == "fileNotExportable"


def test_a_csv_replaces_all_sheets_by_one(book: RawBook) -> None:
    book.batch({"addSheet": {}}, {"addNamedRange": {"namedRange": {"name": "N", "range": {}}}})
    answer = book.session.put(
        f"https://www.googleapis.com/upload/drive/v2/files/{book.file_id}",
        data=b"0123456,2020-01-01\n=1+1,text\n",
        params={"uploadType": "media", "convert": "True", "supportsAllDrives": "True"},
        headers={"Content-Type": "text/csv"},
    )
    assert answer.json()["title"] == "Book"
    found = book.get()
    (sheet,) = found["sheets"]
    assert sheet["properties"]["title"] == "Book"
    assert sheet["properties"]["sheetId"] != 0
    assert sheet["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert found["properties"]["timeZone"] == "America/Los_Angeles"
    assert "namedRanges" not in found
    assert book.stored("Book") == [[123456, 43831], [2, "text"]]


def test_a_long_csv_grows_the_grid(book: RawBook) -> None:
    lines = "\n".join(",".join(["x"] * 30) for _ in range(1001)).encode()
    book.session.patch(
        f"{UPLOAD}/{book.file_id}",
        data=lines,
        params={"uploadType": "media"},
        headers={"Content-Type": "text/csv"},
    )
    grid = book.sheet()["properties"]["gridProperties"]
    assert grid == {"rowCount": 1001, "columnCount": 30}


def test_an_upload_without_conversion_keeps_its_bytes(session: requests.Session) -> None:
    made = session.post(
        UPLOAD,
        data=b"\x00\x01",
        params={"uploadType": "media"},
        headers={"Content-Type": "application/octet-stream"},
    ).json()
    address = f"{DRIVE}/{made['id']}"
    assert session.get(address, params={"alt": "media"}).content == b"\x00\x01"
    assert session.get(address, params={"fields": "size"}).json() == {"size": "2"}
    body, kind = multipart({"name": "b.bin"}, "application/octet-stream", b"new")
    session.patch(
        f"{UPLOAD}/{made['id']}",
        data=body,
        params={"uploadType": "multipart"},
        headers={"Content-Type": kind},
    )
    assert session.get(address, params={"alt": "media"}).content == b"new"
    assert session.get(address).json()["name"] == "b.bin"
    session.put(
        f"https://www.googleapis.com/upload/drive/v2/files/{made['id']}",
        data=b"v2",
        params={"uploadType": "media"},
    )
    assert session.get(address, params={"alt": "media"}).content == b"v2"
    copied = session.post(f"{address}/copy").json()
    assert session.get(f"{DRIVE}/{copied['id']}", params={"alt": "media"}).content == b"v2"


def test_a_spreadsheet_has_no_bytes_to_download(book: RawBook) -> None:
    answer = book.session.get(f"{DRIVE}/{book.file_id}", params={"alt": "media"})
    assert answer.json()["error"]["errors"][0]["reason"] == "fileNotDownloadable"


def test_a_multipart_upload_is_converted_when_a_spreadsheet_is_wanted(
    session: requests.Session,
) -> None:
    body, kind = multipart({"name": "Долги", "mimeType": SPREADSHEET}, "text/csv", b"a,1\n")
    made = session.post(
        UPLOAD, data=body, params={"uploadType": "multipart"}, headers={"Content-Type": kind}
    ).json()
    assert made["mimeType"] == SPREADSHEET
    assert opened(session, made["id"]).stored("Долги") == [["a", 1]]


@pytest.mark.parametrize(
    ("upload", "kind", "body", "reason"),
    [
        ("chunked", "application/json", b"{}", "badRequest"),
        ("multipart", "multipart/related; boundary=cut", b"--cut--", "badContent"),
        (
            "multipart",
            "multipart/related; boundary=cut",
            b"--cut\r\n\r\n{broken\r\n--cut\r\n\r\nx\r\n--cut--\r\n",
            "parseError",
        ),
        (
            "multipart",
            "multipart/related; boundary=cut",
            multipart({"mimeType": SPREADSHEET}, "image/png", b"x")[0],
            "badRequest",
        ),
    ],
)
def test_uploads_that_cannot_be_are_refused(
    session: requests.Session, upload: str, kind: str, body: bytes, reason: str
) -> None:
    answer = session.post(
        UPLOAD, data=body, params={"uploadType": upload}, headers={"Content-Type": kind}
    )
    assert answer.json()["error"]["errors"][0]["reason"] == reason


@pytest.fixture
def dressed(book: RawBook) -> RawBook:
    """A spreadsheet with all that travels to Excel."""
    book.type_in(
        "Sheet1!A1",
        [["text", "2020-01-01", "12.5%", "1,234.50", "=C1*2", "TRUE", "12:30"], ["'=raw", "0"]],
    )
    format_ = {
        "backgroundColor": {"red": 1, "green": 0.8},
        "textFormat": {
            "bold": True,
            "italic": True,
            "strikethrough": True,
            "foregroundColor": {"blue": 1},
            "link": {"uri": "https://a.example"},
        },
        "horizontalAlignment": "CENTER",
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP",
    }
    dates = [{"userEnteredValue": f"v{n}"} for n in range(2)]
    cell = {"userEnteredFormat": format_, "note": "see"}
    one = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}
    first = one | {"startColumnIndex": 0, "endColumnIndex": 1}
    text = one | {"startColumnIndex": 7, "endColumnIndex": 8}
    stretch = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    rows = stretch | {"dimension": "ROWS"}
    size = {"properties": {"pixelSize": 210, "hiddenByUser": True}, "fields": "*"}
    list_rule = {"condition": {"type": "ONE_OF_LIST", "values": dates}, "strict": True}
    list_rule |= {"inputMessage": "choose"}
    range_rule = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Sheet1!A1:A2"}]}
    number = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    other = {"condition": {"type": "NOT_BLANK"}}
    book.batch(
        {"repeatCell": {"range": first, "cell": cell, "fields": "userEnteredFormat,note"}},
        {"repeatCell": {"range": text, "cell": number, "fields": "userEnteredFormat"}},
        {"mergeCells": {"range": {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 6}}},
        {"updateDimensionProperties": {"range": stretch} | size},
        {"updateDimensionProperties": {"range": rows} | size},
        {"setDataValidation": {"range": first, "rule": list_rule}},
        {"setDataValidation": {"range": text, "rule": {"condition": range_rule}}},
        {
            "setDataValidation": {
                "range": one | {"startColumnIndex": 2, "endColumnIndex": 3},
                "rule": other,
            }
        },
        {
            "updateSheetProperties": {
                "properties": {
                    "sheetId": 0,
                    "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 2},
                    "tabColor": {"red": 1},
                },
                "fields": "gridProperties(frozenRowCount,frozenColumnCount),tabColor",
            }
        },
        {"addSheet": {"properties": {"title": "Скрытый", "hidden": True}}},
    )
    return book


def test_an_excel_export_carries_values_and_looks(dressed: RawBook) -> None:
    content = export(dressed, XLSX).content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Sheet1", "Скрытый"]
    page = book["Sheet1"]
    assert page["A1"].value == "text"
    assert page["A2"].value == "=raw"
    assert page["A2"].data_type == "s"
    assert page["B1"].value.isoformat() == "2020-01-01T00:00:00"
    assert (page["C1"].value, page["C1"].number_format) == (0.125, "0.00%")
    assert (page["E1"].value, page["E1"].data_type) == ("=C1*2", "f")
    assert page["F1"].value is True
    assert page["A1"].fill.fgColor.rgb == "FFFFCC00"
    assert page["A1"].font.b
    assert page["A1"].font.color.rgb == "FF0000FF"
    assert page["A1"].comment.text == "see"
    assert page["A1"].hyperlink.target == "https://a.example"
    assert page["A1"].alignment.wrap_text
    assert page.freeze_panes == "C2"
    assert [str(found) for found in page.merged_cells.ranges] == ["A5:Z6"]
    assert page.column_dimensions["B"].hidden
    assert getattr(page.sheet_properties.tabColor, "rgb", "") == "FFFF0000"
    lists = {found.formula1: str(found.sqref) for found in page.data_validations.dataValidation}
    assert lists == {'"v0,v1"': "A1", "Sheet1!A1:A2": "H1"}
    assert book["Скрытый"].sheet_state == "hidden"


def test_titles_that_excel_refuses_are_changed_in_an_export(book: RawBook) -> None:
    titles = ["Рейтинг: детали", "a/b", "a?b", "д" * 40]
    book.batch(*({"addSheet": {"properties": {"title": title}}} for title in titles))
    exported = load_workbook(io.BytesIO(export(book, XLSX).content))
    assert exported.sheetnames == ["Sheet1", "Рейтинг_ детали", "a_b", "a_b1", "д" * 31]


def test_an_excel_file_comes_back_as_it_went(dressed: RawBook) -> None:
    content = export(dressed, XLSX).content
    before = {
        "formulas": dressed.formulas(),
        "shown": dressed.values(),
        "merges": dressed.sheet()["merges"],
        "frozen": dressed.sheet()["properties"]["gridProperties"],
        "cell": dressed.cell("A1", "userEnteredValue,userEnteredFormat,note,dataValidation"),
    }
    body, kind = multipart({"name": "Back", "mimeType": SPREADSHEET}, XLSX, content)
    made = dressed.session.post(
        UPLOAD, data=body, params={"uploadType": "multipart"}, headers={"Content-Type": kind}
    ).json()
    back = opened(dressed.session, made["id"])
    assert back.formulas() == before["formulas"]
    assert back.values() == before["shown"]
    sheet_id = back.sheet()["properties"]["sheetId"]
    assert back.sheet()["merges"] == [{"sheetId": sheet_id} | one for one in before["merges"]]
    assert back.sheet()["properties"]["gridProperties"] == before["frozen"]
    cell = back.cell("A1", "userEnteredValue,userEnteredFormat,note,dataValidation")
    cell["dataValidation"].pop("showCustomUi")
    assert cell == before["cell"]
    assert back.cell("H1", "dataValidation")["dataValidation"]["condition"] == {
        "type": "ONE_OF_RANGE",
        "values": [{"userEnteredValue": "=Sheet1!A1:A2"}],
    }
    sizes = back.sheet(fields="data(columnMetadata,rowMetadata)")["data"][0]
    assert sizes["columnMetadata"][1] == {"pixelSize": 210, "hiddenByUser": True}
    assert sizes["rowMetadata"][1] == {"pixelSize": 210, "hiddenByUser": True}
    assert back.sheet(1)["properties"]["hidden"] is True


def made_elsewhere() -> bytes:
    """An Excel file as other programs write them."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Book"
    page.append(["=SUM(B1:B2)", 1.0, "#N/A", "money", 5])
    page["B2"] = 2.5
    page["D1"].font = Font(bold=True)
    page["D1"].comment = Comment("note", "me")
    page["E1"].number_format = '#,##0.00" ₽"'
    page["E1"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["E1"].alignment = Alignment(horizontal="right", vertical="center")
    page["F1"].fill = PatternFill("gray125")
    page["G1"].number_format = "@"
    page.merge_cells("A3:B3")
    whole = DataValidation(type="whole", formula1="1")
    whole.add("B1")
    page.add_data_validation(whole)
    page.row_dimensions[2].height = 30
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_excel_file_made_elsewhere_is_read(session: requests.Session) -> None:
    body, kind = multipart({"name": "X", "mimeType": SPREADSHEET}, XLSX, made_elsewhere())
    made = session.post(
        UPLOAD, data=body, params={"uploadType": "multipart"}, headers={"Content-Type": kind}
    ).json()
    found = opened(session, made["id"])
    assert found.stored("Book!A1:E2") == [[3.5, 1, "#N/A", "money", 5], ["", 2.5]]
    assert found.cell("Book!E1", "userEnteredFormat")["userEnteredFormat"]["numberFormat"] == {
        "type": "CURRENCY",
        "pattern": '#,##0.00" ₽"',
    }
    assert found.cell("Book!D1", "note") == {"note": "note"}
    assert found.cell("Book!G1")["userEnteredFormat"]["numberFormat"] == {"type": "TEXT"}
    assert found.cell("Book!B1", "dataValidation") == {}


def test_what_is_no_excel_file_is_refused(session: requests.Session) -> None:
    body, kind = multipart({"name": "X", "mimeType": SPREADSHEET}, XLSX, b"PK but not really")
    answer = session.post(
        UPLOAD, data=body, params={"uploadType": "multipart"}, headers={"Content-Type": kind}
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("The file is no .xlsx workbook: ")


def test_control_signs_break_no_export(book: RawBook) -> None:
    texts = ["Ве\0ктор", "a\x01\x0b\x1f\x7f", "a\r\nb", "\0=1+1", "_x000D_", "a\uffff"]
    book.write("Sheet1!A1", [texts])
    book.batch(
        {
            "updateCells": {
                "start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 0},
                "rows": [{"values": [{"note": "no\0te"}]}],
                "fields": "note",
            }
        },
        {"addSheet": {"properties": {"title": "Дол\x01ги"}}},
    )
    content = export(book, XLSX).content
    read = load_workbook(io.BytesIO(content))
    page = read["Sheet1"]
    assert [cell.value for cell in page[1]] == [
        "Вектор", "a", "a\nb", "=1+1", "_x005F_x000D_", "a",
    ]  # fmt: skip
    assert page["D1"].data_type == "s"
    assert page["A2"].comment.text == "note"
    assert "Долги" in read.sheetnames
    assert "Ве\0ктор" in export(book, "text/csv").content.decode()
    file_id = uploaded(book.session, content).json()["id"]
    (row,) = opened(book.session, file_id).values("Sheet1!A1:F1")
    assert row == ["Вектор", "a", "a\nb", "=1+1", "_x000D_", "a"]


def uploaded(session: requests.Session, content: bytes) -> requests.Response:
    body, kind = multipart({"name": "X", "mimeType": SPREADSHEET}, XLSX, content)
    return session.post(
        UPLOAD, data=body, params={"uploadType": "multipart"}, headers={"Content-Type": kind}
    )


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("DD.MM.YYYY", "DATE"),
        ("YYYY-MM-DD HH:MM", "DATE_TIME"),
        ("[$-419]#,##0.00", "NUMBER"),
        ("#,##0.00\\ [$₽-419]", "CURRENCY"),
        ("[$$-409]#,##0", "CURRENCY"),
    ],
)
def test_number_formats_mean_the_same_after_an_upload(
    session: requests.Session, pattern: str, kind: str
) -> None:
    made = Workbook()
    made.worksheets[0].append([46082, "Вектор_x000D_"])
    made.worksheets[0]["A1"].number_format = pattern
    buffer = io.BytesIO()
    made.save(buffer)
    found = opened(session, uploaded(session, buffer.getvalue()).json()["id"])
    assert found.cell("Sheet!A1", "userEnteredFormat")["userEnteredFormat"]["numberFormat"] == {
        "type": kind,
        "pattern": pattern,
    }
    assert found.values("Sheet!B1") == [["Вектор"]]


def spoilt(name: str, content: bytes) -> bytes:
    """A sound workbook with one part put in its place."""
    made = io.BytesIO()
    Workbook().save(made)
    target = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w", 8) as file:
        for part in source.namelist():
            file.writestr(part, content if part == name else source.read(part))
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("xl/styles.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "declares entities"),
        ("xl/theme/theme1.xml", bytes(30_000_000), "too large"),
        ("xl/workbook.xml", b"<x", "no .xlsx workbook"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>", "no .xlsx workbook"),
    ],
)
def test_a_spoilt_excel_file_is_refused(
    session: requests.Session, name: str, content: bytes, said: str
) -> None:
    answer = uploaded(session, spoilt(name, content))
    assert answer.status_code == 400
    assert said in answer.json()["error"]["message"]
