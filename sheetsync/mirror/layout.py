"""The tables of the mirror beside those of tabs, its views, and the marks by which it is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.values import Writing, json_value
from sheetsync.sql import Database
from sheetsync.sql.types import UtcMoment
from sheetsync.tables.frames import frame_name
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.schema import Column

APPLICATION = "sheetsync"
#: The number of the newest layout step (`mirror.steps`).
LAYOUT = 1
#: In ``__changes``: a row was added, removed, or came back.
ADDED, REMOVED, RETURNED = "added", "removed", "returned"
WHOLE_ROW = "*"


@dataclass(frozen=True)
class Layout:
    """The tables of one database.

    Attributes:
        schema: of PostgreSQL, None in SQLite.
    """

    schema: str | None

    @cached_property
    def _metadata(self) -> sa.MetaData:
        return sa.MetaData(schema=self.schema)

    @cached_property
    def meta(self) -> sa.Table:
        """What the database is."""
        return sa.Table(
            "ss_meta",
            self._metadata,
            sa.Column("layout", sa.Integer, nullable=False),
            sa.Column("application", sa.Text, nullable=False),
            sa.Column("made_at", UtcMoment, nullable=False),
            sa.Column("tool_version", sa.Text, nullable=False),
            # How cells that are not in `_raw` were written.
            sa.Column("lang", sa.Text, nullable=False),
            sa.Column("locale", sa.Text, nullable=False),
        )

    @cached_property
    def workbook(self) -> sa.Table:
        """Whose history it is; one row."""
        return sa.Table(
            "ss_workbook",
            self._metadata,
            sa.Column("spreadsheet_id", sa.Text, primary_key=True),
            sa.Column("title", sa.Text, nullable=False),
            sa.Column("locale", sa.Text, nullable=False),
            sa.Column("time_zone", sa.Text, nullable=False),
            sa.Column("lang", sa.Text, nullable=False),
        )

    @cached_property
    def sync(self) -> sa.Table:
        """Every sight that brought something, and what was forgotten or pruned."""
        return sa.Table(
            "ss_sync",
            self._metadata,
            sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("started_at", UtcMoment, nullable=False),
            sa.Column("finished_at", UtcMoment, nullable=False),
            sa.Column("run_id", sa.Text, nullable=False),
            sa.Column("job", sa.Text, nullable=False),
            sa.Column("tool_version", sa.Text, nullable=False),
            sa.Column("note", sa.Text, nullable=False),
        )

    @cached_property
    def tab(self) -> sa.Table:
        """What is known of each tab."""
        return sa.Table(
            "ss_tab",
            self._metadata,
            sa.Column("code", sa.Text, primary_key=True),
            sa.Column("sheet_id", sa.BigInteger, nullable=False),
            sa.Column("title", sa.Text, nullable=False),
            sa.Column("record", sa.Text, nullable=False),
            sa.Column("checked_at", UtcMoment),
            sa.Column("payload_hash", sa.LargeBinary),
            sa.Column("row_order", sa.LargeBinary),
            sa.Column("header", sa.Text),
            sa.Column("held_reason", sa.Text, nullable=False),
            sa.Column("held_facts", sa.Text, nullable=False),
            sa.Column("held_since", UtcMoment),
            sa.Column("rows", sa.BigInteger, nullable=False),
            sa.Column("key_rule", sa.Text, nullable=False),
            sa.Column("layout", sa.Text, nullable=False),
            sa.Column("errors", sa.Text, nullable=False),
            sa.Column("renamed", sa.Boolean, nullable=False),
        )

    @cached_property
    def tab_sync(self) -> sa.Table:
        """How much each sight brought of each tab."""
        return sa.Table(
            "ss_tab_sync",
            self._metadata,
            sa.Column("sync_id", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("tab", sa.Text, primary_key=True),
            sa.Column("inserted", sa.BigInteger, nullable=False),
            sa.Column("updated", sa.BigInteger, nullable=False),
            sa.Column("deleted", sa.BigInteger, nullable=False),
            sa.Column("returned", sa.BigInteger, nullable=False),
        )

    @cached_property
    def column(self) -> sa.Table:
        """Columns as they were met, in that order: views only grow at their end."""
        return sa.Table(
            "ss_column",
            self._metadata,
            sa.Column("tab", sa.Text, primary_key=True),
            sa.Column("code", sa.Text, primary_key=True),
            sa.Column("place", sa.BigInteger, nullable=False),
            sa.Column("kind", sa.Text, nullable=False),
            sa.Column("header_en", sa.Text, nullable=False),
            sa.Column("header_ru", sa.Text, nullable=False),
            sa.Column("unit", sa.Text, nullable=False),
            sa.Column("labels", sa.Text, nullable=False),
            sa.Column("gone_since", UtcMoment),
        )

    @property
    def fixed(self) -> tuple[sa.Table, ...]:
        """The tables that every mirror has."""
        return (self.meta, self.workbook, self.sync, self.tab, self.tab_sync, self.column)


@lru_cache(maxsize=50)
def layout_in(schema: str | None) -> Layout:
    """The tables of a schema, the same objects each time: see `KeptTab.table`."""
    return Layout(schema)


def writing_of(connection: sa.Connection, layout: Layout) -> Writing:
    """How cells that are not in ``_raw`` were written."""
    meta = connection.execute(sa.select(layout.meta)).mappings().one()
    table = layout.column
    rows = connection.execute(
        sa.select(table.c["tab"], table.c["code"], table.c["labels"]).where(table.c["labels"] != "")
    )
    labels = {f"{tab}.{code}": json_value(text) for tab, code, text in rows}
    return Writing(meta["lang"], meta["locale"], labels)


def unit_of(column: Column) -> str:
    """What the figures of a column count."""
    return {"money": f"1/{MINOR_PER_MAJOR}", "percent": "fraction"}.get(column.kind, "")


def views_of(
    database: Database, kept: KeptTab, columns: Sequence[Column]
) -> Mapping[str, sa.Select[Any] | sa.CompoundSelect[Any]]:
    """The views of a tab by their quoted names.

    Args:
        database: where they stand.
        kept: the tab.
        columns: in the order in which they were met.
    """
    history = kept.table(database.schema)
    quote = database.engine.dialect.identifier_preparer
    names = {name: quote.quote(name) for name in (kept.code, f"{kept.code}__changes")}
    if database.schema:
        names = {name: f"{quote.quote(database.schema)}.{told}" for name, told in names.items()}
    return {
        names[kept.code]: _open_rows(history, columns),
        names[f"{kept.code}__changes"]: _changes(history, columns),
    }


def as_of_function(database: Database, kept: KeptTab) -> str | None:
    """PostgreSQL's function for a tab as of an instant; SQLite has none."""
    if database.is_sqlite:
        return None
    quote = database.engine.dialect.identifier_preparer
    history = quote.format_table(kept.table(database.schema))
    schema = f"{quote.quote(database.schema)}." if database.schema else ""
    name = f"{schema}{quote.quote(f'{kept.code}__as_of')}"
    return (
        f"CREATE OR REPLACE FUNCTION {name}(timestamptz) RETURNS SETOF {history} "  # noqa: S608
        f"LANGUAGE sql STABLE AS $$ SELECT * FROM {history} "
        "WHERE _valid_from <= $1 AND (_valid_to IS NULL OR _valid_to > $1) $$"
    )


