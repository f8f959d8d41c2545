"""The parts of a monthly report, in the order of the letter.

Source: workbook-and-rules.md 4.2.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sheetsync.rules.rating.steps import Step
from sheetsync.tables.catalogue.rating import GOOD_TIERS

#: Why a job is named one by one: it can be disputed.
Fault = Literal["late", "undelivered", "defective", "cancelled"]


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in minor units of one currency; two decimals for every currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class LegalEntity:
    """A legal entity of the partner, as the letter names it."""

    entity_id: str
    name: str
    inn: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceToIssue:
    """What the partner has earned in a month and not invoiced.

    Attributes:
        amount: payouts of the month's done jobs less the month's live invoices; None when the
            month's pack lacks an invoice but no sum can be told.
        until: the day until which the invoice is awaited.
        pay_by: the day we pay by when it comes until then; None without terms.
        contract: number of the active contract, "" without one.
    """

    entity: LegalEntity
    month: str
    amount: Amount | None
    until: date
    pay_by: date | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True)
class DocumentsToSend:
    """Closing documents that a month's pack lacks.

    Attributes:
        kinds: codes of the documents; the shortest way to a whole pack.
        instead: other ways, each a tuple of codes; () when there is none.
        until: the pack's deadline, perhaps in the past.
    """

    entity: LegalEntity
    month: str
    kinds: tuple[str, ...]
    until: date
    instead: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """A closing document that we sent back, with what is wrong about it."""

    entity: LegalEntity
    month: str
    kind: str
    number: str
    comment: str


@dataclass(frozen=True, slots=True)
class PaidPart:
    """One payment of an invoice: below 0 for what came back."""

    paid_on: date
    amount: Amount


@dataclass(frozen=True, slots=True)
class Payment:
    """An invoice that is not settled, or that was settled in the month.

    Attributes:
        status: code of INVOICE_STATUS.
        paid: what was paid of it so far.
        outstanding: what is left to pay, credits taken off.
        due_on: the planned payment day, None when nobody knows it.
        paid_on: day of the last payment.
        days_late: settled: days after the due date; else days overdue by now.
        parts: each payment since the month began, where they are known one by one, by day.
    """

    entity: LegalEntity
    number: str
    dated: date
    month: str
    status: str
    amount: Amount
    paid: Amount
    outstanding: Amount
    due_on: date | None
    paid_on: date | None
    days_late: int = 0
    parts: tuple[PaidPart, ...] = ()

    @property
    def named_parts(self) -> tuple[PaidPart, ...]:
        """The payments that the invoice's sum and last day do not tell already."""
        is_told = len(self.parts) == 1 and self.parts[0].amount == self.paid and self.is_settled
        return () if is_told else self.parts

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is left to pay."""
        return self.status in {"paid", "overpaid"}


@dataclass(frozen=True, slots=True)
class NamedJob:
    """A late, undelivered, defective or cancelled job, named so that it can be disputed.

    Attributes:
        faults: one or two of `Fault`.
        days_late: days after the due date and the group's grace.
    """

    job_id: str
    faults: tuple[Fault, ...]
    due_on: date | None
    done_on: date | None
    amount: Amount | None
    days_late: int = 0
    defects: int = 0


@dataclass(frozen=True, slots=True)
class MonthJob:
    """One row of the CSV of the partner's own jobs."""

    job_id: str
    legal_name: str
    status: str
    due_on: date | None
    done_on: date | None
    quantity: float | None
    amount: Amount | None
    payout: Amount | None
    defects: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """The month in numbers.

    Attributes:
        done: jobs done in the month.
        turnover: their amounts, one `Amount` a currency, the base currency first.
        quantity: visits or units, None when it is one a job.
        with_due: how many of the done jobs had a due date; `in_time` is counted of these.
        score: mean client score on the scale up to `score_max`, None without feedback.
        growth: turnover against the month before as a share (0.04 = 4 % more); None when there
            was none, or in several currencies.
        named: late, undelivered, defective and cancelled jobs.
    """

    done: int = 0
    turnover: tuple[Amount, ...] = ()
    quantity: float | None = None
    with_due: int = 0
    in_time: int = 0
    defective: int = 0
    score: float | None = None
    score_max: float = 5
    reviews: int = 0
    growth: float | None = None
    named: tuple[NamedJob, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that one indicator cost.

    Attributes:
        points: points of 100 lost.
        raw: the fact, in the indicator's unit (shares as fractions, volume in major units).
        target: where 100 points are reached, in the same unit.
        records: how many records the fact stands on.
        corrected: the fact drawn to the group's norm, given where the fact alone would not explain
            the loss; None elsewhere.
    """

    kpi: str
    points: float
    raw: float
    target: float
    records: int
    corrected: float | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """What lifts the partner to the next tier.

    Attributes:
        tier: the tier to reach.
        reason: "stop" (a stop factor must go first), "points" (one indicator can do it),
            "several" (none can alone), "jobs" (only jobs are missing).
        kpi: the indicator meant, "" for "several" and "jobs".
        value: what it must reach, in its unit.
        at_most: less is better.
        gap: points of the score that are missing.
        more_jobs: jobs that are missing for the tier besides.
        steps: all of it, as the sheet and `sheetsync explain` tell it.
    """

    tier: str
    reason: Literal["stop", "points", "several", "jobs"]
    kpi: str = ""
    value: float | None = None
    at_most: bool = False
    gap: float = 0.0
    more_jobs: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def has_corrected(self) -> bool:
        """Whether a step names a figure that is not the bare fact."""
        return any(step.corrected for step in self.steps)


@dataclass(frozen=True, slots=True)
class PartnerRating:
    """How the partner is rated; never a word about another partner.

    Attributes:
        status: code of RATING_STATUS; only "rated" has a score.
        final: False while the month may still change.
        rank, of: place among the group's rated partners; None when fewer than five are rated.
        jobs, min_jobs: jobs in the window, and how many a rating needs.
        keep_from: the score that keeps the tier, None for D or under a stop factor.
        stops: indicators whose stop factor fired.
        losses: the largest losses of at least one point, two at most.
        to_be_rated: what is missing to be rated at all; () for the rated.
        rules_changed: the rules differ from last month's, so the change says nothing.
        currency: the currency of the indicator "volume".
        unit: what the group calls a job, as a code of UNIT_WORD.
    """

    status: str
    final: bool = True
    score: float | None = None
    tier: str = ""
    previous_score: float | None = None
    previous_tier: str = ""
    rank: int | None = None
    of: int | None = None
    jobs: int = 0
    min_jobs: int = 0
    keep_from: float | None = None
    stops: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    lift: Lift | None = None
    to_be_rated: tuple[Step, ...] = ()
    rules_changed: bool = False
    currency: str = "RUB"
    unit: str = "job"

    @property
    def fell(self) -> bool:
        """Whether the tier is worse than the month before: tiers stand in order from A."""
        return bool(self.tier and self.previous_tier) and self.tier > self.previous_tier

    @property
    def is_weak(self) -> bool:
        """Whether the tier is one that should rise: neither A nor B, nor unrated."""
        return self.tier not in {"", *GOOD_TIERS}


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of the chart: turnover in the chart's currency, and the published score."""

    month: str
    turnover_minor: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Six months; empty when no single currency can carry them.

    Attributes:
        currency: the currency of all `turnover_minor`.
        converted: amounts of other currencies are in it by the rates of Settings.
    """

    points: tuple[MonthPoint, ...] = ()
    currency: str = ""
    converted: bool = False


@dataclass(frozen=True, slots=True)
class AgreementNote:
    """A legal paper that wants something.

    Attributes:
        state: "expiring", "expired" or "unsigned".
        day: valid until, or sent on.
    """

    entity: LegalEntity
    kind: str
    number: str
    state: Literal["expiring", "expired", "unsigned"]
    day: date | None
