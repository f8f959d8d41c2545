"""Facts come from folders, DuckDB and SQLite files, and what is missing is named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from sheetsync.errors import FactsError, MissingExtraError
from sheetsync.facts import read_facts, read_rules
from sheetsync.facts.engines import engine_named
from sheetsync.rules.rating import Facts, rate
from sheetsync.sql import Database
from sheetsync.testing.postgres import new_schema


@pytest.fixture
def sqlite_file(example: dict[str, pd.DataFrame], tmp_path: Path) -> str:
    """The example in SQLite, where days are text."""
    path = tmp_path / "facts.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        for table, frame in example.items():
            frame.astype("str").where(frame.notna(), None).to_sql(table, connection, index=False)
    return f"sqlite:///{path}"


@pytest.fixture
def duckdb_file(folder: Path, example: dict[str, pd.DataFrame]) -> str:
    """The example in a DuckDB file whose name needs quoting."""
    duckdb = pytest.importorskip("duckdb")
    path = folder / "o'facts.duckdb"
    with closing(duckdb.connect(str(path))) as connection:
        for table in example:
            files = (
                folder / "jobs" / "*.parquet" if table == "jobs" else folder / f"{table}.parquet"
            )
            connection.read_parquet(str(files)).create(table)
    return f"duckdb:///{path}"


def scores(where: str, engine: str) -> dict[str, float]:
    rules = read_rules(where)
    assert rules is not None
    summary = rate(read_facts(where, engine), rules, None, "2026-03", "2026-04-02").summary
    return dict(zip(summary["partner_id"], summary["score_raw"], strict=True))


@pytest.fixture
def wanted(example: dict[str, pd.DataFrame]) -> dict[str, float]:
    """The scores of the plain frames."""
    summary = rate(example, example["rating_rules"], None, "2026-03", "2026-04-02").summary
    return dict(zip(summary["partner_id"], summary["score_raw"], strict=True))


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_an_sqlite_file_is_read_by_any_engine(
    sqlite_file: str, wanted: dict[str, float], engine: str
) -> None:
    assert scores(sqlite_file, engine) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_postgresql_is_read_by_any_engine(
    example: dict[str, pd.DataFrame], wanted: dict[str, float], engine: str
) -> None:
    with new_schema() as address:
        with Database(address) as database, database.transaction() as connection:
            connection.execute(sa.schema.CreateSchema(str(database.schema)))
            for table, frame in example.items():
                frame.to_sql(table, connection, schema=database.schema, index=False)
        search = f"-csearch_path={address.schema}"
        url = address.url.update_query_dict({"options": search})
        assert scores(url.render_as_string(hide_password=False), engine) == pytest.approx(
            wanted, rel=1e-9
        )


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_a_duckdb_file_is_read_in_place_or_loaded(
    duckdb_file: str, wanted: dict[str, float], engine: str
) -> None:
    assert scores(duckdb_file, engine) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_tables_that_are_not_there_come_from_the_workbook(
    example: dict[str, pd.DataFrame], wanted: dict[str, float], tmp_path: Path, engine: str
) -> None:
    example["jobs"].to_parquet(tmp_path / "jobs.parquet")
    workbook = Facts.from_frames(
        {**example, "jobs": example["jobs"].iloc[:0]}, currency="EUR", month_closed="2026-03"
    )
    facts = read_facts(str(tmp_path), engine, beside=workbook)
    ratings = rate(facts, example["rating_rules"], None, "2026-03", "2026-04-02")
    got = dict(zip(ratings.summary["partner_id"], ratings.summary["score_raw"], strict=True))
    assert got == pytest.approx(wanted, rel=1e-9)
    assert (ratings.state, ratings.currency) == ("final", "EUR")


def test_without_other_tables_jobs_alone_are_rated(
    example: dict[str, pd.DataFrame], folder: Path
) -> None:
    for table in ("feedback", "doc_packs", "invoices", "rating_rules"):
        (folder / f"{table}.parquet").unlink()
    facts = read_facts(str(folder), "duckdb")
    ratings = rate(facts, example["rating_rules"], None, "2026-03", "2026-04-02")
    assert set(ratings.summary["status"]) == {"rated"}
    assert read_rules(str(folder)) is None


@pytest.mark.parametrize(
    ("where", "message", "cure"),
    [
        ("{0}/none", "{0}/none: no such folder", "give a folder with jobs.parquet"),
        ("{0}/empty", "{0}/empty: no table 'jobs'", "name it jobs.parquet, jobs/ or jobs"),
        ("sqlite:///{0}/none.db", "{0}/none.db: no such file", "mend the path"),
        ("duckdb:///{0}/none.db", "duckdb:///{0}/none.db: no such file", "mend the path"),
        (
            "mysql://host/db",
            "mysql://host/db: cannot be opened",
            "give a folder of Parquet files, duckdb:///FILE, sqlite:///FILE or "
            "postgresql://USER@HOST/DATABASE; DuckDB can export any other database to Parquet",
        ),
        ("sqlite:///{0}/text.db",
         "The database sqlite:///{0}/text.db cannot be used: file is not a database",
         "mend the disk or its rights; a file that is no database is moved aside"),
    ],
)  # fmt: skip
def test_a_place_without_facts_is_named(
    tmp_path: Path, where: str, message: str, cure: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.db").write_text("this is no database, only a long enough text" * 9)
    with pytest.raises(FactsError) as caught:
        read_facts(where.format(tmp_path), "pandas")
    assert caught.value.message == message.format(tmp_path)
    assert caught.value.cure == cure


@pytest.mark.parametrize("table", ["partners", "groups"])
def test_without_a_workbook_partners_and_groups_are_needed(folder: Path, table: str) -> None:
    (folder / f"{table}.parquet").unlink()
    with pytest.raises(FactsError) as caught:
        read_facts(str(folder), "pandas")
    assert caught.value.message == f"{folder}: no table {table!r}"
    assert caught.value.cure == "add it, or name a workbook"


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_missing_column_is_named(
    example: dict[str, pd.DataFrame], folder: Path, engine: str
) -> None:
    example["doc_packs"].drop(columns="deadline").to_parquet(folder / "doc_packs.parquet")
    with pytest.raises(FactsError) as caught:
        read_facts(str(folder), engine)
    assert caught.value.message == "doc_packs: no column 'deadline'"
    assert caught.value.cure == (
        "its columns are partner_id, service_month, completed_on; add or rename"
    )


def test_a_date_that_is_text_is_refused_by_engines(
    example: dict[str, pd.DataFrame], folder: Path
) -> None:
    texts = example["feedback"].assign(date="2026-03-01")
    texts.to_parquet(folder / "feedback.parquet")
    with pytest.raises(FactsError) as caught:
        read_facts(str(folder), "polars")
    assert caught.value.message == "feedback.date: is String, not dates"
    assert caught.value.cure == "store it as a date or a timestamp column"


def test_columns_that_need_not_be_there_may_be_missing(
    example: dict[str, pd.DataFrame], folder: Path
) -> None:
    jobs = example["jobs"].drop(columns=["assigned_at", "responded_at"])
    (folder / "jobs" / "part-1.parquet").unlink()
    jobs.to_parquet(folder / "jobs" / "part-0.parquet")
    example["feedback"].drop(columns="job_id").assign(row=1).to_parquet(folder / "feedback.parquet")
    invoices = example["invoices"].drop(columns=["direction", "kind", "state"])
    invoices.assign(settled=True).to_parquet(folder / "invoices.parquet")
    rules = example["rating_rules"]
    by_polars = rate(read_facts(str(folder), "polars"), rules, None, "2026-03", "2026-04-02")
    by_pandas = rate(read_facts(str(folder), "pandas"), rules, None, "2026-03", "2026-04-02")
    pd.testing.assert_frame_equal(by_polars.details, by_pandas.details, rtol=1e-9)
    assert by_polars.details.loc[by_polars.details["kpi"] == "attention", "raw"].isna().all()


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(FactsError) as caught:
        engine_named("excel")
    assert caught.value.message == "There is no engine 'excel'"
    assert caught.value.cure == "choose one of pandas, duckdb, polars, dask, pyspark"


def test_an_engine_that_is_not_installed_is_told_with_the_line_for_pip() -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        with pytest.raises(MissingExtraError) as caught:
            engine_named("pyspark")
        assert caught.value.message == "The engine pyspark is not installed"
        assert caught.value.cure == 'pip install "sheetsync[spark]"'
    else:
        pytest.skip("pyspark is installed")
