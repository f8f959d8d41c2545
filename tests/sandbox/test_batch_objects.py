"""batchUpdate: protection, filters, banding, developer metadata; and data filters."""

from pathlib import Path
from typing import Any

import pytest
import requests

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.identity import OWNER_EMAIL
from sheetsync.sandbox.server import create_app
from sheetsync.testing.raw_book import SHEETS, RawBook

Json = dict[str, Any]

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def area(top: int, left: int, bottom: int, right: int) -> Json:
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def protect(**found: Any) -> Json:
    return {"addProtectedRange": {"protectedRange": found}}


def test_a_protected_range_replies_without_the_owner_and_reads_with_her(book: RawBook) -> None:
    (reply,) = book.batch(
        protect(range=area(0, 0, 2, 2), editors={"users": []}, requestingUserCanEdit=False)
    )
    found = reply["addProtectedRange"]["protectedRange"]
    number = found.pop("protectedRangeId")
    assert isinstance(number, int)
    shape = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    assert found == {"range": shape, "requestingUserCanEdit": True, "editors": {}}
    assert book.sheet()["protectedRanges"] == [
        {
            "protectedRangeId": number,
            "range": shape,
            "requestingUserCanEdit": True,
            "editors": {"users": [OWNER_EMAIL]},
        }
    ]
    book.batch({"deleteProtectedRange": {"protectedRangeId": number}})
    assert "protectedRanges" not in book.sheet()


def test_without_editors_all_who_may_write_the_file_may_edit(book: RawBook) -> None:
    address = f"https://www.googleapis.com/drive/v3/files/{book.file_id}/permissions"
    for role, email in (("writer", "ann@team.example"), ("reader", "bob@team.example")):
        book.session.post(address, json={"role": role, "type": "user", "emailAddress": email})
    book.batch(protect(range=area(0, 0, 1, 1)))
    (found,) = book.sheet()["protectedRanges"]
    assert found["editors"]["users"] == [OWNER_EMAIL, "ann@team.example"]


def test_a_protected_range_changes_by_mask_and_moves_to_another_sheet(book: RawBook) -> None:
    book.batch({"addSheet": {"properties": {"sheetId": 5}}})
    (reply,) = book.batch(protect(range=area(0, 0, 1, 1), description="old"))
    number = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    given = {"protectedRangeId": number, "description": "new"}
    book.batch({"updateProtectedRange": {"protectedRange": given, "fields": "description"}})
    assert book.sheet()["protectedRanges"][0]["description"] == "new"
    given = {"protectedRangeId": number, "range": {"sheetId": 5}}
    book.batch({"updateProtectedRange": {"protectedRange": given, "fields": "range"}})
    assert "protectedRanges" not in book.sheet()
    assert book.sheet(1)["protectedRanges"][0]["range"] == {"sheetId": 5}


def test_a_named_range_may_be_protected(book: RawBook) -> None:
    named = {"name": "Sums", "namedRangeId": "9", "range": area(0, 0, 1, 1)}
    book.batch({"addNamedRange": {"namedRange": named}}, protect(namedRangeId="9"))
    assert book.sheet()["protectedRanges"][0]["namedRangeId"] == "9"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            protect(range={}, warningOnly=True, editors={"users": ["a@b.example"]}),
            "addProtectedRange: ProtectedRange is warningOnly. Editors cannot be set on it.",
        ),
        (protect(description="x"), "addProtectedRange: No range specified."),
        (protect(namedRangeId="4"), "addProtectedRange: No named range with id: 4"),
        (
            protect(range={}, protectedRangeId=3),
            "addProtectedRange: Protected range with id 3 already exists.",
        ),
        (
            {"deleteProtectedRange": {"protectedRangeId": 404}},
            "deleteProtectedRange: No protected range with id: 404",
        ),
    ],
)
def test_protection_that_cannot_be_is_refused(book: RawBook, request_: Json, message: str) -> None:
    book.batch(protect(range=area(0, 0, 1, 1), protectedRangeId=3))
    assert book.refusal(request_) == f"Invalid requests[0].{message}"


