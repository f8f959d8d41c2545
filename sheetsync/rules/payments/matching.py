"""What the undecided lines of the bank pay: each line against its legal entity's unpaid invoices.

A closed world: not "find a number in the text" but "which of this entity's unpaid invoices does the
text name". Source: adoption.md P4.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.payments import why_words as why
from sheetsync.rules.payments.classes import LineClass, LineFacts, OurSide, class_of
from sheetsync.rules.payments.counterparty import Counterparty, Directory
from sheetsync.rules.payments.levels import (
    Level,
    Match,
    Resolved,
    by_loose,
    by_numbers,
    by_sum,
    capped,
    resolved,
)
from sheetsync.rules.payments.purpose import Named, folded_purpose, read_folded
from sheetsync.rules.payments.refunds import PaidBooks
from sheetsync.rules.payments.unpaid_books import NO_BOOK, Book, Books

#: Money that comes in pays invoices to partners, and the other way round.
_PAID_BY = {"in": "out", "out": "in"}
_SAID_OF = {
    LineClass.OWN: why.OWN,
    LineClass.BUDGET: why.BUDGET,
    LineClass.FEE: why.FEE,
    LineClass.SALARY: why.SALARY,
}
_TEXTS = (
    "line_id", "flow", "currency", "counterparty", "inn", "kpp", "their_account", "purpose", "mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What lines are matched against.

    Attributes:
        invoices: what `Payables.invoices` holds.
        entities: rows of the tab Legal entities.
        log: rows of the Payment log.
        ours: our accounts and banks.
        tolerance_minor: by so much sums may differ and are equal all the same.
    """

    invoices: pd.DataFrame
    entities: pd.DataFrame
    log: pd.DataFrame
    ours: OurSide
    tolerance_minor: int = 0


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """A line and what it may pay.

    Attributes:
        entity_id: the legal entity on the other side, "" where nobody knows.
    """

    line_id: str
    entity_id: str
    currency: str
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line, as it is matched."""

    line_id: str
    booked_on: date | None
    minor: int
    flow: str
    currency: str
    counterparty: str
    inn: str
    their_account: str
    mark: str
    purpose: str
    who: Counterparty | None
    named: tuple[Named, ...]
    book: Book
    found: Resolved

    @property
    def amount(self) -> why.Amount:
        return why.Amount(self.minor, self.currency)

    @property
    def is_readable(self) -> bool:
        return bool(self.booked_on and self.minor > 0 and self.currency and self.flow)

    @property
    def turn(self) -> tuple[bool, date, str]:
        """Who comes first gets what two want: who names an invoice, then who was booked first."""
        return not self.found.known, self.booked_on or date.max, self.line_id


def matched_lines(lines: pd.DataFrame, against: Against) -> list[MatchedLine]:
    """What each undecided line may pay, in the order of the lines.

    Two lines that want the same: the one that names the invoice gets it, of two that do or do not
    the one booked earlier, then the one whose id comes first. The order of the sheet is nothing.

    Args:
        lines: undecided rows of the tab Bank.
        against: the invoices and whom they are of.
    """
    books, paid = Books(against.invoices), PaidBooks(against.log)
    read = list(_read(lines, books, Directory(against.entities)))
    matches: dict[int, Match] = {}
    for place in sorted(range(len(read)), key=lambda place: read[place].turn):
        line = read[place]
        match = _match(line, paid, against)
        for invoice, minor in match.claims:
            invoice.rest_minor -= minor
            invoice.claimed_by = line.line_id
        matches[place] = match
    return [
        MatchedLine(
            line.line_id, line.who.entity_id if line.who else "", line.currency, matches[at]
        )
        for at, line in enumerate(read)
    ]


def _read(lines: pd.DataFrame, books: Books, directory: Directory) -> Iterator[_Line]:
    columns = {name: lines[name].astype("str").fillna("").tolist() for name in _TEXTS}
    days = [None if pd.isna(day) else day for day in lines["booked_on"].dt.date]
    sums = lines["amount_minor"].fillna(0).tolist()
    folded = [folded_purpose(text) for text in columns["purpose"]]
    named = read_folded(folded)
    for place, (line_id, flow, currency, name, inn, kpp, account, _, mark) in enumerate(
        zip(*columns.values(), strict=True)
    ):
        who = directory.find(account, inn, kpp, name)
        book = books.book(who.entity_id, _PAID_BY.get(flow, ""), currency) if who else NO_BOOK
        minor = int(sums[place])
        yield _Line(
            line_id=line_id,
            booked_on=days[place],
            minor=minor,
            flow=flow,
            currency=currency,
            counterparty=name,
            inn=inn,
            their_account=account,
            mark=mark,
            purpose=folded[place],
            who=who,
            named=named[place],
            book=book,
            found=resolved(named[place], book, minor),
        )


def _match(line: _Line, paid: PaidBooks, against: Against) -> Match:
    if not line.is_readable:
        return Match(Level.NONE, (why.UNREADABLE,))
    is_class = class_of(_facts(line), against.ours)
    if is_class is LineClass.REFUND:
        return _refund(line, paid)
    if is_class is not None:
        return Match(Level.NONE, (_SAID_OF[is_class],))
    if line.who is None:
        return Match(Level.NONE, (why.UNKNOWN,))
    if _is_from_payee(line, line.who, paid):
        refund = _refund(line, paid)
        return refund if refund.parts else Match(Level.NONE, (why.IN_FROM_PAYEE,))
    return capped(_payment(line, against.tolerance_minor), line.who)


def _payment(line: _Line, tolerance_minor: int) -> Match:
    if line.found.known:
        return by_numbers(line.amount, line.found, tolerance_minor)
    if line.named:
        return by_loose(line.amount, line.found, line.book, tolerance_minor)
    return by_sum(line.amount, line.book, tolerance_minor)


def _refund(line: _Line, paid: PaidBooks) -> Match:
    """Money that comes back: it has the direction of the invoices that were paid."""
    part = line.who and paid.take_back(
        line.who.entity_id, line.flow, line.currency, line.named, line.minor
    )
    if not part or not line.who:
        return Match(Level.NONE, (why.REFUND,))
    said = why.REFUND_OF.given(numbers=part.number)
    return capped(Match(Level.LIKELY, (said,), refunds=(part,)), line.who)


def _is_from_payee(line: _Line, who: Counterparty, paid: PaidBooks) -> bool:
    """Whether money came in from one whom we pay and who owes us nothing."""
    has_been_paid = paid.has_any(who.entity_id, "in", line.currency)
    return line.flow == "in" and has_been_paid and not line.book.invoices


def _facts(line: _Line) -> LineFacts:
    return LineFacts(
        line.mark,
        line.counterparty,
        line.inn,
        line.their_account,
        line.purpose,
        is_partner=line.who is not None and line.who.is_sure,
        names_unpaid=bool(line.found.known),
    )
