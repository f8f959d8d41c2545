"""Which invoices people named instead of the proposal, and how much of the line each gets.

Source: adoption.md P1, `instead`; P4, V-PAY-03.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sheetsync.rules.payables.invoice_index import InvoiceIndex, Named, day_of
from sheetsync.rules.payments.bank_rows import DecidedLine
from sheetsync.rules.payments.proposals import Instead, Unreadable, instead_of
from sheetsync.tables.locales import Conventions
from sheetsync.tables.number_words import WrittenDay

_NO_BILLS = ("void", "draft", "duplicate", "line", "error")

#: Why nothing can be paid as people wrote it: it cannot be read; no invoice of that legal entity
#: has the number; several have it; nothing is left to pay of it; the parts are more than the line.
Fault = Literal["unreadable", "unknown", "several", "nothing_left", "too_much"]


@dataclass(frozen=True, slots=True)
class Refused:
    """What stands in the way, and the piece of the cell that it is about."""

    fault: Fault
    piece: str


#: Minor units by the place of the invoice, never 0: below 0 a payment is taken back.
Shares = Mapping[int, int]


class Bills:
    """The invoices that lines may pay, and what each lacks until now.

    Args:
        invoices: `Payables.invoices`.
    """

    def __init__(self, invoices: pd.DataFrame) -> None:
        self.rows = invoices
        is_bill = (invoices["kind"] == "invoice") & ~invoices["status"].isin(_NO_BILLS)
        places = np.arange(len(invoices), dtype=np.int64)
        self.index = InvoiceIndex(invoices, np.where(is_bill.to_numpy(dtype=np.bool_), places, -1))
        self._lacks: list[int] = invoices["outstanding_minor"].fillna(0).tolist()
        self._paid: list[int] = invoices["paid_minor"].fillna(0).tolist()
        self._days = [day_of(day) for day in invoices["invoice_date"]]

    def one(self, named: Named) -> int | None:
        """The place of the only invoice that is named so."""
        places = self.index.places(named)
        return places[0] if len(places) == 1 else None

    def named(self, line: DecidedLine, number: str, day: WrittenDay | None, sign: int) -> list[int]:
        """The places of the invoices that people may mean by a number.

        Args:
            line: of it, whose invoices these are: where nobody knows, those of its tax number, else
                anybody's.
            number: as written.
            day: written behind it; None without one.
            sign: 1 for what is paid, -1 for what is taken back.
        """
        direction = line.direction(sign)
        found = [
            place
            for entity_id in self._entities(line, direction)
            for place in self.index.places(Named(entity_id, direction, line.currency, number))
        ]
        if day is not None:
            found = [at for at in found if (dated := self._days[at]) and day.near(dated) == dated]
        open_ones = [place for place in found if self.lacks(line, place, sign) > 0]
        return open_ones if len(open_ones) == 1 else found

    def lacks(self, line: DecidedLine, place: int, sign: int) -> int:
        """What a line may pay of an invoice, or take back: its own part is there for it again."""
        own = self.shares(line).get(place, 0)
        most = self._lacks[place] if sign > 0 else self._paid[place]
        return max(most + max(sign * own, 0), 0)

    def shares(self, line: DecidedLine) -> dict[int | None, int]:
        """What the log says that the line pays, by place; None for an invoice that is gone."""
        return {self.one(one.named): one.amount_minor for one in line.logged.sums}

    def book(self, line: DecidedLine, shares: Shares) -> None:
        """Note what a line pays, so that the next one does not pay it again."""
        gone = {place: -minor for place, minor in self.shares(line).items() if place is not None}
        for place, minor in (*gone.items(), *shares.items()):
            self._lacks[place] -= minor
            self._paid[place] += minor

    def _entities(self, line: DecidedLine, direction: str) -> Iterable[str]:
        if line.entity_id:
            return (line.entity_id,)
        owners = self.index.owners(direction, line.currency)
        if not line.inn:
            return owners
        known = set(self.rows.loc[(self.rows["inn"] == line.inn).fillna(False), "entity_id"])
        return known or owners


def shares_of(
    line: DecidedLine, bills: Bills, written: Conventions, sign: int = 1
) -> Shares | Refused:
    """How a line is shared among the invoices that people named beside it.

    A number with a sum gets the sum; of the rest each other one, as they stand, gets what it still
    lacks.

    Args:
        line: `instead` is not blank.
        bills: what each invoice lacks.
        written: how numbers are written in the spreadsheet's locale.
        sign: -1 where the line takes payments back.
    """
    named = instead_of(line.instead, written)
    if isinstance(named, Unreadable):
        return Refused("unreadable", named.piece)
    places: dict[int, Instead] = {}
    for one in named:
        found = bills.named(line, one.number, one.day, sign)
        if len(found) != 1:
            return Refused("several" if found else "unknown", one.number)
        if found[0] in places:
            return Refused("unreadable", one.number)
        places[found[0]] = one
    if not places:
        return Refused("unreadable", line.instead)
    return _shared(line, bills, places, sign)


def _shared(
    line: DecidedLine, bills: Bills, places: Mapping[int, Instead], sign: int
) -> Shares | Refused:
    rest = line.amount_minor - sum(one.amount_minor or 0 for one in places.values())
    if rest < 0:
        return Refused("too_much", line.instead)
    shares = {}
    for place, one in places.items():
        minor = one.amount_minor or min(bills.lacks(line, place, sign), rest)
        if not minor:
            return Refused("nothing_left", one.number)
        rest -= 0 if one.amount_minor else minor
        shares[place] = sign * minor
    return shares


def is_unchanged(line: DecidedLine, bills: Bills, written: Conventions, sign: int = 1) -> bool:
    """Whether the log says already what stands beside the line: what was frozen stays frozen.

    A number without a sum agrees with whatever it got.
    """
    named = instead_of(line.instead, written)
    own = bills.shares(line)
    if isinstance(named, Unreadable) or len(named) != len(own):
        return False
    for one in named:
        found = bills.named(line, one.number, one.day, sign)
        if len(found) != 1 or found[0] not in own:
            return False
        if one.amount_minor is not None and own[found[0]] != sign * one.amount_minor:
            return False
    return True
