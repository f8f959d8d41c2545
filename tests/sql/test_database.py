"""Transactions, bulk insert and layout steps, on SQLite and PostgreSQL alike."""

import os
import stat
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.errors import DanglingLinkError, DatabaseError, MissingExtraError
from sheetsync.sql import Database, DatabaseAddress, database_address, insert_rows, open_database
from sheetsync.sql.bulk import fetch_columns
from sheetsync.sql.steps import Step, missing_parts, pending_steps, replace_views, run_statement
from sheetsync.sql.types import UtcMoment

COLUMNS = ("id", "text", "number", "share", "day", "at", "seen", "yes", "hash")


def table_of(schema: str | None, *more: sa.Column[object]) -> sa.Table:
    return sa.Table(
        "rows",
        sa.MetaData(schema=schema),
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text),
        sa.Column("number", sa.BigInteger),
        sa.Column("share", sa.Double),
        sa.Column("day", sa.Date),
        sa.Column("at", sa.DateTime),
        sa.Column("seen", UtcMoment),
        sa.Column("yes", sa.Boolean),
        sa.Column("hash", sa.LargeBinary),
        *more,
        sa.Index("rows_text", "text"),
    )


def made(connection: sa.Connection, table: sa.Table) -> list[str]:
    if table.schema:
        connection.execute(sa.schema.CreateSchema(table.schema, if_not_exists=True))
    parts = missing_parts(connection, [table])
    for part in parts:
        run_statement(connection, part.statement)
    return [part.about for part in parts]


@pytest.fixture
def opened(database: DatabaseAddress) -> Iterator[Database]:
    with open_database(database) as one:
        yield one


def test_many_rows_of_every_type_come_back_as_they_went_in(opened: Database) -> None:
    table = table_of(opened.schema)
    noon = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=3)))
    morning = datetime.fromisoformat("2026-03-31T09:30:00")
    second = datetime.fromisoformat("1990-01-01T00:00:01")
    rows = [
        (1, "ёж\t\\N \"x\" ' ; %s", 2**62, 0.1, date(2026, 3, 31), morning,
         noon, True, b"\x00\xff"),
        (2, "", None, None, None, None, None, False, None),
        (3, None, -1, -0.5, date(1990, 1, 1), second, noon, None, b""),
    ]  # fmt: skip
    with opened.transaction() as connection:
        made(connection, table)
        insert_rows(connection, table, COLUMNS, rows)
        insert_rows(connection, table, COLUMNS, [])
    with opened.reading() as connection:
        found = connection.execute(sa.select(table).order_by(table.c.id)).all()
        assert [tuple(row) for row in found] == rows
        late = sa.select(table.c.id).where(table.c.seen <= datetime(2026, 3, 1, 9, tzinfo=UTC))
        assert connection.scalars(late.order_by(table.c.id)).all() == [1, 3]
        text = sa.select(table.c.id).where(table.c.day == date(2026, 3, 31))
        assert connection.scalars(text).all() == [1]


def test_more_rows_than_a_statement_takes_and_signs_of_copy_come_back(opened: Database) -> None:
    table = table_of(opened.schema)
    signs = ["\\", "\\n", "\n", "\r\n", "\t", "\\.", "\\N", "", None, "plain"]
    rows = [(number, signs[number % len(signs)]) for number in range(1, 1203)]
    with opened.transaction() as connection:
        made(connection, table)
        insert_rows(connection, table, ("id", "text"), rows)
    with opened.reading() as connection:
        found = connection.execute(sa.select(table.c.id, table.c.text).order_by(table.c.id))
        assert [tuple(row) for row in found] == rows
        assert (
            sorted(
                zip(*fetch_columns(connection, sa.select(table.c.id, table.c.text)), strict=True)
            )
            == rows
        )


def test_numbers_of_several_classes_stand_in_one_column(opened: Database) -> None:
    table = table_of(opened.schema)
    rows = [(1, 1), (2, -0.0), (3, 0.5), (4, None), (5, 0.0)]
    with opened.transaction() as connection:
        made(connection, table)
        insert_rows(connection, table, ("id", "share"), rows)
    with opened.reading() as connection:
        found = connection.execute(sa.select(table.c.id, table.c.share).order_by(table.c.id))
        assert [tuple(row) for row in found] == rows


def test_an_instant_without_a_zone_is_refused(opened: Database) -> None:
    table = table_of(opened.schema)
    rows = [(1, datetime.fromisoformat("2026-03-01T00:00:00"))]
    with opened.transaction() as connection:
        made(connection, table)
        with pytest.raises(ValueError, match="without a zone"):
            insert_rows(connection, table, ("id", "seen"), rows)


