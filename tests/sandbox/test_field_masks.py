"""Field masks: read off an answer, and written into a message."""

import pytest

from sheetsync.sandbox.errors import ApiError
from sheetsync.sandbox.field_masks import changed, for_answer, for_change, parsed, projected, wants


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("a", {"a": {}}),
        ("a.b", {"a": {"b": {}}}),
        ("a/b", {"a": {"b": {}}}),
        ("a(b,c)", {"a": {"b": {}, "c": {}}}),
        ("a.b(c/d,e),f", {"a": {"b": {"c": {"d": {}}, "e": {}}}, "f": {}}),
        ("a, b", {"a": {}, "b": {}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
        ("a.b,a.c", {"a": {"b": {}, "c": {}}}),
        ("grid_properties.row_count", {"gridProperties": {"rowCount": {}}}),
        ("*", {"*": {}}),
    ],
)
def test_a_mask_is_a_tree(text: str, mask: dict[str, object]) -> None:
    assert parsed(text) == mask


@pytest.mark.parametrize("text", ["a(", "a)", "a(b", ",", "a,", "a..b", ".a", "a b.", "a-b", "(a)"])
def test_a_broken_mask_is_no_mask(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        parsed(text)


def test_an_answer_keeps_messages_that_lose_all_their_fields() -> None:
    answer = {"sheets": [{"data": [{"startRow": 1}]}, {}], "other": 1}
    assert projected(answer, parsed("sheets.data.rowData")) == {"sheets": [{"data": [{}]}, {}]}


def test_a_star_asks_for_everything_below() -> None:
    assert for_answer("sheets(*)", "Spreadsheet") == {"sheets": {}}
    assert for_answer("*", "Spreadsheet") == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [("foo", "foo"), ("sheets.foo", "sheets.foo"), ("properties.title.x", "properties.title.x")],
)
def test_an_unknown_field_of_an_answer_is_named(text: str, path: str) -> None:
    with pytest.raises(ApiError) as refusal:
        for_answer(text, "Spreadsheet")
    assert refusal.value.body()["error"] == {
        "code": 400,
        "message": "Request contains an invalid argument.",
        "status": "INVALID_ARGUMENT",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [
                    {
                        "field": path,
                        "description": "Error expanding 'fields' parameter. "
                        f"Cannot find matching fields for path '{path}'.",
                    }
                ],
            }
        ],
    }


def test_an_unreadable_mask_of_an_answer_is_refused() -> None:
    with pytest.raises(ApiError, match="Request contains an invalid argument"):
        for_answer("sheets(", "Spreadsheet")


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_change_needs_a_mask(text: str | None) -> None:
    with pytest.raises(ApiError) as refusal:
        for_change(text, "CellData")
    assert refusal.value.message == (
        "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nope", "Invalid field: nope"),
        ("userEnteredFormat.someThing", "Invalid field: some_thing"),
        ("note(", "Invalid field: note("),
    ],
)
def test_an_unknown_field_of_a_change_is_refused(text: str, message: str) -> None:
    with pytest.raises(ApiError) as refusal:
        for_change(text, "CellData")
    assert refusal.value.message == message


@pytest.mark.parametrize(
    ("before", "given", "mask", "after"),
    [
        ({"a": 1, "b": 2}, {"a": 3}, "a", {"a": 3, "b": 2}),
        ({"a": 1, "b": 2}, {}, "a", {"b": 2}),
        ({"a": 1}, {"b": 2}, "*", {"b": 2}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, "a.x", {"a": {"x": 3, "y": 2}}),
        ({"a": {"x": 1}}, {}, "a.x", {}),
        ({"a": {"x": 1}}, {"a": {"y": 2}}, "a(*)", {"a": {"y": 2}}),
        ({}, {"a": {"x": 1}, "b": 1}, "a.x", {"a": {"x": 1}}),
    ],
)
def test_a_change_takes_over_exactly_what_the_mask_names(
    before: dict[str, object], given: dict[str, object], mask: str, after: dict[str, object]
) -> None:
    assert changed(before, given, parsed(mask)) == after


@pytest.mark.parametrize(
    ("mask", "path", "wanted"),
    [
        (None, ("sheets", "data"), True),
        ("sheets", ("sheets", "data"), True),
        ("sheets.properties", ("sheets", "data"), False),
        ("properties", ("sheets",), False),
        ("sheets.data.rowData", ("sheets", "data"), True),
    ],
)
def test_a_mask_tells_what_must_be_worked_out(
    mask: str | None, path: tuple[str, ...], *, wanted: bool
) -> None:
    assert wants(parsed(mask) if mask else None, *path) is wanted
