"""Cells, numbers and money as others' reports show them typed."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheetsync.rules.payables import payables
from sheetsync.rules.payables.numbering import number_key
from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.schema import Column

AS_OF = date(2026, 4, 15)
HERE = Path(__file__).parent
ENTITIES = """
    Legal entities
    Entity ID | Partner ID | Legal name | Kind | VAT payer
    E-1 | P-001 | ИП Север | ИП | НПД
"""
TREASURY = """
    Legal entities
    Entity ID | Partner ID | Legal name | Kind | Tax ID (INN) | KPP | VAT payer | BIC | Account
    E-1 | P-001 | ГБУ Каток | ООО | '9900000017 | '990001001 | без НДС | '{bic} | '{account}
"""


def test_cell(case: dict[str, Any]) -> None:
    given, want = case["input"], case["expected"]
    stored = given["stored"]
    shown = given.get("shown", stored if isinstance(stored, str) else "")
    read = read_cell(
        Cell(stored, shown, given.get("format")),
        Column("c", given["column"], **given.get("options", {})),
        locale=given.get("locale", "ru_RU"),
    )
    assert read.error == want.get("error"), read
    if "value" in want:
        assert _plain(read.value) == _wanted(read.value, want["value"]), read
    else:
        assert read.value is None, read


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) == 1:
        return value[0]
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else _text(value)


def _text(value: Any) -> Any:
    return value if isinstance(value, Decimal) else str(value)


def _wanted(value: Any, want: str) -> Any:
    return Decimal(want) if isinstance(value, Decimal) else want


def test_same_number(case: dict[str, Any]) -> None:
    keys = {number_key(text) for text in case["input"]["numbers"]}
    assert (len(keys) == 1) is case["expected"]["same"], keys


def test_invoices(case: dict[str, Any], told: Callable[..., Any]) -> None:
    given, want = case["input"], case["expected"]
    seen = told(given.get("entities", ENTITIES), given["drawing"])
    found = payables(seen.tables, AS_OF).invoices
    if "outstanding_minor" in want:
        assert int(found["outstanding_minor"].sum()) == want["outstanding_minor"]
    if "rows" in want:
        assert len(seen.tables.frame("invoices")) == want["rows"]
    if "no_errors" in want:
        assert not seen.errors("invoices")
    if "some_error" in want:
        assert seen.errors("invoices")
    if "not_said" in want:
        assert not re.search(want["not_said"], "\n".join(seen.sentences("invoices")))


def test_entity(case: dict[str, Any], told: Callable[..., Any]) -> None:
    codes = set(told(case["input"]["drawing"]).codes("entities"))
    want = case["expected"]
    assert not codes & set(want.get("not_found", ()))
    assert codes >= set(want.get("found", ()))


def test_account(case: dict[str, Any], told: Callable[..., Any]) -> None:
    codes = told(TREASURY.format(**case["input"])).codes("entities")
    assert ("V-ENT-06" in codes) is case["expected"]["doubted"]


def test_every_kind_has_a_function() -> None:
    cases = json.loads((HERE / "reports.json").read_text("utf-8"))["cases"]
    written = "\n".join(file.read_text("utf-8") for file in HERE.glob("test_*.py"))
    assert {case["kind"] for case in cases} == set(
        re.findall(r"^def test_(\w+)\(\s*case", written, re.MULTILINE)
    )
