"""Which payment of the log a refund takes back. Source: adoption.md P4, refund."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from sheetsync.rules.payments.proposals import Part
from sheetsync.rules.payments.purpose import Named
from sheetsync.tables.catalogue.payments import PAYMENT_STATE
from sheetsync.tables.document_numbers import number_keys

_SIGN = {choice.code: choice.sign for choice in PAYMENT_STATE}
_KEY = ["entity_id", "direction", "currency", "number", "invoice_date"]


@dataclass(slots=True)
class LoggedInvoice:
    """What the log says was paid of an invoice.

    Attributes:
        sums_minor: what each line paid of it; what was taken back is not among them.
    """

    number: str
    invoice_date: date | None
    sums_minor: list[int] = field(default_factory=list)


class PaidBooks:
    """What was paid, by legal entity, direction and currency."""

    def __init__(self, log: pd.DataFrame) -> None:
        """Index it.

        Args:
            log: rows of the Payment log.
        """
        self._paid: defaultdict[tuple[str, str, str], defaultdict[str, list[LoggedInvoice]]] = (
            defaultdict(lambda: defaultdict(list))
        )
        if log.empty:
            return
        sums = _net(log)
        keys = number_keys(sums["number"].tolist())
        known: dict[tuple[object, ...], LoggedInvoice] = {}
        columns = (sums[name].tolist() for name in (*_KEY, "amount_minor"))
        for key, *identity, minor in zip(keys, *columns, strict=True):
            owner, direction, currency, number, dated = identity
            if tuple(identity) not in known:
                invoice = LoggedInvoice(number, None if pd.isna(dated) else dated.date())
                known[tuple(identity)] = invoice
                self._paid[owner, direction, currency][key].append(invoice)
            known[tuple(identity)].sums_minor.append(int(minor))

    def has_any(self, entity_id: str, direction: str, currency: str) -> bool:
        """Whether anything of that entity was paid."""
        return (entity_id, direction, currency) in self._paid

    def take_back(
        self, entity_id: str, direction: str, currency: str, named: Sequence[Named], minor: int
    ) -> Part | None:
        """The payment of a named invoice that a refund of so much takes back; None for none.

        What a refund takes back is there for no other one.
        """
        book: Mapping[str, list[LoggedInvoice]] = self._paid.get(
            (entity_id, direction, currency), {}
        )
        paid = [
            invoice
            for one in named
            for key in one.keys
            for invoice in book.get(key, ())
            if minor in {*invoice.sums_minor, sum(invoice.sums_minor)}
        ]
        if len(paid) != 1:
            return None
        invoice = paid[0]
        if minor in invoice.sums_minor:
            invoice.sums_minor.remove(minor)
        else:
            invoice.sums_minor.clear()
        twins = sum(one.number == invoice.number for some in book.values() for one in some)
        return Part(invoice.number, -minor, invoice.invoice_date if twins > 1 else None)


def _net(log: pd.DataFrame) -> pd.DataFrame:
    """What each line pays of each invoice in the end, where that is more than nothing."""
    rows = log[["line_id", *_KEY]].astype({"direction": "str"})
    sign = log["state"].astype("str").map(_SIGN)
    rows = rows.assign(amount_minor=log["amount_minor"].fillna(0) * sign.fillna(0))
    by = rows.groupby(["line_id", *_KEY], dropna=False, sort=False, as_index=False)
    sums = by.agg({"amount_minor": "sum"})
    return sums[((sums["amount_minor"] > 0) & sums["number"].notna()).to_numpy()]
