"""What people of a partner choose for themselves, where they are signed in, and what was done.

Source: portal.md 7.3 (list of sessions, sign out everywhere, audit), 8 (`/settings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language import Lang, is_language, language, languages
from sheetsync.portal.store.audit import Action, Deed, own_deeds, record, record_in
from sheetsync.portal.store.contacts import Preference, keep_preference, preference_of
from sheetsync.portal.store.sessions import Session, end_sessions, session_of, sessions_of
from sheetsync.portal.web.account_gate import AccountVisit, account_visit, add_page, page_url
from sheetsync.portal.web.brakes import masked
from sheetsync.portal.web.cookies import forget, session_id
from sheetsync.portal.web.navigation import account_frame
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.saying import moment_words
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.ways_in import shown_person

#: Kinds of letters that people may do without; what asks them for something always comes.
MUTABLE = ("receipt",)
#: What partners see of what was done about their things.
_SHOWN: Sequence[Action] = (
    "signed_in", "letter_opened", "download", "locked", "signed_out_everywhere",
    "settings_changed", "requisites_asked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as the list shows it."""

    who: str
    browser: str
    seen: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class DeedLine:
    """Something that was done."""

    what: str
    who: str
    when: str


def install_settings_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app its settings, and the way out of everywhere."""
    pages = _Pages(web)

    def show_settings() -> AnyResponse:
        return pages.show()

    add_page(app, "/settings", show_settings)
    app.add_url_rule("/settings", view_func=pages.take_settings, methods=["POST"])
    app.add_url_rule("/out/everywhere", view_func=pages.take_leaving_everywhere, methods=["POST"])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show(self) -> AnyResponse:
        """What was chosen, where people are signed in, what was done."""
        visit = account_visit(self._web, needs="full")
        chosen = preference_of(self._web.store, visit.seat.partner_id, visit.address)
        page = rendered(
            "settings.html",
            lang=visit.lang,
            frame=account_frame(visit, "show_settings"),
            chosen=chosen,
            tongues_known=[(code, language(code).name) for code in languages()],
            is_saved="saved" in request.args,
            is_viewed=bool(visit.viewed_by),
            may_send=visit.may_send,
            sessions=self._sessions(visit),
            deeds=self._deeds(visit),
        )
        return make_response(page)

    def take_settings(self) -> AnyResponse:
        """Keep what somebody chose."""
        visit = account_visit(self._web, needs="full")
        lang = request.form.get("lang", "")
        wanted = set(request.form.getlist("letters"))
        chosen = Preference(
            lang if is_language(lang) else "",
            frozenset(kind for kind in MUTABLE if kind not in wanted),
        )
        keep_preference(self._web.store, visit.seat.partner_id, visit.address, chosen)
        deed = Deed(
            "settings_changed",
            visit.seat.person,
            visit.seat.partner_id,
            from_address=masked(request.remote_addr or ""),
        )
        record(self._web.store, deed, visit.now)
        return redirect(f"{page_url('show_settings')}?saved=1", 303)

    def take_leaving_everywhere(self) -> AnyResponse:
        """End all sessions of whoever asks, this one too; of a partner's also those of letters."""
        held, now = session_id(self._web), self._web.now()
        session = session_of(self._web.store, held, now)
        if session is None:
            abort(redirect(url_for("show_asking"), 303))
        network = masked(request.remote_addr or "")
        person = shown_person(session)
        deed = Deed("signed_out_everywhere", person, session.partner_id, from_address=network)
        with self._web.store.writing() as connection:
            end_sessions(connection, self._web.store.layout, session)
            record_in(connection, self._web.store.layout, deed, now)
        response = make_response(redirect(url_for("show_asking"), 303))
        forget(self._web, response)
        return response

    def _sessions(self, visit: AccountVisit) -> Sequence[SessionLine]:
        held = session_id(self._web)
        mine = session_of(self._web.store, held, visit.now)
        if mine is None or visit.viewed_by:
            return ()
        found = sessions_of(self._web.store, mine, held, visit.now)
        return [self._line(one, visit) for one in found]

    def _line(self, one: Session, visit: AccountVisit) -> SessionLine:
        lang = visit.lang
        who = _who(shown_person(one), lang)
        browser = one.browser or phrase("browser_unknown").said(lang)
        return SessionLine(who, browser, _when(one.seen_at, visit), one.is_this)

    def _deeds(self, visit: AccountVisit) -> Sequence[DeedLine]:
        found = own_deeds(self._web.store, visit.seat, _SHOWN)
        return [
            DeedLine(
                phrase(f"deed_{deed.action}").said(visit.lang, what=deed.what),
                _who(deed.person, visit.lang),
                _when(at, visit),
            )
            for at, deed in found
        ]


def _who(person: str, lang: Lang) -> str:
    return phrase("by_letter").said(lang) if person == "partner" else person


def _when(at: datetime, visit: AccountVisit) -> str:
    return moment_words(at, visit.zone, visit.lang)
