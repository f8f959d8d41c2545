"""Every partner's page as one look at the workbook has it: by the rules of the letters.

Source: portal.md 5.5 (step 3), decision 6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd

from sheetsync.rules.monthly.papers import Papers, paper_desk, papers
from sheetsync.rules.monthly.plain_values import by_partner, text, whole
from sheetsync.rules.monthly.recipients import GONE, curator_named, partner_rows
from sheetsync.rules.monthly.requests import Asked, PaperDesk
from sheetsync.rules.monthly.timing import shown_period
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.rules.payables.packs import document_sets
from sheetsync.rules.portal.entered_requisites import entity_rows
from sheetsync.rules.portal.page_money import page_credit_notes, page_invoices, page_receivables
from sheetsync.rules.portal.page_month import page_agreements, page_work
from sheetsync.rules.portal.page_papers import our_files, page_packs
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    DeskPage,
    PageEntity,
    PageSubmission,
    PartnerPage,
    RejectedPaper,
)
from sheetsync.rules.portal.page_rated import ScoreSheet, page_ratings
from sheetsync.rules.portal.page_worked import page_jobs
from sheetsync.rules.portal.requisites import ACCOUNT_DIGITS, EntityRow
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.catalogue.partners import PARTNER_STATUS
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.same_frames import LastAnswers
from sheetsync.tables.same_tables import content_of_tables
from sheetsync.tables.settings.keys import Curator, Settings
from sheetsync.tables.table import Tables

_FIRST_VERSION = 1
_LEAD = "lead"
#: Who works with partners' pages: all but those with whom nothing has begun.
_STATUSES = tuple(one.code for one in PARTNER_STATUS if one.code != _LEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTerms:
    """What pages hold besides the workbook's tabs.

    Attributes:
        computed_at: the moment, UTC.
        time_zone: of days and hours, an IANA name.
        submissions: how each partner's submissions stand.
        scores: the rating of the last whole month; None: pages tell of none.
    """

    as_of: date
    computed_at: datetime
    time_zone: str
    submissions: Mapping[str, tuple[PageSubmission, ...]] = field(default_factory=dict)
    scores: ScoreSheet | None = None


def partner_pages(tables: Tables, payables: Payables, terms: PageTerms) -> dict[str, PartnerPage]:
    """The page of every partner with whom work has begun, by partner_id.

    Args:
        tables: all people's tabs, with the findings of validation.
        payables: of `terms.as_of`.
        terms: what pages hold besides.

    Returns:
        What each is asked for is what the monthly letter asks for on that day.
    """
    shown = _of_workbook(tables, payables, terms.as_of)
    desk, parts = shown.desk, dict(shown.parts)
    if terms.scores is not None:
        parts["rating"] = page_ratings(tables, terms.scores)
    rows = partner_rows(tables)
    rows = rows[rows["status"].isin(_STATUSES)]
    return {
        partner_id: _page(
            row,
            tables.settings,
            terms,
            asked=desk.asked(partner_id),
            parts={name: found[partner_id] for name, found in parts.items() if partner_id in found},
        )
        for partner_id, row in zip(
            rows["partner_id"].astype(str), rows.itertuples(index=False), strict=True
        )
    }


class _Shown(NamedTuple):
    """What pages hold of tabs and sums alone, and these themselves."""

    desk: PaperDesk
    parts: Mapping[str, Mapping[str, Any]]
    tables: Tables
    payables: Payables


_LAST: LastAnswers[_Shown] = LastAnswers()


def _of_workbook(tables: Tables, payables: Payables, as_of: date) -> _Shown:
    held = content_of_tables(tables)

    def gather() -> _Shown:
        gathered, period = papers(tables, as_of), shown_period(as_of)
        desk = paper_desk(gathered, tables, payables, period, as_of)
        return _Shown(desk, _parts(gathered, tables, payables, period), tables, payables)

    return gather() if held is None else _LAST.to((held, id(payables), as_of), gather)


def _parts(
    gathered: Papers, tables: Tables, payables: Payables, period: str
) -> dict[str, Mapping[str, Any]]:
    """What a page holds besides what is asked for: by the name of its field, then by partner."""
    settings, as_of = tables.settings, payables.as_of
    return {
        "entities": _entities(gathered.entities, settings, entity_rows(tables)),
        "agreements": page_agreements(gathered, as_of, settings),
        "invoices": page_invoices(payables),
        "credit_notes": page_credit_notes(payables),
        "receivables": page_receivables(payables),
        "work": page_work(tables, gathered.jobs, period, as_of),
        "jobs": page_jobs(tables, gathered.jobs, as_of),
        "packs": page_packs(gathered, payables.packs, as_of),
        "our_files": our_files(gathered, as_of, settings),
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


def _page(
    row: Any,  # noqa: ANN401  # a row of Partners
    settings: Settings,
    terms: PageTerms,
    *,
    asked: Asked,
    parts: Mapping[str, Any],
) -> PartnerPage:
    partner_id = str(row.partner_id)
    curator = curator_named(text(row.curator), settings)
    is_open = bool(pd.isna(row.portal) or row.portal)
    if row.status == GONE:
        is_open &= _is_anything_open(asked, parts)
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
        submissions=terms.submissions.get(partner_id, ()),
        **parts,
    )


def _is_anything_open(asked: Asked, parts: Mapping[str, Any]) -> bool:
    """Whether anything is unpaid, or missing, between us and a partner. Source: portal.md 7.3."""
    invoices = (*parts.get("invoices", ()), *parts.get("receivables", ()))
    unpaid = any(one.status in UNPAID for one in invoices)
    return unpaid or bool(asked.invoices or asked.documents or asked.rejected)


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


def _entities(
    entities: pd.DataFrame, settings: Settings, told: Mapping[str, EntityRow]
) -> dict[str, tuple[PageEntity, ...]]:
    """The legal entities of each partner.

    Args:
        entities: what `legal_entities` returns.
        settings: named document sets.
        told: what `entity_rows` returns.
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
                **_of_bank(told.get(str(row.entity_id))),
            )
            for row in rows
        )
        for partner_id, rows in by_partner(known, *columns).items()
    }


def _of_bank(row: EntityRow | None) -> dict[str, str]:
    """Kind, KPP and BIC, and of the account the end alone."""
    if row is None:
        return {}
    told = {name: row.fields.get(name, "") for name in ("kpp", "bic")}
    account_end = row.fields.get("account", "")[-ACCOUNT_DIGITS:]
    return {"kind": row.kind, "account_end": account_end, **told}


def _kinds(doc_set: str, settings: Settings) -> tuple[str, ...]:
    """The closing documents that its packs may hold, then all others."""
    ways = alternatives_of(doc_set, settings.document_sets) or ()
    own = [kind for way in ways for kind in way if kind != "invoice"]
    return tuple(dict.fromkeys([*own, *(choice.code for choice in DOCUMENT_KIND)]))
