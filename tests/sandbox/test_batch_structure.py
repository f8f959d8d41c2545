"""batchUpdate: rows and columns, groups, merges, names; what lies over cells follows."""

from typing import Any

import pytest

from sheetsync.testing.raw_book import RawBook

Json = dict[str, Any]


def area(top: int, left: int, bottom: int, right: int) -> Json:
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def stretch(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def insert(dimension: str, start: int, end: int, **more: Any) -> Json:
    return {"insertDimension": {"range": stretch(dimension, start, end)} | more}


def delete(dimension: str, start: int, end: int) -> Json:
    return {"deleteDimension": {"range": stretch(dimension, start, end)}}


def move(dimension: str, start: int, end: int, to: int) -> Json:
    source = stretch(dimension, start, end)
    return {"moveDimension": {"source": source, "destinationIndex": to}}


@pytest.fixture
def abcd(book: RawBook) -> RawBook:
    book.resize(6, 5)
    book.write("Sheet1!A1", [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]])
    return book


def grid(book: RawBook) -> Json:
    found: Json = book.sheet()["properties"]["gridProperties"]
    return found


@pytest.mark.parametrize(
    ("request_", "values"),
    [
        (
            insert("ROWS", 1, 3),
            [["a1", "b1", "c1"], [], [], ["a2", "b2", "c2"], ["a3", "b3", "c3"]],
        ),
        (insert("ROWS", 6, 7), [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]]),
        (
            insert("COLUMNS", 1, 2),
            [["a1", "", "b1", "c1"], ["a2", "", "b2", "c2"], ["a3", "", "b3", "c3"]],
        ),
        (delete("ROWS", 0, 2), [["a3", "b3", "c3"]]),
        (delete("COLUMNS", 1, 3), [["a1"], ["a2"], ["a3"]]),
        (move("ROWS", 0, 1, 3), [["a2", "b2", "c2"], ["a3", "b3", "c3"], ["a1", "b1", "c1"]]),
        (move("ROWS", 2, 3, 0), [["a3", "b3", "c3"], ["a1", "b1", "c1"], ["a2", "b2", "c2"]]),
        (move("ROWS", 0, 2, 2), [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]]),
        (move("COLUMNS", 0, 1, 2), [["b1", "a1", "c1"], ["b2", "a2", "c2"], ["b3", "a3", "c3"]]),
        (
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 2}},
            [["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]],
        ),
    ],
)
def test_rows_and_columns_come_go_and_move(
    abcd: RawBook, request_: Json, values: list[list[str]]
) -> None:
    abcd.batch(request_)
    assert abcd.values() == values


def test_the_grid_follows_its_rows_and_columns(abcd: RawBook) -> None:
    abcd.batch(
        insert("ROWS", 0, 4),
        insert("COLUMNS", 5, 7),
        delete("ROWS", 9, 10),
        delete("COLUMNS", 0, 1),
        {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 3}},
        move("ROWS", 0, 2, 5),
    )
    assert (grid(abcd)["rowCount"], grid(abcd)["columnCount"]) == (9, 9)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (delete("ROWS", 0, 6), "deleteDimension: You can't delete all the rows on the sheet."),
        (
            delete("COLUMNS", 0, 9),
            "deleteDimension: You can't delete all the columns on the sheet.",
        ),
        (
            delete("ROWS", 6, 7),
            "deleteDimension: range.startIndex[6] is after last row in grid[6]",
        ),
        (
            delete("COLUMNS", 5, 7),
            "deleteDimension: range.startIndex[5] is after last column in grid[5]",
        ),
        (
            {"deleteDimension": {"range": {"sheetId": 0}}},
            "deleteDimension: No dimension specified.",
        ),
        (
            {"insertDimension": {"range": {"sheetId": 0, "startIndex": 0, "endIndex": 1}}},
            "insertDimension: No dimension specified.",
        ),
        (
            insert("ROWS", 2, 2),
            "insertDimension: range.endIndex[2] must be greater than range.startIndex[2]",
        ),
        (
            insert("COLUMNS", 6, 7),
            "insertDimension: range.startIndex[6] is after last column in grid[5]",
        ),
        (
            insert("ROWS", 7, 8),
            "insertDimension: range.startIndex[7] is after last row in grid[6]",
        ),
        (
            insert("ROWS", 0, 1, inheritFromBefore=True),
            "insertDimension: inheritFromBefore cannot be true when inserting at index 0.",
        ),
        (
            insert("ROWS", 1, 5_000_000),
            "insertDimension: This action would increase the number of cells in the workbook "
            "above the limit of 10000000 cells.",
        ),
        (
            {"appendDimension": {"sheetId": 0, "length": 1}},
            "appendDimension: No dimension specified.",
        ),
        (
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS"}},
            "appendDimension: length must be greater than 0, but was 0",
        ),
        (
            move("ROWS", 0, 1, 7),
            "moveDimension: destinationIndex[7] is after last index in grid[6]",
        ),
    ],
)
def test_changes_that_cannot_be_are_refused(abcd: RawBook, request_: Json, message: str) -> None:
    assert abcd.refusal(request_) == f"Invalid requests[0].{message}"


