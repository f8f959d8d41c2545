"""What the journal remembers an invoice by: the same on every run, another for every invoice."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sheetsync.tables.document_numbers import folded_number, number_key, strict_numbers

_JOINT = "/"


def invoice_marks(invoices: pd.DataFrame) -> pd.DataFrame:
    """The mark of each invoice: direction, entity, number and year.

    Invoices that share these, and those without a number, are told apart by day and amount. The
    first of a number keeps the plain mark, by which earlier versions know it.

    Args:
        invoices: `Payables.invoices`, so that paying one changes the mark of no other.

    Returns:
        mark, and mark_before: what versions knew it by that told dashes of two kinds apart.

    Source: amendments.md 1, dashes; 2, no number; one number, several rows.
    """
    ordered = invoices.sort_values("invoice_date", kind="stable")
    strict = strict_numbers([str(number) for number in ordered["number"]])
    seen: set[str] = set()
    marks: list[tuple[str, str]] = []
    for row, typed in zip(ordered.to_dict("records"), strict, strict=True):
        number = str(row["number"])
        mark, before = _plain(row, number_key(number)), _plain(row, typed)
        if folded_number(number) is None or mark in seen:
            day = row["invoice_date"].date().isoformat()
            mark = _JOINT.join((mark, day, str(row["amount_minor"])))
            before = mark
        seen.add(mark)
        marks.append((mark, before))
    return pd.DataFrame(marks, ordered.index, ["mark", "mark_before"], dtype="str")


def _plain(row: Mapping[Hashable, Any], number: str) -> str:
    parts = (row["direction"], row["entity_id"], number, row["invoice_date"].year)
    return _JOINT.join(map(str, parts))
