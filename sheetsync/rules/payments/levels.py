"""How sure it is what one line of the bank pays: exact, likely, possible, none.

Source: adoption.md P4, the table of levels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sheetsync.language import Phrase
from sheetsync.language.phrases import Sayable
from sheetsync.rules.payments import why_words as why
from sheetsync.rules.payments.counterparty import Counterparty, KnownBy
from sheetsync.rules.payments.proposals import Part
from sheetsync.rules.payments.purpose import Named
from sheetsync.rules.payments.unpaid_books import Book, Set, UnpaidInvoice, sets_of

#: A day typed wrongly is near; one further away is of another invoice with the same number.
_NEAR_DAYS = 31
#: So many possibilities are shown beside a proposal.
_MOST_SHOWN = 3
#: So many numbers are told in a reason.
_MOST_NUMBERS = 8


class Level(IntEnum):
    """The levels, the surest first."""

    EXACT = 0
    LIKELY = 1
    POSSIBLE = 2
    NONE = 3

    @property
    def code(self) -> str:
        """Its code in `MATCH_LEVEL`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Match:
    """What one line may pay.

    Attributes:
        claims: invoices, and what of the line each of them gets.
        refunds: payments that it takes back, negative.
        left_over_minor: what is left of the line; 0 where nothing is proposed.
        also: other possibilities.
    """

    level: Level
    why: tuple[Sayable, ...]
    claims: tuple[tuple[UnpaidInvoice, int], ...] = ()
    refunds: tuple[Part, ...] = ()
    left_over_minor: int = 0
    also: tuple[Set, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The proposal."""
        return (*(invoice.part(minor) for invoice, minor in self.claims), *self.refunds)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the numbers of a purpose mean among the unpaid invoices.

    Attributes:
        known: the invoices they name, each once.
        loose: numbers of no unpaid invoice, as written.
        other_day: numbers behind which another day is written than the invoice's.
        twins: numbers that several unpaid invoices have.
        bare: numbers behind № alone, while several invoices of that sum are unpaid: a room has a
            number too, and rent is the same each month.
    """

    known: list[UnpaidInvoice] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    other_day: list[str] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    @property
    def doubts(self) -> int:
        """How many things speak against it."""
        return len(self.loose) + len(self.twins) + bool(self.other_day) + bool(self.bare)

    @property
    def unclear(self) -> list[str]:
        """The numbers of which nobody knows what they mean."""
        return [*self.loose, *self.twins]


def resolved(named: Sequence[Named], book: Book, amount_minor: int) -> Resolved:
    """What the numbers mean among the unpaid invoices of the book.

    Of several with one number the day tells which, or the sum where no other number is named.
    """
    found = Resolved()
    for one in named:
        invoices = _of_day(one, book.of_key(one.keys), found)
        if len(invoices) > 1:
            found.twins.append(one.text)
            of_sum = [it for it in invoices if it.outstanding_minor == amount_minor]
            found.known.extend(of_sum if len(of_sum) == len(named) == 1 else ())
        elif not invoices:
            found.loose.append(one.text)
        elif invoices[0] not in found.known:
            found.known.append(invoices[0])
            if not one.has_word and len(book.by_sum[invoices[0].outstanding_minor]) > 1:
                found.bare.append(one.text)
    return found


def _of_day(one: Named, invoices: list[UnpaidInvoice], found: Resolved) -> list[UnpaidInvoice]:
    """The invoices of the day that is written behind the number, else of one near to it."""
    if one.day is None:
        return invoices
    away = [abs((one.day.near(it.invoice_date) - it.invoice_date).days) for it in invoices]
    same = [it for it, days in zip(invoices, away, strict=True) if not days]
    near = [it for it, days in zip(invoices, away, strict=True) if days <= _NEAR_DAYS]
    if near and not same:
        found.other_day.append(one.text)
    return same or near


def by_numbers(amount: why.Amount, found: Resolved, tolerance_minor: int) -> Match:
    """What a line pays whose purpose names unpaid invoices."""
    total = sum(one.outstanding_minor for one in found.known)
    if abs(amount.minor - total) <= tolerance_minor:
        match = _whole(amount, found)
    elif amount.minor > total:
        match = _allotted(Level.POSSIBLE, amount, found.known, _said(why.MORE, amount, found.known))
    elif len(found.known) == 1 and not found.unclear:
        level = Level(min(Level.LIKELY + found.doubts, Level.POSSIBLE))
        match = _allotted(level, amount, found.known, _said(why.PART, amount, found.known))
    else:
        match = _some_of(amount, found, tolerance_minor)
    return replace(match, why=(*match.why, *_doubts(found)))


def _whole(amount: why.Amount, found: Resolved) -> Match:
    level = Level(min(Level.EXACT + found.doubts, Level.POSSIBLE))
    return _allotted(level, amount, found.known, why.AGREE)


def _some_of(amount: why.Amount, found: Resolved, tolerance_minor: int) -> Match:
    """Less than is unpaid of what was named: some of it, if only these come to the sum."""
    known = [] if found.unclear else found.known
    sets = list(sets_of(known, amount.minor, tolerance_minor, fewest=1))
    if len(sets) == 1:
        said = why.SOME_OF_NAMED.given(numbers=_numbers(found.known))
        return _allotted(Level.POSSIBLE, amount, sets[0], said)
    return Match(Level.POSSIBLE, (_said(why.DIFFERS, amount, found.known),), also=_shown(sets))


def by_sum(amount: why.Amount, book: Book, tolerance_minor: int) -> Match:
    """What a line pays whose purpose names no number."""
    if not book.invoices:
        return Match(Level.NONE, (why.NOTHING_UNPAID,))
    same = book.of_sum(amount.minor, tolerance_minor)
    if len(same) == 1:
        return _untouched(Level.LIKELY, amount, same, why.SOLE_SUM)
    if same:
        said = why.SAME_SUMS.given(numbers=_numbers(same))
        return Match(Level.NONE, (said,), also=_shown((one,) for one in same))
    sets = book.sets_of_sum(amount.minor, tolerance_minor)
    if len(sets) == 1:
        return _untouched(Level.POSSIBLE, amount, sets[0], why.ONLY_SET)
    return Match(Level.NONE, (why.SEVERAL_SETS if sets else why.NO_SUM,), also=_shown(sets))


def by_loose(amount: why.Amount, found: Resolved, book: Book, tolerance_minor: int) -> Match:
    """A line whose purpose names numbers, none of them of an unpaid invoice alone."""
    also = _shown((one,) for one in book.of_sum(amount.minor, tolerance_minor))
    return Match(Level.NONE, _doubts(found), also=also)


def capped(match: Match, who: Counterparty) -> Match:
    """Never above possible where only the name tells the other side, or two things disagree."""
    if who.is_sure or match.level is Level.NONE:
        return match
    said = why.BY_NAME if who.known_by is KnownBy.NAME else why.CONTRADICTION
    return replace(match, level=Level.POSSIBLE, why=(*match.why, said))


def _allotted(
    level: Level, amount: why.Amount, invoices: Iterable[UnpaidInvoice], said: Sayable
) -> Match:
    """The invoices in their order, each as much as is left of it and of the line."""
    claims, left, taken = [], amount.minor, []
    for one in invoices:
        minor = min(one.rest_minor, left)
        if minor < min(one.outstanding_minor, left):
            taken.append(one)
        if minor:
            claims.append((one, minor))
        left -= minor
    if taken:
        level, left = Level.POSSIBLE, left if claims else 0
    return Match(level, (said, *_taken(taken)), tuple(claims), left_over_minor=left)


def _untouched(
    level: Level, amount: why.Amount, invoices: Sequence[UnpaidInvoice], said: Sayable
) -> Match:
    """The invoices whole, or nothing where an earlier line was proposed for one of them."""
    taken = [one for one in invoices if not one.is_whole]
    if taken:
        return Match(Level.POSSIBLE, (said, *_taken(taken)))
    return _allotted(level, amount, invoices, said)


def _taken(invoices: Iterable[UnpaidInvoice]) -> tuple[Sayable, ...]:
    return tuple(why.TAKEN.given(numbers=one.number, line=one.claimed_by) for one in invoices)


def _doubts(found: Resolved) -> tuple[Sayable, ...]:
    doubts = (
        (why.LOOSE, found.loose),
        (why.OTHER_DAY, found.other_day),
        (why.TWINS, found.twins),
        (why.BARE, found.bare),
    )
    return tuple(said.given(numbers=", ".join(texts)) for said, texts in doubts if texts)


def _said(phrase: Phrase, amount: why.Amount, invoices: list[UnpaidInvoice]) -> Sayable:
    total = sum(one.outstanding_minor for one in invoices)
    return phrase.given(numbers=_numbers(invoices), total=why.Amount(total, amount.currency))


def _numbers(invoices: Iterable[UnpaidInvoice]) -> str:
    numbers = [one.number for one in invoices]
    more = ["…"] if len(numbers) > _MOST_NUMBERS else []
    return ", ".join([*numbers[:_MOST_NUMBERS], *more])


def _shown(sets: Iterable[Set]) -> tuple[Set, ...]:
    return tuple(sets)[:_MOST_SHOWN]
