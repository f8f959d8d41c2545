"""The way to the next tier in words: the same ones wherever they are read.

Free of frames: the partner's page says them in a process that knows none.
Source: workbook-and-rules.md 2.3; amendments.md 3.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number
from sheetsync.language.plurals import WorkNoun
from sheetsync.rules.rating.figure_words import kpi_label, kpi_subject, needed_and_now
from sheetsync.tables.catalogue.rating import work_noun

_TO_TIER = Phrase(ru="До уровня {tier}: {steps}.", en="To tier {tier}: {steps}.")
_TO_BE_RATED = Phrase(ru="До оценки: {steps}.", en="To be rated: {steps}.")
#: Where nothing but data is missing, the sentence reads on.
_TO_BE_RATED_BY_DATA = Phrase(ru="До оценки {steps}.", en="To be rated, {steps}.")
_STOP = Phrase(ru="снять стоп-фактор: {step}", en="lift the stop factor: {step}")
_AT_MOST = Phrase(
    ru="{kpi} не больше {wanted} (сейчас {now})", en="{kpi} at most {wanted} (now {now})"
)
_AT_LEAST = Phrase(
    ru="{kpi} не меньше {wanted} (сейчас {now})", en="{kpi} at least {wanted} (now {now})"
)
_CORRECTED_AT_MOST = Phrase(
    ru="{kpi} с поправкой на малое число записей не больше {wanted} (сейчас {now})",
    en="{kpi}, adjusted for few records, at most {wanted} (now {now})",
)
_CORRECTED_AT_LEAST = Phrase(
    ru="{kpi} с поправкой на малое число записей не меньше {wanted} (сейчас {now})",
    en="{kpi}, adjusted for few records, at least {wanted} (now {now})",
)
_POINTS = Phrase(ru="не хватает {points} балла", en="short by {points} points")
_POINTS_OF_SEVERAL = Phrase(
    ru="не хватает {points} балла; одного показателя мало",
    en="short by {points} points; no KPI alone is enough",
)
_JOBS = Phrase(ru="ещё {count} {jobs}", en="{count} more {jobs}")
_DATA = Phrase(ru="нужны данные: {labels}", en="data on: {labels}")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that has to change.

    Attributes:
        kind: "stop" (a stop factor must go), "points" (so many points of the score are missing),
            "kpi" (this KPI alone closes the gap), "jobs" (so many more jobs), "data" (records of
            these KPIs are missing).
        kpi: the KPI meant, "" for points, jobs and data.
        wanted: the value at which it is done, in the KPI's unit; None where there is none.
        now: the value it has.
        at_most: less is better.
        corrected: the value is not the bare fact, but drawn to the group's norm.
        points: that are missing.
        alone: one KPI can make up the missing points.
        count: jobs.
        kpis: those without records.
    """

    kind: Literal["stop", "points", "kpi", "jobs", "data"]
    kpi: str = ""
    wanted: float | None = None
    now: float | None = None
    at_most: bool = False
    corrected: bool = False
    points: float = 0.0
    alone: bool = True
    count: int = 0
    kpis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Speech:
    """How steps are told: amounts in a currency, in a language, jobs by what they are called."""

    currency: str
    lang: Lang
    jobs: WorkNoun


@dataclass(frozen=True, slots=True)
class WayUp:
    """Everything that has to change, together enough.

    Attributes:
        tier: the tier that is reached then, "" for being rated at all.
    """

    tier: str
    steps: tuple[Step, ...]


def step_texts(steps: Iterable[Step], currency: str, lang: Lang, unit: str = "") -> list[str]:
    """The steps in words, one text each; jobs by what the group calls them (UNIT_WORD).

    >>> step_texts([Step("points", points=13.2), Step("jobs", count=4)], "RUB", "en")
    ['short by 13.2 points', '4 more jobs']
    """
    speech = _Speech(currency, lang, work_noun(unit))
    return [_TEXTS[step.kind](step, speech) for step in steps]


def way_text(way: WayUp, currency: str, lang: Lang, unit: str = "") -> str:
    """The whole way as one sentence.

    >>> way_text(WayUp("A", (Step("jobs", count=1),)), "RUB", "ru")
    'До уровня A: ещё 1 работа.'
    """
    steps = "; ".join(step_texts(way.steps, currency, lang, unit))
    if way.tier:
        return _TO_TIER.said(lang, tier=way.tier, steps=steps)
    bare = [step.kind for step in way.steps] == ["data"]
    return (_TO_BE_RATED_BY_DATA if bare else _TO_BE_RATED).said(lang, steps=steps)


def _stop_text(step: Step, speech: _Speech) -> str:
    return _STOP.said(speech.lang, step=_kpi_text(step, speech))


def _kpi_text(step: Step, speech: _Speech) -> str:
    """The value that is needed, beside the one it has."""
    if step.corrected:
        phrase = _CORRECTED_AT_MOST if step.at_most else _CORRECTED_AT_LEAST
    else:
        phrase = _AT_MOST if step.at_most else _AT_LEAST
    values = (step.wanted or 0.0, step.now or 0.0)
    lang = speech.lang
    wanted, now = needed_and_now(step.kpi, values, speech.currency, lang, at_most=step.at_most)
    subject = kpi_subject(step.kpi, speech.jobs, lang)
    return phrase.said(lang, kpi=subject, wanted=wanted, now=now)


def _points_text(step: Step, speech: _Speech) -> str:
    phrase = _POINTS if step.alone else _POINTS_OF_SEVERAL
    return phrase.said(speech.lang, points=number(step.points, speech.lang))


def _jobs_text(step: Step, speech: _Speech) -> str:
    jobs = speech.jobs.form(step.count, speech.lang)
    return _JOBS.said(speech.lang, count=step.count, jobs=jobs)


def _data_text(step: Step, speech: _Speech) -> str:
    labels = ", ".join(kpi_label(kpi, speech.lang) for kpi in step.kpis)
    return _DATA.said(speech.lang, labels=labels)


_TEXTS = {
    "stop": _stop_text,
    "points": _points_text,
    "kpi": _kpi_text,
    "jobs": _jobs_text,
    "data": _data_text,
}
