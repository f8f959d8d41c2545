"""The mirror's commands: what became of rows, how the mirror stands, and its upkeep."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs import mirror
from sheetsync.cli.changes_told import print_changes
from sheetsync.cli.main import exit_code_of
from sheetsync.sql import DatabaseAddress, open_database
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.testing.databases import KINDS, mirror_section, new_database
from sheetsync.testing.office import Office

Tell = Callable[..., str]
CONFIG = """\
sandbox: workbook.sqlite
state: state
"""
#: Commands that change what the mirror holds.
CHANGING = {"prune", "forget", "--iceberg"}


@pytest.fixture(scope="module", params=KINDS)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DatabaseAddress]:
    with new_database(request.param, tmp_path_factory.mktemp("database")) as made:
        yield made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, address: DatabaseAddress) -> Office:
    """Three sights: a name changed, then a row gone."""
    config = CONFIG + mirror_section(address)
    made = Office(tmp_path_factory.mktemp("office"), date(2026, 4, 15), config=config)
    made.type_in("Партнёры\npartner_id | name | comment\nP-001 | Север | =1\nP-002 | Вектор | ёж")
    made.run(mirror.run)
    made.clock.sleep(24 * 3600)
    made.people.type(PARTNERS.title("ru"), "B2", "Юг")
    made.run(mirror.run)
    made.clock.sleep(24 * 3600)
    made.people.delete_rows(PARTNERS.title("ru"), 3)
    made.run(mirror.run)
    made.clock.sleep(3600)
    return made


@pytest.fixture(scope="module")
def untouched(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the mirror as the office left it."""
    file = tmp_path_factory.mktemp("untouched") / "mirror.sqlite"
    assert exit_code_of(["mirror", "copy", f"sqlite:///{file}", "-c", str(office.path)]) == 0
    return file


