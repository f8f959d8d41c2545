"""Rows of people's tabs may lie elsewhere than in the workbook: here in an Excel file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from sheetsync.files import read_source
from sheetsync.journal import Journal
from sheetsync.rules.payables import overdue_rows
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.importing.transfer import source_tab
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.tab_source import TabGrid, TabSource
from sheetsync.tables.writing import Link
from sheetsync.testing.office import Office
from sheetsync.workspace import Company, RunOptions
from sheetsync.workspace.workbook_reading import read_workbook

DAY = date(2026, 4, 15)
PEOPLE = """
    Partners
    Partner ID | Name  | Group   | Status | Curator
    P-001      | Север | studios | active | Анна

    Legal entities
    Entity ID | Partner ID | Legal name | Kind | VAT payer
    E-1       | P-001      | ИП Север   | ИП   | НПД
"""
INVOICES = """
    Invoices
    Direction | Entity ID | Number | Date       | Month    | Amount | Currency | Due
    in        | E-1       | 31     | 2026-04-01 | '2026-03 | 100.5  | RUB      | 2026-04-10
    in        | E-1       | 32     | 2026-04-02 | '2026-03 | 70     | RUB      | 2026-05-01
    in        | E-9       | 33     | 2026-04-02 | '2026-03 | 5      | RUB      | 2026-05-01
"""


class ExcelTabs:
    """The people's tabs that an Excel file has."""

    def __init__(self, path: Path) -> None:
        self.tabs = {tab.name: tab.grid for tab in read_source(path)}

    def tab(self, tab: PeopleTab | ToolTab) -> TabGrid | None:
        name = source_tab(tab, list(self.tabs), {}) if isinstance(tab, PeopleTab) else None
        return TabGrid(name, self.tabs[name]) if name else None


@contextmanager
def company_of(office: Office, *sources: TabSource) -> Iterator[Company]:
    """The company of an office, some of its tabs read from elsewhere."""
    session, config, clock = office.session, office.config, office.clock
    with Journal(office.folder / "journal.sqlite", session.spreadsheet_id, clock) as journal:
        yield Company(
            config=config,
            options=RunOptions(),
            clock=clock,
            last_run=journal.memory,
            read=lambda: read_workbook(session, config, clock, sources),
        )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Everything in the workbook."""
    office = Office(tmp_path_factory.mktemp("here"), DAY)
    office.type_in(PEOPLE + INVOICES)
    with company_of(office) as company:
        yield company


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The invoices in an Excel file, below two rows of somebody's own, the rest in the workbook."""
    folder = tmp_path_factory.mktemp("there")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Invoices"
    page.append(["Наши счета"])
    page.append([])
    page.append(["Direction", "Entity ID", "Number", "Date", "Month", "Amount", "Currency", "Due"])
    for entity, number, issued, amount, due in (
        ("E-1", "31", date(2026, 4, 1), 100.5, date(2026, 4, 10)),
        ("E-1", "32", date(2026, 4, 2), 70, date(2026, 5, 1)),
        ("E-9", "33", date(2026, 4, 2), 5, date(2026, 5, 1)),
    ):
        page.append(["in", entity, number, issued, "2026-03", amount, "RUB", due])
    book.save(folder / "book.xlsx")
    office = Office(folder, DAY)
    office.type_in(PEOPLE)
    with company_of(office, ExcelTabs(folder / "book.xlsx")) as company:
        yield company


def test_what_is_owed_is_the_same_wherever_the_rows_lie(here: Company, there: Company) -> None:
    unpaid = [overdue_rows(each.payables) for each in (here, there)]
    assert unpaid[1]["number"].tolist() == ["31", "32"]
    assert unpaid[1]["outstanding_minor"].tolist() == [10_050, 7_000]
    first, second = (rows.reset_index(drop=True) for rows in unpaid)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(here.dashboard_rows, there.dashboard_rows)


def test_a_finding_names_the_cell_where_the_row_lies(here: Company, there: Company) -> None:
    told = []
    for company in (here, there):
        rows = company.validation_rows
        unknown = rows[rows["value"] == "E-9"]
        told.append(list(zip(unknown["tab"], unknown["cell"], strict=True)))
    sheet_id = here.reading.snapshot.tabs["Счета"].sheet_id
    assert told[0] == [("Счета", Link("B4", f"#gid={sheet_id}&range=B4"))]
    # A file has no address that a link in a spreadsheet could lead to.
    assert told[1] == [("Invoices", "B6")]
    assert there.tables.tables["invoices"].header_row == 3


def test_tabs_that_the_source_lacks_are_the_workbook_s(there: Company) -> None:
    partners = there.tables.tables["partners"]
    assert (partners.title, partners.frame["partner_id"].tolist()) == ("Партнёры", ["P-001"])
    assert there.reading.cell_link("Партнёры", "A2") is not None
    assert there.tables.tables.keys() == PEOPLE_BY_CODE.keys()
