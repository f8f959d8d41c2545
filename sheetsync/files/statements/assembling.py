"""Lines and balances as statements: each line in the one that tells of its account and day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sheetsync.tables.bank_lines import BankLine, Statement

#: First and last day that a file says it tells of.
Days = tuple[date | None, date | None]


def assembled(
    lines: Iterable[BankLine], balances: Iterable[Statement], whole: Days = (None, None)
) -> tuple[Statement, ...]:
    """Statements with their lines, by account and day.

    Args:
        lines: of all accounts, in the order of the file.
        balances: statements without lines, one for each stretch of days of an account.
        whole: the days of the file, for accounts and stretches that say none themselves.
    """
    by_account: dict[str, list[Statement]] = defaultdict(list)
    for one in balances:
        first, last = one.first_on or whole[0], one.last_on or whole[1]
        by_account[one.account].append(replace(one, first_on=first, last_on=last))
    held: dict[str, list[BankLine]] = defaultdict(list)
    for line in lines:
        held[line.account].append(line)
    return tuple(
        statement
        for account in dict.fromkeys((*by_account, *held))
        for statement in _of_account(held[account], by_account[account], whole)
    )


def _of_account(
    lines: Sequence[BankLine], balances: Sequence[Statement], whole: Days
) -> Iterator[Statement]:
    stretches = list(_narrowest(_joined(balances)))
    held: list[list[BankLine]] = [[] for _ in stretches]
    outside: list[BankLine] = []
    for line in lines:
        at = next((at for at, one in enumerate(stretches) if _tells_of(one, line)), None)
        (outside if at is None else held[at]).append(line)
    for stretch, inside in zip(stretches, held, strict=True):
        yield replace(stretch, lines=tuple(inside))
    if outside or _reaches_beyond(whole, stretches):
        some = stretches[0] if stretches else outside[0]
        yield Statement(
            account=some.account,
            currency=some.currency,
            first_on=whole[0],
            last_on=whole[1],
            lines=tuple(outside),
        )


def _reaches_beyond(whole: Days, stretches: Sequence[Statement]) -> bool:
    """Whether a file tells of more days than its balances: nothing moved on the others."""
    first, last = whole
    if first is None or last is None:
        return False
    bounds = [_bounds(one) for one in stretches]
    return bool(bounds) and (
        first < min(start for start, _ in bounds) or last > max(end for _, end in bounds)
    )


def _tells_of(stretch: Statement, line: BankLine) -> bool:
    return (stretch.first_on or date.min) <= line.booked_on <= (stretch.last_on or date.max)


def _joined(balances: Sequence[Statement]) -> list[Statement]:
    """Stretches of the same days as one: said again, or where one goes on from the other."""
    joined: list[Statement] = []
    for one in balances:
        before = joined[-1] if joined else None
        if before is None or _days(before) != _days(one):
            joined.append(one)
        elif before.closing_minor == one.opening_minor:
            joined[-1] = replace(before, closing_minor=one.closing_minor)
        elif _sums(before) != _sums(one):
            joined.append(one)
    return joined


def _narrowest(balances: Sequence[Statement]) -> Iterator[Statement]:
    """Stretches that hold no other one: a bank tells of days and, besides, of all of them."""
    for one in balances:
        if not any(_holds(one, other) for other in balances):
            yield one


def _holds(wide: Statement, narrow: Statement) -> bool:
    (first, last), (start, end) = _bounds(wide), _bounds(narrow)
    return (first, last) != (start, end) and first <= start and end <= last


def _bounds(one: Statement) -> tuple[date, date]:
    return one.first_on or date.min, one.last_on or date.max


def _days(one: Statement) -> Days:
    return one.first_on, one.last_on


def _sums(one: Statement) -> tuple[int | None, int | None]:
    return one.opening_minor, one.closing_minor
