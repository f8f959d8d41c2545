"""A team brings its tables along: files of one workbook, put into an empty one, read the same."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from gspread.utils import ExportFormat

from sheetsync.cli.demo import build_demo
from sheetsync.cli.main import exit_code_of
from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.workspace import open_workspace
from sheetsync.workspace.workbook_reading import Reading

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Demo:
    """A demo workbook as it was read, and a folder with the files made of it."""

    lang: Lang
    folder: Path
    before: Reading


@pytest.fixture(scope="module")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The workbook as an Excel file, and as CSV files of two kinds."""
    folder = tmp_path_factory.mktemp(f"import-{request.param}")
    build_demo(folder / "demo", request.param, AS_OF, 48)
    with open_workspace(folder / "demo" / "config.yaml") as workspace:
        session, before = workspace.session, workspace.reading
        content = session.client.export(session.spreadsheet_id, ExportFormat.EXCEL)
    (folder / "book.xlsx").write_bytes(content)
    for name, encoding, delimiter in (("utf", "utf-8-sig", ","), ("ansi", "cp1251", ";")):
        (folder / name).mkdir()
        for title, columns in before.snapshot.shown.items():
            text = as_csv(columns, delimiter)
            (folder / name / f"{title}.csv").write_bytes(text.encode(encoding))
    return Demo(request.param, folder, before)


def as_csv(columns: Sequence[Sequence[object]], delimiter: str) -> str:
    height = max(map(len, columns), default=0)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    for row in range(height):
        writer.writerow([cells[row] if row < len(cells) else "" for cells in columns])
    return text.getvalue()


@pytest.mark.parametrize(
    ("demo", "source"),
    [("ru", "book.xlsx"), ("ru", "ansi"), ("en", "book.xlsx"), ("en", "utf")],
    indirect=["demo"],
)
def test_the_tables_are_the_same_after_the_journey(demo: Demo, source: str, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("sandbox: book.sqlite\n", encoding="utf-8")
    told = ["--lang", demo.lang, "--config", str(config)]
    # The people of partners stand in a tab of a module that an empty workbook has not switched on:
    # an Excel file's is named, and what Settings switch on is made by a repair.
    assert exit_code_of(["import", str(demo.folder / source), *told]) in {0, 1}
    assert exit_code_of(["init", "--repair", "--config", str(config)]) == 0
    with open_workspace(config) as workspace:
        after = workspace.reading
    for tab in PEOPLE_TABS:
        frame = demo.before.tables.frame(tab.code)
        pd.testing.assert_frame_equal(after.tables.frame(tab.code), frame)
    assert after.tables.settings == demo.before.tables.settings
    assert after.tables.calendar == demo.before.tables.calendar
    assert refused(after) == refused(demo.before)
    title = after.titles["partners"]
    own = [cells[0] for cells in after.snapshot.shown[title]]
    assert own == [cells[0] for cells in demo.before.snapshot.shown[title]]


def refused(reading: Reading) -> set[tuple[str, str]]:
    """The cells that cannot be read."""
    findings = reading.tables.findings
    return {(found.tab, found.cell) for found in findings if found.severity == "error"}
