"""The mirror as Parquet, read by DuckDB, Polars and pandas; months that did not change stay.

What broke in others' exports, in small: a month whose values are all blank has another type than
the rest; a column stands in the files and in the folders' names; a temporary file is read as rows;
rows of a month that is gone are read for ever; what was to be forgotten stays in the file.
"""

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from sheetsync.errors import DatabaseError
from sheetsync.mirror import upkeep
from sheetsync.mirror.datasette import datasette_metadata
from sheetsync.mirror.exported_tables import NO_MONTH
from sheetsync.mirror.exporting import export
from tests.mirror.conftest import Shelf

JOBS = """
Jobs
Job ID | Partner ID | Due        | Status | Amount   | Comment
J-1    | P-001      | 31.03.2026 | done   | 1 000,50 |
J-2    | P-001      | 01.04.2026 | done   | 2 000,00 |
J-3    | P-002      | 30.04.2026 | done   |          | ёж
J-4    | P-002      |            | done   | 3 000,00 |

Partners
Partner ID | Name  | Group | Status
P-001      | Север | A     | active
P-002      | =1+1  | A     | active

Invoices
Entity ID  | Number | Date       | Month   | Amount
7701234567 | 12     | 31.03.2026 | 2026-03 | 10 000,00
7701234567 | 13     | 30.04.2026 | 2026-04 |
"""
LATER = JOBS.replace("2 000,00", "2 500,00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "export"


def files(folder: Path, tab: str) -> list[str]:
    return sorted(str(one.relative_to(folder / tab)) for one in (folder / tab).rglob("*.parquet"))


def test_months_are_folders_and_tabs_without_a_month_one_file(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    told = export(shelf.mirror, folder)
    assert files(folder, "jobs") == [
        "month=2026-03/data.parquet",
        "month=2026-04/data.parquet",
        f"month={NO_MONTH}/data.parquet",
    ]
    assert files(folder, "partners") == ["data.parquet"]
    assert files(folder, "jobs__hist") == ["valid_month=2026-03/data.parquet"]
    assert len(told.written) == len(list(folder.rglob("*.parquet")))
    for path in folder.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077
    meta = pq.read_metadata(folder / "partners" / "data.parquet")
    assert meta.row_group(0).column(0).compression == "ZSTD"


def test_duckdb_polars_and_pandas_read_the_same(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    pattern = f"{folder}/jobs/**/*.parquet"
    query = (
        "SELECT month, sum(amount_minor) FROM read_parquet(?, hive_partitioning=true) GROUP BY 1"
    )
    by_duckdb = dict(duckdb.execute(query, [pattern]).fetchall())
    frame = pl.read_parquet(pattern, hive_partitioning=True)
    by_polars = dict(frame.group_by("month").agg(pl.col("amount_minor").sum()).iter_rows())
    table = pd.read_parquet(folder / "jobs")
    by_pandas = table.groupby(table["month"].astype("str"))["amount_minor"].sum().astype(int)
    expected = {"2026-03": 100_050, "2026-04": 200_000, NO_MONTH: 300_000}
    assert by_duckdb == by_polars == by_pandas.to_dict() == expected
    days = {"J-1": date(2026, 3, 31), "J-4": None}
    assert {row["job_id"]: row["due_date"] for row in frame.to_dicts()}.items() >= days.items()
    assert frame.schema["comment"] == pl.String  # blank in all of March
    whole = pd.read_parquet(folder / "invoices")
    assert sorted(whole["month"].astype(str)) == ["2026-03", "2026-04"]
    history = pl.read_parquet(f"{folder}/invoices__hist/**/*.parquet", hive_partitioning=True)
    assert set(history["valid_month"]) == {"2026-03"}
    assert set(history["month"]) == {"2026-03", "2026-04"}
    assert history["_valid_from"][0] == datetime(2026, 3, 1, 6, tzinfo=UTC)


def test_only_months_with_a_new_version_are_written_again(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    again = export(shelf.mirror, folder)
    assert (again.written, again.removed) == ((), ())
    assert again.kept == len(list(folder.rglob("*.parquet")))
    kept = {one: one.stat().st_mtime_ns for one in (folder / "jobs").rglob("*.parquet")}
    shelf.see(LATER)
    told = export(shelf.mirror, folder)
    assert set(told.written) == {
        "jobs/month=2026-04/data.parquet",
        "jobs__hist/valid_month=2026-03/data.parquet",
    }
    for one, moment in kept.items():
        assert (one.stat().st_mtime_ns == moment) == ("2026-04" not in str(one))
    rows = pl.read_parquet(f"{folder}/jobs__hist/**/*.parquet").filter(pl.col("job_id") == "J-2")
    assert rows["amount_minor"].to_list() == [200_000, 250_000]


def test_a_row_that_moves_to_another_month_is_in_one_only(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    shelf.see(JOBS.replace("31.03.2026 | done   | 1", "02.04.2026 | done   | 1"))
    told = export(shelf.mirror, folder)
    assert told.removed == ("jobs/month=2026-03/data.parquet",)
    assert not (folder / "jobs" / "month=2026-03").exists()
    assert sorted(pl.read_parquet(f"{folder}/jobs/**/*.parquet")["job_id"]) == [
        "J-1", "J-2", "J-3", "J-4",
    ]  # fmt: skip


def test_what_was_forgotten_or_pruned_leaves_the_files(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    shelf.see(JOBS.replace("ёж", "уж"))
    export(shelf.mirror, folder)
    hist = f"{folder}/jobs__hist/**/*.parquet"
    assert "ёж" in pl.read_parquet(hist)["comment"].to_list()
    assert upkeep.forget(shelf.mirror, "jobs", "J-3", shelf.now) == 1
    assert "jobs__hist/valid_month=2026-03/data.parquet" in export(shelf.mirror, folder).written
    assert "ёж" not in pl.read_parquet(hist)["comment"].to_list()
    before = len(pl.read_parquet(hist))
    assert upkeep.prune(shelf.mirror, datetime(2027, 1, 1, tzinfo=UTC)) == 1
    export(shelf.mirror, folder)
    assert len(pl.read_parquet(hist)) == before - 1


def test_months_before_a_day_are_left(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    shelf.see(JOBS.replace("1 000,50", "9,99").replace("2 000,00", "9,99").replace("=1+1", "Юг"))
    told = export(shelf.mirror, folder, date(2026, 4, 15))
    assert set(told.written) == {"jobs/month=2026-04/data.parquet", "partners/data.parquet"}
    assert set(export(shelf.mirror, folder).written) == {
        "jobs/month=2026-03/data.parquet",
        "jobs__hist/valid_month=2026-03/data.parquet",
        "partners__hist/valid_month=2026-03/data.parquet",
    }


def test_what_a_killed_export_left_is_neither_read_nor_kept(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    jobs = folder / "jobs" / "month=2026-04"
    (jobs / ".data.parquet.new").write_bytes(b"half a file")
    stray = folder / "jobs" / "month=2025-01"
    stray.mkdir()
    (stray / "data.parquet").write_bytes((jobs / "data.parquet").read_bytes())
    (jobs / "data.parquet").unlink()
    told = export(shelf.mirror, folder)
    assert told.written == ("jobs/month=2026-04/data.parquet",)
    assert told.removed == ("jobs/month=2025-01/data.parquet",)
    assert len(pl.read_parquet(f"{folder}/jobs/**/*.parquet")) == 4
    assert os.listdir(jobs) == ["data.parquet"]  # noqa: PTH208  # hidden ones too


def test_a_folder_of_somebody_else_is_left_alone(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(DatabaseError, match="no export of this workbook"):
        export(shelf.mirror, folder)
    assert os.listdir(folder) == ["thesis.txt"]  # noqa: PTH208  # likewise
    (folder / ".sheetsync-export.json").write_text('{"form": 1, "spreadsheet_id": "other"}')
    with pytest.raises(DatabaseError, match="no export of this workbook"):
        export(shelf.mirror, folder)
    (folder / ".sheetsync-export.json").write_text("{")
    with pytest.raises(DatabaseError, match="no export of this workbook"):
        export(shelf.mirror, folder)
    with pytest.raises(DatabaseError, match="cannot be written"):
        export(shelf.mirror, folder / "thesis.txt")


def test_a_new_column_comes_into_every_month(shelf: Shelf, folder: Path) -> None:
    shelf.see(JOBS)
    export(shelf.mirror, folder)
    path = folder / ".sheetsync-export.json"
    path.write_text(path.read_text().replace("amount_minor: int64", "amount: int64"))
    written = {one for one in export(shelf.mirror, folder).written if one.startswith("jobs/")}
    assert len(written) == 3


def test_datasette_is_told_titles_headers_units_and_labels(shelf: Shelf) -> None:
    shelf.see(JOBS)
    told = datasette_metadata(shelf.mirror, "mirror")["databases"]["mirror"]["tables"]
    assert told["jobs"]["title"] == "Jobs"
    assert told["jobs"]["columns"]["amount_minor"].endswith("1/100")
    assert "done: " in told["jobs"]["columns"]["status"]
    assert "ru: ru" not in told["partners"]["columns"]["lang"]
    assert "Comment / Комментарий" in told["jobs"]["columns"]["comment"]
    hidden = {name for name, one in told.items() if one.get("hidden")}
    assert {"jobs__hist", "ss_tab", "ss_meta"} <= hidden
    assert "jobs" not in hidden
    assert "jobs__changes" not in hidden
