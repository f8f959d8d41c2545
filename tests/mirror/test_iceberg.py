"""The mirror as Iceberg tables, read by pyiceberg, Arrow, DuckDB and Polars; on both databases.

What broke in others' writers, in small: a repeated or retried append doubles rows; a commit on top
of somebody else's doubles them too; what was to be forgotten stays in older snapshots; the folder
has a blank or a Cyrillic letter in its name, or was deleted; the catalogue knows no schema.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import Table
from pyiceberg.table.snapshots import Snapshot

from sheetsync.errors import DatabaseError, MissingExtraError
from sheetsync.mirror import upkeep
from sheetsync.mirror.exporting import export
from sheetsync.mirror.iceberg import WHOLE
from sheetsync.sql import DatabaseAddress
from tests.mirror.conftest import Shelf
from tests.mirror.test_exporting import JOBS as ALL_TABS

JOBS = ALL_TABS.partition("Partners\n")[0]
LATER = JOBS.replace("2 000,00", "2 500,00")

Opened = Callable[[str], Table]


@pytest.fixture
def opened(database: DatabaseAddress) -> Iterator[Opened]:
    """A table as an analyst opens it: by the catalogue's address alone."""
    url = database.url
    if database.schema:
        url = url.update_query_dict({"options": f"-csearch_path={database.schema}"})
    with ExitStack() as stack:

        def load(name: str) -> Table:
            catalog = SqlCatalog("sheetsync", uri=url.render_as_string(hide_password=False))
            stack.callback(catalog.close)
            return catalog.load_table(f"mirror.{name}")

        yield load


def amounts(table: Table, snapshot: int | None = None) -> dict[str, int | None]:
    rows = table.scan(snapshot_id=snapshot).to_arrow().to_pylist()
    assert len({row["job_id"] for row in rows}) == len(rows)
    return {row["job_id"]: row["amount_minor"] for row in rows}


def is_whole(snapshot: Snapshot) -> bool:
    """Whether it is a whole state of the table, not the half of a commit."""
    return snapshot.summary is not None and WHOLE in snapshot.summary.additional_properties


FIRST = {"J-1": 100_050, "J-2": 200_000, "J-3": None, "J-4": 300_000}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "моя выгрузка"


