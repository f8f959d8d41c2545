"""Rows of one number and day with other amounts: one invoice that was exported line by line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payables.payouts import MonthKey, worth_minor
from sheetsync.tables.catalogue.payables import UNPAID_MARKS

#: The paid amount, the day of the last payment and the mark of an invoice that was summed.
_PAID = ("paid_amount_minor", "paid_date", "state")
_AGREEING = ("currency", "month")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What says whether lines may be summed.

    Attributes:
        earned: gives what the work of each month is worth (see `earned_minor`); asked only when
            there are lines.
        tolerance_minor: the sum may be above it by so much.
        as_of: payments after this day have not come.
    """

    earned: Callable[[], Mapping[MonthKey, int | None]]
    tolerance_minor: int
    as_of: date


def summed_lines(
    invoices: pd.DataFrame, lines: Mapping[int, Sequence[int]], bounds: Bounds
) -> tuple[pd.DataFrame, frozenset[int]]:
    """The invoices with the lines of one number added up, where that is sure enough.

    Lines are one invoice when currency, month and due day agree and the sum is at most the work
    done of that month. Else one of them may be a corrected row beside the old one, and nothing is
    added. A paid sum that is equal on every line counts once.

    Args:
        invoices: rows of Invoices, one place a row.
        lines: places of the lines by the place of their first row; see `Repeats.lines`.
        bounds: what the sum is held against.

    Returns:
        The rows, the first of each invoice with its sum; and the places of the first rows whose
        lines were summed.

    Source: amendments.md 2, one number, several rows; V-INV-17.
    """
    if not lines:
        return invoices, frozenset()
    earned = bounds.earned()
    groups = {first: invoices.iloc[[first, *others]] for first, others in lines.items()}
    summed = [first for first, rows in groups.items() if _is_one_invoice(rows, earned, bounds)]
    whole = invoices.copy()
    for first in summed:
        row = whole.index[first]
        whole.loc[row, "amount_minor"] = groups[first]["amount_minor"].sum()
        for name, value in zip(_PAID, _payment(groups[first], bounds.as_of), strict=True):
            whole.loc[row, name] = value
    return whole, frozenset(summed)


def _is_one_invoice(
    rows: pd.DataFrame, earned: Mapping[MonthKey, int | None], bounds: Bounds
) -> bool:
    head = rows.iloc[0]
    if head["kind"] != "invoice" or head["direction"] != "in":
        return False
    due = rows["due_date"].fillna(rows["received_on"])
    agree = [rows[name] for name in _AGREEING]
    if any(len(column.unique()) > 1 for column in (*agree, due)):
        return False
    month = (str(head["entity_id"]), str(head["month"]), str(head["currency"]))
    worth = worth_minor(earned, month)
    total = int(rows["amount_minor"].sum())
    return worth is not None and total <= worth + bounds.tolerance_minor


def _payment(rows: pd.DataFrame, as_of: date) -> tuple[Any, Any, Any]:
    """What was paid of all lines together, when last, and their mark."""
    days, typed = rows["paid_date"], rows["paid_amount_minor"]
    has_come = days.isna() | (days <= pd.Timestamp(as_of))
    last = days[has_come].max() if days[has_come].notna().any() else days.min()
    marks = set(rows["state"].dropna())
    mark = next((one for one in UNPAID_MARKS if one in marks), rows["state"].iloc[0])
    if typed.notna().all() and len(typed.unique()) == 1:
        return typed.iloc[0], last, mark
    if typed.isna().all() and (days.notna() & has_come).all():
        return pd.NA, last, mark
    # A day alone says that the line was paid in full.
    in_full = rows["amount_minor"].where(days.notna(), 0)
    sums = int(typed.fillna(in_full).where(has_come, 0).sum())
    return (sums or pd.NA), (last if sums else pd.NaT), mark
