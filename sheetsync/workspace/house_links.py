"""The addresses that letters to our own people lead to, in the workbook at hand."""

from sheetsync.letters.house_links import NO_LINKS, HouseLinks
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import column_letters
from sheetsync.workspace.workspace import Workspace

_SPREADSHEET = "https://docs.google.com/spreadsheets/d/{id}/edit"


def house_links(ws: Workspace) -> HouseLinks:
    """Addresses of people's tabs; none in a sandbox, which has no address in the web.

    A tab whose rows come from elsewhere than the spreadsheet has none either.
    """
    desk = ws.config.desk_url
    if ws.config.sandbox:
        return HouseLinks(desk=desk) if desk else NO_LINKS
    tables, inside = ws.tables, ws.reading.sheet.urls
    tabs = {
        code: (inside[table.title], column_letters(max(table.positions.values(), default=1)))
        for code, table in tables.tables.items()
        if table.origins is None and ws.reading.urls.get(table.title) == inside.get(table.title, "")
    }
    partners = tables.frame(PARTNERS.code)["partner_id"].dropna()
    # Of rows with one code the first is meant, as everywhere.
    rows = dict(zip(partners.iloc[::-1], partners.index[::-1].tolist(), strict=True))
    return HouseLinks(workbook_url(ws.session.spreadsheet_id), tabs, rows, desk)


def workbook_url(spreadsheet_id: str) -> str:
    """The address of a spreadsheet in the web."""
    return _SPREADSHEET.format(id=spreadsheet_id)
