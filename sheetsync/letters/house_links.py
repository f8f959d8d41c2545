"""Where the letters to our own people lead: to rows and cells of people's tabs.

Tool tabs are put in order anew by every run, and a letter is read days later: its links lead to
what people typed, which stays where it is until somebody moves it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES


@dataclass(frozen=True, slots=True)
class HouseLinks:
    """The workbook's addresses; everything is "" where it has none.

    Attributes:
        workbook: its own address.
        tabs: what follows it for a tab, by code, and the letter of its last column.
        partners: the row of each partner in the tab Partners, by id.
        desk: where what partners sent is answered; it is no part of the workbook.
    """

    workbook: str = ""
    tabs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    partners: Mapping[str, int] = field(default_factory=dict)
    desk: str = ""

    def invoice(self, row: int) -> str:
        """The address of a row of the tab Invoices; 0 is no row.

        >>> HouseLinks("https://w", {"invoices": ("#gid=7", "P")}).invoice(12)
        'https://w#gid=7&range=A12:P12'
        """
        return self._row(INVOICES.code, row)

    def partner(self, partner_id: str) -> str:
        """The address of a partner's row."""
        return self._row(PARTNERS.code, self.partners.get(partner_id, 0))

    def cell(self, tab: str, cell: str) -> str:
        """The address of a cell.

        >>> HouseLinks("https://w", {"jobs": ("#gid=7", "P")}).cell("jobs", "C5")
        'https://w#gid=7&range=C5'
        """
        inside, _ = self.tabs.get(tab, ("", ""))
        is_there = self.workbook and inside and cell
        return f"{self.workbook}{inside}&range={cell}" if is_there else ""

    def _row(self, tab: str, row: int) -> str:
        _, last = self.tabs.get(tab, ("", ""))
        return self.cell(tab, f"A{row}:{last}{row}") if row else ""


#: Of a workbook that nobody can open by an address.
NO_LINKS = HouseLinks()
