"""The desk's list of partners, the way to see as one of them does, and how the queue stands.

Source: portal.md 7.1 (view as partner), 8.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language.days import ago
from sheetsync.portal.store.entering import acceptances_under_way
from sheetsync.portal.store.files_told import files_told
from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.store.mail_state import mail_state_in
from sheetsync.portal.store.worker import get_value, pending_files, queue_of
from sheetsync.portal.stored_round import LAST_ROUND, round_of
from sheetsync.portal.web.desk_gate import DeskVisit, desk_visit
from sheetsync.portal.web.desk_view import all_lines
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal, Way
from sheetsync.portal.web.saying import moment_words
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.texts import phrase
from sheetsync.tables.catalogue.portal import OUR_SUBMISSIONS

#: The first page of a partner as our people see it.
_HOME = "/desk/as/{}/home"


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner with what is open.

    Attributes:
        open_things: in words; none where nothing is.
        waiting: how many of its submissions wait for us.
    """

    partner_id: str
    name: str
    curator: str
    is_closed: bool
    waiting: int
    open_things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueueFact:
    """A line of the page about the queue.

    Attributes:
        is_bad: whether somebody should look.
    """

    name: str
    words: str
    is_bad: bool = False


def install_desk_lists(app: Flask, web: PortalWeb) -> None:
    """Give the app the desk's lists."""
    pages = _Lists(web)
    app.add_url_rule("/desk/partners", "desk_partners", pages.show_partners)
    app.add_url_rule("/desk/queue", "desk_queue", pages.show_queue)
    app.add_url_rule("/desk/as/<partner_id>", "desk_as", pages.view_as)


class _Lists:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_partners(self) -> AnyResponse:
        """Every partner that is seen, those that wait for us first."""
        visit = desk_visit(self._web)
        page = rendered(
            "desk_partners.html",
            lang=visit.lang,
            visit=visit,
            here="desk_partners",
            lines=_partner_lines(self._web, visit),
        )
        return make_response(page)

    def show_queue(self) -> AnyResponse:
        """How the portal keeps up."""
        visit = desk_visit(self._web)
        troubles, missing = _troubles(self._web)
        page = rendered(
            "desk_queue.html",
            lang=visit.lang,
            visit=visit,
            here="desk_queue",
            facts=_queue_facts(self._web, visit),
            troubles=troubles,
            missing=missing,
        )
        return make_response(page)

    def view_as(self, partner_id: str) -> AnyResponse:
        """To the partner's own first page, as our people see it."""
        visit = desk_visit(self._web)
        known = {one.partner_id for one in visit.board.partners}
        if partner_id not in known or not visit.sees(partner_id):
            way = Way(url_for("desk_partners"), "desk_nav_partners")
            raise PageRefusal(404, "no_partner", lang=visit.lang, way=way)
        return redirect(_HOME.format(partner_id))


def _partner_lines(web: PortalWeb, visit: DeskVisit) -> list[PartnerLine]:
    ours = [one for one in all_lines(web, visit) if one.state in OUR_SUBMISSIONS]
    waiting = Counter(one.partner_id for one in ours)
    lines = []
    for one in visit.board.partners:
        if not visit.sees(one.partner_id):
            continue
        counts = (
            ("desk_wait_us", waiting[one.partner_id]),
            ("desk_wait_invoices", one.invoices_asked),
            ("desk_wait_documents", one.documents_asked),
        )
        things = tuple(phrase(name).said(visit.lang, count=n) for name, n in counts if n)
        lines.append(
            PartnerLine(
                one.partner_id,
                one.name,
                one.curator,
                not one.is_open,
                waiting[one.partner_id],
                things,
            )
        )
    return sorted(lines, key=lambda one: (-one.waiting, -len(one.open_things), one.name))


def _queue_facts(web: PortalWeb, visit: DeskVisit) -> Sequence[QueueFact]:
    lang = visit.lang
    queue = queue_of(web.store)
    untold = phrase("desk_queue_empty").said(lang)
    if queue.untold and queue.oldest_at:
        since = ago(visit.now - queue.oldest_at, lang)
        untold = phrase("desk_queue_since").said(lang, count=queue.untold, ago=since)
    last = round_of(get_value(web.store, LAST_ROUND))
    letters = Counter(one.state for one in letters_in(web.store, ("pending", "failed", "unknown")))
    most = web.config.writes_per_minute
    quota = phrase("desk_queue_quota_is").said(lang, count=most)
    used = last.writes if last else None
    if used is not None:
        quota = phrase("desk_queue_quota_used").said(lang, used=used, count=most)
    failing = mail_state_in(web.store).failing_since
    rows = len(acceptances_under_way(web.store))
    return (
        QueueFact("desk_queue_untold", untold),
        *([QueueFact("desk_queue_rows", str(rows))] if web.config.accept_appends else []),
        QueueFact("desk_queue_round", _ago(visit, last.at if last else None), last is None),
        QueueFact("desk_queue_read", _ago(visit, last.read_at if last else None), last is None),
        QueueFact("desk_queue_waiting", str(last.waiting if last else 0)),
        QueueFact("desk_queue_scans", str(len(pending_files(web.store)))),
        QueueFact("desk_queue_letters", str(letters["pending"])),
        QueueFact("desk_queue_doubt", str(letters["unknown"]), letters["unknown"] > 0),
        QueueFact("desk_queue_failed", str(letters["failed"]), letters["failed"] > 0),
        *_kept_files(web),
        QueueFact("desk_queue_quota", quota, used is not None and used >= most),
        *([QueueFact("desk_queue_mail", _since(visit, failing), is_bad=True)] if failing else []),
    )


def _kept_files(web: PortalWeb) -> tuple[QueueFact, ...]:
    """Files on their way to Drive or S3; nothing where they stay in their folder."""
    if not web.config.is_vault_away:
        return ()
    told = files_told(web.store)
    return (
        QueueFact("desk_queue_files", str(told.unsent)),
        QueueFact("desk_queue_gone", str(told.gone), told.gone > 0),
    )


def _troubles(web: PortalWeb) -> tuple[tuple[str, ...], tuple[str, ...]]:
    last = round_of(get_value(web.store, LAST_ROUND))
    files = (files_told(web.store).trouble,) if web.config.is_vault_away else ()
    trouble = (*(last.trouble if last else ()), *filter(None, files))
    return trouble, last.missing if last else ()


def _ago(visit: DeskVisit, at: datetime | None) -> str:
    if at is None:
        return phrase("desk_queue_never").said(visit.lang)
    return ago(visit.now - at, visit.lang)


def _since(visit: DeskVisit, at: datetime) -> str:
    when = moment_words(at, visit.zone, visit.lang)
    return phrase("desk_queue_mail_since").said(visit.lang, when=when)
