"""What was kept comes back as it was seen: grids, frames, findings, at every sight."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.mirror.layout import ADDED, WHOLE_ROW
from sheetsync.sql import database_address
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.tables.table import Tables
from sheetsync.testing.postgres import new_schema
from tests.mirror.conftest import LOCALE, Shelf

HEADERS = ("job_id", "partner_id", "due_date", "status", "amount", "Своё", "comment")
CELLS = st.sampled_from(
    [
        ("", ""),
        ("J-1", "J-1"),
        ("J-2", "J-2"),
        ("выполнено", "выполнено"),
        (46082, "01.03.2026"),
        (46082.5, "01.03.2026 12:00"),
        (46082, "46082"),
        (0.5, "50%"),
        (12.5, "12,50"),
        (True, "ИСТИНА"),
        ("#REF!", "#REF!"),
        ("  ", "  "),
        ("ёж \u00a0", "ёж \u00a0"),
        ("a\0b", "a\0b"),
        ("=1+1", "=1+1"),
        ("\"';--\n\t\\N", "\"';--\n\t\\N"),
        (-7, "-7"),
        (1e300, "1E+300"),
    ]
)
ROWS = st.lists(st.tuples(*[CELLS] * len(HEADERS)), max_size=6)


def grid_of(rows: list[tuple[tuple[object, str], ...]]) -> Grid:
    return Grid(
        stored=[HEADERS, *([cell[0] for cell in row] for row in rows)],
        shown=[HEADERS, *([cell[1] for cell in row] for row in rows)],
    )


def read_back(shelf: Shelf, day: int | None = None) -> Tables:
    """People's tabs out of the mirror: now, or as of a sight."""
    at = None if day is None else shelf.now - timedelta(days=shelf.day - 1 - day)
    with shelf.mirror.reading() as kept:
        found = {code: kept.grid(code, at) for code in kept.tabs}
        grids: Mapping[str, Grid] = {one.title: one.grid for one in found.values()}
    return read_people_tabs(grids, TablesTerms(LOCALE))


def rows_of(tables: Tables, code: str) -> list[tuple[object, ...]]:
    frame = tables.frame(code).astype("object")
    return sorted(frame.where(frame.notna(), None).itertuples(index=False, name=None), key=repr)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sights=st.lists(ROWS, min_size=1, max_size=4))
def test_each_sight_is_read_back_by_value_and_raw_text(
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    sights: list[list[tuple[tuple[object, str], ...]]],
) -> None:
    if kind == "sqlite":
        folder = tmp_path_factory.mktemp("mirror")
        check_sights(Shelf(database_address(f"sqlite:///{folder}/m.sqlite")), sights)
        return
    with new_schema() as address:
        check_sights(Shelf(address), sights)


Raw = tuple[tuple[str, object, str], ...]


def raw_rows(grid: Grid, numbers: Iterable[int]) -> Counter[Raw]:
    """The cells of some rows that are not blank: header, stored value and shown text of each."""
    columns = range(1, len(HEADERS) + 4)
    headers = {column: str(grid.cell(1, column).stored or "") for column in columns}
    return Counter(
        tuple(
            sorted(
                (headers[column], repr(cell.stored), str(cell.shown))
                for column in columns
                for cell in [grid.cell(number, column)]
                if cell.stored not in (None, "")
            )
        )
        for number in numbers
    )


def check_sights(shelf: Shelf, sights: list[list[tuple[tuple[object, str], ...]]]) -> None:
    seen = []
    for rows in sights:
        shelf.see({"Jobs": grid_of(rows)}, force=True)
        assert shelf.tables is not None
        seen.append(shelf.tables)
    again = read_back(shelf)
    last = seen[-1]
    pd.testing.assert_frame_equal(again.frame("jobs"), last.frame("jobs"))
    told = [(one.code, one.row, one.column, one.value) for one in last.findings if one.row]
    here = [(one.code, one.row, one.column, one.value) for one in again.findings if one.row]
    assert [one for one in told if one[1] in last.frame("jobs").index] == here
    for day, (tables, rows) in enumerate(zip(seen, sights, strict=True)):
        then = read_back(shelf, day)
        assert rows_of(then, "jobs") == rows_of(tables, "jobs")
        now, before = then.tables["jobs"], tables.frame("jobs").index
        assert raw_rows(now.grid, now.frame.index) == raw_rows(grid_of(rows), before)
    shelf.mirror.close()


