"""A job in words: what was promised, what came, what is counted against it."""

from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.language.days import short_day
from sheetsync.language.money import money
from sheetsync.language.numbers import number
from sheetsync.language.plurals import DAY, counted
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_jobs import JobFault, PageJob
from sheetsync.tables.catalogue.jobs import JOB_STATUS

_STATUSES = {choice.code: choice for choice in JOB_STATUS}


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job on a page.

    Attributes:
        client: "" for none.
        promised, came: the days; `came` says where it has not come yet.
        earned: what the partner earns; "" where nobody knows.
        state: its status; `tone`: how that looks.
        faults: each in a few words.
        score: the client's; "" without one.
    """

    job_id: str
    month: str
    client: str
    promised: str
    came: str
    earned: str
    state: str
    tone: str
    faults: tuple[str, ...]
    score: str


def job_line(job: PageJob, lang: Lang) -> JobLine:
    """A job as pages show it."""
    is_known = job.status in _STATUSES
    status = _STATUSES[job.status].label(lang) if is_known else job.status
    score = phrase("job_score").said(lang, score=number(job.score, lang, 1)) if job.score else ""
    return JobLine(
        job_id=job.job_id,
        month=job.month,
        client=job.client,
        promised=phrase("job_due").said(lang, day=short_day(job.due_on, lang))
        if job.due_on
        else "",
        came=phrase("job_done").said(lang, day=short_day(job.done_on, lang)) if job.done_on else "",
        earned=money(job.payout_minor, job.currency, lang) if job.payout_minor is not None else "",
        state=status,
        tone=_tone(job),
        faults=tuple(_fault(job, fault, lang) for fault in job.faults),
        score=score,
    )


def _tone(job: PageJob) -> str:
    if job.status == "done":
        return "good" if not job.faults else "over"
    return "wait" if job.status in _STATUSES and _STATUSES[job.status].is_open else "over"


def _fault(job: PageJob, fault: JobFault, lang: Lang) -> str:
    if fault == "late" and job.days_late:
        return phrase("job_late_days").said(lang, days=counted(job.days_late, DAY, lang))
    if fault == "defective":
        return phrase("job_defective").said(lang, count=job.defects)
    return phrase(f"job_{fault}").said(lang)
