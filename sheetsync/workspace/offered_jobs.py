"""The jobs that installed packages offer: ours, and those of a team's own package."""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from sheetsync.config.schedule_entries import known_job, no_such_job

JOBS_GROUP = "sheetsync.jobs"


def job_names() -> list[str]:
    """All jobs that installed packages offer."""
    return sorted(entry.name for entry in _offered())


def load_job(name: str) -> ModuleType:
    """The module of a job; it has ``run(ws)``.

    Raises:
        ConfigError: no installed package offers it.
    """
    wanted = known_job(name, job_names())
    for entry in _offered():
        if entry.name == wanted:
            module = entry.load()
            if isinstance(module, ModuleType):
                return module
    raise no_such_job(name, job_names())


def _offered() -> Iterable[Any]:
    """Their entry points."""
    from importlib.metadata import entry_points  # noqa: PLC0415  # help need not wait for it

    return entry_points(group=JOBS_GROUP)
