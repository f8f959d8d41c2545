"""All rules over a workbook, and each cause told once."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.catalogue import RULES
from sheetsync.rules.validation.finding import findings_of
from sheetsync.rules.validation.rule import ValidationRule
from sheetsync.rules.validation.tool_tabs import PublishedTab, edited
from sheetsync.tables.catalogue.finding_codes import (
    V_BOX_07,
    V_CAL_01,
    V_DOC_03,
    V_INV_03,
    V_INV_04,
    V_INV_06,
    V_INV_09,
    V_INV_12,
    V_INV_14,
    V_INV_16,
    V_INV_17,
    V_PAY_01,
    V_PAY_02,
    V_PAY_03,
    V_PAY_08,
    V_PAY_09,
    V_PAY_10,
    V_PAY_11,
    V_PAY_12,
)
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.same_frames import LastAnswers, contents_of
from sheetsync.tables.same_tables import content_of_tables
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

#: Rules about invoices that count: which ones do is known only when the rules about single rows
#: have said what is out, or Validation would name another row than Overdue does.
#: Source: amendments.md 2, which row counts.
_ON_SOUND_ROWS = frozenset(
    {V_INV_03, V_INV_04, V_INV_06, V_INV_09, V_INV_12, V_INV_14, V_INV_16}
    | {V_INV_17, V_DOC_03, V_CAL_01, V_BOX_07}
    | {V_PAY_01, V_PAY_02, V_PAY_03, V_PAY_08, V_PAY_09, V_PAY_10, V_PAY_11, V_PAY_12}
)
#: Tab, row and column.
_Place = tuple[str, int | None, str | None]


def validate(
    tables: Tables,
    as_of: date,
    *,
    published: Sequence[PublishedTab] = (),
    portal_log: pd.DataFrame | None = None,
    bank: BankTabs | None = None,
) -> tuple[Finding, ...]:
    """What is wrong in the workbook beyond what reading its cells has found.

    Args:
        tables: all people's tabs, with the findings of reading.
        as_of: the day of calculation.
        portal_log: rows of the tab Portal log by code; None without a portal (V-BOX).
        bank: the bank's tabs; None where the workbook has none (V-PAY).
        published: tool tabs as they were published last and as they stand now (V-GEN-15).

    Returns:
        The additional findings, ordered by tab, row and column. Cells that could not be read have
        their finding already and none here besides.

    Source: workbook-and-rules.md 5.
    """
    known = {_place(finding) for finding in tables.findings if finding.severity == "error"}
    told = _Told(as_of, portal_log, bank)
    held, ours = content_of_tables(tables), told.contents
    if held is None or ours is None:
        found = _by_rules(tables, told, known)
    else:
        _, found = _LAST.to(
            (held, ours, told.names, as_of), lambda: (tables, _by_rules(tables, told, known))
        )
    return in_order([*found, *(edit for edit in edited(published) if _place(edit) not in known)])


#: What the rules found, and the tables that they found it in.
_LAST: LastAnswers[tuple[Tables, Sequence[Finding]]] = LastAnswers()


@dataclass(frozen=True, slots=True)
class _Told:
    """What rules look at besides people's tabs: see `validate`."""

    as_of: date
    portal_log: pd.DataFrame | None
    bank: BankTabs | None

    @property
    def contents(self) -> Hashable:
        """All of it, to be compared; None where that is no use."""
        bank = self.bank
        return contents_of(self.portal_log, *((bank.bank, bank.matches, bank.log) if bank else ()))

    @property
    def names(self) -> str:
        """How the bank's tabs and their columns are called in the workbook."""
        return repr((self.bank.headers, self.bank.titles)) if self.bank else ""

    def book(self, tables: Tables, found: Iterable[Finding] = ()) -> Book:
        """The workbook as rules see it."""
        return Book(tables, self.as_of, found, portal_log=self.portal_log, bank=self.bank)


def _by_rules(tables: Tables, told: _Told, known: Collection[_Place]) -> Sequence[Finding]:
    """What all rules find, in their own order."""
    first, later = (
        [rule for rule in RULES if (rule.code in _ON_SOUND_ROWS) is is_later]
        for is_later in (False, True)
    )
    found = list(_found(first, told.book(tables), known))
    return [*found, *_found(later, told.book(tables, tuple(found)), known)]


def _found(
    rules: Iterable[ValidationRule],
    book: Book,
    known: Collection[_Place],
) -> Iterator[Finding]:
    """What the rules find in cells that have no error of reading."""
    for rule in rules:
        yield from (
            found
            for found in findings_of(rule, book)
            if _place(found) not in known and not _is_lacking(found, book)
        )


def _is_lacking(finding: Finding, book: Book) -> bool:
    """Whether a cell is blank because the team's tab has no such column; that is told once."""
    table = book.as_read.tables.get(finding.tab)
    return table is not None and finding.row in table.lacking.get(finding.column or "", ())


def _place(finding: Finding) -> _Place:
    return finding.tab, finding.row, finding.column


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by tab as the workbook has them, then row, then column, then code."""
    places = {tab.code: place for place, tab in enumerate(all_tabs())}

    def order(finding: Finding) -> tuple[int, int, tuple[int, str], str]:
        letters = finding.cell.rstrip("0123456789")
        tab = places.get(finding.tab, len(places))
        return tab, finding.row or 0, (len(letters), letters), finding.code

    return tuple(sorted(findings, key=order))


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order, without warnings about cells that have an error.

    A look-alike letter in a code that is not found anywhere is one cause, not two.
    """
    ordered = in_order(findings)
    wrong = {_place(finding) for finding in ordered if finding.severity == "error"}
    return tuple(
        finding
        for finding in ordered
        if finding.severity == "error" or finding.row is None or _place(finding) not in wrong
    )
