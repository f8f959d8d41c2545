"""The engines a rating can run on: how each opens Parquet files and takes a small pandas frame."""

import importlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from sheetsync.errors import FactsError, MissingExtraError
from sheetsync.language import Phrase

Rows = nw.LazyFrame[Any]
ENGINES = ("pandas", "duckdb", "polars", "dask", "pyspark")


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine, ready to open things.

    Attributes:
        name: one of `ENGINES`.
        parquet: opens a Parquet file or a folder of them without loading it.
        small: brings a pandas frame to the engine.
        duckdb_table: opens a table of a DuckDB file, where the engine can without loading it.
    """

    name: str
    parquet: Callable[[Path], Rows]
    small: Callable[[pd.DataFrame], Rows]
    duckdb_table: Callable[[Path, str], Rows] | None = None


def engine_named(name: str) -> Engine:
    """Load an engine.

    Raises:
        FactsError: there is no engine of that name.
        MissingExtraError: its package is not installed; the cure is the line for pip.
    """
    makers = {
        "pandas": _pandas,
        "duckdb": _duckdb,
        "polars": _polars,
        "dask": _dask,
        "pyspark": _pyspark,
    }
    if name not in makers:
        raise FactsError(
            Phrase(ru="Движка «{name}» нет", en="There is no engine {name!r}"),
            cure=Phrase(ru="выберите один из: {engines}", en="choose one of {engines}"),
            name=name,
            engines=", ".join(ENGINES),
        )
    return makers[name]()


def _module(package: str, extra: str) -> Any:  # noqa: ANN401  # engines are optional: no types
    try:
        return importlib.import_module(package)
    except ImportError:
        name = package.partition(".")[0]
        raise MissingExtraError(
            Phrase(ru="Движок {name} не установлен", en="The engine {name} is not installed"),
            cure=Phrase(
                ru='pip install "sheetsync[{extra}]"',
                en='pip install "sheetsync[{extra}]"',
            ),
            name=name,
            extra=extra,
        ) from None


def _lazy(native: Any) -> Rows:  # noqa: ANN401  # any engine's frame
    with warnings.catch_warnings():
        # narwhals announces that Dask will move to a package that is not published yet.
        warnings.filterwarnings("ignore", message="Dask support is moving", category=FutureWarning)
        rows: Rows = nw.from_native(native).lazy()
    return rows


def _files(path: Path) -> str:
    """A file, or all files of a folder and of its partitions."""
    return str(path / "**" / "*.parquet") if path.is_dir() else str(path)


def _pandas() -> Engine:
    return Engine("pandas", lambda path: _lazy(pd.read_parquet(path)), _lazy)


def _polars() -> Engine:
    polars = _module("polars", "engines")
    return Engine(
        "polars",
        lambda path: _lazy(polars.scan_parquet(_files(path))),
        lambda frame: _lazy(polars.from_pandas(frame).lazy()),
    )


def _duckdb() -> Engine:
    duckdb = _module("duckdb", "engines")
    connection = duckdb.connect()

    def table(path: Path, name: str) -> Rows:
        known = {
            row[0]
            for row in connection.sql("select database_name from duckdb_databases()").fetchall()
        }
        if "facts" not in known:
            connection.execute(
                f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as facts (read_only)"
            )
        return _lazy(connection.table(f"facts.{name}"))

    return Engine(
        "duckdb",
        lambda path: _lazy(connection.read_parquet(_files(path))),
        lambda frame: _lazy(connection.from_df(frame)),
        table,
    )


def _dask() -> Engine:
    dask = _module("dask.dataframe", "engines")
    return Engine(
        "dask",
        # Arrow types: Dask would otherwise hold dates as Python objects.
        lambda path: _lazy(dask.read_parquet(_files(path), dtype_backend="pyarrow")),
        lambda frame: _lazy(dask.from_pandas(frame, npartitions=1)),
    )


def _pyspark() -> Engine:
    sql = _module("pyspark.sql", "spark")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .appName("sheetsync")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    return Engine(
        "pyspark",
        lambda path: _lazy(session.read.parquet(str(path))),
        lambda frame: _lazy(session.createDataFrame(frame)),
    )
