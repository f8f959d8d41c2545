"""What people entered, read from drawn sheets: which rows accept, and which cell says why not."""

from datetime import date

from sheetsync.rules.payables import payables
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.portal.entered import entered_rows, unjudged_rows
from sheetsync.rules.portal.standing import Entered, EnteredRow
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.schema import PeopleTab
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
KNOWN = """
Legal entities
Entity ID | Partner ID | Legal name
E-1       | P-001      | ООО «Север»

Partners
Partner ID | Name
P-001      | Север
"""


def entered(text: str) -> Entered:
    tables = drawn(KNOWN + text)
    tables = tables.with_findings(validate(tables, AS_OF))
    return entered_rows(tables, payables(tables, AS_OF))


def faults(rows: tuple[EnteredRow, ...] | object) -> list[tuple[str, str, str]]:
    assert isinstance(rows, tuple)
    return [(row.number, row.fault, row.cell) for row in rows]


def test_an_invoice_that_counts_accepts() -> None:
    found = entered("""
Invoices
Entity ID | Number | Date | Month | Amount | Currency | Submission
E-1 | '012 | 2026-04-01 | 2026-03 | 500 | RUB | S-1042
""")
    assert found.invoices == (
        EnteredRow(
            2,
            "E-1",
            "invoice",
            "012",
            date(2026, 4, 1),
            "2026-03",
            500_00,
            "RUB",
            "S-1042",
            status="no_due_date",
        ),
    )


def test_a_letter_that_only_looks_right_is_the_entity_all_the_same() -> None:
    found = entered("""
Invoices
Entity ID | Number | Date | Month | Amount
Е-1 | 12 | 2026-04-01 | 2026-03 | 500
""")
    assert [row.entity_id for row in found.invoices] == ["E-1"]


def test_invoices_that_do_not_count_name_their_cell() -> None:
    found = entered("""
Invoices
Entity ID | Number | Date | Month | Amount | State
E-1 | 1 | 2026-04-01 | 2026-03 | 500 |
E-1 | 2 | 2026-04-01 | 2026-03 | 500 | draft
E-1 | 3 | 2026-04-01 | 2026-03 | 500 | void
E-1 | 1 | 2026-04-01 | 2026-03 | 500 |
E-1 | 4 | 2026-04-01 | 2026-03 | -5 |
E-1 | 5 | 2026-04-01 | 2026-03 | five |
E-1 | 6 | 2026-04-01 | 2026-03 | five | draft
E-1 | 7 | 2026-04-01 | | 500 | disputed
""")
    assert faults(found.invoices) == [
        ("1", "", ""),
        ("2", "draft", "Invoices!F3"),
        ("3", "void", "Invoices!F4"),
        ("1", "duplicate", "Invoices!5:5"),
        ("4", "error", "Invoices!6:6"),
        ("5", "error", "Invoices!7:7"),
        ("6", "draft", "Invoices!F8"),
        ("7", "", ""),
    ]


def test_our_own_invoices_and_credit_notes_accept_nothing_but_what_they_name() -> None:
    found = entered("""
Invoices
Direction | Entity ID | Kind | Number | Date | Month | Amount | Corrects | Submission
out | E-1 | invoice | 1 | 2026-04-01 | 2026-03 | 500 | |
in | E-1 | credit note | 2 | 2026-04-01 | 2026-03 | 5 | 1 |
out | E-1 | invoice | 3 | 2026-04-01 | 2026-03 | 500 | | S-7
""")
    assert [(row.number, row.kind, row.submission) for row in found.invoices] == [
        ("3", "other", "S-7")
    ]


def test_closing_documents_that_are_not_here_name_their_cell() -> None:
    found = entered("""
Closing documents
Entity ID | Month | Kind | Number | Date | Status | Received | Submission
E-1 | 2026-03 | act | 1 | 2026-03-31 | received | 2026-04-01 | S-1
E-1 | 2026-03 | act | 2 | 2026-03-31 | signed | 2026-04-01 |
E-1 | 2026-03 | act | | | expected | |
E-1 | 2026-03 | act | 4 | 2026-03-31 | rejected | |
E-1 | 2026-03 | act | 5 | 2026-03-31 | | |
E-1 | 2026-03 | act | 6 | yesterday | received | 2026-04-01 |
""")
    assert faults(found.documents) == [
        ("1", "", ""),
        ("2", "", ""),
        ("", "expected", "Closing documents!F4"),
        ("4", "rejected", "Closing documents!F5"),
        ("5", "error", "Closing documents!6:6"),
        ("6", "error", "Closing documents!7:7"),
    ]
    first = found.documents[0]
    assert (first.kind, first.day, first.submission) == ("act", date(2026, 3, 31), "S-1")


def test_tabs_that_are_missing_hold_nothing() -> None:
    found = entered("")
    assert (found.invoices, found.documents) == ((), ())


def unjudged(text: str, tab: PeopleTab) -> list[tuple[int, str, str, str]]:
    tables = drawn(KNOWN + text)
    found = unjudged_rows(tab, tables.tables[tab.code], known_entities(tables).index)
    rows = [*found.invoices, *found.documents]
    return [(row.row, row.entity_id, row.kind, row.fault) for row in rows]


def test_rows_of_a_moment_ago_are_told_whatever_is_wrong_with_them() -> None:
    assert unjudged(
        """
Invoices
Direction | Entity ID | Kind | Number | Date | Month | Amount | State | Submission
in | Е-1 | invoice | 12 | 2026-04-01 | 2026-03 | plenty | |
in | E-1 | invoice | 12 | someday | 2026-03 | 500 | draft |
out | E-1 | invoice | 12 | 2026-04-01 | 2026-03 | 500 | | S-1
in | E-1 | credit_note | 12 | 2026-04-01 | 2026-03 | 500 | void |
""",
        INVOICES,
    ) == [
        (2, "E-1", "invoice", ""),
        (3, "E-1", "invoice", "draft"),
        (4, "E-1", "other", ""),
        (5, "E-1", "other", "void"),
    ]
    assert unjudged(
        """
Closing documents
Entity ID | Month | Kind | Number | Date | Status
E-1 | 2026-03 | act | 7 | 2026-03-31 | received
E-1 | 2026-03 | act | | | expected
E-1 | 2026-03 | sf | 8 | 2026-03-31 |
""",
        DOCUMENTS,
    ) == [(2, "E-1", "act", ""), (3, "E-1", "act", "expected"), (4, "E-1", "sf", "")]
