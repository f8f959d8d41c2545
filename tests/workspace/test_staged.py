import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from sheetsync.journal import Journal
from sheetsync.tables.catalogue.logs import RUN_LOG
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.publication_plan import TabPublication
from sheetsync.workspace.staged import Staged

NOON = StillClock(datetime(2026, 4, 15, 9, tzinfo=UTC))


class SqlitePublisher:
    """Tool tabs as tables of an SQLite file: another door than the spreadsheet's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def changed(self, tabs: Sequence[TabFrame]) -> list[ToolTab]:
        return [each.tab for each in tabs]

    def publish(self, tabs: Sequence[TabFrame], logs: Sequence[TabFrame]) -> TabPublication:
        with closing(sqlite3.connect(self.path)) as base, base:
            for each in tabs:
                each.frame.to_sql(each.tab.code, base, index=False, if_exists="replace")
            for each in logs:
                each.frame.to_sql(each.tab.code, base, index=False, if_exists="append")
        content = {each.tab.code: each.frame.astype("str").to_numpy().tolist() for each in tabs}
        codes = [tuple(each.tab.code for each in part) for part in (tabs, logs)]
        return TabPublication(codes[0], codes[1], content)

    def rows(self, query: str) -> list[object]:
        with closing(sqlite3.connect(self.path)) as base:
            return base.execute(query).fetchall()


def overdue() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "highlight": ["red"],
            "number": ["31"],
            "outstanding_minor": pd.array([5_000_050], dtype="Int64"),
            "due": pd.array(["2026-04-14"], dtype="datetime64[s]"),
        }
    )


def test_a_database_takes_the_same_publication_typed(tmp_path: Path) -> None:
    door, staged = SqlitePublisher(tmp_path / "tabs.sqlite"), Staged()
    staged.replace(OVERDUE, overdue())
    for run_id in ("r1", "r2"):
        staged.append(RUN_LOG, pd.DataFrame({"run_id": [run_id]}))
    assert staged.changed(door) == [OVERDUE]
    with Journal(tmp_path / "journal.sqlite", "S1", NOON) as journal:
        done = staged.write(door, journal.memory)
        assert journal.memory.published("overdue") is not None
    assert (done.changed, done.appended) == (("overdue",), ("run_log", "run_log"))
    # Minor units, a day and a code: no text that was made for a cell, in no language.
    query = (
        "select highlight, number, outstanding_minor, typeof(outstanding_minor), due from overdue"
    )
    assert door.rows(query) == [("red", "31", 5_000_050, "integer", "2026-04-14 00:00:00")]
    assert door.rows("select run_id from run_log") == [("r1",), ("r2",)]


def test_rows_are_published_as_they_were_staged(tmp_path: Path) -> None:
    door, staged, rows = SqlitePublisher(tmp_path / "tabs.sqlite"), Staged(), overdue()
    staged.replace(OVERDUE, rows)
    rows.loc[0, "number"] = "changed later"
    rows["highlight"] = "green"
    with Journal(tmp_path / "journal.sqlite", "S1", NOON) as journal:
        staged.write(door, journal.memory)
        assert door.rows("select number, highlight from overdue") == [("31", "red")]
        again = staged.write(door, journal.memory)
    assert (again.changed, again.appended) == ((), ())
