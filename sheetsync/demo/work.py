"""What partners did: jobs and what clients said of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sheetsync.dates import WorkCalendar, add_months, first_day, last_day, month_index, month_of
from sheetsync.demo.random_streams import Score, Share, between, stream
from sheetsync.demo.roster import Entity, Partner
from sheetsync.demo.rulebook import PAYOUT_PERCENT, rule_figures
from sheetsync.demo.workbook import Cells

MONTHS = 12
#: Jobs a month, fewest and most.
_JOBS_A_MONTH = {"contractors": (2, 5), "dealers": (2, 4), "studios": (4, 5)}
#: Days from the order to its due date.
_PROMISED_DAYS = {"contractors": (7, 24), "dealers": (5, 14), "studios": (7, 7)}
#: Turnover of each month of the year against the mean, in percent.
_SEASON = {
    "contractors": (84, 88, 96, 104, 110, 114, 114, 112, 108, 100, 90, 80),
    "dealers": (94, 96, 100, 103, 104, 102, 98, 97, 101, 103, 102, 100),
    "studios": (108, 106, 104, 102, 96, 90, 86, 88, 102, 106, 106, 106),
}
_CURRENCY_UNITS = 92.5
_OPENS = time(9)
#: Hours until a partner answers: the same day or next morning, against a day later and more.
_PROMPT_HOURS = (1, 1, 2, 2, 3, 4, 22)
_SLOW_HOURS = (26, 28, 46, 50, 70)


@dataclass(slots=True)
class Job:
    """A job: what a row of Jobs says, and what it earns the partner."""

    partner: Partner
    entity: Entity
    assigned_at: datetime
    responded_at: datetime | None
    due_date: date
    done_date: date | None
    status: str
    qty: int
    amount: int
    defects: int | None
    job_id: str = ""

    @property
    def payout(self) -> int:
        """What the partner may invoice, whole roubles."""
        return self.amount * PAYOUT_PERCENT[self.partner.group] // 100


class Habits:
    """How a partner works: each share of its jobs as its points say."""

    def __init__(self, partner: Partner, chance: Random) -> None:
        self._partner = partner
        self.chance = chance
        self.late = Share(1 - self._of("on_time", "contractors"), chance)
        self.defective = Share(self._of("defect", "contractors"), chance)
        self.cancelled = Share(self._of("cancel", "studios"), chance)
        self.slow = Share(1 - self._of("attention"), chance)
        self.reviewed = Share(0.65, chance)
        self.score = Score(self._of("feedback"))
        self.turnover = max(0.12, self._points() / 100) * rule_figures(partner.group, "volume")[1]
        self.growth = self._of("growth", "dealers") if partner.group == "dealers" else 0.0

    def _points(self) -> float:
        if self._partner.role == "newcomer":
            return 100
        return max(0, min(100, self._partner.points + self.chance.uniform(-6, 6)))

    def _of(self, kpi: str, elsewhere: str = "contractors") -> float:
        """The partner's figure; a group without a rule for the KPI follows another's."""
        group = self._partner.group
        try:
            worst, target = rule_figures(group, kpi)
        except KeyError:
            worst, target = rule_figures(elsewhere, kpi)
        return between(worst, target, self._points())


def jobs_of(partner: Partner, as_of: date, seed: int) -> list[Job]:
    """The partner's jobs of the last twelve months and the running one."""
    if not partner.works:
        return []
    habits = Habits(partner, stream(seed, "jobs", partner.partner_id))
    if partner.role == "newcomer":
        return _first_jobs(partner, habits, as_of)
    last = month_of(as_of)
    return [
        job
        for age in range(MONTHS, -1, -1)
        for job in _jobs_of_month(partner, habits, add_months(last, -age), as_of)
    ]


def _first_jobs(partner: Partner, habits: Habits, as_of: date) -> list[Job]:
    """Four jobs, all in time and without a defect, so that few data can be told from bad ones."""
    closed = add_months(month_of(as_of), -1)
    starts = [partner.since + timedelta(days=days) for days in (1, 3, 6, 8)]
    jobs = []
    for start in starts:
        job = _job(partner, habits, start, 90_000)
        job.due_date = min(job.due_date, last_day(closed))
        job.done_date = job.due_date - timedelta(days=habits.chance.randint(0, 2))
        job.responded_at = job.assigned_at + timedelta(hours=3)
        job.status, job.defects = "done", 0
        jobs.append(job)
    return jobs


