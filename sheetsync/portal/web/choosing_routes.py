"""Which partner somebody with several sits at, and the code that makes a session fresh.

Source: portal.md 7.1 (fresh), 7.2 (one address at several partners).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from flask import Flask, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language import Lang
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Session, session_of
from sheetsync.portal.store.shelf import desk_page, partner_page
from sheetsync.portal.web.brakes import LETTERS_FROM, count
from sheetsync.portal.web.cookies import session_id
from sheetsync.portal.web.desk_seat import masked_address
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.signing_in import Place, ask_for_letter, places_at, seated
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.ways_in import led_in, wanted_page

#: Of the form's field: our own desk; no partner has a blank id.
_DESK = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to sit at.

    Attributes:
        value: of the form's field.
        is_here: whether they sit there now.
    """

    value: str
    name: str
    is_here: bool


def install_choosing_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app its choice of partners, and its way to a fresh session."""
    pages = _Pages(web)
    rules: list[tuple[str, Callable[..., AnyResponse], list[str]]] = [
        ("/choose", pages.show_choice, ["GET"]),
        ("/choose", pages.take_choice, ["POST"]),
        ("/confirm", pages.show_confirming, ["GET"]),
        ("/confirm", pages.take_confirming, ["POST"]),
    ]
    for rule, view, methods in rules:
        app.add_url_rule(rule, view_func=view, methods=methods)


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_choice(self) -> AnyResponse:
        """The partners that an address signs in for."""
        session, lang = self._session(), self._lang()
        choices = [self._choice(one, session, lang) for one in self._places(session)]
        return make_response(
            rendered("choosing.html", lang=lang, choices=choices, next=wanted_page())
        )

    def take_choice(self) -> AnyResponse:
        """Sit at one of them."""
        session = self._session()
        wanted = request.form.get("partner", "?")
        for place in self._places(session):
            if place.partner_id == wanted:
                held = seated(self._web, session.person, place, session)
                return led_in(self._web, held, place)
        raise PageRefusal(404, "no_partner", lang=self._lang())

    def show_confirming(self) -> AnyResponse:
        """Why a code is asked for, and to which address it goes."""
        session = self._session()
        person = masked_address(session.person)
        page = rendered("confirming.html", lang=self._lang(), person=person, next=wanted_page())
        return make_response(page)

    def take_confirming(self) -> AnyResponse:
        """Send a letter to whoever is signed in; the code of it has to be typed, also here."""
        session, lang = self._session(), self._lang()
        count(self._web, LETTERS_FROM)
        wanted = wanted_page()
        # Without the nonce of a browser: whoever stole the session must read the mail, too.
        made = ask_for_letter(self._web, session.person, "", wanted, lang)
        where = url_for("show_sign_in", token=made.token, next=wanted or None)
        return redirect(where, 303)

    def _session(self) -> Session:
        session = session_of(self._web.store, session_id(self._web), self._web.now())
        if session is None or session.level != "full":
            _to_sign_in()
        return session

    def _places(self, session: Session) -> Sequence[Place]:
        with self._web.store.reading() as connection:
            return places_at(connection, self._web, session.person)

    def _choice(self, place: Place, session: Session, lang: Lang) -> Choice:
        here = Place(session.partner_id, session.role == "desk")
        if place.is_desk:
            return Choice(_DESK, phrase("choose_desk").said(lang), place == here)
        page = partner_page(self._web.store, Seat(place.partner_id, "", "read", "full"))
        return Choice(place.partner_id, page.name if page else place.partner_id, place == here)

    def _lang(self) -> Lang:
        desk = desk_page(self._web.store)
        return language_of(desk.lang if desk else None)


def _to_sign_in() -> NoReturn:
    abort(redirect(url_for("show_asking", next=wanted_page() or None)))