class Team:
    """One spreadsheet and the people around it."""

    def __init__(self, path: Path) -> None:
        self.session = mount(requests.Session(), create_app(path, hooks=Hooks()))
        self.book = RawBook.new(self.session)

    def ask(self, who: str, method: str, path: str, body: object = None) -> requests.Response:
        headers = {"Authorization": f"Bearer {who}"}
        return self.session.request(
            method, f"{SHEETS}/{self.book.file_id}{path}", json=body, headers=headers
        )


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "team.sandbox")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner:olga@team.example", 200),
        ("anything", 200),
        ("editor:ann@team.example", 200),
        ("editor:eve@team.example", 400),
        ("viewer:bob@team.example", 403),
        ("none:mallory@evil.example", 403),
    ],
)
def test_a_write_into_a_protected_range_depends_on_who_asks(
    team: Team, who: str, status: int
) -> None:
    editors = {"users": ["ann@team.example"]}
    team.book.batch(protect(range=area(0, 0, 1, 1), editors=editors))
    body = {"values": [["x"]]}
    answer = team.ask(who, "PUT", "/values/Sheet1!A1?valueInputOption=RAW", body)
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["error"]["message"] == PROTECTED


@pytest.mark.parametrize(
    ("method", "path", "body", "message"),
    [
        ("POST", "/values/Sheet1!A1:B2:clear", None, PROTECTED),
        (
            "POST",
            "/values:batchUpdate",
            {"valueInputOption": "RAW", "data": [{"range": "Sheet1!A1", "values": [["x"]]}]},
            PROTECTED,
        ),
        ("POST", "/values/Sheet1!A1:append?valueInputOption=RAW", {"values": [["x"]]}, PROTECTED),
        (
            "POST",
            ":batchUpdate",
            {"requests": [{"deleteSheet": {"sheetId": 0}}]},
            f"Invalid requests[0].deleteSheet: {PROTECTED}",
        ),
        (
            "POST",
            ":batchUpdate",
            {"requests": [{"deleteProtectedRange": {"protectedRangeId": 3}}]},
            f"Invalid requests[0].deleteProtectedRange: {PROTECTED}",
        ),
        (
            "POST",
            ":batchUpdate",
            {"requests": [{"repeatCell": {"range": {"sheetId": 0}, "cell": {}, "fields": "note"}}]},
            f"Invalid requests[0].repeatCell: {PROTECTED}",
        ),
    ],
)
def test_no_way_of_writing_passes_a_protected_range(
    team: Team, method: str, path: str, body: object, message: str
) -> None:
    team.book.batch(protect(range=area(0, 0, 1, 1), protectedRangeId=3, editors={"users": []}))
    answer = team.ask("editor:eve@team.example", method, path, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message


def test_warnings_and_excepted_cells_do_not_stop_an_editor(team: Team) -> None:
    team.book.batch(
        protect(range=area(0, 0, 1, 1), warningOnly=True),
        protect(
            range=area(2, 0, 9, 9), unprotectedRanges=[area(2, 0, 3, 2)], editors={"users": []}
        ),
    )
    eve = "editor:eve@team.example"
    for cells, status in (("A1", 200), ("A3:B3", 200), ("A3:C3", 400), ("A2:A3", 400)):
        path = f"/values/Sheet1!{cells}?valueInputOption=RAW"
        values = [["x"] * 3] if cells == "A3:C3" else [["x"]]
        if cells == "A2:A3":
            values = [["x"], ["y"]]
        assert team.ask(eve, "PUT", path, {"values": values}).status_code == status


def test_a_protected_named_range_stops_an_editor_until_the_name_is_gone(team: Team) -> None:
    named = {"name": "Sums", "namedRangeId": "9", "range": area(0, 0, 1, 1)}
    team.book.batch(
        {"addNamedRange": {"namedRange": named}},
        protect(namedRangeId="9", editors={"users": []}),
    )
    path, body = "/values/Sheet1!A1?valueInputOption=RAW", {"values": [["x"]]}
    assert team.ask("editor:eve@team.example", "PUT", path, body).status_code == 400
    team.book.batch({"deleteNamedRange": {"namedRangeId": "9"}})
    assert team.ask("editor:eve@team.example", "PUT", path, body).status_code == 200


def test_who_may_not_edit_is_told_so(team: Team) -> None:
    team.book.batch(protect(range=area(0, 0, 1, 1), editors={"users": []}))
    found = team.ask("editor:eve@team.example", "GET", "").json()["sheets"][0]
    assert "requestingUserCanEdit" not in found["protectedRanges"][0]


def test_a_basic_filter_gets_full_bounds_and_both_forms_of_criteria(book: RawBook) -> None:
    book.resize(20, 5)
    criteria = {"1": {"hiddenValues": ["x"]}}
    book.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "criteria": criteria}}})
    assert book.sheet()["basicFilter"] == {
        "range": {
            "startRowIndex": 0,
            "endRowIndex": 20,
            "startColumnIndex": 0,
            "endColumnIndex": 5,
        },
        "criteria": criteria,
        "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}],
    }
    specs = [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["y"]}}]
    book.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "filterSpecs": specs}}})
    assert book.sheet()["basicFilter"]["criteria"] == {"0": {"hiddenValues": ["y"]}}
    book.batch({"clearBasicFilter": {"sheetId": 0}}, {"clearBasicFilter": {}})
    assert "basicFilter" not in book.sheet()


