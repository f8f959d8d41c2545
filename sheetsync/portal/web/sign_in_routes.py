"""People sign in by a one-time letter: no passwords, and scanners of mail use nothing up.

Source: portal.md 7.2.
"""

import re
import secrets
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language import Lang
from sheetsync.portal.store.mail_state import is_mail_down
from sheetsync.portal.store.sessions import end_session, session_of
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.store.sign_in import GOOD_FOR, is_asking_browser, is_usable
from sheetsync.portal.web.brakes import LETTERS_FROM, count
from sheetsync.portal.web.cookies import (
    COOKIE_BYTES,
    asking_nonce,
    forget,
    keep_asking,
    session_id,
)
from sheetsync.portal.web.desk_seat import audit
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal, Way
from sheetsync.portal.web.signing_in import ask_for_letter, sign_in_by
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.ways_in import first_page, led_in, shown_person, signed_in, wanted_page
from sheetsync.tables.cleaning import cleaned

ASKING_LASTS = timedelta(hours=12)
#: Source: RFC 5321, 4.5.3.1.3.
_LONGEST_ADDRESS = 254
_NOT_TAKEN = 422
_SIX_DIGITS = 6
#: In the address of the page that comes once the cookie was offered.
_TRIED = "c"
#: In the address of the page that says whether letters go, once one was asked for.
_ASKED = "asked"


def install_sign_in_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app its ways in and out."""
    pages = _Pages(web)
    rules: list[tuple[str, Callable[..., AnyResponse], list[str]]] = [
        ("/in", pages.show_asking, ["GET"]),
        ("/in", pages.take_asking, ["POST"]),
        ("/in/<token>", pages.show_sign_in, ["GET"]),
        ("/in/<token>", pages.take_sign_in, ["POST"]),
        ("/out", pages.take_leaving, ["POST"]),
    ]
    for rule, view, methods in rules:
        app.add_url_rule(rule, view_func=view, methods=methods)


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_asking(self) -> AnyResponse:
        """Where a letter is asked for; whoever is in sees that."""
        lang = self._lang()
        person = signed_in(self._web)
        if person:
            home = first_page(self._web)
            page = rendered("signed_in.html", lang=lang, person=person, home=home)
            return make_response(page)
        if _ASKED in request.args:
            return make_response(asked_page(self._web, lang, ""))
        if asking_nonce(self._web) or _TRIED in request.args:
            return make_response(self._asking(lang))
        # The form is bound to the cookie, so it has to be there before the form is made; a browser
        # that keeps none gets the form all the same, and types the code later.
        asked_lang = request.args.get("lang")
        here = url_for("show_asking", next=wanted_page() or None, c="1", lang=asked_lang)
        response = make_response(redirect(here))
        keep_asking(self._web, response, secrets.token_hex(COOKIE_BYTES), ASKING_LASTS)
        return response

    def take_asking(self) -> AnyResponse:
        """Queue a letter, if there is anybody to write to; the answer never tells."""
        lang = self._lang()
        count(self._web, LETTERS_FROM)
        address = typed_address()
        if not may_be_address(address):
            return make_response(self._asking(lang, address, "email_missing"), _NOT_TAKEN)
        ask_for_letter(self._web, address, asking_nonce(self._web), wanted_page(), lang)
        return make_response(asked_page(self._web, lang, address))

    def show_sign_in(self, token: str) -> AnyResponse:
        """A button in the browser that asked, the code's field in any other; it uses nothing."""
        lang, now = self._lang(), self._web.now()
        if not is_usable(self._web.store, token, now):
            raise _over(lang)
        nonce = asking_nonce(self._web)
        knows = is_asking_browser(self._web.store, token, nonce, now)
        return make_response(self._opening(lang, token, knows=knows))

    def take_sign_in(self, token: str) -> AnyResponse:
        """Use the letter's link."""
        lang = self._lang()
        code = "".join(request.form.get("code", "")[:100].split())
        opened = sign_in_by(self._web, token, asking_nonce(self._web), code)
        if opened.outcome == "wrong":
            page = self._opening(lang, token, knows=False, problem="code_wrong")
            return make_response(page, _NOT_TAKEN)
        if opened.place is None:
            raise _over(lang)
        return led_in(self._web, opened.session, opened.place)

    def take_leaving(self) -> AnyResponse:
        """Sign out; whoever kept the cookie has nothing of it."""
        session = session_of(self._web.store, session_id(self._web), self._web.now())
        end_session(self._web.store, session_id(self._web))
        if session is not None:
            audit(self._web, "signed_out", shown_person(session), partner_id=session.partner_id)
        response = make_response(redirect(url_for("show_asking"), 303))
        forget(self._web, response)
        return response

    def _asking(self, lang: Lang, address: str = "", problem: str = "") -> str:
        return rendered(
            "asking.html",
            lang=lang,
            address=address,
            problem=problem,
            next=wanted_page(),
            action=url_for("show_asking"),
            is_down=is_mail_down(self._web.store, self._web.now()),
        )

    def _opening(self, lang: Lang, token: str, *, knows: bool, problem: str = "") -> str:
        return rendered(
            "opening.html",
            lang=lang,
            token=token,
            knows=knows,
            problem=problem,
            next=wanted_page(),
            digits=_SIX_DIGITS,
            is_down=not knows and is_mail_down(self._web.store, self._web.now()),
        )

    def _lang(self) -> Lang:
        desk = desk_page(self._web.store)
        return language_of(desk.lang if desk else None)


def asked_page(web: PortalWeb, lang: Lang, address: str) -> str:
    """What is said to everybody who asked for a letter; "" for the address: it is not repeated."""
    return rendered(
        "asked.html",
        lang=lang,
        address=address,
        minutes=int(GOOD_FOR.total_seconds()) // 60,
        is_down=is_mail_down(web.store, web.now()),
        again=url_for(
            "show_asking",
            asked="1",
            next=wanted_page() or None,
            lang=request.args.get("lang"),
        ),
    )


def typed_address() -> str:
    """The address that a form names, in small letters."""
    return cleaned(request.form.get("email", "")[: 2 * _LONGEST_ADDRESS]).text.casefold()


def may_be_address(text: str) -> bool:
    """Whether a text looks like an address of mail."""
    name, at, host = text.rpartition("@")
    return (
        bool(name and at and host) and len(text) <= _LONGEST_ADDRESS and not re.search(r"\s", text)
    )


def _over(lang: Lang) -> PageRefusal:
    way = Way(url_for("show_asking"), "sign_in_again")
    return PageRefusal(410, "sign_in_over", lang=lang, way=way)