def test_pyiceberg_arrow_duckdb_and_polars_read_it(
    shelf: Shelf, folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.see(ALL_TABS)
    told = export(shelf.mirror, folder, iceberg=True)
    assert {"jobs", "jobs__hist", "partners", "partners__hist"} <= set(told.snapshots)
    table = opened("jobs")
    assert amounts(table) == FIRST
    rows = table.scan(row_filter="month = '2026-03'").to_arrow()
    assert rows["due_date"].to_pylist() == [date(2026, 3, 31)]
    assert len({task.file.file_path for task in table.scan().plan_files()}) == 3
    arrow = table.scan().to_arrow()
    with duckdb.connect() as connection:
        connection.register("jobs", arrow)
        sums = connection.execute("SELECT month, sum(amount_minor) FROM jobs GROUP BY 1").fetchall()
    assert dict(sums) == {"2026-03": 100_050, "2026-04": 200_000, "none": 300_000}
    # Its own planner is a package more, which it misses aloud.
    monkeypatch.setenv("POLARS_ICEBERG_PLANNER", "pyiceberg")
    frame = pl.scan_iceberg(table).filter(pl.col("month") == "2026-04").collect()
    assert sorted(frame["comment"].to_list(), key=str) == [None, "ёж"]
    history = opened("invoices__hist").scan().to_arrow()
    assert set(history["month"].to_pylist()) == {"2026-03", "2026-04"}
    assert set(history["valid_month"].to_pylist()) == {"2026-03"}
    assert history["_valid_from"].to_pylist()[0] == datetime(2026, 3, 1, 6, tzinfo=UTC)


def test_what_runs_twice_doubles_nothing(shelf: Shelf, folder: Path, opened: Opened) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    before = opened("jobs").metadata_location
    assert export(shelf.mirror, folder, iceberg=True).snapshots == ()
    assert opened("jobs").metadata_location == before
    assert amounts(opened("jobs")) == FIRST


def test_a_snapshot_is_a_state_of_then(shelf: Shelf, folder: Path, opened: Opened) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    march = {task.file.file_path for task in opened("jobs").scan("month='2026-03'").plan_files()}
    shelf.see(
        LATER.replace("J-4    | P-002      |            ", "J-4    | P-002      | 09.05.2026 ")
    )
    told = export(shelf.mirror, folder, iceberg=True)
    assert set(told.snapshots) == {"jobs", "jobs__hist"}
    table = opened("jobs")
    whole = [one.snapshot_id for one in table.snapshots() if is_whole(one)]
    assert [amounts(table, one) for one in whole] == [FIRST, {**FIRST, "J-2": 250_000}]
    assert amounts(table) == {**FIRST, "J-2": 250_000}
    assert march == {task.file.file_path for task in table.scan("month = '2026-03'").plan_files()}
    assert set(table.scan().to_arrow()["month"].to_pylist()) == {"2026-03", "2026-04", "2026-05"}
    history = opened("jobs__hist").scan("job_id = 'J-2'").to_arrow()
    ends = sorted(
        zip(history["amount_minor"].to_pylist(), history["_valid_to"].to_pylist(), strict=True)
    )
    assert ends == [(200_000, shelf.now), (250_000, None)]


@pytest.mark.slow
def test_rows_that_are_all_gone_leave_an_empty_table(
    shelf: Shelf, folder: Path, opened: Opened
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    shelf.see(JOBS.partition("J-1")[0], force=True)
    assert "jobs" in export(shelf.mirror, folder, iceberg=True).snapshots
    table = opened("jobs")
    assert amounts(table) == {}
    assert is_whole(table.snapshots()[-1])
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    assert amounts(opened("jobs")) == FIRST


@pytest.mark.parametrize("way", ["forget", "prune"])
def test_what_was_forgotten_or_pruned_is_in_no_snapshot_and_no_file(
    shelf: Shelf, folder: Path, opened: Opened, way: str
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    shelf.see(JOBS.replace("ёж", "уж"))
    export(shelf.mirror, folder, iceberg=True)
    assert len(opened("jobs").snapshots()) > 1
    if way == "forget":
        assert upkeep.forget(shelf.mirror, "jobs", "J-3", shelf.now) == 1
    else:
        assert upkeep.prune(shelf.mirror, datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert set(export(shelf.mirror, folder, iceberg=True).snapshots) == {"jobs", "jobs__hist"}
    for name in ("jobs", "jobs__hist"):
        table = opened(name)
        assert len(table.snapshots()) == 1
        assert "ёж" not in table.scan().to_arrow()["comment"].to_pylist()
        files = list((folder / "iceberg" / name).rglob("*.parquet"))
        assert "ёж" not in pl.read_parquet(files)["comment"].to_list()
    assert amounts(opened("jobs")) == FIRST


@pytest.mark.slow
def test_a_deleted_folder_or_file_is_written_again(
    shelf: Shelf, folder: Path, opened: Opened
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    Path(next(iter(opened("jobs").scan().plan_files())).file.file_path).unlink()
    assert export(shelf.mirror, folder, iceberg=True).snapshots == ("jobs",)
    assert amounts(opened("jobs")) == FIRST
    (folder / "iceberg").rename(folder.parent / "away")
    assert set(export(shelf.mirror, folder, iceberg=True).snapshots) == {"jobs", "jobs__hist"}
    assert amounts(opened("jobs")) == FIRST


@pytest.mark.slow
def test_a_new_column_comes_into_the_table(shelf: Shelf, folder: Path, opened: Opened) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    table = opened("jobs")
    with table.update_schema() as update:
        update.delete_column("comment")
    assert "jobs" in export(shelf.mirror, folder, iceberg=True).snapshots
    assert "ёж" in opened("jobs").scan().to_arrow()["comment"].to_pylist()
    assert amounts(opened("jobs")) == FIRST


@pytest.mark.slow
def test_months_before_a_day_are_left(shelf: Shelf, folder: Path, opened: Opened) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    shelf.see(JOBS.replace("1 000,50", "9,99").replace("2 000,00", "9,99"))
    assert export(shelf.mirror, folder, date(2026, 4, 15), iceberg=True).snapshots == ("jobs",)
    assert amounts(opened("jobs")) == {**FIRST, "J-2": 999}
    assert set(export(shelf.mirror, folder, iceberg=True).snapshots) == {"jobs", "jobs__hist"}
    assert amounts(opened("jobs")) == {**FIRST, "J-1": 999, "J-2": 999}


@pytest.mark.slow
def test_an_export_that_was_overtaken_doubles_nothing(
    shelf: Shelf, folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    shelf.see(LATER)
    commit = SqlCatalog.commit_table

    def overtaken(*given: object) -> object:
        monkeypatch.undo()
        export(shelf.mirror, folder, iceberg=True)
        return commit(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlCatalog, "commit_table", overtaken)
    with pytest.raises(DatabaseError, match="Somebody else is writing"):
        export(shelf.mirror, folder, iceberg=True)
    assert amounts(opened("jobs")) == {**FIRST, "J-2": 250_000}
    assert export(shelf.mirror, folder, iceberg=True).snapshots == ()


def test_another_folder_is_refused_while_the_first_is_there(
    shelf: Shelf, folder: Path, opened: Opened
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    other = folder.parent / "other"
    with pytest.raises(DatabaseError, match="tables of Iceberg of this mirror are in") as caught:
        export(shelf.mirror, other, iceberg=True)
    assert str(folder) in caught.value.said("en")
    folder.rename(folder.parent / "gone")
    export(shelf.mirror, other, iceberg=True)
    assert amounts(opened("jobs")) == FIRST


def test_without_the_library_the_cure_is_named_and_nothing_written(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.see(JOBS)
    monkeypatch.delitem(sys.modules, "sheetsync.mirror.iceberg", raising=False)
    monkeypatch.setitem(sys.modules, "pyiceberg", None)
    monkeypatch.setitem(sys.modules, "pyiceberg.catalog.sql", None)
    with pytest.raises(MissingExtraError) as caught:
        export(shelf.mirror, folder, iceberg=True)
    assert "pyiceberg is not installed" in caught.value.said("en")
    assert 'pip install "sheetsync[iceberg]"' in caught.value.cure
    assert not folder.exists()


def test_no_password_is_written_and_others_read_nothing(
    shelf: Shelf, folder: Path, opened: Opened
) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder, iceberg=True)
    assert not (folder / "iceberg").stat().st_mode & 0o077
    told = json.loads(Path(opened("jobs").metadata_location).read_text(encoding="utf-8"))
    assert told["location"] == str(folder / "iceberg" / "jobs")
    assert set(told["properties"]) >= {"sheetsync.marks"}
    assert not any("://" in value for value in told["properties"].values())
