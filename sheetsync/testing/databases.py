"""New databases of each kind for tests, and how a config names them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.sql import DatabaseAddress, database_address
from sheetsync.testing.postgres import new_schema

#: Each test of what is kept in SQL runs on both: SQLite forgives wrong types, PostgreSQL does not.
KINDS = ("sqlite", "postgres")


@contextmanager
def new_database(kind: str, folder: Path) -> Iterator[DatabaseAddress]:
    """The address of a database that nobody has used; it is gone at the end.

    Args:
        kind: of `KINDS`.
        folder: for an SQLite file.
    """
    if kind == "sqlite":
        yield database_address(f"sqlite:///{folder / 'mirror.sqlite'}")
        return
    with new_schema() as address:
        yield address


def mirror_section(address: DatabaseAddress) -> str:
    """The part of a config that has the mirror there; its further lines may follow."""
    url = address.url.render_as_string(hide_password=False)
    return f"mirror:\n  url: '{url}'\n  schema: {address.schema or 'sheetsync'}\n"
