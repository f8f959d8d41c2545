"""The cases of cells-and-tables.md, one small sheet each."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import pandas as pd
import pytest

from sheetsync.tables import Column, Grid, Table, TableSchema, read_table


@pytest.mark.parametrize("columns_major", [False, True], ids=["rows", "columns"])
def test_a_sheet_reads_as_its_case_says(table_case: dict[str, Any], *, columns_major: bool) -> None:
    table = read_table(
        _grid(table_case["sheet"], columns_major=columns_major),
        _schema(table_case["schema"]),
        locale=table_case["locale"],
    )
    expected = table_case["expected"]
    assert (table.ok, table.error) == (expected["ok"], expected.get("error"))
    if table.ok:
        told = [*expected["warnings"], *expected["row_errors"]]
        assert table.header_row == expected["header_row"]
        assert _rows(table) == [_typed(row, table_case["schema"]) for row in expected["rows"]]
        assert {(finding.code, finding.row) for finding in table.findings} == {
            (finding["code"], finding.get("row")) for finding in told
        }
        cells = {finding.cell for finding in table.findings}
        assert {finding["cell"] for finding in told if "cell" in finding} <= cells


def _grid(sheet: dict[str, Any], *, columns_major: bool) -> Grid:
    stored, shown = sheet["values_unformatted"], sheet["values_formatted"]
    if columns_major:
        stored = list(zip_longest(*stored, fillvalue=""))
        shown = list(zip_longest(*shown, fillvalue=""))
    merges = tuple(
        (merge["start_row"], merge["start_col"], merge["end_row"], merge["end_col"])
        for merge in sheet.get("merges", ())
    )
    return Grid(stored, shown, merges=merges, columns_major=columns_major)


def _schema(schema: dict[str, Any]) -> TableSchema:
    columns = tuple(
        Column(
            column["name"],
            column["type"],
            required=column.get("required", False),
            currency=column.get("currency"),
        )
        for column in schema["columns"]
    )
    return TableSchema(key=schema["key"], columns=columns, header_row=schema["header_row"])


def _rows(table: Table) -> list[tuple[int, list[object]]]:
    return [(int(str(row)), list(values)) for row, values in table.frame.T.items()]


def _typed(row: dict[str, Any], schema: dict[str, Any]) -> tuple[int, list[object]]:
    """The row as a frame holds it: money in minor units, days as timestamps."""
    makes: dict[str, Callable[[str], object]] = {
        "money": lambda text: round(float(text) * 100),
        "date": pd.Timestamp,
    }
    kinds = {column["name"]: column["type"] for column in schema["columns"]}
    values = [makes.get(kinds[name], str)(value) for name, value in row["values"].items()]
    return row["row"], values
