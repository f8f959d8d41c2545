"""Many rows into a table at once: SQLite by ``executemany``, PostgreSQL by ``COPY``.

SQLAlchemy's own insert of dictionaries takes about ten times as long (road-out.md 5).
"""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

Row = Sequence[object]


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
    if not rows:
        return
    prepared = _prepared(connection.dialect, [table.c[name] for name in columns], rows)
    quote = connection.dialect.identifier_preparer
    where = f"{quote.format_table(table)} ({', '.join(quote.quote(name) for name in columns)})"
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {where} VALUES ({marks})",  # noqa: S608  # quoted above
            [tuple(row) for row in prepared],
        )
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {where} FROM STDIN") as copy:
        for row in prepared:
            copy.write_row(row)


def _prepared(
    dialect: sa.Dialect, columns: Sequence[sa.Column[Any]], rows: Sequence[Row]
) -> Sequence[Row]:
    """The rows as the driver takes them."""
    found = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    turns: dict[int, Callable[[Any], Any]] = {
        at: turn for at, turn in enumerate(found) if turn is not None
    }
    if not turns:
        return rows
    by_column = list(zip(*rows, strict=True))
    for at, turn in turns.items():
        by_column[at] = tuple(None if value is None else turn(value) for value in by_column[at])
    return list(zip(*by_column, strict=True))
