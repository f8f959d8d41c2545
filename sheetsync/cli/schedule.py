"""``sheetsync schedule``, and what ``run --due`` asks too: which jobs are due."""

import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from sheetsync.cli.offered_jobs import job_names
from sheetsync.cli.options import config_option
from sheetsync.cli.termination import EXIT_STOPPED, TERMINATION, Terminated, Termination
from sheetsync.config import Config, ScheduleEntry, known_job, load_config, unknown_jobs
from sheetsync.dates import Clock
from sheetsync.errors import ConfigError, SheetsyncError
from sheetsync.journal import Journal
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.options import Outcome, RunOptions, worst
from sheetsync.workspace.timetable import due

#: A job that stopped is tried again after this long, not at every tick.
_RETRY = timedelta(minutes=15)
_GRACE_S = 60.0
_POLL_S = 0.5
_SHORTEST_WAIT_S = 0.2
_LONGEST_WAIT_S = 30.0


@dataclass(frozen=True, slots=True)
class Due:
    """A job that is due, for the moments that one run of it makes up for."""

    entry: ScheduleEntry
    periods: tuple[str, ...]


def due_entries(config: Config, journal: Journal, clock: Clock, zone: tzinfo) -> list[Due]:
    """The jobs that are due now, in the order of the config; one run does for all its entries.

    Entries whose job nobody offers are left out, and told by `Agenda.unknown`.
    """
    if not config.schedule:
        raise ConfigError(
            "config.yaml: schedule: is empty, so nothing is ever due",
            cure="add entries; config.example.yaml shows some",
        )
    found: dict[str, Due] = {}
    jobs = job_names()
    for entry in config.schedule:
        if known_job(entry.job, jobs) is None:
            continue
        since = journal.memory.job_known_since(entry.job)
        done = journal.memory.done_periods(entry.job)
        periods = due(entry, clock.now(), zone, done, since)
        if periods:
            before = found.setdefault(entry.job, Due(entry, ()))
            found[entry.job] = replace(before, periods=before.periods + periods)
    return list(found.values())


def run_due(config: Path, options: RunOptions) -> list[Outcome]:
    """Run what is due now and note the periods that are done; a look with nothing due does nothing.

    Args:
        config: the config file.
        options: of the runs.
    """
    from sheetsync.cli.run import run_jobs  # noqa: PLC0415  # it imports us for --due

    clock = SystemClock()
    outcomes: list[Outcome] = []
    with Agenda(config, clock) as agenda:
        for found in agenda.due():
            if outcomes and options.stop():
                break
            ended = run_jobs(config, [found.entry.job], options)
            if not any(outcome.payload.get("dry_run") for outcome in ended):
                agenda.note(found, worst([outcome.exit_code for outcome in ended]))
            outcomes.extend(ended)
        # Told at every look, not first when they would be due, and after those that run.
        for error in agenda.unknown():
            click.echo(f"sheetsync run: {error}", err=True)
            payload = {"error": error.message, "cure": error.cure}
            outcomes.append(Outcome("schedule", error.exit_code, error.message, payload=payload))
    return outcomes


