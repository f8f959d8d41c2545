"""From a session to what a partner's page may show and do; our own people look through it, too.

Source: portal.md 7.1 (letter session, full session, desk), 8.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import wraps
from typing import Literal, NoReturn

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.dates import zone_of
from sheetsync.language import Lang, is_language
from sheetsync.portal.store.audit import Deed, record
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Session
from sheetsync.portal.store.shelf import partner_page, shelf_filled_at
from sheetsync.portal.store.signed_in import SignedIn, signed_in
from sheetsync.portal.web.brakes import masked
from sheetsync.portal.web.cookies import session_id
from sheetsync.portal.web.desk_seat import desk_seat, masked_address
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal, Way
from sheetsync.portal.web.safe_paths import safe_path
from sheetsync.rules.portal.page_parts import PartnerPage

#: What a page needs: a letter's session, a full one, or one with a code of the last minutes.
Need = Literal["letter", "full", "fresh"]
FRESH_FOR = timedelta(minutes=15)
#: How the pages begin that our own people see as a partner sees them.
AS_PARTNER = "/desk/as/<as_partner>"
_AS = "as_partner"
_RETRY_S = 120
_PLAIN_PATHS = "plain paths"

View = Callable[..., AnyResponse]


@dataclass(frozen=True)
class AccountVisit:
    """Somebody in a partner's account.

    Attributes:
        seat: whose account it is; who sits there, masked.
        page: from the shelf; own submissions are not laid over it.
        now: the moment of the request.
        viewed_by: the masked address of one of ours who looks at it as the partner; then the role
            is "read"; "" for the partner's own people.
        address: of whoever sits there, whole: never shown but to them; "" for the holder of a
            letter's link, and for ours.
    """

    seat: Seat
    page: PartnerPage
    lang: Lang
    now: datetime
    viewed_by: str = ""
    address: str = ""

    @property
    def zone(self) -> tzinfo:
        """Of the partner's days and hours."""
        return zone_of(self.page.time_zone)

    @property
    def may_send(self) -> bool:
        """Whether anything may be sent or changed."""
        return self.seat.role == "full" and not self.viewed_by


def account_visit(web: PortalWeb, *, needs: Need = "letter") -> AccountVisit:
    """Who comes, if they may see a page of an account.

    Args:
        web: the portal.
        needs: what the page needs.

    Raises:
        HTTPException: a redirect to the sign-in for nobody, to the choice of a partner for whoever
            has several and chose none.
        PageRefusal: 403 for a session of too low a level, or a closed page; 404 for a partner that
            ours cannot view; 410 for one that is gone; 503 before the first round.
    """
    as_partner = (request.view_args or {}).get(_AS)
    if as_partner is not None:
        return _viewed_as(web, str(as_partner))
    found = signed_in(web.store, session_id(web), web.now())
    if found is None or found.session.role == "desk":
        lead_to("show_asking")
    session = found.session
    if not session.partner_id:
        lead_to("show_choice")
    page = _page(web, session.seat)
    if session.link_version < page.link_version:
        lead_to("show_asking")
    visit = _visit(web, found, page)
    _check_level(web, session, needs, visit)
    g.seat = f"{visit.seat.partner_id} {visit.seat.person}"
    return visit


def sending_visit(web: PortalWeb, *, needs: Need = "letter") -> AccountVisit:
    """As `account_visit`, of somebody who may send.

    Raises:
        PageRefusal: besides, 403 for whoever may only look.
    """
    visit = account_visit(web, needs=needs)
    if not visit.may_send:
        name = "viewing_only" if visit.viewed_by else "reading_only"
        raise PageRefusal(403, name, lang=visit.lang, contact=visit.page.contact)
    return visit


def add_page(app: Flask, rule: str, view: View, methods: Sequence[str] = ("GET",)) -> None:
    """Give the app a page of the account, which our own people may see as the partner does.

    Args:
        app: the application.
        rule: its address.
        view: what answers; its name is the page's name for `page_url`.
        methods: of HTTP; only GET is there for our own people.
    """

    @wraps(view)
    def answer(**values: object) -> AnyResponse:
        g.as_partner = values.pop(_AS, None)
        return view(**values)

    name = view.__name__
    app.add_url_rule(rule, name, answer, methods=list(methods))
    if "GET" in methods:
        app.add_url_rule(AS_PARTNER + rule, name, answer, methods=["GET"])