def test_a_transaction_stands_whole_or_not_at_all(opened: Database) -> None:
    table = table_of(opened.schema)

    def written(*ids: int) -> None:
        with opened.transaction() as connection:
            insert_rows(connection, table, ("id",), [(one,) for one in ids[:1]])
            insert_rows(connection, table, ("id",), [(one,) for one in ids[1:]])
            assert ids != (3, 4), "a bug of ours"

    with opened.transaction() as connection:
        made(connection, table)
    with pytest.raises(AssertionError, match="a bug of ours"):
        written(3, 4)
    with pytest.raises(DatabaseError):
        written(2, 2)
    with opened.reading() as connection:
        assert connection.scalars(sa.select(table.c.id)).all() == []


def test_a_second_writer_waits_and_sees_what_the_first_wrote(
    opened: Database, database: DatabaseAddress
) -> None:
    table = table_of(opened.schema)
    with opened.transaction() as connection:
        made(connection, table)
    counted: list[int] = []
    began = threading.Event()

    def second() -> None:
        began.set()
        with open_database(database) as other, other.transaction() as connection:
            counted.extend(connection.scalars(sa.select(table.c.id)).all())

    with opened.transaction() as connection:
        thread = threading.Thread(target=second)
        thread.start()
        began.wait()
        insert_rows(connection, table, ("id",), [(7,)])
        assert counted == []
    thread.join()
    assert counted == [7]


def test_readers_see_one_state_and_do_not_wait(opened: Database, database: DatabaseAddress) -> None:
    table = table_of(opened.schema)
    with opened.transaction() as connection:
        made(connection, table)
    with open_database(database, read_only=True) as other, other.reading() as looking:
        assert looking.scalars(sa.select(table.c.id)).all() == []
        with opened.transaction() as connection:
            insert_rows(connection, table, ("id",), [(1,)])
        assert looking.scalars(sa.select(table.c.id)).all() == []


def test_a_database_that_fails_says_neither_statement_nor_values(opened: Database) -> None:
    secret = sa.text("select :account from nowhere_at_all")
    with pytest.raises(DatabaseError) as caught, opened.reading() as connection:
        connection.execute(secret, {"account": "40702810"})
    assert "nowhere_at_all" in caught.value.message
    assert "40702810" not in str(caught.value)
    assert "select" not in caught.value.message.lower().partition("used:")[2]
    assert caught.value.cure


def test_what_is_missing_is_added_and_nothing_else(opened: Database) -> None:
    with opened.transaction() as connection:
        assert made(connection, table_of(opened.schema)) == ["table rows", "index rows_text"]
        insert_rows(connection, table_of(opened.schema), ("id", "text"), [(1, "kept")])
        assert made(connection, table_of(opened.schema)) == []
    wider = table_of(opened.schema, sa.Column("more", sa.BigInteger))
    with opened.transaction() as connection:
        assert made(connection, wider) == ["column rows.more"]
        assert made(connection, wider) == []
        found = connection.execute(sa.select(wider.c.id, wider.c.text, wider.c.more)).one()
    assert tuple(found) == (1, "kept", None)
    with opened.transaction() as connection:
        assert missing_parts(connection, []) == []
        # A column that this version does not know stays.
        assert made(connection, table_of(opened.schema)) == []
        assert connection.scalars(sa.select(wider.c.more)).all() == [None]


def test_a_view_takes_further_columns(opened: Database) -> None:
    table = table_of(opened.schema)
    quoted = f"{opened.schema}.shown" if opened.schema else "shown"
    view = sa.table("shown", sa.column("id"), sa.column("text"), schema=opened.schema)
    with opened.transaction() as connection:
        made(connection, table)
        insert_rows(connection, table, ("id", "text"), [(1, "100%"), (2, "x")])
        share = sa.select(table.c.id).where(table.c.text.like("100%"))
        replace_views(connection, {quoted: share})
        replace_views(connection, {quoted: share.add_columns(table.c.text)})
        assert [tuple(row) for row in connection.execute(sa.select(view))] == [(1, "100%")]


def test_steps_come_in_their_order() -> None:
    steps = [Step(number, str(number), lambda _connection: None) for number in (3, 1, 2)]
    assert [step.number for step in pending_steps(steps, 1)] == [2, 3]
    assert pending_steps(steps, 3) == []


