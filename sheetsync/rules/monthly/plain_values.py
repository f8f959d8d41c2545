"""Cells of typed frames as plain values: a day, a text, an amount, or None."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.monthly.report_parts import Amount


def text(value: object) -> str:
    r"""A text on one line, "" for a blank cell: a line break in a name must not break a letter.

    >>> text(" Вектор\n и Ко "), text(pd.NA)
    ('Вектор и Ко', '')
    """
    return "" if pd.isna(value) else " ".join(str(value).split())  # type: ignore[call-overload]  # one cell


def day(value: Any) -> date | None:  # noqa: ANN401  # a cell of any frame
    """The day of a date cell, None for a blank one."""
    return None if pd.isna(value) else value.date()


def whole(value: Any) -> int:  # noqa: ANN401  # a cell of any frame
    """A whole number, 0 for a blank cell."""
    return 0 if pd.isna(value) else int(value)


def fraction(value: Any) -> float | None:  # noqa: ANN401  # a cell of any frame
    """A number, None for a blank cell."""
    return None if pd.isna(value) else float(value)


def amount(minor: Any, currency: object) -> Amount | None:  # noqa: ANN401  # a cell of any frame
    """Money, None for a blank cell."""
    return None if pd.isna(minor) else Amount(int(minor), text(currency))


def by_partner(rows: pd.DataFrame, *columns: str) -> Mapping[str, Sequence[Any]]:
    """The rows of each partner as named tuples of some columns, in their order."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows[["partner_id", *columns]].itertuples(index=False):
        found[str(row.partner_id)].append(row)
    return found


def months_of(days: "pd.Series[Any]") -> "pd.Series[Any]":
    """The month of each day as ``YYYY-MM``, missing for a missing day."""
    # Much faster than dt.strftime, which formats every day by itself.
    months = days.to_numpy().astype("datetime64[M]").astype("str")
    return pd.Series(months, index=days.index, dtype="str").where(days.notna())


def sums_by_currency(amounts: Iterable[Amount], first: str) -> tuple[Amount, ...]:
    """One sum a currency, never across: that of `first` in front, the others by code."""
    totals: defaultdict[str, int] = defaultdict(int)
    for part in amounts:
        totals[part.currency] += part.minor
    order = sorted(totals, key=lambda currency: (currency != first, currency))
    return tuple(Amount(totals[currency], currency) for currency in order)
