import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock

from sheetsync.cli.main import exit_code_of
from sheetsync.errors import ConfigError
from sheetsync.workspace import open_workspace
from sheetsync.workspace.offered_jobs import job_names, load_job


def test_the_jobs_are_found_by_their_entry_points() -> None:
    assert job_names() == [
        "digest", "mirror", "monthly-reports", "overdue", "payments", "ratings", "validate",
    ]  # fmt: skip
    assert load_job("monthly_reports").__name__ == "jobs.monthly_reports"


def test_an_empty_workbook_says_where_to_start(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert exit_code_of(["--lang", "en", "run", "validate", "--config", str(ready)]) == 0
    told = "validate: В таблице пока ничего нет: начните с вкладки «Партнёры»"
    assert told in capsys.readouterr().out


def test_json_is_one_document_with_the_catalogue_s_codes(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    arguments = ["run", "overdue", "--config", str(ready), "--json", "--as-of", "2026-04-15"]
    assert exit_code_of(arguments) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["as_of"] == "2026-04-15"
    assert {"currencies", "invoices", "packs", "attention"} <= document.keys()


def test_several_jobs_give_a_list_and_the_worst_code(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    arguments = ["run", "validate", "nonsense", "overdue", "--config", str(ready), "--json"]
    assert exit_code_of(arguments) == 2
    documents = json.loads(capsys.readouterr().out)
    assert [document["exit_code"] for document in documents] == [0, 2, 0]


def test_a_dry_run_writes_nothing_and_says_what_would_change(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(ready) as workspace:
        before = workspace.reading.snapshot.stored
    capsys.readouterr()
    assert (
        exit_code_of(["--lang", "en", "run", "overdue", "--dry-run", "--config", str(ready)]) == 0
    )
    assert "пробный запуск, изменились бы: Неоплачено по месяцам, Обзор" in " ".join(
        capsys.readouterr().out.split()
    )
    with open_workspace(ready) as workspace:
        assert workspace.reading.snapshot.stored == before


def test_a_second_run_at_once_is_code_3_and_does_nothing(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """S21."""
    with FileLock(ready.parent / "state" / "run.lock"):
        assert exit_code_of(["--lang", "en", "run", "overdue", "--config", str(ready)]) == 3
    assert "another run is active" in capsys.readouterr().err


def test_a_missing_tab_stops_the_job_with_the_cure(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(ready) as workspace:
        sheet_id = workspace.reading.snapshot.tabs["Счета"].sheet_id
        workspace.session.batch_update([{"deleteSheet": {"sheetId": sheet_id}}])
    assert exit_code_of(["--lang", "en", "run", "overdue", "--config", str(ready)]) == 2
    told = capsys.readouterr().err
    assert "The workbook has no tab 'Счета'; nothing was written" in told
    assert "cure: run sheetsync init --repair" in told
    assert exit_code_of(["--lang", "en", "run", "validate", "--config", str(ready)]) == 1


def test_a_job_that_raises_is_code_70_and_the_next_one_runs(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """S29."""
    broken = ModuleType("team_jobs_broken")

    def run(_ws: object) -> object:
        raise ZeroDivisionError("what a pity")

    broken.run = run  # type: ignore[attr-defined]  # a job of a team's own
    monkeypatch.setitem(sys.modules, "jobs.validate", broken)
    assert (
        exit_code_of(["--lang", "en", "run", "validate", "overdue", "--config", str(ready)]) == 70
    )
    told = capsys.readouterr()
    assert "ZeroDivisionError: what a pity" in told.err
    assert "sheetsync validate: this is a bug of ours" in told.err
    assert "overdue:" in told.out


def test_an_unknown_job_is_refused() -> None:
    with pytest.raises(ConfigError, match="There is no job 'x'"):
        load_job("x")


def test_due_runs_what_the_schedule_says_once(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schedule = "schedule:\n  - {job: validate, every: hour, at: '00:00'}\n"
    ready.write_text(ready.read_text(encoding="utf-8") + schedule, encoding="utf-8")
    arguments = ["run", "--due", "--config", str(ready)]
    capsys.readouterr()
    assert exit_code_of(arguments) == 0
    assert capsys.readouterr().out == ""  # nothing before the installation is made up for


def test_due_without_a_schedule_says_so(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["--lang", "en", "run", "--due", "--config", str(ready)]) == 2
    assert "schedule: is empty" in capsys.readouterr().err


def test_events_go_to_the_log_file_without_cell_contents(ready: Path) -> None:
    log = "log:\n  file: logs/sheetsync.log\n"
    ready.write_text(ready.read_text(encoding="utf-8") + log, encoding="utf-8")
    assert (
        exit_code_of(["--lang", "en", "run", "validate", "nonsense", "--config", str(ready)]) == 2
    )
    from sheetsync.workspace.logs import close_log

    close_log()
    lines = (ready.parent / "logs" / "sheetsync.log").read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 3)[3].split("=")[0] for line in lines[:3]] == ["run", "run", "run"]
    assert "job=validate started" in lines[0]
    assert "wrote=" in lines[1]
    assert "job=validate exit=0" in lines[2]
    assert "job=nonsense stopped ConfigError" in lines[3]


def test_verbose_tells_every_event_and_request_on_stderr(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        exit_code_of(
            ["--lang", "en", "run", "validate", "--verbose", "--json", "--config", str(ready)]
        )
        == 0
    )
    said = capsys.readouterr()
    assert json.loads(said.out)["job"] == "validate"
    assert "INFO run=" in said.err
    assert re.search(r"DEBUG google GET /v4/spreadsheets/\S+/values:batchGet 200", said.err)
    assert exit_code_of(["--lang", "en", "run", "validate", "--config", str(ready)]) == 0
    assert "DEBUG" not in capsys.readouterr().err
