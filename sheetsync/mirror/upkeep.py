"""What a person asks of the mirror itself: how it stands, is it right, make it smaller, move it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase
from sheetsync.mirror.finding_rows import rows_of
from sheetsync.mirror.fingerprints import hash_of
from sheetsync.mirror.history import chunks
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import LAYOUT, Layout
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.report import UNUSABLE
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen import SeenWorkbook
from sheetsync.mirror.steps import layout_of, make_tab, pending
from sheetsync.mirror.values import json_text, json_value
from sheetsync.mirror.versions import TabVersions, Version, shown_text
from sheetsync.sql import Database, insert_rows
from sheetsync.sql.steps import missing_parts, run_statement
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column, Kind

#: What a person may ask to be forgotten: words of people, addresses, accounts.
_FORGOTTEN: frozenset[Kind] = frozenset({"text", "email", "account"})


@dataclass(frozen=True, slots=True)
class TabStatus:
    """How the mirror of one tab stands."""

    code: str
    title: str
    rows: int
    versions: int
    checked_at: datetime | None
    held: str
    held_since: datetime | None


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """How a mirror stands.

    Attributes:
        workbook: whose history it is.
        bytes: what it takes on the disk.
        pending: what the next sight will add to the layout.
    """

    workbook: str
    bytes: int
    layout: int
    tabs: Sequence[TabStatus]
    pending: Sequence[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, or row, in which the mirror and the sheet differ; "" where one has none."""

    tab: str
    key: str
    column: str
    mirror: str
    sheet: str


def status(mirror: Mirror) -> MirrorStatus:
    """How the mirror stands."""
    with mirror.reading() as held:
        connection = next(iter(held.tabs.values())).connection if held.tabs else None
        tabs = [
            TabStatus(
                code,
                held.states[code]["title"],
                held.states[code]["rows"],
                _count(versions),
                held.states[code]["checked_at"],
                held.states[code]["held_reason"],
                held.states[code]["held_since"],
            )
            for code, versions in held.tabs.items()
        ]
        kept = [mirror.kept[code] for code in held.tabs]
        told = pending(connection, mirror.layout, mirror.database, kept) if connection else []
        number = layout_of(connection, mirror.layout) if connection else LAYOUT
        size = _bytes(mirror.database, connection)
        return MirrorStatus(held.workbook["title"], size, number, tabs, told)


def check(mirror: Mirror, seen: SeenWorkbook) -> list[Difference]:
    """Where the mirror holds other rows of people's tabs than the sheet shows now.

    Tool tabs are left out: a run writes them after it has looked.
    """
    found: list[Difference] = []
    with mirror.reading() as held:
        for tab in seen.tabs:
            kept = mirror.kept.get(tab.code)
            if kept is None or tab.code not in held.tabs or not kept.is_people:
                continue
            rows = rows_of(tab, kept)
            if isinstance(rows, TabRows):
                found += _differences(held.tabs[tab.code], rows)
            elif held.states[tab.code]["rows"]:
                found.append(Difference(tab.code, "", UNUSABLE, "", rows))
    return found


def prune(mirror: Mirror, before: datetime, *, dry_run: bool = False) -> int:
    """Delete versions that ended before an instant, never the newest of a key; how many."""
    deleted = 0
    for kept in _every_tab(mirror):
        table = kept.table(mirror.database.schema)
        newest = sa.select(sa.func.max(table.c["_id"])).group_by(table.c["_key"])
        old = (table.c["_valid_to"] < before) & table.c["_id"].not_in(newest)
        with mirror.database.transaction() as connection:
            if dry_run:
                query = sa.select(sa.func.count()).select_from(table).where(old)
                deleted += int(connection.scalar(query) or 0)
            else:
                deleted += connection.execute(sa.delete(table).where(old)).rowcount
    if deleted and not dry_run:
        mirror.database.vacuum()
    return deleted


def forget(mirror: Mirror, code: str, key: str, at: datetime, run_id: str = "") -> int:
    """Blank words, addresses and accounts of a row in all versions that ended; how many.

    The version that stands now is left: what is in the sheet is forgotten there. Noted in
    ``ss_sync``.
    """
    kept = mirror.kept[code]
    with mirror.database.transaction() as connection:
        table = kept.table(mirror.database.schema)
        ended = sa.select(table).where(table.c["_key"] == key, table.c["_valid_to"].is_not(None))
        rows = connection.execute(ended).mappings().all()
        for row in rows:
            connection.execute(
                sa.update(table).where(table.c["_id"] == row["_id"]).values(_forgotten(kept, row))
            )
        if rows:
            _note(connection, mirror.layout, at, f"forget {code} {key}: {len(rows)}", run_id)
    return len(rows)


