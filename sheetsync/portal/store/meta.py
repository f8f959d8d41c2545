"""What the store keeps about itself: values by key, and the number that was given last."""

from functools import lru_cache

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.sql import Prepared

#: Numbers begin above this; people tell four digits apart from a row's number.
_BEFORE_FIRST = 1000
_LAST_NUMBER = "last_number"
_PREFIX = "S-"


def meta_value(connection: sa.Connection, layout: Layout, key: str) -> str:
    """The value under a key; "" for none."""
    row = _query(layout).first(connection, {"meta_key": key})
    return str(row[0]) if row else ""


@lru_cache(maxsize=50)
def _query(layout: Layout) -> Prepared:
    table = layout.meta
    return Prepared(sa.select(table.c["value"]).where(table.c["key"] == sa.bindparam("meta_key")))


def set_meta_value(connection: sa.Connection, layout: Layout, key: str, value: str) -> None:
    """Keep a value under a key."""
    table = layout.meta
    changed = connection.execute(sa.update(table).where(table.c["key"] == key).values(value=value))
    if not changed.rowcount:
        connection.execute(sa.insert(table).values(key=key, value=value))


def next_number(connection: sa.Connection, layout: Layout) -> str:
    """A number for a submission, never given before."""
    number = last_number(connection, layout) + 1
    set_meta_value(connection, layout, _LAST_NUMBER, str(number))
    return f"{_PREFIX}{number}"


def last_number(connection: sa.Connection, layout: Layout) -> int:
    """The number that was given last."""
    return int(meta_value(connection, layout, _LAST_NUMBER) or _BEFORE_FIRST)


def raise_number(connection: sa.Connection, layout: Layout, above: int) -> None:
    """Have the next number stand above another one; it never goes down."""
    if above > last_number(connection, layout):
        set_meta_value(connection, layout, _LAST_NUMBER, str(above))


def digits_of(no: str) -> int:
    """The number in a submission's number; 0 where it has none.

    >>> digits_of("S-1042"), digits_of("O-1"), digits_of("S-x")
    (1042, 0, 0)
    """
    digits = no.removeprefix(_PREFIX)
    return int(digits) if no != digits and digits.isascii() and digits.isdigit() else 0
