"""Cells and columns as tests of reading write them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sheetsync.tables import Cell, CellResult, Column, read_cell

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """The cases of a file, each shown by its title."""
    return [
        pytest.param(case, id=f"{case['id']} {case['title']}")
        for case in json.loads((CASES / f"{name}.json").read_text("utf-8"))
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give `cell_case` and `table_case` all cases of their file."""
    for name, file in (("cell_case", "cells"), ("table_case", "tables")):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, cases(file))


@pytest.fixture
def read() -> Callable[..., CellResult]:
    """Read one cell: stored value, shown text (the stored text when left out), column options."""

    def read_one(
        stored: object,
        shown: str | None = None,
        *,
        kind: Any = "text",
        locale: str | None = "ru_RU",
        number_format: str | None = None,
        formula: str | None = None,
        **options: Any,
    ) -> CellResult:
        if shown is None:
            shown = stored if isinstance(stored, str) else ""
        cell = Cell(stored, shown, number_format, formula)
        return read_cell(cell, Column("x", kind, **options), locale=locale)

    return read_one
