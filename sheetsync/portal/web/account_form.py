"""The form of the account: for a legal entity and a month that the address names.

Source: portal.md 8, `/invoices/new`, `/documents/new`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from flask import request

from sheetsync.dates import add_months, month_of
from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.language.marks import sentence
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.web.account_gate import AccountVisit, page_url
from sheetsync.portal.web.places import form_url
from sheetsync.portal.web.readers import Deed, queried
from sheetsync.portal.web.upload_view import Option, today_of
from sheetsync.rules.portal.page_parts import PageEntity, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.signed_links import UploadKind

#: Papers of so many months are offered; older ones are asked for by name, from the first page.
_MONTHS = 13
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_DEEDS = {"withdraw": "take_back", "answer": "take_reply"}


@dataclass(frozen=True)
class AccountForm:
    """Somebody in the account who sends papers of one legal entity and month.

    Attributes:
        visit: who it is.
    """

    visit: AccountVisit
    entity_id: str
    month: str
    kind: UploadKind

    @property
    def page(self) -> PartnerPage:
        """What the shelf holds."""
        return self.visit.page

    @property
    def seat(self) -> Seat:
        """By which it is sent."""
        return self.visit.seat

    @property
    def lang(self) -> Lang:
        """Of the page."""
        return self.visit.lang

    @property
    def now(self) -> datetime:
        """The moment of the request."""
        return self.visit.now

    @property
    def zone(self) -> tzinfo:
        """Of the partner's days and hours."""
        return self.visit.zone

    @property
    def bound_to(self) -> str:
        """Files are kept for this person of this partner."""
        return f"{self.seat.partner_id} {self.seat.person}"

    def form_address(self, kind: UploadKind, **query: str) -> str:
        """The form of the same legal entity and month."""
        return form_url(kind, self.entity_id, self.month, **query)

    def deed_address(self, no: str, deed: Deed) -> str:
        """Below the page of what was sent."""
        return queried(page_url(_DEEDS[deed], no=no))


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is asked before a form can be shown: whose papers, and of what month.

    Attributes:
        entities: of the partner.
        months: the newest first.
        entity_id, month: what is chosen so far.
    """

    entities: tuple[Option, ...]
    months: tuple[Option, ...]
    entity_id: str
    month: str


def form_asked(visit: AccountVisit, kind: UploadKind) -> AccountForm | None:
    """The form that the address names; None where it names no entity of theirs, or no month."""
    entity_id, month = request.args.get("entity", ""), request.args.get("month", "")
    known = {one.entity_id for one in visit.page.entities}
    if entity_id not in known or not _MONTH.fullmatch(month):
        return None
    return AccountForm(visit, entity_id, month, kind)


def form_for(visit: AccountVisit, one: SentBefore) -> AccountForm:
    """The form for what was sent: of its legal entity, month and kind."""
    kind: UploadKind = "invoice" if one.kind == "invoice" else "closing"
    return AccountForm(visit, one.entity_id, one.month, kind)


def choosing(visit: AccountVisit) -> Choosing:
    """What there is to choose from; the month before is chosen, as most papers are for it."""
    page, lang = visit.page, visit.lang
    this = month_of(today_of(visit))
    months = [add_months(this, -back) for back in range(_MONTHS)]
    asked_month, asked_entity = request.args.get("month", ""), request.args.get("entity", "")
    return Choosing(
        entities=tuple(Option(one.entity_id, _named(one)) for one in page.entities),
        months=tuple(Option(one, sentence(month_year(one, lang))) for one in months),
        entity_id=asked_entity,
        month=asked_month if asked_month in months else months[1],
    )


def _named(entity: PageEntity) -> str:
    return entity.name or entity.entity_id