def copy(mirror: Mirror, target: Database) -> dict[str, int]:
    """Copy everything into an empty database, and compare what came there; rows by table.

    Raises:
        DatabaseError: the target holds something, or what came there differs.
    """
    there = Layout(target.schema)
    counts: dict[str, int] = {}
    with mirror.database.reading() as source, target.transaction() as into:
        if target.schema:
            into.execute(sa.schema.CreateSchema(target.schema, if_not_exists=True))
        if layout_of(into, there):
            raise DatabaseError(
                Phrase(
                    ru="В базе {address} уже есть зеркало",
                    en="The database {address} holds a mirror already",
                ),
                cure=Phrase(ru="назовите пустую", en="name an empty one"),
                address=str(target.address),
            )
        for part in missing_parts(into, there.fixed):
            run_statement(into, part.statement)
        for ours, theirs in zip(mirror.layout.fixed, there.fixed, strict=True):
            counts[ours.name] = _copied(source, ours, into, theirs)
        for kept in _tabs_of(source, mirror.layout):
            make_tab(into, target, there, kept)
            ours, theirs = kept.table(mirror.database.schema), kept.table(target.schema)
            counts[ours.name] = _copied(source, ours, into, theirs)
    return counts


def _differences(versions: TabVersions, rows: TabRows) -> Iterator[Difference]:
    stands = {row["_key"]: versions.cells(row) for row in versions.as_of(None)}
    kept_by_hash: dict[bytes, list[str]] = {}
    for key, cells in stands.items():
        kept_by_hash.setdefault(hash_of(cells), []).append(key)
    hashes = rows.hashes()
    others = []
    for at, fingerprint in enumerate(hashes):
        if kept_by_hash.get(fingerprint):
            del stands[kept_by_hash[fingerprint].pop(0)]
        else:
            others.append(at)
    code = versions.kept.code
    for at, key in zip(others, rows.keys(others, hashes).texts, strict=True):
        kept, seen = stands.pop(key, {}), rows.cells(at)
        for name in sorted({*kept, *seen}):
            if kept.get(name) != seen.get(name):
                mirror, sheet = shown_text(kept.get(name)), shown_text(seen.get(name))
                yield Difference(code, key, name, mirror, sheet)
    for key in stands:
        yield Difference(code, key, "*", key, "")


def _forgotten(kept: KeptTab, row: Version) -> dict[str, Any]:
    names = {
        column.name: frame_name(column)
        for column in kept.columns
        if column.kind in _FORGOTTEN and not column.key
    }
    raw = {name: cell for name, cell in json_value(row["_raw"]).items() if name not in names}
    values: dict[str, Any] = dict.fromkeys(names.values())
    return values | {
        "_raw": json_text(raw) if raw else None,
        "_extra": None,
        "_formulas": None,
        # A fingerprint of what was forgotten would still tell whoever guesses right.
        "_hash": b"",
    }


def _note(connection: sa.Connection, layout: Layout, at: datetime, note: str, run_id: str) -> None:
    sync = layout.sync
    last = connection.scalar(sa.select(sa.func.max(sync.c["id"]))) or 0
    connection.execute(
        sa.insert(sync).values(
            id=last + 1,
            started_at=at,
            finished_at=at,
            run_id=run_id,
            job="",
            tool_version="",
            note=note,
        )
    )


def _count(versions: TabVersions) -> int:
    table = versions.kept.table(versions.schema)
    return int(versions.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def _bytes(database: Database, connection: sa.Connection | None) -> int:
    if database.address.path is not None:
        return database.address.path.stat().st_size
    if connection is None:
        return 0
    query = sa.text(
        "select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace where n.nspname = :name and c.relkind = 'r'"
    )
    return int(connection.scalar(query, {"name": database.schema}) or 0)


def _every_tab(mirror: Mirror) -> list[KeptTab]:
    with mirror.database.reading() as connection:
        if not layout_of(connection, mirror.layout):
            return []
        return _tabs_of(connection, mirror.layout)


def _tabs_of(connection: sa.Connection, layout: Layout) -> list[KeptTab]:
    """All tabs that a database holds, with all columns it has, whatever the catalogue says now."""
    columns: dict[str, list[Column]] = {}
    table = layout.column
    for row in connection.execute(sa.select(table).order_by(table.c["place"])).mappings():
        columns.setdefault(row["tab"], []).append(Column(row["code"], row["kind"]))
    codes = connection.scalars(sa.select(layout.tab.c["code"])).all()
    return [KeptTab(code, tuple(columns.get(code, ()))) for code in codes]


def _copied(source: sa.Connection, ours: sa.Table, into: sa.Connection, theirs: sa.Table) -> int:
    names = [column.name for column in ours.columns]
    rows = [tuple(row) for row in source.execute(sa.select(*(ours.c[name] for name in names)))]
    for chunk in chunks(rows):
        insert_rows(into, theirs, names, chunk)
    arrived = into.execute(sa.select(*(theirs.c[name] for name in names)))
    if _digest(tuple(row) for row in arrived) != _digest(iter(rows)):
        raise DatabaseError(
            Phrase(
                ru="Копия {table} отличается; ничего не сохранено",
                en="The copy of {table} differs; nothing was kept",
            ),
            cure=Phrase(ru="повторите", en="try again"),
            table=ours.name,
        )
    return len(rows)


def _digest(rows: Iterator[tuple[Any, ...]]) -> int:
    """The same for the same rows in whatever order."""
    total = 0
    for row in rows:
        plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
        digest = hashlib.blake2b(repr(plain).encode(), digest_size=16).digest()
        total += int.from_bytes(digest)
    return total
