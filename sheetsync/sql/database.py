"""An open database: its transactions, whole or not at all, on SQLite and on PostgreSQL alike."""

import hashlib
import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from sheetsync.errors import DatabaseError, MissingExtraError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.private_files import (
    make_private_file,
    make_private_folder,
    refuse_dangling_link,
)
from sheetsync.sql.address import DatabaseAddress
from sheetsync.sql.own_reader import OwnReader, file_of

_BUSY_TIMEOUT_S = 20
_CONNECT_TIMEOUT_S = 10
#: Nobody waits longer for the lock of another run than a run may take to write.
_LOCK_TIMEOUT_MS = 60_000
#: A server that went away in the middle of a statement is noticed after about so many seconds.
_SILENCE_S = 30
_LOCK_LENGTH = 8
#: Execution option: the transaction writes, and takes the lock when it begins.
_WRITES = "sheetsync_writes"
_READ_ONLY = "postgresql_readonly"


_MEND_DISK = Phrase(
    ru="исправьте диск или права; файл, который не база, отложите в сторону",
    en="mend the disk or its rights; a file that is no database is moved aside",
)
_SEE_SERVER = Phrase(
    ru="проверьте, что сервер работает, а пользователь, пароль и права верны",
    en="see that the server runs, and that user, password and rights are right",
)


