"""Which columns of which tabs are kept, and under which types: from the catalogue."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from sheetsync.mirror.keys import key_rule
from sheetsync.mirror.seen import OwnTab
from sheetsync.sql.types import UtcMoment
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column, Kind, PeopleTab, ToolTab

_TYPES: Mapping[Kind, Callable[[], sa.types.TypeEngine[Any]]] = {
    "money": sa.BigInteger,
    "integer": sa.BigInteger,
    "decimal": sa.Double,
    "percent": sa.Double,
    "date": sa.Date,
    "datetime": sa.DateTime,
    "bool": sa.Boolean,
}

#: Raise it when the indexes or views of tabs change: each tab gets them with its next sight.
_SHAPE = 2


@dataclass(frozen=True, slots=True)
class KeptTab:
    """One tab as it is kept.

    Attributes:
        code: names its table.
        columns: of the catalogue, in its order; none of a team's own tab.
        tab: of the catalogue; None for a team's own.
        own: of a team's own tab: its title and key.
        titles: what it may be called.
    """

    code: str
    columns: tuple[Column, ...]
    tab: PeopleTab | ToolTab | None = None
    own: OwnTab | None = None
    titles: tuple[str, ...] = ()

    @property
    def is_people(self) -> bool:
        """Whether people fill it: then its shown texts are read too."""
        return not isinstance(self.tab, ToolTab)

    @property
    def is_replaced(self) -> bool:
        """Whether runs write it anew as a whole: what is gone from it is no accident of people."""
        return isinstance(self.tab, ToolTab) and not self.tab.log

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns, or headers of an own tab; () where rows have no key."""
        if self.own is not None:
            return self.own.key
        return tuple(column.name for column in self.columns if column.key)

    @property
    def key_rule(self) -> str:
        """What keys are made by; another text means other keys."""
        return key_rule(self.code, self.key)

    @property
    def layout(self) -> str:
        """What the table's columns, indexes and views are, as one short text."""
        text = repr([_SHAPE, *((column.name, column.kind) for column in self.columns)])
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def table(self, schema: str | None) -> sa.Table:
        """Its table of versions."""
        columns = tuple((frame_name(column), column.kind) for column in self.columns)
        return _history(self.code, columns, schema)


def kept_tabs(leave_out: Collection[str], own: Mapping[str, OwnTab]) -> dict[str, KeptTab]:
    """All tabs that are kept, by code.

    Args:
        leave_out: tabs and ``tab.column`` that a team does not want to keep.
        own: a team's own tabs.
    """
    found = {}
    for tab in all_tabs():
        if tab.code in leave_out or (isinstance(tab, ToolTab) and not tab.mirrored):
            continue
        columns = tuple(
            column
            for column in tab.columns
            if not column.daily and f"{tab.code}.{column.name}" not in leave_out
        )
        found[tab.code] = KeptTab(tab.code, columns, tab, titles=tab.titles)
    for code, one in own.items():
        if code not in leave_out:
            found[code] = KeptTab(code, (), own=one, titles=(one.title,))
    return found


@lru_cache(maxsize=200)
def _history(code: str, names: tuple[tuple[str, Kind], ...], schema: str | None) -> sa.Table:
    # One object for one table: SQLAlchemy remembers the statements that it made of it.
    name, metadata = f"{code}__hist", sa.MetaData(schema=schema)
    # A foreign key of a table to itself would have COPY look up every row.
    columns: list[sa.Column[Any]] = [
        sa.Column("_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("_key", sa.Text, nullable=False),
        sa.Column("_prev", sa.BigInteger),
        sa.Column("_valid_from", UtcMoment, nullable=False),
        sa.Column("_valid_to", UtcMoment),
        sa.Column("_not_before", UtcMoment),
        sa.Column("_seen_until", UtcMoment),
        sa.Column("_sync", sa.BigInteger, nullable=False),
        sa.Column("_closed_sync", sa.BigInteger),
        sa.Column("_by", sa.Text, nullable=False),
        sa.Column("_key_state", sa.Text, nullable=False),
        sa.Column("_renamed_from", sa.Text),
        sa.Column("_hash", sa.LargeBinary, nullable=False),
        sa.Column("_raw", sa.Text),
        sa.Column("_extra", sa.Text),
        sa.Column("_formulas", sa.Text),
        *(sa.Column(column, _TYPES.get(kind, sa.Text)()) for column, kind in names),
    ]
    table = sa.Table(name, metadata, *columns)
    is_open, has_ended = table.c["_valid_to"].is_(None), table.c["_valid_to"].is_not(None)
    sa.Index(f"{name}_key", table.c["_key"], table.c["_valid_from"])
    sa.Index(f"{name}_from", table.c["_valid_from"])
    sa.Index(f"{name}_to", table.c["_valid_to"], sqlite_where=has_ended, postgresql_where=has_ended)
    sa.Index(f"{name}_closed", table.c["_closed_sync"])
    sa.Index(f"{name}_prev", table.c["_prev"])
    sa.Index(
        f"{name}_open", table.c["_key"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    return table
