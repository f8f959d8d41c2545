"""The page of jobs: a month's, with promise and fact, and what was asked about them.

Source: portal.md 8, `GET /jobs`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sheetsync.drawing.charts import Caption, Column, column_chart
from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.portal.partner_texts import cleaned_number
from sheetsync.portal.web.job_words import JobLine, job_line
from sheetsync.portal.web.paging import Piece, piece_of
from sheetsync.portal.web.readers import AccountReader
from sheetsync.portal.web.saying import state_words
from sheetsync.portal.web.sent_view import tone_of
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.sent_states import SentBefore

_LATE = frozenset({"late"})
_ANSWERED = frozenset({"accepted", "rejected", "asked"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what the partner wrote."""

    sent: SentBefore
    wrote: str


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """A month that may be chosen."""

    month: str
    words: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What the partner asked about a job.

    Attributes:
        state: what became of it; `tone`: how that looks.
        text: what was asked.
        answer: ours; "" before there is one.
    """

    no: str
    state: str
    tone: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The form of a question.

    Attributes:
        job: that is asked about.
        text: typed before.
        once: made with the form.
        problem: what is wrong with the text; "" for nothing.
    """

    job: JobLine
    once: str
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class JobsView:
    """The page.

    Attributes:
        month: as the address has it; `words`: as people say it.
        picture: of all months that may be chosen; "" with fewer than two.
        asked: by job.
        form: None while nobody asks.
        told: the number under which a question was received this moment; "" for none.
    """

    month: str
    words: str
    months: tuple[MonthChoice, ...]
    jobs: Piece[JobLine]
    summary: str
    picture: Markup
    may_ask: bool
    asked: Mapping[str, tuple[AskedLine, ...]] = field(default_factory=dict)
    form: QuestionForm | None = None
    told: str = ""


def jobs_view(
    visit: AccountReader, month: str, asked: Sequence[Asked], form: QuestionForm | None = None
) -> JobsView:
    """The page of a month; of the newest one with jobs where nobody knows the month.

    Args:
        visit: who looks.
        month: that is asked for.
        asked: all that the partner asked, the newest first.
        form: of a question.
    """
    lang, jobs = visit.lang, visit.page.jobs
    months = sorted({one.month for one in jobs}, reverse=True)
    shown = month if month in months else next(iter(_begun(months, visit)), "")
    mine = [one for one in jobs if one.month == shown]
    return JobsView(
        month=shown,
        words=month_year(shown, lang) if shown else "",
        months=tuple(MonthChoice(one, month_year(one, lang), one == shown) for one in months),
        jobs=piece_of([job_line(one, lang) for one in mine]),
        summary=_summary(mine, lang),
        picture=_picture(jobs, months, lang),
        may_ask=visit.may_send,
        asked=_asked_lines(asked, lang),
        form=form,
    )


def job_of(visit: AccountReader, job_id: str) -> PageJob | None:
    """The partner's own job of that number; None for another one's, or none."""
    return next((one for one in visit.page.jobs if one.job_id == job_id), None)


def _begun(months: Sequence[str], visit: AccountReader) -> list[str]:
    """Months that are not ahead come first."""
    this = f"{visit.page.as_of:%Y-%m}"
    return [*(one for one in months if one <= this), *(one for one in months if one > this)]


def _summary(jobs: Sequence[PageJob], lang: Lang) -> str:
    done = [one for one in jobs if one.status == "done"]
    late = sum(bool(_LATE & set(one.faults)) for one in done)
    return phrase("jobs_summary").said(lang, count=len(jobs), done=len(done), late=late)


def _picture(jobs: Sequence[PageJob], months: Sequence[str], lang: Lang) -> Markup:
    done = Counter(one.month for one in jobs if one.status == "done")
    late = Counter(one.month for one in jobs if one.status == "done" and _LATE & set(one.faults))
    columns = [Column(one, done[one], late[one]) for one in sorted(months) if one in done]
    if len(columns) < 2:  # noqa: PLR2004  # one column compares with nothing
        return Markup()
    told = "; ".join(
        phrase("jobs_picture_month").said(
            lang, month=month_year(one.month, lang), done=one.whole, late=one.marked
        )
        for one in columns
    )
    caption = Caption(phrase("jobs_picture").said(lang), told, "jobs")
    return Markup(column_chart(columns, caption, lang))  # noqa: S704  # drawn by us, escaped


def _asked_lines(asked: Sequence[Asked], lang: Lang) -> Mapping[str, tuple[AskedLine, ...]]:
    found: dict[str, tuple[AskedLine, ...]] = {}
    for one in asked:
        about = one.sent.number
        found[about] = (*found.get(about, ()), _asked_line(one, lang))
    return found


def _asked_line(one: Asked, lang: Lang) -> AskedLine:
    state = one.sent.state
    return AskedLine(
        no=one.sent.no,
        state=state_words(one.sent, None, lang),
        tone=tone_of(one.sent),
        text=one.wrote,
        answer=one.sent.text if state in _ANSWERED else "",
    )


def number_of(job: PageJob) -> str:
    """What a question about a job bears as its number."""
    return cleaned_number(job.job_id)
