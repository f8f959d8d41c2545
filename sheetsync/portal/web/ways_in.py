"""Where people come once they are signed in, and who sits at the browser already."""

from flask import Response, make_response, redirect, request, url_for

from sheetsync.portal.store.contacts import contact_of
from sheetsync.portal.store.sessions import Session, session_of
from sheetsync.portal.store.shelf import partner_page
from sheetsync.portal.web.cookies import forget, keep_session, session_id
from sheetsync.portal.web.desk_seat import desk_seat, masked_address
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.safe_paths import safe_path
from sheetsync.portal.web.signing_in import Place

_HOME, _DESK = "/home", "/desk"


def wanted_page() -> str:
    """The page of ours that the address or the form names to go on to; "" for none."""
    return safe_path(request.values.get("next", ""))


def led_in(web: PortalWeb, held: str, place: Place) -> Response:
    """To where somebody wanted to go, with their new session; whoever has to choose, to that.

    Args:
        web: the portal.
        held: what the browser holds from now on.
        place: where they sit now.
    """
    wanted = wanted_page()
    if not place.partner_id and not place.is_desk:
        where = url_for("show_choice", next=wanted or None)
    else:
        where = wanted or page_of(place)
    response = make_response(redirect(where, 303))
    forget(web, response)
    keep_session(web, response, held)
    return response


def page_of(place: Place) -> str:
    """The first page of a place."""
    return _DESK if place.is_desk else _HOME


def signed_in(web: PortalWeb) -> str:
    """Whoever is fully signed in and still may be, masked; "" for nobody."""
    desk = desk_seat(web)
    if desk is not None:
        return desk.person
    session = session_of(web.store, session_id(web), web.now())
    if session is None or session.level != "full" or not _goes_on(web, session):
        return ""
    return masked_address(session.person)


def first_page(web: PortalWeb) -> str:
    """Where whoever is signed in goes from the page that says so; "" for nowhere."""
    session = session_of(web.store, session_id(web), web.now())
    if session is None:
        return ""
    is_desk = session.role == "desk"
    if not session.partner_id and not is_desk:
        return url_for("show_choice")
    return page_of(Place(session.partner_id, is_desk))


def shown_person(session: Session) -> str:
    """Who it is, as pages and the audit may say it."""
    return session.person if session.level == "letter" else masked_address(session.person)


def _goes_on(web: PortalWeb, session: Session) -> bool:
    """Whether a page of the account would be shown, as far as the person goes."""
    if session.role == "desk":
        return False
    if not session.partner_id:
        return True
    page = partner_page(web.store, session.seat)
    is_good = page is not None and page.is_open and session.link_version >= page.link_version
    return is_good and contact_of(web.store, session.person, session.partner_id) is not None