def test_not_all_rows_below_frozen_ones_can_go(abcd: RawBook) -> None:
    properties = {"sheetId": 0, "gridProperties": {"frozenRowCount": 2}}
    fields = "gridProperties.frozenRowCount"
    abcd.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})
    assert abcd.refusal(delete("ROWS", 2, 6)) == (
        "Invalid requests[0].deleteDimension: "
        "Sorry, it is not possible to delete all non-frozen rows."
    )
    abcd.batch(insert("ROWS", 1, 2))
    assert grid(abcd)["frozenRowCount"] == 3
    abcd.batch(delete("ROWS", 0, 3))
    assert "frozenRowCount" not in grid(abcd)


def test_new_rows_and_columns_take_formats_and_sizes_of_a_neighbour(abcd: RawBook) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    rule = {"condition": {"type": "BOOLEAN"}}
    abcd.batch(
        {"repeatCell": {"range": area(0, 0, 1, 1), "cell": bold, "fields": "userEnteredFormat"}},
        {"setDataValidation": {"range": area(0, 0, 1, 1), "rule": rule}},
        {
            "updateDimensionProperties": {
                "range": stretch("ROWS", 0, 1),
                "properties": {"pixelSize": 40, "hiddenByUser": True},
                "fields": "*",
            }
        },
        insert("ROWS", 1, 2, inheritFromBefore=True),
        insert("COLUMNS", 0, 1),
        insert("ROWS", 4, 5),
    )
    assert abcd.cell("B2", "userEnteredFormat,dataValidation") == bold | {"dataValidation": rule}
    assert abcd.cell("A1", "userEnteredFormat,dataValidation") == bold | {"dataValidation": rule}
    assert abcd.cell("A5") == {}
    sizes = abcd.sheet(fields="data.rowMetadata")["data"][0]["rowMetadata"]
    assert sizes[:3] == [
        {"pixelSize": 40, "hiddenByUser": True},
        {"pixelSize": 40},
        {"pixelSize": 21},
    ]


