"""The day until which an invoice is to be paid."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables.grouping import Numbers, day_numbers
from sheetsync.rules.payables.working_days import WorkingDays
from sheetsync.tables.settings import Settings


def due_dates(
    invoices: pd.DataFrame,
    terms: pd.DataFrame,
    completed_on: pd.Series,
    settings: Settings,
    calendar: WorkCalendar,
) -> pd.DataFrame:
    """When each invoice is due.

    A due date that was typed stands, even on a day off. Else the days of the terms are counted from
    their base, day 1 being the day after: calendar days, moved to the next working day when
    Settings.roll_forward says so, or working days.

    Args:
        invoices: rows of Invoices, index = sheet row.
        terms: what `payment_terms` says of the same rows.
        completed_on: the day the pack of the invoice's entity and month became complete, missing
            while it is not; the same rows.
        settings: `roll_forward` is used.
        calendar: what the Calendar tab says.

    Returns:
        The rows of `invoices` with due (``datetime64[s]``, missing without terms or while documents
        are awaited) and waits_for_docs (the terms count from closing documents that are not
        complete yet).

    Source: workbook-and-rules.md 3.2; ГК ст. 191, 193.
    """
    typed = invoices["due_date"]
    has_terms = (typed.isna() & terms["pay_days"].notna()).to_numpy(dtype=bool)
    base = _base(invoices, terms, completed_on)
    counted = has_terms & base.notna().to_numpy()
    due = typed.to_numpy().copy()
    if counted.any():
        days = terms["pay_days"].to_numpy(dtype=np.int64, na_value=0)[counted]
        by_working_days = (terms["pay_day_type"] == "business").to_numpy()[counted]
        reached = _reached(day_numbers(base)[counted], days, by_working_days, settings, calendar)
        due[counted] = reached.astype("datetime64[D]")
    return pd.DataFrame({"due": due, "waits_for_docs": has_terms & ~counted}, invoices.index)


def _base(invoices: pd.DataFrame, terms: pd.DataFrame, completed_on: pd.Series) -> pd.Series:
    received = invoices["received_on"].fillna(invoices["invoice_date"])
    base = invoices["invoice_date"].where(terms["pay_base"] != "received_date", received)
    return base.where(terms["pay_base"] != "closing_docs", completed_on)


def _reached(
    base: Numbers,
    days: Numbers,
    by_working_days: NDArray[np.bool_],
    settings: Settings,
    calendar: WorkCalendar,
) -> Numbers:
    plain = base + days
    span = WorkingDays(calendar, int(base.min()), int(plain.max()), reach=int(days.max()))
    rolled = span.roll_forward(plain) if settings.roll_forward else plain
    return np.where(by_working_days, span.add_working(base, days), rolled)
