"""The requests that write a tool tab: several for a long one, each cell as it would be alone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.writing import Amount, Link, Share, TabCells, Value, cell_data
from sheetsync.workbook import tab_requests
from sheetsync.workbook.snapshot import TabState
from sheetsync.workbook.tab_requests import replace_requests, target_of

VALUES: tuple[Value, ...] = (
    1, True, Decimal(1), Amount(1), Share(1), "1", None, "", Link("1", "https://a.example"),
    Link("1", ""), date(2026, 4, 15), datetime(2026, 4, 15, tzinfo=UTC), 0, False,
)  # fmt: skip


def requests_of(rows: list[tuple[Value, ...]]) -> list[dict[str, Any]]:
    header = tuple(f"h{number}" for number in range(len(rows[0])))
    cells = TabCells(OVERDUE, "ru", header, rows)
    state = TabState(1, "Ждут оплаты", 0, row_count=100, column_count=len(header))
    return replace_requests(target_of(cells, state, []))


def test_a_long_block_is_written_by_several_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[tuple[Value, ...]] = [(f"r{number}", number) for number in range(1, 8)]
    (whole,) = requests_of(rows)
    monkeypatch.setattr(tab_requests, "_ROWS_A_REQUEST", 3)
    parts = [request["updateCells"] for request in requests_of(rows)]
    places = [(part["range"]["startRowIndex"], part["range"]["endRowIndex"]) for part in parts]
    assert places == [(0, 3), (3, 6), (6, 8)]
    assert [row for part in parts for row in part["rows"]] == whole["updateCells"]["rows"]


def test_equal_values_of_different_kinds_have_cells_of_their_own() -> None:
    (request,) = requests_of([VALUES, VALUES[::-1]])
    first, second = (row["values"] for row in request["updateCells"]["rows"][1:])
    assert first == [cell_data(value, "ru") for value in VALUES]
    assert second == first[::-1]


def test_a_text_that_repeats_is_one_cell_in_memory() -> None:
    (request,) = requests_of([("overdue", 1), ("overdue", 2)])
    first, second = (row["values"][0] for row in request["updateCells"]["rows"][1:])
    assert first is second
