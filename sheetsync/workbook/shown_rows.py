"""Formulas of a log that show what another tab holds under the same key: Bank shows Matches.

They are written once, with their row, and must hold whatever people do to either tab. So a formula
finds its key in its own row by the row's number, not by a cell's address: a sort carries it along
whether Google adapts addresses or not. Whole columns are named absolutely, which Google adapts when
they are moved or the tab is renamed. Arguments stand apart by semicolons, which every locale takes,
and there is neither a decimal nor an array literal (adoption.md P1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.workbook.session import quoted


@dataclass(frozen=True, slots=True)
class ShownTab:
    """The tab whose rows are shown.

    Attributes:
        sheet_id: where it is, whatever it is called.
        title: as it is called now.
        positions: where each of its columns stands, from 0, by name.
    """

    sheet_id: int
    title: str
    positions: Mapping[str, int]

    def formula(self, name: str, key: str, key_position: int) -> str:
        """What a cell of a row shows: this tab's column under the key that stands in its row.

        >>> tab = ShownTab(7, "Matches", {"line_id": 0, "proposal": 1})
        >>> print(tab.formula("proposal", "line_id", 0))
        =XLOOKUP(INDEX($A:$A;ROW());'Matches'!$A:$A;'Matches'!$B:$B;"")&""

        Args:
            name: of the column that is shown.
            key: name of the column that both tabs share.
            key_position: where it stands in the log, from 0.
        """
        own = _whole(key_position)
        keys, values = (
            f"{quoted(self.title)}!{_whole(self.positions[one])}" for one in (key, name)
        )
        # Not MATCH: it takes an asterisk in a key for any text. A blank cell that is found may
        # count as 0, so what is shown is made a text.
        return f'=XLOOKUP(INDEX({own};ROW());{keys};{values};"")&""'


def shown_tab(tab: ToolTab, sheet_id: int, title: str, header: Sequence[object]) -> ShownTab:
    """A tool tab as it stands by its first row."""
    positions = {
        tab.columns[at].name: position
        for position, at in enumerate(sheet_order(tab, header))
        if at is not None
    }
    return ShownTab(sheet_id, title, positions)


def _whole(position: int) -> str:
    letters = column_letters(position + 1)
    return f"${letters}:${letters}"
