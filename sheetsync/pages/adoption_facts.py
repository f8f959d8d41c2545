"""What the report on an adopted workbook tells, as figures and names; it is said elsewhere.

Source: adoption.md A5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sheetsync.language import Sayable
from sheetsync.tables.adoption.proposal import Level


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """A cell or a row of the team's own file.

    Attributes:
        words: as people name it: ``Счета 2026!C17``.
        url: where it is opened; "" for a file on a disk.
    """

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column and what it is taken for.

    Attributes:
        letter, header: as they stand.
        meaning: ``tab.column`` of the catalogue; "" for one that stays the team's own.
        level: how sure it is; None once a person has said yes.
    """

    letter: str
    header: str
    meaning: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class TabRead:
    """A tab and what it is taken for.

    Attributes:
        title: as it stands; of tabs that are one table the first.
        others: titles of the other tabs of that table.
        means: codes of the catalogue's tabs; none for one that is left out.
        rows: read; without totals.
        left_out: rows that could not be used.
        why_not: of a tab that is left out.
    """

    title: str
    means: Sequence[str] = ()
    others: Sequence[str] = ()
    rows: int = 0
    left_out: int = 0
    columns: Sequence[ColumnRead] = ()
    why_not: Sayable | None = None


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is outstanding one way in one currency.

    Attributes:
        direction: "in" (we owe) or "out".
        buckets: by code of BUCKET: how many invoices, and the sum in minor units.
    """

    direction: str
    currency: str
    buckets: Sequence[tuple[str, int, int]] = ()

    @property
    def balance_minor(self) -> int:
        """The sum of all buckets."""
        return sum(minor for _, _, minor in self.buckets)


@dataclass(frozen=True, slots=True)
class UnpaidInvoice:
    """An invoice that waits.

    Attributes:
        days: past its day; less than 0 before it; None without one.
    """

    direction: str
    partner: str
    number: str
    due_on: date | None
    days: int | None
    outstanding_minor: int
    currency: str
    place: LinkedPlace


@dataclass(frozen=True, slots=True)
class FoundCode:
    """All findings of one kind.

    Attributes:
        code: as ``V-INV-01``.
        is_error: whether its rows count for nothing.
        words: what is wrong, of the first one.
        count: how many there are.
        places: the first of their cells.
    """

    code: str
    is_error: bool
    words: str
    count: int
    places: Sequence[LinkedPlace] = ()


@dataclass(frozen=True, slots=True)
class PartnerSum:
    """What one side invoiced the other, in one currency.

    Attributes:
        direction: "in" (they invoiced us) or "out".
    """

    direction: str
    name: str
    currency: str
    invoiced_minor: int
    unpaid_minor: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the team's file that is in no figure."""

    place: LinkedPlace
    why: Sayable


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now.

    Attributes:
        words: in a sentence.
        command: to type for it; "" for none.
    """

    words: Sayable
    command: str = ""


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """All of the report.

    Attributes:
        source: the team's file by its name.
        as_of: the day of all figures.
        tabs: of the team's file, in its order.
        ageing: what we owe first.
        oldest: the invoices that wait longest, the oldest first.
        findings: errors first, then by how many there are.
        partners: by money, most first.
        left_out: rows, columns and tabs that are in no figure.
        notes: what else is to be known, as colours that are not read.
        steps: three things to do.
    """

    source: str
    as_of: date
    tabs: Sequence[TabRead] = ()
    ageing: Sequence[Ageing] = ()
    oldest: Sequence[UnpaidInvoice] = ()
    findings: Sequence[FoundCode] = ()
    partners: Sequence[PartnerSum] = ()
    left_out: Sequence[LeftOut] = ()
    notes: Sequence[Sayable] = field(default_factory=tuple)
    steps: Sequence[NextStep] = ()
