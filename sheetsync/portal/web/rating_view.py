"""The rating page: the figures of the Ratings tab, with the words that `explain` has.

Source: portal.md 8, `GET /rating`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sheetsync.dates import add_months, month_index, month_of
from sheetsync.drawing.charts import Band, Caption, Point, line_chart
from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.language.marks import sentence
from sheetsync.language.numbers import number
from sheetsync.portal.web.job_words import JobLine, job_line
from sheetsync.portal.web.readers import AccountReader
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.page_rating import MonthScore, PageRating, RatedKpi
from sheetsync.rules.portal.rating_words import next_steps, score_text
from sheetsync.rules.rating.figure_words import figure, kpi_label, records, target
from sheetsync.rules.rating.why import change_text, margin_text, rank_text
from sheetsync.tables.catalogue.rating import TIER, work_noun

#: So many jobs behind a loss are named; the others stand on the page of jobs.
_NAMED = 8
_TONES = {tier.code: "good" if tier.good else "late" for tier in TIER}
#: A loss that is told as 0,0 is none.
_TOLD_FROM = 0.05


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI.

    Attributes:
        fact: in its unit; "no data" where there is none.
        more: on how many records, and what the fact counts as where those are few.
        wanted: the target; "" where nobody knows it any more.
        lost: points, with their sign; "" for none.
    """

    name: str
    fact: str
    more: str
    wanted: str
    lost: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the table beside the picture."""

    month: str
    score: str
    tier: str
    state: str


@dataclass(frozen=True, slots=True)
class LossJobs:
    """The jobs behind the points that a KPI took.

    Attributes:
        others: so many more there are.
    """

    name: str
    jobs: tuple[JobLine, ...]
    others: int


@dataclass(frozen=True, slots=True)
class RatingView:
    """The page.

    Attributes:
        month: that is shown; `window`: from when on it counts.
        score, tier: "" for the unrated; `tone`: how the tier looks.
        notes: change, rank, state of the month, each a few words.
        why: "" where nobody of the group is rated.
        next_title, steps: what lifts; "" and () for nothing.
        margin: how safe the tier is; "" without one.
        picture: "" without a score to draw.
    """

    month: str
    window: str
    score: str
    tier: str
    tone: str
    notes: tuple[str, ...]
    why: str
    next_title: str
    steps: tuple[str, ...]
    margin: str
    kpis: tuple[KpiLine, ...]
    picture: Markup
    months: tuple[MonthLine, ...]
    losses: tuple[LossJobs, ...]


def rating_view(visit: AccountReader, rating: PageRating) -> RatingView:
    """The page of a partner that is rated, or could be."""
    lang = visit.lang
    is_rated = rating.score is not None
    margin = rating.margin
    return RatingView(
        month=month_year(rating.period, lang),
        window=_window(rating, lang),
        score=number(rating.score, lang) if rating.score is not None else "",
        tier=rating.tier,
        tone=_TONES.get(rating.tier, "over"),
        notes=tuple(_notes(rating, lang)),
        why=score_text(rating, lang),
        next_title=_next_title(rating, lang),
        steps=tuple(next_steps(rating, lang)),
        margin=margin_text(margin, lang) if margin is not None and is_rated else "",
        kpis=tuple(_kpi_line(one, rating, lang) for one in rating.kpis),
        picture=_picture(rating, lang),
        months=tuple(_month_line(one, lang) for one in reversed(rating.months)),
        losses=tuple(_losses(visit, rating)),
    )


def rating_line(rating: PageRating, lang: Lang) -> str:
    """The rating in a line: month, score and tier, change; "" for whoever is not rated."""
    if rating.score is None:
        return ""
    parts = [
        phrase("rating_score").said(lang, score=number(rating.score, lang)),
        phrase("rating_tier").said(lang, tier=rating.tier),
        *([change_text(rating.change, lang)] if rating.change is not None else []),
    ]
    return f"{sentence(month_year(rating.period, lang))}: {' · '.join(parts)}"


def _window(rating: PageRating, lang: Lang) -> str:
    if not rating.since or rating.since == rating.period:
        return ""
    first, last = month_year(rating.since, lang), month_year(rating.period, lang)
    return phrase("rating_window").said(lang, first=first, last=last)


def _notes(rating: PageRating, lang: Lang) -> list[str]:
    if rating.why is None:
        return []
    notes = []
    if rating.change is not None:
        notes.append(change_text(rating.change, lang))
    if rating.rank is not None and rating.of is not None:
        notes.append(rank_text(rating.rank, rating.of, lang))
    notes.append(phrase("rating_final" if rating.is_final else "rating_open").said(lang))
    return notes


def _next_title(rating: PageRating, lang: Lang) -> str:
    if rating.way is None:
        return ""
    if not rating.way.tier:
        return phrase("rating_to_be_rated").said(lang)
    return phrase("rating_to_tier").said(lang, tier=rating.way.tier)


def _kpi_line(one: RatedKpi, rating: PageRating, lang: Lang) -> KpiLine:
    currency = rating.currency
    name = sentence(kpi_label(one.kpi, lang))
    wanted = target(one.kpi, one.target, currency, lang) if one.target is not None else ""
    if one.raw is None:
        return KpiLine(name, phrase("rating_no_data").said(lang), "", wanted, "")
    more = records(one.kpi, one.n, work_noun(rating.unit), lang)
    if one.value is not None:
        counts = target(one.kpi, one.value, currency, lang)
        more = phrase("rating_counts_as").said(lang, records=more, value=counts)
    loss = one.loss or 0.0
    return KpiLine(
        name,
        figure(one.kpi, one.raw, currency, lang),
        more,
        wanted,
        number(-loss, lang) if loss >= _TOLD_FROM else "",
    )


def _month_line(one: MonthScore, lang: Lang) -> MonthLine:
    name = "rating_final" if one.is_final else "rating_open"
    return MonthLine(
        month_year(one.month, lang),
        number(one.score, lang) if one.score is not None else phrase("rating_none").said(lang),
        one.tier,
        phrase(name).said(lang) if one.score is not None else "",
    )


def _picture(rating: PageRating, lang: Lang) -> Markup:
    points = _points(rating.months)
    scored = [(point.month, point.value) for point in points if point.value is not None]
    if not scored:
        return Markup()
    lows = (*rating.bounds, 0.0)
    names = [tier.label(lang) for tier in TIER]
    bands = [Band(name, low) for name, low in zip(names, lows, strict=False)]
    told = ", ".join(f"{month_year(month, lang)} {number(score, lang)}" for month, score in scored)
    title = phrase("rating_picture").said(lang)
    svg = line_chart(points, bands, Caption(title, told, "scores"), lang)
    return Markup(svg)  # noqa: S704  # drawn by us, every text in it escaped


def _points(months: Sequence[MonthScore]) -> list[Point]:
    """Every month from the first to the last: one that nobody published is a gap."""
    known = {one.month: Point(one.month, one.score, is_open=not one.is_final) for one in months}
    if not known:
        return []
    first, last = min(known), max(known)
    between = month_index(last) - month_index(first)
    every = (add_months(first, more) for more in range(between + 1))
    return [known.get(month, Point(month, None)) for month in every]


def _due(job: PageJob) -> date | None:
    return job.due_on


def _done(job: PageJob) -> date | None:
    return job.done_on


#: Of each KPI that jobs stand behind: by which day a job counts, and whether it cost points.
_BEHIND: Mapping[
    str, tuple[Callable[[PageJob], date | None], Callable[[PageJob, RatedKpi], bool]]
] = {
    "on_time": (_due, lambda job, _: bool({"late", "undelivered"} & set(job.faults))),
    "defect": (_done, lambda job, _: "defective" in job.faults),
    "cancel": (_due, lambda job, _: "cancelled" in job.faults),
    "attention": (lambda _: None, lambda job, _: "unanswered" in job.faults),
    "feedback": (
        _done,
        lambda job, kpi: (
            job.score is not None and kpi.target is not None and job.score < kpi.target
        ),
    ),
}


def _losses(visit: AccountReader, rating: PageRating) -> list[LossJobs]:
    """The jobs of the window behind each loss, the latest first."""
    found = []
    for kpi in rating.kpis:
        if kpi.kpi not in _BEHIND or (kpi.loss or 0.0) < _TOLD_FROM:
            continue
        counted_on, costs = _BEHIND[kpi.kpi]
        jobs = [
            job
            for job in reversed(visit.page.jobs)
            if costs(job, kpi) and _is_within(job, counted_on(job), rating)
        ]
        if jobs:
            lines = tuple(job_line(job, visit.lang) for job in jobs[:_NAMED])
            name = sentence(kpi_label(kpi.kpi, visit.lang))
            found.append(LossJobs(name, lines, len(jobs) - len(lines)))
    return found


def _is_within(job: PageJob, day: date | None, rating: PageRating) -> bool:
    month = month_of(day) if day is not None else job.month
    return rating.since <= month <= rating.period