def test_filter_views_are_added_changed_copied_and_deleted(book: RawBook) -> None:
    view = {"range": area(0, 0, 5, 2), "criteria": {"0": {"hiddenValues": ["x"]}}}
    (reply,) = book.batch({"addFilterView": {"filter": view}})
    found = reply["addFilterView"]["filter"]
    number = found["filterViewId"]
    assert found["title"] == "Filter 1"
    given = {"filterViewId": number, "title": "Mine"}
    book.batch({"updateFilterView": {"filter": given, "fields": "title,criteria"}})
    (stored,) = book.sheet()["filterViews"]
    assert stored == {
        "filterViewId": number,
        "title": "Mine",
        "range": {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2},
    }
    (reply,) = book.batch({"duplicateFilterView": {"filterId": number}})
    copy = reply["duplicateFilterView"]["filter"]
    assert (copy["title"], copy["filterViewId"] != number) == ("Copy of Mine", True)
    book.batch({"deleteFilterView": {"filterId": number}})
    assert [one["title"] for one in book.sheet()["filterViews"]] == ["Copy of Mine"]
    assert book.refusal({"deleteFilterView": {"filterId": number}}) == (
        f"Invalid requests[0].deleteFilterView: No filter view with id: {number}"
    )
    taken = view | {"filterViewId": copy["filterViewId"]}
    assert book.refusal({"addFilterView": {"filter": taken}}).endswith("already exists.")


def test_banding_is_added_changed_and_deleted(book: RawBook) -> None:
    colors = {"headerColor": {"red": 1}, "firstBandColorStyle": {"rgbColor": {"blue": 1}}}
    band = {"range": area(0, 0, 5, 2), "rowProperties": colors}
    (reply,) = book.batch({"addBanding": {"bandedRange": band}})
    found = reply["addBanding"]["bandedRange"]
    assert found["rowProperties"] == {
        "headerColor": {"red": 1},
        "headerColorStyle": {"rgbColor": {"red": 1}},
        "firstBandColor": {"blue": 1},
        "firstBandColorStyle": {"rgbColor": {"blue": 1}},
    }
    number = found["bandedRangeId"]
    overlap = "You cannot add alternating background colors to a range that already has"
    assert overlap in book.refusal({"addBanding": {"bandedRange": band}})
    bare = {"range": area(7, 0, 9, 2)}
    assert book.refusal({"addBanding": {"bandedRange": bare}}).endswith(
        "At least one of rowProperties and columnProperties must be set."
    )
    given = {"bandedRangeId": number, "rowProperties": {"headerColor": {"green": 1}}}
    fields = "rowProperties.headerColor"
    book.batch({"updateBanding": {"bandedRange": given, "fields": fields}})
    (stored,) = book.sheet()["bandedRanges"]
    assert stored["rowProperties"]["headerColorStyle"] == {"rgbColor": {"green": 1}}
    assert stored["rowProperties"]["firstBandColor"] == {"blue": 1}
    book.batch({"deleteBanding": {"bandedRangeId": number}})
    assert book.refusal({"deleteBanding": {"bandedRangeId": number}}) == (
        f"Invalid requests[0].deleteBanding: No banded range with id: {number}"
    )


