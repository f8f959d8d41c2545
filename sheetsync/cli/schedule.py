"""``sheetsync schedule``: keep running and start jobs when they are due."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from sheetsync.cli.options import config_option, speech_option
from sheetsync.cli.speech import speech
from sheetsync.cli.termination import EXIT_STOPPED, TERMINATION, Terminated, Termination
from sheetsync.config import ScheduleEntry, load_config
from sheetsync.dates import Clock
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.workspace.agenda import Agenda, is_done
from sheetsync.workspace.clock import SystemClock

#: A job that stopped is tried again after this long, not at every tick.
_RETRY = timedelta(minutes=15)
_GRACE_S = 60.0
_POLL_S = 0.5
_SHORTEST_WAIT_S = 0.2
_LONGEST_WAIT_S = 30.0

_BUG = Phrase(ru="наша ошибка: {error}", en="a bug of ours: {error}")
_TOO_LONG = Phrase(
    ru="{job}: прошло больше {minutes} мин, остановлено",
    en="{job} took over {minutes} minutes; ended",
)


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
            click.echo(f"sheetsync schedule: {error.said(speech().lang)}", err=True)
        except Exception as error:  # noqa: BLE001  # the loop outlives every bug of a look
            bug = speech().say(_BUG, error=repr(error))
            click.echo(f"sheetsync schedule: {bug}", err=True)
        state = self._config.path(self._config.state)
        make_private_folder(state)
        moment = self._clock.now().isoformat(timespec="seconds")
        write_private(state / "heartbeat", moment.encode())

    def _tell_unknown(self, agenda: Agenda) -> None:
        """Tell of entries whose job nobody offers: at the first look, and when they change."""
        unknown = [error.said(speech().lang) for error in agenda.unknown()]
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
            told = speech().say(_TOO_LONG, job=entry.job, minutes=minutes)
            click.echo(f"sheetsync schedule: {told}", err=True)
        try:
            child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
        return EXIT_STOPPED


@click.command()
@config_option
@speech_option
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
