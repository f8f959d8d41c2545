"""What is done by whole columns is what is done cell by cell."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from sheetsync.mirror.column_values import database_values
from sheetsync.mirror.fingerprints import row_hash, row_hashes
from sheetsync.mirror.seen_columns import Below, SeenColumn, in_order, picked
from sheetsync.mirror.values import Writing, database_value
from sheetsync.tables.cell_reading import ERROR_SIGN, FORMULA_ERRORS
from sheetsync.tables.frames import frame_name, typed_frame
from sheetsync.tables.schema import Choice, Column, Kind

NOON = datetime.fromisoformat("2026-03-01T12:05:59")
HUGE = 2**62
ODD: list[tuple[Kind, Sequence[object]]] = [
    ("text", ["ёж", None, "", "a\nb"]),
    ("text", ["ёж", "a\0b", None]),
    ("text", []),
    ("money", [None, 0, -1, HUGE]),
    ("integer", [7, None]),
    ("decimal", [0.1, None, -2.0, float("inf")]),
    ("percent", [0.35, float("nan")]),
    ("date", [date(2026, 3, 1), None, date(1900, 1, 2)]),
    ("datetime", [NOON, None, NOON.replace(hour=0, minute=0, second=0)]),
    ("bool", [True, None, False]),
    ("enum", ["yes", None, "no", "yes"]),
    ("email", ["a@b.ru", None, "a\0@b.ru"]),
]


def column_of(kind: Kind) -> Column:
    allowed = (Choice("yes", "Yes", "да"), "no") if kind == "enum" else ()
    return Column("one", kind, allowed=allowed)


@pytest.mark.parametrize(("kind", "values"), ODD)
def test_the_values_of_a_column_are_those_of_its_cells(
    kind: Kind, values: Sequence[object]
) -> None:
    column = column_of(kind)
    name = frame_name(column)
    typed = typed_frame([column], [{name: value} for value in values])[name]
    expected = [database_value(column, value) for value in typed.tolist()]
    found = database_values(column, typed)
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]
    # A frame of other types means the same.
    assert database_values(column, typed.astype("object")) == expected


@pytest.mark.parametrize(("kind", "values"), ODD)
def test_the_cells_that_we_would_write_are_the_same_at_once(
    kind: Kind, values: Sequence[object]
) -> None:
    column = column_of(kind)
    name = frame_name(column)
    typed = typed_frame([column], [{name: value} for value in values])[name]
    kept = database_values(column, typed)
    writing = Writing("ru", "ru_RU", {"t.one": {"yes": "да"}})
    stored, shown = writing.columns("t", column, kept)
    cells = [writing.cell("t", column, value) for value in kept]
    assert list(zip(stored, shown, strict=True)) == cells
    assert [type(value) for value in stored] == [type(cell[0]) for cell in cells]


@pytest.mark.parametrize(
    "columns",
    [
        [],
        [SeenColumn("a", [1, 2.5, True], ["1", "2,5", "ИСТИНА"])],
        [
            SeenColumn("a", ["x\ny", "]\n[", '"'], ["x\ny", "]\n[", '"']),
            SeenColumn("b", ["", None, 0], ["shown", "", ""]),
        ],
        [SeenColumn("a", [None, "", None], ["", "", ""])],
        [
            SeenColumn("a", ["", 0, False], ["", "", ""]),
            SeenColumn("b", ["\r,null,null,", "\n,\n", ""], [None, "x", ""]),
            SeenColumn("c", ["", "y", ""], ["z", "y", None]),
        ],
        [SeenColumn("a", ["half \ud83d", "", "b"], [None, None, None])],
    ],
)
def test_the_fingerprints_of_rows_are_the_same_at_once(columns: list[SeenColumn]) -> None:
    rows = [
        [
            part
            for column in columns
            if column.stored[at] not in (None, "")
            for part in (column.name, column.stored[at], column.shown[at])
        ]
        for at in range(3)
    ]
    assert row_hashes(columns, 3) == [row_hash(row) for row in rows]


def test_places_in_order_are_known_as_all_of_them() -> None:
    items = ["a", "b", "c"]
    assert picked(items, in_order([0, 1, 2])) is items
    assert picked(items, in_order([0, 1])) == ["a", "b"]
    assert picked(items, in_order([2, 0, 1])) == ["c", "a", "b"]
    assert picked(items, in_order([])) == []


def test_the_fingerprints_of_many_rows_are_those_of_each() -> None:
    # More than are encoded in one call, with rows of blanks and a broken letter among them.
    stored = [*range(300), *[""] * 5, *range(300), "half \ud83d", *range(300)]
    columns = [
        SeenColumn("a", stored, [str(value) for value in stored]),
        SeenColumn("b", Below(["header", *stored[::-1]], 1), [None] * len(stored)),
    ]
    rows = [
        [
            part
            for column in columns
            if column.stored[at] != ""
            for part in (column.name, column.stored[at], column.shown[at])
        ]
        for at in range(len(stored))
    ]
    assert row_hashes(columns, len(stored)) == [row_hash(row) for row in rows]


def test_the_cells_below_a_header_are_a_sequence_like_a_list() -> None:
    below, listed = Below(["header", "a", "b", "c", "d"], 1), ["a", "b", "c", "d"]
    assert list(below) == listed
    assert len(below) == len(listed)
    assert [below[0], below[-1]] == ["a", "d"]
    assert [below[1:3], below[:], below[::2], below[-2:]] == [
        ["b", "c"],
        listed,
        ["a", "c"],
        ["c", "d"],
    ]
    assert "d" in below
    assert "header" not in below
    assert picked(below, [2, 0]) == ["c", "a"]
    assert len(Below(["header"], 3)) == 0
    with pytest.raises(IndexError):
        below[4]


def test_every_error_of_a_formula_begins_with_the_sign_that_is_looked_for() -> None:
    assert {error[0] for error in FORMULA_ERRORS} == {ERROR_SIGN}