def page_url(endpoint: str, **values: object) -> str:
    """The address of a page; while one of ours views as a partner, of that view where there is one.

    Args:
        endpoint: the page's name.
        values: for its address.
    """
    as_partner = g.get(_AS)
    if as_partner is not None:
        path = url_for(endpoint, **{**values, _AS: as_partner})
        if path.startswith(f"/desk/as/{as_partner}/"):
            return path
    if values:
        return url_for(endpoint, **values)  # type: ignore[arg-type]  # as above
    return _plain_path(endpoint, current_app.extensions.setdefault(_PLAIN_PATHS, {}))


def page_urls(endpoints: Iterable[str]) -> list[str]:
    """What `page_url` says of pages without values, asked once for all of them."""
    if g.get(_AS) is not None:
        return [page_url(endpoint) for endpoint in endpoints]
    paths = current_app.extensions.setdefault(_PLAIN_PATHS, {})
    return [_plain_path(endpoint, paths) for endpoint in endpoints]


def _plain_path(endpoint: str, paths: dict[str, str]) -> str:
    """Each page has a dozen of them, and they never change."""
    return paths.get(endpoint) or paths.setdefault(endpoint, url_for(endpoint))


def lead_to(endpoint: str) -> NoReturn:
    """Lead somebody elsewhere, and from there back to this page.

    Raises:
        HTTPException: the redirect.
    """
    abort(redirect(url_for(endpoint, next=this_page() or None)))


def this_page() -> str:
    """The path of the page that is asked for, "" where coming back makes no sense."""
    return safe_path(request.path) if request.method in {"GET", "HEAD"} else ""


def _page(web: PortalWeb, seat: Seat) -> PartnerPage:
    page = partner_page(web.store, seat)
    if page is None:
        if shelf_filled_at(web.store) is None:
            raise PageRefusal(503, "not_ready", retry_after_s=_RETRY_S)
        raise PageRefusal(410, "account_gone")
    if not page.is_open:
        raise PageRefusal(403, "closed", lang=language_of(page.lang), contact=page.contact)
    return page


def _visit(web: PortalWeb, found: SignedIn, page: PartnerPage) -> AccountVisit:
    session, contact = found.session, found.contact
    if session.level == "letter":
        return AccountVisit(session.seat, page, language_of(page.lang), web.now())
    if contact is None:
        lead_to("show_asking")
    known = next((one for one in (found.lang, contact.lang, page.lang) if is_language(one)), None)
    person = masked_address(session.person)
    seat = Seat(session.partner_id, person, contact.role, session.level)
    return AccountVisit(seat, page, language_of(known), web.now(), address=session.person)


def _check_level(web: PortalWeb, session: Session, needs: Need, visit: AccountVisit) -> None:
    if needs != "letter" and session.level != "full":
        way = Way(url_for("show_asking", next=this_page() or None), "sign_in_fully")
        raise PageRefusal(403, "needs_full", lang=visit.lang, way=way)
    if needs == "fresh" and not is_fresh(session, web.now()):
        way = Way(url_for("show_confirming", next=this_page() or None), "confirm_with_code")
        raise PageRefusal(403, "needs_code", lang=visit.lang, way=way)


def is_fresh(session: Session, now: datetime) -> bool:
    """Whether a one-time letter was used within the last minutes."""
    since = session.confirmed_at
    return since is not None and timedelta(0) <= now - since < FRESH_FOR


def _viewed_as(web: PortalWeb, partner_id: str) -> AccountVisit:
    """One of ours looks at what a partner sees; it is kept that they did."""
    desk = desk_seat(web)
    if desk is None:
        lead_to("show_asking")
    seat = Seat(partner_id, desk.person, role="read", level="full")
    page = partner_page(web.store, seat)
    is_seen = desk.partners is None or partner_id in desk.partners
    if page is None or not is_seen:
        raise PageRefusal(404, "no_partner")
    network = masked(request.remote_addr or "")
    record(
        web.store,
        Deed("viewed_as", desk.person, partner_id, request.path, network),
        web.now(),
    )
    known = page.lang if is_language(page.lang) else None
    return AccountVisit(seat, page, language_of(known), web.now(), viewed_by=desk.person)
