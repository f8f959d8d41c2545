"""What `schedule:` may say: a time that exists, days that come; a wrong one would never be due."""

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sheetsync.config.structs import ScheduleEntry
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase, Sayable

_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d", re.ASCII)
_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60
_SUNDAY = 7
_LAST_DAY = 31
_WRONG_ENTRY = Phrase(
    ru="{name}: schedule[{number}].{key}: {problem}",
    en="{name}: schedule[{number}].{key}: {problem}",
)
_NO_JOB = Phrase(ru="Задания «{name}» нет", en="There is no job {name!r}")
_NO_JOB_AT = Phrase(ru="{where}: задания «{name}» нет", en="{where}: there is no job {name!r}")
_CHOOSE = Phrase(ru="выберите одно из: {jobs}", en="choose one of: {jobs}")
_CHOOSE_NEAR = Phrase(
    ru="может быть, «{near}»? Выберите одно из: {jobs}",
    en="did you mean {near!r}? choose one of: {jobs}",
)
_NO_TIME = Phrase(ru="{at!r} — не время ЧЧ:ММ", en="{at!r} is not a time HH:MM")
_WRITE_TIME = Phrase(
    ru='напишите часы и минуты в кавычках: at: "{at}"',
    en='write hours and minutes in quotes: at: "{at}"',
)
_NO_WEEKDAY = Phrase(ru="дня {day!r} нет", en="there is no day {day!r}")
_WRITE_SUNDAY = Phrase(
    ru="воскресенье — это 7: 1 — понедельник, 7 — воскресенье",
    en="write 7 for Sunday: 1 is Monday, 7 is Sunday",
)
_WRITE_NUMBERS = Phrase(
    ru="напишите числа: 1 — понедельник, 7 — воскресенье",
    en="write numbers: 1 is Monday, 7 is Sunday",
)
_NO_DAY = Phrase(ru="ни в одном месяце нет дня {day}", en="no month has a day {day}")
_WRITE_DAY = Phrase(
    ru="напишите от 1 до 28 или -1: последний день месяца",
    en="write 1 to 28, or -1 for the last day",
)


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
                raise ConfigError(
                    _WRONG_ENTRY, cure=cure, name=name, number=number, key=key, problem=problem
                )


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
        where: the config's key that holds it; "" for what was asked on the command line.
    """
    near = difflib.get_close_matches(name.strip().casefold().replace("_", "-"), sorted(jobs), n=1)
    return ConfigError(
        _NO_JOB_AT if where else _NO_JOB,
        cure=_CHOOSE_NEAR if near else _CHOOSE,
        name=name,
        where=where,
        near=near[0] if near else "",
        jobs=", ".join(sorted(jobs)),
    )


def unknown_jobs(schedule: Sequence[ScheduleEntry], jobs: Collection[str]) -> list[ConfigError]:
    """Entries whose job nobody offers, each told; they never run, and keep no other from it.

    Which jobs there are depends on what is installed, not on the config alone: so a wrong name is
    told by whoever looks at the schedule, and refuses no other entry.
    """
    return [
        no_such_job(entry.job, jobs, f"config.yaml: schedule[{number}].job")
        for number, entry in enumerate(schedule)
        if known_job(entry.job, jobs) is None
    ]


def _problems(entry: dict[Any, Any]) -> Iterator[tuple[str, Sayable, Sayable]]:
    """Key, what is wrong with it, and the cure."""
    at, days, day = entry.get("at", "08:00"), entry.get("weekdays", ()), entry.get("day", 1)
    if not isinstance(at, str) or not _TIME.fullmatch(at):
        yield "at", _NO_TIME.given(at=at), _cure_of_time(at)
    for weekday in days if isinstance(days, list | tuple) else ():
        if not _is_whole(weekday) or not 1 <= weekday <= _SUNDAY:
            cure = _WRITE_SUNDAY if _is_zero(weekday) else _WRITE_NUMBERS
            yield "weekdays", _NO_WEEKDAY.given(day=weekday), cure
    if _is_whole(day) and day != -1 and not 1 <= day <= _LAST_DAY:
        yield "day", _NO_DAY.given(day=day), _WRITE_DAY


def _cure_of_time(at: object) -> Sayable:
    """What to write instead; YAML reads 17:00 without quotes as 1020, minutes of the day."""
    if _is_whole(at) and isinstance(at, int) and 0 <= at < _MINUTES_A_DAY:
        return _WRITE_TIME.given(at=f"{at // _MINUTES_AN_HOUR:02d}:{at % _MINUTES_AN_HOUR:02d}")
    digits = re.fullmatch(r"([01]?\d|2[0-3])[.,\- ]?([0-5]\d)", str(at).strip(), re.ASCII)
    return _WRITE_TIME.given(at=f"{int(digits[1]):02d}:{digits[2]}" if digits else "08:00")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_zero(value: object) -> bool:
    return _is_whole(value) and value == 0
