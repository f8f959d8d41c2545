"""The unpaid invoices among which a payment is looked for: one book a legal entity and currency."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd

from sheetsync.rules.payments.proposals import Part
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.document_numbers import number_keys

#: Sums of several invoices are looked for among so many and by so few at once.
#: Source: adoption.md P4, "the only set of 2-3 unpaid invoices (of at most 12)".
_MOST_OPEN = 12
_MOST_AT_ONCE = 3


@dataclass(slots=True, eq=False)
class UnpaidInvoice:
    """An invoice that somebody still has to pay.

    Attributes:
        number: as Invoices spells it.
        key: what `number_key` tells of it.
        invoice_date: its day.
        outstanding_minor: what is unpaid, credit notes taken off.
        has_twin: whether another invoice of this entity and direction has the number.
        rest_minor: what no line was proposed for yet.
        claimed_by: the line that was proposed for it last; "" for none.
    """

    number: str
    key: str
    invoice_date: date
    outstanding_minor: int
    has_twin: bool
    rest_minor: int
    claimed_by: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether no line was proposed for any of it."""
        return self.rest_minor == self.outstanding_minor

    def part(self, amount_minor: int) -> Part:
        """A part of it, as a proposal names it."""
        return Part(self.number, amount_minor, self.invoice_date if self.has_twin else None)


Set = tuple[UnpaidInvoice, ...]


@dataclass(slots=True)
class Book:
    """The unpaid invoices of one legal entity, direction and currency, as the sheet has them."""

    invoices: list[UnpaidInvoice] = field(default_factory=list)
    by_key: defaultdict[str, list[UnpaidInvoice]] = field(default_factory=lambda: defaultdict(list))
    by_sum: defaultdict[int, list[UnpaidInvoice]] = field(default_factory=lambda: defaultdict(list))

    def add(self, invoice: UnpaidInvoice) -> None:
        """Put one in."""
        self.invoices.append(invoice)
        self.by_key[invoice.key].append(invoice)
        self.by_sum[invoice.outstanding_minor].append(invoice)

    def of_key(self, keys: Iterable[str]) -> list[UnpaidInvoice]:
        """The invoices of the first key that some have."""
        return next((self.by_key[key] for key in keys if key in self.by_key), [])

    def of_sum(self, amount_minor: int, tolerance_minor: int) -> list[UnpaidInvoice]:
        """The invoices of which so much is unpaid."""
        if not tolerance_minor:
            return self.by_sum.get(amount_minor, [])
        return [one for one in self.invoices if _equal((one,), amount_minor, tolerance_minor)]

    def sets_of_sum(self, amount_minor: int, tolerance_minor: int) -> list[Set]:
        """Two or three invoices that are together as much; none where too many are unpaid."""
        return list(sets_of(self.invoices, amount_minor, tolerance_minor, fewest=2))


def sets_of(
    invoices: list[UnpaidInvoice], amount_minor: int, tolerance_minor: int, *, fewest: int
) -> Iterator[Set]:
    """Up to three of the invoices that are together as much as the amount.

    None where there are so many invoices that some would be by chance.
    """
    if len(invoices) > _MOST_OPEN:
        return
    for count in range(fewest, _MOST_AT_ONCE + 1):
        for some in combinations(invoices, count):
            if _equal(some, amount_minor, tolerance_minor):
                yield some


def _equal(invoices: Iterable[UnpaidInvoice], amount_minor: int, tolerance_minor: int) -> bool:
    total = sum(one.outstanding_minor for one in invoices)
    return abs(total - amount_minor) <= tolerance_minor


NO_BOOK = Book()


class Books:
    """All unpaid invoices, by legal entity, direction and currency."""

    def __init__(self, invoices: pd.DataFrame) -> None:
        """Index them.

        Args:
            invoices: what `Payables.invoices` holds.
        """
        self._books: defaultdict[tuple[str, str, str], Book] = defaultdict(Book)
        rows = invoices[(invoices["kind"] == "invoice").to_numpy()]
        keys = number_keys(rows["number"].fillna("").tolist())
        owners = rows["entity_id"].astype("str").fillna("").tolist()
        directions = rows["direction"].astype("str").tolist()
        identities = list(zip(owners, directions, keys, strict=True))
        counts = Counter(identities)
        is_unpaid = rows["status"].isin(UNPAID).to_numpy()
        outstanding = rows["outstanding_minor"].fillna(0).to_numpy(dtype=np.int64)
        wanted = np.flatnonzero(is_unpaid & (outstanding > 0)).tolist()
        numbers, currencies = rows["number"].tolist(), rows["currency"].tolist()
        days = rows["invoice_date"].dt.date.tolist()
        for place in wanted:
            owner, direction, key = identities[place]
            minor = int(outstanding[place])
            self._books[owner, direction, currencies[place]].add(
                UnpaidInvoice(
                    numbers[place], key, days[place], minor, counts[identities[place]] > 1, minor
                )
            )

    def book(self, entity_id: str, direction: str, currency: str) -> Book:
        """The unpaid invoices of that entity; an empty book where there are none."""
        return self._books.get((entity_id, direction, currency), NO_BOOK)