class Agenda:
    """The schedule of one config, and what is done of it."""

    def __init__(self, config: Path, clock: Clock) -> None:
        from sheetsync.workspace import open_workspace  # noqa: PLC0415  # pandas takes a second

        self._config = load_config(config)
        self._clock = clock
        with open_workspace(self._config, clock=clock) as workspace:
            self._zone = workspace.zone
            spreadsheet_id = workspace.session.spreadsheet_id
        state = self._config.path(self._config.state)
        make_private_folder(state)
        self._journal = Journal(state / "journal.sqlite", spreadsheet_id, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._journal.close()

    def due(self) -> list[Due]:
        """What is due now."""
        return due_entries(self._config, self._journal, self._clock, self._zone)

    def unknown(self) -> list[ConfigError]:
        """Entries whose job nobody offers, each told."""
        return unknown_jobs(self._config.schedule, job_names())

    def note(self, found: Due, exit_code: int) -> None:
        """Note the periods as done; a job that stopped is due again at the next look."""
        if is_done(exit_code):
            for period in found.periods:
                self._journal.memory.remember_period(found.entry.job, period)


class Ticker:
    """Looks once a minute and starts what is due as a child process.

    A child that hangs or crashes cannot take the loop with it; one that stopped is tried again
    after a quarter of an hour.
    """

    def __init__(self, config: Path, clock: Clock, termination: Termination | None = None) -> None:
        self._path = config
        self._config = load_config(config)
        self._clock = clock
        self._termination = termination or Termination()
        self._tried: dict[str, datetime] = {}
        self._told_unknown: list[str] = []

    def tick(self) -> None:
        """One look; whatever goes wrong is told and never ends the loop."""
        try:
            with Agenda(self._path, self._clock) as agenda:
                self._tell_unknown(agenda)
                for found in agenda.due():
                    if not self._termination.asked() and self._may_try(found.entry.job):
                        agenda.note(found, self._run(found.entry))
        except SheetsyncError as error:
            click.echo(f"sheetsync schedule: {error}", err=True)
        except Exception as error:  # noqa: BLE001  # the loop outlives every bug of a look
            click.echo(f"sheetsync schedule: a bug of ours: {error!r}", err=True)
        state = self._config.path(self._config.state)
        make_private_folder(state)
        moment = self._clock.now().isoformat(timespec="seconds")
        write_private(state / "heartbeat", moment.encode())

    def _tell_unknown(self, agenda: Agenda) -> None:
        """Tell of entries whose job nobody offers: at the first look, and when they change."""
        unknown = [str(error) for error in agenda.unknown()]
        if unknown != self._told_unknown:
            for error in unknown:
                click.echo(f"sheetsync schedule: {error}", err=True)
            self._told_unknown = unknown

    def _may_try(self, job: str) -> bool:
        now = self._clock.now()
        if job in self._tried and now - self._tried[job] < _RETRY:
            return False
        self._tried[job] = now
        return True

    def _run(self, entry: ScheduleEntry) -> int:
        """Run a job to its end, its time-out, or ours; in both it may finish the letter at hand."""
        command = [sys.executable, "-m", "sheetsync", "run", entry.job, "--config", str(self._path)]
        # The child settles its letter; we wait for it, and end when it has.
        with self._termination.gently(), self._termination.held():
            return self._watched(entry, command)

    def _watched(self, entry: ScheduleEntry, command: list[str]) -> int:
        child = subprocess.Popen(command)  # noqa: S603  # our own command, no shell
        ends_at = self._clock.now() + timedelta(minutes=entry.timeout_minutes)
        while (code := child.poll()) is None:
            late = self._clock.now() > ends_at
            if late or self._termination.event.wait(_POLL_S):
                child.terminate()
                return self._ended(child, entry, late=late)
        if is_done(code):
            self._tried.pop(entry.job, None)
        return code

    def _ended(self, child: "subprocess.Popen[bytes]", entry: ScheduleEntry, *, late: bool) -> int:
        if late:
            minutes = entry.timeout_minutes
            click.echo(
                f"sheetsync schedule: {entry.job} took over {minutes} minutes; ended", err=True
            )
        try:
            child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
        return EXIT_STOPPED


def is_done(exit_code: int) -> bool:
    """Whether a period counts as run: also with rejected rows or held letters."""
    return exit_code in (0, 1)


@click.command()
@config_option
def schedule(config: Path) -> int:
    """Keep running; look once a minute and start the jobs that are due."""
    import schedule as ticking  # noqa: PLC0415  # only this command needs it

    signal.signal(signal.SIGINT, TERMINATION.ask)
    ticker = Ticker(config, SystemClock(), TERMINATION)
    scheduler = ticking.Scheduler()
    scheduler.every().minute.at(":00").do(ticker.tick)
    try:
        ticker.tick()
        while not TERMINATION.event.wait(_pause_s(scheduler.idle_seconds)):
            scheduler.run_pending()
    except Terminated:
        return 0
    return 0


def _pause_s(idle_s: float | None) -> float:
    return min(max(idle_s or 0.0, _SHORTEST_WAIT_S), _LONGEST_WAIT_S)