def test_the_room_of_deleted_rows_is_given_back(opened: Database) -> None:
    table = table_of(opened.schema)
    with opened.transaction() as connection:
        made(connection, table)
        insert_rows(connection, table, ("id", "text"), [(n, "x" * 5000) for n in range(500)])
    with opened.transaction() as connection:
        connection.execute(sa.delete(table))
    opened.vacuum()
    path = opened.address.path
    assert path is None or path.stat().st_size < 100_000


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "mirror.sqlite"
    with open_database(database_address(f"sqlite:///{path}")) as database:
        with database.transaction() as connection:
            connection.execute(sa.text("create table t (x)"))
            for file in path.parent.iterdir():
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_somebody_who_only_looks_makes_no_file_and_changes_none(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    address = database_address(f"sqlite:///{path}")
    with pytest.raises(DatabaseError, match="no such file"):
        open_database(address, read_only=True)
    assert not path.exists()
    with open_database(address) as database, database.transaction() as connection:
        connection.execute(sa.text("create table t (x)"))
    with (
        open_database(address, read_only=True) as database,
        pytest.raises(DatabaseError, match="readonly"),
        database.transaction() as connection,
    ):
        connection.execute(sa.text("create table u (x)"))


def test_a_link_to_nothing_and_a_folder_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(tmp_path / "not-mounted" / "mirror.sqlite")
    with pytest.raises(DanglingLinkError):
        open_database(database_address(f"sqlite:///{link}"))
    (tmp_path / "file").write_text("")
    blocked = database_address(f"sqlite:///{tmp_path}/file/mirror.sqlite")
    with (
        open_database(blocked) as database,
        pytest.raises(DatabaseError, match="unable to open"),
        database.reading(),
    ):
        pass


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    address = database_address(f"postgresql://anna@/office?host={tmp_path}", password="s3cret")
    with (
        open_database(address) as database,
        pytest.raises(DatabaseError) as caught,
        database.transaction(),
    ):
        pass
    assert caught.value.message.startswith("The database postgresql:///office cannot be used: ")
    assert "s3cret" not in str(caught.value)


def test_without_its_driver_postgresql_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtraError) as caught:
        open_database(database_address("postgresql://anna@db.example/office"))
    assert caught.value.cure == 'pip install "sheetsync[postgres]"'


def count_connections(one: Database) -> list[object]:
    """The connections that are made from now on."""
    made_now: list[object] = []
    sa.event.listen(one.engine, "connect", lambda raw, _record: made_now.append(raw))
    return made_now


def ask(one: Database) -> int:
    with one.reading() as connection:
        return int(connection.scalar(sa.select(sa.literal(7))) or 0)


def test_connections_are_kept_where_that_is_asked_for(database: DatabaseAddress) -> None:
    for kept, most in ((0, 5), (2, 1)):
        with open_database(database, kept=kept) as one:
            connections = count_connections(one)
            assert [ask(one) for _ in range(5)] == [7] * 5
            assert len(connections) == most


def test_a_kept_connection_is_good_after_what_went_wrong(database: DatabaseAddress) -> None:
    with open_database(database, kept=1) as one:
        table = table_of(one.schema)
        with one.transaction() as connection:
            made(connection, table)

        def insert_twice() -> None:
            with one.transaction() as connection:
                connection.execute(sa.insert(table).values(id=1))
                connection.execute(sa.insert(table).values(id=1))

        for _ in range(3):
            with pytest.raises(DatabaseError):
                insert_twice()
        with one.transaction() as connection:
            connection.execute(sa.insert(table).values(id=1))
        with one.reading() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 1


def test_nobody_waits_for_a_kept_connection(database: DatabaseAddress) -> None:
    with open_database(database, kept=1) as one, one.reading(), one.reading(), one.reading():
        assert ask(one) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_opens_connections_of_its_own(database: DatabaseAddress) -> None:
    with open_database(database, kept=1) as one:
        ask(one)
        connections = count_connections(one)
        child = os.fork()
        if not child:
            code = 1
            try:
                code = 0 if ask(one) == 7 and len(connections) == 1 else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert ask(one) == 7
        assert connections == []


def test_a_file_that_is_gone_is_noticed_by_kept_connections(tmp_path: Path) -> None:
    path = tmp_path / "one.sqlite"
    with open_database(database_address(f"sqlite:///{path}"), kept=2) as one:
        ask(one)
        path.rename(tmp_path / "aside")
        for what in (one.reading, one.transaction):
            with pytest.raises(DatabaseError), what():
                pass
        (tmp_path / "aside").rename(path)
        assert ask(one) == 7
        (tmp_path / "other").write_bytes(b"no database, but long enough to be looked at" * 99)
        (tmp_path / "other").replace(path)
        with pytest.raises(DatabaseError, match="not a database"):
            ask(one)
