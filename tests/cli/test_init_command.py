import json
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.logs import CODES
from sheetsync.tables.catalogue.modules import CORE, in_workbook_order
from sheetsync.workspace import open_workspace


def test_init_makes_all_tabs_and_examples_in_the_language_asked_for(config: Path) -> None:
    arguments = ["init", "--lang", "en", "--calendar", "ru-2026", "--config", str(config)]
    assert exit_code_of(arguments) == 0
    with open_workspace(config) as workspace:
        assert list(workspace.reading.snapshot.tabs) == [
            tab.en for tab in in_workbook_order(CORE.tabs) if tab not in {CHANGES, CODES}
        ]
        assert workspace.reading.snapshot.locale == "en_US"
        assert len(workspace.tables.frame("groups")) == 3
        assert len(workspace.tables.frame("rules")) == 20
        assert workspace.settings.lang == "en"
        assert not workspace.tables.calendar.is_working(workspace.as_of.replace(month=5, day=1))
        assert [
            finding for finding in workspace.tables.findings if finding.severity == "error"
        ] == []


def test_init_twice_makes_nothing_the_second_time(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert exit_code_of(["--lang", "en", "init", "--config", str(ready), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"dry_run": False, "made": []}
    assert exit_code_of(["--lang", "en", "init", "--config", str(ready)]) == 0
    assert capsys.readouterr().out == "nothing was missing\n"


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(ready) as workspace:
        tabs = workspace.reading.snapshot.tabs
        gone = [{"deleteSheet": {"sheetId": tabs["Задачи"].sheet_id}}]
        workspace.session.batch_update(gone)
    capsys.readouterr()
    assert (
        exit_code_of(["--lang", "en", "init", "--repair", "--dry-run", "--config", str(ready)]) == 0
    )
    assert capsys.readouterr().out == "+ Задачи\n"
    with open_workspace(ready) as workspace:
        assert "Задачи" not in workspace.reading.snapshot.tabs


def test_a_dry_run_before_there_is_a_workbook_makes_none(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "en", "init", "--dry-run", "--config", str(config)]) == 0
    assert "+ Партнёры\n" in capsys.readouterr().out
    assert [file.name for file in config.parent.iterdir()] == ["config.yaml"]


def test_repair_brings_back_a_tab_and_a_column_and_keeps_a_backup(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(ready) as workspace:
        tabs = workspace.reading.snapshot.tabs
        jobs = tabs["Работы"].sheet_id
        column = {"sheetId": jobs, "dimension": "COLUMNS", "startIndex": 4, "endIndex": 5}
        workspace.session.batch_update(
            [
                {"deleteSheet": {"sheetId": tabs["Задачи"].sheet_id}},
                {"deleteDimension": {"range": column}},
            ]
        )
        cells: dict[str, list[list[object]]] = {
            "'Работы'!A2": [["J-1", "P-1", "E-1"]],
            "'Работы'!E2": [[46000]],
        }
        workspace.session.write_values(cells, "RAW")
    capsys.readouterr()
    assert exit_code_of(["--lang", "en", "init", "--repair", "--config", str(ready)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("резервная копия: https://docs.google.com/spreadsheets/d/")
    assert told[1:] == ["+ Задачи", "+ Работы: Клиент"]
    with open_workspace(ready) as workspace:
        shown = workspace.reading.snapshot.shown["Работы"]
        assert shown[-1][0] == "Клиент"
        assert workspace.tables.frame("jobs")["job_id"].tolist() == ["J-1"]


def test_an_unknown_calendar_is_named(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        exit_code_of(["--lang", "en", "init", "--calendar", "atlantis", "--config", str(config)])
        == 2
    )
    assert "--calendar atlantis: no such country or year" in capsys.readouterr().err
    assert (
        exit_code_of(["--lang", "en", "init", "--calendar", "qq-2026", "--config", str(config)])
        == 2
    )


def test_calendar_days_that_are_there_are_left_alone(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [
        "--lang",
        "en",
        "init",
        "--calendar",
        "ru-2025",
        "--config",
        str(ready),
        "--no-backup",
    ]
    assert exit_code_of(arguments) == 0
    with open_workspace(ready) as workspace:
        calendar = workspace.tables.frame("calendar")
    assert (calendar["kind"] == "workday").sum() == 1
    capsys.readouterr()
    assert exit_code_of(arguments) == 0
    assert capsys.readouterr().out == "nothing was missing\n"
