"""How old an unpaid invoice is, how loudly it calls, and who is to hear."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.first_code import first_code, first_number
from sheetsync.rules.payables.grouping import day_numbers
from sheetsync.rules.payables.statuses import UNPAID
from sheetsync.tables.catalogue.tool import BLOCKED_BY, BUCKET, HIGHLIGHT
from sheetsync.tables.settings import Settings

#: The last day of each bucket past the due date. Source: workbook-and-rules.md 3.4.
_BUCKET_ENDS = (("not_due", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90))
#: The last day overdue of levels 2 and 3; later is level 4.
_LEVEL_2_DAYS = 7
_LEVEL_3_DAYS = 30


def with_signals(invoices: pd.DataFrame, as_of: pd.Timestamp, settings: Settings) -> pd.DataFrame:
    """Invoices with their age, bucket, waiting, highlight, level and what blocks their payment.

    Args:
        invoices: rows with status, due, received_on, invoice_date, paid_date, settled,
            outstanding_minor.
        as_of: the day of calculation.
        settings: wait_warn_days, wait_alarm_days, due_soon_days are used.

    Returns:
        The rows with days_overdue (0 unless unpaid and past due), days_late (of settled invoices:
        days from the due date to the last payment, 0 when in time), bucket, waiting (days since the
        invoice reached us, of unpaid ones), highlight, level (0 to 4), blocked_by. What does not
        apply is missing.

    Source: workbook-and-rules.md 3.4.
    """
    unpaid = invoices["status"].isin(UNPAID)
    today = pd.Series(as_of, index=invoices.index)
    past = _days_between(invoices["due"], today)
    waiting = _days_between(invoices["received_on"].fillna(invoices["invoice_date"]), today)
    late = _days_between(invoices["due"], invoices["paid_date"])
    aged = invoices.assign(
        days_overdue=past.where(unpaid, 0).fillna(0).clip(lower=0),
        days_late=late.where(invoices["settled"]).clip(lower=0),
        waiting=waiting.where(unpaid).clip(lower=0),
    )
    aged["bucket"] = _buckets(aged)
    return aged.assign(
        highlight=_highlights(aged, as_of, settings),
        level=_levels(aged, as_of, settings),
        blocked_by=first_code(
            BLOCKED_BY,
            {
                "no_closing_docs": aged["status"] == "waiting_docs",
                "dispute": aged["status"] == "disputed",
            },
        ),
    )


def _buckets(aged: pd.DataFrame) -> pd.Series:
    unpaid = aged["status"].isin(UNPAID)
    conditions = {
        "credit": aged["status"].isin(["overpaid", "unapplied_credit"]),
        "no_due_date": unpaid & aged["due"].isna(),
        **{code: unpaid & (aged["days_overdue"] <= last) for code, last in _BUCKET_ENDS},
        "90+": unpaid,
    }
    return first_code(BUCKET, conditions)


def _highlights(aged: pd.DataFrame, as_of: pd.Timestamp, settings: Settings) -> pd.Series:
    status, waiting = aged["status"], aged["waiting"]
    undated = status == "no_due_date"
    conditions = {
        "grey": status == "disputed",
        "red": (status == "overdue") | (undated & (waiting >= settings.wait_alarm_days)),
        "orange": _is_due_soon(aged, as_of, settings),
        "yellow": waiting >= settings.wait_warn_days,
    }
    return first_code(HIGHLIGHT, conditions)


def _levels(aged: pd.DataFrame, as_of: pd.Timestamp, settings: Settings) -> pd.Series:
    undated, waiting = aged["status"] == "no_due_date", aged["waiting"]
    overdue, days = aged["status"] == "overdue", aged["days_overdue"]
    conditions = {
        4: overdue & (days > _LEVEL_3_DAYS),
        3: (overdue & (days > _LEVEL_2_DAYS)) | (undated & (waiting >= settings.wait_alarm_days)),
        2: overdue,
        1: _is_due_soon(aged, as_of, settings) | (undated & (waiting >= settings.wait_warn_days)),
    }
    return pd.Series(first_number(conditions, 0), index=aged.index, dtype="Int64")


def _is_due_soon(aged: pd.DataFrame, as_of: pd.Timestamp, settings: Settings) -> pd.Series:
    last = as_of + pd.Timedelta(days=settings.due_soon_days)
    return aged["status"].isin(["open", "due_today"]) & (aged["due"] <= last)


def _days_between(first: pd.Series, last: pd.Series) -> pd.Series:
    known = (first.notna() & last.notna()).to_numpy()
    days = np.where(known, day_numbers(last) - day_numbers(first), 0)
    return pd.Series(pd.arrays.IntegerArray(days, ~known), index=first.index)
