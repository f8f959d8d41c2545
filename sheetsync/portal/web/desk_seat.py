"""Who of our own people sits at the browser. Source: portal.md 7.1, desk."""

from dataclasses import replace
from datetime import timedelta

from flask import g, request

from sheetsync.portal.store.audit import Action, Deed, record
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import session_of
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.web.brakes import masked
from sheetsync.portal.web.cookies import session_id
from sheetsync.portal.web.portal_web import PortalWeb

#: So long a session of ours lasts, whether it is used or not.
DESK_LASTS = timedelta(hours=12)


def desk_seat(web: PortalWeb) -> Seat | None:
    """The seat of whoever is signed in; None for nobody, and for who is ours no longer."""
    session = session_of(web.store, session_id(web), web.now())
    if session is None or session.role != "desk" or not is_ours(web, session.person):
        return None
    shown = masked_address(session.person)
    g.seat = shown
    return replace(session.seat, person=shown, partners=_partners_of(web, session.person))


def _partners_of(web: PortalWeb, address: str) -> frozenset[str] | None:
    """Whose things somebody of ours sees; None: everybody's."""
    desk = desk_page(web.store)
    if web.config.desk_sees == "all" or desk is None or address in desk.board.see_all:
        return None
    mine = (one for one in desk.board.partners if one.curator_address == address)
    return frozenset(one.partner_id for one in mine)


def is_ours(web: PortalWeb, address: str) -> bool:
    """Whether an address is one of our own people's, as the last round found them."""
    desk = desk_page(web.store)
    return bool(address) and desk is not None and address in desk.addresses


def masked_address(address: str) -> str:
    """An address as logs and events may hold it.

    >>> masked_address("anna.k@company.example"), masked_address("x")
    ('a…@company.example', 'x…')
    """
    name, at, host = address.rpartition("@")
    return f"{name[:1]}…{at}{host}" if at else f"{address[:1]}…"


def audit(
    web: PortalWeb, action: Action, person: str, what: str = "", partner_id: str = ""
) -> None:
    """Keep what one of ours did, or what somebody was refused."""
    network = masked(request.remote_addr or "")
    record(web.store, Deed(action, person, partner_id, what, network), web.now())
