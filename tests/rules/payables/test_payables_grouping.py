import numpy as np
import pandas as pd
import pytest

from sheetsync.rules.payables.grouping import (
    day_numbers,
    days_of,
    group_numbers,
    month_numbers,
    month_texts,
    places_in,
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
    months = pd.Series(["2026-03", "2025-12", "2026-03"], index=[5, 2, 9], dtype="str")
    numbers = pd.Series(month_numbers(months), index=months.index)
    assert month_texts(numbers).to_dict() == months.to_dict()
    days = pd.Series(pd.to_datetime(["2026-03-01", "1969-12-31"])).astype("datetime64[s]")
    assert days_of(day_numbers(days), days.index).tolist() == days.tolist()


def test_a_text_that_is_not_in_the_index_has_no_place() -> None:
    texts = pd.Series(["b", None, "z", "a"], dtype="str")
    assert places_in(pd.Index(["a", "b"], dtype="str"), texts).tolist() == [1, -1, -1, 0]
