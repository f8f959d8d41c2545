"""All partners' figures of one month, gathered once, and the reports put together of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from sheetsync.dates import month_of
from sheetsync.rules.monthly.jobs import report_jobs
from sheetsync.rules.monthly.legal_papers import agreement_notes
from sheetsync.rules.monthly.money import contract_numbers, pay_days, payments, unsettled
from sheetsync.rules.monthly.rated import ScoreBook
from sheetsync.rules.monthly.recipients import ReportRecipient, partners_entities
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    AgreementNote,
    Chart,
    MonthJob,
    PartnerRating,
    Payment,
    Work,
)
from sheetsync.rules.monthly.requests import (
    PaperDesk,
    packs_until,
    papers_by_place,
    uninvoiced,
    ways_to_close,
)
from sheetsync.rules.monthly.silence import active_months
from sheetsync.rules.monthly.timing import dispute_day
from sheetsync.rules.monthly.units import partner_units
from sheetsync.rules.monthly.work import charts, jobs_of_month, months_of_work
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.entities import default_entities, legal_entities
from sheetsync.rules.payables.packs import pack_deadline
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS
from sheetsync.tables.catalogue.finding_codes import V_AGR_01
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.table import Tables

#: What a contract lacks here changes nothing that the letter says.
_AGREEMENT_FAULTS = (V_AGR_01,)
_USUAL_DEADLINE_DAY = 10
_AGREEMENT_COLUMNS = (
    "entity_id", "kind", "number", "status", "sent_on", "signed_on", "valid_from", "valid_to",
    "auto_renew", "pay_days", "pay_day_type", "pay_base",
)  # fmt: skip
_DOCUMENT_COLUMNS = ("entity_id", "month", "kind", "status", "received_on")


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
    entities = legal_entities(tables)
    owned = partners_entities(entities)
    jobs = report_jobs(tables, entities)
    agreements = _of_entities(AGREEMENTS, _AGREEMENT_COLUMNS, tables, entities)
    documents = _of_entities(DOCUMENTS, _DOCUMENT_COLUMNS, tables, entities)
    contracts = contract_numbers(agreements, as_of)
    dispute_by = dispute_day(period, as_of, tables.settings, tables.calendar)
    complete = max(dispute_by, pack_deadline(period, _USUAL_DEADLINE_DAY, tables.calendar))
    return Month(
        period=period,
        as_of=as_of,
        dispute_by=dispute_by,
        work=months_of_work(tables, jobs, period, as_of),
        jobs=jobs_of_month(jobs, entities, period, as_of),
        charts=charts(jobs, scores.scores(), period, tables.settings),
        payments=payments(payables.invoices, owned, period, "in"),
        receivables=payments(payables.invoices, owned, period, "out"),
        desk=PaperDesk(
            period=period,
            until=dispute_by,
            packs=packs_until(payables.packs, period),
            documents=papers_by_place(documents),
            uninvoiced=uninvoiced(jobs, payables.invoices, tables.settings.amount_tolerance_minor),
            entities=owned,
            contracts=contracts,
            pay_by=pay_days(list(entities.index), (dispute_by, complete), agreements, tables),
            ways=ways_to_close(payables.packs, tables.settings),
            docs_ok_from=tables.settings.docs_ok_from,
        ),
        agreements=agreement_notes(agreements, owned, as_of, tables.settings),
        ratings=scores.ratings(),
        default_contract=_default_contracts(entities, contracts),
        active=active_months(jobs, payables.invoices, documents),
        units=partner_units(tables),
    )


def _of_entities(
    tab: PeopleTab, columns: tuple[str, ...], tables: Tables, entities: pd.DataFrame
) -> pd.DataFrame:
    """Sound rows of a tab, with entity_id as Legal entities spells it, and partner_id."""
    rows = sound_rows(tables, tab, *columns, despite=_AGREEMENT_FAULTS)
    rows = rows.dropna(subset=["entity_id", "kind", "status"])
    entity_id = matched(rows["entity_id"], entities.index.to_series())
    return rows.assign(
        entity_id=entity_id, partner_id=entity_id.map(entities["partner_id"])
    ).dropna(subset=["partner_id"])


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
