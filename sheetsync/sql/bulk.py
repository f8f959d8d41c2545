"""Many rows at once: several a statement into SQLite, by ``COPY`` into PostgreSQL, and out again.

SQLAlchemy's own insert of dictionaries takes about ten times as long (road-out.md 5). Values are
turned into what a driver takes by whole columns: a day that stands in a thousand rows is turned
once.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

#: Fewer than Python's collector lets live before it looks for rubbish.
_ROWS_AT_ONCE = 500
#: SQLite takes no more than 999 values a statement where it is old.
_MOST_VALUES = 999
#: Values that stand less often in a column are not worth to be looked up.
_OFTEN = 2

Row = Sequence[object]
Turn = Callable[[Any], Any]


def fetch_columns(connection: sa.Connection, statement: sa.Select[Any]) -> list[list[Any]]:
    """What a statement finds, a list a column, as the driver hands the values over.

    SQLAlchemy's own rows, each an object with names for its values, take twice as long. Rows are
    let go a few at a time: many at once would have Python's collector walk over them.

    Args:
        connection: in a transaction.
        statement: of numbers, texts and bytes, which mean the same to driver and program.
    """
    columns: list[list[Any]] = [[] for _ in statement.selected_columns]
    with connection.execute(statement) as found:
        cursor: Any = found.cursor
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for place, column in enumerate(columns):
                column += [row[place] for row in rows]
    return columns


def insert_rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert rows.

    Args:
        connection: in a transaction of `Database.transaction`.
        table: where to.
        columns: names of the columns that the rows hold, in their order.
        rows: values as the columns' types take them in Python; None is NULL.
    """
    if rows:
        insert_columns(connection, table, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def insert_columns(
    connection: sa.Connection, table: sa.Table, columns: Mapping[str, Collection[object]]
) -> None:
    """Insert rows that are given as columns.

    Args:
        connection: in a transaction of `Database.transaction`.
        table: where to.
        columns: by name, a value a row, as `insert_rows` takes them.
    """
    held = {name: values for name, values in columns.items() if _holds(table.c[name], values)}
    prepared = [_turned(table.c[name], values, connection.dialect) for name, values in held.items()]
    count = len(prepared[0]) if prepared else 0
    if not count:
        return
    quote = connection.dialect.identifier_preparer
    where = f"{quote.format_table(table)} ({', '.join(quote.quote(name) for name in held)})"
    if connection.dialect.name == "sqlite":
        _insert(connection, where, prepared, count)
    else:
        _copy(connection, where, prepared)


def _insert(
    connection: sa.Connection, where: str, columns: Sequence[Collection[object]], count: int
) -> None:
    """Into SQLite, several rows a statement: it takes half as long as a statement a row."""
    width = len(columns)
    values: list[object] = [None] * (width * count)
    for place, column in enumerate(columns):
        values[place::width] = column
    most = max(_MOST_VALUES // width, 1)
    marks = f"({', '.join('?' * width)})"
    # The driver itself: SQLAlchemy would take as long again to begin each statement.
    driver: Any = connection.connection.driver_connection
    for start in range(0, count, most):
        some = min(most, count - start)
        driver.execute(
            f"INSERT INTO {where} VALUES {', '.join([marks] * some)}",  # noqa: S608  # quoted
            values[start * width : (start + some) * width],
        )


def _copy(connection: sa.Connection, where: str, columns: Sequence[Collection[object]]) -> None:
    """Into PostgreSQL."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {where} FROM STDIN") as copy:
        for row in zip(*columns, strict=True):
            copy.write_row(row)


def _holds(column: sa.Column[Any], values: Collection[object]) -> bool:
    """Whether a column must be named: what is NULL in every row is NULL without a word."""
    return column.primary_key or any(value is not None for value in values)


def _turned(
    column: sa.Column[Any], values: Collection[object], dialect: sa.Dialect
) -> Collection[object]:
    """The values as the driver takes them."""
    if dialect.name == "sqlite" and isinstance(column.type, sa.DateTime):
        return _naive_texts(values)
    turn = _turn_of(column.type, dialect)
    if turn is None:
        return values
    distinct = set(values)
    if len(distinct) * _OFTEN > len(values):
        return [None if value is None else turn(value) for value in values]
    known = {value: None if value is None else turn(value) for value in distinct}
    return [known[value] for value in values]


def _turn_of(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Turn | None:
    if dialect.name == "sqlite":
        if isinstance(kind, sa.LargeBinary):
            # Of this class alone sqlite3 takes bytes without asking who could turn them.
            return bytearray
        if isinstance(kind, sa.Date):
            return date.isoformat
    found: Turn | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found


def _naive_texts(moments: Collection[Any]) -> list[str | None]:
    """As SQLAlchemy writes times without zone into SQLite: `2026-03-01 09:30:00.000000`."""
    there = [moment for moment in moments if moment is not None]
    # Days, and times of the day, stand in a column again and again.
    days, times = [one.date() for one in there], [one.time() for one in there]
    told_days = {day: f"{day.isoformat()} " for day in set(days)}
    told_times = {time: time.isoformat("microseconds") for time in set(times)}
    texts = (told_days[day] + told_times[time] for day, time in zip(days, times, strict=True))
    return [None if moment is None else next(texts) for moment in moments]
