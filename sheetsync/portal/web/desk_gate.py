"""From a session to what our own people's pages show. Source: portal.md 7.1 (desk)."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import session_of
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.web.account_gate import lead_to
from sheetsync.portal.web.cookies import session_id
from sheetsync.portal.web.desk_seat import desk_seat
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.rules.portal.page_desk import DeskBoard
from sheetsync.rules.portal.page_parts import DeskPage

_RETRY_S = 120


@dataclass(frozen=True)
class DeskVisit:
    """One of our people at the desk.

    Attributes:
        seat: what they see; the person masked.
        name: as events and the Inbox name them: by Settings, else masked.
        address: whole, never shown.
        page: of our people, from the shelf.
        now: the moment of the request.
    """

    seat: Seat
    name: str
    address: str
    page: DeskPage
    lang: Lang
    now: datetime

    @property
    def board(self) -> DeskBoard:
        """What the last round found."""
        return self.page.board

    @property
    def zone(self) -> tzinfo:
        """Of the company's days and hours."""
        return zone_of(self.board.time_zone)

    @property
    def today(self) -> date:
        """The day by the company's clock."""
        return self.now.astimezone(self.zone).date()

    def sees(self, partner_id: str) -> bool:
        """Whether a partner is one of those that are seen."""
        return self.seat.partners is None or partner_id in self.seat.partners

    def is_own(self, partner_id: str) -> bool:
        """Whether it is the person's own partner."""
        found = (one for one in self.board.partners if one.partner_id == partner_id)
        return any(one.curator_address == self.address for one in found)


def desk_visit(web: PortalWeb) -> DeskVisit:
    """Who of ours comes.

    Raises:
        HTTPException: a redirect to the sign-in for anybody else.
        PageRefusal: 503 before the first round.
    """
    seat = desk_seat(web)
    if seat is None:
        lead_to("show_asking")
    held = session_of(web.store, session_id(web), web.now())
    page = desk_page(web.store)
    if page is None or held is None:
        raise PageRefusal(503, "not_ready", retry_after_s=_RETRY_S)
    address = held.person
    name = page.board.names.get(address, seat.person)
    return DeskVisit(seat, name, address, page, language_of(page.lang), web.now())
