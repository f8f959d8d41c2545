"""``schedule``, ``crontab``, ``systemd``: the same answer to "what is due" in three ways."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import click

from sheetsync.cli.options import config_option
from sheetsync.config import Config, ScheduleEntry, load_config
from sheetsync.dates import Clock
from sheetsync.errors import ConfigError, SheetsyncError
from sheetsync.journal import Journal
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.timetable import due

_CRONTAB = "7 * * * * cd {folder} && {command} run --due --config {config}\n"
_SERVICE = """\
# sheetsync.service
[Unit]
Description=sheetsync: run what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command} run --due --config {config}
SuccessExitStatus=1 3
TimeoutStartSec=3h
TimeoutStopSec=90

# sheetsync.timer
[Unit]
Description=sheetsync: look every hour

[Timer]
OnCalendar=*:07
Persistent=true
RandomizedDelaySec=120

[Install]
WantedBy=timers.target
"""
#: A job that stopped is tried again after this long, not at every tick.
_RETRY = timedelta(minutes=15)
_GRACE_S = 60.0


@dataclass(frozen=True, slots=True)
class Due:
    """A job that is due, for the periods that it makes up for."""

    entry: ScheduleEntry
    periods: tuple[str, ...]


def due_entries(config: Config, journal: Journal, clock: Clock, zone: ZoneInfo) -> Iterator[Due]:
    """The schedule's entries that are due now, in the order of the config."""
    if not config.schedule:
        raise ConfigError(
            "config.yaml: schedule: is empty, so nothing is ever due",
            cure="add entries; config.example.yaml shows some",
        )
    for entry in config.schedule:
        since = journal.memory.job_known_since(entry.job)
        done = journal.memory.done_periods(entry.job)
        periods = due(entry, clock.now(), zone, done, since)
        if periods:
            yield Due(entry, periods)


def company_zone(config: Path) -> ZoneInfo:
    """Settings.timezone, blank meaning the spreadsheet's; it decides what day it is."""
    from sheetsync.workspace import open_workspace  # noqa: PLC0415  # pandas takes a second

    with open_workspace(config) as workspace:
        return workspace.zone


def open_journal(config: Path, clock: Clock) -> Journal:
    """The journal of the spreadsheet that a config names."""
    from sheetsync.workspace import open_workspace  # noqa: PLC0415

    checked = load_config(config)
    with open_workspace(config) as workspace:
        spreadsheet_id = workspace.session.spreadsheet_id
    return Journal(checked.path(checked.state) / "journal.sqlite", spreadsheet_id, clock)


class Ticker:
    """Looks once a minute and starts what is due as a child process.

    A child that hangs or crashes cannot take the loop with it; one that stopped is tried again
    after a quarter of an hour.
    """

    def __init__(self, config: Path, clock: Clock) -> None:
        self._config = config
        self._checked = load_config(config)
        self._clock = clock
        self._journal = open_journal(config, clock)
        self._zone = company_zone(config)
        self._tried: dict[str, datetime] = {}

    def tick(self) -> None:
        """One look; whatever goes wrong is told and never ends the loop."""
        try:
            for found in due_entries(self._checked, self._journal, self._clock, self._zone):
                self._start(found)
        except SheetsyncError as error:
            click.echo(f"sheetsync schedule: {error}", err=True)
        except Exception as error:  # noqa: BLE001  # the loop outlives every bug of a look
            click.echo(f"sheetsync schedule: a bug of ours: {error!r}", err=True)
        heartbeat = self._checked.path(self._checked.state) / "heartbeat"
        heartbeat.write_text(self._clock.now().isoformat(timespec="seconds"), encoding="utf-8")

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def _start(self, found: Due) -> None:
        job, now = found.entry.job, self._clock.now()
        if job in self._tried and now - self._tried[job] < _RETRY:
            return
        self._tried[job] = now
        command = [sys.executable, "-m", "sheetsync", "run", job, "--config", str(self._config)]
        try:
            ended = subprocess.run(  # noqa: S603  # our own command, no shell
                command, timeout=found.entry.timeout_minutes * 60, check=False
            )
        except subprocess.TimeoutExpired:
            minutes = found.entry.timeout_minutes
            click.echo(f"sheetsync schedule: {job} took over {minutes} minutes; ended", err=True)
            return
        if is_done(ended.returncode):
            self._tried.pop(job)
            for period in found.periods:
                self._journal.memory.remember_period(job, period)


def is_done(exit_code: int) -> bool:
    """Whether a period counts as run: also with rejected rows or held letters."""
    return exit_code in (0, 1)


@click.command()
@config_option
def schedule(config: Path) -> int:
    """Keep running; look once a minute and start the jobs that are due."""
    import schedule as ticking  # noqa: PLC0415  # only this command needs it

    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ticker = Ticker(config, SystemClock())
    ticking.every().minute.at(":00").do(ticker.tick)
    ticker.tick()
    while not stop.wait(min(max(ticking.idle_seconds() or 0.0, 0.2), _GRACE_S)):
        ticking.run_pending()
    ticker.close()
    return 0


@click.command()
@config_option
def crontab(config: Path) -> None:
    """Print the crontab line: an hourly look at what is due."""
    click.echo(_CRONTAB.format(**_place(config)), nl=False)


@click.command()
@config_option
def systemd(config: Path) -> None:
    """Print a systemd service and its timer."""
    click.echo(_SERVICE.format(**_place(config)), nl=False)


def _place(config: Path) -> dict[str, str]:
    absolute = config.resolve()
    return {
        "folder": str(absolute.parent),
        "config": absolute.name,
        "command": str(Path(sys.executable).with_name("sheetsync")),
    }
