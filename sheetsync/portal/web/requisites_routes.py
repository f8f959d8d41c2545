"""A partner asks for other requisites: signed in with a code of the last minutes, and no way else.

Nothing is changed by it: our people see it, call back, and change Legal entities themselves.
Source: portal.md 7.1 (fresh), 8 (`/settings`).
"""

from collections.abc import Mapping, Sequence

from flask import Flask, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.dates import month_of
from sheetsync.errors import SendingRefusedError
from sheetsync.portal.store.audit import Deed, record
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.store.sending import receive
from sheetsync.portal.web.account_gate import AccountVisit, sending_visit
from sheetsync.portal.web.brakes import UPLOADS, count, masked
from sheetsync.portal.web.form_pages import NOT_TAKEN, once_of_form
from sheetsync.portal.web.navigation import account_frame
from sheetsync.portal.web.places import submission_url
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.requisites_view import entity_kind, now_of, requisites_page
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import ShownProblem, new_once
from sheetsync.rules.portal.page_parts import PageEntity
from sheetsync.rules.portal.requisites import read_wanted
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.wanted_requisites import FIELDS, Wanted

#: Twice as long where each sign is written with two, it still fits into a submission's text.
_COMMENT_LENGTH = 500
_MOST_KEPT = 1_000


def install_requisites_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app the page that asks for other requisites."""
    pages = _Pages(web)
    for view, method in ((pages.show_requisites, "GET"), (pages.take_requisites, "POST")):
        app.add_url_rule("/settings/requisites", view_func=view, methods=[method])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_requisites(self) -> AnyResponse:
        """The form, of the legal entity that the address names, else of the first."""
        visit = sending_visit(self._web, needs="fresh")
        return self._form(visit, _entity(visit, request.args.get("entity", "")), new_once())

    def take_requisites(self) -> AnyResponse:
        """Keep the wish, or say what is to be mended."""
        visit = sending_visit(self._web, needs="fresh")
        count(self._web, UPLOADS)
        entity = _entity(visit, request.form.get("entity", ""))
        if entity is None:
            raise PageRefusal(404, "no_entity", lang=visit.lang, contact=visit.page.contact)
        once, typed = once_of_form() or new_once(), _typed()
        fields, problems = read_wanted(typed, now_of(entity), entity_kind(entity))
        shown = _problems(visit, fields, problems, typed["comment"])
        if shown:
            return self._form(visit, entity, once, typed, shown)
        wanted = Wanted(fields=fields, comment=typed["comment"])
        draft = _draft(visit, entity, wanted, once)
        try:
            sent = receive(self._web.store, visit.seat, draft, (), visit.now, self._web.limits)
        except SendingRefusedError as error:
            if error.code != "form_used":
                raise
            words = phrase("once_used").said(visit.lang, number=error.no)
            return self._form(visit, entity, new_once(), typed, [ShownProblem(FIELDS[0], words)])
        self._audit(visit, sent.no)
        return redirect(submission_url(sent.no, sent=sent.no), 303)

    def _form(
        self,
        visit: AccountVisit,
        entity: PageEntity | None,
        once: str,
        typed: Mapping[str, str] | None = None,
        problems: Sequence[ShownProblem] = (),
    ) -> AnyResponse:
        page = rendered(
            "requisites.html",
            page=requisites_page(
                visit, entity, self._sent(visit), once, typed=typed, problems=problems
            ),
            frame=account_frame(visit, "show_settings"),
            lang=visit.lang,
            limit=_COMMENT_LENGTH,
        )
        return make_response(page, NOT_TAKEN if problems else 200)

    def _sent(self, visit: AccountVisit) -> Sequence[SentBefore]:
        return sent_before(own_submissions(self._web.store, visit.seat), visit.page.submissions)

    def _audit(self, visit: AccountVisit, no: str) -> None:
        network = masked(request.remote_addr or "")
        partner_id = visit.seat.partner_id
        deed = Deed("requisites_asked", visit.seat.person, partner_id, no, network)
        record(self._web.store, deed, visit.now)


def _entity(visit: AccountVisit, entity_id: str) -> PageEntity | None:
    """The legal entity that is named; without a name the first; None where there is none at all.

    Raises:
        PageRefusal: 404, it is not one of the partner's.
    """
    mine = visit.page.entities
    if not entity_id:
        return next(iter(mine), None)
    found = next((one for one in mine if one.entity_id == entity_id), None)
    if found is None:
        raise PageRefusal(404, "no_entity", lang=visit.lang, contact=visit.page.contact)
    return found


def _typed() -> dict[str, str]:
    """The fields as they were typed, cleaned of what nobody sees."""
    given = {name: request.form.get(name, "")[:_MOST_KEPT] for name in (*FIELDS, "comment")}
    return {name: cleaned(text).text.strip() for name, text in given.items()}


def _problems(
    visit: AccountVisit, fields: Mapping[str, str], problems: Mapping[str, str], comment: str
) -> list[ShownProblem]:
    """What is wrong, in the order of the page."""
    lang = visit.lang
    shown = [
        ShownProblem(name, phrase(problems[name]).said(lang)) for name in FIELDS if name in problems
    ]
    if len(comment) > _COMMENT_LENGTH:
        words = phrase("req_long").said(lang, limit=_COMMENT_LENGTH)
        shown.append(ShownProblem("comment", words))
    if not fields and not shown:
        shown.append(ShownProblem(FIELDS[0], phrase("req_nothing").said(lang)))
    return shown


def _draft(visit: AccountVisit, entity: PageEntity, wanted: Wanted, once: str) -> Submission:
    return Submission(
        no="",
        partner_id=visit.seat.partner_id,
        entity_id=entity.entity_id,
        month=month_of(visit.now.astimezone(visit.zone).date()),
        kind="requisites",
        opened_at=visit.now,
        once=once,
        text=wanted.encoded(),
    )
