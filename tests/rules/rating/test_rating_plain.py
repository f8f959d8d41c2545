"""Plain frames that cannot be read are refused with table and column."""

from typing import Any

import pandas as pd
import pytest

from sheetsync.errors import FactsError
from sheetsync.rules.rating import Facts


@pytest.mark.parametrize(
    ("table", "column", "value", "message", "cure"),
    [
        (
            "jobs", "amount", "много",
            "jobs.amount: 'много' is not a number",
            "write it as 1234.56",
        ),
        (
            "jobs", "due_date", "31.02.2026",
            "jobs.due_date: '31.02.2026' is not a day",
            "write it as YYYY-MM-DD",
        ),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(
    golden: Any, table: str, column: str, value: str, message: str, cure: str
) -> None:
    frame = golden.frames[table].astype("object")
    frame.loc[0, column] = value
    golden.frames[table] = frame
    with pytest.raises(FactsError) as caught:
        golden.rated()
    assert caught.value.message == message
    assert caught.value.cure == cure


@pytest.mark.parametrize(
    ("table", "column"),
    [("jobs", "done_date"), ("feedback", "score"), ("doc_packs", "deadline"),
     ("partners", "group_id")],
)  # fmt: skip
def test_a_missing_column_is_named(golden: Any, table: str, column: str) -> None:
    golden.frames[table] = golden.frames[table].drop(columns=column)
    with pytest.raises(FactsError) as caught:
        golden.rated()
    assert caught.value.message == f"{table}: no column {column!r}"
    columns = ", ".join(golden.frames[table].columns)
    assert caught.value.cure == f"its columns are {columns}; add or rename"


@pytest.mark.parametrize("table", ["jobs", "partners"])
def test_a_missing_table_is_named(golden: Any, table: str) -> None:
    del golden.frames[table]
    with pytest.raises(FactsError) as caught:
        golden.rated()
    assert caught.value.message == f"{table}: no such table"
    assert caught.value.cure == f"give the facts a table {table!r}"


def test_a_partner_that_stands_there_twice_is_refused(golden: Any) -> None:
    golden.frames["partners"]["partner_id"] = "P-001"
    with pytest.raises(FactsError) as caught:
        golden.rated()
    assert caught.value.message == "partners: 'P-001' stands there twice"
    assert caught.value.cure == "keep one row"


def test_without_groups_nobody_is_rated_and_that_is_told(golden: Any) -> None:
    del golden.frames["groups"]
    ratings = golden.rated()
    assert ratings.refused == {"contractors": "такой группы нет во вкладке «Группы»"}
    assert len(ratings.details) == 0


def test_a_frame_without_rows_and_columns_is_an_empty_table(golden: Any) -> None:
    golden.frames["feedback"] = pd.DataFrame()
    assert golden.kpi("feedback")["n"] == 0


def test_ids_that_pandas_took_for_numbers_still_match(golden: Any) -> None:
    numbers = {"P-001": 7, "P-002": 8, "P-003": 9}
    for table in ("jobs", "feedback", "doc_packs", "partners"):
        frame = golden.frames[table]
        frame["partner_id"] = frame["partner_id"].map(numbers)
    golden.frames["feedback"]["partner_id"] = golden.frames["feedback"]["partner_id"].astype(
        "float"
    )
    golden.history = None
    assert golden.kpi("feedback", "7")["n"] == 8


def test_feedback_whose_index_is_no_number_goes_by_its_order(golden: Any) -> None:
    feedback = golden.frames["feedback"]
    golden.frames["feedback"] = feedback.set_axis([f"row {n}" for n in range(len(feedback))])
    assert golden.kpi("feedback")["n"] == 8


def test_facts_may_be_given_as_they_are(golden: Any) -> None:
    facts = Facts.from_frames(golden.frames)
    assert facts.partners["partner_id"].tolist() == ["P-001", "P-002", "P-003"]
