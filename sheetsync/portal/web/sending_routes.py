"""Pages of the account that send: new papers, and what is done with those that were sent.

Source: portal.md 8.
"""

from dataclasses import replace

from flask import Flask, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.errors import SendingRefusedError
from sheetsync.language.phrases import Sayable
from sheetsync.portal.partner_texts import TEXT_LENGTH
from sheetsync.portal.store.sending import answer, withdraw
from sheetsync.portal.web.account_form import AccountForm, choosing, form_asked, form_for
from sheetsync.portal.web.account_gate import AccountVisit, account_visit, add_page, sending_visit
from sheetsync.portal.web.brakes import UPLOADS, count
from sheetsync.portal.web.form_pages import (
    NOT_TAKEN,
    once_of_form,
    opened_form,
    refused_form,
    told,
)
from sheetsync.portal.web.navigation import account_frame
from sheetsync.portal.web.places import submission_url
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.receiving import Refused, take
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.submission_view import SubmissionPage, submission_page
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_form import typed_fields
from sheetsync.portal.web.upload_view import ShownProblem, UploadPage, sent_by, what_was_sent
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.catalogue.portal import PAPER_KINDS
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.signed_links import UploadKind

_BOTH = ("GET", "POST")


def install_sending_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app the pages of the account that send."""
    pages = _Pages(web)
    add_page(app, "/invoices/new", pages.show_new_invoice, _BOTH)
    add_page(app, "/documents/new", pages.show_new_document, _BOTH)
    add_page(app, "/sent/<no>", pages.show_submission)
    add_page(app, "/sent/<no>/replace", pages.replace_submission, _BOTH)
    add_page(app, "/sent/<no>/withdraw", pages.take_back, ["POST"])
    add_page(app, "/sent/<no>/answer", pages.take_reply, ["POST"])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_new_invoice(self) -> AnyResponse:
        """The form for an invoice; it takes one, or says what is to be mended."""
        return self._new("invoice")

    def show_new_document(self) -> AnyResponse:
        """The form for a closing document, likewise."""
        return self._new("closing")

    def show_submission(self, no: str) -> AnyResponse:
        """What was sent, and all that became of it."""
        visit = account_visit(self._web)
        sent = sent_by(self._web, visit)
        one = _found(visit, sent, no)
        shown = submission_page(self._web, form_for(visit, one), one, told(visit, sent))
        return _submission(shown)

    def replace_submission(self, no: str) -> AnyResponse:
        """The form that replaces what was sent; sent here, it does."""
        visit = sending_visit(self._web)
        one = _found(visit, sent_by(self._web, visit), no)
        if one.kind not in PAPER_KINDS:
            raise PageRefusal(404, "unknown_submission", lang=visit.lang)
        form = form_for(visit, one)
        if request.method == "POST":
            return self._take(form, replaces=one.no)
        return redirect(f"{form.form_address(form.kind, replace=one.no)}#form", 303)

    def take_back(self, no: str) -> AnyResponse:
        """Take something back that nobody has decided on."""
        visit = sending_visit(self._web)
        count(self._web, UPLOADS)
        try:
            withdraw(self._web.store, visit.seat, no, visit.now, once_of_form())
        except SendingRefusedError:
            return self._decided_meanwhile(visit, no)
        return redirect(submission_url(no, withdrawn=no), 303)

    def take_reply(self, no: str) -> AnyResponse:
        """Take the answer to our question."""
        visit = sending_visit(self._web)
        count(self._web, UPLOADS)
        text = cleaned(request.form.get("text", "")).text
        if not text or len(text) > TEXT_LENGTH:
            name = "answer_long" if text else "answer_missing"
            return self._mend(visit, no, phrase(name).given(limit=TEXT_LENGTH), text)
        try:
            answer(self._web.store, visit.seat, no, text, visit.now, once_of_form())
        except SendingRefusedError:
            return self._decided_meanwhile(visit, no)
        return redirect(submission_url(no, answered=no), 303)

    def _new(self, kind: UploadKind) -> AnyResponse:
        visit = sending_visit(self._web)
        form = form_asked(visit, kind)
        if form is None:
            return _choose(visit, kind)
        if request.method == "POST":
            return self._take(form)
        return _form(opened_form(self._web, form, self._sent_for(form)))

    def _take(self, form: AccountForm, *, replaces: str = "") -> AnyResponse:
        count(self._web, UPLOADS)
        typed = typed_fields(form.kind, request.form)
        if replaces:
            typed = replace(typed, replaces=replaces)
        outcome = take(self._web, form, typed)
        if isinstance(outcome, Refused):
            shown = refused_form(self._web, form, self._sent_for(form), outcome)
            return _form(shown, NOT_TAKEN)
        done = "again" if outcome.is_repeat else "sent"
        return redirect(submission_url(outcome.no, **{done: outcome.no}), 303)

    def _sent_for(self, form: AccountForm) -> tuple[SentBefore, ...]:
        """What was sent for the form's legal entity and month."""
        where = (form.entity_id, form.month)
        sent = sent_by(self._web, form)
        return tuple(one for one in sent if (one.entity_id, one.month) == where)

    def _decided_meanwhile(self, visit: AccountVisit, no: str) -> AnyResponse:
        """Somebody decided on it this moment, or it was never the partner's."""
        one = _found(visit, sent_by(self._web, visit), no)
        shown = submission_page(self._web, form_for(visit, one), one)
        words = phrase("wrong_state").said(visit.lang, number=no)
        return _submission(replace(shown, problems=(ShownProblem("state", words),)), 409)

    def _mend(self, visit: AccountVisit, no: str, words: Sayable, text: str) -> AnyResponse:
        one = _found(visit, sent_by(self._web, visit), no)
        shown = submission_page(self._web, form_for(visit, one), one)
        problem = ShownProblem(f"answer-{no}", words.said(visit.lang))
        kept = text[: 2 * TEXT_LENGTH]
        return _submission(
            replace(shown, problems=(problem,), answer_to=no, answer_text=kept), NOT_TAKEN
        )


def _found(visit: AccountVisit, sent: tuple[SentBefore, ...], no: str) -> SentBefore:
    one = what_was_sent(sent, no)
    if one is None:
        raise PageRefusal(404, "unknown_submission", lang=visit.lang)
    return one


def _choose(visit: AccountVisit, kind: UploadKind) -> AnyResponse:
    """Whose papers, and of what month; a form that names neither takes nothing."""
    status = NOT_TAKEN if request.method == "POST" else 200
    page = rendered(
        "choosing_paper.html",
        page=choosing(visit),
        kind=kind,
        frame=account_frame(visit, _entry(kind)),
        lang=visit.lang,
    )
    return make_response(page, status)


def _form(shown: UploadPage, status: int = 200) -> AnyResponse:
    form = shown.visit
    assert isinstance(form, AccountForm)  # noqa: S101  # what this module made it of
    frame = account_frame(form.visit, _entry(shown.typed.kind))
    page = rendered("new.html", page=shown, frame=frame, lang=form.lang)
    return make_response(page, status)


def _submission(shown: SubmissionPage, status: int = 200) -> AnyResponse:
    frame = account_frame(shown.visit.visit, "show_sent")
    page = rendered("submission.html", page=shown, frame=frame, lang=shown.visit.lang)
    return make_response(page, status)


def _entry(kind: UploadKind) -> str:
    return "show_invoices" if kind == "invoice" else "show_documents"
