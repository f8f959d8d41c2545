"""What the database notes of the sights themselves: when each tab was looked at, and what came."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from sheetsync.mirror.layout import Layout
from sheetsync.mirror.report import SyncReport, SyncTerms, TabCounts


def note_checked(
    connection: sa.Connection, layout: Layout, codes: Sequence[str], at: datetime
) -> None:
    """Note when some tabs were seen as they are."""
    table = layout.tab
    if codes:
        connection.execute(sa.update(table).where(table.c["code"].in_(codes)).values(checked_at=at))


def note_sync(
    connection: sa.Connection,
    layout: Layout,
    report: SyncReport,
    terms: SyncTerms,
    began_at: datetime,
) -> None:
    """Note a sight that brought something, and how much in each tab."""
    connection.execute(
        sa.insert(layout.sync).values(
            id=report.sync_id,
            started_at=began_at,
            finished_at=report.at,
            run_id=terms.run_id,
            job=terms.job,
            tool_version=terms.tool_version,
            note="",
        )
    )
    rows = [_counted(report, code, count) for code, count in report.counts.items() if count.total]
    connection.execute(sa.insert(layout.tab_sync), rows)


def _counted(report: SyncReport, code: str, count: TabCounts) -> Mapping[str, object]:
    return {
        "sync_id": report.sync_id,
        "tab": code,
        "inserted": count.inserted,
        "updated": count.updated,
        "deleted": count.deleted,
        "returned": count.returned,
    }
