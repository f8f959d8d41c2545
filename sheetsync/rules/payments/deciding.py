"""What decisions about lines of the bank do: new entries of the Payment log.

Source: adoption.md P1, "What a run does with a decision".
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from sheetsync.rules.payables.booked import BankTabs, LogSum
from sheetsync.rules.payables.invoice_index import Named
from sheetsync.rules.payments.bank_rows import DecidedLine, decided_lines
from sheetsync.rules.payments.instead import Bills, Refused, Shares, is_unchanged, shares_of
from sheetsync.rules.payments.proposals import Part
from sheetsync.tables.catalogue.payments import PAYING, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.locales import Conventions
from sheetsync.tables.settings.keys import Settings

_REFUND = "refund"
_INSTEAD = "instead"
_AUTO = "auto"
#: What a yes, and the word refund, find frozen already. A decision that was written out in numbers
#: is another one.
_FROZEN_BY = frozenset({"yes", _AUTO, _REFUND})
#: Stands for the invoices of a decision that waits.
NO_NUMBER = "–"

Entry = dict[str, Any]


class _Waits:
    """The decision is about a proposal that is not the one that stands."""


_WAITS = _Waits()
#: What a line is to pay: nothing, these shares, or nobody knows yet; None leaves it as it is.
Wish = tuple[str, Shares] | _Waits | None
_NOTHING: Wish = ("", {})


def new_entries(
    tabs: BankTabs, invoices: pd.DataFrame, settings: Settings, written: Conventions
) -> pd.DataFrame:
    """The entries that the Payment log lacks, in the order of the lines by day.

    A yes freezes the proposal as it stands in the same snapshot. A yes about another one, or about
    none, is logged as waiting, and stays so until the decision is cleared or `instead` is filled. A
    decision that was changed or withdrawn is taken back first. With Settings.payments_auto, exact
    proposals for lines that nobody decided on are frozen too, once. What was frozen stays.

    Args:
        tabs: as the snapshot shows them.
        invoices: `Payables.invoices` of the same snapshot.
        settings: payments_auto is used.
        written: how numbers are written in the spreadsheet's locale.

    Returns:
        The columns of the tab by code but run_id and at, which are missing. Appended and read
        again, the log lacks nothing.
    """
    bills = Bills(invoices)
    is_auto = settings.payments_auto == "exact"
    entries = [
        entry
        for line in decided_lines(tabs)
        for entry in _entries(line, _wish(line, bills, written, is_auto=is_auto), bills)
    ]
    return typed_frame(PAYMENT_LOG.columns, entries)


def _wish(line: DecidedLine, bills: Bills, written: Conventions, *, is_auto: bool) -> Wish:
    """What the line is to pay."""
    if not line.is_readable:
        return None
    if not line.decision:
        return _undecided(line, bills, is_auto=is_auto)
    is_refund = line.decision == _REFUND
    if line.decision not in PAYING and not is_refund:
        return _NOTHING
    if not (line.amount_minor > 0 and line.flow and line.currency):
        return None
    if line.instead:
        return _written_out(line, bills, written, sign=-1 if is_refund else 1)
    return _as_proposed(line, bills, is_refund=is_refund)


def _undecided(line: DecidedLine, bills: Bills, *, is_auto: bool) -> Wish:
    """What nobody decided on is paid by itself once, if at all; what was taken back is not."""
    if line.logged.said == _AUTO and line.logged.sums:
        return None
    if is_auto and not line.logged.revision and line.proposed.level == "exact":
        wish = _frozen(line, bills, _AUTO)
        return None if isinstance(wish, _Waits) else wish
    return _NOTHING


def _written_out(line: DecidedLine, bills: Bills, written: Conventions, *, sign: int) -> Wish:
    if line.logged.sums and is_unchanged(line, bills, written, sign):
        return None
    shares = shares_of(line, bills, written, sign)
    return None if isinstance(shares, Refused) else (_INSTEAD, shares)


def _as_proposed(line: DecidedLine, bills: Bills, *, is_refund: bool) -> Wish:
    sums = [one.amount_minor for one in line.logged.sums]
    is_same = line.logged.said in _FROZEN_BY and not (is_refund and max(sums, default=0) > 0)
    if line.logged.is_waiting or (sums and is_same):
        return None
    # A refund of which nobody knows the payment takes back none.
    if is_refund and not _takes_back(line.proposed.parts):
        return _NOTHING
    return _frozen(line, bills, line.decision)


def _takes_back(parts: Iterable[Part] | None) -> bool:
    return any(part.amount_minor < 0 for part in parts or ())


def _frozen(line: DecidedLine, bills: Bills, said: str) -> Wish:
    """The proposal as it stands; it waits where it names what is no invoice any more."""
    shares: dict[int, int] = {}
    for part in line.standing or ():
        direction = line.direction(part.amount_minor)
        named = Named(line.entity_id, direction, line.currency, part.number, part.invoice_date)
        place = bills.one(named)
        if place is None or place in shares:
            return _WAITS
        shares[place] = part.amount_minor
    is_whole = abs(sum(shares.values())) <= line.amount_minor
    return (said, shares) if shares and is_whole else _WAITS


def _entries(line: DecidedLine, wish: Wish, bills: Bills) -> Iterator[Entry]:
    """What is taken back, then what is entered, each in revisions of its own."""
    if wish is None:
        return
    said, shares = ("yes", {}) if isinstance(wish, _Waits) else wish
    back = [_taken_back(line, one) for one in line.logged.sums]
    new = [_paid(line, bills.rows.iloc[place], minor, said) for place, minor in shares.items()]
    if isinstance(wish, _Waits):
        new = [_about_nothing(line, "waiting")]
    elif not new and line.logged.is_waiting:
        new = [_about_nothing(line, "reversed")]
    bills.book(line, shares)
    revision = line.logged.revision
    for some in (*_revisions(back), *_revisions(new)):
        revision += 1
        yield from ({"line_id": line.line_id, "revision": revision, **entry} for entry in some)


def _revisions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries in sets without two of one number: line, revision and number are the key."""
    left = list(entries)
    while left:
        numbers = [entry["number"] for entry in left]
        is_first = [numbers.index(number) == at for at, number in enumerate(numbers)]
        yield [entry for entry, first in zip(left, is_first, strict=True) if first]
        left = [entry for entry, first in zip(left, is_first, strict=True) if not first]


def _paid(line: DecidedLine, invoice: pd.Series, minor: int, said: str) -> Entry:
    return {
        "number": invoice["number"],
        "entity_id": invoice["entity_id"],
        "direction": invoice["direction"],
        "invoice_date": invoice["invoice_date"],
        "amount_minor": abs(minor),
        "currency": line.currency,
        "paid_on": line.booked_on,
        "state": "applied" if minor > 0 else "reversed",
        "said": said,
    }


def _taken_back(line: DecidedLine, one: LogSum) -> Entry:
    """The opposite of what is in force, of the same day: at no day was it paid."""
    return {
        "number": one.named.number,
        "entity_id": one.named.entity_id,
        "direction": one.named.direction,
        "invoice_date": one.named.day,
        "amount_minor": abs(one.amount_minor),
        "currency": one.named.currency,
        "paid_on": one.paid_on,
        "state": "reversed" if one.amount_minor > 0 else "applied",
        "said": line.logged.said,
    }


def _about_nothing(line: DecidedLine, state: str) -> Entry:
    """An entry without an invoice: a decision begins to wait, or has ceased to."""
    return {"number": NO_NUMBER, "state": state, "said": "yes", "currency": line.currency}
