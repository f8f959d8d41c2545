"""The fields of an MT940 that hold balances, movements and purposes, read by mt-940."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sheetsync.files.statements.references import is_reference
from sheetsync.tables.bank_lines import Flow
from sheetsync.tables.bank_texts import bank_text

if TYPE_CHECKING:
    from mt940.models import Transactions

_MINOR_PER_MAJOR = 100
#: A line so long was cut by its length, not at a word.
_FULL_LINE, _FULL_PART = 65, 27
#: Where parts of a structured purpose begin: ?20, ?21 …
_PART = re.compile(r"\?\d{2}")
#: mt-940 says of a field that it does not know: RuntimeError; of a day that is none, ValueError.
_UNREADABLE = (RuntimeError, ValueError, InvalidOperation)


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance in minor units, below zero where it is owed."""

    minor: int
    currency: str
    day: date


@dataclass(frozen=True, slots=True)
class Movement:
    """A field :61:."""

    booked_on: date
    flow: Flow
    amount_minor: int
    is_reversal: bool
    doc_no: str
    bank_ref: str
    details: str


def read_balance(tag: str, text: str) -> Balance | None:
    """A balance of field 60 or 62, below zero where it is owed; None for what is none."""
    try:
        (found,) = _collection(f":{tag}:{text.strip()}").data.values()
        amount, day = found.amount, found.date
        minor = _minor(amount.amount)
    except _UNREADABLE:
        return None
    return Balance(minor, amount.currency.upper(), date(day.year, day.month, day.day))


def read_movement(lines: Sequence[str]) -> Movement | None:
    """A movement of field 61; None for what is none."""
    try:
        data = _collection(":61:" + "\n".join(lines))[0].data
        minor = _minor(data["amount"].amount)
    except _UNREADABLE:
        return None
    entry = data.get("entry_date")
    day = entry if isinstance(entry, date) else data["date"]
    reference = data.get("customer_reference") or ""
    # A reference of more than 16 signs hides the bank's own behind it (wolph/mt940#111).
    bank_ref = data.get("bank_reference") or lines[0].partition("//")[2]
    return Movement(
        booked_on=date(day.year, day.month, day.day),
        flow="in" if minor > 0 else "out",
        amount_minor=abs(minor),
        is_reversal=str(data["status"]).upper().startswith("R"),
        doc_no=bank_text(reference) if is_reference(reference) else "",
        bank_ref=bank_text(bank_ref) if is_reference(bank_ref) else "",
        details=bank_text(" ".join(lines[1:])),
    )


def purpose_of(lines: Sequence[str]) -> str:
    """A field 86 as one text: its parts differ from bank to bank (wolph/mt940#23)."""
    text = _joined(lines, _FULL_LINE)
    return bank_text(_joined(_PART.split(text), _FULL_PART))


def _joined(parts: Sequence[str], full: int) -> str:
    """Parts in one; one that is full was cut amid a word."""
    return "".join(part if len(part) >= full else f"{part} " for part in parts)


def _minor(amount: Decimal) -> int:
    """Minor units.

    Raises:
        ValueError: it is finer than they are.
    """
    minor = amount * _MINOR_PER_MAJOR
    if minor != minor.to_integral_value():
        raise ValueError(amount)
    return int(minor)


def _collection(text: str) -> "Transactions":
    """What mt-940 makes of one field."""
    import mt940  # noqa: PLC0415  # a statement in this format alone needs it

    # It logs the whole of a field that it cannot read; we tell of it ourselves.
    logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
    found = mt940.models.Transactions(options=mt940.Options.all())
    found.parse(text)
    return found