def _jobs_of_month(partner: Partner, habits: Habits, month: str, as_of: date) -> Iterator[Job]:
    chance = habits.chance
    count = chance.randint(*_JOBS_A_MONTH[partner.group])
    ages = month_index(month_of(as_of)) - month_index(month)
    season = _SEASON[partner.group][int(month[5:]) - 1] / 100
    # A quarter's growth stands between two means of three months, so a month has its third.
    turnover = habits.turnover * season * (1 + habits.growth) ** (-ages / 3)
    entity = chance.choice(partner.entities)
    days = sorted(chance.randrange(last_day(month).day) for _ in range(count))
    for day in days:
        start = first_day(month) + timedelta(days=day)
        if partner.since <= start <= min(as_of, partner.until or as_of):
            yield _dated(_job(partner, habits, start, turnover / count, entity), habits, as_of)


def _job(
    partner: Partner, habits: Habits, start: date, amount: float, entity: Entity | None = None
) -> Job:
    chance = habits.chance
    start = WorkCalendar().roll_forward(start)
    assigned_at = datetime.combine(start, _OPENS) + timedelta(minutes=5 * chance.randrange(100))
    hours = chance.choice(_SLOW_HOURS if habits.slow.hits() else _PROMPT_HOURS)
    size = max(1, round(amount * chance.uniform(0.65, 1.35) / 500)) * 500
    if partner.currency:
        size = max(1, round(size / _CURRENCY_UNITS / 10)) * 10
    return Job(
        partner=partner,
        entity=entity or partner.entities[0],
        assigned_at=assigned_at,
        responded_at=assigned_at + timedelta(hours=hours),
        due_date=start + timedelta(days=chance.randint(*_PROMISED_DAYS[partner.group])),
        done_date=None,
        status="planned",
        qty=chance.randint(20, 90) if partner.group == "studios" else 1,
        amount=size,
        defects=None,
    )


def _dated(job: Job, habits: Habits, as_of: date) -> Job:
    """The job as it stands on as_of: done, late, cancelled or still under way."""
    chance = habits.chance
    if job.responded_at and job.responded_at.date() >= as_of:
        job.responded_at = None
    if habits.cancelled.hits() and job.partner.group == "studios":
        job.status = "cancelled_partner"
        return job
    if chance.random() < 0.02:
        job.status = "cancelled_client"
        return job
    late = habits.late.hits() and job.partner.group != "studios"
    early = chance.randint(0, 4) if job.partner.group == "contractors" else 0
    done = job.due_date + timedelta(days=chance.randint(1, 9) if late else -early)
    defective = habits.defective.hits()
    if done >= as_of:
        job.status = "in_progress" if job.responded_at else "planned"
        return job
    job.done_date, job.status = done, "done"
    job.defects = chance.randint(1, 3) if defective else 0
    return job


def numbered(jobs: list[Job]) -> list[Job]:
    """The jobs in the order they were given out, with their codes."""
    ordered = sorted(jobs, key=lambda job: (job.assigned_at, job.partner.number, job.amount))
    for number, job in enumerate(ordered, start=1):
        job.job_id = f"J-{number:05d}"
    return ordered


def job_rows(jobs: list[Job]) -> list[Cells]:
    """The Jobs tab; the legal entity is named where the partner has several."""
    return [
        {
            "job_id": job.job_id,
            "partner_id": job.partner.partner_id,
            "entity_id": job.entity.entity_id if len(job.partner.entities) > 1 else None,
            "client": f"{10_000 + 7 * int(job.job_id[2:])}",
            "assigned_at": job.assigned_at,
            "responded_at": job.responded_at,
            "due_date": job.due_date,
            "done_date": job.done_date,
            "status": job.status,
            "qty": job.qty,
            "amount": job.amount,
            "currency": job.partner.currency,
            "defects": job.defects,
        }
        for job in jobs
    ]


def feedback_rows(jobs: list[Job], as_of: date, seed: int) -> list[Cells]:
    """The Feedback tab: two clients of three say what they think."""
    rows: list[Cells] = []
    habits: dict[int, Habits] = {}
    for job in jobs:
        chance = stream(seed, "feedback", job.job_id)
        habit = habits.setdefault(
            job.partner.number, Habits(job.partner, stream(seed, "said", job.partner.partner_id))
        )
        if job.done_date is None or not habit.reviewed.hits():
            continue
        day = job.done_date + timedelta(days=chance.randint(0, 4))
        score = 5 if job.partner.role == "newcomer" else habit.score.drawn(chance)
        if day <= as_of:
            rows.append({"date": day, "job_id": job.job_id, "score": score, "source": "client"})
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["job_id"])))
