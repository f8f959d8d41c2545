import json
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.cli.schedule import Ticker
from sheetsync.config import load_config
from sheetsync.journal import Journal, host_lock
from sheetsync.testing.clock import StillClock
from sheetsync.workspace import RunOptions, open_workspace
from sheetsync.workspace.agenda import Agenda, is_done, run_due

SCHEDULE = """\
schedule:
  - {job: validat, every: day, at: "08:00"}
  - {job: validate, every: day, at: "08:00"}
"""
UNKNOWN = (
    "config.yaml: schedule[0].job: there is no job 'validat'\n"
    "  cure: did you mean 'validate'? choose one of: digest, mirror, monthly-reports, overdue, "
    "payments, ratings, validate\n"
)


@pytest.fixture
def scheduled(ready: Path) -> Path:
    ready.write_text(ready.read_text(encoding="utf-8") + SCHEDULE, encoding="utf-8")
    return ready


def installed_on(config: Path, day: datetime) -> None:
    """The journal knows the jobs since that day."""
    checked = load_config(config)
    with open_workspace(config) as workspace:
        spreadsheet_id = workspace.session.spreadsheet_id
    path = checked.path(checked.state) / "journal.sqlite"
    path.parent.mkdir(exist_ok=True)
    with Journal(path, spreadsheet_id, StillClock(day)) as journal:
        for job in ("validate", "our_own"):
            journal.memory.job_known_since(job)


def test_what_is_due_runs_and_is_not_due_again(scheduled: Path) -> None:
    installed_on(scheduled, datetime.now(UTC) - timedelta(days=3))  # noqa: TID251  # a real clock
    first = run_due(scheduled, RunOptions())
    assert [(outcome.job, outcome.exit_code) for outcome in first] == [
        ("validate", 0),
        ("schedule", 2),
    ]
    again = run_due(scheduled, RunOptions())
    assert [outcome.job for outcome in again] == ["schedule"]


