"""Which monthly reports go out, which are held and why, and which are not written at all.

Source: workbook-and-rules.md 4.1, 4.4.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from sheetsync.rules.monthly.figures import correction
from sheetsync.rules.monthly.holding import findings_that_hold
from sheetsync.rules.monthly.month import Month, anything_open, month, shortened
from sheetsync.rules.monthly.rated import ScoreBook
from sheetsync.rules.monthly.recipients import ReportRecipient, recipients
from sheetsync.rules.monthly.report import Figures, MonthlyReport
from sheetsync.rules.monthly.silence import was_told
from sheetsync.rules.monthly.timing import due_period, send_day
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.entities import legal_entities
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

#: "findings": rows that feed the report have errors; "month_open": people have not declared the
#: month complete; "no_address": nobody to write to.
HeldReason = Literal["findings", "month_open", "no_address"]
#: "sent": it has gone already; "declined": the partner wants no reports; "silent": nothing
#: happened, and the partner was told so, or Settings say to stay silent.
SkippedReason = Literal["sent", "declined", "silent"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The letter that a correction replaces: its revision, and its figures where remembered."""

    revision: int
    figures: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What is known of earlier letters, and what a person asked of this run.

    Attributes:
        period: the month; None for the one that is due.
        sent: months whose report has gone, by partner.
        forced: partners whose report goes although the month is not closed or its day not come.
        revise: partners whose report goes once more, with the letter it corrects.
    """

    period: str | None = None
    sent: Mapping[str, Collection[str]] = field(default_factory=dict)
    forced: Collection[str] = ()
    revise: Mapping[str, Earlier] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that waits for a person.

    Attributes:
        to: the partner's addresses, as far as they can be read.
        findings: for the reason "findings", what is wrong, with tab and cell.
    """

    partner_id: str
    name: str
    to: tuple[str, ...]
    reason: HeldReason
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A letter that is not written, and needs nobody's hand."""

    partner_id: str
    name: str
    to: tuple[str, ...]
    reason: SkippedReason


@dataclass(frozen=True, slots=True)
class MonthlyPlan:
    """The reports of one month as they stand on a day.

    Attributes:
        send_on: the day they go out.
        closed: a person has declared the month's data complete (Settings.month_closed).
        due: reports that go out on `send_on` or, after it, at once; ordered as the Partners tab.
        urgent: partners of `due` whose report goes at once whatever the day.
    """

    period: str
    as_of: date
    send_on: date
    closed: bool
    due: tuple[MonthlyReport, ...] = ()
    held: tuple[Held, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    urgent: frozenset[str] = frozenset()

    @property
    def day_has_come(self) -> bool:
        """Whether the send day is today or past."""
        return self.as_of >= self.send_on

    @property
    def to_send(self) -> tuple[MonthlyReport, ...]:
        """The reports that go now."""
        return tuple(
            report for report in self.due if self.day_has_come or report.partner_id in self.urgent
        )


def monthly_reports(
    tables: Tables, payables: Payables, scores: ScoreBook, as_of: date, dispatch: Dispatch
) -> MonthlyPlan:
    """Decide about the report of every partner.

    A report is due for partners who are active or paused and want one; for those who have ended
    while anything is unpaid or missing. It goes from the send day on, once people have declared the
    month closed, unless rows that it stands on have errors. In the first month of a silence it is
    short, then none, as Settings.no_activity_report says.

    Args:
        tables: with the findings of validation.
        payables: invoices and packs on the same day.
        scores: the rating of the month and its history.
        as_of: the day of calculation; what hour it is, is the scheduler's business.
        dispatch: what went out before and what was asked.

    Source: workbook-and-rules.md 4.1 to 4.4.
    """
    settings = tables.settings
    period = dispatch.period or due_period(as_of, settings, tables.calendar)
    gathered = month(tables, payables, scores, period, as_of)
    holding = findings_that_hold(tables, legal_entities(tables), period)
    closed = settings.month_closed is not None and settings.month_closed >= period
    decisions = [
        decision
        for recipient in recipients(tables)
        if (decision := _decision(recipient, gathered, dispatch, settings, holding)) is not None
    ]
    urgent = frozenset((*dispatch.forced, *dispatch.revise))
    gated = [_gated(one, closed=closed, urgent=urgent) for one in decisions]
    return MonthlyPlan(
        period=period,
        as_of=as_of,
        send_on=send_day(period, settings, tables.calendar),
        closed=closed,
        due=tuple(one for one in gated if isinstance(one, MonthlyReport)),
        held=tuple(one for one in gated if isinstance(one, Held)),
        skipped=tuple(one for one in gated if isinstance(one, Skipped)),
        urgent=urgent,
    )


Decision = MonthlyReport | Held | Skipped


def _decision(
    recipient: ReportRecipient,
    gathered: Month,
    dispatch: Dispatch,
    settings: Settings,
    holding: Mapping[str, tuple[Finding, ...]],
) -> Decision | None:
    """What becomes of one partner's report; None when there is nothing to tell of it."""
    partner_id = recipient.partner_id
    sent = dispatch.sent.get(partner_id, ())
    earlier = dispatch.revise.get(partner_id)
    if not recipient.gets_report:
        return _skipped(recipient, "declined")
    if gathered.period in sent and earlier is None:
        return _skipped(recipient, "sent")
    report = _as_long_as_due(gathered.report(recipient), recipient, gathered, sent, settings)
    if partner_id in holding and (report is not None or not recipient.ended):
        return Held(partner_id, recipient.name, recipient.to, "findings", holding[partner_id])
    if report is None:
        return _skipped(recipient, "silent")
    if not recipient.to:
        return Held(partner_id, recipient.name, (), "no_address")
    return report if earlier is None else _corrected(report, earlier)


def _skipped(recipient: ReportRecipient, reason: SkippedReason) -> Skipped | None:
    """Partners who have left are only told of while a letter to them is due."""
    if recipient.ended and reason != "sent":
        return None
    return Skipped(recipient.partner_id, recipient.name, recipient.to, reason)


def _corrected(report: MonthlyReport, earlier: Earlier) -> MonthlyReport:
    return replace(report, correction=correction(report, earlier.figures, earlier.revision + 1))


def _as_long_as_due(
    report: MonthlyReport,
    recipient: ReportRecipient,
    gathered: Month,
    sent: Collection[str],
    settings: Settings,
) -> MonthlyReport | None:
    """The report in full, short, or not at all."""
    active = gathered.active.get(recipient.partner_id, frozenset())
    if anything_open(report):
        return report
    if recipient.ended:
        return None
    happened = gathered.period in active or report.work.named or report.payments
    if happened or report.receivables or settings.no_activity_report == "full":
        return report
    told = was_told(gathered.period, active, sent)
    if settings.no_activity_report == "skip" or told:
        return None
    return shortened(report)


def _gated(decision: Decision, *, closed: bool, urgent: Collection[str]) -> Decision:
    """Nothing goes before the month is closed, but what a person forces."""
    if closed or not isinstance(decision, MonthlyReport) or decision.partner_id in urgent:
        return decision
    return Held(decision.partner_id, decision.name, decision.to, "month_open")
