"""How the keeping of files beyond this machine stands, for whoever asks: queue, status, doctor."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.worker import get_value, set_values

_TROUBLE, _SINCE = "files_trouble", "files_trouble_since"


@dataclass(frozen=True, slots=True)
class FilesTold:
    """How it stands.

    Attributes:
        unsent: clean files that are not known to be elsewhere.
        wanted: that somebody waits for.
        gone: that were elsewhere, and somebody removed or changed.
        trouble: what stands in the way, in English; "" for nothing.
        since: since when it does.
    """

    unsent: int
    wanted: int
    gone: int
    trouble: str
    since: datetime | None


def files_told(store: Store) -> FilesTold:
    """How it stands; of a portal whose files stay in their folder, all of them are unsent.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table, file = store.layout.away, store.layout.file
    places = sa.select(sa.func.count(sa.distinct(file.c["place"]))).where(file.c["scan"] == "clean")
    known = sa.select(table.c["place"]).where(table.c["state"] != "sending")
    counted = sa.select(sa.func.count()).select_from(table)
    with store.reading() as connection:
        unsent = connection.scalar(places.where(file.c["place"].not_in(known)))
        wanted = connection.scalar(counted.where(table.c["wanted_at"].is_not(None)))
        gone = connection.scalar(counted.where(table.c["state"] == "gone"))
    since = get_value(store, _SINCE)
    return FilesTold(
        unsent or 0,
        wanted or 0,
        gone or 0,
        get_value(store, _TROUBLE),
        datetime.fromisoformat(since) if since else None,
    )


def note_files_trouble(store: Store, message: str, now: datetime) -> None:
    """Keep what stands in the way, "" for nothing, and since when.

    Raises:
        DatabaseError: it was not kept.
    """
    before = get_value(store, _TROUBLE)
    if message == before:
        return
    since = "" if not message else get_value(store, _SINCE) or now.isoformat()
    set_values(store, {_TROUBLE: message, _SINCE: since})
