"""Where files lie that this machine gave away: noted before anything is sent.

Ids without a seat, but for what a page asks about a file that its seat has been shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from sheetsync.portal.store.opening import Store
from sheetsync.portal.vault.remote import Kept, Parcel
from sheetsync.sql.types import UtcMoment

#: sending: perhaps there; there: its checksum was right; gone: somebody removed or changed it.
AwayState = Literal["sending", "there", "gone"]
_ASIDE = "infected/"


@dataclass(frozen=True, slots=True)
class Away:
    """What is known of a file elsewhere.

    Attributes:
        place: in the folder of this machine.
        ref: by which the other place knows it; "": none yet.
        address: where people open it; "" for nowhere.
        tries: how often sending it failed.
        due_at: not to be tried before.
        wanted_at: when somebody asked for it, and it has not come back yet.
        trouble: what went wrong last, in English.
    """

    place: str
    ref: str
    state: AwayState
    address: str = ""
    tries: int = 0
    due_at: datetime | None = None
    wanted_at: datetime | None = None
    trouble: str = ""


_KNOWN = tuple(one.name for one in fields(Away))


@dataclass(frozen=True, slots=True)
class Moving:
    """A file of submissions, and what is known of it elsewhere."""

    parcel: Parcel
    no: str
    away: Away | None


def away_of(store: Store, place: str) -> Away | None:
    """What is known of one file.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.away
    with store.reading() as connection:
        query = sa.select(table).where(table.c["place"] == place)
        row = connection.execute(query).mappings().first()
    return None if row is None else _away(row)


def addresses(store: Store) -> dict[str, str]:
    """Where people open the first file of a submission elsewhere, by its number.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table, file = store.layout.away, store.layout.file
    query = (
        sa.select(file.c["submission_no"], table.c["address"])
        .join(table, table.c["place"] == file.c["place"])
        .where(file.c["rank"] == 0, table.c["state"] == "there", table.c["address"] != "")
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return {str(no): str(address) for no, address in rows}


def want(store: Store, place: str, now: datetime) -> None:
    """Ask for a file to be brought back here; who asked first counts.

    Raises:
        DatabaseError: it was not noted.
    """
    table = store.layout.away
    with store.writing() as connection:
        connection.execute(
            sa.update(table)
            .where(table.c["place"] == place, table.c["wanted_at"].is_(None))
            .values(wanted_at=now)
        )


def to_send(store: Store, now: datetime, limit: int | None) -> tuple[Moving, ...]:
    """Clean files that are not known to be elsewhere and are due, the oldest first.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.away
    # Asked every few seconds, and most files are there: those are left out first.
    settled = sa.exists().where(
        table.c["place"] == store.layout.file.c["place"],
        sa.or_(table.c["state"] != "sending", table.c["due_at"] > _moment(now)),
    )
    return _moving(store, _files(store, ~settled), limit)


def wanted(store: Store, limit: int) -> tuple[Moving, ...]:
    """Files that somebody asked for, who asked first first.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.away
    is_wanted = table.c["wanted_at"].is_not(None)
    with store.reading() as connection:
        # Nearly always nobody does, and it is asked every few seconds.
        if connection.scalar(sa.select(table.c["place"]).where(is_wanted).limit(1)) is None:
            return ()
    return _moving(store, _files(store, _known(store, is_wanted)), limit)


def all_away(store: Store, *states: AwayState) -> tuple[Moving, ...]:
    """Files that are elsewhere, or were.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.away
    return _moving(store, _files(store, _known(store, table.c["state"].in_(states))), None)


