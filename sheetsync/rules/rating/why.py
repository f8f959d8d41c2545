"""Why a partner has its score, in words: the same ones in the sheet, in `explain`, on its page.

Free of frames: the partner's page says them in a process that knows none.
Source: workbook-and-rules.md 2.3, the template of "why".
"""

from dataclasses import dataclass

from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number
from sheetsync.rules.rating.figure_words import (
    counted,
    fact,
    figure,
    kpi_label,
    records,
    share_text,
    target,
)
from sheetsync.tables.catalogue.rating import work_noun

_SCORE = Phrase(ru="{score} балла, уровень {tier}.", en="{score} points, tier {tier}.")
_STOP = Phrase(ru="Стоп-фактор: {stops}.", en="Stop factor: {stops}.")
_STOPS = Phrase(ru="Стоп-факторы: {stops}.", en="Stop factors: {stops}.")
_LOST = Phrase(ru="Больше всего недобрано: {losses}.", en="Most points lost: {losses}.")
_RULES_CHANGED = Phrase(ru="Правила изменены.", en="The rules have changed.")
_FEW_JOBS = Phrase(
    ru="Не оценён, мало {few}: {jobs} из {fewest}.", en="Not rated, few {few}: {jobs} of {fewest}."
)
_FEW_DATA = Phrase(
    ru="Не оценён, мало данных: полнота {coverage} из {least}.",
    en="Not rated, few data: coverage {coverage} of {least}.",
)
_LOSS_OF = Phrase(
    ru="{fact} (цель {wanted}; {facts}): {lost} балла",
    en="{fact} (target {wanted}; {facts}): {lost} points",
)
_CORRECTED_LOSS_OF = Phrase(
    ru="{fact}, с поправкой на малое число записей {corrected} (цель {wanted}; {facts}):"
    " {lost} балла",
    en="{fact}, adjusted for few records {corrected} (target {wanted}; {facts}): {lost} points",
)
_MARGIN = Phrase(ru="До понижения: {margin} балла.", en="Margin before demotion: {margin} points.")
_PUBLISHED = Phrase(
    ru="Опубликовано: {points}, уровень {tier}. По нынешним данным: {why}",
    en="Published: {points}, tier {tier}. By today's data: {why}",
)
_RANK = Phrase(ru="Место {rank} из {of}", en="Rank {rank} of {of}")
_CHANGE = Phrase(ru="{change} за месяц", en="{change} in a month")


@dataclass(frozen=True, slots=True)
class LossFacts:
    """What a KPI takes of the score.

    Attributes:
        raw, value: the fact, and the fact drawn to the group's norm, in the KPI's unit.
        worst, target: where it is worth 0 and 100 points.
        n: records.
        loss: points of the score.
    """

    kpi: str
    raw: float
    value: float
    worst: float
    target: float
    n: int
    loss: float


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """What is told of a score.

    Attributes:
        status: a code of RATING_STATUS.
        score, tier: of the rated.
        stops: codes of the KPIs whose stop factor fired.
        losses: the largest ones, in the order in which they are told.
        rules_changed: the rules are not those of the month before.
        jobs, min_jobs: that there are, and that a rating needs.
        coverage, min_coverage: shares of the weights that have data.
        unit: a code of UNIT_WORD.
    """

    status: str
    score: float = 0.0
    tier: str = ""
    stops: tuple[str, ...] = ()
    losses: tuple[LossFacts, ...] = ()
    rules_changed: bool = False
    jobs: int = 0
    min_jobs: int = 0
    coverage: float = 0.0
    min_coverage: float = 0.0
    unit: str = ""


def why_text(why: WhyFacts, currency: str, lang: Lang) -> str:
    """One sentence or three: score, stop factors, the largest losses; or why there is no score.

    >>> why_text(WhyFacts("few_jobs", jobs=2, min_jobs=3), "RUB", "en")
    'Not rated, few jobs: 2 jobs of 3.'
    """
    if why.status != "rated":
        return _not_rated(why, lang)
    parts = [_SCORE.said(lang, score=number(why.score, lang), tier=why.tier)]
    if why.stops:
        stops = ", ".join(kpi_label(kpi, lang) for kpi in why.stops)
        parts.append((_STOPS if len(why.stops) > 1 else _STOP).said(lang, stops=stops))
    if why.losses:
        told = "; ".join(loss_text(loss, why.unit, currency, lang) for loss in why.losses)
        parts.append(_LOST.said(lang, losses=told))
    if why.rules_changed:
        parts.append(_RULES_CHANGED.said(lang))
    return " ".join(parts)


def loss_text(loss: LossFacts, unit: str, currency: str, lang: Lang) -> str:
    """What one KPI takes: the fact, what is wanted, on how many records, how many points."""
    raw = figure(loss.kpi, loss.raw, currency, lang)
    wanted = target(loss.kpi, loss.target, currency, lang)
    is_corrected = hides_its_loss(loss.raw, loss.worst, loss.target) or raw.startswith(wanted)
    return (_CORRECTED_LOSS_OF if is_corrected else _LOSS_OF).said(
        lang,
        fact=fact(loss.kpi, loss.raw, currency, lang),
        corrected=target(loss.kpi, loss.value, currency, lang) if is_corrected else "",
        wanted=wanted,
        facts=records(loss.kpi, loss.n, work_noun(unit), lang),
        lost=number(-loss.loss, lang),
    )


def hides_its_loss(raw: float, worst: float, target_value: float) -> bool:
    """Whether the fact has reached its target although points are lost: few records count for less.

    Without the corrected figure beside it one would read "100 % of 100 %" and a loss.
    """
    return (raw - worst) / (target_value - worst) >= 1


def margin_text(points: float, lang: Lang) -> str:
    """How safe a tier is."""
    return _MARGIN.said(lang, margin=number(points, lang))


def published_text(score: float | None, tier: str | None, why: str, lang: Lang) -> str:
    """Published figures first, then what today's data say.

    >>> published_text(71.5, "B", "67.0 points, tier B.", "en")
    "Published: 71.5, tier B. By today's data: 67.0 points, tier B."
    """
    points = "—" if score is None else number(score, lang)
    return _PUBLISHED.said(lang, points=points, tier=tier or "—", why=why)


def rank_text(rank: int, of: int, lang: Lang) -> str:
    """The place within the group.

    >>> rank_text(3, 12, "ru")
    'Место 3 из 12'
    """
    return _RANK.said(lang, rank=rank, of=of)


def change_text(points: float, lang: Lang) -> str:
    """What the score gained or lost within a month.

    >>> change_text(1.25, "en"), change_text(0.0, "en")
    ('+1.3 in a month', '0.0 in a month')
    """
    sign = "+" if points > 0 else ""
    return _CHANGE.said(lang, change=f"{sign}{number(points, lang)}")


def _not_rated(why: WhyFacts, lang: Lang) -> str:
    if why.status == "few_jobs":
        jobs = work_noun(why.unit)
        return _FEW_JOBS.said(
            lang,
            few=jobs.none(lang),
            jobs=counted(why.jobs, jobs, lang),
            fewest=why.min_jobs,
        )
    coverage, least = share_text(why.coverage, lang), share_text(why.min_coverage, lang)
    return _FEW_DATA.said(lang, coverage=coverage, least=least)
