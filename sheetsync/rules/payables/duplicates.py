"""The same invoice typed twice: which row counts, which ones repeat it, which are its lines."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from sheetsync.rules.payables.first_code import is_one_of
from sheetsync.rules.payables.grouping import (
    Numbers,
    Truths,
    day_numbers,
    joint_numbers,
    year_numbers,
)
from sheetsync.tables.document_numbers import strict_numbers

_SAME = ("direction", "entity_id", "kind", "number_key")


def is_live(invoices: pd.DataFrame) -> Truths:
    """Whether each row is meant: neither void nor a draft."""
    return ~is_one_of(invoices["state"], ["void", "draft"])


def has_wrong_sign(invoices: pd.DataFrame) -> Truths:
    """Whether an invoice's amount is not above zero (V-INV-05); credit notes have either sign.

    Args:
        invoices: rows with kind and amount_minor, which no row lacks.
    """
    amounts = invoices["amount_minor"].to_numpy(dtype=np.int64)
    return is_one_of(invoices["kind"], ["invoice"]) & (amounts <= 0)


@dataclass(frozen=True, slots=True)
class Repeats:
    """What rows of one number are to each other; arrays have one place a row.

    Attributes:
        is_duplicate: rows that repeat the one that counts (V-INV-03).
        first: the place of the row that counts in place of each repeat and line, -1 for others.
        alike: of rows that count beside another one of their number, the place of the last of
            those (V-INV-04); -1 for others.
        lines: by the place of a row that counts, the rows of the same number and day with other
            amounts: lines of one invoice, or a corrected row beside the old one (V-INV-17).
    """

    is_duplicate: Truths
    first: Numbers
    alike: Numbers
    lines: dict[int, list[int]] = field(default_factory=dict)


class _Row(NamedTuple):
    """What is compared of a row, besides its number.

    Attributes:
        amount: its size and currency.
        day: written behind the number, else the invoice date.
        month: the service month, with the number as it was typed but for the rules of WR 3.4. One
            that nobody typed is like no other.
    """

    place: int
    is_sound: bool
    amount: tuple[int, object]
    day: int
    month: tuple[str, object]


@dataclass(slots=True)
class _Counted:
    """The invoices of one number that count, by what repeats of them are known by."""

    last: int = -1
    typed: dict[tuple[int, object], int] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    amounts: dict[object, int] = field(default_factory=dict)
    months: dict[object, int] = field(default_factory=dict)

    def repeated_by(self, row: _Row) -> int:
        """The place of the invoice that a row repeats or is a line of, -1 for none."""
        if row.day in self.days:
            return self.typed.get((row.day, row.amount), self.days[row.day])
        return self.amounts.get(row.amount, self.months.get(row.month, -1))

    def is_line(self, row: _Row) -> bool:
        """Whether a row has another amount on the day of an invoice."""
        return row.day in self.days and (row.day, row.amount) not in self.typed

    def take(self, row: _Row, first: int) -> None:
        """Know a row by all it says, as one that counts or a line of one."""
        self.typed.setdefault((row.day, row.amount), first)
        self.days.setdefault(row.day, first)
        self.amounts.setdefault(row.amount, first)
        self.months.setdefault(row.month, first)
        self.last = first


def repeats_of(invoices: pd.DataFrame) -> Repeats:
    """Which rows repeat an earlier one: direction, entity, kind, number and year agree.

    The first sound row by date, then by place in the sheet, counts. A later one of its number

    * with the same amount, or in the same month, repeats it; when the numbers are equal only
      without copied words, days or dashes, the amount has to agree;
    * on the same day with another amount is a line of it;
    * else counts too.

    Void and draft rows, and rows without a number, neither repeat nor are repeated. A row with a
    wrong sign counts nowhere, so it does not push out a later sound one either.

    Args:
        invoices: rows of Invoices with `number_key` and `paper_day` (see `with_number_keys`), index
            = sheet row.

    Source: workbook-and-rules.md 3.4, duplicate; amendments.md 2; V-INV-03, V-INV-04, V-INV-17.
    """
    count = len(invoices)
    found = Repeats(np.zeros(count, dtype=np.bool_), np.full(count, -1), np.full(count, -1))
    for rows in _of_one_number(invoices):
        counted = _Counted()
        for row in rows:
            _judge(row, counted, found)
    return found


def _judge(row: _Row, counted: _Counted, found: Repeats) -> None:
    first, is_line = counted.repeated_by(row), counted.is_line(row)
    if first < 0:
        if row.is_sound:
            found.alike[row.place] = counted.last
            counted.take(row, row.place)
    elif not is_line:
        found.is_duplicate[row.place] = True
        found.first[row.place] = first
    elif row.is_sound:
        found.lines.setdefault(first, []).append(row.place)
        found.first[row.place] = first
        counted.take(row, first)


def _of_one_number(invoices: pd.DataFrame) -> Iterator[list[_Row]]:
    """The live rows of each number that is met more than once, by date, then row."""
    days = invoices["paper_day"]
    same = joint_numbers(*(invoices[name] for name in _SAME), year_numbers(days))
    is_numbered = is_live(invoices) & (invoices["number_key"].to_numpy() >= 0)
    live = np.flatnonzero(is_numbered)
    # Few numbers are ever repeated; only their rows are put in order.
    met = live[pd.Series(same[live]).duplicated(keep=False)]
    dated = day_numbers(invoices["invoice_date"])[met]
    order = met[np.lexsort((invoices.index.to_numpy()[met], dated))]
    rows = invoices.iloc[order]
    groups: dict[int, list[_Row]] = defaultdict(list)
    for group, row in zip(same[order].tolist(), _compared(rows, order), strict=True):
        groups[group].append(row)
    yield from groups.values()


def _compared(rows: pd.DataFrame, places: Numbers) -> Iterator[_Row]:
    sizes = np.abs(rows["amount_minor"].to_numpy(dtype=np.int64)).tolist()
    currencies = pd.factorize(rows["currency"])[0].tolist()
    months = pd.factorize(rows["month"])[0]
    months = np.where(months < 0, -1 - places, months).tolist()
    numbers = strict_numbers(rows["number"].tolist())
    return (
        _Row(*told)
        for told in zip(
            places.tolist(),
            (~has_wrong_sign(rows)).tolist(),
            zip(sizes, currencies, strict=True),
            rows["paper_day"].tolist(),
            zip(numbers, months, strict=True),
            strict=True,
        )
    )
