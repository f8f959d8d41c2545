"""Prepared queries find what SQLAlchemy finds, on SQLite and PostgreSQL alike; kept readings."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.sql import Database, DatabaseAddress, Prepared, database_address, open_database
from tests.sql.test_database import COLUMNS, count_connections, made, table_of

MOMENT = datetime(2026, 4, 2, 10, 30, 1, 5, tzinfo=timezone(timedelta(hours=3)))
ROWS = (
    {"id": 1, "text": "Вектор'; --", "number": 2**40, "share": 0.5, "day": date(2026, 4, 2),
     "at": datetime(2026, 4, 2, 1, 2),  # noqa: DTZ001  # of a column without a zone
     "seen": MOMENT, "yes": True, "hash": b"\x00\xff"},
    {"id": 2, "text": None, "number": None, "share": None, "day": None, "at": None, "seen": None,
     "yes": None, "hash": None},
)  # fmt: skip


@pytest.fixture
def opened(database: DatabaseAddress) -> Iterator[Database]:
    with open_database(database, kept=2) as one:
        table = table_of(one.schema)
        with one.transaction() as connection:
            made(connection, table)
            connection.execute(sa.insert(table), list(ROWS))
        yield one


def test_every_type_comes_back_as_sqlalchemy_gives_it(opened: Database) -> None:
    table = table_of(opened.schema)
    query = sa.select(*(table.c[name] for name in COLUMNS)).where(table.c.id >= sa.bindparam("id_"))
    prepared = Prepared(query.order_by(table.c.id))
    for least, count in ((1, 2), (2, 1), (3, 0)):
        with opened.reading() as connection:
            expected = connection.execute(query.order_by(table.c.id), {"id_": least}).all()
            found = prepared.rows(connection, {"id_": least})
            first = prepared.first(connection, {"id_": least})
        assert [tuple(row) for row in found] == [tuple(row) for row in expected]
        assert len(found) == count
        assert first == (found[0] if found else None)
    with opened.reading() as connection:
        (row,) = prepared.rows(connection, {"id_": 1})[:1]
    assert row[COLUMNS.index("seen")] == MOMENT
    assert row[COLUMNS.index("seen")].tzinfo is UTC


def test_texts_are_values_and_places_of_the_query_itself_are_filled(opened: Database) -> None:
    table = table_of(opened.schema)
    where = sa.and_(table.c.text == sa.bindparam("wanted"), table.c.text != "", table.c.id < 7)
    prepared = Prepared(sa.select(table.c.id).where(where))
    with opened.reading() as connection:
        for text, count in (("Вектор'; --", 1), ("' or '1'='1", 0), ("", 0), ("%s :wanted ?", 0)):
            assert len(prepared.rows(connection, {"wanted": text})) == count


def test_a_place_for_what_drivers_do_not_take_is_refused(opened: Database) -> None:
    table = table_of(opened.schema)
    prepared = Prepared(sa.select(table.c.id).where(table.c.seen == sa.bindparam("moment")))
    with opened.reading() as connection, pytest.raises(ValueError, match="'moment'"):
        prepared.rows(connection, {"moment": MOMENT})


def test_it_reads_within_the_transaction(opened: Database) -> None:
    table = table_of(opened.schema)
    count = Prepared(sa.select(sa.func.count()).select_from(table))
    with opened.reading() as looking:
        assert count.rows(looking, {})[0][0] == 2
        with opened.transaction() as connection:
            connection.execute(sa.insert(table).values(id=3))
            assert count.rows(connection, {})[0][0] == 3
        assert count.rows(looking, {})[0][0] == 2
    with opened.reading() as looking:
        assert count.rows(looking, {})[0][0] == 3


def test_what_fails_is_told_without_statement_and_values(opened: Database) -> None:
    query = Prepared(sa.select(sa.column("nothing")).select_from(sa.table("never")))
    for _ in range(2):
        with pytest.raises(DatabaseError) as caught, opened.reading() as connection:
            query.rows(connection, {})
        assert "SELECT" not in str(caught.value)
    table = table_of(opened.schema)
    with opened.reading() as connection:
        assert Prepared(sa.select(table.c.id)).rows(connection, {})


def test_a_thread_reads_by_one_connection_and_another_one_by_its_own(tmp_path: Path) -> None:
    with open_database(database_address(f"sqlite:///{tmp_path / 'one'}"), kept=2) as one:
        connections = count_connections(one)
        seen: list[object] = []

        def read() -> None:
            for _ in range(3):
                with one.reading() as connection:
                    seen.append(connection.connection.driver_connection)

        read()
        other = threading.Thread(target=read)
        other.start()
        other.join()
        assert len(set(map(id, seen[:3]))) == 1
        assert {id(each) for each in seen[3:]} & {id(each) for each in seen[:3]} == set()
        with one.reading() as outer, one.reading() as inner:
            assert outer.connection.driver_connection is not inner.connection.driver_connection
        assert len(connections) <= 3


def test_what_threads_keep_is_closed_with_the_database(tmp_path: Path) -> None:
    path = tmp_path / "one"
    one = open_database(database_address(f"sqlite:///{path}"), kept=2)
    held, go_on = threading.Event(), threading.Event()
    kept: list[sa.Connection] = []

    def read() -> None:
        with one.reading() as connection:
            kept.append(connection)
        held.set()
        go_on.wait(10)

    thread = threading.Thread(target=read)
    thread.start()
    assert held.wait(10)
    assert [each.closed for each in kept] == [False]
    one.close()
    assert [each.closed for each in kept] == [True]
    go_on.set()
    thread.join()
    # The database goes on being usable, as an engine that was disposed of does.
    with one.reading() as connection:
        assert connection.scalar(sa.select(sa.literal(7))) == 7
    one.close()


def test_after_a_failure_in_a_reading_the_next_one_is_good(tmp_path: Path) -> None:
    with open_database(database_address(f"sqlite:///{tmp_path / 'one'}"), kept=2) as one:
        for _ in range(2):
            with pytest.raises(KeyError), one.reading():
                raise KeyError
            with one.reading() as connection:
                assert connection.scalar(sa.select(sa.literal(7))) == 7
