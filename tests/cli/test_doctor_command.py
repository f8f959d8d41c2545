import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import responses

from sheetsync.cli.main import exit_code_of
from sheetsync.config import load_config, parse_config
from sheetsync.testing.clock import StillClock
from sheetsync.workspace import open_workspace
from sheetsync.workspace.doctor import examined

JOBS = ("validate", "our-own")
NOW = datetime(2026, 4, 15, 8, 0, tzinfo=UTC)


def states(config: Path) -> dict[str, str]:
    checks = examined(load_config(config), StillClock(NOW), lambda _config: None, JOBS)
    return {check.name: check.state for check in checks}


def test_a_healthy_chain_is_told_line_by_line(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert exit_code_of(["--lang", "en", "doctor", "--config", str(ready)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ok   config: every key is known" in lines
    assert "ok   tabs: all 28 tabs and their headers" in lines
    assert "note mail: letters go to the folder letters, not to people" in lines
    assert "       cure: add mail.smtp to config.yaml when you are ready" in lines


def test_an_empty_sandbox_is_named_with_the_cure(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "en", "doctor", "--config", str(config), "--json"]) == 2
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    assert checks["spreadsheet"]["state"] == "bad"
    assert checks["spreadsheet"]["cure"].startswith("run sheetsync init")


def test_a_missing_tab_and_a_broken_header_are_bad(ready: Path) -> None:
    with open_workspace(ready) as workspace:
        tabs = workspace.reading.snapshot.tabs
        workspace.session.write_values({"'Счета'!G1": [["Деньги"]]}, "RAW")
    assert states(ready)["tabs"] == "bad"
    with open_workspace(ready) as workspace:
        gone = [{"deleteSheet": {"sheetId": tabs["Рейтинг"].sheet_id}}]
        workspace.session.batch_update(gone)
    assert states(ready)["tabs"] == "bad"


def test_zones_that_differ_are_a_warning_and_a_bad_setting_is_bad(ready: Path) -> None:
    with open_workspace(ready) as workspace:
        keys = workspace.tables.frame("settings")["key"].tolist()
        place = f"'Настройки'!B{keys.index('timezone') + 2}"
        workspace.session.write_values({place: [["Asia/Vladivostok"]]}, "RAW")
    assert states(ready)["time zone"] == "warning"
    with open_workspace(ready) as workspace:
        workspace.session.write_values({place: [["Mars/Base"]]}, "RAW")
    assert states(ready)["settings"] == "bad"


def test_a_schedule_with_a_job_twice_at_one_time_is_a_warning(ready: Path) -> None:
    entries = "schedule:\n  - {job: validate}\n  - {job: validate, at: '08:00'}\n"
    ready.write_text(ready.read_text(encoding="utf-8") + entries, encoding="utf-8")
    assert states(ready)["schedule"] == "warning"
    apart = ready.read_text(encoding="utf-8").replace("'08:00'", "'17:00'")
    ready.write_text(apart, encoding="utf-8")
    assert states(ready)["schedule"] == "ok"


def test_a_misspelt_job_of_the_schedule_is_bad_a_team_s_own_is_not(ready: Path) -> None:
    entries = "schedule:\n  - {job: our_own}\n  - {job: validat}\n  - {job: x}\n"
    ready.write_text(ready.read_text(encoding="utf-8") + entries, encoding="utf-8")
    checks = examined(load_config(ready), StillClock(NOW), lambda _config: None, JOBS)
    assert [
        (check.state, check.text, check.cure) for check in checks if check.name == "schedule"
    ] == [
        (
            "bad",
            "config.yaml: schedule[1].job: there is no job 'validat'",
            "did you mean 'validate'? choose one of: our-own, validate",
        ),
        (
            "bad",
            "config.yaml: schedule[2].job: there is no job 'x'",
            "choose one of: our-own, validate",
        ),
    ]


def test_a_mail_server_that_is_not_there_is_bad(ready: Path) -> None:
    smtp = "  smtp: {host: 127.0.0.1, port: 1, security: none}\n"
    ready.write_text(ready.read_text(encoding="utf-8") + smtp, encoding="utf-8")
    assert states(ready)["mail"] == "bad"


def test_a_state_folder_that_is_a_file_is_bad(ready: Path) -> None:
    blocked = ready.read_text(encoding="utf-8").replace("state: state", "state: config.yaml")
    ready.write_text(blocked, encoding="utf-8")
    assert states(ready)["state"] == "bad"


@responses.activate
def test_a_clock_that_differs_from_google_s_is_told_in_seconds(tmp_path: Path) -> None:
    url = "https://sheets.googleapis.com/$discovery/rest?version=v4"
    responses.head(url, headers={"Date": "Wed, 15 Apr 2026 08:20:00 GMT"})
    config = parse_config("spreadsheet: S1", base=tmp_path)
    checks = examined(config, StillClock(NOW), lambda _config: None, JOBS)
    clock = next(check for check in checks if check.name == "clock")
    assert (clock.state, clock.text) == (
        "bad",
        "this machine's clock differs from Google's by 1200 s",
    )
    spreadsheet = next(check for check in checks if check.name == "spreadsheet")
    assert "service_account.json: cannot be read" in spreadsheet.text


@responses.activate
def test_a_network_that_is_down_is_told(tmp_path: Path) -> None:
    config = parse_config("spreadsheet: S1", base=tmp_path)
    checks = examined(config, StillClock(NOW), lambda _config: None, JOBS)
    clock = next(check for check in checks if check.name == "clock")
    assert clock.text == "Google cannot be reached (ConnectionError)"


MIRROR = "mirror: {url: sqlite:///mirror.sqlite}\n"


def test_the_mirror_is_made_holds_rows_waits_or_cannot_be_asked(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready.write_text(ready.read_text(encoding="utf-8") + MIRROR, encoding="utf-8")
    told = []
    file, call = ready.parent / "mirror.sqlite", ["--config", str(ready)]
    for act in (
        lambda: None,
        lambda: exit_code_of(["run", "mirror", *call]),
        lambda: _delete_tab(ready, "Группы"),
        lambda: exit_code_of(["run", "mirror", *call]),
        lambda: file.write_bytes(b"no database" * 1000),
    ):
        act()
        capsys.readouterr()
        exit_code_of(["--lang", "en", "doctor", *call])
        lines = capsys.readouterr().out.splitlines()
        at = next(n for n, line in enumerate(lines) if " mirror: " in line)
        told.append(lines[at : at + 2])
    assert told[0][0] == "ok   mirror: comes with the first run"
    assert re.fullmatch(r"ok   mirror: \d+ tabs, \d+ rows, \d+ versions, \d\.\d MB", told[1][0])
    assert told[2][0] == told[1][0]
    assert told[3] == [
        "note mirror: waiting for somebody: Группы", "       cure: sheetsync mirror status",
    ]  # fmt: skip
    assert told[4][0].startswith("note mirror: ")
    assert told[4][1].startswith("       cure: ")


def _delete_tab(config: Path, title: str) -> None:
    with open_workspace(config) as workspace:
        sheet_id = workspace.reading.snapshot.tabs[title].sheet_id
        workspace.session.batch_update([{"deleteSheet": {"sheetId": sheet_id}}])
