"""The same facts give the same rating on every engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from sheetsync.facts import read_facts, read_rules
from sheetsync.rules.rating import Ratings, rate

PACKAGES = {"duckdb": "duckdb", "polars": "polars", "dask": "dask.dataframe", "pyspark": "pyspark"}


def rated(folder: Path, engine: str) -> Ratings:
    rules = read_rules(str(folder))
    assert rules is not None
    return rate(read_facts(str(folder), engine), rules, None, "2026-03", "2026-04-02")


def assert_same(ours: Ratings, theirs: Ratings) -> None:
    for name in ("summary", "details"):
        pd.testing.assert_frame_equal(
            getattr(ours, name), getattr(theirs, name), rtol=1e-9, atol=1e-9
        )


@pytest.fixture
def by_pandas(example: dict[str, pd.DataFrame]) -> Ratings:
    """The rating of the plain frames, which share no expression with the engines' reading."""
    return rate(example, example["rating_rules"], None, "2026-03", "2026-04-02")


@pytest.mark.parametrize("engine", ["pandas", "duckdb", "polars", "dask"])
def test_parquet_rates_like_plain_frames(folder: Path, by_pandas: Ratings, engine: str) -> None:
    pytest.importorskip(PACKAGES.get(engine, "pandas"))
    assert_same(by_pandas, rated(folder, engine))


@contextmanager
def two_workers() -> Iterator[None]:
    """A Dask cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, distributed.Client(cluster):
        yield


@pytest.mark.filterwarnings("default::ResourceWarning", "default::DeprecationWarning")
def test_dask_rates_the_same_on_two_workers(folder: Path, by_pandas: Ratings) -> None:
    with two_workers():
        assert_same(by_pandas, rated(folder, "dask"))


@pytest.mark.filterwarnings("default")
def test_pyspark_rates_the_same(folder: Path, by_pandas: Ratings) -> None:
    pytest.importorskip("pyspark")
    assert_same(by_pandas, rated(folder, "pyspark"))
