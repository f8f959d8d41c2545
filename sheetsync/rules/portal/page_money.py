"""Invoices and credit notes as partners' pages show them. Source: portal.md 8, `GET /invoices`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from sheetsync.rules.monthly.plain_values import by_partner, day, text, whole
from sheetsync.rules.payables import Payables
from sheetsync.rules.portal.page_parts import PageCreditNote, PageInvoice
from sheetsync.tables.catalogue.documents import AWAITED_PACKS
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.document_numbers import folded_number

#: Older than this, they are on a page only while they are unpaid.
_KEPT_DAYS = 400
_INVOICE = (
    "entity_id", "month", "number", "invoice_date", "amount_minor", "currency", "status",
    "paid_minor", "outstanding_minor", "credits_minor", "due", "paid_date", "days_late",
    "days_overdue", "submission",
)  # fmt: skip
_NOTE = (
    "entity_id", "month", "number", "invoice_date", "amount_minor", "currency", "status",
    "ref_number",
)  # fmt: skip
_Missing = Mapping[tuple[str, str], tuple[str, ...]]


def page_invoices(payables: Payables) -> Mapping[str, tuple[PageInvoice, ...]]:
    """The invoices of each partner to us: unpaid ones, and the last thirteen months' others."""
    rows = _of_kind(payables.invoices, "in", "invoice")
    rows = rows[_is_recent(rows, payables.as_of) | rows["status"].isin(UNPAID)]
    missing = _missing(payables.packs)
    return {
        partner_id: tuple(_invoice(row, missing) for row in mine)
        for partner_id, mine in by_partner(rows, *_INVOICE).items()
    }


def page_receivables(payables: Payables) -> Mapping[str, tuple[PageInvoice, ...]]:
    """Our own invoices that each partner still has to pay."""
    rows = _of_kind(payables.invoices, "out", "invoice")
    rows = rows[rows["status"].isin(UNPAID)]
    return {
        partner_id: tuple(_invoice(row, {}) for row in mine)
        for partner_id, mine in by_partner(rows, *_INVOICE).items()
    }


def page_credit_notes(payables: Payables) -> Mapping[str, tuple[PageCreditNote, ...]]:
    """The credit notes of each partner of the last thirteen months."""
    rows = _of_kind(payables.invoices, "in", "credit_note")
    rows = rows[
        _is_recent(rows, payables.as_of) & rows["status"].isin(("applied", "unapplied_credit"))
    ]
    return {
        partner_id: tuple(map(_note, mine)) for partner_id, mine in by_partner(rows, *_NOTE).items()
    }


def _of_kind(
    invoices: pd.DataFrame, direction: Literal["in", "out"], kind: Literal["invoice", "credit_note"]
) -> pd.DataFrame:
    """Rows of partners that a page can show, the oldest first."""
    is_shown = invoices[["partner_id", "invoice_date", "amount_minor"]].notna().all(axis=1)
    rows = invoices[is_shown & (invoices["direction"] == direction) & (invoices["kind"] == kind)]
    return rows.sort_values(["invoice_date", "number"], kind="stable")


def _is_recent(rows: pd.DataFrame, as_of: date) -> "pd.Series[bool]":
    return rows["invoice_date"] >= pd.Timestamp(as_of - timedelta(days=_KEPT_DAYS))


def _missing(packs: pd.DataFrame) -> _Missing:
    """The closing documents that each awaited pack lacks, by (entity, month)."""
    awaited = packs[packs["state"].isin(AWAITED_PACKS)]
    columns = awaited[["entity_id", "month", "missing"]].itertuples(index=False, name=None)
    return {
        (str(entity_id), str(month)): tuple(kind for kind in kinds if kind != "invoice")
        for entity_id, month, kinds in columns
    }


def _invoice(row: Any, missing: _Missing) -> PageInvoice:  # noqa: ANN401  # a row of invoices
    number, place = text(row.number), (text(row.entity_id), text(row.month))
    is_settled = row.status in ("paid", "overpaid")
    return PageInvoice(
        entity_id=place[0],
        month=place[1],
        number=number,
        number_key=folded_number(number) or "",
        dated=row.invoice_date.date(),
        amount_minor=int(row.amount_minor),
        currency=text(row.currency),
        status=str(row.status),
        paid_minor=whole(row.paid_minor),
        outstanding_minor=whole(row.outstanding_minor),
        credits_minor=whole(row.credits_minor),
        due_on=day(row.due),
        paid_on=day(row.paid_date),
        days_late=whole(row.days_late if is_settled else row.days_overdue),
        submission=text(row.submission),
        docs_missing=missing.get(place, ()) if row.status == "waiting_docs" else (),
    )


def _note(row: Any) -> PageCreditNote:  # noqa: ANN401  # a row of invoices
    return PageCreditNote(
        entity_id=text(row.entity_id),
        month=text(row.month),
        number=text(row.number),
        dated=row.invoice_date.date(),
        amount_minor=abs(int(row.amount_minor)),
        currency=text(row.currency),
        corrects=text(row.ref_number),
        is_applied=row.status == "applied",
    )
