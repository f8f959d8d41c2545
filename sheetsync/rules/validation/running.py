"""All rules over a workbook, and each cause told once."""

from collections.abc import Iterable, Sequence
from datetime import date

from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.catalogue import RULES
from sheetsync.rules.validation.finding import findings_of
from sheetsync.rules.validation.tool_tabs import PublishedTab, edited
from sheetsync.tables.catalogue.people import PEOPLE_TABS
from sheetsync.tables.catalogue.tool import TOOL_TABS
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

_TAB_ORDER = {
    code: place
    for place, code in enumerate([*(t.code for t in PEOPLE_TABS), *(t.code for t in TOOL_TABS)])
}


def validate(
    tables: Tables, as_of: date, *, published: Sequence[PublishedTab] = ()
) -> tuple[Finding, ...]:
    """What is wrong in the workbook beyond what reading its cells has found.

    Args:
        tables: all people's tabs, with the findings of reading.
        as_of: the day of calculation.
        published: tool tabs as they were published last and as they stand now (V-GEN-15).

    Returns:
        The additional findings, ordered by tab, row and column. Cells that could not be read have
        their finding already and none here besides.

    Source: workbook-and-rules.md 5.
    """
    book = Book(tables, as_of)
    found = [finding for rule in RULES for finding in findings_of(rule, book)]
    found += edited(published)
    known = {_place(finding) for finding in tables.findings if finding.severity == "error"}
    return in_order(finding for finding in found if (_place(finding) not in known))


def _place(finding: Finding) -> tuple[str, int | None, str | None]:
    return finding.tab, finding.row, finding.column


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by tab as the workbook has them, then row, then column, then code."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, int, tuple[int, str], str]:
    letters = finding.cell.rstrip("0123456789")
    tab = _TAB_ORDER.get(finding.tab, len(_TAB_ORDER))
    return tab, finding.row or 0, (len(letters), letters), finding.code


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
