"""The page behind a letter's link: it shows, takes, takes back and takes answers.

Source: portal.md 6, 7.1, 7.3, 8.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.errors import SendingRefusedError
from sheetsync.language.phrases import Sayable
from sheetsync.portal.partner_texts import TEXT_LENGTH
from sheetsync.portal.store.sending import answer, withdraw
from sheetsync.portal.web.brakes import UPLOADS, count
from sheetsync.portal.web.link_gate import Visit, visit_of
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.receiving import Refused, take
from sheetsync.portal.web.saying import moment_words, within_words
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_form import typed_fields
from sheetsync.portal.web.upload_view import (
    ShownProblem,
    Told,
    UploadPage,
    replacing,
    sent_by,
    sent_words,
    upload_page,
    what_was_sent,
    with_kept,
)
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.signed_links import UploadKind

#: What was done, as the address of the page behind it says it.
_DONE = ("sent", "again", "withdrawn", "answered")
_NOT_TAKEN = 422


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
        shown = upload_page(self._web, visit, sent)
        no = request.args.get("replace", "")
        if no:
            shown = replace(shown, typed=replacing(shown.typed, sent, no, visit.lang))
        return _page(replace(shown, told=self._told(visit)))

    def take_upload(self, token: str) -> AnyResponse:
        """Take what was sent, or say what is to be mended."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        kind: UploadKind = "closing" if request.form.get("kind") == "closing" else "invoice"
        typed = typed_fields(kind, request.form)
        outcome = take(self._web, visit, typed)
        if not isinstance(outcome, Refused):
            done = "again" if outcome.is_repeat else "sent"
            return self._done(visit, done, outcome.no, kind)
        shown = upload_page(self._web, visit, sent_by(self._web, visit), outcome.typed)
        shown = replace(
            with_kept(self._web, shown, outcome.files),
            problems=tuple(
                ShownProblem(one.field, one.words.said(visit.lang)) for one in outcome.problems
            ),
            warnings=tuple(words.said(visit.lang) for words in outcome.warnings),
            codes=" ".join(sorted(outcome.codes)),
        )
        return _page(shown, _NOT_TAKEN)

    def take_withdrawal(self, token: str, no: str) -> AnyResponse:
        """Take something back that nobody has decided on."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        try:
            withdraw(self._web.store, visit.seat, no, visit.now, _once())
        except SendingRefusedError as error:
            return self._refused(visit, no, error)
        return self._done(visit, "withdrawn", no, visit.kind)

    def take_answer(self, token: str, no: str) -> AnyResponse:
        """Take the answer to our question."""
        visit = visit_of(self._web, token)
        count(self._web, UPLOADS)
        text = cleaned(request.form.get("text", "")).text
        if not text or len(text) > TEXT_LENGTH:
            name = "answer_long" if text else "answer_missing"
            return self._mend(visit, no, phrase(name).given(limit=TEXT_LENGTH), text)
        try:
            answer(self._web.store, visit.seat, no, text, visit.now, _once())
        except SendingRefusedError as error:
            return self._refused(visit, no, error)
        return self._done(visit, "answered", no, visit.kind)

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
        return _page(shown, _NOT_TAKEN)

    def _done(self, visit: Visit, done: str, no: str, kind: str) -> AnyResponse:
        """To the page that says so: loading it again sends nothing again."""
        where = {done: no, "kind": kind}
        if "lang" in request.args:
            where["lang"] = visit.lang
        return redirect(f"{url_for('show_upload', token=visit.token)}?{urlencode(where)}", 303)

    def _told(self, visit: Visit) -> Told | None:
        """What was just done, as far as it is so: the address alone proves nothing."""
        for done in _DONE:
            no = request.args.get(done, "")
            if no:
                return self._told_of(visit, done, no)
        return None

    def _told_of(self, visit: Visit, done: str, no: str) -> Told | None:
        lang = visit.lang
        sent = sent_by(self._web, visit)
        one = what_was_sent(sent, no)
        if one is None or (done == "withdrawn") != (one.state == "withdrawn"):
            return None
        if done in {"withdrawn", "answered"}:
            return Told(phrase(f"{done}_title").said(lang, number=no))
        again = "_again" if done == "again" else ""
        facts = {
            "what": sent_words(visit, one),
            "when": moment_words(one.received_at, visit.zone, lang),
            "days": within_words(visit.page.answer_days, lang),
        }
        lines = [phrase(f"received{again}").said(lang, **facts)]
        older = [other.no for other in sent if other.state == "replaced" and other.text == no]
        if older:
            lines.append(phrase("received_instead").said(lang, number=older[0]))
        lines.append(phrase("keep_number").said(lang))
        return Told(phrase(f"received{again}_title").said(lang, number=no), tuple(lines))


def _once() -> str:
    once = request.form.get("once", "")
    return once if once.isascii() and once.isalnum() else ""


def _page(shown: UploadPage, status: int = 200) -> Response:
    return make_response(render_template("upload.html", page=shown, lang=shown.visit.lang), status)