class Database:
    """A database that may be written by several runs, one at a time.

    Args:
        address: where it is.
        read_only: look only; a missing SQLite file is an error then, and is not made.
        kept: so many connections stay open between transactions, for a process that asks all day;
            never used by a process that was forked off.

    Attributes:
        engine: SQLAlchemy's.
        schema: of PostgreSQL, None in SQLite: as `MetaData` takes it.

    Raises:
        DatabaseError: the file cannot be made or found.
        MissingExtraError: PostgreSQL's driver is not installed.
        DanglingLinkError: the file's name is a link to nothing.
    """

    def __init__(self, address: DatabaseAddress, *, read_only: bool = False, kept: int = 0) -> None:
        self.address = address
        self.is_sqlite = address.path is not None
        self.schema = address.schema or None
        self.read_only = read_only
        self._own: OwnReader | None = None
        self._readers: weakref.WeakSet[sa.Connection] = weakref.WeakSet()
        if address.path is not None:
            # For each thread one to read by, and one to write by.
            self.engine = _sqlite_engine(address.path, _pool(2 * kept), read_only=read_only)
            if kept:
                self._own = OwnReader(self.engine, address.path, self._readers)
        else:
            self.engine = _postgres_engine(address, _pool(kept))

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All that is written in the block or nothing; a second writer waits for the first.

        Raises:
            DatabaseError: it could not be done; nothing of the block stands.
        """
        with self.told(), self.engine.connect() as connection:
            writing = connection.execution_options(**{_WRITES: True})
            with writing.begin():
                if not self.is_sqlite:
                    self._lock(writing)
                yield writing

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One state of the database, whatever is written meanwhile.

        Raises:
            DatabaseError: it cannot be read.
        """
        with self.told(), self._reader() as connection, connection.begin():
            yield connection

    @contextmanager
    def _reader(self) -> Iterator[sa.Connection]:
        """A connection to read by: the one that this thread keeps, unless it reads already."""
        if self._own is not None and not self._own.is_used:
            with self._own.connection() as connection:
                yield connection
            return
        options: dict[str, Any] = (
            {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", _READ_ONLY: True}
        )
        with self.engine.connect() as connection:
            yield connection.execution_options(**options) if options else connection

    def vacuum(self) -> None:
        """Give the room of deleted rows back to the disk; PostgreSQL does it by itself.

        Raises:
            DatabaseError: somebody is reading or writing.
        """
        if self.is_sqlite:
            with self.told(), self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None  # noqa: S101  # it is connected
                raw.execute("VACUUM")

    def close(self) -> None:
        """Close what is open."""
        for one in list(self._readers):
            one.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _lock(self, connection: sa.Connection) -> None:
        name = hashlib.blake2b(f"sheetsync {self.schema}".encode(), digest_size=_LOCK_LENGTH)
        number = int.from_bytes(name.digest(), signed=True)
        connection.execute(sa.text(f"set local lock_timeout = {_LOCK_TIMEOUT_MS}"))
        connection.execute(sa.text("select pg_advisory_xact_lock(:number)"), {"number": number})

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say what a driver says as our own error, without statements and their values.

        Raises:
            DatabaseError: what was done in the block could not be.
        """
        driver: Any = self.engine.dialect.loaded_dbapi
        try:
            yield
        except (sa.exc.SQLAlchemyError, driver.Error) as error:
            cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
            reason = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
            raise DatabaseError(
                Phrase(
                    ru="База {address} не открывается: {reason}",
                    en="The database {address} cannot be used: {reason}",
                ),
                cure=_MEND_DISK if self.is_sqlite else _SEE_SERVER,
                address=self.address,
                reason=reason,
            ) from error


def open_database(address: DatabaseAddress, *, read_only: bool = False, kept: int = 0) -> Database:
    """Open a database; connections are made when they are needed. See `Database`."""
    return Database(address, read_only=read_only, kept=kept)


def _pool(kept: int) -> dict[str, Any]:
    if not kept:
        return {"poolclass": sa.pool.NullPool}
    # Whoever comes when all are in use gets one more, and waits for nobody.
    return {"poolclass": sa.pool.QueuePool, "pool_size": kept, "max_overflow": -1}


def _watch_kept(engine: sa.Engine, path: Path | None) -> None:
    """Use no kept connection of the process that forked this one off, or of a file that is gone.

    What is written into a file that was removed or replaced is lost with it, and nobody is told.
    """

    @sa.event.listens_for(engine, "connect")
    def _note(_connection: object, record: sa.pool.ConnectionPoolEntry) -> None:
        record.info["process"], record.info["file"] = os.getpid(), file_of(path)

    @sa.event.listens_for(engine, "checkout")
    def _compare(
        _connection: object,
        record: sa.pool.ConnectionPoolEntry,
        proxy: sa.pool.PoolProxiedConnection,
    ) -> None:
        if record.info["process"] != os.getpid():
            # Not closed: it is the parent's.
            record.dbapi_connection = None  # type: ignore[misc]  # as SQLAlchemy's manual says
            proxy.dbapi_connection = None  # type: ignore[misc]
            raise sa.exc.DisconnectionError
        if record.info["file"] != file_of(path):
            raise sa.exc.DisconnectionError


def _sqlite_engine(path: Path, pool: dict[str, Any], *, read_only: bool) -> sa.Engine:
    if read_only:
        refuse_dangling_link(path)
        if not path.exists():
            raise DatabaseError(
                Phrase(ru="{path}: такого файла нет", en="{path}: no such file"),
                cure=Phrase(ru="исправьте путь", en="mend the path"),
                path=path,
            )
    else:
        # Where it cannot be made, SQLite says so.
        with suppress(OSError):
            make_private_folder(path.parent)
            make_private_file(path)

    def connect() -> sqlite3.Connection:
        address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
        return sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = sa.create_engine("sqlite://", creator=connect, **pool)
    _watch_kept(engine, path)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        if not read_only:
            # Readers never wait for a writer, nor the writer for them.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A transaction that reads first and writes later would fail beside another writer.
        writes = connection.get_execution_options().get(_WRITES)
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101  # it is connected
        # Straight to the driver: pages begin several transactions each.
        raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(address: DatabaseAddress, pool: dict[str, Any]) -> sa.Engine:
    try:
        engine = sa.create_engine(
            address.url,
            # A server that was started anew is noticed before anything is asked.
            pool_pre_ping=True,
            **pool,
            connect_args={
                "connect_timeout": _CONNECT_TIMEOUT_S,
                "keepalives_idle": _SILENCE_S,
                "tcp_user_timeout": _SILENCE_S * 1000,
                # A pooler in between (PgBouncer) gives each transaction another connection, where
                # a prepared statement is not known; it refuses start-up options as well.
                "prepare_threshold": None,
            },
        )
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="драйвер PostgreSQL не установлен", en="PostgreSQL's driver is not installed"
            ),
            cure=as_it_is('pip install "sheetsync[postgres]"'),
        ) from None
    _watch_kept(engine, None)
    return engine
