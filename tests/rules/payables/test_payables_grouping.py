from datetime import date

import numpy as np
import pandas as pd
import pytest

from sheetsync.rules.payables.grouping import (
    NO_DAY,
    NO_MONTH,
    day_number,
    day_numbers,
    days_of,
    group_numbers,
    month_numbers,
    month_texts,
    months_of,
    places_in,
    taken,
    year_numbers,
)


def test_rows_that_agree_in_all_columns_share_a_number() -> None:
    number = pd.Series(["1", "1", "2", None, None, "1"], dtype="str")
    kind = pd.Series(pd.Categorical(["a", "a", "a", None, None, "b"]))
    groups = group_numbers(number, kind)
    assert groups.tolist() == [0, 0, 1, 2, 2, 3]


@pytest.mark.parametrize("columns", [1, 4, 9])
def test_many_wide_columns_do_not_run_out_of_numbers(columns: int) -> None:
    values = np.arange(70_000)
    shifted = [pd.Series(np.roll(values, place)) for place in range(columns)]
    assert len(set(group_numbers(*shifted).tolist())) == len(values)


def test_months_and_days_come_back_from_their_numbers() -> None:
    months = pd.Series(["2026-03", "2025-12", "2026-03"], dtype="str")
    assert month_texts(month_numbers(months)).tolist() == months.tolist()
    assert month_numbers(pd.Series([None, "2026-03"], dtype="str"))[0] == NO_MONTH
    assert month_numbers(pd.Series([None, None], dtype="str")).tolist() == [NO_MONTH] * 2
    days = pd.Series(["2026-03-01", "1969-12-31", None], dtype="datetime64[s]")
    numbers = day_numbers(days)
    assert numbers.tolist() == [20_513, -1, NO_DAY]
    assert pd.Series(days_of(numbers)).equals(days)


def test_days_tell_their_month_and_year() -> None:
    days = pd.Series(pd.to_datetime(["2026-03-31", "1969-12-31"])).astype("datetime64[s]")
    assert month_texts(months_of(days)).tolist() == ["2026-03", "1969-12"]
    assert year_numbers(days).tolist() == [56, -1]
    assert day_number(date(2026, 3, 31)) == day_numbers(days)[0]


@pytest.mark.parametrize("dtype", ["str", "category"])
def test_columns_are_taken_at_places(dtype: str) -> None:
    frame = pd.DataFrame({"name": pd.Series(["a", "b"], dtype=dtype)})
    names = taken(frame, np.array([1, -1, 1]))["name"]
    assert names.dtype == frame["name"].dtype
    assert [None if pd.isna(name) else name for name in names] == ["b", None, "b"]


def test_a_text_that_is_not_in_the_index_has_no_place() -> None:
    texts = pd.Series(["b", None, "z", "a"], dtype="str")
    index = pd.Index(["a", "b"], dtype="str")
    assert places_in(index, texts).tolist() == [1, -1, -1, 0]
    assert places_in(index, texts.astype("category")).tolist() == [1, -1, -1, 0]
