"""Where a database is: an SQLite file, or a schema of a PostgreSQL server."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase

_SQLITE = "sqlite:///"
#: As tools and hosts write it; all mean the same server.
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_CURE = Phrase(
    ru="укажите sqlite:///ФАЙЛ или postgresql://USER@HOST/DATABASE",
    en="write sqlite:///FILE or postgresql://USER@HOST/DATABASE",
)


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """A database, as it is opened and as it is said.

    Attributes:
        url: as SQLAlchemy takes it; its text never shows the password.
        path: of an SQLite file, else None.
        schema: of PostgreSQL; "" for the server's own choice, and in SQLite.
    """

    url: sa.URL
    path: Path | None = None
    schema: str = ""

    def __str__(self) -> str:
        """The address as people may read it: no password, no parameters."""
        if self.path is not None:
            return f"{_SQLITE}{self.path}"
        return f"postgresql://{self.url.host or ''}/{self.url.database or ''}"


def is_database_address(text: str) -> bool:
    """Whether a text is meant as an address that `database_address` reads.

    >>> is_database_address("sqlite:///facts.db"), is_database_address("duckdb:///facts.db")
    (True, False)
    """
    return text.startswith((_SQLITE, *_POSTGRES))


def database_address(
    text: str, *, base: Path = Path(), password: str = "", schema: str = ""
) -> DatabaseAddress:
    """Read an address.

    Args:
        text: ``sqlite:///FILE`` or ``postgresql://USER@HOST:PORT/DATABASE``.
        base: the folder that a relative FILE is relative to.
        password: of the PostgreSQL user; "" leaves what the address or the machine says.
        schema: of PostgreSQL.

    Raises:
        DatabaseError: it is neither.
    """
    if text.startswith(_SQLITE):
        name = text.removeprefix(_SQLITE)
        # SQLite makes a nameless or an in-memory database of these: nothing would be kept.
        if not name or name.startswith((":memory:", "file:")):
            raise DatabaseError(
                Phrase(ru="{text}: файл не назван", en="{text}: names no file"),
                cure=_CURE,
                text=text,
            )
        path = base / name
        return DatabaseAddress(sa.URL.create("sqlite", database=str(path)), path)
    if not text.startswith(_POSTGRES):
        raise DatabaseError(
            Phrase(
                ru="Базы с таким адресом здесь не знают",
                en="The address is of no database that is known here",
            ),
            cure=_CURE,
        )
    try:
        url = sa.make_url(text).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        # Their text may hold the password.
        raise DatabaseError(
            Phrase(ru="Адрес базы не читается", en="The address of the database cannot be read"),
            cure=_CURE,
        ) from None
    return DatabaseAddress(url.set(password=password) if password else url, schema=schema)
