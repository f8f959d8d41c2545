"""What each invoice's money and status are, in the order of the rule."""

from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.first_code import first_code
from sheetsync.rules.payables.grouping import NO_DAY, Numbers, day_number, day_numbers
from sheetsync.tables.catalogue.payables import INVOICE_STATUS, UNPAID_MARKS


def with_amounts(invoices: pd.DataFrame, as_of: date, tolerance_minor: int) -> pd.DataFrame:
    """Invoices with what was paid and what is left.

    A payment dated after `as_of` is ignored until its day; a date without an amount means paid in
    full; an amount without a date counts.

    Args:
        invoices: rows with counts (neither void, draft nor repeated), is_owed (an invoice that
            counts), is_applied (a credit note whose invoice is found) and credits_minor.
        as_of: the day of calculation.
        tolerance_minor: a difference up to this is written off.

    Returns:
        The rows with paid_minor, outstanding_minor (0 when settled or not counted; negative for
        what is in our favour), settled, partial.

    Source: workbook-and-rules.md 3.1, 3.5 (cases 24 to 27).
    """
    amount = invoices["amount_minor"].to_numpy(dtype=np.int64)
    is_note = (invoices["kind"] == "credit_note").to_numpy()
    is_owed = invoices["is_owed"].to_numpy()
    owed = amount - invoices["credits_minor"].to_numpy()
    paid = _paid(invoices, owed, as_of)
    left = owed - paid
    settled = is_owed & (np.abs(left) <= tolerance_minor)
    unapplied = (invoices["counts"] & ~invoices["is_applied"]).to_numpy() & is_note
    return invoices.assign(
        paid_minor=pd.arrays.IntegerArray(paid, is_note),
        outstanding_minor=left * (is_owed & ~settled) - np.abs(amount) * unapplied,
        settled=settled,
        partial=is_owed & (paid > tolerance_minor) & (left > tolerance_minor),
    )


def _paid(invoices: pd.DataFrame, owed: Numbers, as_of: date) -> Numbers:
    """What was paid by a day; a date alone pays what is owed."""
    typed, paid_on = invoices["paid_amount_minor"], day_numbers(invoices["paid_date"])
    in_full = np.maximum(owed, 0) * (paid_on != NO_DAY)
    stated = np.where(typed.isna(), in_full, typed.to_numpy(dtype=np.int64, na_value=0))
    return stated * (paid_on <= day_number(as_of))


def invoice_statuses(invoices: pd.DataFrame, as_of: date) -> "pd.Categorical[str]":
    """The status of each row, the first that applies.

    Args:
        invoices: rows with state, kind, is_duplicate, is_line (stands in the sum of another row),
            is_refused (V-INV-17), is_applied, is_owed, outstanding_minor, settled, due,
            waits_for_docs.
        as_of: the day of calculation.

    Returns:
        Codes of `INVOICE_STATUS`. Due today is not overdue.

    Source: workbook-and-rules.md 3.3.
    """
    is_note = invoices["kind"] == "credit_note"
    due, today = day_numbers(invoices["due"]), day_number(as_of)
    conditions = {
        "void": invoices["state"] == "void",
        "draft": invoices["state"] == "draft",
        "duplicate": invoices["is_duplicate"],
        "line": invoices["is_line"],
        "applied": invoices["is_applied"],
        "unapplied_credit": is_note & ~invoices["is_refused"],
        "error": ~invoices["is_owed"],
        "overpaid": invoices["outstanding_minor"] < 0,
        "paid": invoices["settled"],
        **{mark: invoices["state"] == mark for mark in UNPAID_MARKS},
        "waiting_docs": invoices["waits_for_docs"],
        "no_due_date": due == NO_DAY,
        "open": due > today,
        "due_today": due == today,
    }
    return first_code(INVOICE_STATUS, conditions, otherwise="overdue")
