"""The papers between us and the partners, gathered once: what is asked for is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.monthly.jobs import report_jobs
from sheetsync.rules.monthly.money import contract_numbers, pay_days
from sheetsync.rules.monthly.recipients import partners_entities
from sheetsync.rules.monthly.report_parts import LegalEntity
from sheetsync.rules.monthly.requests import (
    PaperDesk,
    packs_until,
    papers_by_place,
    uninvoiced,
    ways_to_close,
)
from sheetsync.rules.monthly.timing import dispute_day
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.entities import legal_entities
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
class Papers:
    """Sound rows of all partners, as far as letters and pages tell of them.

    Attributes:
        entities: what `legal_entities` returns.
        owned: legal entities of each partner.
        jobs: what `report_jobs` returns.
        agreements, documents: rows of the tabs, entity_id as Legal entities spells it, and
            partner_id.
        contracts: number of the active contract by entity.
    """

    entities: pd.DataFrame
    owned: Mapping[str, Mapping[str, LegalEntity]]
    jobs: pd.DataFrame
    agreements: pd.DataFrame
    documents: pd.DataFrame
    contracts: Mapping[str, str]


def papers(tables: Tables, as_of: date) -> Papers:
    """Gather them as they stand on a day."""
    entities = legal_entities(tables)
    agreements = _of_entities(AGREEMENTS, _AGREEMENT_COLUMNS, tables, entities)
    return Papers(
        entities=entities,
        owned=partners_entities(entities),
        jobs=report_jobs(tables, entities),
        agreements=agreements,
        documents=_of_entities(DOCUMENTS, _DOCUMENT_COLUMNS, tables, entities),
        contracts=contract_numbers(agreements, as_of),
    )


def paper_desk(
    gathered: Papers, tables: Tables, payables: Payables, period: str, as_of: date
) -> PaperDesk:
    """What every partner is asked for in the letter of a month, on a day."""
    settings, calendar = tables.settings, tables.calendar
    until = dispute_day(period, as_of, settings, calendar)
    complete = max(until, pack_deadline(period, _USUAL_DEADLINE_DAY, calendar))
    entity_ids = list(gathered.entities.index)
    return PaperDesk(
        period=period,
        until=until,
        packs=packs_until(payables.packs, period),
        documents=papers_by_place(gathered.documents),
        uninvoiced=uninvoiced(gathered.jobs, payables.invoices, settings.amount_tolerance_minor),
        entities=gathered.owned,
        contracts=gathered.contracts,
        pay_by=pay_days(entity_ids, (until, complete), gathered.agreements, tables),
        ways=ways_to_close(payables.packs, settings),
        docs_ok_from=settings.docs_ok_from,
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
