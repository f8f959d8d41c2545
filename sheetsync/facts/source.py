"""Facts from a folder of Parquet files, a DuckDB file or an SQLite file."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from sheetsync.errors import FactsError
from sheetsync.facts import serial
from sheetsync.facts.engines import Engine, engine_named
from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.rating.facts_from_frames import (
    feedback_rows,
    invoice_rows,
    job_rows,
    pack_rows,
    partner_rows,
)

Rows = nw.LazyFrame[Any]

#: The large tables: how rows of an engine, and how plain pandas rows come to serial form.
_READERS: Mapping[str, tuple[Callable[[Rows], Rows], Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "jobs": (serial.job_rows, job_rows),
    "feedback": (serial.feedback_rows, feedback_rows),
    "doc_packs": (serial.pack_rows, pack_rows),
    "invoices": (serial.invoice_rows, invoice_rows),
}


@dataclass(frozen=True, slots=True)
class _Source:
    """Where tables are.

    Attributes:
        kind: "parquet", "duckdb" or "sqlite".
        path: of the folder or file.
        tables: names of the tables there are.
    """

    kind: str
    path: Path
    tables: frozenset[str]


def read_facts(where: str, engine: str, *, beside: Facts | None = None) -> Facts:
    """Open facts for a rating.

    Args:
        where: a folder with ``jobs.parquet`` or a folder ``jobs/`` of Parquet files, and
            likewise ``feedback``, ``doc_packs``, ``invoices``, ``partners``, ``groups``; or
            ``duckdb:///file`` or ``sqlite:///file`` with tables of these names. Columns are those
            of the worked example's CSV files; amounts are in units of the base currency.
        engine: one of `ENGINES`. Parquet is never loaded whole except by pandas; an SQLite file
            is loaded by pandas whatever the engine.
        beside: the workbook's facts; tables that are not at `where` are taken from it.

    Raises:
        FactsError: there is nothing at `where`, no jobs, or a column is missing or of the wrong
            type.
        MissingExtraError: the engine is not installed.
    """
    source = _source(where)
    if "jobs" not in source.tables:
        raise FactsError(f"{where}: no table 'jobs'", cure="name it jobs.parquet, jobs/ or jobs")
    runner = engine_named(engine)
    opened = Facts(
        jobs=_opened(source, "jobs", runner),
        feedback=_opened_or(beside, source, "feedback", runner),
        doc_packs=_opened_or(beside, source, "doc_packs", runner),
        invoices=_opened_or(beside, source, "invoices", runner),
        partners=_partners(source, where, beside),
        groups=_groups(source, where, beside),
        to_engine=runner.small,
    )
    if beside is None:
        return opened
    return replace(
        opened, currency=beside.currency, month_closed=beside.month_closed, lang=beside.lang
    )


def read_rules(where: str) -> pd.DataFrame | None:
    """The table ``rating_rules`` beside the facts, None when there is none.

    Raises:
        FactsError: there is nothing at `where`.
    """
    source = _source(where)
    return _loaded(source, "rating_rules") if "rating_rules" in source.tables else None


def _source(where: str) -> _Source:
    for kind, tables in (("duckdb", _duckdb_tables), ("sqlite", _sqlite_tables)):
        if where.startswith(f"{kind}:///"):
            path = Path(where.removeprefix(f"{kind}:///"))
            if not path.is_file():
                raise FactsError(f"{where}: no such file", cure="mend the path")
            return _Source(kind, path, tables(path))
    if "://" in where:
        raise FactsError(
            f"{where}: cannot be opened",
            cure="give a folder of Parquet files, duckdb:///FILE or sqlite:///FILE; "
            "DuckDB can export any other database to Parquet",
        )
    folder = Path(where)
    if not folder.is_dir():
        raise FactsError(f"{where}: no such folder", cure="give a folder with jobs.parquet")
    found = {path.stem for path in folder.iterdir() if path.is_dir() or path.suffix == ".parquet"}
    return _Source("parquet", folder, frozenset(found))


def _duckdb_tables(path: Path) -> frozenset[str]:
    rows = _duckdb_query(path, "select table_name from information_schema.tables")
    return frozenset(rows["table_name"])


def _duckdb_query(path: Path, query: str) -> pd.DataFrame:
    engine_named("duckdb")
    import duckdb  # noqa: PLC0415  # an extra: its absence has been told by now

    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        frame: pd.DataFrame = connection.sql(query).df()
        return frame


def _sqlite_tables(path: Path) -> frozenset[str]:
    names = _sqlite_query(path, "select name from sqlite_master where type in ('table', 'view')")
    return frozenset(names["name"])


def _sqlite_query(path: Path, query: str) -> pd.DataFrame:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return pd.read_sql_query(query, connection)
    except (sqlite3.Error, pd.errors.DatabaseError) as error:
        raise FactsError(f"{path}: {error}", cure="give an SQLite file") from None


def _parquet(source: _Source, table: str) -> Path:
    file = source.path / f"{table}.parquet"
    return file if file.exists() else source.path / table


def _opened(source: _Source, table: str, engine: Engine) -> Rows:
    """One large table in serial form on the engine."""
    on_engine, on_pandas = _READERS[table]
    if source.kind == "parquet" and engine.name != "pandas":
        return on_engine(engine.parquet(_parquet(source, table)))
    if source.kind == "duckdb" and engine.duckdb_table:
        return on_engine(engine.duckdb_table(source.path, table))
    return engine.small(on_pandas(_loaded(source, table)))


def _opened_or(beside: Facts | None, source: _Source, table: str, engine: Engine) -> Rows | None:
    """The table at the source, else the workbook's brought to the engine; None without either."""
    if table in source.tables:
        return _opened(source, table, engine)
    there: Rows | None = getattr(beside, table, None)
    return engine.small(there.collect().to_native()) if there is not None else None


def _partners(source: _Source, where: str, beside: Facts | None) -> pd.DataFrame:
    if "partners" in source.tables:
        return partner_rows(_loaded(source, "partners"))
    if beside is None:
        raise FactsError(f"{where}: no table 'partners'", cure="add it, or name a workbook")
    return beside.partners


def _groups(source: _Source, where: str, beside: Facts | None) -> pd.DataFrame:
    if "groups" in source.tables:
        return _loaded(source, "groups")
    if beside is None:
        raise FactsError(f"{where}: no table 'groups'", cure="add it, or name a workbook")
    return beside.groups


def _loaded(source: _Source, table: str) -> pd.DataFrame:
    """One table as a pandas frame."""
    if source.kind == "parquet":
        return pd.read_parquet(_parquet(source, table))
    query = f'select * from "{table}"'  # noqa: S608  # the name is one of ours
    if source.kind == "duckdb":
        return _duckdb_query(source.path, query)
    return _sqlite_query(source.path, query)
