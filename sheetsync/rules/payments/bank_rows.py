"""The lines of the bank with what people decided and what was proposed to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payables.invoice_index import day_of
from sheetsync.rules.payments.logged import NEVER, Logged, logged_lines
from sheetsync.rules.payments.proposals import Part, parts_of

_TEXTS = ("line_id", "flow", "currency", "inn", "proposal", "decision", "instead")
_MATCH = ("proposal", "level", "entity_id", "was")
#: Money that leaves us pays invoices to us, and what comes in pays ours; what is taken back goes
#: the other way.
_PAID_BY = {"out": "in", "in": "out"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row of Matches, "" for what is blank."""

    proposal: str = ""
    level: str = ""
    entity_id: str = ""
    was: str = ""

    @property
    def parts(self) -> tuple[Part, ...] | None:
        """The proposal read; None for what is none."""
        return parts_of(self.proposal)


_NOTHING = Proposed()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """A line of the bank, "" for what is blank.

    Attributes:
        row: its sheet row.
        shown: the proposal as the tab Bank shows it.
        is_readable: the decision is blank or one of the list's.
        proposed: what Matches proposes.
        logged: what the Payment log says of it.
    """

    row: int
    line_id: str
    booked_on: date | None
    flow: str
    amount_minor: int
    currency: str
    inn: str
    shown: str
    decision: str
    instead: str
    is_readable: bool
    proposed: Proposed
    logged: Logged

    @property
    def entity_id(self) -> str:
        """Who is on the other side; "" where nobody knows."""
        return self.proposed.entity_id or self.logged.entity_id

    def direction(self, sign: int) -> str:
        """The direction of the invoices that it pays (1), or that it takes a payment back of."""
        paid = _PAID_BY.get(self.flow, "")
        return paid if sign > 0 else _PAID_BY.get(paid, "")

    @property
    def standing(self) -> tuple[Part, ...] | None:
        """The proposal as it stands, if a yes can be about nothing else; None else.

        Source: adoption.md P1: it waits if the shown one is blank or not the one in Matches, or if
        the last publication changed it: the yes may be older.
        """
        parts = self.proposed.parts
        if not parts or parts_of(self.shown) != parts:
            return None
        was = self.proposed.was
        return parts if not was or parts_of(was) == parts else None


def decided_lines(tabs: BankTabs) -> Iterator[DecidedLine]:
    """The lines of the bank by day; of two rows with one id, the first.

    Args:
        tabs: as the snapshot shows them.
    """
    logged, proposed = logged_lines(tabs.log), _proposed(tabs.matches)
    rows = tabs.bank.dropna(subset=["line_id"]).drop_duplicates("line_id")
    rows = rows.sort_values(["booked_on", "line_id"], kind="stable")
    columns = [_texts(rows, name) for name in _TEXTS]
    days = [day_of(day) for day in rows["booked_on"]]
    sums = rows["amount_minor"].fillna(0).astype("int64").tolist()
    for row, day, minor, texts in zip(
        rows.index.tolist(), days, sums, zip(*columns, strict=True), strict=True
    ):
        line_id, flow, currency, inn, shown, decision, instead = texts
        yield DecidedLine(
            row=row,
            line_id=line_id,
            booked_on=day,
            flow=flow,
            amount_minor=minor,
            currency=currency,
            inn=inn,
            shown=shown,
            decision=decision,
            instead=instead,
            is_readable=row not in tabs.unread,
            proposed=proposed.get(line_id, _NOTHING),
            logged=logged.get(line_id, NEVER),
        )


def _proposed(matches: pd.DataFrame) -> Mapping[str, Proposed]:
    rows = matches.dropna(subset=["line_id"]).drop_duplicates("line_id")
    columns = zip(*(_texts(rows, name) for name in _MATCH), strict=True)
    return {
        line_id: Proposed(*texts)
        for line_id, texts in zip(_texts(rows, "line_id"), columns, strict=True)
    }


def _texts(rows: pd.DataFrame, name: str) -> list[str]:
    return rows[name].astype("str").fillna("").tolist()
