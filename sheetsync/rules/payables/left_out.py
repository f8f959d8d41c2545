"""Rows of Invoices that no figure holds because of their errors, and what they are worth."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sheetsync.tables.catalogue.payables import DIRECTION

_TOLD = ["direction", "entity_id", "number", "month", "amount_minor", "currency"]
_DEAD = ("void", "draft")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The invoices of one side that are out because of errors.

    Attributes:
        direction: "in" for invoices that we pay, "out" for those that partners pay.
        count: how many rows.
        sums_minor: minor units by currency, of the rows whose amount and currency could be read.
    """

    direction: Literal["in", "out"]
    count: int
    sums_minor: tuple[tuple[str, int], ...]


def rows_left_out(typed: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """The rows of Invoices that are out because of errors.

    Void rows, drafts and repeats are not among them: they are no debts. A row whose direction
    cannot be read is taken for one that we pay.

    Args:
        typed: all rows of Invoices, index = sheet row, bad cells missing.
        invoices: `Payables.invoices`.

    Returns:
        direction, entity_id, number, month, amount_minor, currency of those rows.

    Source: amendments.md 2, left out, but money.
    """
    is_told = typed.index.isin(invoices.index[(invoices["status"] != "error").to_numpy()])
    if is_told.all():
        return typed.loc[[], _TOLD]
    gone = typed[~is_told]
    gone = gone[~gone["state"].isin(_DEAD)]
    return gone[_TOLD].assign(direction=gone["direction"].fillna("in"))


def left_out(rows: pd.DataFrame) -> tuple[LeftOut, ...]:
    """What `rows_left_out` found, by the side that pays; a side without any is not told."""
    sides = {choice.code: rows[rows["direction"] == choice.code] for choice in DIRECTION}
    return tuple(
        LeftOut("out" if code == "out" else "in", len(side), _sums(side))
        for code, side in sides.items()
        if len(side)
    )


def _sums(rows: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Different currencies are never added, and what is below zero is no debt."""
    known = rows[(rows["amount_minor"] > 0).fillna(value=False) & rows["currency"].notna()]
    sums = known.groupby("currency")["amount_minor"].sum()
    return tuple((str(currency), int(minor)) for currency, minor in sums.items())
