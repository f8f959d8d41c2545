import json
from datetime import date

import pandas as pd

from sheetsync.workspace.records import major, records


def test_rows_are_json_with_money_in_major_units_and_no_nan() -> None:
    rows = pd.DataFrame(
        {
            "number": ["12", None],
            "amount_minor": pd.array([5_000_050, pd.NA], dtype="Int64"),
            "due": [pd.Timestamp("2026-04-14"), pd.NaT],
            "assigned_at": [pd.Timestamp("2026-04-14 10:30"), pd.NaT],
            "missing": [("sf", "act"), ()],
            "share": pd.array([0.5, pd.NA], dtype="Float64"),
            "settled": [True, False],
            "nan": [float("nan"), 1.0],
        }
    )
    assert records(rows) == [
        {
            "number": "12",
            "amount": "50000.50",
            "due": "2026-04-14",
            "assigned_at": "2026-04-14T10:30:00",
            "missing": ["sf", "act"],
            "share": 0.5,
            "settled": True,
            "nan": None,
        },
        {
            "number": None,
            "amount": None,
            "due": None,
            "assigned_at": None,
            "missing": [],
            "share": None,
            "settled": False,
            "nan": 1.0,
        },
    ]
    json.dumps(records(rows), allow_nan=False)


def test_only_the_columns_asked_for_are_given_and_odd_values_become_texts() -> None:
    rows = pd.DataFrame({"a": [1], "b": [date(2026, 1, 2)], "c": [object]})
    assert records(rows, ["b"]) == [{"b": "2026-01-02"}]
    assert records(rows, ["c"]) == [{"c": "<class 'object'>"}]


def test_minor_units_keep_their_sign() -> None:
    assert [major(minor) for minor in (0, 7, -123_456)] == ["0.00", "0.07", "-1234.56"]
