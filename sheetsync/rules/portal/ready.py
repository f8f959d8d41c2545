"""Rows that wait to be entered, in the columns of the people's tab as it stands now.

Select, copy, paste values: so the header row is that of the live tab, left to right, with people's
own columns blank between ours, and the column of names holds the name as text.

Source: portal.md 1 (decision 3), 5.2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.rules.portal.inbox import InboxTerms
from sheetsync.rules.portal.standing import Standing
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.names import NAMES, name_place
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.portal import DOCUMENTS_TO_ENTER, INVOICES_TO_ENTER
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.reading.sheet_columns import sheet_columns
from sheetsync.tables.schema import Column, PeopleTab, ToolTab
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.tables.table import Table, Tables

#: The tab where rows wait, the tab where they are entered, and what a partner sends for it.
READY: Sequence[tuple[ToolTab, PeopleTab, str]] = (
    (INVOICES_TO_ENTER, INVOICES, "invoice"),
    (DOCUMENTS_TO_ENTER, DOCUMENTS, "document"),
)


def ready_tabs(
    stored: Iterable[StoredSubmission],
    standing: Mapping[str, Standing],
    tables: Tables,
    terms: InboxTerms,
) -> list[TabFrame]:
    """The tabs of what waits to be entered; none for a people's tab without a usable header row.

    Args:
        stored: all submissions.
        standing: how each stands, by its number.
        tables: people's tabs.
        terms: names and days.
    """
    waiting = [one for one in stored if standing[one.submission.no].is_ready]
    waiting.sort(key=lambda one: (one.submission.opened_at, one.submission.no))
    found = []
    for tab, people, kind in READY:
        table = tables.tables.get(people.code)
        if table is not None and table.ok and table.header_row is not None:
            mine = [one for one in waiting if one.submission.kind == kind]
            found.append(rows_to_enter(mine, tab, people, table, terms))
    return found


def rows_to_enter(
    sent: Iterable[StoredSubmission],
    tab: ToolTab,
    people: PeopleTab,
    table: Table,
    terms: InboxTerms,
) -> TabFrame:
    """Submissions as rows of a people's tab, in its columns as they stand.

    Args:
        sent: submissions of the tab's kind, in the order of the rows.
        tab: the tab where they wait.
        people: the tab where they are entered.
        table: that tab as it was read, with a usable header row.
        terms: names and days.
    """
    laid_out = _laid_out(tab, people, table)
    rows = [_row(one, terms) for one in sent]
    return TabFrame(laid_out, typed_frame(laid_out.columns, rows))


def _laid_out(tab: ToolTab, people: PeopleTab, table: Table) -> ToolTab:
    """The tab with the columns of the people's tab as they stand."""
    header = header_cells(table)
    ours = {place: name for name, place in table.positions.items()}
    names = name_place(people, header, table.positions)
    by_name = {column.name: column for column in tab.columns}
    columns = []
    for place, text in enumerate(header, start=1):
        column = by_name.get(ours.get(place, ""), Column(_own_name(place)))
        if place == names:
            column = Column(NAMES)
        columns.append(replace(column, heading=Phrase(ru=text, en=text), headers=(), formerly=()))
    return replace(tab, columns=tuple(columns))


def header_cells(table: Table) -> list[str]:
    """The header row of a people's tab as it stands, without the blank cells at its end."""
    cells = sheet_columns(table.grid).row(table.header_row or 1)
    header = ["" if cell is None else str(cell) for cell in cells]
    while header and not header[-1].strip():
        header.pop()
    return header


def _own_name(place: int) -> str:
    """A name for a column of somebody else's."""
    return f"own_{place}"


def _row(one: StoredSubmission, terms: InboxTerms) -> dict[str, object]:
    """A submission as a row of either tab, by the names of its frame's columns."""
    sent = one.submission
    is_invoice = sent.kind == "invoice"
    return {
        "direction": "in",
        "entity_id": sent.entity_id,
        "kind": "invoice" if is_invoice else sent.doc_kind,
        "number": sent.number or None,
        "invoice_date": sent.doc_date,
        "doc_date": sent.doc_date,
        "month": sent.month,
        "amount_minor": sent.amount_minor,
        "currency": sent.currency or None,
        "status": "received",
        "received_on": terms.day(sent.opened_at),
        "file_url": terms.file_url(one) or None,
        "submission": sent.no,
        NAMES: terms.entities.get(sent.entity_id),
    }
