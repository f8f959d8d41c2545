"""batchUpdate: charts and slicers are kept, cells are pushed aside, text is pasted."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook

Json = dict[str, Any]

SPEC = {"title": "Долги", "pieChart": {"legendPosition": "RIGHT_LEGEND"}}


def over(row: int = 0, column: int = 0, sheet_id: int = 0) -> Json:
    cell = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"overlayPosition": {"anchorCell": cell}}


def add(book: RawBook, **chart: Any) -> Json:
    given = {"spec": SPEC, "position": over(2, 1)} | chart
    (reply,) = book.batch({"addChart": {"chart": given}})
    found: Json = reply["addChart"]["chart"]
    return found


def test_a_chart_is_kept_as_given_with_a_size(book: RawBook) -> None:
    found = add(book)
    number = found["chartId"]
    expected = {
        "chartId": number,
        "spec": SPEC,
        "position": {
            "overlayPosition": {
                "anchorCell": {"rowIndex": 2, "columnIndex": 1},
                "widthPixels": 600,
                "heightPixels": 371,
            }
        },
    }
    assert found == expected
    assert book.sheet()["charts"] == [expected]
    book.batch({"deleteEmbeddedObject": {"objectId": number}})
    assert "charts" not in book.sheet()
    assert book.refusal({"deleteEmbeddedObject": {"objectId": number}}) == (
        f"Invalid requests[0].deleteEmbeddedObject: No embedded object with id: {number}"
    )


def test_a_chart_changes_spec_place_and_border(book: RawBook) -> None:
    number = add(book)["chartId"]
    moved = over(5, 5, 7)
    _spec, _border, _sheet, reply = book.batch(
        {"updateChartSpec": {"chartId": number, "spec": {"title": "Neu"}}},
        {
            "updateEmbeddedObjectBorder": {
                "objectId": number,
                "border": {"color": {"red": 1}},
                "fields": "color",
            }
        },
        {"addSheet": {"properties": {"sheetId": 7}}},
        {
            "updateEmbeddedObjectPosition": {
                "objectId": number,
                "newPosition": moved,
                "fields": "anchorCell",
            }
        },
    )
    place = reply["updateEmbeddedObjectPosition"]["position"]["overlayPosition"]
    assert place["anchorCell"] == moved["overlayPosition"]["anchorCell"]
    assert "charts" not in book.sheet()
    (found,) = book.sheet(1)["charts"]
    assert found["spec"] == {"title": "Neu"}
    assert found["border"] == {"color": {"red": 1}, "colorStyle": {"rgbColor": {"red": 1}}}


def test_a_slicer_is_kept_and_changes_by_mask(book: RawBook) -> None:
    spec = {"title": "a", "columnIndex": 1}
    slicer = {"spec": spec, "position": over(), "slicerId": 9}
    (reply,) = book.batch({"addSlicer": {"slicer": slicer}})
    assert reply["addSlicer"]["slicer"]["slicerId"] == 9
    request = {"slicerId": 9, "spec": {"title": "b"}, "fields": "title"}
    book.batch({"updateSlicerSpec": request})
    assert book.sheet()["slicers"][0]["spec"] == {"title": "b", "columnIndex": 1}


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        ({"position": over()}, "No spec specified."),
        ({"spec": SPEC}, "The sandbox keeps charts and slicers over cells only."),
        (
            {"spec": SPEC, "position": {"newSheet": True}},
            "The sandbox keeps charts and slicers over cells only.",
        ),
        ({"spec": SPEC, "position": over(0, 0, 5)}, "No grid with id: 5"),
        (
            {"spec": SPEC, "position": over(), "chartId": 4},
            "An embedded object with id 4 already exists.",
        ),
    ],
)
def test_charts_that_cannot_be_are_refused(book: RawBook, chart: Json, message: str) -> None:
    add(book, chartId=4)
    refusal = book.refusal({"addChart": {"chart": chart}})
    assert refusal == f"Invalid requests[0].addChart: {message}"


def area(top: int, left: int, bottom: int, right: int) -> Json:
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


@pytest.mark.parametrize(
    ("kind", "dimension", "values", "grid"),
    [
        (
            "insertRange",
            "ROWS",
            [["a", "", "c"], ["d", "b", "f"], ["g", "e", "i"], ["", "h"]],
            (4, 3),
        ),
        ("insertRange", "COLUMNS", [["a", "", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]], (3, 4)),
        ("deleteRange", "ROWS", [["a", "e", "c"], ["d", "h", "f"], ["g", "", "i"]], (3, 3)),
        ("deleteRange", "COLUMNS", [["a", "c"], ["d", "e", "f"], ["g", "h", "i"]], (3, 3)),
    ],
)
def test_cells_are_pushed_aside_and_drawn_in(
    book: RawBook, kind: str, dimension: str, values: list[list[str]], grid: tuple[int, int]
) -> None:
    book.resize(3, 3)
    book.write("Sheet1!A1", [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    book.batch({kind: {"range": area(0, 1, 1, 2), "shiftDimension": dimension}})
    assert book.values() == values
    properties = book.sheet()["properties"]["gridProperties"]
    assert (properties["rowCount"], properties["columnCount"]) == grid


@pytest.mark.parametrize("kind", ["insertRange", "deleteRange"])
def test_blank_cells_push_nothing_and_a_direction_is_needed(book: RawBook, kind: str) -> None:
    book.batch({kind: {"range": area(0, 1, 2, 2), "shiftDimension": "COLUMNS"}})
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    message = f"Invalid requests[0].{kind}: No shift dimension specified."
    assert book.refusal({kind: {"range": area(0, 0, 1, 1)}}) == message


def test_separated_text_is_typed_in(book: RawBook) -> None:
    place = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}
    book.batch({"pasteData": {"coordinate": place, "data": "1\t=B2*2\nx", "type": "PASTE_NORMAL"}})
    assert book.stored() == [[], ["", 1, 2], ["", "x"]]
    book.batch(
        {"pasteData": {"coordinate": place, "data": "a;b", "delimiter": ";"}},
        {"pasteData": {"coordinate": place, "data": ""}},
    )
    assert book.stored() == [[], ["", "a", "b"], ["", "x"]]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"data": "<b>", "html": True}, "The sandbox pastes separated text only."),
        ({"data": "a", "delimiter": "ab"}, "The delimiter must be a single character."),
        (
            {"data": "a\tb", "coordinate": {"columnIndex": 25}},
            "The paste range goes beyond the grid.",
        ),
    ],
)
def test_pastes_that_cannot_be_are_refused(book: RawBook, request_: Json, message: str) -> None:
    assert book.refusal({"pasteData": request_}) == f"Invalid requests[0].pasteData: {message}"
