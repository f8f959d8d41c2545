"""What the bank's tabs and Payments tell against Invoices and Legal entities (adoption.md P4)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payables.booked import Booked
from sheetsync.rules.payables.invoice_index import day_of
from sheetsync.rules.payables.ledger import first_told
from sheetsync.rules.payments.bank_accounts import plain_account
from sheetsync.rules.payments.bank_rows import DecidedLine, decided_lines
from sheetsync.rules.payments.instead import Bills, Refused, is_unchanged, shares_of
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import Hits
from sheetsync.tables.catalogue.payments import PAYING
from sheetsync.tables.locales import conventions

#: The bank books a payment so many days after people note it, at most.
_SAME_PAYMENT_DAYS = 3
#: Decisions beside which `instead` is read, and whether money is paid (1) or comes back (-1).
_SIGN = {**dict.fromkeys(PAYING, 1), "refund": -1}
_NO_HITS: Hits = pd.DataFrame()

Facts = dict[str, object]


def _hits(found: Iterable[tuple[int, Facts]]) -> Hits:
    """A finding a row of facts, all of the same names."""
    some = sorted(found, key=lambda one: one[0])
    if not some:
        return _NO_HITS
    return pd.DataFrame([facts for _, facts in some], index=[row for row, _ in some])


def typed_otherwise(book: Book) -> Hits:
    """A pair typed beside an invoice whose payments are booked, that says something else."""
    first = first_told(book.settings, book.bank)
    return _hits(_typed_otherwise(book, first))


def _typed_otherwise(book: Book, first: date | None) -> Iterator[tuple[int, Facts]]:
    for row, typed, booked in _beside_bookings(book):
        typed_on, typed_minor = day_of(typed["paid_date"]), typed["paid_amount_minor"]
        if typed_on is None or (first is not None and typed_on < first):
            continue
        minor = sum(one.amount_minor for one in booked)
        last = max((one.paid_on for one in booked if one.paid_on), default=None)
        stated = minor if pd.isna(typed_minor) else int(typed_minor)
        if stated != minor or typed_on != last:
            yield (
                row,
                {
                    "typed_minor": None if pd.isna(typed_minor) else int(typed_minor),
                    "typed_on": typed_on,
                    "booked_minor": minor,
                    "last_on": last,
                    "currency": typed["currency"],
                },
            )


def typed_undated(book: Book) -> Hits:
    """A sum without a day beside booked payments: nobody can say whether it is one of them."""
    return _hits(
        (row, {"currency": typed["currency"]})
        for row, typed, _ in _beside_bookings(book)
        if pd.isna(typed["paid_date"]) and not pd.isna(typed["paid_amount_minor"])
    )


def _beside_bookings(book: Book) -> Iterator[tuple[int, pd.Series, list[Booked]]]:
    """Each invoice that payments are booked for: its sheet row, what was typed, the payments."""
    by_place: dict[int, list[Booked]] = {}
    for one in book.booked:
        if len(one.places) == 1:
            by_place.setdefault(one.places[0], []).append(one)
    typed = book.invoice_rows.typed
    for place, booked in by_place.items():
        yield int(typed.index[place]), typed.iloc[place], booked


def cash_for_no_invoice(book: Book) -> Hits:
    """A row of Payments whose invoice is not in Invoices."""
    return _hits(_astray(book, "payments", is_several=False))


def cash_for_several(book: Book) -> Hits:
    """A row of Payments whose number several invoices have."""
    return _hits(_astray(book, "payments", is_several=True))


def entry_of_no_invoice(book: Book) -> Hits:
    """An entry of the Payment log whose invoice is there no more."""
    found = [*_astray(book, "bank", is_several=False), *_astray(book, "bank", is_several=True)]
    return _hits(found)


def _astray(book: Book, source: str, *, is_several: bool) -> Iterator[tuple[int, Facts]]:
    for one in book.booked:
        if one.source == source and len(one.places) != 1 and bool(one.places) == is_several:
            yield (
                one.row,
                {
                    "number": one.named.number,
                    "dated_on": one.named.day,
                    "amount_minor": one.amount_minor,
                    "currency": one.named.currency,
                },
            )


def instead_refused(book: Book) -> Hits:
    """Numbers written instead of a proposal that cannot be paid as they stand."""
    return _hits(_refused(book, [line for line in _lines(book) if line.instead]))


def _refused(book: Book, lines: list[DecidedLine]) -> Iterator[tuple[int, Facts]]:
    asked = [line for line in lines if line.decision in _SIGN and line.amount_minor > 0]
    if not asked:
        return
    bills, written = Bills(book.bills), conventions(book.as_read.locale)
    for line in asked:
        sign = _SIGN[line.decision]
        if line.logged.sums and is_unchanged(line, bills, written, sign):
            continue
        found = shares_of(line, bills, written, sign)
        if isinstance(found, Refused):
            yield line.row, {found.fault: found.piece}


def decision_waits(book: Book) -> Hits:
    """A decision that was about another proposal than the one that stands."""
    return _hits(
        (line.row, {"shown": line.proposed.proposal})
        for line in _lines(book)
        if line.logged.is_waiting and line.decision in _SIGN and not line.instead
    )


def _lines(book: Book) -> Iterable[DecidedLine]:
    return decided_lines(book.bank) if book.bank is not None else ()


def twice_paid(book: Book) -> Hits:
    """A row of Payments that the bank tells of as well."""
    cash = [one for one in book.booked if one.source == "payments" and len(one.places) == 1]
    if book.bank is None or not cash:
        return _NO_HITS
    told = {one.line_id: one for one in book.booked if one.source == "bank"}
    lines = list(decided_lines(book.bank))
    return _hits(_twice(cash, told, lines))


def _twice(
    cash: Iterable[Booked], told: Mapping[str, Booked], lines: Iterable[DecidedLine]
) -> Iterator[tuple[int, Facts]]:
    by_sum: dict[tuple[int, str], list[DecidedLine]] = {}
    for line in lines:
        by_sum.setdefault((line.amount_minor, line.currency), []).append(line)
    for one in cash:
        for line in by_sum.get((one.amount_minor, one.named.currency), ()):
            if _is_same(one, line, told.get(line.line_id)):
                yield one.row, {"bank_on": line.booked_on, "line_id": line.line_id}
                break


def _is_same(one: Booked, line: DecidedLine, entry: Booked | None) -> bool:
    """Whether a line of the bank is the payment that people entered: by day, side and invoice."""
    if not (one.paid_on and line.booked_on):
        return False
    if abs((one.paid_on - line.booked_on).days) > _SAME_PAYMENT_DAYS:
        return False
    if entry is not None:
        return entry.places == one.places
    is_open = not line.decision and line.direction(1) == one.named.direction
    return is_open and line.entity_id == one.named.entity_id


def paid_elsewhere(book: Book) -> Hits:
    """A legal entity whose account is not the one that we paid to last."""
    if book.bank is None:
        return _NO_HITS
    last = _last_accounts(book, book.bank.bank)
    rows = book.readable("entities", "account", "inn").dropna(subset=["entity_id", "account"])
    return _hits(
        (int(row), {"account": account, "bank_on": on})
        for row, entity_id, own in zip(rows.index, rows["entity_id"], rows["account"], strict=True)
        if (paid := last.get(entity_id)) and (account := paid[0]) != plain_account(own)
        for on in [paid[1]]
    )


def _last_accounts(book: Book, bank: pd.DataFrame) -> dict[str, tuple[str, date | None]]:
    """Where the last money to each legal entity went, and when."""
    entities = book.entities.reset_index()
    # A tax number that several have says nothing of one of them.
    sole = entities.dropna(subset=["inn"]).drop_duplicates("inn", keep=False)
    by_inn = dict(zip(sole["inn"], sole["entity_id"], strict=True))
    told = {one.line_id: one.named.entity_id for one in book.booked if one.source == "bank"}
    out = bank[(bank["flow"] == "out") & bank["their_account"].notna()]
    out = out.sort_values(["booked_on", "line_id"], kind="stable")
    last: dict[str, tuple[str, date | None]] = {}
    columns = (out[name].tolist() for name in ("line_id", "inn", "their_account", "booked_on"))
    for line_id, inn, account, on in zip(*columns, strict=True):
        entity_id: Any = told.get(line_id) or by_inn.get(inn)
        if entity_id:
            last[entity_id] = (plain_account(account), day_of(on))
    return last
