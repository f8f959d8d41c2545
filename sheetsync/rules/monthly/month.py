"""All partners' figures of one month, gathered once, and the reports put together of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from sheetsync.dates import month_of
from sheetsync.rules.monthly.legal_papers import agreement_notes
from sheetsync.rules.monthly.money import payments, unsettled
from sheetsync.rules.monthly.papers import paper_desk, papers
from sheetsync.rules.monthly.rated import ScoreBook
from sheetsync.rules.monthly.recipients import ReportRecipient
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    AgreementNote,
    Chart,
    MonthJob,
    PartnerRating,
    Payment,
    Work,
)
from sheetsync.rules.monthly.requests import PaperDesk
from sheetsync.rules.monthly.silence import active_months
from sheetsync.rules.monthly.units import partner_units
from sheetsync.rules.monthly.work import charts, jobs_of_month, months_of_work
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.entities import default_entities
from sheetsync.tables.table import Tables


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of one month, by partner.

    Attributes:
        active: months in which anything happened with a partner.
        default_contract: number of the contract of the partner's default entity.
        units: what the partner's group calls a job.
    """

    period: str
    as_of: date
    dispute_by: date
    work: Mapping[str, Work]
    jobs: Mapping[str, tuple[MonthJob, ...]]
    charts: Mapping[str, Chart]
    payments: Mapping[str, tuple[Payment, ...]]
    receivables: Mapping[str, tuple[Payment, ...]]
    desk: PaperDesk
    agreements: Mapping[str, tuple[AgreementNote, ...]]
    ratings: Mapping[str, PartnerRating]
    default_contract: Mapping[str, str]
    active: Mapping[str, frozenset[str]]
    units: Mapping[str, str] = field(default_factory=dict)

    def report(self, recipient: ReportRecipient) -> MonthlyReport:
        """One partner's report, in full."""
        partner_id = recipient.partner_id
        asked = self.desk.asked(partner_id)
        onboarded = recipient.onboarded_on
        return MonthlyReport(
            partner_id=partner_id,
            name=recipient.name,
            lang=recipient.lang,
            to=recipient.to,
            period=self.period,
            as_of=self.as_of,
            dispute_by=self.dispute_by,
            curator=recipient.curator,
            reply_to=recipient.reply_to,
            folder_url=recipient.folder_url,
            contract=self.default_contract.get(partner_id, ""),
            newcomer=onboarded is not None and month_of(onboarded) == self.period,
            work=self.work.get(partner_id, Work()),
            invoices=asked.invoices,
            documents=asked.documents,
            rejected=asked.rejected,
            payments=self.payments.get(partner_id, ()),
            receivables=self.receivables.get(partner_id, ()),
            rating=self.ratings.get(partner_id),
            chart=self.charts.get(partner_id, Chart()),
            agreements=self.agreements.get(partner_id, ()),
            jobs=self.jobs.get(partner_id, ()),
            unit=self.units.get(partner_id, "job"),
        )


def anything_open(report: MonthlyReport) -> bool:
    """Whether anything is unpaid, or missing, between us and the partner."""
    awaited = report.invoices or report.documents or report.rejected
    return bool(awaited) or unsettled((*report.payments, *report.receivables))


def shortened(report: MonthlyReport) -> MonthlyReport:
    """The one short letter of a silence; legal papers that wait are told all the same."""
    return replace(report, short=True, rating=None, chart=Chart())


def month(tables: Tables, payables: Payables, scores: ScoreBook, period: str, as_of: date) -> Month:
    """Gather everything that reports of a month are made of."""
    gathered = papers(tables, as_of)
    entities, owned, jobs = gathered.entities, gathered.owned, gathered.jobs
    desk = paper_desk(gathered, tables, payables, period, as_of)
    return Month(
        period=period,
        as_of=as_of,
        dispute_by=desk.until,
        work=months_of_work(tables, jobs, period, as_of),
        jobs=jobs_of_month(jobs, entities, period, as_of),
        charts=charts(jobs, scores.scores(), period, tables.settings),
        payments=payments(payables, owned, period, "in"),
        receivables=payments(payables, owned, period, "out"),
        desk=desk,
        agreements=agreement_notes(gathered.agreements, owned, as_of, tables.settings),
        ratings=scores.ratings(),
        default_contract=_default_contracts(entities, gathered.contracts),
        active=active_months(jobs, payables.invoices, gathered.documents),
        units=partner_units(tables),
    )


def _default_contracts(entities: pd.DataFrame, contracts: Mapping[str, str]) -> Mapping[str, str]:
    """The contract of each partner's default entity, else of any other one."""
    found: dict[str, str] = {}
    for entity_id, partner_id in entities["partner_id"].dropna().items():
        if entity_id in contracts:
            found.setdefault(str(partner_id), contracts[str(entity_id)])
    for partner_id, entity_id in default_entities(entities).items():
        if entity_id in contracts:
            found[str(partner_id)] = contracts[str(entity_id)]
    return found
