"""Bodies checked against Google's fields: what passes, what is cleaned, what is said."""

from typing import Any

import pytest

from sheetsync.sandbox.errors import ApiError
from sheetsync.sandbox.fields import cleaned, schema

Json = dict[str, Any]


def message(name: str, body: object, at: str = "") -> str:
    with pytest.raises(ApiError) as refusal:
        cleaned(name, body, at)
    return refusal.value.message


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("Request", None, {}),
        ("GridRange", {"sheetId": None, "startRowIndex": 1}, {"startRowIndex": 1}),
        ("GridRange", {"start_row_index": "3"}, {"startRowIndex": 3}),
        ("Color", {"red": "0.5", "green": 1}, {"red": 0.5, "green": 1}),
        ("BatchClearValuesRequest", {"ranges": "A1"}, {"ranges": ["A1"]}),
        ("BatchClearValuesRequest", {"ranges": [None, "A1"]}, {"ranges": ["", "A1"]}),
        ("RowData", {"values": [None, {"note": "n"}]}, {"values": [{}, {"note": "n"}]}),
        ("MergeCellsRequest", {"mergeType": 1}, {"mergeType": "MERGE_COLUMNS"}),
        (
            "BasicFilter",
            {"criteria": {"0": {"hidden_values": ["x"]}}},
            {"criteria": {"0": {"hiddenValues": ["x"]}}},
        ),
        ("ValueRange", {"values": [[None, 1], []]}, {"values": [[None, 1], []]}),
        ("SheetProperties", {"hidden": "true"}, {"hidden": True}),
        ("SheetProperties", {"hidden": "false"}, {"hidden": False}),
    ],
)
def test_a_good_body_is_cleaned(name: str, body: object, expected: Json) -> None:
    assert cleaned(name, body) == expected


_SHEETS = "type.googleapis.com/google.apps.sheets.v4."


@pytest.mark.parametrize(
    ("name", "body", "text"),
    [
        (
            "GridRange",
            [],
            'Invalid JSON payload received. Unknown name "": Proto field is not repeating, '
            "cannot start list.",
        ),
        ("GridRange", "A1", f'Invalid value ({_SHEETS}GridRange), "A1"'),
        ("GridRange", {"sheetId": True}, "Invalid value at 'sheet_id' (TYPE_INT32), true"),
        ("GridRange", {"sheetId": 1.5}, "Invalid value at 'sheet_id' (TYPE_INT32), 1.5"),
        (
            "GridRange",
            {"sheetId": 2**31},
            "Invalid value at 'sheet_id' (TYPE_INT32), 2147483648",
        ),
        ("GridRange", {"sheetId": "x"}, "Invalid value at 'sheet_id' (TYPE_INT32), \"x\""),
        (
            "GridRange",
            {"sheetId": [1]},
            'Invalid JSON payload received. Unknown name "sheetId": Proto field is not '
            "repeating, cannot start list.",
        ),
        ("Color", {"red": "inf"}, "Invalid value at 'red' (TYPE_DOUBLE), \"inf\""),
        ("Color", {"red": {}}, "Invalid value at 'red' (TYPE_DOUBLE), {}"),
        ("NamedRange", {"name": 5}, "Invalid value at 'name' (TYPE_STRING), 5"),
        (
            "MergeCellsRequest",
            {"mergeType": ["MERGE_ALL"]},
            'Invalid JSON payload received. Unknown name "mergeType": Proto field is not '
            "repeating, cannot start list.",
        ),
        (
            "MergeCellsRequest",
            {"mergeType": 9},
            f"Invalid value at 'merge_type' ({_SHEETS}MergeType), 9",
        ),
        ("BasicFilter", {"criteria": 5}, "Invalid value at 'criteria' (Map), 5"),
        (
            "RepeatCellRequest",
            {"fields": 5},
            "Invalid value at 'fields' (type.googleapis.com/google.protobuf.FieldMask), 5",
        ),
        (
            "CellData",
            {"userEnteredValue": {"stringValue": "a", "numberValue": 1}},
            "Invalid value at 'user_entered_value' (oneof), oneof field 'value' is already set. "
            "Cannot set 'numberValue'",
        ),
    ],
)
def test_a_bad_body_is_told_in_googles_words(name: str, body: object, text: str) -> None:
    assert message(name, body) == text


def test_all_problems_are_told_at_once_with_their_places() -> None:
    body = {"rows": [{"values": [{"note": 1}, {"nope": 2}]}]}
    with pytest.raises(ApiError) as refusal:
        cleaned("UpdateCellsRequest", body)
    assert refusal.value.body()["error"]["details"][0]["fieldViolations"] == [
        {
            "field": "rows[0].values[0].note",
            "description": "Invalid value at 'rows[0].values[0].note' (TYPE_STRING), 1",
        },
        {
            "field": "rows[0].values[1]",
            "description": 'Invalid JSON payload received. Unknown name "nope" at '
            "'rows[0].values[1]': Cannot find field.",
        },
    ]


def test_a_bound_body_is_named_by_its_field() -> None:
    assert message("ValueRange", {"x": 1}, "data") == (
        "Invalid JSON payload received. Unknown name \"x\" at 'data': Cannot find field."
    )


def test_an_unknown_message_has_no_fields() -> None:
    assert schema("Nothing") == {}