def stretch(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def note(key: str, location: Json, **more: Any) -> Json:
    found = {"metadataKey": key, "visibility": "DOCUMENT", "location": location} | more
    return {"createDeveloperMetadata": {"developerMetadata": found}}


def lookup(**found: Any) -> Json:
    return {"developerMetadataLookup": found}


def keys(book: RawBook, *filters: Json) -> list[str]:
    found = book.post("/developerMetadata:search", {"dataFilters": list(filters)})
    matched = found.get("matchedDeveloperMetadata", [])
    return [one["developerMetadata"]["metadataKey"] for one in matched]


@pytest.fixture
def noted(book: RawBook) -> RawBook:
    book.batch(
        note("file", {"spreadsheet": True}, metadataId=1, metadataValue="v"),
        note("tab", {"sheetId": 0}, metadataId=2),
        note("row", {"dimensionRange": stretch("ROWS", 1, 2)}, metadataId=3),
        note("column", {"dimensionRange": stretch("COLUMNS", 1, 2)}, metadataId=4),
        note("row", {"dimensionRange": stretch("ROWS", 2, 3)}, metadataId=5, visibility="PROJECT"),
    )
    return book


def test_metadata_is_answered_with_its_location(noted: RawBook) -> None:
    assert noted.get("/developerMetadata/1") == {
        "metadataId": 1,
        "metadataKey": "file",
        "metadataValue": "v",
        "location": {"locationType": "SPREADSHEET", "spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    assert noted.get("/developerMetadata/2")["location"] == {"locationType": "SHEET", "sheetId": 0}
    assert noted.get("/developerMetadata/3")["location"] == {
        "locationType": "ROW",
        "dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2},
    }
    assert noted.answer("GET", "/developerMetadata/99").status_code == 404
    found = noted.get()
    assert [one["metadataKey"] for one in found["developerMetadata"]] == ["file"]
    assert [one["metadataKey"] for one in found["sheets"][0]["developerMetadata"]] == ["tab"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([lookup()], ["file", "tab", "row", "column", "row"]),
        ([lookup(metadataKey="row")], ["row", "row"]),
        ([lookup(metadataKey="row", visibility="PROJECT")], ["row"]),
        ([lookup(metadataValue="v")], ["file"]),
        ([lookup(metadataId=4), lookup(metadataId=2)], ["column", "tab"]),
        ([lookup(locationType="ROW")], ["row", "row"]),
        ([lookup(metadataLocation={"sheetId": 0})], ["tab", "row", "column", "row"]),
        (
            [lookup(metadataLocation={"sheetId": 0}, locationMatchingStrategy="EXACT_LOCATION")],
            ["tab"],
        ),
        ([lookup(metadataLocation={"spreadsheet": True})], ["file"]),
        (
            [lookup(metadataLocation={"dimensionRange": stretch("ROWS", 1, 2)})],
            ["tab", "row", "column"],
        ),
        (
            [lookup(metadataLocation={"dimensionRange": stretch("COLUMNS", 0, 1)})],
            ["tab", "row", "row"],
        ),
        ([{"gridRange": area(0, 0, 2, 2)}], ["tab", "row", "column"]),
        ([{"a1Range": "Sheet1!A3:Z3"}], ["tab", "column", "row"]),
        ([{"a1Range": "Sheet1!A9"}], ["tab"]),
        ([lookup(metadataKey="nothing")], []),
    ],
)
def test_metadata_is_found_by_key_place_and_range(
    noted: RawBook, filters: list[Json], found: list[str]
) -> None:
    assert keys(noted, *filters) == found


def test_a_match_names_every_filter_that_found_it(noted: RawBook) -> None:
    filters = [lookup(metadataId=1), lookup(metadataKey="file")]
    found = noted.post("/developerMetadata:search", {"dataFilters": filters})
    assert found["matchedDeveloperMetadata"][0]["dataFilters"] == filters


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            note("x", {"dimensionRange": stretch("ROWS", 0, 2)}),
            "DimensionRange must represent a single row or column",
        ),
        (note("x", {}), "developerMetadata.location must be specified."),
        (note("", {"spreadsheet": True}), "developerMetadata.metadataKey must be specified."),
        (
            note("x", {"spreadsheet": True}, visibility=None),
            "developerMetadata.visibility must be specified.",
        ),
        (
            note("x", {"spreadsheet": True}, metadataId=3),
            "Developer metadata with id 3 already exists.",
        ),
        (note("x", {"sheetId": 404}), "No grid with id: 404"),
    ],
)
def test_metadata_that_cannot_be_is_refused(noted: RawBook, request_: Json, message: str) -> None:
    assert noted.refusal(request_) == f"Invalid requests[0].createDeveloperMetadata: {message}"


