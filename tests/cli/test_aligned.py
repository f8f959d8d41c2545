"""Columns of the terminal, in any script, on any width."""

import pytest
from rich.cells import cell_len

from sheetsync.cli.aligned import aligned, fitting, terminal_width

NAMES = ["名前", "👩‍👩‍👧", "e\u0301te\u0301", "Ёлка", "ｗｉｄｅ", "a"]


def test_columns_stand_below_each_other_whatever_they_hold() -> None:
    rows = [(name, "|", "x") for name in NAMES]
    lines = list(aligned(rows, (0, 1, 2)))
    assert len({cell_len(line.partition("|")[0]) for line in lines}) == 1
    assert [line.endswith("x") for line in lines] == [True] * len(NAMES)


def test_nothing_is_left_behind_at_the_end_of_a_line() -> None:
    assert list(aligned([("a", "long"), ("b", "")], (0, 1))) == ["a  long", "b"]


@pytest.mark.parametrize(
    ("width", "kept"), [(20, (0, 1, 2)), (19, (0, 2)), (10, (0, 2)), (9, (0,)), (1, (0,))]
)
def test_spare_columns_go_one_by_one(width: int, kept: tuple[int, ...]) -> None:
    # 4 + 2 + 8 + 2 + 4 cells.
    assert fitting([("名前", "eightest", "four")], width, (1, 2)) == kept


def test_a_column_that_folds_needs_no_more_than_its_share() -> None:
    rows = [("key", "word " * 20, "why")]
    assert fitting(rows, 40, (2,)) == (0, 1)
    assert fitting(rows, 40, (2,), folds_at=24) == (0, 1, 2)


def test_the_terminal_counts_when_it_is_wider_than_eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("200", 200), ("40", 80)):
        monkeypatch.setenv("COLUMNS", columns)
        assert terminal_width() == width
