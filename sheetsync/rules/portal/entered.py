"""Rows of Invoices and Closing documents as submissions are told by them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.portal.entered_requisites import entity_rows
from sheetsync.rules.portal.standing import Entered, EnteredRow, Fault
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.cells import a1
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.table import Table, Tables

#: What keeps an invoice of that status from accepting a submission; others accept.
_INVOICE_FAULTS: Mapping[str, Fault] = {
    "draft": "draft",
    "void": "void",
    "duplicate": "duplicate",
    "error": "error",
}
_DOCUMENT_FAULTS: Mapping[str, Fault] = {"expected": "expected", "rejected": "rejected"}
#: Columns of a closing document that have to be right for it to accept a submission.
_DOCUMENT_USES = ("entity_id", "month", "kind", "number", "doc_date", "status")
#: The column whose cell says the fault.
_SAYS: Mapping[str, str] = {"invoices": "state", "documents": "status"}


def entered_rows(tables: Tables, payables: Payables) -> Entered:
    """What people have entered of what partners may send.

    Args:
        tables: with the findings of validation.
        payables: invoices with their status.
    """
    entities = known_entities(tables).index
    return Entered(
        tuple(_invoices(tables, payables, entities)),
        tuple(_documents(tables, entities)),
        entity_rows(tables),
    )


def unjudged_rows(tab: PeopleTab, table: Table, entities: pd.Index) -> Entered:
    """Rows of a tab that was read a moment ago, whatever may be wrong with them.

    For whoever is about to add a row: of one that stands already, with an error or without, no
    second one is made. What its own mark says of a row is kept.

    Args:
        tab: Invoices or Closing documents.
        table: the tab, with a usable header row.
        entities: codes as Legal entities spells them.
    """
    is_invoices, tables = tab is INVOICES, {tab.code: table}
    faults = _INVOICE_FAULTS if is_invoices else _DOCUMENT_FAULTS
    found = []
    for row in _told(table.frame, entities).to_dict("records"):
        kind = _text(row["kind"])
        if is_invoices:
            kind = "invoice" if _is_invoice(row) else "other"
        one = _entered(
            tables,
            tab,
            row,
            kind=kind,
            day=_day(row["invoice_date" if is_invoices else "doc_date"]),
            fault=faults.get(_text(row[_SAYS[tab.code]]), ""),
        )
        found.append(one)
    return Entered(found) if is_invoices else Entered((), found)


def _is_invoice(row: Mapping[Any, Any]) -> bool:
    return bool(row["direction"] == "in" and row["kind"] == "invoice")


def _invoices(tables: Tables, payables: Payables, entities: pd.Index) -> Iterator[EnteredRow]:
    """Invoices from partners; besides, under another kind, rows that name a submission."""
    rows = tables.frame(INVOICES.code)
    status = payables.invoices["status"].reindex(rows.index)
    for row in _told(rows, entities).assign(status=status).to_dict("records"):
        is_invoice = _is_invoice(row)
        if not is_invoice and not _text(row["submission"]):
            continue
        told = _text(row["status"])
        # A row that counts nowhere has no status; its mark says as much where it has one.
        marked = _text(row["state"])
        fault = _INVOICE_FAULTS.get(told or marked, "" if told else "error")
        yield _entered(
            tables.tables,
            INVOICES,
            row,
            kind="invoice" if is_invoice else "other",
            day=_day(row["invoice_date"]),
            fault=fault,
        )


def _documents(tables: Tables, entities: pd.Index) -> Iterator[EnteredRow]:
    rows = tables.frame(DOCUMENTS.code)
    sound = set(sound_rows(tables, DOCUMENTS, *_DOCUMENT_USES).index)
    for row in _told(rows, entities).to_dict("records"):
        status = _text(row["status"])
        is_sound = row["row"] in sound and bool(status)
        fault = _DOCUMENT_FAULTS.get(status, "") if is_sound else "error"
        yield _entered(
            tables.tables,
            DOCUMENTS,
            row,
            kind=_text(row["kind"]),
            day=_day(row["doc_date"]),
            fault=fault,
        )


def _told(rows: pd.DataFrame, entities: pd.Index) -> pd.DataFrame:
    """Rows with their places, entities as Legal entities spells them, and a submission column."""
    named = {} if "submission" in rows else {"submission": pd.Series(pd.NA, rows.index)}
    return rows.assign(row=rows.index, entity_id=matched(rows["entity_id"], entities), **named)


def _entered(  # noqa: PLR0913  # what differs between the tabs, by keyword
    tables: Mapping[str, Table],
    tab: PeopleTab,
    row: Mapping[Any, Any],
    *,
    kind: str,
    day: date | None,
    fault: Fault,
) -> EnteredRow:
    number, amount = int(row["row"]), row["amount_minor"]
    return EnteredRow(
        number,
        _text(row["entity_id"]),
        kind,
        _text(row["number"]),
        day,
        _text(row["month"]),
        None if pd.isna(amount) else int(amount),
        _text(row.get("currency")),
        _text(row["submission"]),
        fault,
        _cell(tables, tab, number, fault) if fault else "",
        _text(row.get("status")) if tab is INVOICES else "",
    )


def _cell(tables: Mapping[str, Table], tab: PeopleTab, row: int, fault: Fault) -> str:
    """The cell that says the fault; of other faults, the row."""
    table = tables.get(tab.code)
    title = table.title if table else tab.en
    position = table.positions.get(_SAYS[tab.code]) if table else None
    says = fault in ("draft", "void", "expected", "rejected") and position is not None
    return f"{title}!{a1(row, position)}" if says and position else f"{title}!{row}:{row}"


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124  # NaN


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None
