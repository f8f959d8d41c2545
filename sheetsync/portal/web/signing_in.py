"""Asking for a one-time letter and using it, each in one transaction.

Whether an address is known shows neither in words nor in time: the same is asked and written for
both, and letters go from the worker. Source: portal.md 7.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import request, url_for

from sheetsync.language import Lang, is_language
from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.audit import Deed, record_in
from sheetsync.portal.store.contacts import contacts_at
from sheetsync.portal.store.letters import SIGN_IN_LETTER
from sheetsync.portal.store.mail_state import note_asked
from sheetsync.portal.store.rates import count_in, wait_s
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, Session, new_session, session_of
from sheetsync.portal.store.shelf import desk_page, partner_page
from sheetsync.portal.store.sign_in import GOOD_FOR, OneTime, Outcome, new_one_time, use_one_time
from sheetsync.portal.web.brakes import ENDED, LETTERS_TO, masked
from sheetsync.portal.web.browsers import browser_name
from sheetsync.portal.web.cookies import session_id
from sheetsync.portal.web.desk_seat import DESK_LASTS, is_ours, masked_address
from sheetsync.portal.web.letter_queue import WebLetter, queue_in
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_contacts import PageContact

LOCKED_LETTER = "sign-in-locked"
#: So long a partner's full session lasts at most; unused it ends sooner.
FULL_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of using a letter's link.

    Attributes:
        session: what the browser holds from now on; "" unless it is open.
        place: where they sit now; None unless it is open.
    """

    outcome: Outcome
    session: str = field(default="", repr=False)
    place: "Place | None" = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who signed in may sit.

    Attributes:
        partner_id: "" for our own people's desk, and as long as nothing is chosen.
        is_desk: whether it is the desk.
    """

    partner_id: str = ""
    is_desk: bool = False


def ask_for_letter(web: PortalWeb, address: str, nonce: str, then: str, lang: Lang) -> OneTime:
    """Queue a letter for an address that is known; for any other do the same, and send nothing.

    Args:
        web: the portal.
        address: in small letters.
        nonce: of the browser that asks; "" where the code shall be typed in any browser.
        then: where it wants to go; "" for nowhere.
        lang: of the letter to whom no other language is known of.

    Returns:
        What the letter holds; it opens nothing for an address that is not known.
    """
    now, who = web.now(), web.sealed("rates", address)
    may_be_sent = wait_s(web.store, ENDED, who, now) == 0
    ours = is_ours(web, address)
    with web.store.writing() as connection:
        layout = web.store.layout
        contacts = contacts_at(connection, layout, address)
        may_be_sent &= not count_in(connection, layout, LETTERS_TO, who, now)
        known = address if may_be_sent and (ours or contacts) else ""
        made = new_one_time(connection, layout, known, nonce, now)
        link = web.config.url.rstrip("/") + url_for(
            "show_sign_in", token=made.token, next=then or None
        )
        content = _sign_in_letter(made, link, _lang_of(contacts, lang))
        letter = WebLetter(
            SIGN_IN_LETTER, made.token, (known,) if known else (), content, now + GOOD_FOR
        )
        queue_in(connection, web, letter, now)
        note_asked(connection, layout, now)
        partner_id = contacts[0].partner_id if known and len(contacts) == 1 else ""
        person = masked_address(known) if known else ""
        network = masked(request.remote_addr or "")
        deed = Deed("letter_asked", person, partner_id, from_address=network)
        record_in(connection, layout, deed, now)
    if known and web.show_letter is not None:
        web.show_letter(known, link, made.code)
    return made


def sign_in_by(web: PortalWeb, token: str, nonce: str, code: str) -> Opened:
    """Use a letter's link: a new session, or what stands in its way."""
    now, network = web.now(), masked(request.remote_addr or "")
    before = session_of(web.store, session_id(web), now)
    with web.store.writing() as connection:
        layout = web.store.layout
        use = use_one_time(connection, layout, token, nonce, code, now)
        person = masked_address(use.address) if use.address else ""
        if use.outcome != "open":
            deed = Deed("sign_in_refused", person, what=use.outcome, from_address=network)
            record_in(connection, layout, deed, now)
            if use.outcome == "ended":
                _count_ended(connection, web, use.address, now)
            return Opened(use.outcome)
        places = places_at(connection, web, use.address)
    if not places:
        # Known when the letter was asked for, and no more.
        return Opened("over")
    place = _first_place(places, before)
    return Opened("open", seated(web, use.address, place), place)


