"""What the payments that are entered leave open: nobody knows then what is left to pay."""

from collections.abc import Collection
from dataclasses import dataclass

from sheetsync.rules.payables import Payables
from sheetsync.tables.catalogue.finding_codes import V_PAY_11
from sheetsync.tables.table import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What the entered payments leave open.

    Attributes:
        undated: sheet rows of invoices with a typed sum without a day beside bank rows (V-PAY-11).
        unsettled: entities with a payment of the log that pays no one invoice (V-PAY-10).
    """

    undated: Collection[int] = ()
    unsettled: Collection[str] = ()


def payment_doubts(tables: Tables, payables: Payables) -> Doubts:
    """The doubts of a workbook.

    Args:
        tables: with the findings of validation.
        payables: with the payments that pay no invoice.

    Source: adoption.md P1, V-PAY-10, V-PAY-11.
    """
    return Doubts(
        undated=frozenset(
            finding.row
            for finding in tables.findings
            if finding.code == V_PAY_11 and finding.row is not None
        ),
        unsettled=frozenset(one.named.entity_id for one in payables.astray if one.source == "bank"),
    )
