"""A database brought to the layout that this version wants: only ever added to.

What follows from the catalogue is compared with what is there: tables, columns and indexes that
are missing are made, views replaced. What does not follow from it is a numbered step. Nothing is
dropped or renamed, so whatever an earlier version kept is there still.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that is missing.

    Attributes:
        about: what is added, for people.
        statement: what adds it.
    """

    about: str
    statement: str


@dataclass(frozen=True, slots=True)
class Step:
    """A change of layout that does not follow from the tables.

    Attributes:
        number: of the layout that it leads to.
        about: what it does, for people.
        run: does it, in the transaction in which it is noted as done.
    """

    number: int
    about: str
    run: Callable[[sa.Connection], None]


def pending_steps(steps: Iterable[Step], layout: int) -> list[Step]:
    """The steps that a database of that layout has yet to take, in their order."""
    return sorted((step for step in steps if step.number > layout), key=lambda step: step.number)


def run_statement(connection: sa.Connection, text: str) -> None:
    """Run a statement of the layout as it stands: no sign in it marks a parameter."""
    connection.exec_driver_sql(text, execution_options={"no_parameters": True})


def missing_parts(connection: sa.Connection, tables: Sequence[sa.Table]) -> list[Addition]:
    """Tables, columns and indexes that the database lacks, in the order to add them."""
    if not tables:
        return []
    schema = tables[0].schema
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names(schema=schema))
    found: list[Addition] = []
    for table in tables:
        if table.name in there:
            found += _missing_columns(connection, inspector, table)
            known = {index["name"] for index in inspector.get_indexes(table.name, schema=schema)}
        else:
            found.append(_addition(connection, f"table {table.name}", sa.schema.CreateTable(table)))
            known = set()
        found += [
            _addition(connection, f"index {index.name}", sa.schema.CreateIndex(index))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
            if index.name not in known
        ]
    return found


def replace_views(
    connection: sa.Connection, views: Mapping[str, sa.Select[Any] | sa.CompoundSelect[Any] | str]
) -> None:
    """Have views of these names, quoted as they are to be written, select this.

    PostgreSQL replaces a view in place, so that what others built on it stays; it allows further
    columns at the end alone. SQLite's are made anew.
    """
    for name, query in views.items():
        text = query if isinstance(query, str) else _literal(connection, query)
        if connection.dialect.name == "sqlite":
            run_statement(connection, f"DROP VIEW IF EXISTS {name}")
            run_statement(connection, f"CREATE VIEW {name} AS {text}")
        else:
            run_statement(connection, f"CREATE OR REPLACE VIEW {name} AS {text}")


def _addition(connection: sa.Connection, about: str, what: sa.schema.DDLElement) -> Addition:
    return Addition(about, str(what.compile(dialect=connection.dialect)))


def _missing_columns(
    connection: sa.Connection, inspector: sa.Inspector, table: sa.Table
) -> list[Addition]:
    there = {column["name"] for column in inspector.get_columns(table.name, schema=table.schema)}
    quote = connection.dialect.identifier_preparer
    return [
        Addition(
            f"column {table.name}.{column.name}",
            f"ALTER TABLE {quote.format_table(table)} ADD COLUMN "
            + str(sa.schema.CreateColumn(column).compile(dialect=connection.dialect)),
        )
        for column in table.columns
        if column.name not in there
    ]


def _literal(connection: sa.Connection, query: sa.Select[Any] | sa.CompoundSelect[Any]) -> str:
    compiled = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    # The driver would halve them again; statements here go to it without parameters.
    return str(compiled).replace("%%", "%")
