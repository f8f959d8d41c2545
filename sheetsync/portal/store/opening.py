"""The portal's store that a config names, opened: a door, as the mirror has its own."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from sheetsync.config import Config
from sheetsync.errors import ConfigError, DatabaseError, NoRoomError, WrongStoreError
from sheetsync.language import Phrase
from sheetsync.portal.store.layout import APPLICATION, LAYOUT, Layout, layout_in
from sheetsync.portal.store.meta import meta_value, set_meta_value
from sheetsync.sql import Database, DatabaseAddress, database_address, open_database
from sheetsync.sql.steps import Step, missing_parts, pending_steps, run_statement

#: What tables do not tell by themselves, by the number of the layout that it leads to.
STEPS: tuple[Step, ...] = ()
#: Connections that stay open: as many as threads ask at once by default.
_KEPT = 8
_APPLICATION, _LAYOUT, _WORKBOOK = "application", "layout", "spreadsheet_id"
#: What drivers say of a full disk: SQLite's code, PostgreSQL's state.
_SQLITE_FULL, _POSTGRES_FULL = 13, "53100"


class Store:
    """The portal's store, open.

    Attributes:
        database: where it is.
        spreadsheet_id: the workbook whose partners' things it holds.
        layout: its tables.
    """

    def __init__(self, database: Database, spreadsheet_id: str) -> None:
        self.database = database
        self.spreadsheet_id = spreadsheet_id
        self.layout = layout_in(database.schema)
        self._asking = threading.local()

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """All readings of a block, by this thread, see one state: one transaction instead of many.

        What the block writes itself it sees: whatever is read after it is read anew. For a request,
        whose every reading would else begin and end a transaction of its own.
        """
        with ExitStack() as opened:
            self._asking.opened, self._asking.connection = opened, None
            try:
                yield
            finally:
                self._asking.opened = self._asking.connection = None

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """All that is written in the block or nothing; a second writer waits for the first.

        Raises:
            NoRoomError: the disk is full.
            DatabaseError: it could not be done.
        """
        self._end_look()
        try:
            with self.database.transaction() as connection:
                yield connection
            # What was read while this was written is of the state before.
            self._end_look()
        except DatabaseError as error:
            if _is_disk_full(error):
                raise NoRoomError(
                    Phrase(
                        ru="База портала: на диске нет места",
                        en="The portal's database: the disk is full",
                    ),
                    cure=Phrase(ru="освободите место", en="free some room"),
                ) from error
            raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One state of the store for the whole block.

        Raises:
            DatabaseError: it cannot be read.
        """
        opened: ExitStack | None = getattr(self._asking, "opened", None)
        if opened is None:
            with self.database.reading() as connection:
                yield connection
            return
        if self._asking.connection is None:
            self._asking.connection = opened.enter_context(self.database.reading())
        try:
            with self.database.told():
                yield self._asking.connection
        except DatabaseError:
            # PostgreSQL answers nothing more in a transaction that failed.
            self._end_look()
            raise

    def _end_look(self) -> None:
        """Have the next reading of the block see what is written now."""
        opened: ExitStack | None = getattr(self._asking, "opened", None)
        if opened is not None:
            self._asking.connection = None
            opened.close()

    def close(self) -> None:
        """Close what is open."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def store_address(config: Config) -> DatabaseAddress:
    """Where the store is that a config names.

    Raises:
        ConfigError: it has no portal, or the variable that shall hold the address is not set.
        DatabaseError: the address is none.
    """
    section = config.portal
    if section is None:
        raise ConfigError(
            Phrase(ru="config.yaml: раздела portal нет", en="config.yaml: there is no `portal`"),
            cure=Phrase(ru="впишите portal.url", en="set `portal.url`"),
        )
    name = section.database_env
    if not name:
        return database_address(f"sqlite:///{config.path(section.database)}")
    if not os.environ.get(name):
        raise ConfigError(
            Phrase(
                ru="config.yaml: portal.database_env: переменная {name} не задана",
                en="config.yaml: portal.database_env: the variable {name} is not set",
            ),
            cure=Phrase(
                ru="задайте её: postgresql://USER@HOST/DATABASE",
                en="set it: postgresql://USER@HOST/DATABASE",
            ),
            name=name,
        )
    return database_address(os.environ[name], base=config.path("."), schema=section.schema)


def open_store(address: DatabaseAddress, spreadsheet_id: str) -> Store:
    """Open a store; its tables are made or added to.

    Args:
        address: where it is.
        spreadsheet_id: whose it is: two configs must never tell the submissions of one workbook
            to the other.

    Raises:
        WrongStoreError: it is another workbook's, or no store of the portal.
        DatabaseError: it cannot be opened, or is of a newer version.
        MissingExtraError: PostgreSQL's driver is not installed.
    """
    store = Store(open_database(address, kept=_KEPT), spreadsheet_id)
    try:
        with store.reading() as connection:
            is_ready = _layout_of(connection, store.layout) == LAYOUT
            if is_ready:
                _check_workbook(connection, store)
        if not is_ready:
            with store.writing() as connection:
                _bring_up_to_date(connection, store)
    except BaseException:
        store.close()
        raise
    return store


def open_found(address: DatabaseAddress) -> Store:
    """Open a store that is there, whatever workbook's: for copies of it.

    Raises:
        WrongStoreError: it is no store of the portal.
        DatabaseError: it cannot be opened, is empty, or is of a newer version.
    """
    with open_database(address) as database, database.reading() as connection:
        layout = layout_in(database.schema)
        if not _layout_of(connection, layout):
            raise DatabaseError(
                Phrase(
                    ru="База портала {address} пуста",
                    en="The portal's database {address} is empty",
                ),
                address=address,
            )
        spreadsheet_id = meta_value(connection, layout, _WORKBOOK)
    return open_store(address, spreadsheet_id)


def _layout_of(connection: sa.Connection, layout: Layout) -> int:
    """The layout of a database; 0 of one that holds nothing yet."""
    names = sa.inspect(connection).get_table_names(schema=layout.schema)
    if not names:
        return 0
    is_ours = layout.meta.name in names and {"key", "value"} == {
        column["name"]
        for column in sa.inspect(connection).get_columns(layout.meta.name, schema=layout.schema)
    }
    if not is_ours or meta_value(connection, layout, _APPLICATION) != APPLICATION:
        raise WrongStoreError(
            Phrase(
                ru="В базе из portal.database что-то другое",
                en="The database that `portal.database` names holds something else",
            ),
            cure=Phrase(ru="дайте порталу свой файл", en="give the portal a file of its own"),
        )
    number = int(meta_value(connection, layout, _LAYOUT))
    if number > LAYOUT:
        raise DatabaseError(
            Phrase(
                ru="Базу портала записала более новая версия sheetsync (устройство {number}, "
                "известно {known})",
                en="The portal's database was written by a newer sheetsync (layout {number}, "
                "known is {known})",
            ),
            cure=Phrase(ru="установите её", en="install that version"),
            number=number,
            known=LAYOUT,
        )
    return number


def _bring_up_to_date(connection: sa.Connection, store: Store) -> None:
    layout = store.layout
    if layout.schema:
        connection.execute(sa.schema.CreateSchema(layout.schema, if_not_exists=True))
    # Another process may have been faster.
    number = _layout_of(connection, layout)
    if not number:
        for part in missing_parts(connection, [layout.meta]):
            run_statement(connection, part.statement)
        set_meta_value(connection, layout, _APPLICATION, APPLICATION)
        set_meta_value(connection, layout, _WORKBOOK, store.spreadsheet_id)
    _check_workbook(connection, store)
    for part in missing_parts(connection, layout.tables):
        run_statement(connection, part.statement)
    for step in pending_steps(STEPS, number or LAYOUT):
        step.run(connection)
    set_meta_value(connection, layout, _LAYOUT, str(LAYOUT))


def _check_workbook(connection: sa.Connection, store: Store) -> None:
    if meta_value(connection, store.layout, _WORKBOOK) == store.spreadsheet_id:
        return
    raise WrongStoreError(
        Phrase(
            ru="База портала {address} принадлежит другой таблице",
            en="The portal's database {address} belongs to another workbook",
        ),
        cure=Phrase(
            ru="укажите в portal.database файл этой таблицы; новый сделается сам",
            en="name this workbook's own file in `portal.database`; a new one makes itself",
        ),
        address=store.database.address,
    )


def _is_disk_full(error: DatabaseError) -> bool:
    cause: Any = error.__cause__
    driver = getattr(cause, "orig", cause)
    code, state = getattr(driver, "sqlite_errorcode", None), getattr(driver, "sqlstate", None)
    return code == _SQLITE_FULL or state == _POSTGRES_FULL
