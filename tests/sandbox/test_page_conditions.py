"""Which visible cells a conditional rule colours."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest

from sheetsync.sandbox.formats import CellValue
from sheetsync.sandbox.formulas import Book
from sheetsync.sandbox.pages.conditions import Spot, Window, conditional_formats

#: 2026-02-01; serial 46054.
NOW = datetime(2026, 2, 1, 9)  # noqa: DTZ001  (a sheet's wall clock has no zone)
COLUMN_A: list[CellValue] = [None, "", 5, 7.5, "Overdue", "due@team.example", True, 46054, 46053.5]
RED = {"backgroundColor": {"red": 1.0}}
Json = dict[str, Any]


def used_rows(_title: str, top: int, bottom: int) -> Iterator[tuple[int, Sequence[CellValue]]]:
    return ((row, [cell]) for row, cell in enumerate(COLUMN_A) if top <= row < bottom)


BOOK = Book(("Orders",), used_rows, "en_US", NOW)
WINDOW = Window(
    "Orders",
    {(row, 0): cell for row, cell in enumerate(COLUMN_A)},
    frozenset((row, column) for row in range(len(COLUMN_A)) for column in range(2)),
)


def rule(kind: str, *values: Any, cell_format: Json = RED, **area: int) -> Json:
    """A rule on column A, or on the given area; a dict is taken as it is."""
    conditions = [v if isinstance(v, dict) else {"userEnteredValue": str(v)} for v in values]
    return {
        "ranges": [area or {"startColumnIndex": 0, "endColumnIndex": 1}],
        "booleanRule": {"condition": {"type": kind, "values": conditions}, "format": cell_format},
    }


def coloured(*rules: Json) -> list[Spot]:
    return sorted(conditional_formats(list(rules), WINDOW, BOOK))


@pytest.mark.parametrize(
    ("kind", "values", "rows"),
    [
        ("BLANK", (), [0, 1]),
        ("NOT_BLANK", (), [2, 3, 4, 5, 6, 7, 8]),
        ("BOOLEAN", (), [6]),
        ("NUMBER_GREATER", (5,), [3, 7, 8]),
        ("NUMBER_GREATER_THAN_EQ", (5,), [2, 3, 7, 8]),
        ("NUMBER_LESS", ("7.5",), [2]),
        ("NUMBER_LESS_THAN_EQ", ("7.5",), [2, 3]),
        ("NUMBER_EQ", (5,), [2]),
        ("NUMBER_NOT_EQ", (5,), [3, 7, 8]),
        ("NUMBER_BETWEEN", (8, 5), [2, 3]),
        ("NUMBER_NOT_BETWEEN", (5, 8), [7, 8]),
        ("NUMBER_BETWEEN", (5,), []),
        ("NUMBER_EQ", (), []),
        ("NUMBER_EQ", ("five",), []),
        ("NUMBER_EQ", ("=2+3",), [2]),
        ("DATE_EQ", ("2026-02-01",), [7]),
        ("DATE_EQ", ({"relativeDate": "TODAY"},), [7]),
        ("DATE_BEFORE", ({"relativeDate": "TODAY"},), [2, 3, 8]),
        ("DATE_AFTER", ({"relativeDate": "YESTERDAY"},), [7]),
        ("DATE_BEFORE", ({"relativeDate": "PAST_WEEK"},), []),
        ("TEXT_CONTAINS", ("DUE",), [4, 5]),
        ("TEXT_NOT_CONTAINS", ("due",), [0, 1, 2, 3, 6, 7, 8]),
        ("TEXT_STARTS_WITH", ("due",), [5]),
        ("TEXT_ENDS_WITH", ("due",), [4]),
        ("TEXT_EQ", ("overdue",), [4]),
        ("TEXT_EQ", (), []),
        ("TEXT_IS_EMAIL", (), [5]),
        ("TEXT_IS_URL", (), []),
        ("CUSTOM_FORMULA", ("=A1>5",), [1, 3, 4, 5, 6, 7, 8]),  # texts and TRUE are above numbers
        ("CUSTOM_FORMULA", ('=AND(ISNUMBER($A1),COUNTIF($A$1:$A$9,"<="&$A1)>1)',), [3, 7, 8]),
        ("CUSTOM_FORMULA", ("=LEN(A1)",), [2, 3, 4, 5, 6, 7, 8]),
        ("CUSTOM_FORMULA", ("=NOSUCH(A1)",), []),
        ("CUSTOM_FORMULA", (), []),
        ("SOME_NEW_KIND", (), []),
    ],
)
def test_a_condition_meets_cells(kind: str, values: tuple[Any, ...], rows: list[int]) -> None:
    assert coloured(rule(kind, *values)) == [(row, 0) for row in rows]


def test_a_formula_is_written_for_the_first_cell_of_its_range() -> None:
    whole_row = rule("CUSTOM_FORMULA", '=$A3="x"', startRowIndex=2)
    assert coloured(whole_row) == []
    whole_row = rule("CUSTOM_FORMULA", "=$A3=5", startRowIndex=2)
    assert coloured(whole_row) == [(2, 0), (2, 1)]


def test_the_first_rule_wins_where_two_meet() -> None:
    bold = {"textFormat": {"bold": True}}
    found = conditional_formats(
        [
            rule("NUMBER_EQ", 5, cell_format={"textFormat": {"bold": False, "italic": True}}),
            rule("NUMBER_EQ", 5, cell_format={**bold, **RED}),
            rule("NUMBER_EQ", 5, cell_format={"backgroundColor": {"green": 1.0}}),
        ],
        WINDOW,
        BOOK,
    )
    assert found == {(2, 0): {"textFormat": {"bold": False, "italic": True}, **RED}}


def test_a_gradient_is_left_out() -> None:
    assert coloured({"ranges": [{}], "gradientRule": {}}) == []