def places_at(connection: sa.Connection, web: PortalWeb, address: str) -> list[Place]:
    """Where an address may sit: at our desk, at partners; in a transaction."""
    desk = [Place(is_desk=True)] if is_ours(web, address) else []
    contacts = contacts_at(connection, web.store.layout, address)
    return [*desk, *(Place(one.partner_id) for one in contacts)]


def seated(web: PortalWeb, address: str, place: Place, since: Session | None = None) -> str:
    """Open a session with a new id for somebody who is who they say; the browser's old one is over.

    Args:
        web: the portal.
        address: of whoever it is.
        place: where they sit.
        since: the session that goes on there, no longer than it would have lasted; None: they
            used a one-time letter just now.

    Returns:
        What the browser holds from now on.
    """
    now, network = web.now(), masked(request.remote_addr or "")
    # What they may do at a partner stands in the contact, and is asked for each time.
    seat = Seat(place.partner_id, address, role="desk" if place.is_desk else "read", level="full")
    page = partner_page(web.store, seat)
    lasts = DESK_LASTS if place.is_desk else FULL_LASTS
    how = Opening(
        lasts if since is None else min(lasts, since.ends_at - now),
        link_version=page.link_version if page else 1,
        confirmed_at=now if since is None else since.confirmed_at,
        browser=browser_name(request.user_agent.string),
        instead_of=session_id(web),
    )
    deed = Deed("signed_in", masked_address(address), place.partner_id, from_address=network)
    with web.store.writing() as connection:
        record_in(connection, web.store.layout, deed, now)
        return new_session(connection, web.store.layout, seat, now, how)


def _first_place(places: Sequence[Place], before: Session | None) -> Place:
    """The only place there is, or the one where they sat; else they are asked."""
    if len(places) == 1:
        return places[0]
    if before is not None:
        there = Place(before.partner_id, before.role == "desk")
        if there in places:
            return there
    return Place()


def _lang_of(contacts: Sequence[PageContact], lang: Lang) -> Lang:
    known = next((one.lang for one in contacts if is_language(one.lang)), "")
    return known or lang


def _count_ended(connection: sa.Connection, web: PortalWeb, address: str, now: datetime) -> None:
    """Too many letters of one address that somebody guessed at: it rests, and people are told."""
    who = web.sealed("rates", address)
    if not count_in(connection, web.store.layout, ENDED, who, now):
        return
    contacts = contacts_at(connection, web.store.layout, address)
    partner_id = contacts[0].partner_id if contacts else ""
    deed = Deed("locked", masked_address(address), partner_id)
    record_in(connection, web.store.layout, deed, now)
    desk = desk_page(web.store)
    if desk is None:
        return
    curators = tuple(dict.fromkeys(one.curator for one in contacts if one.curator))
    told = curators or ((desk.entry_owner,) if desk.entry_owner else ())
    if told:
        content = LetterContent(
            lang=desk.lang,
            subject=phrase("locked_subject").said(desk.lang),
            text=phrase("locked_text").said(desk.lang, address=address),
        )
        about = f"{address} {now.isoformat()}"
        queue_in(connection, web, WebLetter(LOCKED_LETTER, about, told, content), now)


def _sign_in_letter(made: OneTime, link: str, lang: Lang) -> LetterContent:
    minutes = int(GOOD_FOR.total_seconds()) // 60
    return LetterContent(
        lang=lang,
        subject=phrase("letter_subject").said(lang, code=made.code),
        text=phrase("letter_text").said(lang, link=link, code=made.code, minutes=minutes),
    )
