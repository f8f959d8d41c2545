"""Every partner's page as one look at the workbook has it: by the rules of the letters.

Source: portal.md 5.5 (step 3), decision 6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from sheetsync.rules.monthly.papers import paper_desk, papers
from sheetsync.rules.monthly.plain_values import by_partner, day, text, whole
from sheetsync.rules.monthly.recipients import GONE, curator_named, partner_rows
from sheetsync.rules.monthly.requests import Asked
from sheetsync.rules.monthly.timing import shown_period
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.rules.payables.packs import document_sets
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    DeskPage,
    PageEntity,
    PageInvoice,
    PageSubmission,
    PartnerPage,
    RejectedPaper,
)
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.catalogue.partners import PARTNER_STATUS
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.document_numbers import folded_number
from sheetsync.tables.settings.keys import Curator, Settings
from sheetsync.tables.table import Tables

#: Invoices older than this are on a page only while they are unpaid.
_KEPT_DAYS = 400
_FIRST_VERSION = 1
_LEAD = "lead"
_INVOICE = (
    "entity_id", "month", "number", "invoice_date", "amount_minor", "currency", "status",
    "paid_minor", "outstanding_minor", "due", "paid_date", "days_late", "days_overdue",
    "submission",
)  # fmt: skip
#: Who works with partners' pages: all but those with whom nothing has begun.
_STATUSES = tuple(one.code for one in PARTNER_STATUS if one.code != _LEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTerms:
    """What pages hold besides the workbook's tabs.

    Attributes:
        computed_at: the moment, UTC.
        time_zone: of days and hours, an IANA name.
        submissions: how each partner's submissions stand.
    """

    as_of: date
    computed_at: datetime
    time_zone: str
    submissions: Mapping[str, tuple[PageSubmission, ...]] = field(default_factory=dict)


def partner_pages(tables: Tables, payables: Payables, terms: PageTerms) -> dict[str, PartnerPage]:
    """The page of every partner with whom work has begun, by partner_id.

    Args:
        tables: all people's tabs, with the findings of validation.
        payables: of `terms.as_of`.
        terms: what pages hold besides.

    Returns:
        What each is asked for is what the monthly letter asks for on that day.
    """
    gathered = papers(tables, terms.as_of)
    period = shown_period(terms.as_of)
    desk = paper_desk(gathered, tables, payables, period, terms.as_of)
    invoices = _invoices(payables.invoices, terms.as_of)
    entities = _entities(gathered.entities, tables.settings)
    rows = partner_rows(tables)
    rows = rows[rows["status"].isin(_STATUSES)]
    return {
        partner_id: _page(
            row,
            tables.settings,
            terms,
            asked=desk.asked(partner_id),
            entities=entities.get(partner_id, ()),
            invoices=invoices.get(partner_id, ()),
        )
        for partner_id, row in zip(
            rows["partner_id"].astype(str), rows.itertuples(index=False), strict=True
        )
    }


def desk_page(settings: Settings) -> DeskPage:
    """What the pages must know of our own people."""
    ours = [*(one.email for one in settings.curators), settings.accountant_email]
    addresses = dict.fromkeys(one.casefold() for one in [*ours, settings.manager_email] if one)
    return DeskPage(
        company=settings.company,
        lang=settings.lang,
        addresses=tuple(addresses),
        entry_owner=entry_owner(settings),
    )


def entry_owner(settings: Settings) -> str:
    """Who hears of what waits to be entered: the accountant, unless Settings name somebody."""
    return settings.entry_owner or settings.accountant_email


def link_versions(tables: Tables) -> dict[str, int]:
    """The number of each partner's links where it was raised: older ones are revoked."""
    rows = partner_rows(tables).itertuples(index=False)
    found = {str(row.partner_id): _version(row) for row in rows}
    return {
        partner_id: version for partner_id, version in found.items() if version > _FIRST_VERSION
    }


def closed_pages(tables: Tables) -> frozenset[str]:
    """Partners whose pages people have closed."""
    rows = partner_rows(tables)
    return frozenset(rows.loc[rows["portal"].eq(False).fillna(False), "partner_id"].astype(str))