def test_sizes_and_hiding_follow_their_columns(abcd: RawBook) -> None:
    abcd.batch(
        {
            "updateDimensionProperties": {
                "range": stretch("COLUMNS", 1, 2),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        insert("COLUMNS", 0, 1),
        move("COLUMNS", 2, 3, 5),
    )
    sizes = abcd.sheet(fields="data.columnMetadata")["data"][0]["columnMetadata"]
    assert [one.get("hiddenByUser", False) for one in sizes] == [
        False,
        False,
        False,
        False,
        True,
        False,
    ]
    abcd.batch(
        {
            "updateDimensionProperties": {
                "range": stretch("COLUMNS", 4, 5),
                "fields": "hiddenByUser",
            }
        }
    )
    sizes = abcd.sheet(fields="data.columnMetadata")["data"][0]["columnMetadata"]
    assert sizes == [{"pixelSize": 100}] * 6


def test_columns_resize_to_their_longest_text(abcd: RawBook) -> None:
    abcd.write("Sheet1!A1", [["A" * 1024]])
    abcd.batch(
        {"autoResizeDimensions": {"dimensions": stretch("COLUMNS", 0, 5)}},
        {"autoResizeDimensions": {"dimensions": stretch("ROWS", 0, 2)}},
    )
    data = abcd.sheet(fields="data(columnMetadata,rowMetadata)")["data"][0]
    widths = [one["pixelSize"] for one in data["columnMetadata"]]
    assert widths == [8690, 34, 34, 100, 100]
    assert data["rowMetadata"][0] == {"pixelSize": 21}


def test_a_data_source_is_refused(abcd: RawBook) -> None:
    request = {"dataSourceSheetRange": {"sheetId": 0}, "fields": "*"}
    assert abcd.refusal({"updateDimensionProperties": request}) == (
        "Invalid requests[0].updateDimensionProperties: The sandbox has no data sources."
    )


def groups(book: RawBook, name: str = "rowGroups") -> list[tuple[int, int, int]]:
    return [
        (one["range"]["startIndex"], one["range"]["endIndex"], one["depth"])
        for one in book.sheet().get(name, [])
    ]


def test_groups_nest_join_and_fold(abcd: RawBook) -> None:
    (reply,) = abcd.batch({"addDimensionGroup": {"range": stretch("ROWS", 0, 4)}})
    assert reply == {
        "addDimensionGroup": {
            "dimensionGroups": [
                {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 4}, "depth": 1}
            ]
        }
    }
    abcd.batch(
        {"addDimensionGroup": {"range": stretch("ROWS", 1, 2)}},
        {"addDimensionGroup": {"range": stretch("ROWS", 4, 5)}},
    )
    assert groups(abcd) == [(0, 5, 1), (1, 2, 2)]
    group = {"range": stretch("ROWS", 1, 2), "depth": 2, "collapsed": True}
    abcd.batch({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    assert abcd.sheet()["rowGroups"][1]["collapsed"] is True
    rows = abcd.sheet(fields="data.rowMetadata")["data"][0]["rowMetadata"]
    assert rows[1] == {"pixelSize": 21, "hiddenByUser": True}
    abcd.batch({"addDimensionGroup": {"range": stretch("ROWS", 3, 4)}})
    assert abcd.sheet()["rowGroups"][1]["collapsed"] is True
    unfold = {"dimensionGroup": group | {"collapsed": False}, "fields": "collapsed"}
    abcd.batch({"updateDimensionGroup": unfold})
    rows = abcd.sheet(fields="data.rowMetadata")["data"][0]["rowMetadata"]
    assert rows[1] == {"pixelSize": 21}
    abcd.batch(insert("ROWS", 0, 1), delete("ROWS", 2, 3))
    assert groups(abcd) == [(1, 5, 1), (3, 4, 2)]
    (reply,) = abcd.batch({"deleteDimensionGroup": {"range": stretch("ROWS", 0, 7)}})
    assert [one["depth"] for one in reply["deleteDimensionGroup"]["dimensionGroups"]] == [1]
    (reply,) = abcd.batch({"deleteDimensionGroup": {"range": stretch("ROWS", 0, 7)}})
    assert reply == {"deleteDimensionGroup": {}}
    assert grid(abcd)["rowGroupControlAfter"] is True


def test_columns_group_too_and_missing_groups_are_refused(abcd: RawBook) -> None:
    abcd.batch({"addDimensionGroup": {"range": stretch("COLUMNS", 1, 3)}})
    assert groups(abcd, "columnGroups") == [(1, 3, 1)]
    assert grid(abcd)["columnGroupControlAfter"] is True
    assert abcd.refusal({"deleteDimensionGroup": {"range": stretch("ROWS", 0, 1)}}).endswith(
        "There is no group at the specified range."
    )
    group = {"range": stretch("COLUMNS", 1, 3), "depth": 2}
    request = {"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}}
    assert abcd.refusal(request).endswith("There is no group at the specified range and depth.")


def merges(book: RawBook) -> list[tuple[int, int, int, int]]:
    return [
        (
            one["startRowIndex"],
            one["startColumnIndex"],
            one["endRowIndex"],
            one["endColumnIndex"],
        )
        for one in book.sheet().get("merges", [])
    ]


@pytest.mark.parametrize(
    ("kind", "blocks", "values"),
    [
        ("MERGE_ALL", [(0, 0, 2, 2)], [["a1", "", "c1"], ["", "", "c2"], ["a3", "b3", "c3"]]),
        (
            "MERGE_ROWS",
            [(0, 0, 1, 2), (1, 0, 2, 2)],
            [["a1", "", "c1"], ["a2", "", "c2"], ["a3", "b3", "c3"]],
        ),
        (
            "MERGE_COLUMNS",
            [(0, 0, 2, 1), (0, 1, 2, 2)],
            [["a1", "b1", "c1"], ["", "", "c2"], ["a3", "b3", "c3"]],
        ),
    ],
)
def test_a_merge_keeps_the_first_value_of_each_block(
    abcd: RawBook, kind: str, blocks: list[tuple[int, ...]], values: list[list[str]]
) -> None:
    abcd.batch({"mergeCells": {"range": area(0, 0, 2, 2), "mergeType": kind}})
    assert merges(abcd) == blocks
    assert abcd.values() == values


def test_merges_are_replaced_follow_rows_and_vanish(abcd: RawBook) -> None:
    abcd.batch(
        {"mergeCells": {"range": area(0, 0, 1, 2)}},
        {"mergeCells": {"range": area(2, 0, 3, 2)}},
        {"mergeCells": {"range": area(0, 0, 2, 2)}},
    )
    assert merges(abcd) == [(2, 0, 3, 2), (0, 0, 2, 2)]
    abcd.batch(insert("ROWS", 1, 2), delete("COLUMNS", 0, 1))
    assert merges(abcd) == [(0, 0, 3, 1)]
    abcd.batch({"unmergeCells": {"range": area(0, 0, 6, 4)}})
    assert merges(abcd) == []


def test_half_a_merge_is_refused_and_one_cell_is_no_merge(abcd: RawBook) -> None:
    abcd.batch({"mergeCells": {"range": area(0, 0, 2, 2)}})
    half = "You must select all cells in a merged range to merge or unmerge them."
    assert abcd.refusal({"unmergeCells": {"range": area(0, 0, 1, 2)}}).endswith(half)
    assert abcd.refusal({"mergeCells": {"range": area(1, 1, 3, 3)}}).endswith(half)
    abcd.batch(
        {"mergeCells": {"range": area(3, 3, 4, 4)}}, {"unmergeCells": {"range": area(3, 3, 4, 4)}}
    )
    assert merges(abcd) == [(0, 0, 2, 2)]


def test_a_merge_does_not_span_a_frozen_edge(abcd: RawBook) -> None:
    frozen = {"frozenRowCount": 1, "frozenColumnCount": 1}
    properties = {"sheetId": 0, "gridProperties": frozen}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    abcd.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})
    for where, word in ((area(0, 1, 2, 2), "rows"), (area(1, 0, 2, 2), "columns")):
        message = f"You can't merge frozen and non-frozen {word}."
        assert abcd.refusal({"mergeCells": {"range": where}}).endswith(message)


def names(book: RawBook) -> dict[str, Json]:
    return {one["name"]: one["range"] for one in book.get().get("namedRanges", [])}


def test_a_named_range_is_added_changed_followed_and_deleted(abcd: RawBook) -> None:
    named = {"name": "Prices", "range": area(0, 1, 3, 2)}
    (reply,) = abcd.batch({"addNamedRange": {"namedRange": named}})
    number = reply["addNamedRange"]["namedRange"]["namedRangeId"]
    assert number.isdigit()
    abcd.batch(insert("ROWS", 1, 2), insert("COLUMNS", 0, 1))
    assert names(abcd)["Prices"] == {
        "startRowIndex": 0,
        "endRowIndex": 4,
        "startColumnIndex": 2,
        "endColumnIndex": 3,
    }
    given = {"namedRangeId": number, "name": "Sums", "range": {"sheetId": 0, "endRowIndex": 1}}
    abcd.batch({"updateNamedRange": {"namedRange": given, "fields": "name,range"}})
    assert names(abcd) == {"Sums": {"endRowIndex": 1}}
    abcd.batch({"deleteNamedRange": {"namedRangeId": number}})
    assert names(abcd) == {}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"addNamedRange": {"namedRange": {"name": "two words", "range": {}}}},
            "addNamedRange: The name given to this range is invalid.",
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "A1", "range": {}}}},
            "addNamedRange: The name given to this range is invalid.",
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "true", "range": {}}}},
            "addNamedRange: The name given to this range is invalid.",
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "TAKEN", "range": {}}}},
            'addNamedRange: A named range with the name "TAKEN" already exists.',
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "x", "namedRangeId": "7", "range": {}}}},
            "addNamedRange: Named range with id 7 already exists.",
        ),
        (
            {"deleteNamedRange": {"namedRangeId": "404"}},
            "deleteNamedRange: No named range with id: 404",
        ),
        (
            {"updateNamedRange": {"namedRange": {"namedRangeId": "404"}, "fields": "name"}},
            "updateNamedRange: No named range with id: 404",
        ),
    ],
)
def test_names_that_cannot_be_are_refused(book: RawBook, request_: Json, message: str) -> None:
    taken = {"name": "Taken", "namedRangeId": "7", "range": {}}
    book.batch({"addNamedRange": {"namedRange": taken}})
    assert book.refusal(request_) == f"Invalid requests[0].{message}"


