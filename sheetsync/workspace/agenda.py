"""Which jobs are due, what is done of the schedule, and a run of whatever is due now."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self

from sheetsync.config import Config, ScheduleEntry, known_job, load_config, unknown_jobs
from sheetsync.dates import Clock
from sheetsync.errors import ConfigError
from sheetsync.journal import Journal
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.offered_jobs import job_names
from sheetsync.workspace.opening import open_workspace
from sheetsync.workspace.options import Outcome, RunOptions, worst
from sheetsync.workspace.running import run_jobs
from sheetsync.workspace.timetable import due


@dataclass(frozen=True, slots=True)
class Due:
    """A job that is due, for the moments that one run of it makes up for."""

    entry: ScheduleEntry
    periods: tuple[str, ...]


def due_entries(config: Config, journal: Journal, clock: Clock, zone: tzinfo) -> list[Due]:
    """The jobs that are due now, in the order of the config; one run does for all its entries.

    Entries whose job nobody offers are left out, and told by `Agenda.unknown`.

    Raises:
        ConfigError: the config has no schedule.
    """
    if not config.schedule:
        raise ConfigError(
            Phrase(
                ru="config.yaml: schedule пуст, по расписанию ничего не запускается",
                en="config.yaml: schedule: is empty, so nothing is ever due",
            ),
            cure=Phrase(
                ru="добавьте записи; примеры в config.example.yaml",
                en="add entries; config.example.yaml shows some",
            ),
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
    outcomes: list[Outcome] = []
    with Agenda(config, SystemClock()) as agenda:
        for found in agenda.due():
            if outcomes and options.stop():
                break
            ended = run_jobs(config, [found.entry.job], options)
            if not any(outcome.payload.get("dry_run") for outcome in ended):
                agenda.note(found, worst([outcome.exit_code for outcome in ended]))
            outcomes.extend(ended)
        # Told at every look, not first when they would be due, and after those that run.
        for error in agenda.unknown():
            options.on_error("run", error)
            payload = {"error": error.message, "cure": error.cure}
            outcomes.append(Outcome("schedule", error.exit_code, error.message, payload=payload))
    return outcomes


class Agenda:
    """The schedule of one config, and what is done of it."""

    def __init__(self, config: Path, clock: Clock) -> None:
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


def is_done(exit_code: int) -> bool:
    """Whether a period counts as run: also with rejected rows or held letters."""
    return exit_code in (0, 1)
