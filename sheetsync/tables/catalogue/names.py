"""The column that says whose code stands in a row: filled by formulas, never read.

People know names, tables know codes. So `init` gives each people's tab with codes of partners or
legal entities one column more, beside them, with one formula a row. It is no column of the tab:
nothing is read from it, a text there too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.schema import Column, PeopleTab, ToolTab
from sheetsync.tables.spellings import spellings

#: Whose codes have names beside them, and where the name stands in the tab of the code.
NAMED: Mapping[str, str] = {
    "partners.partner_id": "partners.name",
    "entities.entity_id": "entities.legal_name",
}
#: Codes that tell of a partner where the partner's own code is blank.
THROUGH: Mapping[str, str] = {"jobs.job_id": "jobs.partner_id"}

_NOTE = Phrase(
    ru="Чей это код: имя подставляет формула.\nНе заполняйте: sheetsync эту колонку не читает.",
    en="Whose code this is: a formula fills the name in.\n"
    "Leave it alone: sheetsync does not read this column.",
)
#: The code of that column: no tab of the catalogue has it.
NAMES = "who"
_NAME = Column(NAMES, "text", heading=Phrase(ru="Кто", en="Name"), width_px=180, note=_NOTE)
#: Where a column of the tab has that header already.
_OTHER_HEADING = Phrase(ru="Партнёр", en="Name")


def is_name_note(text: object) -> bool:
    """Whether a header's note is the one that `init` puts on a column of names."""
    return text in _NOTE.each


def named_columns(tab: PeopleTab | ToolTab) -> tuple[Column, ...]:
    """The columns of a people's tab whose codes get a name beside them."""
    if isinstance(tab, ToolTab):
        return ()
    return tuple(column for column in tab.columns if column.refers_to in NAMED)


def name_column(tab: PeopleTab | ToolTab) -> Column | None:
    """The column of names of a tab; None for a tab without such codes.

    >>> from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
    >>> [name_column(tab).header("ru") for tab in (JOBS, FEEDBACK)]
    ['Кто', 'Партнёр']
    """
    if not named_columns(tab):
        return None
    taken = {header_key(name) for column in tab.columns for name in column.names}
    if taken & spellings(_NAME):
        return replace(_NAME, heading=_OTHER_HEADING)
    return _NAME


def columns_in_sheet(tab: PeopleTab | ToolTab) -> tuple[Column, ...]:
    """The columns of a tab as `init` lays them out, that of names behind the last code."""
    name = name_column(tab)
    if name is None:
        return tab.columns
    last = tab.columns.index(named_columns(tab)[-1]) + 1
    return (*tab.columns[:last], name, *tab.columns[last:])


def name_place(
    tab: PeopleTab | ToolTab, header: Sequence[object], positions: Mapping[str, int]
) -> int | None:
    """Where the column of names stands: by its header, directly behind a code.

    A column of people's own under that header stands elsewhere, and stays theirs.

    Args:
        tab: as the catalogue has it.
        header: the cells of the header row.
        positions: 1-based sheet column of each of the tab's columns that has a header.

    Returns:
        Its 1-based sheet column; None without one.
    """
    name = name_column(tab)
    if name is None:
        return None
    free = {
        place
        for place, text in enumerate(header, start=1)
        if header_key(text) in spellings(name) and place not in positions.values()
    }
    places = [positions[code.name] + 1 for code in named_columns(tab) if code.name in positions]
    return next((place for place in places if place in free), None)