@pytest.fixture
def told(
    office: Office, address: DatabaseAddress, untouched: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Tell]:
    """Run a command; what it did to the mirror and the config is undone after the test."""
    config = office.path.read_text(encoding="utf-8")
    said: set[str] = set()

    def tell(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        said.update(words)
        assert exit_code_of(["--lang", "en", *words, "--config", str(office.path)]) == code
        return "".join(capsys.readouterr())

    yield tell
    office.path.write_text(config, encoding="utf-8")
    if said & CHANGING:
        emptied(address)
        again = ["mirror", "copy", "--from", str(untouched), "--config", str(office.path)]
        assert exit_code_of(again) == 0


def emptied(address: DatabaseAddress) -> None:
    if address.path is not None:
        address.path.unlink()
        return
    with open_database(address) as database, database.transaction() as connection:
        connection.execute(sa.text(f"drop schema {address.schema} cascade"))


def test_history_tells_a_cell_and_a_row(told: Tell) -> None:
    found = json.loads(told("history", "P-001", "--column", "name", "--format", "json"))["changes"]
    assert [(one["column"], one["was"], one["now"]) for one in found] == [
        ("*", "", "added"),
        ("name", "Север", "Юг"),
    ]
    assert found[1]["at"] == "2026-04-16 12:00:00"
    assert found[1]["not_before"] == "2026-04-15 12:00:00"
    assert "nothing was found" in told("history", "P-999")


def test_changes_of_some_days_as_text_that_is_no_formula(told: Tell) -> None:
    text = told("changes", "--tab", "partners", "--since", "2026-04-16", "--format", "csv")
    lines = text.splitlines()
    assert len(lines) == 3
    assert "Юг" in lines[1]
    assert "removed" in lines[2]
    assert told("changes", "--tab", "partners", "--until", "2026-04-14").strip()
    assert "Вектор" not in told("changes", "--until", "2026-04-16", "--tab", "partners")


def test_people_read_what_changed_under_each_sight(told: Tell) -> None:
    """By the title of the tab too; what was forgotten above is blank."""
    lines = told("changes", "--tab", "Партнёры", "--since", "2026-04-16").splitlines()
    assert lines[:2] == [
        "2026-04-16 12:00  Партнёры  (sight 2; not yet there 2026-04-15 12:00)",
        "  P-001  Название: Север → Юг",
    ]
    assert lines[2] == "2026-04-17 12:00  Партнёры  (sight 3; not yet there 2026-04-16 12:00)"
    assert lines[3].startswith("  P-002  row removed: P-002")
    assert "  P-001  row added" in told("history", "P-001")


def test_the_language_is_that_of_the_workbook_that_is_kept(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["mirror", "status", "--config", str(office.path)]) == 0
    assert "Строк" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("changes", "--since", "2026-13-01"), "write a day as"),
        (("changes", "--until", "2999-01-01"), "nobody has seen a day to come"),
        (("changes", "--tab", "nowhere"), "the mirror has no tab 'nowhere'"),
        (("mirror", "show", "partners", "--as-of", "2026-04-15", "--format", "parquet"), "-o FILE"),
        (("mirror", "prune"), "--keep-days"),
        (("mirror", "forget", "P-1", "--tab", "nowhere"), "the mirror has no tab 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_a_usage_error(told: Tell, words: tuple[str, ...], why: str) -> None:
    assert why in told(*words, code=2)


def test_a_tab_is_shown_as_it_was(told: Tell, tmp_path: Path) -> None:
    shown = told("mirror", "show", "partners", "--as-of", "2026-04-15")
    assert "Север" in shown
    assert "Вектор" in shown
    file = tmp_path / "rows.json"
    told("mirror", "show", "partners", "--as-of", "2026-04-17T12:00", "--format", "json",
         "-o", str(file))  # fmt: skip
    rows = json.loads(file.read_text())["rows"]
    assert [row[PARTNERS.column("name").header("ru")] for row in rows] == ["Юг"]


def test_status_and_check(told: Tell, office: Office) -> None:
    found = json.loads(told("mirror", "status", "--json"))
    tab = next(tab for tab in found["tabs"] if tab["code"] == "partners")
    assert (tab["rows"], tab["versions"], tab["held"], found["pending"]) == (1, 3, "", [])
    assert found["bytes"] > 0
    assert "MB, layout" in told("mirror", "status")
    assert office.today == date(2026, 4, 15) + timedelta(days=2)


def test_a_copy_is_equal_on_the_other_database_and_back(
    told: Tell, office: Office, tmp_path: Path, address: DatabaseAddress
) -> None:
    first = told("changes", "--format", "csv")
    kinds = ("postgres", "sqlite") if address.path else ("sqlite", "postgres")
    here = address
    with ExitStack() as stack:
        for kind in kinds:
            there = stack.enter_context(new_database(kind, tmp_path))
            # The schema of the config is that of whichever side is PostgreSQL.
            named = replace(here, schema=there.schema or here.schema)
            office.path.write_text(CONFIG + mirror_section(named), encoding="utf-8")
            url = there.url.render_as_string(hide_password=False)
            assert "all are equal" in told("mirror", "copy", url)
            assert "holds a mirror already" in told("mirror", "copy", url, code=2)
            office.path.write_text(CONFIG + mirror_section(there), encoding="utf-8")
            assert told("changes", "--format", "csv") == first
            here = there
    assert "or a file with --from" in told("mirror", "copy", code=2)


def test_what_datasette_shows_is_written_beside_a_file_only(
    told: Tell, address: DatabaseAddress
) -> None:
    if address.path is None:
        assert "opens files of SQLite only" in told("mirror", "export", "--datasette", code=2)
        return
    assert "datasette" in told("mirror", "export", "--datasette")
    metadata = json.loads(address.path.with_name("mirror-metadata.json").read_text())
    assert metadata["databases"]["mirror"]["tables"]["partners"]["title"] == PARTNERS.title("ru")


def test_an_export_writes_what_is_new_alone(told: Tell, tmp_path: Path) -> None:
    folder = str(tmp_path / "export")
    assert "left as they are: 0, removed: 0" in told("mirror", "export", folder)
    assert (tmp_path / "export" / "partners" / "data.parquet").exists()
    assert "files written: 0" in told("mirror", "export", folder, "--since", "2026-04-16")
    told_twice = [told("mirror", "export", folder, "--iceberg") for _ in range(2)]
    snapshots = [line.splitlines()[-1].rpartition(": ")[2] for line in told_twice]
    assert snapshots[0] != "0"
    assert snapshots[1] == "0"
    assert (tmp_path / "export" / "iceberg" / "partners" / "metadata").is_dir()
    assert "name a folder" in told("mirror", "export", "--iceberg", "--datasette", code=2)
    assert "name a folder" in told("mirror", "export", code=2)
    assert "write a day as" in told("mirror", "export", folder, "--since", "15.04.2026", code=2)


def test_prune_keeps_the_newest_and_forget_blanks_the_past(told: Tell) -> None:
    assert "versions to delete: 1" in told("mirror", "prune", "--keep-days", "1", "--dry-run")
    assert "versions deleted: 1" in told("mirror", "prune", "--keep-days", "1")
    assert "versions blanked: 1" in told("mirror", "forget", "P-002", "--tab", "partners")
    shown = told("mirror", "show", "partners", "--as-of", "2026-04-16", "--format", "csv")
    assert "P-002" in shown
    assert "Вектор" not in shown
    assert "ёж" not in shown
    assert "Юг" in shown


def test_a_long_story_ends_with_how_to_read_the_rest(told: Tell) -> None:
    told_all = told("changes")
    assert "more: --since" not in told_all
    rows = [
        {"sync": 1, "tab": "t", "title": "T", "at": "2026-04-15 12:00:00", "not_before": None,
         "what": "", "named": "P-1", "header": "H", "was": "x" * 500, "now": "", "row": "",
         "renamed_from": "P-0", "by": "restore:R-1"}
    ] * 201  # fmt: skip
    with redirect_stdout(StringIO()) as printed:
        print_changes(rows)
    lines = printed.getvalue().splitlines()
    assert len(lines) == 202
    assert lines[0] == "2026-04-15 12:00  T  (sight 1)"
    assert lines[1] == f"  P-1  H: {'x' * 79}… → blank (was P-0) [restore:R-1]"
    assert lines[-1] == "… and 1 more: --since, --tab or --format csv"
