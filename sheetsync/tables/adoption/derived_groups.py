"""Groups that partners of a team's workbook belong to, beside those of the own workbook."""

from collections.abc import Sequence
from dataclasses import replace

from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.one_table import TabTerms, read_rows
from sheetsync.tables.reading.sheet_columns import sheet_columns
from sheetsync.tables.tab_source import TabGrid


def with_derived_groups(
    own: TabGrid | None, group_ids: Sequence[str], locale: str | None
) -> TabGrid | None:
    """The tab Groups with a row for each group that it lacks: partners without one have no rating.

    Args:
        own: the tab of the own workbook; None without one.
        group_ids: of the partners.
        locale: of the own workbook.

    Returns:
        The tab itself when it cannot be read, or lacks nothing.
    """
    if own is None:
        return None
    table = read_rows(own.grid, GROUPS.schema, locale=locale, terms=TabTerms(GROUPS.code))
    known = set(table.frame["group_id"].dropna()) if table.ok else set(group_ids)
    missing = [one for one in group_ids if one not in known]
    if not missing:
        return own
    columns = sheet_columns(own.grid)
    height = columns.height
    stored = [_filled(column, height) for column in columns.stored]
    shown = [
        _filled(columns.shown[at] if at < len(columns.shown) else (), height)
        for at in range(len(stored))
    ]
    for group_id in missing:
        for at in range(len(stored)):
            is_named = at + 1 in {table.positions.get("group_id"), table.positions.get("name")}
            text = group_id if is_named else ""
            stored[at].append(text)
            shown[at].append(text)
    grid = Grid(stored, shown, own.grid.merges, columns_major=True)
    return replace(own, grid=grid)


def _filled(column: Sequence[object], height: int) -> list[object]:
    cells = list(column[:height])
    return [*cells, *[""] * (height - len(cells))]
