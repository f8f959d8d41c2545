"""The desk: our own people's inbox, one submission, decisions. Source: portal.md 1 (5), 7.1, 8."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from flask import Flask, Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.portal.partner_texts import TEXT_LENGTH
from sheetsync.portal.store.acceptances import acceptances_seen, ask_for_row
from sheetsync.portal.store.deciding import Decision, DecisionEnd, DecisionKind, decide
from sheetsync.portal.store.desk import desk_submission, found_by_round, month_submissions
from sheetsync.portal.web.brakes import UPLOADS, count
from sheetsync.portal.web.desk_gate import DeskVisit, desk_visit
from sheetsync.portal.web.desk_lines import OURS, DeskLine, line_of
from sheetsync.portal.web.desk_seat import audit
from sheetsync.portal.web.desk_view import DeskSheet, all_lines, sheet_of
from sheetsync.portal.web.form_pages import NOT_TAKEN, once_of_form
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal, Way
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.submissions import STATE_AFTER
from sheetsync.tables.catalogue.portal import (
    ENTERED_KINDS,
    OUR_SUBMISSIONS,
    PAPER_KINDS,
    SUBMISSION_KIND,
    SUBMISSION_STATE,
)
from sheetsync.tables.cleaning import cleaned

#: Lines of one page: it stays under 60 kB.
_PAGE = 40
#: Of a page's number in an address.
_DIGITS = 5
_OVERTAKEN = 409
_DECISIONS: Sequence[tuple[str, DecisionKind]] = (
    ("reject", "rejected"),
    ("ask", "asked"),
    ("reopen", "reopened"),
    ("accept", "accepted"),
)
#: Without words the partner would not know what to do.
_NEEDS_TEXT = frozenset({"rejected", "asked"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the inbox is shown, as the address says it.

    Attributes:
        state: `OURS`, "all", or a code of SUBMISSION_STATE.
        kind, partner: "" for all.
        own: whether of own partners only.
        page: from 1.
    """

    state: str = OURS
    kind: str = ""
    partner: str = ""
    own: bool = False
    page: int = 1

    def fits(self, line: DeskLine, visit: DeskVisit) -> bool:
        """Whether a line is shown."""
        is_state = {
            OURS: line.state in OUR_SUBMISSIONS,
            "all": True,
        }.get(self.state, line.state == self.state)
        is_kind = self.kind in {"", line.kind}
        is_partner = self.partner in {"", line.partner_id}
        return (
            is_state and is_kind and is_partner and (not self.own or visit.is_own(line.partner_id))
        )


