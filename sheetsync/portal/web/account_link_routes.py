"""The page behind the link of the monthly letter: looking at it opens nothing, its button does.

Source: portal.md 7.1, 7.4 (4).
"""

import secrets

from flask import Flask, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.portal.store.mail_state import is_mail_down
from sheetsync.portal.store.sessions import session_of
from sheetsync.portal.web.account_links import AccountLink, account_link, open_by_letter
from sheetsync.portal.web.brakes import LETTERS_FROM, count
from sheetsync.portal.web.cookies import (
    COOKIE_BYTES,
    asking_nonce,
    keep_asking,
    keep_known,
    session_id,
)
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.sign_in_routes import (
    ASKING_LASTS,
    asked_page,
    may_be_address,
    typed_address,
)
from sheetsync.portal.web.signing_in import Place, ask_for_letter
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.ways_in import led_in, page_of, signed_in, wanted_page

_NOT_TAKEN = 422


def install_account_links(app: Flask, web: PortalWeb) -> None:
    """Give the app the pages behind the links of monthly letters."""
    pages = _Pages(web)
    app.add_url_rule("/p/<token>", view_func=pages.show_account_link, methods=["GET"])
    app.add_url_rule("/p/<token>", view_func=pages.take_account_link, methods=["POST"])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_account_link(self, token: str) -> AnyResponse:
        """A button; where letters open no session, the sign-in with the letter's address."""
        link = account_link(self._web, token)
        if not self._web.config.letter_session:
            return make_response(self._asking(link, link.addresses[0]))
        page = rendered("account_link.html", lang=link.lang, token=token, name=link.page.name)
        return make_response(page)

    def take_account_link(self, token: str) -> AnyResponse:
        """Open the letter's session; whoever is fully signed in there stays so."""
        link = account_link(self._web, token)
        if not self._web.config.letter_session:
            return self._asked(link)
        place = Place(link.seat.partner_id)
        if self._sits_at(place):
            return redirect(wanted_page() or page_of(place), 303)
        opened = open_by_letter(self._web, link)
        response = led_in(self._web, opened.session, place)
        keep_known(self._web, response, opened.browser)
        return response

    def _sits_at(self, place: Place) -> bool:
        session = session_of(self._web.store, session_id(self._web), self._web.now())
        is_there = session is not None and session.partner_id == place.partner_id
        return is_there and bool(signed_in(self._web))

    def _asked(self, link: AccountLink) -> AnyResponse:
        count(self._web, LETTERS_FROM)
        address = typed_address()
        if not may_be_address(address):
            return make_response(self._asking(link, address, "email_missing"), _NOT_TAKEN)
        nonce = asking_nonce(self._web) or secrets.token_hex(COOKIE_BYTES)
        ask_for_letter(self._web, address, nonce, wanted_page(), link.lang)
        response = make_response(asked_page(self._web, link.lang, address))
        keep_asking(self._web, response, nonce, ASKING_LASTS)
        return response

    def _asking(self, link: AccountLink, address: str, problem: str = "") -> str:
        return rendered(
            "asking.html",
            lang=link.lang,
            address=address,
            problem=problem,
            next=wanted_page(),
            action=url_for("take_account_link", token=link.token),
            is_down=is_mail_down(self._web.store, self._web.now()),
        )
