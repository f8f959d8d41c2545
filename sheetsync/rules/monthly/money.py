"""Invoices that the letter tells of, and the day we pay by.

Source: workbook-and-rules.md 4.1 (pay-by day), 4.2, item 3.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import pandas as pd

from sheetsync.dates import first_day
from sheetsync.rules.monthly.plain_values import by_partner, day, text, whole
from sheetsync.rules.monthly.report_parts import Amount, LegalEntity, PaidPart, Payment
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.contracts import contracts_in_force
from sheetsync.rules.payables.due_dates import due_dates
from sheetsync.rules.payables.terms import payment_terms
from sheetsync.tables.catalogue.payables import INVOICES, UNPAID
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

_PAYMENT = (
    "entity_id", "number", "invoice_date", "month", "status", "currency", "amount_minor",
    "paid_minor", "outstanding_minor", "due", "paid_date", "days_late", "days_overdue",
)  # fmt: skip


def payments(
    payables: Payables,
    entities: Mapping[str, Mapping[str, LegalEntity]],
    period: str,
    direction: Literal["in", "out"],
) -> Mapping[str, tuple[Payment, ...]]:
    """Every partner's invoices that are not settled, and those settled since the month began.

    One that was settled by a credit note alone is told with its own month. Drafts, void and
    repeated rows and credit notes by themselves are not told.

    Args:
        payables: their invoices, and what is known of single payments.
        entities: legal entities of each partner.
        period: the month.
        direction: "in" for what we pay, "out" for what the partner pays.
    """
    invoices = payables.invoices
    parts = _parts(payables, first_day(period))
    paid_since = invoices["paid_date"] >= pd.Timestamp(first_day(period))
    by_credit = invoices["paid_date"].isna() & (invoices["month"] == period)
    settled = invoices["status"].isin(("paid", "overpaid")) & (paid_since | by_credit)
    told = settled | invoices["status"].isin(UNPAID)
    rows = invoices[told & (invoices["direction"] == direction) & invoices["partner_id"].notna()]
    rows = rows.sort_values(["invoice_date", "number"], kind="stable")
    rows = rows.assign(sheet_row=rows.index)
    return {
        partner_id: tuple(
            _payment(row, known[row.entity_id], parts.get(row.sheet_row, ()))
            for row in mine
            if row.entity_id in known
        )
        for partner_id, mine in by_partner(rows, "sheet_row", *_PAYMENT).items()
        if (known := entities.get(partner_id, {}))
    }


def pay_days(
    entity_ids: Sequence[str], days: tuple[date, date], agreements: pd.DataFrame, tables: Tables
) -> Mapping[str, date]:
    """The day we pay an invoice by that comes on a day.

    Args:
        entity_ids: the legal entities that may send one.
        days: when the invoice is dated and comes; when its closing documents are all there, for
            terms that count from them.
        agreements: rows of Agreements.
        tables: Settings and Calendar are used.

    Returns:
        Days by entity_id; entities without terms are left out.

    Source: workbook-and-rules.md 3.2, 4.1.
    """
    arrives, completed = (pd.Timestamp(day) for day in days)
    expected = typed_frame(
        INVOICES.columns,
        [{"entity_id": entity_id, "invoice_date": arrives} for entity_id in entity_ids],
    )
    terms = payment_terms(expected, agreements, tables.settings)
    complete = pd.Series(completed, index=expected.index, dtype="datetime64[s]")
    due = due_dates(expected, terms, complete, tables.settings, tables.calendar)["due"]
    return {
        entity_id: last.date()
        for entity_id, last in zip(entity_ids, due, strict=True)
        if not pd.isna(last)
    }


def _parts(payables: Payables, since: date) -> Mapping[int, tuple[PaidPart, ...]]:
    """The single payments from a day until the day of calculation, by the invoice's sheet row."""
    known = payables.payments
    days = known["paid_on"]
    known = known[(days >= pd.Timestamp(since)) & (days <= pd.Timestamp(payables.as_of))]
    currencies = payables.invoices["currency"]
    parts: defaultdict[int, tuple[PaidPart, ...]] = defaultdict(tuple)
    columns = (known[name].tolist() for name in ("row", "paid_on", "amount_minor"))
    for row, paid_on, minor in zip(*columns, strict=True):
        parts[row] += (PaidPart(paid_on.date(), Amount(minor, text(currencies[row]))),)
    return parts


def _payment(row: Any, entity: LegalEntity, parts: tuple[PaidPart, ...]) -> Payment:  # noqa: ANN401  # a row of invoices
    currency = text(row.currency)
    settled = row.status in ("paid", "overpaid")
    return Payment(
        entity=entity,
        number=text(row.number),
        dated=row.invoice_date.date(),
        month=text(row.month),
        status=str(row.status),
        amount=Amount(int(row.amount_minor), currency),
        paid=Amount(whole(row.paid_minor), currency),
        outstanding=Amount(whole(row.outstanding_minor), currency),
        due_on=day(row.due),
        paid_on=day(row.paid_date),
        days_late=whole(row.days_late if settled else row.days_overdue),
        parts=parts,
    )


def contract_numbers(agreements: pd.DataFrame, as_of: date) -> Mapping[str, str]:
    """The number of each entity's contract in force: of several the one that began last."""
    contracts = contracts_in_force(agreements, pd.Timestamp(as_of))
    return {str(row.entity_id): text(row.number) for row in contracts.itertuples(index=False)}


def unsettled(rows: Sequence[Payment]) -> bool:
    """Whether any of the invoices is still to be paid."""
    return any(row.status in UNPAID for row in rows)
