"""A store is one workbook's, is added to, and refuses what it does not know."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.config.loading import parse_config
from sheetsync.errors import ConfigError, DatabaseError, NoRoomError, WrongStoreError
from sheetsync.portal.store.layout import LAYOUT
from sheetsync.portal.store.meta import set_meta_value
from sheetsync.portal.store.opening import Store, open_store, store_address
from sheetsync.portal.store.worker import all_submissions, get_value
from sheetsync.sql import DatabaseAddress, database_address, open_database
from tests.portal.store.conftest import BOOK, Sending, invoice, paper

URL = "portal: {url: 'https://p.example'%s}"


def test_a_store_is_opened_again_as_it_was(address: DatabaseAddress) -> None:
    with open_store(address, BOOK) as store:
        Sending(store)(invoice(), paper())
    with open_store(address, BOOK) as store:
        assert len(all_submissions(store)) == 1


def test_another_workbooks_store_is_refused(address: DatabaseAddress) -> None:
    open_store(address, BOOK).close()
    with pytest.raises(WrongStoreError) as error:
        open_store(address, "book-2")
    assert error.value.exit_code == 2
    assert "portal.database" in error.value.cure
    open_store(address, BOOK).close()


def test_a_database_of_somebody_else_is_refused(address: DatabaseAddress) -> None:
    with open_database(address) as other, other.transaction() as connection:
        if other.schema:
            connection.execute(sa.schema.CreateSchema(other.schema, if_not_exists=True))
        name = f"{other.schema}.meta" if other.schema else "meta"
        connection.exec_driver_sql(f"CREATE TABLE {name} (layout integer)")
    with pytest.raises(WrongStoreError):
        open_store(address, BOOK)


def test_a_mirror_is_no_store(tmp_path: Path) -> None:
    address = database_address(f"sqlite:///{tmp_path / 'mirror.sqlite'}")
    with open_database(address) as other, other.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ss_meta (layout integer)")
    with pytest.raises(WrongStoreError):
        open_store(address, BOOK)


def test_a_store_of_a_newer_version_is_refused(address: DatabaseAddress) -> None:
    with open_store(address, BOOK) as store, store.writing() as connection:
        set_meta_value(connection, store.layout, "layout", str(LAYOUT + 1))
    with pytest.raises(DatabaseError, match="newer"):
        open_store(address, BOOK)


def test_a_half_made_store_is_made_whole(address: DatabaseAddress) -> None:
    with open_store(address, BOOK) as store, store.writing() as connection:
        store.layout.letter.drop(connection)
        set_meta_value(connection, store.layout, "layout", str(LAYOUT - 1))
    with open_store(address, BOOK) as store, store.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(store.layout.letter)) == 0


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "portal.sqlite"
    path.write_bytes(b"not a database, but long enough to be looked at" * 30)
    with pytest.raises(DatabaseError):
        open_store(database_address(f"sqlite:///{path}"), BOOK)


def test_a_full_disk_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    with open_store(database_address(f"sqlite:///{tmp_path / 'portal.sqlite'}"), BOOK) as store:
        send = Sending(store)
        send(invoice("1"), paper("a"))

        @sa.event.listens_for(store.database.engine, "connect")
        def _full(connection: object, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        store.database.engine.dispose()

        def fill() -> None:
            for at in range(200):
                send(invoice("2", amount_minor=at, text="x" * 2000), paper(f"{at}"))

        with pytest.raises(NoRoomError):
            fill()
        count = len(all_submissions(store))
        sa.event.remove(store.database.engine, "connect", _full)
        store.database.engine.dispose()
        assert all(len(one.events) >= 1 and len(one.files) == 1 for one in all_submissions(store))
        send(invoice("3"), paper("c"))
        assert len(all_submissions(store)) == count + 1


def test_a_config_names_its_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(section: str) -> DatabaseAddress:
        return store_address(parse_config(f"sandbox: w.sqlite\n{section}", base=tmp_path))

    assert found(URL % "").path == tmp_path / "portal.sqlite"
    assert found(URL % ", database: a/b.sqlite").path == tmp_path / "a/b.sqlite"
    with pytest.raises(ConfigError, match="portal"):
        found("")
    with pytest.raises(ConfigError, match="PORTAL_DATABASE"):
        found(URL % ", database_env: PORTAL_DATABASE")
    monkeypatch.setenv("PORTAL_DATABASE", "postgresql://me:secret@db.example/portal")
    address = found(URL % ", database_env: PORTAL_DATABASE, schema: other")
    assert (str(address), address.schema) == ("postgresql://db.example/portal", "other")


def test_two_who_make_a_store_at_once_make_one(address: DatabaseAddress) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def opened(_: int) -> Store:
        return open_store(address, BOOK)

    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(opened, range(6)))
    assert [Sending(store)(invoice(), paper()).no for store in stores] == ["S-1001"] * 6
    for store in stores:
        store.close()


def test_one_look_is_one_state_but_for_what_the_block_writes_itself(store: Store) -> None:
    sending = Sending(store)
    with ThreadPoolExecutor(1) as elsewhere, store.one_look():
        assert all_submissions(store) == ()
        elsewhere.submit(sending, invoice("1")).result()
        assert all_submissions(store) == ()
        sending(invoice("2"))
        assert len(all_submissions(store)) == 2
    assert len(all_submissions(store)) == 2


def test_what_is_read_while_something_is_written_is_read_anew_behind_it(store: Store) -> None:
    with store.one_look():
        with store.writing() as connection:
            set_meta_value(connection, store.layout, "worker.key", "new")
            assert not get_value(store, "key")
        assert get_value(store, "key") == "new"


def test_a_look_goes_on_behind_a_statement_that_failed(store: Store) -> None:
    with store.one_look():
        with pytest.raises(DatabaseError), store.reading() as connection:
            connection.exec_driver_sql("SELECT nothing_like_it")
        assert all_submissions(store) == ()
