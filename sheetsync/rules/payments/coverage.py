"""Which days of an account the bank's statements tell of, which are missing, what does not add up.

Source: adoption.md P2, "Checked per statement".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from sheetsync.tables.bank_lines import Statement, StatementFile, Trouble
from sheetsync.tables.catalogue.finding_codes import V_PAY_05

_DAY = timedelta(days=1)
_BETWEEN = " · "
_LABEL = re.compile(r".* · (?P<format>\w+) · (?P<first>\d{4}-\d\d-\d\d)…(?P<last>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days of which a statement tells.

    Attributes:
        first, last: inclusive.
        is_new: whether it is of a file that is imported now.
        opening_minor, closing_minor: its balances, None where they are not known.
    """

    first: date
    last: date
    is_new: bool = False
    opening_minor: int | None = None
    closing_minor: int | None = None


def file_label(file: StatementFile, first: date, last: date) -> str:
    """What the column File of Bank says: the name, the format, the days that it tells of.

    A later import reads from it which days are covered, and in which format the account comes.

    >>> file_label(StatementFile(name="a.txt", format="1c"), date(2026, 3, 1), date(2026, 3, 31))
    'a.txt · 1c · 2026-03-01…2026-03-31'
    """
    return _BETWEEN.join((file.name, file.format, f"{first.isoformat()}…{last.isoformat()}"))


def known_formats(files: Iterable[object]) -> set[str]:
    """The formats that some cells of the column File name."""
    return {found["format"] for found in map(_read_label, files) if found}


def known_stretches(rows: pd.DataFrame) -> Iterator[Stretch]:
    """The days that the rows of one account in Bank tell of, by the files that they came from."""
    days = rows["booked_on"].dropna()
    for label, of_file in days.groupby(rows["file"].reindex(days.index), dropna=False):
        found = _read_label(label)
        if found is None:
            yield Stretch(of_file.min().date(), of_file.max().date())
        else:
            yield Stretch(date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))


def _read_label(label: object) -> re.Match[str] | None:
    return _LABEL.fullmatch(label) if isinstance(label, str) else None


def stretch_of(statement: Statement) -> Stretch | None:
    """The days of which a statement tells, by its own word or its lines; None for none."""
    days = [line.booked_on for line in statement.lines]
    first = min(filter(None, (statement.first_on, *days)), default=None)
    last = max(filter(None, (statement.last_on, *days)), default=None)
    if first is None or last is None:
        return None
    return Stretch(first, last, True, statement.opening_minor, statement.closing_minor)


def balance_trouble(statement: Statement) -> Trouble | None:
    """What is wrong where opening + in − out is not closing; None where it is, or is not told."""
    opening, closing = statement.opening_minor, statement.closing_minor
    if opening is None or closing is None:
        return None
    sums = {"in": 0, "out": 0}
    for line in statement.lines:
        sums[line.flow] += line.amount_minor
    off = closing - opening - sums["in"] + sums["out"]
    if not off:
        return None
    facts = {
        "account": statement.account,
        "currency": statement.currency,
        "opening": str(opening),
        "incoming": str(sums["in"]),
        "outgoing": str(sums["out"]),
        "closing": str(closing),
        "off": str(off),
    }
    days = (statement.first_on, statement.last_on)
    place = "–".join(day.isoformat() for day in days if day)
    return Trouble(code=V_PAY_05, place=place, facts=facts)


def gaps(account: str, stretches: Iterable[Stretch]) -> Iterator[Trouble]:
    """The days between statements of which none tells; those that no new one borders were told.

    Where the balance after one is the balance before the next, nothing moved between them.
    """
    ordered = sorted(stretches, key=lambda one: (one.first, one.last))
    for before, after in _neighbours(ordered):
        is_new = before.is_new or after.is_new
        nothing_moved = before.closing_minor == after.opening_minor is not None
        if is_new and not nothing_moved and before.last + _DAY < after.first:
            facts = {
                "account": account,
                "first": (before.last + _DAY).isoformat(),
                "last": (after.first - _DAY).isoformat(),
            }
            yield Trouble(code="GAP", facts=facts)


def _neighbours(ordered: Sequence[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """Each stretch that begins later, with the one before it that reaches furthest."""
    furthest: Stretch | None = None
    for one in ordered:
        if furthest is not None:
            yield furthest, one
        if furthest is None or one.last >= furthest.last:
            furthest = one


def jumps(statements: Sequence[Statement]) -> Iterator[Trouble]:
    """Where a statement of a file does not begin with the balance that the last one ended with.

    Args:
        statements: of one account in one file, in its order.
    """
    ordered = sorted(statements, key=lambda one: one.first_on or date.min)
    for before, after in pairwise(ordered):
        told = before.closing_minor is not None and after.opening_minor is not None
        if told and before.closing_minor != after.opening_minor:
            facts = {
                "account": after.account,
                "currency": after.currency,
                "closing": str(before.closing_minor),
                "opening": str(after.opening_minor),
                "day": (after.first_on or date.min).isoformat(),
            }
            yield Trouble(code="BALANCE_JUMP", facts=facts)
