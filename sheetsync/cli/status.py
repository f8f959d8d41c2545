"""``sheetsync status``: what ran and runs next, what is held or in doubt, age of the data."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pandas as pd

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, progress
from sheetsync.config import known_job, unknown_jobs
from sheetsync.tables.catalogue.logs import LETTERS, RUN_LOG
from sheetsync.workspace import RunOptions, Workspace, open_workspace
from sheetsync.workspace.offered_jobs import job_names
from sheetsync.workspace.timetable import next_moment


@click.command()
@config_option
@json_option
def status(config: Path, *, json: bool) -> int:
    """Tell the last run of each job, the next one, held letters, letters in doubt, age of data."""
    with progress(quiet=json) as tell:
        options = RunOptions(dry_run=True, progress=tell)
        with open_workspace(config, options=options) as workspace:
            found = state_of(workspace)
    if json:
        print_json(found)
    else:
        _print(found)
    return 0


def state_of(ws: Workspace) -> dict[str, Any]:
    """The state as JSON values, the catalogue's codes as keys."""
    runs = ws.reading.tool_frame(RUN_LOG)
    letters = ws.reading.tool_frame(LETTERS)
    states = ws.journal.letters.states().values()
    return {
        "as_of": ws.as_of.isoformat(),
        "last_runs": _last_runs(runs),
        "next_runs": _next_runs(ws),
        "unknown_jobs": [error.message for error in unknown_jobs(ws.config.schedule, job_names())],
        "held": int((letters["state"] == "held").sum()),
        "unknown": sum(letter.state == "unknown" for letter in states),
        "month_closed": ws.settings.month_closed,
        "paid_until": _iso(ws.payables.paid_until),
    }


def _last_runs(runs: pd.DataFrame) -> list[dict[str, object]]:
    last = runs.drop_duplicates("job", keep="last")
    return [
        {name: row[name] for name in ("job", "started", "finished", "status")}
        for row in last.to_dict("records")
    ]


def _next_runs(ws: Workspace) -> list[dict[str, str]]:
    now: datetime = ws.clock.now()
    jobs = job_names()
    moments = [
        (next_moment(entry, now, ws.zone), entry.job)
        for entry in ws.config.schedule
        if known_job(entry.job, jobs)
    ]
    return [
        {"job": job, "at": f"{at.astimezone(ws.zone):%Y-%m-%d %H:%M}"}
        for at, job in sorted(moments)
    ]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _print(found: dict[str, Any]) -> None:
    click.echo(f"as of {found['as_of']}")
    for run in found["last_runs"]:
        click.echo(f"last  {run['job']}: {run['started']}, {run['status']}")
    for run in found["next_runs"]:
        click.echo(f"next  {run['job']}: {run['at']}")
    for message in found["unknown_jobs"]:
        click.echo(f"never {message}")
    click.echo(f"letters held: {found['held']}, in doubt: {found['unknown']}")
    click.echo(f"month closed: {found['month_closed'] or 'none'}")
    click.echo(f"payments entered up to: {found['paid_until'] or 'none'}")
