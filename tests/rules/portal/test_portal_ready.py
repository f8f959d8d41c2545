"""Rows to enter: under the header row of the people's tab, wherever its columns stand."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sheetsync.language import Lang
from sheetsync.rules.payables import payables
from sheetsync.rules.portal.entered import entered_rows
from sheetsync.rules.portal.inbox import InboxTerms
from sheetsync.rules.portal.ready import ready_tabs
from sheetsync.rules.portal.standing import standings
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import stored_value, tab_cells
from sheetsync.testing.drawing import drawn_tabs
from tests.rules.portal.told import AT, act, event, sent

AS_OF = date(2026, 4, 15)
TERMS = InboxTerms(
    as_of=AS_OF,
    zone=ZoneInfo("Europe/Moscow"),
    lang="en",
    url="https://partners.company.example",
    entities={"E-1": "ООО «Север»"},
)


def read(text: str) -> Tables:
    """Tabs with all that people have put into them, columns of their own too."""
    grids = drawn_tabs(text)
    terms = TablesTerms("ru_RU", lang="en", catalogue=[INVOICES, DOCUMENTS])
    tables = read_people_tabs(grids, terms)
    return tables.with_findings(validate(tables, AS_OF))


def ready(tables: Tables, *stored: StoredSubmission) -> dict[str, TabFrame]:
    entered = entered_rows(tables, payables(tables, AS_OF))
    found = ready_tabs(stored, standings(stored, entered), tables, TERMS)
    return {one.tab.code: one for one in found}


def cells(frame: TabFrame, lang: Lang = "en") -> list[list[object]]:
    """What the tab holds, its header first, as Google gives it back."""
    written = tab_cells(frame.tab, frame.frame, lang)
    below: list[list[object]] = [[stored_value(cell) for cell in row] for row in written.rows]
    return [list(written.header), *below]


DRAWN = """
Invoices
Amount | Number | Entity ID | Name | Date | Month | State | Submission | Currency | Direction
500 | 9 | E-1 | Север | 2026-04-01 | 2026-03 | draft | | |
"""


def test_rows_stand_under_the_live_header_row() -> None:
    found = ready(read(DRAWN), sent())["invoices_to_enter"]
    assert cells(found) == [
        [
            "Amount", "Number", "Entity ID", "Name", "Date", "Month", "State", "Submission",
            "Currency", "Direction",
        ],
        [
            500, "12", "E-1", "ООО «Север»", 46113, "2026-03", "", "S-1", "RUB", "from partner",
        ],
    ]  # fmt: skip
    assert found.tab.is_laid_out


def test_columns_of_peoples_own_and_blank_ones_stay_blank() -> None:
    tables = read("""
    Closing documents
    Entity ID | Scanned by | Month | Kind | | Number | Status | Received | File | Scanned by
    E-1 | Анна | 2026-03 | act | | 9 | received | 2026-04-01 | |
    """)
    found = ready(tables, act())["documents_to_enter"]
    assert cells(found) == [
        [
            "Entity ID", "Scanned by", "Month", "Kind", "", "Number", "Status", "Received", "File",
            "Scanned by",
        ],
        [
            "E-1", "", "2026-03", "act", "", "5", "received", 46114,
            "https://partners.company.example/f/S-1", "",
        ],
    ]  # fmt: skip


def test_a_header_row_below_a_title_is_found() -> None:
    tables = read("""
    Closing documents
    Papers of 2026 | | | | | |
    Entity ID | Month | Kind | Number | Status | Received |
    E-1 | 2026-03 | act | 9 | received | 2026-04-01 | mine
    """)
    found = ready(tables, act())["documents_to_enter"]
    assert cells(found)[0] == ["Entity ID", "Month", "Kind", "Number", "Status", "Received"]


def test_labels_are_in_the_language_of_the_tool_tabs() -> None:
    found = ready(read(DRAWN), sent())["invoices_to_enter"]
    assert cells(found, "ru")[1][-1] == "от партнёра"


def test_only_what_waits_and_is_not_there_is_ready_the_oldest_first() -> None:
    tables = read(DRAWN)
    stored = [
        sent(no="S-1", opened_at=AT + timedelta(hours=1)),
        sent(no="S-2", number="13"),
        sent(event("asked", 2, no="S-3"), no="S-3", number="14"),
        sent(event("rejected", 2, no="S-4"), no="S-4", number="15"),
        sent(no="S-5", number="16", scan="pending"),
        # Its row stands there as a draft: pasted, its key would be doubled.
        sent(no="S-6", number="9"),
        act(no="S-7"),
    ]
    found = ready(tables, *stored)
    assert [row[7] for row in cells(found["invoices_to_enter"])[1:]] == ["S-2", "S-1"]
    assert "documents_to_enter" not in found


def test_an_address_and_a_formula_are_plain_texts() -> None:
    tables = read("""
    Invoices
    Entity ID | Number | Date | Month | Amount | File
    E-1 | 9 | 2026-04-01 | 2026-03 | 500 |
    """)
    frame = ready(tables, sent(number="=1+1"))["invoices_to_enter"]
    (row,) = tab_cells(frame.tab, frame.frame, "en").rows
    assert row[1] == "=1+1"
    assert row[-1] == "https://partners.company.example/f/S-1"


def test_a_tab_without_a_usable_header_row_has_no_rows_to_enter() -> None:
    assert ready(read("Settings\nKey | Value\ncompany | X"), sent()) == {}
    assert ready(read("Invoices\nNumber | Number\n1 | 2"), sent()) == {}
