"""The page behind a letter's link: it shows, takes, takes back and takes answers.

Source: portal.md 6, 7.1, 7.3, 8.
"""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask, Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.errors import SendingRefusedError
from sheetsync.language.phrases import Sayable
from sheetsync.portal.partner_texts import TEXT_LENGTH
from sheetsync.portal.store.sending import answer, withdraw
from sheetsync.portal.web.brakes import UPLOADS, count
from sheetsync.portal.web.form_pages import (
    NOT_TAKEN,
    once_of_form,
    opened_form,
    refused_form,
    told,
)
from sheetsync.portal.web.link_gate import Visit, visit_of
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.receiving import Refused, take
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_form import typed_fields
from sheetsync.portal.web.upload_view import (
    ShownProblem,
    UploadPage,
    sent_by,
    upload_page,
    what_was_sent,
)
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.signed_links import UploadKind


def install_upload_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app the pages behind letters' links."""
    pages = _Pages(web)
    for rule, view, methods in _rules(pages):
        app.add_url_rule(rule, view_func=view, methods=methods)


def _rules(pages: "_Pages") -> list[tuple[str, Callable[..., AnyResponse], list[str]]]:
    return [
        ("/u/<token>", pages.show_upload, ["GET"]),
        ("/u/<token>", pages.take_upload, ["POST"]),
        ("/u/<token>/<no>/withdraw", pages.take_withdrawal, ["POST"]),
        ("/u/<token>/<no>/answer", pages.take_answer, ["POST"]),
    ]


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_upload(self, token: str) -> AnyResponse:
        """The form, what is asked for, what was sent; it changes nothing."""
        visit = visit_of(self._web, token)
        sent = sent_by(self._web, visit)
        shown = opened_form(self._web, visit, sent)
        done = told(visit, sent)
        return _page(replace(shown, told=done) if done else shown)

    def take_upload(self, token: str) -> AnyResponse:
        """Take what was sent, or say what is to be mended."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        kind: UploadKind = "closing" if request.form.get("kind") == "closing" else "invoice"
        outcome = take(self._web, visit, typed_fields(kind, request.form))
        if not isinstance(outcome, Refused):
            done = "again" if outcome.is_repeat else "sent"
            return _done(visit, done, outcome.no, kind)
        return _page(refused_form(self._web, visit, sent_by(self._web, visit), outcome), NOT_TAKEN)

    def take_withdrawal(self, token: str, no: str) -> AnyResponse:
        """Take something back that nobody has decided on."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        try:
            withdraw(self._web.store, visit.seat, no, visit.now, once_of_form())
        except SendingRefusedError as error:
            return self._refused(visit, no, error)
        return _done(visit, "withdrawn", no, visit.kind)

    def take_answer(self, token: str, no: str) -> AnyResponse:
        """Take the answer to our question."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        text = cleaned(request.form.get("text", "")).text
        if not text or len(text) > TEXT_LENGTH:
            name = "answer_long" if text else "answer_missing"
            return self._mend(visit, no, phrase(name).given(limit=TEXT_LENGTH), text)
        try:
            answer(self._web.store, visit.seat, no, text, visit.now, once_of_form())
        except SendingRefusedError as error:
            return self._refused(visit, no, error)
        return _done(visit, "answered", no, visit.kind)

    def _refused(self, visit: Visit, no: str, error: SendingRefusedError) -> AnyResponse:
        """Somebody decided meanwhile, or there is nothing of that number."""
        sent = sent_by(self._web, visit)
        shown = upload_page(self._web, visit, sent)
        known = what_was_sent(sent, no)
        status = 409 if known else 404
        words = phrase("wrong_state").said(visit.lang, number=no) if known else ""
        words = words or error.message_in(visit.lang)
        return _page(replace(shown, problems=(ShownProblem("sent", words),)), status)

    def _mend(self, visit: Visit, no: str, words: Sayable, text: str) -> AnyResponse:
        shown = upload_page(self._web, visit, sent_by(self._web, visit))
        problem = ShownProblem(f"answer-{no}", words.said(visit.lang))
        shown = replace(
            shown, problems=(problem,), answer_to=no, answer_text=text[: 2 * TEXT_LENGTH]
        )
        return _page(shown, NOT_TAKEN)


def _done(visit: Visit, done: str, no: str, kind: UploadKind) -> AnyResponse:
    """To the page that says so: loading it again sends nothing again."""
    return redirect(visit.form_address(kind, **{done: no}), 303)


def _page(shown: UploadPage, status: int = 200) -> Response:
    return make_response(rendered("upload.html", page=shown, lang=shown.visit.lang), status)
