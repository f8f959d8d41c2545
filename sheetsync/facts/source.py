"""Facts from a folder of Parquet files, a DuckDB file, an SQLite file or PostgreSQL."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd
import sqlalchemy as sa

from sheetsync.errors import DatabaseError, FactsError
from sheetsync.facts import serial
from sheetsync.facts.engines import Engine, engine_named
from sheetsync.language import Phrase
from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.rating.facts_from_frames import (
    feedback_rows,
    invoice_rows,
    job_rows,
    pack_rows,
    partner_rows,
)
from sheetsync.sql import Database, database_address
from sheetsync.sql.address import is_database_address

Rows = nw.LazyFrame[Any]
_DUCKDB = "duckdb:///"

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
        kind: "parquet", "duckdb" or "sql".
        path: of the folder or file; of no meaning for a database.
        tables: names of the tables there are.
        database: where it is one that `sheetsync.sql` opens.
    """

    kind: str
    path: Path
    tables: frozenset[str]
    database: Database | None = None


def read_facts(where: str, engine: str, *, beside: Facts | None = None) -> Facts:
    """Open facts for a rating.

    Args:
        where: a folder with ``jobs.parquet`` or a folder ``jobs/`` of Parquet files, and
            likewise ``feedback``, ``doc_packs``, ``invoices``, ``partners``, ``groups``; or
            ``duckdb:///file``, ``sqlite:///file`` or ``postgresql://user@host/database`` with
            tables of these names. Columns are those of the worked example's CSV files; amounts
            are in units of the base currency.
        engine: one of `ENGINES`. Parquet is never loaded whole except by pandas; an SQLite file
            and PostgreSQL are loaded by pandas whatever the engine.
        beside: the workbook's facts; tables that are not at `where` are taken from it.

    Raises:
        FactsError: there is nothing at `where`, no jobs, or a column is missing or of the wrong
            type.
        MissingExtraError: the engine is not installed.
    """
    source = _source(where)
    if "jobs" not in source.tables:
        raise FactsError(
            Phrase(ru="{where}: нет таблицы «jobs»", en="{where}: no table 'jobs'"),
            cure=Phrase(
                ru="назовите её jobs.parquet, jobs/ или jobs",
                en="name it jobs.parquet, jobs/ or jobs",
            ),
            where=where,
        )
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
    if is_database_address(where):
        return _database_source(where)
    if where.startswith(_DUCKDB):
        path = Path(where.removeprefix(_DUCKDB))
        if not path.is_file():
            raise FactsError(
                Phrase(ru="{where}: такого файла нет", en="{where}: no such file"),
                cure=Phrase(ru="исправьте путь", en="mend the path"),
                where=where,
            )
        return _Source("duckdb", path, _duckdb_tables(path))
    if "://" in where:
        raise FactsError(
            Phrase(ru="{where}: не открывается", en="{where}: cannot be opened"),
            cure=Phrase(
                ru="укажите папку с файлами Parquet, duckdb:///ФАЙЛ, sqlite:///ФАЙЛ или "
                "postgresql://USER@HOST/DATABASE; DuckDB выгрузит в Parquet любую другую базу",
                en="give a folder of Parquet files, duckdb:///FILE, sqlite:///FILE or "
                "postgresql://USER@HOST/DATABASE; DuckDB can export any other database to Parquet",
            ),
            where=where,
        )
    folder = Path(where)
    if not folder.is_dir():
        raise FactsError(
            Phrase(ru="{where}: такой папки нет", en="{where}: no such folder"),
            cure=Phrase(
                ru="укажите папку, в которой есть jobs.parquet",
                en="give a folder with jobs.parquet",
            ),
            where=where,
        )
    found = {path.stem for path in folder.iterdir() if path.is_dir() or path.suffix == ".parquet"}
    return _Source("parquet", folder, frozenset(found))


def _database_source(where: str) -> _Source:
    with _as_facts_error():
        database = Database(database_address(where), read_only=True)
        with database.reading() as connection:
            inspector = sa.inspect(connection)
            names = {*inspector.get_table_names(), *inspector.get_view_names()}
    return _Source("sql", Path(), frozenset(names), database)


@contextmanager
def _as_facts_error() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise FactsError(error.words, cure=error.cure_words) from error


def _duckdb_tables(path: Path) -> frozenset[str]:
    rows = _duckdb_query(path, "select table_name from information_schema.tables")
    return frozenset(rows["table_name"])


def _duckdb_query(path: Path, query: str) -> pd.DataFrame:
    engine_named("duckdb")
    import duckdb  # noqa: PLC0415  # an extra: its absence has been told by now

    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        frame: pd.DataFrame = connection.sql(query).df()
        return frame


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
        raise FactsError(
            Phrase(ru="{where}: нет таблицы «partners»", en="{where}: no table 'partners'"),
            cure=Phrase(
                ru="добавьте её или укажите таблицу Google", en="add it, or name a workbook"
            ),
            where=where,
        )
    return beside.partners


def _groups(source: _Source, where: str, beside: Facts | None) -> pd.DataFrame:
    if "groups" in source.tables:
        return _loaded(source, "groups")
    if beside is None:
        raise FactsError(
            Phrase(ru="{where}: нет таблицы «groups»", en="{where}: no table 'groups'"),
            cure=Phrase(
                ru="добавьте её или укажите таблицу Google", en="add it, or name a workbook"
            ),
            where=where,
        )
    return beside.groups


def _loaded(source: _Source, table: str) -> pd.DataFrame:
    """One table as a pandas frame."""
    if source.kind == "parquet":
        return pd.read_parquet(_parquet(source, table))
    if source.database is None:
        query = f'select * from "{table}"'  # noqa: S608  # the name is one of ours
        return _duckdb_query(source.path, query)
    with _as_facts_error(), source.database.reading() as connection:
        return pd.read_sql_query(sa.select(sa.text("*")).select_from(sa.table(table)), connection)
