"""The cases of cells-and-tables.md, one cell each."""

from datetime import date
from decimal import Decimal
from typing import Any

from sheetsync.tables import Cell, CellResult, Column, read_cell

_KINDS_AS_DECIMAL = {"decimal", "money", "percent"}


def test_a_cell_reads_as_its_case_says(cell_case: dict[str, Any]) -> None:
    read = read_cell(_cell(cell_case), _column(cell_case), locale=cell_case.get("locale"))
    accepted = [cell_case["expected"], *cell_case.get("accept_also", [])]
    assert any(_is(read, outcome, cell_case["column_type"]) for outcome in accepted), read


def test_without_a_fetched_format_the_pair_tells_the_same(cell_case: dict[str, Any]) -> None:
    fetched = read_cell(_cell(cell_case), _column(cell_case), locale=cell_case["locale"])
    unfetched = Cell(*_stored_and_shown(cell_case), formula=_cell(cell_case).formula)
    assert read_cell(unfetched, _column(cell_case), locale=cell_case["locale"]) == fetched


def _stored_and_shown(case: dict[str, Any]) -> tuple[object, str]:
    return case["values_unformatted"][0][0], case["values_formatted"][0][0]


def _cell(case: dict[str, Any]) -> Cell:
    formulas = case.get("values_formula")
    formula = formulas[0][0] if formulas else None
    return Cell(*_stored_and_shown(case), case.get("number_format"), formula)


def _column(case: dict[str, Any]) -> Column:
    options = dict(case.get("column_options", {}))
    allowed = tuple(options.pop("allowed", ()))
    return Column("x", case["column_type"], allowed=allowed, **options)


def _is(read: CellResult, outcome: dict[str, Any], kind: str) -> bool:
    if not outcome["ok"]:
        return read.error == str(outcome["error"])
    value = outcome["value"]
    if value is not None and kind in _KINDS_AS_DECIMAL:
        value = Decimal(value)
    if isinstance(value, list):
        value = tuple(value)
    found = read.value.isoformat() if isinstance(read.value, date) else read.value
    told = set(outcome["warnings"]) <= set(read.warnings)
    same: bool = found == value
    return read.error is None and same and told
