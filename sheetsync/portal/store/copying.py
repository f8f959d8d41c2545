"""A store copied into another database: for a backup, and back onto a server."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sheetsync.config import Config
from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase
from sheetsync.portal.store.meta import last_number, raise_number
from sheetsync.portal.store.opening import Store, open_found, open_store, store_address
from sheetsync.sql import DatabaseAddress, database_address, insert_rows

_AT_ONCE = 1_000
_THOUSAND = 1_000


def copy_to_file(config: Config, path: Path) -> None:
    """Copy the store that a config names into a new SQLite file.

    Raises:
        ConfigError: the variable that shall hold its address is not set.
        DatabaseError: it cannot be read, or is empty.
    """
    with open_found(store_address(config)) as source:
        copy_store(source, _file(path))


def copy_from_file(config: Config, path: Path) -> dict[str, int]:
    """Copy a file of a backup into the empty database that a config names; rows by table.

    Raises:
        ConfigError: the variable that shall hold its address is not set.
        DatabaseError: the file is no store, or the database holds one already.
    """
    with open_found(_file(path)) as source:
        return copy_store(source, store_address(config))


def copy_store(source: Store, address: DatabaseAddress) -> dict[str, int]:
    """Copy all rows of one state of a store into an empty database, together; rows by table.

    Raises:
        DatabaseError: the database holds submissions already, or what came there differs.
    """
    with open_store(address, source.spreadsheet_id) as target:
        there = target.layout
        with source.reading() as connection, target.writing() as into:
            if into.scalar(sa.select(sa.func.count()).select_from(there.submission)):
                raise DatabaseError(
                    Phrase(
                        ru="В базе {address} уже есть заявки партнёров",
                        en="The database {address} holds submissions of partners already",
                    ),
                    cure=Phrase(ru="назовите пустую", en="name an empty one"),
                    address=address,
                )
            pairs = zip(source.layout.tables, there.tables, strict=True)
            return {ours.name: _copied(connection, ours, into, theirs) for ours, theirs in pairs}


def prepare_copy(path: Path) -> None:
    """Look at a copy in a file before it is put in its place, and have it know that it is one.

    Whoever was signed in signs in again, and letters that were waiting when it was made are in
    doubt: they may have gone since. Rows that were asked for then are not entered: they may have
    been since. Numbers that partners saw since must not be given again, so they go on from the next
    thousand.

    Raises:
        WrongStoreError: it is no store of the portal.
        DatabaseError: it is of a newer version.
    """
    with open_found(_file(path)) as store, store.writing() as connection:
        layout = store.layout
        passing = (layout.session, layout.sign_in, layout.rate, layout.browser, layout.acceptance)
        for table in passing:
            connection.execute(sa.delete(table))
        letter = layout.letter
        connection.execute(
            sa.update(letter)
            .where(letter.c["state"].in_(("pending", "sending")))
            .values(state="unknown", content="")
        )
        last = last_number(connection, layout)
        raise_number(connection, layout, (last // _THOUSAND + 1) * _THOUSAND)


def _copied(source: sa.Connection, ours: sa.Table, into: sa.Connection, theirs: sa.Table) -> int:
    names = [column.name for column in ours.columns]
    into.execute(sa.delete(theirs))
    count = 0
    found = source.execution_options(yield_per=_AT_ONCE).execute(sa.select(ours))
    for part in found.partitions():
        rows: list[Any] = [tuple(row) for row in part]
        insert_rows(into, theirs, names, rows)
        count += len(rows)
    return count


def _file(path: Path) -> DatabaseAddress:
    return database_address(f"sqlite:///{path.absolute()}")
