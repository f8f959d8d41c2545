"""Configs, schedules and command lines as others' reports show them."""

import re
import subprocess
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheetsync.config import ScheduleEntry
from sheetsync.config.structs import Config
from sheetsync.workspace import open_workspace
from sheetsync.workspace.timetable import due


def test_schedule(case: dict[str, Any]) -> None:
    given = case["input"]
    done, ran = set(given.get("done", ())), []
    zone = ZoneInfo(given.get("zone", "Europe/Moscow"))
    entries = [
        ScheduleEntry(job="overdue", **{**entry, "weekdays": tuple(entry.get("weekdays", ()))})
        for entry in given["entries"]
    ]
    since = datetime.fromisoformat(given["since"]).replace(tzinfo=UTC)
    for look in given["looks"]:
        now = datetime.fromisoformat(look).replace(tzinfo=UTC)
        for entry in entries:
            periods = due(entry, now, zone, done, since)
            if periods:
                ran.append(look)
                done.update(periods)
    assert ran == case["expected"]["runs_at"]


def test_config(case: dict[str, Any], desk: Any) -> None:
    desk.run("init")
    desk.configure(case["input"]["more"])
    code, out = desk.run("status")
    assert code == case["expected"]["rc"], out
    assert re.search(case["expected"].get("said", ""), out), out


def test_time_zone(case: dict[str, Any], desk: Any) -> None:
    zone = case["input"]["time_zone"]
    desk.run("init")
    with open_workspace(desk.config) as workspace:
        change = {"properties": {"timeZone": zone}, "fields": "timeZone"}
        workspace.session.batch_update([{"updateSpreadsheetProperties": change}])
        keys = workspace.session.columns(["Настройки"], "FORMATTED_VALUE")[0][0]
        cell = f"'Настройки'!B{keys.index('timezone') + 1}"
        workspace.session.write_values({cell: [[""]]}, "RAW")
    code, out = desk.run("run", "validate")
    assert code in {0, 1} or (code == 2 and zone in out), out


def test_crontab(case: dict[str, Any], desk: Any) -> None:
    """The line as cron hands it to sh: cut at the first bare %, \\% becomes %."""
    desk.folder = desk.folder / case["input"]["folder"]
    desk.folder.mkdir()
    desk.configure()
    _, out = desk.run("crontab")
    line = out.strip().splitlines()[-1].split(None, 5)[5]
    command = re.split(r"(?<!\\)%", line)[0].replace(r"\%", "%")
    done = subprocess.run(
        ["sh", "-c", command.partition("&&")[0] + "&& pwd"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.stdout.strip() == str(desk.folder), f"{command} {done.stderr}"


def test_spreadsheet_id(case: dict[str, Any]) -> None:
    found = Config(spreadsheet=case["input"]["spreadsheet"]).spreadsheet_id
    assert found == case["expected"]["id"]
