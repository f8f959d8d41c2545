"""From a letter's link to what may be seen and done by it. Source: portal.md 7.1, mail.md 7."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TypeVar

from flask import g, request, url_for

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.language.plurals import DAY, counted
from sheetsync.portal.store.audit import Deed, record
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.shelf import partner_page, shelf_filled_at
from sheetsync.portal.web.brakes import masked, wrong_links
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.readers import Deed as SentDeed
from sheetsync.portal.web.readers import queried
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.tables.signed_links import (
    AccountClaim,
    Refusal,
    UploadClaim,
    UploadKind,
    verified,
)

_Claim = TypeVar("_Claim", UploadClaim, AccountClaim)

#: The longest link that we make is far shorter.
_LONGEST = 1_000
_RETRY_S = 120
#: Who holds a letter's link, as events name them.
HOLDER = "partner"
_DEEDS: Mapping[SentDeed, str] = {"withdraw": "take_withdrawal", "answer": "take_answer"}


@dataclass(frozen=True)
class Visit:
    """Somebody with a good link.

    Attributes:
        token: of the link.
        now: the moment of the request.
        address: of the link's page, as far as its query; built once for all that leads there.
    """

    token: str = field(repr=False)
    claim: UploadClaim
    page: PartnerPage
    seat: Seat
    lang: Lang
    now: datetime
    address: str = field(repr=False)

    @property
    def zone(self) -> tzinfo:
        """Of the partner's days and hours."""
        return zone_of(self.page.time_zone)

    @property
    def kind(self) -> UploadKind:
        """What the form is for: as the address asks, else as the link says."""
        asked = request.args.get("kind", "")
        if asked == "invoice":
            return "invoice"
        return "closing" if asked == "closing" else self.claim.kind

    @property
    def entity_id(self) -> str:
        """As the link says."""
        return self.claim.entity_id

    @property
    def month(self) -> str:
        """As the link says."""
        return self.claim.month

    @property
    def bound_to(self) -> str:
        """Files are kept for whoever holds the link."""
        return self.token

    def form_address(self, kind: UploadKind, **query: str) -> str:
        """The link's own page."""
        return queried(self.address, kind=kind, **query)

    def deed_address(self, no: str, deed: SentDeed) -> str:
        """Below the link's own page."""
        path = url_for(_DEEDS[deed], token=self.token, no=no)
        return queried(path, kind=self.kind)


def visit_of(web: PortalWeb, token: str) -> Visit:
    """Who comes by a link.

    Raises:
        PageRefusal: 404 forged; 410 too old, revoked, or the partner is gone; 403 closed; 429 too
            many forged ones; 503 before the first round.
    """
    claim = checked(web, token, verified)
    seat = Seat(
        claim.partner_id,
        HOLDER,
        role="full",
        level="link",
        entity_id=claim.entity_id,
        month=claim.month,
    )
    page = page_of_link(web, seat, claim.version)
    lang = language_of(page.lang)
    g.seat = claim.partner_id
    address = url_for("show_upload", token=token)
    return Visit(token, claim, page, seat, lang, web.now(), address)


def page_of_link(web: PortalWeb, seat: Seat, version: int) -> PartnerPage:
    """What a link shows, if it is good still.

    Args:
        web: the portal.
        seat: that the link opens.
        version: of the partner's links when it was made.

    Raises:
        PageRefusal: 410 revoked, or the partner is gone; 403 closed; 503 before the first round.
    """
    page = partner_page(web.store, seat)
    if page is None:
        if shelf_filled_at(web.store) is None:
            raise PageRefusal(503, "not_ready", retry_after_s=_RETRY_S)
        refused_link(web, seat.partner_id, "gone")
        raise PageRefusal(410, "revoked")
    lang = language_of(page.lang)
    if version < page.link_version:
        refused_link(web, seat.partner_id, "revoked")
        raise PageRefusal(410, "revoked", lang=lang, contact=page.contact)
    if not page.is_open:
        refused_link(web, seat.partner_id, "closed")
        raise PageRefusal(403, "closed", lang=lang, contact=page.contact)
    return page


def checked(web: PortalWeb, token: str, verify: Callable[..., _Claim | Refusal]) -> _Claim:
    """What a token vouches for.

    Args:
        web: the portal.
        token: as the address holds it.
        verify: tells whether we signed it, for this use.

    Raises:
        PageRefusal: 404 forged; 410 too old; 429 too many forged ones.
    """
    wrong_links().refuse_blocked()
    if len(token) > _LONGEST:
        token = ""
    claim = verify(token, web.keys, web.now(), max_age_days=web.max_age_days)
    if claim == "expired":
        days = counted(web.max_age_days, DAY, language_of(None))
        raise PageRefusal(410, "expired", {"days": days})
    if isinstance(claim, str):
        wrong_links().count()
        raise PageRefusal(404, "forged")
    return claim


def refused_link(web: PortalWeb, partner_id: str, why: str) -> None:
    """Keep that a link which we made was refused."""
    network = masked(request.remote_addr or "")
    deed = Deed("link_refused", partner_id=partner_id, what=why, from_address=network)
    record(web.store, deed, web.now())