def test_postgresql_reads_back_the_same(shelf: Shelf) -> None:
    cells = CELLS.elements  # type: ignore[attr-defined]
    sights = [
        [
            tuple(cells[(row + step * 3 + at * 5) % len(cells)] for at in range(7))
            for row in range(6)
        ]
        for step in range(4)
    ]
    check_sights(shelf, sights)


def test_a_hostile_workbook_harms_nothing(shelf: Shelf) -> None:
    hostile = {
        "Partners": Grid(
            stored=[
                ["partner_id", "name", "group_id", "status", "a\"'`;--", "x\0y", "_id", "name "],
                ["P" * 50_000, "\0", "=cmd|' /C calc'!A0", "'; drop table x;--", "\ud800", 1, 2, 3],
                ["P" * 49_999 + "Q", "x" * 50_000, "g", "active", "~", "\U0001f600", "", ""],
            ],
            shown=[
                ["partner_id", "name", "group_id", "status", "a\"'`;--", "x\0y", "_id", "name "],
                ["P" * 50_000, "\0", "=cmd|' /C calc'!A0", "'; drop table x;--", "\ud800", "1",
                 "2", "3"],
                ["P" * 49_999 + "Q", "x" * 50_000, "g", "active", "~", "\U0001f600", "", ""],
            ],
        ),
        "ss_sync": Grid(stored=[["id"], ["drop"]], shown=[["id"], ["drop"]]),
    }  # fmt: skip
    # Two columns answer to "name": that is held; without the second one all is kept.
    assert shelf.see(hostile).notices
    whole = hostile["Partners"]
    cut = Grid(stored=[row[:-1] for row in whole.stored], shown=[row[:-1] for row in whole.shown])
    report = shelf.see({**hostile, "Partners": cut})
    assert report.counts["partners"].inserted == 2
    assert len({row["_key"] for row in shelf.rows()}) == 2
    assert shelf.see({**hostile, "Partners": cut}).versions == 0
    with shelf.mirror.reading() as kept:
        grid = kept.grid("partners").grid
        assert grid.cell(2, 1).stored == "P" * 50_000
        assert grid.cell(2, 2).stored == "\0"
        assert grid.cell(2, 5).stored == "\ud800"
        assert grid.cell(3, 2).stored == "x" * 50_000


def test_views_tell_the_same_to_whoever_knows_sql(shelf: Shelf) -> None:
    jobs = """
        Jobs
        job_id | partner_id | status | amount
        J-1    | P-1        | done   | 12,50
        J-2    | P-1        | done   | 1
    """
    shelf.see(jobs)
    shelf.see(jobs.replace("12,50", "13,00").replace("J-2 ", "J-3 "))
    schema = shelf.mirror.database.schema
    dot = f"{schema}." if schema else ""
    with shelf.mirror.database.reading() as connection:
        rows = connection.exec_driver_sql(
            f"select _key, amount_minor, amount from {dot}jobs order by _key"  # noqa: S608
        ).all()
        told_rows = [(row[0], row[1], float(row[2])) for row in rows]
        assert told_rows == [("J-1", 1300, 13.0), ("J-3", 100, 1.0)]
        told = connection.exec_driver_sql(
            f'select key, "column", was, now from {dot}jobs__changes where sync = 2 '  # noqa: S608
            'order by key, "column"'
        ).all()
        assert [tuple(row) for row in told] == [
            ("J-1", "amount", "1250", "1300"),
            ("J-2", WHOLE_ROW, "removed", None),
            ("J-3", WHOLE_ROW, None, ADDED),
        ]
        if schema:
            before = connection.exec_driver_sql(
                f"select count(*) from {dot}jobs__as_of('{shelf.now - timedelta(hours=1)}') "  # noqa: S608
                "where _key = 'J-2'"
            ).scalar_one()
            assert before == 1
