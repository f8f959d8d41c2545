"""Money of the bank that pays no invoice yet, once an invoice has come that it may pay.

Source: adoption.md P4: «Overpaid part: `left_over`, decision `advance`, listed when the entity's
next invoice comes».
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day
from sheetsync.language.money import NBSP, money
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payments.bank_rows import DecidedLine, decided_lines
from sheetsync.rules.payments.counterparty import Directory
from sheetsync.rules.payments.unpaid_books import Books
from sheetsync.tables.catalogue.payments import PAYING

_ADVANCE = "advance"
_AUTO = "auto"
_WHOSE = ("their_account", "inn", "kpp", "counterparty")
#: So many invoices of one advance are named.
_NAMED = 3
_WHOLE_LINE = Phrase(
    ru="Аванс {entity_id} {sum} от {day}: {invoices}",
    en="Advance {entity_id} {sum} of {day}: {invoices}",
)
_LEFT_OVER = Phrase(
    ru="Переплата {entity_id} {sum} от {day}: {invoices}",
    en="Overpaid {entity_id} {sum} of {day}: {invoices}",
)
_ONE = Phrase(ru="пришёл счёт {numbers}", en="invoice {numbers} has come")
_SEVERAL = Phrase(ru="пришли счета {numbers}", en="invoices {numbers} have come")
_MORE = Phrase(ru="{numbers} и ещё {count}", en="{numbers} and {count} more")
_NUMBER = Phrase(ru="№{space}{number}", en="no.{space}{number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Money of a line that pays no invoice, as people decided.

    Attributes:
        booked_on: the line's day.
        amount_minor: what of the line pays nothing, above 0.
        direction: of the invoices that it may pay.
        is_rest: whether the line pays invoices, and this is what is left over.
        entity_id: whose invoices the line pays; "" where it pays none.
        whose: their account, INN, KPP and name, as the bank tells them.
    """

    line_id: str
    booked_on: date
    amount_minor: int
    currency: str
    direction: str
    is_rest: bool
    entity_id: str
    whose: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledAdvance:
    """Money that was kept, and the invoices that have come since.

    Attributes:
        entity_id: as the tab Legal entities spells it.
        amount_minor: what pays nothing yet.
        is_rest: see `Kept`.
        numbers: of the unpaid invoices, the oldest first; never blank.
    """

    line_id: str
    booked_on: date
    entity_id: str
    amount_minor: int
    currency: str
    is_rest: bool
    numbers: tuple[str, ...]

    def said(self, lang: Lang) -> str:
        """It in one line, for lists."""
        named = ", ".join(
            _NUMBER.said(lang, space=NBSP, number=number) for number in self.numbers[:_NAMED]
        )
        more = len(self.numbers) - _NAMED
        numbers = _MORE.said(lang, numbers=named, count=more) if more > 0 else named
        return (_LEFT_OVER if self.is_rest else _WHOLE_LINE).said(
            lang,
            entity_id=self.entity_id,
            sum=money(self.amount_minor, self.currency, lang),
            day=line_day(self.booked_on, lang),
            invoices=(_SEVERAL if len(self.numbers) > 1 else _ONE).said(lang, numbers=numbers),
        )


def kept_money(tabs: BankTabs, tolerance_minor: int) -> tuple[Kept, ...]:
    """What lines of the bank hold that pays nothing: advances, and rests of lines that pay.

    A rest is what the Payment log does not use of a line whose yes it has noted; until it has, the
    line is not over. The oldest first.

    Args:
        tabs: as the snapshot shows them.
        tolerance_minor: so little is no rest (Settings.bank_tolerance).
    """
    whose = _whose(tabs.bank)
    return tuple(
        kept for line in decided_lines(tabs) for kept in _kept(line, whose, tolerance_minor)
    )


def called_advances(
    kept: Sequence[Kept], entities: pd.DataFrame, invoices: pd.DataFrame
) -> tuple[CalledAdvance, ...]:
    """Those of whose legal entity an unpaid invoice has come since, in the same order.

    It is of the direction that the money pays, of its currency, and not dated before it: an older
    one was there to be chosen. Once the line pays it, or it is paid otherwise, nothing is called.

    Args:
        kept: see `kept_money`.
        entities: rows of the tab Legal entities.
        invoices: `Payables.invoices` of the same snapshot.
    """
    directory, books = Directory(entities), Books(invoices)
    return tuple(called for one in kept for called in _called(one, directory, books))


def _kept(
    line: DecidedLine, whose: Mapping[str, tuple[str, str, str, str]], tolerance_minor: int
) -> Iterator[Kept]:
    paid_minor = sum(one.amount_minor for one in line.logged.sums if one.amount_minor > 0)
    is_advance = line.decision == _ADVANCE
    is_noted_by_itself = not line.decision and line.logged.said == _AUTO
    is_rest = bool(paid_minor) and (line.decision in PAYING or is_noted_by_itself)
    rest_minor = line.amount_minor - paid_minor
    is_kept = line.is_readable and (is_advance or is_rest) and rest_minor > tolerance_minor
    if is_kept and line.booked_on:
        yield Kept(
            line_id=line.line_id,
            booked_on=line.booked_on,
            amount_minor=rest_minor,
            currency=line.currency,
            direction=line.direction(1),
            is_rest=is_rest,
            entity_id=line.entity_id,
            whose=whose[line.line_id],
        )


def _called(kept: Kept, directory: Directory, books: Books) -> Iterator[CalledAdvance]:
    entity_id = kept.entity_id or _owner(kept, directory)
    book = books.book(entity_id, kept.direction, kept.currency)
    came = [one for one in book.invoices if one.invoice_date >= kept.booked_on]
    if came:
        yield CalledAdvance(
            line_id=kept.line_id,
            booked_on=kept.booked_on,
            entity_id=entity_id,
            amount_minor=kept.amount_minor,
            currency=kept.currency,
            is_rest=kept.is_rest,
            numbers=tuple(one.number for one in sorted(came, key=lambda one: one.invoice_date)),
        )


def _owner(kept: Kept, directory: Directory) -> str:
    """Whose money it is, "" where nobody knows: Matches tells only of undecided lines."""
    found = directory.find(*kept.whose)
    return found.entity_id if found else ""


def _whose(bank: pd.DataFrame) -> Mapping[str, tuple[str, str, str, str]]:
    rows = bank.dropna(subset=["line_id"]).drop_duplicates("line_id")
    account, inn, kpp, name = (rows[one].astype("str").fillna("").tolist() for one in _WHOSE)
    told = zip(account, inn, kpp, name, strict=True)
    return dict(zip(rows["line_id"].tolist(), told, strict=True))
