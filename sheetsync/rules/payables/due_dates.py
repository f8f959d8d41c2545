"""The day until which an invoice is to be paid."""

import numpy as np
import pandas as pd

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables.grouping import NO_DAY, Numbers, Truths, day_numbers, days_of
from sheetsync.rules.payables.working_days import WorkingDays
from sheetsync.tables.settings.keys import Settings


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
    due = day_numbers(invoices["due_date"]).copy()
    has_terms = (due == NO_DAY) & terms["pay_days"].notna().to_numpy()
    base = _base(invoices, terms, completed_on)
    counted = has_terms & (base != NO_DAY)
    if counted.any():
        days = terms["pay_days"].to_numpy(dtype=np.int64, na_value=0)[counted]
        by_working_days = (terms["pay_day_type"] == "business").to_numpy()[counted]
        due[counted] = _reached(base[counted], days, by_working_days, settings, calendar)
    return pd.DataFrame(
        {"due": days_of(due), "waits_for_docs": has_terms & ~counted},
        invoices.index,
        copy=False,
    )


def received_days(invoices: pd.DataFrame) -> Numbers:
    """The day each invoice reached us, as far as anybody noted it: else the day it is dated."""
    received = day_numbers(invoices["received_on"])
    return np.where(received == NO_DAY, day_numbers(invoices["invoice_date"]), received)


def _base(invoices: pd.DataFrame, terms: pd.DataFrame, completed_on: pd.Series) -> Numbers:
    starts = terms["pay_base"]
    dated = day_numbers(invoices["invoice_date"])
    base = np.where(starts == "received_date", received_days(invoices), dated)
    return np.where(starts == "closing_docs", day_numbers(completed_on), base)


def _reached(
    base: Numbers,
    days: Numbers,
    by_working_days: Truths,
    settings: Settings,
    calendar: WorkCalendar,
) -> Numbers:
    reached = base + days
    span = WorkingDays(calendar, int(base.min()), int(reached.max()), reach=int(days.max()))
    if settings.roll_forward:
        reached = span.roll_forward(reached)
    reached[by_working_days] = span.add_working(base[by_working_days], days[by_working_days])
    return reached
