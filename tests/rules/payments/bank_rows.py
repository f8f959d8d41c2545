"""Rows of the bank's tabs for tests, told as a person would tell them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payables.booked import BankTabs
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame

#: The day that the bank tells of first, where a test says nothing else.
FIRST = "2026-03-01"


def line(line_id: str, amount: float = 0, **more: Any) -> dict[str, Any]:
    """A line of the tab Bank: money that left us, in rubles."""
    return {
        "line_id": line_id,
        "booked_on": pd.Timestamp(more.pop("on", FIRST)),
        "account": "40702810000000000001",
        "flow": "out",
        "amount_minor": round(amount * 100),
        "currency": "RUB",
        **more,
    }


def match(line_id: str, proposal: str, **more: Any) -> dict[str, Any]:
    """A row of Matches; "" proposes nothing."""
    known = {"line_id": line_id, "proposal": proposal or None, "level": "exact", "entity_id": "E-1"}
    return {**known, **more}


def entry(
    line_id: str, number: str, amount: float, on: str, state: str = "applied", **more: Any
) -> dict[str, Any]:
    """An entry of the Payment log about an invoice of E-1 dated 16 March."""
    return {
        "line_id": line_id,
        "revision": 1,
        "number": number,
        "entity_id": "E-1",
        "direction": "in",
        "invoice_date": pd.Timestamp(more.pop("dated", "2026-03-16")),
        "amount_minor": round(amount * 100),
        "currency": "RUB",
        "paid_on": pd.Timestamp(on),
        "state": state,
        "said": "yes",
        **more,
    }


def bank_tabs(
    lines: Iterable[dict[str, Any]] = (),
    log: Iterable[dict[str, Any]] = (),
    matches: Iterable[dict[str, Any]] = (),
    **more: Any,
) -> BankTabs:
    """The bank's tabs with these rows."""
    return BankTabs(
        typed_frame(BANK.columns, list(lines)),
        typed_frame(MATCHES.columns, list(matches)),
        typed_frame(PAYMENT_LOG.columns, list(log)),
        **more,
    )


def from_day(first: str = FIRST) -> list[dict[str, Any]]:
    """One line that tells of nothing but the first day that the bank knows."""
    return [line("L-0", on=first)]


def day(text: str) -> date:
    return date.fromisoformat(text)
