import json
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsync import __version__
from sheetsync.cli.main import COMMANDS, exit_code_of

HEAVY = {
    "pandas",
    "gspread",
    "flask",
    "matplotlib",
    "narwhals",
    "yagmail",
    "jinja2",
    "rich",
    "requests",
}


def loaded_after(*arguments: str) -> set[str]:
    """Modules that a command line has loaded when it ends."""
    program = (
        "import sys, json\n"
        "from sheetsync.cli.main import exit_code_of\n"
        f"exit_code_of({list(arguments)!r})\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["nonsense"], ["run", "--help"], ["demo", "--partners", "10000"]],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_after(*arguments) & HEAVY == set()


def test_a_job_loads_no_door_that_it_may_not_need() -> None:
    program = (
        "import sys, json\n"
        "import sheetsync.cli.run, sheetsync.workspace.opening, jobs.overdue\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    doors = {"sqlalchemy", "duckdb", "openpyxl", "holidays", "flask", "sheetsync.letters.checking"}
    assert "pandas" in json.loads(done.stdout)
    assert set(json.loads(done.stdout)) & doors == set()


def test_help_names_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    assert "0 done; 1 done, with rejected rows" in " ".join(shown.split())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_a_help_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of([name, "--help"]) == 0
    assert "Usage:" in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_a_wrong_command_is_code_2_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["nonsense"]) == 2
    assert "No such command 'nonsense'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lang", "en", "overdu"], "No such command 'overdu'. Did you mean 'overdue'?"),
        (["--lang", "ru", "retings"], "Нет команды 'retings'. Может быть, 'ratings'?"),
        (["--lang", "ru", "mirror", "statu"], "Нет команды 'statu'. Может быть, 'status'?"),
    ],
)
def test_a_command_that_was_mistyped_is_guessed(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(words) == 2
    assert told in capsys.readouterr().err


def test_a_missing_config_is_code_2_with_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["status", "--config", str(tmp_path / "no.yaml")]) == 2
    told = capsys.readouterr().err
    assert "no.yaml: cannot be read" in told
    assert "cure: copy config.example.yaml to config.yaml" in told


def test_a_job_that_is_not_there_names_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("sandbox: book.sqlite", encoding="utf-8")
    assert exit_code_of(["run", "nonsense", "--config", str(config)]) == 2
    told = capsys.readouterr().err
    assert "There is no job 'nonsense'" in told
    assert "digest, mirror, monthly-reports, overdue, payments, ratings, validate" in told


def test_run_without_a_job_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["run"]) == 2
    assert "Name a job" in capsys.readouterr().err


def test_the_module_starts_the_same_command_line() -> None:
    command = [sys.executable, "-m", "sheetsync", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert __version__ in done.stdout


@pytest.mark.parametrize("job", ["validate", "ratings", "overdue", "monthly_reports", "digest"])
def test_a_job_s_module_starts_that_job(job: str) -> None:
    command = [sys.executable, "-m", f"jobs.{job}", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Run JOBS in order" in done.stdout
