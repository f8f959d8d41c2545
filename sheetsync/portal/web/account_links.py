"""From the link in the monthly letter to a letter's session. Source: portal.md 7.1."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
from flask import g, request

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.audit import Deed, record_in
from sheetsync.portal.store.contacts import addresses_of, is_new_browser
from sheetsync.portal.store.rates import count_in
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.portal.web.brakes import NEW_BROWSERS, masked
from sheetsync.portal.web.browsers import browser_name
from sheetsync.portal.web.cookies import COOKIE_BYTES, known_browser, session_id
from sheetsync.portal.web.letter_queue import WebLetter, queue_in
from sheetsync.portal.web.link_gate import HOLDER, checked, page_of_link, refused_link
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.saying import moment_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.tables.signed_links import address_mark, verified_account

NEW_BROWSER_LETTER = "new-browser"
#: So long a letter's session lasts.
LETTER_LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class AccountLink:
    """A good link of a letter.

    Attributes:
        seat: that it opens.
        version: of the partner's links when it was made.
        addresses: that the letter went to, as far as they still are the partner's.
    """

    token: str = field(repr=False)
    seat: Seat
    version: int
    page: PartnerPage
    addresses: tuple[str, ...]
    lang: Lang


@dataclass(frozen=True, slots=True)
class LetterOpened:
    """What a browser holds once a letter's session is open.

    Attributes:
        session: of the session's cookie.
        browser: by what the browser is known again.
    """

    session: str = field(repr=False)
    browser: str = field(repr=False)


def account_link(web: PortalWeb, token: str) -> AccountLink:
    """Who comes by the link of an account.

    A letter whose addresses are all the partner's no more opens nothing.

    Raises:
        PageRefusal: 404 forged; 410 too old, revoked, or the partner is gone; 403 closed; 429 too
            many forged ones; 503 before the first round.
    """
    claim = checked(web, token, verified_account)
    seat = Seat(claim.partner_id, HOLDER, role="full", level="letter")
    page = page_of_link(web, seat, claim.version)
    known = addresses_of(web.store, claim.partner_id) | {one.casefold() for one in page.report_to}
    addresses = tuple(sorted(one for one in known if address_mark(one) in claim.marks))
    lang = language_of(page.lang)
    if not addresses:
        refused_link(web, claim.partner_id, "addresses")
        raise PageRefusal(410, "revoked", lang=lang, contact=page.contact)
    g.seat = claim.partner_id
    return AccountLink(token, seat, claim.version, page, addresses, lang)


def open_by_letter(web: PortalWeb, link: AccountLink) -> LetterOpened:
    """Open a letter's session; of a browser that is new all addresses of the letter are told."""
    now = web.now()
    browser = known_browser(web) or secrets.token_hex(COOKIE_BYTES)
    partner_id = link.seat.partner_id
    name = browser_name(request.user_agent.string)
    how = Opening(LETTER_LASTS, link_version=link.version, browser=name, instead_of=session_id(web))
    with web.store.writing() as connection:
        layout = web.store.layout
        marked = web.sealed("known browsers", browser)
        if is_new_browser(connection, layout, marked, partner_id, now):
            _tell(connection, web, link, name, marked)
        network = masked(request.remote_addr or "")
        deed = Deed("letter_opened", HOLDER, partner_id, name, network)
        record_in(connection, layout, deed, now)
        session = new_session(connection, layout, link.seat, now, how)
    return LetterOpened(session, browser)


def _tell(
    connection: sa.Connection, web: PortalWeb, link: AccountLink, browser: str, marked: str
) -> None:
    """Queue a letter that has no link in it: a scanner that opens links would be told of itself."""
    now = web.now()
    if count_in(connection, web.store.layout, NEW_BROWSERS, link.seat.partner_id, now):
        return
    page, lang = link.page, link.lang
    text = phrase("browser_text").said(
        lang,
        name=page.name,
        browser=browser or phrase("browser_unknown").said(lang),
        when=moment_words(now, zone_of(page.time_zone), lang),
        contact=page.contact,
    )
    subject = phrase("browser_subject").said(lang)
    content = LetterContent(lang=lang, subject=subject, text=text.strip())
    about = f"{link.seat.partner_id} {marked} {now.isoformat()}"
    queue_in(connection, web, WebLetter(NEW_BROWSER_LETTER, about, link.addresses, content), now)
