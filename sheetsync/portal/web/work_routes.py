"""Pages of the account about work: rating, jobs with questions, documents. Source: portal.md 8."""

from flask import Flask, Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.errors import SendingRefusedError
from sheetsync.portal.partner_texts import TEXT_LENGTH
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.store.sending import receive
from sheetsync.portal.web.account_gate import (
    AccountVisit,
    account_visit,
    add_page,
    page_url,
    sending_visit,
)
from sheetsync.portal.web.brakes import UPLOADS, count
from sheetsync.portal.web.documents_view import documents_view
from sheetsync.portal.web.form_pages import NOT_TAKEN, once_of_form
from sheetsync.portal.web.job_words import job_line
from sheetsync.portal.web.jobs_view import Asked, QuestionForm, job_of, jobs_view
from sheetsync.portal.web.navigation import account_frame
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.rating_view import rating_view
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.saying import within_words
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import new_once
from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.sent_states import sent_before
from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.cleaning import cleaned


def install_work_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app the pages of rating, jobs and documents."""
    pages = _Pages(web)
    add_page(app, "/rating", pages.show_rating)
    add_page(app, "/jobs", pages.show_jobs)
    app.add_url_rule("/jobs", view_func=pages.take_question, methods=["POST"])
    add_page(app, "/documents", pages.show_documents)


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_rating(self) -> AnyResponse:
        """Score, tier, twelve months, what was lost and what lifts."""
        visit = account_visit(self._web)
        rating = visit.page.rating
        if rating is None:
            raise PageRefusal(404, "no_rating", lang=visit.lang, contact=visit.page.contact)
        return _page("rating.html", visit, "show_rating", rating_view(visit, rating))

    def show_documents(self) -> AnyResponse:
        """Packs, agreements, and our files."""
        visit = account_visit(self._web)
        shown = documents_view(visit, self._web.config)
        return _page("documents.html", visit, "show_documents", shown)

    def show_jobs(self) -> AnyResponse:
        """The jobs of a month; of one of them the form of a question."""
        visit = account_visit(self._web, needs="full")
        form = None
        asked_about = request.args.get("job", "")
        if asked_about and visit.may_send:
            form = QuestionForm(job_line(_job(visit, asked_about), visit.lang), new_once())
        return self._jobs(visit, form, received=request.args.get("asked", ""))

    def take_question(self) -> AnyResponse:
        """Take a question about a job, or say what is to be mended."""
        visit = sending_visit(self._web, needs="full")
        count(self._web, UPLOADS)
        job = _job(visit, request.form.get("job", ""))
        # Of an endless text the page that says so gives back no more than a screen.
        text = cleaned(request.form.get("text", "")).text.strip()[: 2 * TEXT_LENGTH]
        once = once_of_form() or new_once()
        if not text or len(text) > TEXT_LENGTH:
            name = "ask_long" if text else "ask_missing"
            words = phrase(name).said(visit.lang, limit=TEXT_LENGTH)
            return self._again(
                visit, job, QuestionForm(job_line(job, visit.lang), once, text, words)
            )
        try:
            sent = receive(
                self._web.store,
                visit.seat,
                _question(visit, job, text, once),
                (),
                visit.now,
                self._web.limits,
            )
        except SendingRefusedError as error:
            if error.code != "form_used":
                raise
            words = phrase("once_used").said(visit.lang, number=error.no)
            form = QuestionForm(job_line(job, visit.lang), new_once(), text, words)
            return self._again(visit, job, form)
        return redirect(page_url("show_jobs", month=job.month, asked=sent.no), 303)

    def _again(self, visit: AccountVisit, job: PageJob, form: QuestionForm) -> AnyResponse:
        return self._jobs(visit, form, month=job.month, status=NOT_TAKEN)

    def _jobs(
        self,
        visit: AccountVisit,
        form: QuestionForm | None,
        *,
        month: str = "",
        received: str = "",
        status: int = 200,
    ) -> AnyResponse:
        asked = _asked(self._web, visit)
        told = next((one.sent.no for one in asked if one.sent.no == received), "")
        month = month or request.args.get("month", "")
        if form is not None:
            month = form.job.month
        shown = jobs_view(visit, month, asked, form)
        return _page("jobs.html", visit, "show_jobs", shown, status, told=told)


def _page(  # noqa: PLR0913, PLR0917  # a template and what stands in it
    template: str,
    visit: AccountVisit,
    endpoint: str,
    shown: object,
    status: int = 200,
    told: str = "",
) -> Response:
    page = rendered(
        template,
        page=shown,
        frame=account_frame(visit, endpoint),
        lang=visit.lang,
        told=told,
        limit=TEXT_LENGTH,
        within=within_words(visit.page.answer_days, visit.lang),
    )
    return make_response(page, status)


def _job(visit: AccountVisit, job_id: str) -> PageJob:
    job = job_of(visit, job_id)
    if job is None:
        raise PageRefusal(404, "no_job", lang=visit.lang, contact=visit.page.contact)
    return job


def _asked(web: PortalWeb, visit: AccountVisit) -> list[Asked]:
    """The partner's own questions, the newest first."""
    stored = own_submissions(web.store, visit.seat)
    wrote = {one.submission.no: one.submission.text for one in stored}
    sent = sent_before(stored, visit.page.submissions)
    return [Asked(one, wrote[one.no]) for one in sent if one.kind == "question"]


def _question(visit: AccountVisit, job: PageJob, text: str, once: str) -> Submission:
    return Submission(
        no="",
        partner_id=visit.seat.partner_id,
        entity_id=job.entity_id,
        month=job.month,
        kind="question",
        opened_at=visit.now,
        once=once,
        number=job.job_id,
        text=text,
    )
