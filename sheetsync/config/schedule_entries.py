"""What `schedule:` may say: a time that exists, days that come; a wrong one would never be due."""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sheetsync.config.structs import ScheduleEntry
from sheetsync.errors import ConfigError

_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d", re.ASCII)
_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60
_SUNDAY = 7
_LAST_DAY = 31


def check_schedule(entries: object, name: str) -> None:
    """Refuse times and days that no clock and no calendar shows.

    Args:
        entries: what stands under ``schedule:``, as YAML gives it; its types are checked later.
        name: of the config file.

    Raises:
        ConfigError: naming the key and the cure.
    """
    if not isinstance(entries, list):
        return
    for number, entry in enumerate(entries):
        if isinstance(entry, dict):
            for key, problem, cure in _problems(entry):
                raise ConfigError(f"{name}: schedule[{number}].{key}: {problem}", cure=cure)


def known_job(name: str, jobs: Collection[str]) -> str | None:
    """The job that a name means, with hyphens or as Python writes it; None for no job.

    Args:
        name: as a person wrote it.
        jobs: names of all jobs that installed packages offer, a team's own among them.
    """
    hyphenated = name.replace("_", "-")
    return hyphenated if hyphenated in jobs else None


def no_such_job(name: str, jobs: Collection[str], where: str = "") -> ConfigError:
    """What is told of a name that means no job: the nearest one, and all that there are.

    Args:
        name: as a person wrote it.
        jobs: as for `known_job`.
        where: the config's key that holds it.
    """
    near = difflib.get_close_matches(name.strip().casefold().replace("_", "-"), sorted(jobs), n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    told = f"{where}there" if where else "There"
    return ConfigError(
        f"{told} is no job {name!r}", cure=f"{meant}choose one of: {', '.join(sorted(jobs))}"
    )


def unknown_jobs(schedule: Sequence[ScheduleEntry], jobs: Collection[str]) -> list[ConfigError]:
    """Entries whose job nobody offers, each told; they never run, and keep no other from it.

    Which jobs there are depends on what is installed, not on the config alone: so a wrong name is
    told by whoever looks at the schedule, and refuses no other entry.
    """
    return [
        no_such_job(entry.job, jobs, f"config.yaml: schedule[{number}].job: ")
        for number, entry in enumerate(schedule)
        if known_job(entry.job, jobs) is None
    ]


def _problems(entry: dict[Any, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, what is wrong with it, and the cure."""
    at, days, day = entry.get("at", "08:00"), entry.get("weekdays", ()), entry.get("day", 1)
    if not isinstance(at, str) or not _TIME.fullmatch(at):
        yield "at", f"{at!r} is not a time HH:MM", _cure_of_time(at)
    for weekday in days if isinstance(days, list | tuple) else ():
        if not _is_whole(weekday) or not 1 <= weekday <= _SUNDAY:
            meant = f"write {_SUNDAY} for Sunday" if _is_zero(weekday) else "write numbers"
            yield "weekdays", f"there is no day {weekday!r}", f"{meant}: 1 is Monday, 7 is Sunday"
    if _is_whole(day) and day != -1 and not 1 <= day <= _LAST_DAY:
        yield "day", f"no month has a day {day}", "write 1 to 28, or -1 for the last day"


def _cure_of_time(at: object) -> str:
    """What to write instead; YAML reads 17:00 without quotes as 1020, minutes of the day."""
    form = 'write hours and minutes in quotes: at: "{}"'
    if _is_whole(at) and isinstance(at, int) and 0 <= at < _MINUTES_A_DAY:
        return form.format(f"{at // _MINUTES_AN_HOUR:02d}:{at % _MINUTES_AN_HOUR:02d}")
    digits = re.fullmatch(r"([01]?\d|2[0-3])[.,\- ]?([0-5]\d)", str(at).strip(), re.ASCII)
    return form.format(f"{int(digits[1]):02d}:{digits[2]}" if digits else "08:00")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_zero(value: object) -> bool:
    return _is_whole(value) and value == 0