def _open_rows(history: sa.Table, columns: Iterable[Column]) -> sa.Select[Any]:
    shown: list[sa.ColumnElement[Any]] = []
    for column in columns:
        value = history.c[frame_name(column)]
        shown.append(value)
        if column.kind == "money":
            shown.append((value / sa.literal_column(f"{MINOR_PER_MAJOR}.0")).label(column.name))
    shown.append(history.c["_extra"])
    # `_extra` before the columns: views of PostgreSQL grow at their end only.
    return sa.select(
        history.c["_key"], history.c["_valid_from"].label("_since"), shown.pop(), *shown
    ).where(history.c["_valid_to"].is_(None))


def _changes(history: sa.Table, columns: Iterable[Column]) -> sa.CompoundSelect[Any]:
    now, was = history.alias("n"), history.alias("p")
    joined = now.join(was, was.c["_id"] == now.c["_prev"])
    nothing = sa.cast(sa.null(), sa.Text)
    first = _branch(now, _quoted(WHOLE_ROW), nothing, _quoted(ADDED))
    back = _branch(now, _quoted(WHOLE_ROW), nothing, _quoted(RETURNED))
    return sa.union_all(
        _changed_cells(now, was, columns),
        # Not "is null": SQLite would walk over all first versions instead of those of the time.
        first.where(sa.func.coalesce(now.c["_prev"], 0) == sa.literal_column("0")),
        back.select_from(joined).where(was.c["_valid_to"] < now.c["_valid_from"]),
        _gone_rows(now, history.alias("l")),
    )


def _changed_cells(
    now: sa.FromClause, was: sa.FromClause, columns: Iterable[Column]
) -> sa.Select[Any]:
    """One walk over the versions, whatever the number of columns: each with the one before it."""
    cells = {column.name: frame_name(column) for column in columns}
    cells |= {"_raw": "_raw", "_extra": "_extra"}
    listed = sa.union_all(
        *(
            sa.select(sa.literal_column(str(place)).label("place"), _quoted(name).label("column"))
            for place, name in enumerate(cells)
        )
    ).subquery("c")

    def each(of_column: Callable[[str], sa.ColumnElement[Any]]) -> sa.Case[Any]:
        found = {place: of_column(stored) for place, stored in enumerate(cells.values())}
        return sa.case(found, value=listed.c["place"])

    before = each(lambda stored: sa.cast(was.c[stored], sa.Text))
    behind = each(lambda stored: sa.cast(now.c[stored], sa.Text))
    joined = now.join(was, was.c["_id"] == now.c["_prev"]).outerjoin(listed, sa.true())
    return (
        _branch(now, listed.c["column"], before, behind)
        .select_from(joined)
        .where(each(lambda stored: now.c[stored].is_distinct_from(was.c[stored])))
    )


def _gone_rows(now: sa.FromClause, later: sa.FromClause) -> sa.Select[Any]:
    followed = (
        sa.select(later.c["_id"])
        .where(later.c["_prev"] == now.c["_id"], later.c["_valid_from"] == now.c["_valid_to"])
        .exists()
    )
    return sa.select(
        now.c["_key"].label("key"),
        _quoted(WHOLE_ROW).label("column"),
        _quoted(REMOVED).label("was"),
        sa.cast(sa.null(), sa.Text).label("now"),
        now.c["_valid_to"].label("at"),
        now.c["_seen_until"].label("not_before"),
        now.c["_by"].label("by"),
        now.c["_closed_sync"].label("sync"),
    ).where(now.c["_valid_to"].is_not(None), sa.not_(followed))


def _quoted(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'")


def _branch(
    now: sa.FromClause,
    name: sa.ColumnElement[Any],
    was: sa.ColumnElement[Any],
    is_now: sa.ColumnElement[Any],
) -> sa.Select[Any]:
    return sa.select(
        now.c["_key"].label("key"),
        name.label("column"),
        was.label("was"),
        is_now.label("now"),
        now.c["_valid_from"].label("at"),
        now.c["_not_before"].label("not_before"),
        now.c["_by"].label("by"),
        now.c["_sync"].label("sync"),
    )
