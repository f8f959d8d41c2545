"""Letters to our own people lead to rows of people's tabs, where a workbook has an address."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from sheetsync.letters.house_links import NO_LINKS
from sheetsync.testing.office import Office
from sheetsync.workspace.digesting import digests_due
from sheetsync.workspace.house_links import house_links

PEOPLE = """
    Settings
    Key              | Value
    accountant_email | buh@organizer.example

    Partners
    Partner ID | Name
    P-001      | Север
    P-002      | Юг
    P-001      | Север ещё раз

    Legal entities
    Entity ID | Partner ID | Legal name
    E-1       | P-001      | ООО «Север»

    Invoices
    Direction | Entity ID | Number | Date       | Month    | Amount | Due
    in        | E-1       | 30     | 2026-04-14 | '2026-03 | 100    | 2026-06-10
    in        | E-1       | 31     | 2026-03-01 | '2026-03 | 100    | 2026-03-10
    """


def test_rows_are_those_of_the_sheet(tmp_path: Path) -> None:
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in(PEOPLE)
    with office.open() as ws:
        # A sandbox has no address in the web.
        assert house_links(ws) is NO_LINKS
        ws.company.config = replace(ws.config, sandbox="", spreadsheet=ws.session.spreadsheet_id)
        links = house_links(ws)
        (digest,) = digests_due(ws)
        tabs = ws.reading.snapshot.tabs
        book = f"https://docs.google.com/spreadsheets/d/{ws.session.spreadsheet_id}/edit"
        invoices, partners = (tabs[title].sheet_id for title in ("Счета", "Партнёры"))
    (item,) = digest.invoices
    assert item.number == "31"
    row = links.invoice(item.sheet_row)
    assert row == f"{book}#gid={invoices}&range=A3:Q3"
    # The first row of a partner counts, as everywhere.
    assert links.partner("P-001").startswith(f"{book}#gid={partners}&range=A2:")
    assert links.partner("P-003") == ""
