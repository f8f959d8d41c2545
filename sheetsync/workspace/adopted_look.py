"""What comes of an adopted workbook: rows read and left out, findings, what is unpaid.

Source: adoption.md A5.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sheetsync.language import Lang, Sayable
from sheetsync.rules.payables import overdue_rows
from sheetsync.rules.validation.wording import worded
from sheetsync.tables.adoption.colours import colour_notes
from sheetsync.tables.adoption.proposal import Proposal
from sheetsync.tables.adoption.source import Source
from sheetsync.tables.catalogue.payables import INVOICE_STATUS, INVOICES
from sheetsync.tables.origins import CellPlace
from sheetsync.tables.schema import Finding, codes
from sheetsync.tables.table import Table, Tables
from sheetsync.workspace.company import Company
from sheetsync.workspace.outcomes.payables import overdue_outcome, sides_headline

_SETTLED = codes(one for one in INVOICE_STATUS if one.settled)
#: A row of the team's workbook: title of the tab, number of the row.
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class LeftRows:
    """Rows that are in no figure, for one reason.

    Attributes:
        cells: where each stands.
        message: the reason of the first one, a sentence that begins small.
    """

    cells: tuple[CellPlace, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a company reads of its adopted workbook.

    Attributes:
        rows: of the team's workbook that are read.
        left_out: how many of them are in no figure, because of an error.
        reasons: which, and why.
        errors, warnings: how many findings there are.
        headline: how many invoices are unpaid; "" without any.
        findings, ageing: for machines.
        notes: what is not read, as colours.
        stopped: why nothing is computed; None where everything is.
    """

    rows: int = 0
    left_out: int = 0
    reasons: tuple[LeftRows, ...] = ()
    errors: int = 0
    warnings: int = 0
    headline: str = ""
    findings: tuple[Mapping[str, str], ...] = ()
    ageing: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Sayable, ...] = ()
    stopped: Sayable | None = None


def look_at(company: Company, source: Source, proposal: Proposal, lang: Lang) -> Look:
    """What a company reads of its adopted workbook.

    Args:
        company: of the folder's config.
        source: the team's workbook, with the colours of its rows where they are known.
        proposal: what its tabs are.
        lang: of the words.

    Raises:
        SheetsyncError: a setting or a lost tab stops every figure.
    """
    tables = company.tables
    tabs = {tab.title: tab for tab in proposal.tabs}
    read = {
        row
        for table in tables.tables.values()
        for row in _rows_of(table)
        if row[0] in tabs and tabs[row[0]].first_row <= row[1] <= tabs[row[0]].last_row
    }
    out = [one for one in tables.findings if one.severity == "error" and one.effect == "row"]
    left = {row for one in out if (row := _row_of(one, tables)) is not None}
    unpaid = overdue_rows(company.payables)
    outcome = overdue_outcome(
        company.payables, unpaid, company.attention, lang=lang, errors=company.errors
    )
    return Look(
        rows=len(read),
        left_out=len(left & read),
        reasons=tuple(_reasons(out, tables, lang)),
        errors=company.errors,
        warnings=len(tables.findings) - company.errors,
        headline=sides_headline(unpaid, lang),
        findings=tuple(_told(one, tables, lang) for one in tables.findings),
        ageing={key: outcome.payload[key] for key in ("as_of", "currencies", "receivable")},
        notes=tuple(colour_notes(source.sheets, tabs, _paid(company))),
    )


def _paid(company: Company) -> set[Row]:
    """The rows of invoices that are settled."""
    invoices = company.payables.invoices
    settled = invoices[invoices["status"].isin(_SETTLED)].index
    table = company.tables.tables.get(INVOICES.code)
    return {row for at in settled if table and (row := _origin(table, int(at))) is not None}


def _rows_of(table: Table) -> Iterator[Row]:
    """The rows of the team's workbook that a table is made of; none of one of our own."""
    for row in table.frame.index:
        origin = _origin(table, int(row))
        if origin is not None:
            yield origin


def _row_of(finding: Finding, tables: Tables) -> Row | None:
    table = tables.tables.get(finding.tab)
    return _origin(table, finding.row) if table is not None and finding.row else None


def _origin(table: Table, row: int) -> Row | None:
    """The row of the team's workbook that a row shows; None for one that stands in no row."""
    if table.origins is None or row > len(table.origins.rows):
        return None
    sheet, there = table.origins.rows[row - 1]
    return table.origins.titles[sheet], there


def _reasons(findings: Iterable[Finding], tables: Tables, lang: Lang) -> Iterator[LeftRows]:
    """Rows that are out for the same reason together, each row by its first one."""
    cells: dict[tuple[str, str], list[CellPlace]] = defaultdict(list)
    messages: dict[tuple[str, str], str] = {}
    seen: set[Row] = set()
    for one in findings:
        row, said = _row_of(one, tables), worded(one, tables, lang)
        if row is not None and row not in seen:
            seen.add(row)
            cells[one.code, one.column or ""].append(CellPlace(said.title, said.cell))
            messages.setdefault((one.code, one.column or ""), said.message)
    for key, places in cells.items():
        yield LeftRows(tuple(places), messages[key])


def _told(finding: Finding, tables: Tables, lang: Lang) -> Mapping[str, str]:
    said = worded(finding, tables, lang)
    return {
        "severity": said.severity,
        "code": said.code,
        "tab": said.title,
        "cell": said.cell,
        "message": said.message,
        "cure": said.cure,
    }
