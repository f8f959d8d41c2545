"""Which invoice a payment names, by all that the bank's tabs and people write of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.payables.grouping import Numbers, day_number, day_numbers
from sheetsync.tables.document_numbers import folded_numbers, number_keys
from sheetsync.tables.number_words import without_words

#: Legal entity, direction and currency: sums of different ones are never one another's.
Owner = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """An invoice as a payment names it.

    Attributes:
        entity_id: the legal entity, as Invoices holds it.
        direction: code of DIRECTION.
        currency: of the payment; an invoice in another one is not meant.
        number: as it was written.
        day: the invoice's date; None where it was not written.
    """

    entity_id: str
    direction: str
    currency: str
    number: str
    day: date | None = None

    @property
    def owner(self) -> Owner:
        """Whose invoices it may be."""
        return self.entity_id, self.direction, self.currency


class InvoiceIndex:
    """Invoices by owner and number.

    Args:
        invoices: rows with entity_id, direction, currency, number, invoice_date.
        stands_for: the place of the row that counts in place of each, itself for one that counts,
            -1 for one that counts nowhere.
    """

    def __init__(self, invoices: pd.DataFrame, stands_for: Numbers) -> None:
        self._stands_for = stands_for
        self._days = day_numbers(invoices["invoice_date"])
        self._numbers: list[str] = invoices["number"].fillna("").tolist()
        names = ("entity_id", "direction", "currency")
        owners = zip(*(invoices[name].astype("str").tolist() for name in names), strict=True)
        self._owned: dict[Owner, list[int]] = defaultdict(list)
        self._by_key: dict[tuple[Owner, str], list[int]] = defaultdict(list)
        self._by_fold: dict[Owner, dict[str, list[int]]] = {}
        keys = number_keys(self._numbers)
        for place, (owner, key) in enumerate(zip(owners, keys, strict=True)):
            if stands_for[place] >= 0 and key:
                self._owned[owner].append(place)
                self._by_key[owner, key].append(place)

    def places(self, named: Named) -> tuple[int, ...]:
        """The places of the invoices that may be meant, those that count; () for none.

        A number that stands nowhere as it was written is looked for without words and days that
        were copied with it.
        """
        key = number_keys([named.number])[0]
        found = self._by_key.get((named.owner, key)) or self._alike(named)
        if named.day is not None:
            day = day_number(named.day)
            found = [place for place in found if self._days[place] == day]
        return tuple(dict.fromkeys(int(self._stands_for[place]) for place in found))

    def owners(self, direction: str, currency: str) -> tuple[str, ...]:
        """The legal entities that have any invoice of that direction and currency."""
        return tuple(owner[0] for owner in self._owned if owner[1:] == (direction, currency))

    def _alike(self, named: Named) -> list[int]:
        """The invoices whose number differs by copied words and days alone."""
        if named.owner not in self._by_fold:
            # Few numbers are missed, and folding is dear.
            own = self._owned.get(named.owner, [])
            by_fold = self._by_fold[named.owner] = defaultdict(list)
            for place in own:
                by_fold[_fold(self._numbers[place])].append(place)
        fold = _fold(named.number)
        return self._by_fold[named.owner].get(fold, []) if fold else []


def _fold(number: str) -> str:
    """A number without copied words; "" for what says that there is none."""
    return folded_numbers([without_words(number)[0]])[0] or ""


def day_of(value: object) -> date | None:
    """A day of a frame; None for a missing one."""
    return value.date() if isinstance(value, pd.Timestamp) else None
