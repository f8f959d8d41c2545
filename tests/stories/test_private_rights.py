"""Whatever the umask: no other person on this machine reads a file that a run or command wrote."""

import csv
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.testing.office import Office
from sheetsync.workspace.logs import close_log

CONFIG = """\
sandbox: book/workbook.sqlite
state: state
mail: {folder: out/letters}
log: {file: logs/sheetsync.log, max_kb: 1}
schedule:
  - {job: validate, every: hour, at: "00:00"}
"""


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)
    close_log()


def rights(folder: Path, *, but: frozenset[str] = frozenset()) -> dict[str, int]:
    """Rights of everything below a folder, apart from what the test itself made there."""
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
        if str(path.relative_to(folder)) not in but
    }


def check(found: dict[str, int], folder: Path) -> None:
    wanted = {name: 0o700 if (folder / name).is_dir() else 0o600 for name in found}
    assert found == wanted


@pytest.mark.usefixtures("umask")
def test_what_jobs_write_is_their_owner_s_alone(office: Office) -> None:
    office.path.write_text(
        office.path.read_text("utf-8") + "log: {file: logs/sheetsync.log}\n", "utf-8"
    )
    for options in ({"dry_run": True}, {}):
        for job in (validate, ratings, overdue, monthly_reports, digest):
            office.run(job.run, **options)
    made = frozenset({"config.yaml", *(f"workbook.sqlite{end}" for end in ("", "-wal", "-shm"))})
    found = rights(office.folder, but=made)
    for part in (
        "state/journal.sqlite",
        "letters/preview",
        "letters/index.html",
        "logs/sheetsync.log",
    ):
        assert part in found
    check(found, office.folder)


@pytest.mark.usefixtures("umask")
def test_what_commands_write_is_their_owner_s_alone(tmp_path: Path) -> None:
    config, tables = tmp_path / "config.yaml", tmp_path / "tables"
    config.write_text(CONFIG, encoding="utf-8")
    tables.mkdir()
    with (tables / "Partners.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["Partner ID", "Name", "Group", "Status"], ["P-001", "Vektor", "studios", "active"]]
        )
    made = frozenset({"config.yaml", "tables", "tables/Partners.csv"})
    for command in (
        "import tables",
        "run validate",
        "run --due",
        "doctor",
        "ratings -o ratings.csv --format csv",
        "ratings -o ratings.json --format json",
        "ratings -o ratings.parquet --format parquet",
        "overdue chart -o ageing.svg",
    ):
        words = [
            word if "." not in word and word != "tables" else str(tmp_path / word)
            for word in command.split()
        ]
        assert exit_code_of([*words, "--config", str(config)]) in {0, 1}, command
    book = str(tmp_path / "book" / "workbook.sqlite")
    assert exit_code_of(["sandbox", "export", str(tmp_path / "book.xlsx"), "--path", book]) == 0
    copy = str(tmp_path / "copies" / "copy.sqlite")
    assert exit_code_of(["sandbox", "import", str(tmp_path / "book.xlsx"), "--path", copy]) == 0
    found = rights(tmp_path, but=made)
    assert {"book/workbook.sqlite", "copies/copy.sqlite", "ageing.svg", "book.xlsx"} <= set(found)
    check(found, tmp_path)