def test_everything_over_cells_follows_inserted_rows_and_columns(abcd: RawBook) -> None:
    where = area(1, 1, 3, 3)
    rule = {"ranges": [where], "booleanRule": {"condition": {"type": "NOT_BLANK"}}}
    criteria = {"1": {"hiddenValues": ["x"]}}
    location = {"dimensionRange": stretch("ROWS", 2, 3)}
    found = {"metadataKey": "k", "visibility": "DOCUMENT", "location": location}
    abcd.batch(
        {"addConditionalFormatRule": {"rule": rule}},
        {"addBanding": {"bandedRange": {"range": where, "rowProperties": {"headerColor": {}}}}},
        {
            "addProtectedRange": {
                "protectedRange": {"range": where, "unprotectedRanges": [area(1, 1, 2, 2)]}
            }
        },
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}},
        {
            "setBasicFilter": {
                "filter": {
                    "range": where,
                    "criteria": criteria,
                    "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}],
                }
            }
        },
        {"addFilterView": {"filter": {"range": where, "filterSpecs": [{"columnIndex": 2}]}}},
        {"createDeveloperMetadata": {"developerMetadata": found}},
        insert("ROWS", 0, 1),
        insert("COLUMNS", 2, 3),
    )
    moved = {"startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 1, "endColumnIndex": 4}
    sheet = abcd.sheet()
    assert sheet["conditionalFormats"][0]["ranges"] == [moved]
    assert sheet["bandedRanges"][0]["range"] == moved
    first, whole = sheet["protectedRanges"]
    assert first["range"] == moved
    assert first["unprotectedRanges"] == [
        {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2}
    ]
    assert whole["range"] == {}
    assert sheet["basicFilter"]["range"] == moved
    assert set(sheet["basicFilter"]["criteria"]) == {"1"}
    assert sheet["filterViews"][0]["criteria"].keys() == {"3"}
    assert sheet["filterViews"][0]["filterSpecs"][0]["columnIndex"] == 3
    rows = abcd.sheet(fields="data.rowMetadata")["data"][0]["rowMetadata"]
    assert [bool(row.get("developerMetadata")) for row in rows[:5]] == [False] * 3 + [True, False]
    abcd.batch(delete("ROWS", 2, 4))
    left = abcd.sheet()
    for name in ("conditionalFormats", "bandedRanges", "basicFilter", "filterViews"):
        assert name not in left
    assert [one["range"] for one in left["protectedRanges"]] == [{}]
    assert (
        abcd.post("/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": {}}]})
        == {}
    )


def test_formulas_follow_inserted_deleted_and_moved_rows(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["1"], ["2"], ["=SUM(A1:A2)"], ["=A3+Other"]])
    named = {"name": "Other", "range": area(0, 0, 1, 1)}
    book.batch({"addNamedRange": {"namedRange": named}}, insert("ROWS", 1, 2))
    assert book.formulas() == [[1], [], [2], ["=SUM(A1:A3)"], ["=A4+Other"]]
    assert book.stored() == [[1], [], [2], [3], [4]]
    book.batch(move("ROWS", 0, 1, 5))
    assert book.stored()[2] == [2]
    assert book.formulas()[2:] == [["=SUM(A1:A2)"], ["=A3+Other"], [1]]


def test_a_renamed_sheet_is_renamed_in_formulas(book: RawBook) -> None:
    book.batch({"addSheet": {"properties": {"title": "Rates", "sheetId": 5}}})
    book.write("Rates!A1", [[7]])
    book.type_in("Sheet1!A1", [["=Rates!A1*2"]])
    given = {"sheetId": 5, "title": "New rates"}
    book.batch({"updateSheetProperties": {"properties": given, "fields": "title"}})
    assert book.formulas() == [["='New rates'!A1*2"]]
    assert book.stored() == [[14]]
