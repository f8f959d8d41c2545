"""Queries that a page asks all day: compiled once, and given to the driver as they are.

SQLAlchemy looks its compiled text up by a key of the whole query, wraps the cursor and then each
row; for a query that finds one row that takes several times as long as the database does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

Row = Sequence[Any]
_Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Text:
    """A query in the words of one kind of database.

    Attributes:
        order: names of its places where they are filled by order; None: by name.
        fixed: what fills its places by itself.
    """

    statement: str
    order: Sequence[str] | None
    fixed: Mapping[str, object]


class Prepared:
    """A query that is asked all day.

    Args:
        query: its places are filled with what drivers take as it is: texts and whole numbers.

    Raises:
        ValueError: once it is asked, it has a place for something else.
    """

    def __init__(self, query: sa.Select[Any]) -> None:
        self._query = query
        self._texts: dict[str, _Text] = {}
        #: By kind of database and column: what makes ours of a driver's value where they differ.
        self._readers: dict[str, Sequence[tuple[int, _Reader]]] = {}

    def rows(self, connection: sa.Connection, values: Mapping[str, object]) -> list[Row]:
        """What it finds, in the transaction of a connection.

        Args:
            connection: of `Database.reading` or `Database.transaction`, whose error it raises, too.
            values: for its places.
        """
        dialect = connection.dialect
        text = self._texts.get(dialect.name)
        if text is None:
            text = self._texts[dialect.name] = _text_of(self._query, dialect)
        given: Any = {**text.fixed, **values}
        if text.order is not None:
            given = [given[name] for name in text.order]
        driver: Any = connection.connection.driver_connection
        cursor = driver.cursor()
        try:
            found: list[Row] = cursor.execute(text.statement, given).fetchall()
            if dialect.name not in self._readers:
                self._readers[dialect.name] = _readers_of(self._query, dialect, cursor.description)
        finally:
            cursor.close()
        readers = self._readers[dialect.name]
        return [_read(row, readers) for row in found] if readers else found

    def first(self, connection: sa.Connection, values: Mapping[str, object]) -> Row | None:
        """The first of `rows`; None for none."""
        return next(iter(self.rows(connection, values)), None)


def _read(row: Row, readers: Sequence[tuple[int, _Reader]]) -> Row:
    values = list(row)
    for at, reader in readers:
        values[at] = reader(values[at])
    return values


def _text_of(query: sa.Select[Any], dialect: sa.Dialect) -> _Text:
    compiled: Any = query.compile(dialect=dialect)
    for name, place in compiled.binds.items():
        if place.type.dialect_impl(dialect).bind_processor(dialect) is not None:
            raise ValueError(f"a prepared query has no place for what {name!r} holds")
    return _Text(str(compiled), compiled.positiontup, compiled.params)


def _readers_of(
    query: sa.Select[Any], dialect: sa.Dialect, description: Sequence[Sequence[Any]]
) -> Sequence[tuple[int, _Reader]]:
    types = [column.type.dialect_impl(dialect) for column in query.selected_columns]
    readers = [
        kind.result_processor(dialect, told[1])
        for kind, told in zip(types, description, strict=True)
    ]
    return [(at, reader) for at, reader in enumerate(readers) if reader is not None]