def infected_away(store: Store) -> tuple[Away, ...]:
    """What lies elsewhere, and a scanner found evil since.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table, file = store.layout.away, store.layout.file
    were = sa.func.substr(file.c["place"], len(_ASIDE) + 1)
    infected = sa.select(were).where(
        file.c["scan"] == "infected", file.c["place"].startswith(_ASIDE)
    )
    query = sa.select(table).where(table.c["place"].in_(infected))
    with store.reading() as connection:
        return tuple(_away(row) for row in connection.execute(query).mappings())


def note_sending(store: Store, parcel: Parcel, ref: str, now: datetime) -> None:
    """Note under which ref a file is going to be sent.

    Raises:
        DatabaseError: it was not noted, and is not to be sent.
    """
    _put(store, parcel.place, sha256=parcel.sha256, ref=ref, state="sending", due_at=now)


def note_there(store: Store, parcel: Parcel, kept: Kept, now: datetime) -> None:
    """Note that a file is elsewhere: its checksum was right.

    Raises:
        DatabaseError: it was not noted.
    """
    _put(
        store,
        parcel.place,
        sha256=parcel.sha256,
        ref=kept.ref,
        state="there",
        address=kept.address,
        tries=0,
        due_at=now,
        trouble="",
    )


def note_failed(store: Store, known: Away, due_at: datetime, trouble: str) -> None:
    """Note that sending failed.

    Args:
        store: where.
        known: with the ref that is tried next, "" for a new one, and the tries so far.
        due_at: not before.
        trouble: what went wrong.

    Raises:
        DatabaseError: it was not noted.
    """
    _put(
        store,
        known.place,
        ref=known.ref,
        state="sending",
        tries=known.tries,
        due_at=due_at,
        trouble=trouble,
    )


def note_gone(store: Store, place: str, trouble: str, now: datetime) -> None:
    """Note that a file is elsewhere no more, or another one now.

    Raises:
        DatabaseError: it was not noted.
    """
    _put(store, place, state="gone", due_at=now, wanted_at=None, trouble=trouble)


def note_brought(store: Store, place: str) -> None:
    """Note that what was wanted lies here again.

    Raises:
        DatabaseError: it was not noted.
    """
    _put(store, place, state="there", wanted_at=None, trouble="")


def forget_away(store: Store, place: str) -> None:
    """Know nothing of a file elsewhere any more.

    Raises:
        DatabaseError: it is still known.
    """
    table = store.layout.away
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(table.c["place"] == place))


def _put(store: Store, place: str, **values: object) -> None:
    table = store.layout.away
    blank = {"sha256": "", "ref": "", "address": "", "tries": 0, "trouble": ""}
    with store.writing() as connection:
        found = connection.execute(sa.update(table).where(table.c["place"] == place).values(values))
        if not found.rowcount:
            connection.execute(sa.insert(table).values(blank | {"place": place} | values))


def _moment(now: datetime) -> sa.ColumnElement[datetime]:
    return sa.literal(now, UtcMoment)


def _known(store: Store, which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Of a file: what is known of it elsewhere is so."""
    table = store.layout.away
    return store.layout.file.c["place"].in_(sa.select(table.c["place"]).where(which))


def _files(store: Store, which: sa.ColumnElement[bool]) -> sa.Select[tuple[object, ...]]:
    """Each of these clean files once, with the first submission that holds it."""
    table, file, sent = store.layout.away, store.layout.file, store.layout.submission
    first = (
        sa.select(file.c["place"], sa.func.min(file.c["submission_no"]).label("no"))
        .where(file.c["scan"] == "clean", which)
        .group_by(file.c["place"])
        .subquery()
    )
    return (
        sa.select(
            file.c["place"],
            file.c["sha256"],
            file.c["size"],
            file.c["ext"],
            file.c["name_shown"],
            sent.c["no"],
            sent.c["partner_id"],
            sent.c["month"],
            sent.c["opened_at"],
            *(table.c[name].label(f"away_{name}") for name in table.c.keys()),  # noqa: SIM118
        )
        .select_from(first)
        .join(
            file,
            sa.and_(file.c["place"] == first.c["place"], file.c["submission_no"] == first.c["no"]),
        )
        .join(sent, sent.c["no"] == first.c["no"])
        .outerjoin(table, table.c["place"] == first.c["place"])
        .order_by(sent.c["opened_at"], file.c["place"])
    )


def _moving(
    store: Store, query: sa.Select[tuple[object, ...]], limit: int | None
) -> tuple[Moving, ...]:
    with store.reading() as connection:
        rows: Sequence[sa.RowMapping] = connection.execute(query.limit(limit)).mappings().all()
    return tuple(_one(row) for row in rows)


def _one(row: sa.RowMapping) -> Moving:
    parcel = Parcel(
        place=row["place"],
        sha256=row["sha256"],
        size=row["size"],
        ext=row["ext"],
        name=f"{row['no']} {row['name_shown'] or 'file.' + row['ext']}",
        partner_id=row["partner_id"],
        year=(row["month"] or f"{row['opened_at']:%Y}")[:4],
    )
    known = row["away_place"] is not None
    return Moving(parcel, row["no"], _away(row, "away_") if known else None)


def _away(row: sa.RowMapping, prefix: str = "") -> Away:
    return Away(**{name: row[prefix + name] for name in _KNOWN})