def _page(  # noqa: PLR0913  # the parts of one page, by keyword
    row: Any,  # noqa: ANN401  # a row of Partners
    settings: Settings,
    terms: PageTerms,
    *,
    asked: Asked,
    entities: tuple[PageEntity, ...],
    invoices: tuple[PageInvoice, ...],
) -> PartnerPage:
    partner_id = str(row.partner_id)
    curator = curator_named(text(row.curator), settings)
    unpaid = any(one.status in UNPAID for one in invoices)
    is_open = bool(pd.isna(row.portal) or row.portal)
    if row.status == GONE:
        is_open &= unpaid or bool(asked.invoices or asked.documents or asked.rejected)
    return PartnerPage(
        partner_id=partner_id,
        name=text(row.name) or partner_id,
        lang=text(row.lang) or settings.lang,
        company=settings.company,
        time_zone=terms.time_zone,
        as_of=terms.as_of,
        computed_at=terms.computed_at,
        contact=_contact(curator, settings),
        report_to=tuple(row.report_email) if isinstance(row.report_email, tuple) else (),
        link_version=_version(row),
        is_open=is_open,
        currency=settings.currency,
        tolerance_minor=settings.amount_tolerance_minor,
        answer_days=settings.entry_alarm_days,
        entities=entities,
        invoices_asked=tuple(_asked_invoices(asked)),
        documents_asked=tuple(_asked_documents(asked)),
        rejected=tuple(
            RejectedPaper(
                entity_id=one.entity.entity_id,
                month=one.month,
                kind=one.kind,
                number=one.number,
                comment=one.comment,
            )
            for one in asked.rejected
        ),
        invoices=invoices,
        submissions=terms.submissions.get(partner_id, ()),
    )


def _version(row: Any) -> int:  # noqa: ANN401  # a row of Partners
    return max(whole(row.link_version), _FIRST_VERSION)


def _contact(curator: Curator, settings: Settings) -> str:
    """Who answers questions, as letters name them."""
    told = [curator.name, curator.email or settings.manager_email, curator.contact]
    return ", ".join(one for one in told if one)


def _asked_invoices(asked: Asked) -> Iterable[AskedInvoice]:
    for one in asked.invoices:
        yield AskedInvoice(
            entity_id=one.entity.entity_id,
            month=one.month,
            until=one.until,
            amount_minor=one.amount.minor if one.amount else None,
            currency=one.amount.currency if one.amount else "",
            pay_by=one.pay_by,
            contract=one.contract,
        )


def _asked_documents(asked: Asked) -> Iterable[AskedDocuments]:
    for one in asked.documents:
        yield AskedDocuments(
            entity_id=one.entity.entity_id,
            month=one.month,
            kinds=one.kinds,
            until=one.until,
            instead=one.instead,
        )


def _entities(entities: pd.DataFrame, settings: Settings) -> dict[str, tuple[PageEntity, ...]]:
    """The legal entities of each partner.

    Args:
        entities: what `legal_entities` returns.
        settings: named document sets.
    """
    known = entities.assign(set=document_sets(entities, settings)).reset_index()
    known = known[known["partner_id"].notna()]
    columns = ("entity_id", "legal_name", "inn", "vat", "set")
    return {
        partner_id: tuple(
            PageEntity(
                entity_id=str(row.entity_id),
                name=text(row.legal_name),
                inn=text(row.inn),
                pays_vat=row.vat == "vat",
                doc_kinds=_kinds(text(row.set), settings),
            )
            for row in rows
        )
        for partner_id, rows in by_partner(known, *columns).items()
    }


def _kinds(doc_set: str, settings: Settings) -> tuple[str, ...]:
    """The closing documents that its packs may hold, then all others."""
    ways = alternatives_of(doc_set, settings.document_sets) or ()
    own = [kind for way in ways for kind in way if kind != "invoice"]
    return tuple(dict.fromkeys([*own, *(choice.code for choice in DOCUMENT_KIND)]))


def _invoices(invoices: pd.DataFrame, as_of: date) -> dict[str, tuple[PageInvoice, ...]]:
    """The invoices of each partner to us: unpaid ones, and the last thirteen months' others."""
    since = pd.Timestamp(as_of - timedelta(days=_KEPT_DAYS))
    is_kept = (invoices["invoice_date"] >= since) | invoices["status"].isin(UNPAID)
    rows = invoices[
        is_kept
        & (invoices["direction"] == "in")
        & (invoices["kind"] == "invoice")
        & invoices["partner_id"].notna()
        & invoices["invoice_date"].notna()
        & invoices["amount_minor"].notna()
    ]
    found = by_partner(rows.sort_values(["invoice_date", "number"], kind="stable"), *_INVOICE)
    return {partner_id: tuple(map(_invoice, mine)) for partner_id, mine in found.items()}


def _invoice(row: Any) -> PageInvoice:  # noqa: ANN401  # a row of invoices
    number = text(row.number)
    is_settled = row.status in ("paid", "overpaid")
    return PageInvoice(
        entity_id=text(row.entity_id),
        month=text(row.month),
        number=number,
        number_key=folded_number(number) or "",
        dated=row.invoice_date.date(),
        amount_minor=int(row.amount_minor),
        currency=text(row.currency),
        status=str(row.status),
        paid_minor=whole(row.paid_minor),
        outstanding_minor=whole(row.outstanding_minor),
        due_on=day(row.due),
        paid_on=day(row.paid_date),
        days_late=whole(row.days_late if is_settled else row.days_overdue),
        submission=text(row.submission),
    )
