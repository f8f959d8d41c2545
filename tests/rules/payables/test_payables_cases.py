import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables import payables
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, entry, from_day

CASES = Path(__file__).parent / "cases"
INVOICE_CASES = json.loads((CASES / "invoices.json").read_text(encoding="utf-8"))
PACK_CASES = json.loads((CASES / "packs.json").read_text(encoding="utf-8"))
#: The row of the invoice that a case is about; rows before it belong to its story.
ROW = 2


def _entity(doc_set: str = "") -> str:
    return f"""
        Partners
        Partner ID | Name  | Group   | Status
        P-1        | Север | studios | active

        Legal entities
        Entity ID | Partner ID | Legal name  | Kind    | VAT   | Document set
        E-1       | P-1        | ООО «Север» | company | no VAT | {doc_set}
        """


def _invoice_tables(given: dict[str, Any], credited: str) -> Tables:
    rows = [
        {
            "Kind": given.get("kind", ""),
            "Number": "K-1" if given.get("kind") else "12",
            "Date": given["inv"],
            "Amount": given["amount"],
            "Received": given.get("received", ""),
            "Due": given.get("due", ""),
            "Paid": given.get("paid", ""),
            "Paid on": given.get("paid_date", ""),
            "Corrects": {True: "11", False: "99"}.get(given.get("ref_ok", ""), ""),
            "State": given.get("state", ""),
        }
    ]
    other = {"Date": "2026-03-01", "Amount": "60000", "Due": "2026-05-01"}
    if given.get("kind"):
        rows.append({**other, "Number": "11"})
    if given.get("dup"):
        rows.append({**other, "Number": "№ 012"})
    if Decimal(credited):
        rows.append(
            {**other, "Kind": "credit_note", "Number": "K-2", "Amount": credited, "Corrects": "12"}
        )
    headers = list(rows[0])
    lines = [" | ".join(["Entity ID", "Month", *headers])]
    lines += [
        " | ".join(["E-1", "'2026-03", *(row.get(header, "") for header in headers)])
        for row in rows
    ]
    return drawn("\n".join([_entity(), "Invoices", *lines, _terms(given), _act(given)]))


def _terms(given: dict[str, Any]) -> str:
    if "terms" not in given:
        return ""
    days, day_type, base = given["terms"]
    return f"""
        Agreements
        Entity ID | Kind     | Number | Status | Payment days | Payment day type | Payment from
        E-1       | contract | 1      | active | {days} | {day_type} | {base.replace("_", " ")}
        """.replace("closing docs", "closing documents")


def _act(given: dict[str, Any]) -> str:
    if "docs_complete_on" not in given:
        return ""
    return f"""
        Closing documents
        Entity ID | Month    | Kind | Status   | Received
        E-1       | '2026-03 | act  | received | {given["docs_complete_on"]}
        """


def _minor(amount: str) -> int:
    return int(Decimal(amount) * 100)


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _day(text: str | None) -> object:
    return None if text is None else pd.Timestamp(text)


@pytest.mark.parametrize("case", INVOICE_CASES, ids=lambda case: case["case"])
def test_an_invoice_comes_out_as_its_case_says(
    case: dict[str, Any], calendar_2026: WorkCalendar
) -> None:
    tables = replace(_invoice_tables(case["input"], case["credits"]), calendar=calendar_2026)
    _comes_out(case, payables(tables, date.fromisoformat(case["today"])).invoices)


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in INVOICE_CASES
        if case["input"].get("paid") and case["input"].get("paid_date")
    ],
    ids=lambda case: case["case"],
)
def test_a_case_comes_out_the_same_when_the_bank_tells_what_was_paid(
    case: dict[str, Any], calendar_2026: WorkCalendar
) -> None:
    """Its paid pair stands in the Payment log, in two parts, and not in Invoices."""
    typed = case["input"]
    unpaid = {name: typed[name] for name in typed if name not in {"paid", "paid_date"}}
    tables = replace(_invoice_tables(unpaid, case["credits"]), calendar=calendar_2026)
    minor = _minor(typed["paid"])
    log = [
        entry(line_id, "12", part / 100, typed["paid_date"], dated=typed["inv"])
        for line_id, part in (("L-1", minor // 3), ("L-2", minor - minor // 3))
    ]
    bank = bank_tabs(from_day(typed["inv"]), log)
    _comes_out(case, payables(tables, date.fromisoformat(case["today"]), bank).invoices)


def _comes_out(case: dict[str, Any], invoices: pd.DataFrame) -> None:
    row = {str(name): _known(value) for name, value in invoices.loc[ROW].items()}
    expected = case["expected"]
    told = {
        "status": row["status"],
        "due": row["due"],
        "days": row["days_overdue"],
        "bucket": row["bucket"] or "",
        "outstanding": row["outstanding_minor"],
        "partial": row["partial"],
        "waiting": row["waiting"],
        "hl": row["highlight"] or "",
        "level": row["level"],
        "days_late": row["days_late"] or 0,
    }
    assert told == {
        **{name: expected[name] for name in told if name in expected},
        "due": _day(expected["due"]),
        "outstanding": _minor(expected["outstanding"]),
        "days_late": expected.get("days_late", 0),
    }


def _pack_tables(case: dict[str, Any]) -> Tables:
    documents = [document for document in case["documents"] if document["kind"] != "invoice"]
    amount = case["acts_sum"] or ""
    papers = "\n".join(
        f"E-1 | '{case['month']} | {document['kind']} | {amount} | {document['status']} |"
        f" {document['received_on'] or ''}"
        for document in documents
    )
    invoices = "\n".join(
        f"E-1 | {number} | 2026-04-01 | '{case['month']} | {case['invoices_sum'] or 50000} |"
        f" {document['received_on']}"
        for number, document in enumerate(case["documents"])
        if document["kind"] == "invoice"
    )
    job = "J-1 | P-1 | done | 2026-03-20 | 50000" if case["jobs_done"] else ""
    return drawn(
        "\n".join(
            [
                _entity(case["doc_set"]),
                "Jobs",
                "Job ID | Partner ID | Status | Done | Amount",
                job,
                "Invoices",
                "Entity ID | Number | Date | Month | Amount | Received",
                invoices,
                "Closing documents",
                "Entity ID | Month | Kind | Amount | Status | Received",
                papers,
            ]
        )
    )


@pytest.mark.parametrize("case", PACK_CASES, ids=lambda case: case["case"])
def test_a_pack_comes_out_as_its_case_says(
    case: dict[str, Any], calendar_2026: WorkCalendar
) -> None:
    tables = replace(_pack_tables(case), calendar=calendar_2026)
    packs = payables(tables, date.fromisoformat(case["today"])).packs
    expected = case["expected"]
    if expected["state"] == "not_needed":
        assert packs.empty
        return
    pack = packs.iloc[0]
    assert len(packs) == 1
    assert pack["state"] == expected["state"]
    assert list(pack["missing"]) == expected["missing"]
    assert pack["deadline"] == pd.Timestamp(case["deadline"])
    assert _known(pack["completed_on"]) == _day(expected["completed_on"])
