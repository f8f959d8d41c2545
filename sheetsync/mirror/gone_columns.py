"""Columns that have lost their header: since when, and what is said as long as they have none."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from sheetsync.mirror.history import History
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import Layout
from sheetsync.mirror.report import COLUMN_GONE, Notice
from sheetsync.mirror.seen import SeenWorkbook
from sheetsync.mirror.tab_sync import TabSync


def note_columns(connection: sa.Connection, layout: Layout, found: TabSync, at: datetime) -> None:
    """Note since when a column has no header, and that one has it again."""
    table = layout.column
    own = table.c["tab"] == found.rows.kept.code
    gone = table.c["code"].in_(list(found.gone_columns))
    connection.execute(
        sa.update(table).where(own, gone, table.c["gone_since"].is_(None)).values(gone_since=at)
    )
    connection.execute(
        sa.update(table)
        .where(own, sa.not_(gone), table.c["gone_since"].is_not(None))
        .values(gone_since=None)
    )


def gone_columns(
    connection: sa.Connection,
    layout: Layout,
    schema: str | None,
    seen: SeenWorkbook,
    kept: Mapping[str, KeptTab],
) -> Iterator[Notice]:
    """Which columns have no header any more, with the values that are kept of each.

    Tabs that a team leaves out by now are not spoken of, nor those that the next run writes anew.
    """
    table, titles = layout.column, {tab.code: tab.title for tab in seen.tabs}
    rows = connection.execute(
        sa.select(table.c["tab"], table.c["code"])
        .where(table.c["gone_since"].is_not(None))
        .order_by(table.c["tab"], table.c["place"])
    )
    for code, name in rows.all():
        if code not in titles or code not in kept or kept[code].is_replaced:
            continue
        column = next((one for one in kept[code].columns if one.name == name), None)
        if column is not None:
            held = History(connection, kept[code], schema).count_open(name)
            facts: dict[str, str | int] = {
                "title": titles[code],
                "col": column.header(seen.lang),
                "n": held,
            }
            yield Notice(COLUMN_GONE, code, facts)
