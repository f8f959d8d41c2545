"""What small tabs were read as, to be compared: the same tables have the same answer."""

from collections.abc import Hashable

from sheetsync.tables.same_frames import is_small
from sheetsync.tables.table import Table, Tables

_FEW_FINDINGS = 200


def content_of_tables(tables: Tables) -> Hashable:
    """All that rules may ask of tables of few rows; None of larger ones.

    Small tabs with the same cells are read once (`tables.reading.people_tabs`), so a tab is told
    by the frame that it was read as. Whoever keeps an answer keeps the tables as well: another
    frame must not come to stand in that one's place.
    """
    if len(tables.findings) > _FEW_FINDINGS:
        return None
    if not all(is_small(table.frame) for table in tables.tables.values()):
        return None
    return (
        tuple((code, *_same(table)) for code, table in tables.tables.items()),
        tuple(map(repr, (tables.settings, tables.calendar, tables.findings))),
        (tables.locale, tables.lang),
    )


def _same(table: Table) -> tuple[Hashable, ...]:
    """What is the same of a tab that was read once."""
    told = (table.ok, table.error, table.header_row, table.title)
    parts = (table.frame, table.grid, table.positions, table.origins, table.lacking)
    return (*told, *map(id, parts))
