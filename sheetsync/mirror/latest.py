"""The newest changes of people's tabs, without reading all that ever happened."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from sheetsync.mirror.mirror import Kept
from sheetsync.mirror.versions import Change, newest_first

_INSTANT = timedelta(microseconds=1)


def latest_changes(kept: Kept, limit: int) -> list[Change]:
    """So many changes of people's tabs, the newest first.

    The first sight of a workbook or of a tab is no change: nobody knows what was there before.

    Args:
        kept: what the mirror holds.
        limit: so many at most.
    """
    tabs = [code for code, versions in kept.tabs.items() if versions.kept.is_people]
    since = _since(kept, tabs, limit)
    if since is None:
        return []
    found = kept.changes(since, None, tabs)
    return newest_first([one for one in found if one.not_before is not None])[:limit]


def _since(kept: Kept, tabs: Collection[str], limit: int) -> datetime | None:
    """An instant after which at least so many changes were seen, if there are as many.

    None when there was one sight, or none.
    """
    sync, of_tab, connection = kept.layout.sync, kept.layout.tab_sync, kept.connection
    count = of_tab.c["inserted"] + of_tab.c["updated"] + of_tab.c["deleted"] + of_tab.c["returned"]
    first = connection.execute(sa.select(sa.func.min(sync.c["finished_at"]))).scalar()
    rows = connection.execute(
        sa.select(sync.c["finished_at"], sa.func.sum(count))
        .join(of_tab, of_tab.c["sync_id"] == sync.c["id"])
        .where(of_tab.c["tab"].in_(tabs), sync.c["finished_at"] > first)
        .group_by(sync.c["id"], sync.c["finished_at"])
        .order_by(sync.c["id"].desc())
    )
    seen, since = 0, None
    for at, changed in rows:
        since, seen = at, seen + int(changed)
        if seen >= limit:
            break
    return None if since is None else since - _INSTANT