@pytest.mark.parametrize(
    ("data_filter", "message"),
    [
        ({}, "No data filter specified."),
        (
            lookup(locationMatchingStrategy="EXACT_LOCATION"),
            "metadataLocation must be specified with locationMatchingStrategy.",
        ),
        (
            lookup(
                locationMatchingStrategy="INTERSECTING_LOCATION",
                metadataLocation={"spreadsheet": True},
            ),
            "INTERSECTING_LOCATION cannot be used with a spreadsheet location.",
        ),
    ],
)
def test_a_filter_that_finds_nothing_sensible_is_refused(
    noted: RawBook, data_filter: Json, message: str
) -> None:
    answer = noted.answer("POST", "/developerMetadata:search", {"dataFilters": [data_filter]})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)


def test_metadata_is_changed_and_deleted_by_filter(noted: RawBook) -> None:
    given = {"metadataValue": "new", "location": {"sheetId": 0}}
    (reply,) = noted.batch(
        {
            "updateDeveloperMetadata": {
                "dataFilters": [lookup(metadataKey="row")],
                "developerMetadata": given,
                "fields": "metadataValue,location",
            }
        }
    )
    changed = reply["updateDeveloperMetadata"]["developerMetadata"]
    assert [(one["metadataId"], one["metadataValue"]) for one in changed] == [
        (3, "new"),
        (5, "new"),
    ]
    assert changed[0]["location"] == {"locationType": "SHEET", "sheetId": 0}
    (reply,) = noted.batch(
        {
            "updateDeveloperMetadata": {
                "dataFilters": [lookup(metadataId=1)],
                "developerMetadata": {"metadataKey": "book"},
                "fields": "*",
            }
        }
    )
    assert reply["updateDeveloperMetadata"]["developerMetadata"][0]["metadataKey"] == "book"
    deleted, nothing = noted.batch(
        {"deleteDeveloperMetadata": {"dataFilter": lookup(metadataKey="row")}},
        {"deleteDeveloperMetadata": {"dataFilter": lookup(metadataKey="row")}},
    )
    gone = deleted["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert [one["metadataId"] for one in gone] == [3, 5]
    assert nothing == {"deleteDeveloperMetadata": {}}
    assert noted.refusal(
        {
            "updateDeveloperMetadata": {
                "dataFilters": [lookup(metadataKey="row")],
                "developerMetadata": {},
                "fields": "metadataValue",
            }
        }
    ).endswith("No developer metadata found for the given data filters.")


def test_metadata_without_an_id_gets_one(book: RawBook) -> None:
    first, second = book.batch(note("a", {"spreadsheet": True}), note("a", {"spreadsheet": True}))
    ids = {
        reply["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
        for reply in (first, second)
    }
    assert len(ids) == 2


def test_row_metadata_follows_a_sort(noted: RawBook) -> None:
    noted.write("Sheet1!A1", [[3], [2], [1]])
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    noted.batch({"sortRange": {"range": area(0, 0, 3, 1), "sortSpecs": specs}})
    place = noted.get("/developerMetadata/5")["location"]["dimensionRange"]
    assert place == {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}


def test_metadata_goes_with_its_sheet(noted: RawBook) -> None:
    noted.batch({"addSheet": {}}, {"deleteSheet": {"sheetId": 0}})
    assert keys(noted, lookup()) == ["file"]


def test_values_are_read_written_and_cleared_by_filter(noted: RawBook) -> None:
    noted.resize(4, 3)
    data = [
        {"dataFilter": lookup(metadataId=3), "values": [["x", "y"]]},
        {"dataFilter": {"a1Range": "Sheet1!A4"}, "majorDimension": "COLUMNS", "values": [["p"]]},
        {"dataFilter": {"gridRange": area(0, 2, 1, 3)}, "values": [["=1+1"]]},
        {"dataFilter": lookup(metadataKey="nothing"), "values": [["z"]]},
    ]
    body = {
        "valueInputOption": "USER_ENTERED",
        "data": data,
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
    }
    reply = noted.post("/values:batchUpdateByDataFilter", body)
    assert reply["totalUpdatedCells"] == 4
    assert [one["updatedRange"] for one in reply["responses"]] == [
        "Sheet1!A2:B2",
        "Sheet1!A4",
        "Sheet1!C1",
    ]
    assert reply["responses"][2]["updatedData"]["values"] == [[2]]
    assert reply["responses"][0]["dataFilter"] == data[0]["dataFilter"]
    filters = [lookup(metadataId=3), lookup(metadataKey="column"), lookup(locationType="SHEET")]
    found = noted.post("/values:batchGetByDataFilter", {"dataFilters": filters})
    assert [one["valueRange"]["range"] for one in found["valueRanges"]] == [
        "Sheet1!A2:C2",
        "Sheet1!B1:B4",
        "Sheet1!A1:C4",
    ]
    assert found["valueRanges"][0]["valueRange"]["values"] == [["x", "y"]]
    assert found["valueRanges"][0]["dataFilters"] == [filters[0]]
    cleared = noted.post("/values:batchClearByDataFilter", {"dataFilters": filters[:2]})
    assert cleared["clearedRanges"] == ["Sheet1!A2:C2", "Sheet1!B1:B4"]
    assert noted.values() == [["", "", "2"], [], [], ["p"]]


def test_nothing_by_filter_is_just_the_id(noted: RawBook) -> None:
    only = {"spreadsheetId": noted.file_id}
    assert noted.post("/values:batchGetByDataFilter", {}) == only
    assert noted.post("/values:batchClearByDataFilter", {}) == only
    body = {"valueInputOption": "RAW"}
    assert noted.post("/values:batchUpdateByDataFilter", body) == only


def test_a_bad_filter_undoes_the_batch(noted: RawBook) -> None:
    data = [
        {"dataFilter": {"a1Range": "Sheet1!A1"}, "values": [["x"]]},
        {"dataFilter": {"a1Range": "Nope!A1"}, "values": [["y"]]},
    ]
    body = {"valueInputOption": "RAW", "data": data}
    answer = noted.answer("POST", "/values:batchUpdateByDataFilter", body)
    assert answer.json()["error"]["message"] == "Invalid data[1]: Unable to parse range: Nope!A1"
    assert noted.values() == []


def test_a_spreadsheet_is_read_by_filter(noted: RawBook) -> None:
    noted.write("Sheet1!A1", [["a", "b"], ["c", "d"]])
    body = {"dataFilters": [lookup(metadataId=4)], "includeGridData": True}
    found = noted.post(":getByDataFilter", body)
    (data,) = found["sheets"][0]["data"]
    assert data["startColumn"] == 1
    assert data["rowData"][1]["values"][0]["formattedValue"] == "d"
    assert "data" not in noted.post(":getByDataFilter", {})["sheets"][0]
