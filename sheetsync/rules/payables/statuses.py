"""What each invoice's money and status are, in the order of the rule."""

import pandas as pd

from sheetsync.rules.payables.duplicates import has_wrong_sign
from sheetsync.rules.payables.first_code import first_code
from sheetsync.tables.catalogue.tool import INVOICE_STATUS

#: Statuses of invoices that somebody still has to pay.
UNPAID = ("disputed", "waiting_docs", "no_due_date", "open", "due_today", "overdue")
#: Statuses of rows that count for money: unpaid or settled invoices.
COUNTED = (*UNPAID, "overpaid", "paid")


def with_amounts(invoices: pd.DataFrame, as_of: pd.Timestamp, tolerance_minor: int) -> pd.DataFrame:
    """Invoices with what was paid and what is left.

    A payment dated after `as_of` is ignored until its day; a date without an amount means paid in
    full; an amount without a date counts.

    Args:
        invoices: rows with counts (neither void, draft nor repeated), credits_minor and credited
            (what `credits_of` says).
        as_of: the day of calculation.
        tolerance_minor: a difference up to this is written off.

    Returns:
        The rows with paid_minor, outstanding_minor (0 when settled or not counted; negative for
        what is in our favour), settled, partial.

    Source: workbook-and-rules.md 3.1, 3.5 (cases 24 to 27).
    """
    is_note = invoices["kind"] == "credit_note"
    counts = invoices["counts"] & ~is_note & ~has_wrong_sign(invoices)
    owed = invoices["amount_minor"] - invoices["credits_minor"]
    is_dated = invoices["paid_date"].notna()
    typed = invoices["paid_amount_minor"].fillna(owed.clip(lower=0).where(is_dated, 0))
    paid = typed.mask(invoices["paid_date"] > as_of, 0)
    left = owed - paid
    settled = counts & (left.abs() <= tolerance_minor)
    unapplied = invoices["counts"] & is_note & invoices["credited"].isna()
    outstanding = left.where(counts & ~settled, 0)
    return invoices.assign(
        paid_minor=paid.mask(is_note, pd.NA),
        outstanding_minor=outstanding.mask(unapplied, -invoices["amount_minor"].abs()),
        settled=settled.astype(bool),
        partial=(counts & (paid > tolerance_minor) & (left > tolerance_minor)).astype(bool),
    )


def invoice_statuses(invoices: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """The status of each row, the first that applies.

    Args:
        invoices: rows with state, kind, is_duplicate, credited, outstanding_minor, settled, due,
            waits_for_docs.
        as_of: the day of calculation.

    Returns:
        Codes of `INVOICE_STATUS`. Due today is not overdue.

    Source: workbook-and-rules.md 3.3.
    """
    is_note = invoices["kind"] == "credit_note"
    conditions = {
        "void": invoices["state"] == "void",
        "draft": invoices["state"] == "draft",
        "duplicate": invoices["is_duplicate"],
        "applied": is_note & invoices["credited"].notna(),
        "unapplied_credit": is_note,
        "error": has_wrong_sign(invoices),
        "overpaid": invoices["outstanding_minor"] < 0,
        "paid": invoices["settled"],
        "disputed": invoices["state"] == "disputed",
        "waiting_docs": invoices["waits_for_docs"],
        "no_due_date": invoices["due"].isna(),
        "open": invoices["due"] > as_of,
        "due_today": invoices["due"] == as_of,
    }
    return first_code(INVOICE_STATUS, conditions, otherwise="overdue")
