"""What the payments that are entered leave open: nobody knows then what is left to pay."""

from collections.abc import Collection
from dataclasses import dataclass

from sheetsync.rules.payables import Payables
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.table import Tables

#: Payments that stand beside what people typed into Invoices.
_BESIDE = ("bank", "payments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What the entered payments leave open.

    Attributes:
        undated: sheet rows of invoices with a typed sum without a day beside bank rows (V-PAY-11).
        unsettled: entities with a payment of the log whose invoice is no longer there (V-PAY-10).
    """

    undated: Collection[int] = ()
    unsettled: Collection[str] = ()


def payment_doubts(tables: Tables, payables: Payables) -> Doubts:
    """The doubts of a workbook.

    Args:
        tables: Invoices, as they were typed.
        payables: with the payments that were found.

    Source: adoption.md P1, V-PAY-10, V-PAY-11.
    """
    typed = tables.frame(INVOICES.code)
    undated = typed.index[typed["paid_amount_minor"].notna() & typed["paid_date"].isna()]
    beside = payables.payments[payables.payments["source"].isin(_BESIDE)]["row"]
    return Doubts(
        undated=frozenset(int(row) for row in undated) & frozenset(beside.tolist()),
        unsettled=frozenset(
            one.named.entity_id
            for one in payables.astray
            if one.source == "bank" and not one.places
        ),
    )