def install_desk_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app its desk."""
    pages = _Pages(web)
    rules: list[tuple[str, str, Callable[..., AnyResponse], str]] = [
        ("/desk", "desk_inbox", pages.show_inbox, "GET"),
        ("/desk/<no>", "desk_submission", pages.show_submission, "GET"),
    ]
    rules += [
        (f"/desk/<no>/{name}", f"desk_{name}", pages.deciding(kind), "POST")
        for name, kind in _DECISIONS
    ]
    for rule, name, view, method in rules:
        app.add_url_rule(rule, name, view, methods=[method])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_inbox(self) -> AnyResponse:
        """What waits, the oldest first."""
        visit = desk_visit(self._web)
        filters = filters_of(request.args)
        lines = [one for one in all_lines(self._web, visit) if filters.fits(one, visit)]
        start = (filters.page - 1) * _PAGE
        page = rendered(
            "desk_inbox.html",
            lang=visit.lang,
            visit=visit,
            here="desk_inbox",
            filters=filters,
            lines=lines[start : start + _PAGE],
            count=len(lines),
            has_more=len(lines) > start + _PAGE,
            states=[one for one in SUBMISSION_STATE if one.code not in {"withdrawn", "replaced"}],
            kinds=SUBMISSION_KIND,
            partners=[one for one in visit.board.partners if visit.sees(one.partner_id)],
        )
        return make_response(page)

    def show_submission(self, no: str) -> AnyResponse:
        """One submission, with what may be decided."""
        visit = desk_visit(self._web)
        return _page(visit, self._sheet(visit, no))

    def deciding(self, kind: DecisionKind) -> Callable[..., AnyResponse]:
        """What takes a decision of one kind."""

        def take(no: str) -> AnyResponse:
            visit = desk_visit(self._web)
            count(self._web, UPLOADS)
            return self.take_decision(visit, no, kind)

        return take

    def take_decision(self, visit: DeskVisit, no: str, kind: DecisionKind) -> AnyResponse:
        """Keep a decision, or say what stands in its way."""
        text = cleaned(request.form.get("text", "")[: 4 * TEXT_LENGTH]).text.strip()
        problem = _text_problem(visit, kind, text)
        if problem:
            sheet = self._sheet(visit, no)
            return _page(visit, _mended(sheet, kind, problem, text), NOT_TAKEN)
        decision = Decision(no, kind, text, _seen(), once_of_form())
        end = self._kept(visit, decision)
        if end == "unknown":
            self._refuse(visit, no)
        if end == "done":
            audit(self._web, "decided", visit.seat.person, f"{no} {kind}")
            return redirect(url_for("desk_submission", no=no, done=kind), 303)
        audit(self._web, "decision_refused", visit.seat.person, f"{no} {kind}")
        sheet = self._sheet(visit, no)
        words = phrase("desk_overtaken").said(visit.lang, state=sheet.line.state_words)
        return _page(visit, _mended(sheet, kind, words, text, at="history"), _OVERTAKEN)

    def _kept(self, visit: DeskVisit, decision: Decision) -> DecisionEnd:
        """What came of a decision; to accept what has a row is to have it entered."""
        store, seat = self._web.store, visit.seat
        stored = desk_submission(store, seat, decision.no)
        kind = stored.submission.kind if stored is not None else ""
        if decision.kind == "accepted" and kind in ENTERED_KINDS:
            # Nobody but a person's own hand changes requisites.
            if not self._web.config.accept_appends or kind not in PAPER_KINDS:
                return "overtaken"
            return ask_for_row(store, seat, visit.name, decision, visit.now)
        return decide(store, seat, visit.name, decision, visit.now)

    def _sheet(self, visit: DeskVisit, no: str) -> DeskSheet:
        stored = desk_submission(self._web.store, visit.seat, no)
        if stored is None:
            self._refuse(visit, no)
        board = {one.no: one for one in visit.board.submissions}
        found = board.get(no)
        known = None if found else found_by_round(self._web.store, visit.seat, stored)
        sent = stored.submission
        others = [
            line_of(visit, one, board.get(one.submission.no))
            for one in month_submissions(self._web.store, visit.seat, sent.partner_id, sent.month)
        ]
        asked = acceptances_seen(self._web.store, visit.seat).get(no)
        sheet = sheet_of(self._web, visit, stored, found, known, others, asked)
        return self._between(visit, sheet)

    def _between(self, visit: DeskVisit, sheet: DeskSheet) -> DeskSheet:
        """With the neighbours among what waits for us, so that one goes on without the list."""
        waiting = [one for one in all_lines(self._web, visit) if Filters().fits(one, visit)]
        at = sheet.line.opened_at
        earlier = [one.no for one in waiting if one.opened_at < at]
        later = [one.no for one in waiting if one.opened_at > at]
        return replace(sheet, earlier=(earlier or [""])[-1], later=(later or [""])[0])

    def _refuse(self, visit: DeskVisit, no: str) -> NoReturn:
        audit(self._web, "decision_refused", visit.seat.person, no[:20])
        way = Way(url_for("desk_inbox"), "desk_back")
        raise PageRefusal(404, "no_submission", lang=visit.lang, way=way)


def filters_of(given: Mapping[str, str]) -> Filters:
    """The filters that an address asks for; what it cannot mean is left out."""
    state, kind, page = (given.get(name, "") for name in ("state", "kind", "page"))
    known = {OURS, "all", *(one.code for one in SUBMISSION_STATE)}
    kinds = {one.code for one in SUBMISSION_KIND}
    return Filters(
        state=state if state in known else OURS,
        kind=kind if kind in kinds else "",
        partner=given.get("partner", "")[:64],
        own=given.get("own") == "yes",
        page=max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < _DIGITS else 1,
    )


def _text_problem(visit: DeskVisit, kind: DecisionKind, text: str) -> str:
    if kind in _NEEDS_TEXT and not text:
        return phrase("desk_text_missing").said(visit.lang)
    if len(text) > TEXT_LENGTH:
        return phrase("desk_text_long").said(visit.lang, limit=TEXT_LENGTH)
    return ""


def _mended(sheet: DeskSheet, kind: str, words: str, text: str, at: str = "") -> DeskSheet:
    typed = {kind: text[: 2 * TEXT_LENGTH]}
    return replace(sheet, problems=((at or f"{kind}-text", words),), typed=typed)


def _seen() -> int:
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0  # noqa: PLR2004  # of a bigint


def _page(visit: DeskVisit, sheet: DeskSheet, status: int = 200) -> Response:
    done = request.args.get("done", "")
    after = next((STATE_AFTER[kind] for _, kind in _DECISIONS if kind == done), None)
    page = rendered(
        "desk_submission.html",
        lang=visit.lang,
        visit=visit,
        here="desk_inbox",
        sheet=sheet,
        # The address alone proves nothing.
        done=done if sheet.line.state == after else "",
    )
    return make_response(page, status)
