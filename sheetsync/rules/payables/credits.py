"""Which invoice a credit note corrects, and what it takes off."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.duplicates import has_wrong_sign
from sheetsync.rules.payables.grouping import (
    Numbers,
    Truths,
    day_numbers,
    group_numbers,
    joint_numbers,
)

#: What a credit note and its invoice have in common, besides the number.
_SHARED = ("direction", "entity_id", "currency")
#: Room for every day of a spreadsheet beside a group's number: 2 ** 22 days are 11,000 years.
_DAY_BITS = 22
#: Moves the year 0 to zero, so that days before 1970 sort too.
_DAY_ZERO = 719_528


def credits_of(invoices: pd.DataFrame, counts: Truths | None = None) -> pd.Series:
    """The invoice that each credit note corrects.

    Direction, entity, currency and number agree. Of several invoices of that number it is the one
    with the latest date that is not after the credit note's; when all of them are later, none is.
    Invoices with a wrong sign are not corrected.

    Args:
        invoices: rows of Invoices with `number_key` and `ref_key` (see `with_number_keys`), index =
            sheet row.
        counts: which of them count (are live, not repeated); all when not given.

    Returns:
        One row a credit note that counts, index its sheet row: the invoice's sheet row as
        ``Int64``, missing when no invoice is found (V-INV-09).

    Source: workbook-and-rules.md 3.1.
    """
    is_note = invoices["kind"] == "credit_note"
    is_sound = ~is_note & ~has_wrong_sign(invoices)
    if counts is not None:
        is_note, is_sound = is_note & counts, is_sound & counts
    compared = invoices[["number_key", "ref_key", "invoice_date"]].assign(
        shared=joint_numbers(*(invoices[name] for name in _SHARED))
    )
    notes = compared[is_note]
    # Few invoices are ever corrected; only those whose number is named are looked at.
    named = notes.loc[notes["ref_key"] >= 0, "ref_key"]
    candidates = compared[is_sound & compared["number_key"].isin(named)]
    if notes.empty or candidates.empty:
        return pd.Series(pd.NA, index=notes.index, dtype="Int64")
    places = _places(candidates, notes)
    # Sheet rows are taken by place; -1 stands for none.
    rows = pd.array(candidates.index.to_numpy()[places], dtype="Int64")
    rows[places < 0] = pd.NA
    return pd.Series(rows, index=notes.index)


def credited_minor(invoices: pd.DataFrame, credited: pd.Series) -> pd.Series:
    """The sum of the credit notes of each invoice, whatever sign they were typed with.

    Args:
        invoices: rows of Invoices.
        credited: what `credits_of` returns.

    Returns:
        Minor units a row of `invoices`, 0 without credit notes.
    """
    found = credited.dropna()
    sums = np.zeros(len(invoices), dtype=np.int64)
    sizes = invoices["amount_minor"].loc[found.index].abs().to_numpy(dtype=np.int64)
    np.add.at(sums, invoices.index.get_indexer(pd.Index(found, dtype="int64")), sizes)
    return pd.Series(sums, index=invoices.index)


def _places(candidates: pd.DataFrame, notes: pd.DataFrame) -> Numbers:
    """The place among the candidates that each note corrects, -1 for none."""
    groups = group_numbers(
        np.append(candidates["shared"], notes["shared"]),
        pd.concat([candidates["number_key"], notes["ref_key"]], ignore_index=True),
    )
    days = _DAY_ZERO + np.concatenate(
        [day_numbers(candidates["invoice_date"]), day_numbers(notes["invoice_date"])]
    )
    moments = (groups << _DAY_BITS) + days
    order = np.argsort(moments[: len(candidates)], kind="stable")
    ordered = moments[order]
    group = groups[len(candidates) :] << _DAY_BITS
    first = np.searchsorted(ordered, group)
    count = np.searchsorted(ordered, group + (1 << _DAY_BITS)) - first
    upto = np.searchsorted(ordered, moments[len(candidates) :], side="right")
    found = np.where(count == 1, first, upto - 1)
    found[(count == 0) | (found < first)] = -1
    return np.where(found < 0, -1, order[found])
