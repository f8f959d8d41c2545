"""What was paid of each invoice: by the bank and the tab Payments where they tell, else as typed.

Source: adoption.md P1, "An invoice is paid by Payment log … plus Payments".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.booked import Booked, Source
from sheetsync.rules.payables.grouping import NO_DAY, Numbers, day_number, day_numbers, days_of


@dataclass(frozen=True, slots=True)
class InvoicePayment:
    """A payment of an invoice.

    Attributes:
        paid_on: its day; None where nobody knows it.
        amount_minor: in the invoice's currency; below 0 for what was taken back.
        source: where it stands.
    """

    paid_on: date | None
    amount_minor: int
    source: Source


#: Payments by the place of the invoice that they pay.
Paid = Mapping[int, Sequence[InvoicePayment]]


def paid_of(
    invoices: pd.DataFrame, booked: Sequence[Booked], first_on: date | None
) -> dict[int, list[InvoicePayment]]:
    """The payments of each invoice that any is booked for.

    What was typed before the bank was read is one more payment: 30,000 typed in February and 20,000
    seen in March are 50,000. A typed day without a sum means paid in full.

    Args:
        invoices: rows with amount_minor, credits_minor, paid_amount_minor, paid_date.
        booked: all payments; those that name no invoice, or several, pay none.
        first_on: the first day that the bank tells of; None for no bank.

    Returns:
        By place among the invoices, each one's payments by day.
    """
    paid: dict[int, list[InvoicePayment]] = defaultdict(list)
    for one in booked:
        if len(one.places) == 1:
            payment = InvoicePayment(one.paid_on, one.amount_minor, one.source)
            paid[one.places[0]].append(payment)
    places = np.array(sorted(paid), dtype=np.int64)
    for place, opening in _openings(invoices, places, first_on).items():
        paid[place].append(opening)
    return {place: sorted(paid[place], key=_by_day) for place in sorted(paid)}


def with_paid(invoices: pd.DataFrame, paid: Paid, as_of: date) -> pd.DataFrame:
    """The invoices with paid_amount_minor and paid_date as their payments until a day say.

    Args:
        invoices: rows with both columns, days of either kind (see `day_numbers`).
        paid: what `paid_of` returns.
        as_of: later payments are ignored.
    """
    if not paid:
        return invoices
    places = np.array(list(paid), dtype=np.int64)
    sums, days = [], []
    for payments in paid.values():
        come = [one for one in payments if one.paid_on is None or one.paid_on <= as_of]
        sums.append(sum(one.amount_minor for one in come))
        gained = [one.paid_on for one in come if one.paid_on and one.amount_minor > 0]
        # What was taken back altogether was not paid on any day.
        days.append(day_number(max(gained)) if gained and sums[-1] else NO_DAY)
    amounts = invoices["paid_amount_minor"].array.copy()
    amounts[places] = pd.array(sums, dtype="Int64")
    numbers = day_numbers(invoices["paid_date"]).copy()
    numbers[places] = days
    return invoices.assign(paid_amount_minor=amounts, paid_date=_like(invoices, numbers))


def payments_frame(invoices: pd.DataFrame, paid: Paid) -> pd.DataFrame:
    """The payments as a frame.

    Returns:
        One row a payment: row (sheet row of the invoice), paid_on, amount_minor, source.
    """
    all_of = [(place, one) for place, payments in paid.items() for one in payments]
    index = invoices.index
    return pd.DataFrame(
        {
            "row": pd.Series([index[place] for place, _ in all_of], dtype="int64"),
            "paid_on": pd.Series([one.paid_on for _, one in all_of], dtype="datetime64[s]"),
            "amount_minor": pd.Series([one.amount_minor for _, one in all_of], dtype="int64"),
            "source": pd.Series([one.source for _, one in all_of], dtype="str"),
        }
    )


def _openings(
    invoices: pd.DataFrame, places: Numbers, first_on: date | None
) -> dict[int, InvoicePayment]:
    """What was typed before the bank was read, of these invoices."""
    if first_on is None or not len(places):
        return {}
    some = invoices.iloc[places]
    owed = (some["amount_minor"] - some["credits_minor"]).clip(lower=0)
    sums = some["paid_amount_minor"].fillna(owed).to_numpy(dtype=np.int64)
    days = day_numbers(some["paid_date"])
    is_before = (days != NO_DAY) & (days < day_number(first_on))
    typed = zip(places[is_before], days[is_before], sums[is_before], strict=True)
    return {
        int(place): InvoicePayment(np.datetime64(int(day), "D").item(), int(minor), "opening")
        for place, day, minor in typed
    }


def _by_day(payment: InvoicePayment) -> tuple[date, int, str]:
    return payment.paid_on or date.min, payment.amount_minor, payment.source


def _like(invoices: pd.DataFrame, numbers: Numbers) -> Numbers | pd.Series:
    """Days as the frame holds them: as numbers, or as days."""
    if invoices["paid_date"].dtype == np.int64:
        return numbers
    return pd.Series(days_of(numbers), index=invoices.index)
