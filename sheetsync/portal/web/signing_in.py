"""Asking for a one-time letter and using it, each in one transaction.

Whether an address is known shows neither in words nor in time: the same is written for both, and
letters go from the worker. Source: portal.md 7.2.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from flask import request, url_for

from sheetsync.language import Lang
from sheetsync.portal.letter_content import LetterContent, letter_message_id
from sheetsync.portal.store.audit import Deed, record_in
from sheetsync.portal.store.rates import count_in, wait_s
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import new_session
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.store.sign_in import GOOD_FOR, OneTime, Outcome, new_one_time, use_one_time
from sheetsync.portal.web.brakes import ENDED, LETTERS_TO, masked
from sheetsync.portal.web.desk_seat import DESK_LASTS, is_ours, masked_address
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.texts import phrase

SIGN_IN_LETTER = "sign-in"
LOCKED_LETTER = "sign-in-locked"
_ID_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of using a letter's link.

    Attributes:
        session: what the browser holds from now on; "" unless it is open.
    """

    outcome: Outcome
    session: str = field(default="", repr=False)


def ask_for_letter(web: PortalWeb, address: str, nonce: str, then: str, lang: Lang) -> None:
    """Queue a letter for an address of ours; for any other one do the same, and send nothing.

    Args:
        web: the portal.
        address: in small letters.
        nonce: of the browser that asks.
        then: where it wants to go; "" for nowhere.
        lang: of the letter.
    """
    now, who = web.now(), web.sealed("rates", address)
    is_locked = wait_s(web.store, ENDED, who, now) > 0
    known = is_ours(web, address) and not is_locked
    with web.store.writing() as connection:
        layout = web.store.layout
        known = not count_in(connection, layout, LETTERS_TO, who, now) and known
        made = new_one_time(connection, layout, address if known else "", nonce, now)
        link = web.config.url.rstrip("/") + url_for(
            "show_sign_in", token=made.token, next=then or None
        )
        letter = _sign_in_letter(made, link, lang)
        key = f"{SIGN_IN_LETTER}/{_digest(made.token)}"
        _queue(connection, web, key, SIGN_IN_LETTER, address if known else "", letter, now)
        person = masked_address(address) if known else ""
        network = masked(request.remote_addr or "")
        record_in(connection, layout, Deed("letter_asked", person, from_address=network), now)


def sign_in_by(web: PortalWeb, token: str, nonce: str, code: str) -> Opened:
    """Use a letter's link: a new session, or what stands in its way."""
    now, network = web.now(), masked(request.remote_addr or "")
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
        record_in(connection, layout, Deed("signed_in", person, from_address=network), now)
        seat = Seat("", use.address, role="desk", level="full")
        session = new_session(connection, layout, seat, now, DESK_LASTS)
    return Opened("open", session)


def _count_ended(connection: sa.Connection, web: PortalWeb, address: str, now: datetime) -> None:
    """Too many letters of one address that somebody guessed at: it rests, and people are told."""
    who = web.sealed("rates", address)
    if not count_in(connection, web.store.layout, ENDED, who, now):
        return
    person = masked_address(address)
    record_in(connection, web.store.layout, Deed("locked", person), now)
    desk = desk_page(web.store)
    if desk is None or not desk.entry_owner:
        return
    letter = LetterContent(
        lang=desk.lang,
        subject=phrase("locked_subject").said(desk.lang),
        text=phrase("locked_text").said(desk.lang, address=address),
    )
    key = f"{LOCKED_LETTER}/{_digest(f'{address} {now.isoformat()}')}"
    _queue(connection, web, key, LOCKED_LETTER, desk.entry_owner, letter, now)


def _sign_in_letter(made: OneTime, link: str, lang: Lang) -> LetterContent:
    minutes = int(GOOD_FOR.total_seconds()) // 60
    return LetterContent(
        lang=lang,
        subject=phrase("letter_subject").said(lang, code=made.code),
        text=phrase("letter_text").said(lang, link=link, code=made.code, minutes=minutes),
    )


def _queue(  # noqa: PLR0913, PLR0917  # a letter is all of this
    connection: sa.Connection,
    web: PortalWeb,
    key: str,
    kind: str,
    recipient: str,
    letter: LetterContent,
    now: datetime,
) -> None:
    """Put a letter into the store; to nobody it is over before it begins, and says nothing."""
    content = letter.encoded() if recipient else ""
    domain = web.host.partition(":")[0]
    connection.execute(
        sa.insert(web.store.layout.letter).values(
            key=key,
            kind=kind,
            recipients=recipient,
            content=content,
            state="pending" if recipient else "failed",
            message_id=letter_message_id(web.store.spreadsheet_id, key, domain),
            tries=0,
            queued_at=now,
            due_at=now,
            ends_at=now + GOOD_FOR if kind == SIGN_IN_LETTER else None,
            changed_at=now,
            reason="" if recipient else "unknown address",
        )
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]
