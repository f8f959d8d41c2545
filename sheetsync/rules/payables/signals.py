"""How old an unpaid invoice is, how loudly it calls, and who is to hear."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.due_dates import received_days
from sheetsync.rules.payables.first_code import first_code, first_number, is_one_of
from sheetsync.rules.payables.grouping import NO_DAY, Numbers, Truths, day_number, day_numbers
from sheetsync.tables.catalogue.payables import (
    BLOCKED_BY,
    BUCKET,
    HIGHLIGHT,
    IN_TIME,
    INVOICE_STATUS,
    UNPAID,
)
from sheetsync.tables.schema import codes
from sheetsync.tables.settings.keys import Settings

#: The last day of each bucket past the due date. Source: workbook-and-rules.md 3.4.
_BUCKET_ENDS = tuple((one.code, one.last_day) for one in BUCKET if one.last_day is not None)
_SURPLUS = codes(one for one in INVOICE_STATUS if one.surplus)
#: The last day overdue of levels 2 and 3; later is level 4.
_LEVEL_2_DAYS = 7
_LEVEL_3_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Ages:
    """What the signals of each invoice depend on.

    Attributes:
        status: code of `INVOICE_STATUS`.
        unpaid: whether somebody still has to pay it.
        has_due: whether it has a due date.
        days_left: until the due date, negative after it; 0 without one.
        waiting: days since it reached us, 0 for what is dated ahead.
    """

    status: pd.Series
    unpaid: Truths
    has_due: Truths
    days_left: Numbers
    waiting: Numbers

    @property
    def days_overdue(self) -> Numbers:
        return np.maximum(-self.days_left, 0) * self.unpaid

    def has_status(self, *codes: str) -> Truths:
        return is_one_of(self.status, codes)


def signals_of(invoices: pd.DataFrame, as_of: date, settings: Settings) -> pd.DataFrame:
    """The age, bucket, waiting, highlight and level of invoices, and what blocks their payment.

    Args:
        invoices: rows with status, due, received_on, invoice_date, paid_date, settled,
            outstanding_minor.
        as_of: the day of calculation.
        settings: wait_warn_days, wait_alarm_days, due_soon_days are used.

    Returns:
        For each row days_overdue (0 unless unpaid and past due), days_late (of settled invoices:
        days from the due date to the last payment, 0 when in time), bucket, waiting (days since the
        invoice reached us, of unpaid ones), highlight, level (0 to 4), blocked_by. What does not
        apply is missing.

    Source: workbook-and-rules.md 3.4.
    """
    ages = _ages(invoices, day_number(as_of))
    blocks = {
        "no_closing_docs": ages.has_status("waiting_docs"),
        "dispute": ages.has_status("disputed"),
    }
    return pd.DataFrame(
        {
            "days_overdue": _whole(ages.days_overdue),
            "days_late": _days_late(invoices),
            "bucket": _buckets(ages),
            "waiting": _whole(ages.waiting, ages.unpaid),
            "highlight": _highlights(ages, settings),
            "level": _whole(_levels(ages, settings)),
            "blocked_by": first_code(BLOCKED_BY, blocks),
        },
        invoices.index,
        copy=False,
    )


def _ages(invoices: pd.DataFrame, today: int) -> _Ages:
    due = day_numbers(invoices["due"])
    return _Ages(
        status=invoices["status"],
        unpaid=is_one_of(invoices["status"], UNPAID),
        has_due=due != NO_DAY,
        days_left=(due - today) * (due != NO_DAY),
        waiting=np.maximum(today - received_days(invoices), 0),
    )


def _days_late(invoices: pd.DataFrame) -> pd.arrays.IntegerArray:
    due, paid = day_numbers(invoices["due"]), day_numbers(invoices["paid_date"])
    is_known = invoices["settled"].to_numpy() & (due != NO_DAY) & (paid != NO_DAY)
    return _whole(np.maximum(paid - due, 0), is_known)


def _buckets(ages: _Ages) -> "pd.Categorical[str]":
    conditions = {
        "credit": ages.has_status(*_SURPLUS),
        "no_due_date": ages.unpaid & ~ages.has_due,
        **{code: ages.unpaid & (-ages.days_left <= last) for code, last in _BUCKET_ENDS},
        "90+": ages.unpaid,
    }
    return first_code(BUCKET, conditions)


def _highlights(ages: _Ages, settings: Settings) -> "pd.Categorical[str]":
    undated = ages.has_status("no_due_date")
    by_days = {
        "red": ages.has_status("overdue") | (undated & (ages.waiting >= settings.wait_alarm_days)),
        "orange": _is_due_soon(ages, settings),
        "yellow": ages.unpaid & (ages.waiting >= settings.wait_warn_days),
    }
    decided = ages.has_status(*codes(one for one in INVOICE_STATUS if one.signal))
    conditions = {
        signal: ages.has_status(*codes(one for one in INVOICE_STATUS if one.signal == signal))
        | (by_days.get(signal, False) & ~decided)
        for signal in codes(HIGHLIGHT)
    }
    return first_code(HIGHLIGHT, conditions)


def _levels(ages: _Ages, settings: Settings) -> Numbers:
    undated, waiting = ages.has_status("no_due_date"), ages.waiting
    overdue, days = ages.has_status("overdue"), -ages.days_left
    conditions = {
        4: overdue & (days > _LEVEL_3_DAYS),
        3: (overdue & (days > _LEVEL_2_DAYS)) | (undated & (waiting >= settings.wait_alarm_days)),
        2: overdue,
        1: _is_due_soon(ages, settings) | (undated & (waiting >= settings.wait_warn_days)),
    }
    return first_number(conditions, 0).astype(np.int64)


def _is_due_soon(ages: _Ages, settings: Settings) -> Truths:
    return ages.has_status(*IN_TIME) & (ages.days_left <= settings.due_soon_days)


def _whole(numbers: Numbers, known: Truths | None = None) -> pd.arrays.IntegerArray:
    """Numbers as frames hold them: missing where they are not known."""
    missing = np.zeros(len(numbers), dtype=np.bool_) if known is None else ~known
    return pd.arrays.IntegerArray(numbers, missing)
