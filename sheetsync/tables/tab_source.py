"""The port through which tabs are read: "a tab's rows come from …".

A spreadsheet, a file, a database or a mapping over somebody else's workbook each give a tab as a
`Grid`; from there on reading, rules and reports do not know where it came from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sheetsync.tables.cells import Grid
from sheetsync.tables.origins import Origins
from sheetsync.tables.schema import Finding, PeopleTab, ToolTab


@dataclass(frozen=True, slots=True)
class TabGrid:
    """One tab as a source gives it.

    Attributes:
        title: under which people know it; findings name it.
        grid: its cells, the row of headers among them.
        url: where a person opens it, so that ``&range=F7`` leads to a cell; "" for a file.
        locale: how days and numbers are written in it, as ``ru_RU``; None: as in the workbook.
        origins: where its cells really stand, of a tab that is read through a mapping.
        lacking: by name of a column, the rows whose tab has no such column: nobody left it blank.
        findings: what was found before its cells are read.
    """

    title: str
    grid: Grid
    url: str = ""
    locale: str | None = None
    origins: Origins | None = None
    lacking: Mapping[str, frozenset[int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class TabSource(Protocol):
    """Where the rows of tabs come from."""

    def tab(self, tab: PeopleTab | ToolTab) -> TabGrid | None:
        """A tab's cells; None when its rows are not here."""
        ...


def tab_from(sources: Iterable[TabSource], tab: PeopleTab | ToolTab) -> TabGrid | None:
    """A tab's cells from the first source that has its rows; None when none has."""
    return next((given for source in sources if (given := source.tab(tab)) is not None), None)