def test_a_misspelt_job_is_told_at_every_look_and_keeps_no_other_from_running(
    scheduled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when it would not be due for weeks."""
    text = scheduled.read_text(encoding="utf-8")
    rarely = text.replace("validat, every: day", "validat, every: month")
    scheduled.write_text(rarely, encoding="utf-8")
    installed_on(scheduled, datetime.now(UTC) - timedelta(days=2))  # noqa: TID251  # a real clock
    for is_due in (True, False):
        capsys.readouterr()
        assert exit_code_of(["--lang", "en", "run", "--due", "--config", str(scheduled)]) == 2
        said = capsys.readouterr()
        assert f"sheetsync run: {UNKNOWN}" in said.err
        assert ("validate: " in said.out) is is_due
    assert exit_code_of(["--lang", "en", "run", "--due", "--json", "--config", str(scheduled)]) == 2
    document = json.loads(capsys.readouterr().out)
    assert (document["job"], document["exit_code"]) == ("schedule", 2)
    assert document["error"] == UNKNOWN.splitlines()[0]


def test_a_job_of_a_team_s_own_is_known(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    (package / "team-1.0.dist-info").mkdir(parents=True)
    (package / "team-1.0.dist-info" / "METADATA").write_text("Name: team\nVersion: 1.0\n", "utf-8")
    (package / "team-1.0.dist-info" / "entry_points.txt").write_text(
        "[sheetsync.jobs]\nour-own = team_job\n", "utf-8"
    )
    (package / "team_job.py").write_text(
        "from sheetsync.workspace import Outcome\n"
        "def run(ws):\n    return Outcome('our-own', 0, 'done')\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(package))
    entries = "schedule:\n  - {job: our_own, every: hour}\n  - {job: our-on, every: hour}\n"
    ready.write_text(ready.read_text(encoding="utf-8") + entries, encoding="utf-8")
    installed_on(ready, datetime.now(UTC) - timedelta(days=2))  # noqa: TID251  # a real clock
    ends = [(each.job, each.exit_code) for each in run_due(ready, RunOptions())]
    assert ends == [("our-own", 0), ("schedule", 2)]


@pytest.mark.parametrize(
    ("code", "done"), [(0, True), (1, True), (2, False), (3, False), (70, False)]
)
def test_a_job_that_stopped_is_not_done(code: int, *, done: bool) -> None:
    assert is_done(code) is done


def test_the_ticker_runs_children_and_notes_what_is_done(scheduled: Path) -> None:
    clock = StillClock(datetime(2026, 4, 15, 9, 0, tzinfo=UTC))
    installed_on(scheduled, datetime(2026, 4, 10, tzinfo=UTC))
    ticker = Ticker(scheduled, clock)
    ticker.tick()
    with Agenda(scheduled, clock) as agenda:
        assert agenda.due() == []
    heartbeat = scheduled.parent / "state" / "heartbeat"
    assert heartbeat.read_text(encoding="utf-8") == "2026-04-15T09:00:00+00:00"


def test_a_look_that_fails_never_ends_the_loop(
    scheduled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ticker = Ticker(scheduled, StillClock(datetime(2026, 4, 15, tzinfo=UTC)))
    (scheduled.parent / "book.sqlite").unlink()
    ticker.tick()
    assert "holds no spreadsheet" in capsys.readouterr().err


def test_a_job_that_stopped_is_tried_again_after_a_quarter_of_an_hour(
    scheduled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    clock = StillClock(datetime(2026, 4, 15, 9, 0, tzinfo=UTC))
    installed_on(scheduled, datetime(2026, 4, 10, tzinfo=UTC))
    ticker = Ticker(scheduled, clock)
    with host_lock(scheduled.parent / "state"):
        for minutes in (0, 5, 9, 2):
            clock.sleep(minutes * 60)
            ticker.tick()
    told = capfd.readouterr().err
    assert told.count("another run is active") == 2
    # What is wrong in the config is told once, until it is something else.
    assert told.count(f"sheetsync schedule: {UNKNOWN}") == 1
    scheduled.write_text(scheduled.read_text("utf-8").replace("validat,", "validt,"), "utf-8")
    ticker.tick()
    assert "there is no job 'validt'" in capfd.readouterr().err


def test_the_scheduler_ends_cleanly_on_sigterm(scheduled: Path) -> None:
    command = [sys.executable, "-m", "sheetsync", "schedule", "--config", str(scheduled)]
    with subprocess.Popen(command) as process:
        heartbeat = scheduled.parent / "state" / "heartbeat"
        deadline = time.monotonic() + 60
        while not heartbeat.exists() and time.monotonic() < deadline:
            threading.Event().wait(0.1)
        assert heartbeat.exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_status_tells_last_and_next_runs(
    scheduled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["run", "validate", "--config", str(scheduled)]) == 0
    capsys.readouterr()
    assert exit_code_of(["status", "--config", str(scheduled), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [run["job"] for run in found["last_runs"]] == ["validate"]
    assert {run["job"] for run in found["next_runs"]} == {"validate"}
    assert found["unknown_jobs"] == [UNKNOWN.splitlines()[0]]
    assert (found["held"], found["unknown"], found["month_closed"]) == (0, 0, None)
    assert exit_code_of(["status", "--config", str(scheduled), "--lang", "en"]) == 0
    as_of, _, header, last, _, header_of_next, *_ = told = capsys.readouterr().out.splitlines()
    assert as_of.startswith("As of 20")
    assert header.split() == ["Job", "Last", "run", "How", "it", "ended"]
    assert re.fullmatch(r"validate  \d{4}-\d\d-\d\d \d\d:\d\d  done", last)
    assert header_of_next.split() == ["Job", "Next", "run"]
    coming = [line for line in told if line.startswith("validate")]
    # A moment is told in one way, whether it was or will be.
    assert len({len(line.split()[1]) for line in coming}) == 1
    assert f"Will never run: {UNKNOWN.splitlines()[0]}" in told
    assert told[-3:] == [
        "Letters: 0 on hold, 0 unclear",
        "Last month closed: none",
        "Payments entered up to: none",
    ]


def test_status_speaks_the_language_of_the_workbook(
    scheduled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["run", "validate", "--config", str(scheduled)]) == 0
    capsys.readouterr()
    assert exit_code_of(["status", "--config", str(scheduled)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^validate +\d\d\.\d\d\.\d{4} \d\d:\d\d +готово$", told, re.MULTILINE)
    assert "Не запустится: config.yaml: schedule[0].job: задания «validat» нет" in told
    assert "Письма: отложено 0, неясно 0" in told
    assert not re.search(r"[a-z]{3,}", re.sub(r"validate?|config\.yaml|schedule|job", "", told))


def test_two_times_of_one_day_are_one_run_each_and_one_run_when_both_were_missed(
    ready: Path,
) -> None:
    two = """\
schedule:
  - {job: validate, every: day, at: "08:00"}
  - {job: validate, every: day, at: "17:00"}
"""
    ready.write_text(ready.read_text(encoding="utf-8") + two, encoding="utf-8")
    installed_on(ready, datetime(2026, 4, 10, tzinfo=UTC))
    clock = StillClock(datetime(2026, 4, 15, 5, 7, tzinfo=UTC))
    seen = []
    for hours in (0, 4, 5, 4, 20):
        clock.sleep(hours * 3600)
        with Agenda(ready, clock) as agenda:
            for found in agenda.due():
                agenda.note(found, 0)
                seen.append((clock.now().strftime("%d %H"), found.periods))
    assert seen == [
        ("15 05", ("2026-04-15T08:00", "2026-04-14T17:00")),
        ("15 14", ("2026-04-15T17:00",)),
        ("16 14", ("2026-04-16T08:00", "2026-04-16T17:00")),
    ]


def test_a_look_that_only_shows_notes_nothing_as_done(scheduled: Path) -> None:
    installed_on(scheduled, datetime.now(UTC) - timedelta(days=3))  # noqa: TID251  # a real clock
    for _ in range(2):
        shown = run_due(scheduled, RunOptions(dry_run=True))
        assert [outcome.job for outcome in shown] == ["validate", "schedule"]
