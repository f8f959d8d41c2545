"""What was worked out once stands as long as nothing changed, and never a moment longer."""

from collections.abc import Callable

import pandas as pd
import pytest

from sheetsync.tables.cells import Grid
from sheetsync.tables.same_frames import (
    LastAnswers,
    content_of,
    content_of_grid,
    contents_of,
    is_small,
)

FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    "whole numbers": lambda: pd.DataFrame({"a": [1, 2]}),
    "another number": lambda: pd.DataFrame({"a": [1, 3]}),
    "broken numbers": lambda: pd.DataFrame({"a": [1.0, 2.0]}),
    "not a number": lambda: pd.DataFrame({"a": [1.0, float("nan")]}),
    "numbers or nothing": lambda: pd.DataFrame({"a": [1, 2]}, dtype="Int64"),
    "nothing": lambda: pd.DataFrame({"a": [1, None]}, dtype="Int64"),
    "texts": lambda: pd.DataFrame({"a": ["1", "2"]}),
    "a text and none": lambda: pd.DataFrame({"a": ["1", None]}, dtype="str"),
    "objects": lambda: pd.DataFrame({"a": [1, 2]}, dtype="object"),
    "a truth": lambda: pd.DataFrame({"a": [True, 2]}, dtype="object"),
    "broken objects": lambda: pd.DataFrame({"a": [1.0, 2]}, dtype="object"),
    "days": lambda: pd.DataFrame({"a": pd.Series(["2026-03-01", None], dtype="datetime64[s]")}),
    "another day": lambda: pd.DataFrame(
        {"a": pd.Series(["2026-03-02", None], dtype="datetime64[s]")}
    ),
    "choices": lambda: pd.DataFrame({"a": pd.Categorical(["1", "2"])}),
    "more to choose from": lambda: pd.DataFrame({"a": pd.Categorical(["1", "2"], list("123"))}),
    "another name": lambda: pd.DataFrame({"b": [1, 2]}),
    "another index": lambda: pd.DataFrame({"a": [1, 2]}, index=[2, 3]),
    "the other order": lambda: pd.DataFrame({"a": [2, 1]}, index=[1, 0]),
    "one more column": lambda: pd.DataFrame({"a": [1, 2], "b": [1, 2]}),
    "columns of one name": lambda: pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]),
    "no rows": lambda: pd.DataFrame({"a": pd.Series(dtype="int64")}),
    "none at all": pd.DataFrame,
}
ONE = Grid(stored=[["a", 1]], shown=[["a", "1"]])
GRIDS = {
    "cells": ONE,
    "a truth": Grid(stored=[["a", True]], shown=[["a", "1"]]),
    "a broken number": Grid(stored=[["a", 1.0]], shown=[["a", "1"]]),
    "shown otherwise": Grid(stored=[["a", 1]], shown=[["a", "1,0"]]),
    "columns": Grid(stored=[["a", 1]], shown=[["a", "1"]], columns_major=True),
    "a merge": Grid(stored=[["a", 1]], shown=[["a", "1"]], merges=((1, 1, 1, 2),)),
    "a format": Grid(stored=[["a", 1]], shown=[["a", "1"]], number_formats=[["", "DATE"]]),
    "a formula": Grid(stored=[["a", 1]], shown=[["a", "1"]], formulas=[["", "=1"]]),
    "two rows": Grid(stored=[["a"], [1]], shown=[["a"], ["1"]]),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_has_the_content_of_its_like_and_of_no_other(name: str) -> None:
    others = [content_of(make()) for other, make in FRAMES.items() if other != name]
    assert content_of(FRAMES[name]()) == content_of(FRAMES[name]())
    assert content_of(FRAMES[name]()) not in others


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_has_the_content_of_its_like_and_of_no_other(name: str) -> None:
    others = [content_of_grid(grid) for other, grid in GRIDS.items() if other != name]
    assert content_of_grid(GRIDS[name]) is not None
    assert content_of_grid(GRIDS[name]) not in others


def test_of_lists_and_of_what_is_no_frame_of_pandas_nothing_is_kept() -> None:
    few = FRAMES["texts"]()
    assert contents_of(few, None) == (content_of(few), None)
    assert contents_of(few, pd.DataFrame({"a": [[1], [2]]})) is None
    assert contents_of(few, pd.concat([few] * 1000)) is None
    assert contents_of(few, [few]) is None


def test_much_is_worked_out_instead_of_compared() -> None:
    assert is_small(pd.DataFrame({"a": range(1000)}))
    assert not is_small(pd.DataFrame({"a": range(1001)}))
    assert content_of_grid(Grid(stored=[[1] * 1000] * 2)) is not None
    assert content_of_grid(Grid(stored=[[1] * 1000] * 2 + [[1]])) is None


def test_an_answer_is_worked_out_once_and_the_oldest_goes_first() -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        def work_out() -> str:
            asked.append(question)
            return question.upper()

        return last.to(question, work_out)

    last: LastAnswers[str] = LastAnswers(kept=2)
    assert [answer(question) for question in "aababcab"] == list("AABABCAB")
    assert asked == ["a", "b", "c", "a", "b"]
