"""What our own people's pages show of submissions; templates decide nothing.

Source: portal.md 8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sheetsync.language.days import day_month, month_year
from sheetsync.language.marks import sentence
from sheetsync.language.money import money
from sheetsync.language.plurals import DAY, counted
from sheetsync.portal.store.deciding import DECIDED_IN, last_moving
from sheetsync.portal.store.desk import desk_submissions
from sheetsync.portal.web.desk_gate import DeskVisit
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.saying import kind_words, moment_words, paper_words, size_words
from sheetsync.portal.web.sent_view import tone_of
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.deciders import decider
from sheetsync.rules.portal.page_desk import DeskSubmission
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission, SubmissionState
from sheetsync.tables.catalogue.portal import (
    ENTERED_KINDS,
    OUR_SUBMISSIONS,
    SUBMISSION_EVENT,
    SUBMISSION_KIND,
    SUBMISSION_STATE,
)
from sheetsync.tables.schema import Choice

#: Whose row somebody of ours sees first.
OURS = "ours"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A submission in a list.

    Attributes:
        what: the paper in words.
        amount, expected, check: sums and how they compare; "" for none.
        waiting: how long it has waited for us; "" where it waits no longer.
        tone: how its state looks.
    """

    no: str
    partner_id: str
    partner: str
    curator: str
    entity: str
    month: str
    kind: str
    what: str
    amount: str
    expected: str
    check: str
    received: str
    waiting: str
    state: SubmissionState
    state_words: str
    tone: str
    opened_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """A line of a submission's history."""

    when: str
    what: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file that may be opened, or why it may not.

    Attributes:
        sha256: that names it; "" for one that nobody may open now.
    """

    name: str
    size: str
    sha256: str
    note: str


@dataclass(frozen=True)
class DeskSheet:
    """One submission with all that its page shows.

    Attributes:
        line: as lists show it.
        place: where its row stands; "" for none.
        paste: the tab to copy its row from; "" where there is nothing to copy.
        may: what may be decided now.
        seen_seq: the last event on the page.
        others: what else the partner sent for the month.
    """

    line: DeskLine
    facts: tuple[tuple[str, str], ...]
    files: tuple[DeskFile, ...]
    events: tuple[DeskEvent, ...]
    others: tuple[DeskLine, ...]
    text: str
    place: str
    paste: str
    may: frozenset[str]
    seen_seq: int
    has_tab: bool
    is_held: bool = False
    earlier: str = ""
    later: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def problem_at(self, name: str) -> str:
        """What is wrong with a field; "" for nothing."""
        return next((words for at, words in self.problems if at == name), "")


def all_lines(web: PortalWeb, visit: DeskVisit) -> tuple[DeskLine, ...]:
    """What is open or was settled lately, the oldest first."""
    board = {one.no: one for one in visit.board.submissions}
    stored = desk_submissions(web.store, visit.seat, board, visit.board.after_seq)
    lines = [line_of(visit, one, board.get(one.submission.no)) for one in stored]
    return tuple(sorted(lines, key=lambda one: one.opened_at))


def line_of(
    visit: DeskVisit,
    stored: StoredSubmission,
    found: DeskSubmission | None,
    known: PageSubmission | None = None,
) -> DeskLine:
    """A submission as lists show it.

    Args:
        visit: who looks.
        stored: as the store has it now.
        found: as the last round found it; None: it did not, or that was long ago.
        known: as the partner's page has it, where `found` is None.
    """
    sent = sent_of(stored, found, known)
    lang, partner = visit.lang, _partner(visit, stored.submission.partner_id)
    expected = found.expected_minor if found else None
    day = sent.received_at.astimezone(visit.zone).date()
    is_ours = sent.state in OUR_SUBMISSIONS
    return DeskLine(
        no=sent.no,
        partner_id=stored.submission.partner_id,
        partner=partner[0],
        curator=partner[1],
        entity=(found.entity if found else "") or sent.entity_id,
        month=month_year(sent.month, lang) if sent.month else "",
        kind=sent.kind,
        what=what_words(sent, lang),
        amount=_money(sent.amount_minor, sent.currency, lang),
        expected=_money(expected, sent.currency, lang),
        check=_check(visit, sent, found),
        received=moment_words(sent.received_at, visit.zone, lang),
        waiting=counted((visit.today - day).days, DAY, lang) if is_ours else "",
        state=sent.state,
        state_words=_label(SUBMISSION_STATE, sent.state, lang),
        tone=tone_of(sent),
        opened_at=sent.received_at,
        is_open=sent.is_open,
    )


def sent_of(
    stored: StoredSubmission, found: DeskSubmission | None, known: PageSubmission | None = None
) -> SentBefore:
    """What became of a submission until now."""
    if found is not None:
        known = PageSubmission(no=found.no, state=found.state, after_seq=found.after_seq)
    (sent,) = sent_before([stored], [known] if known else [])
    return sent


def what_words(sent: SentBefore, lang: str) -> str:
    """A submission in a few words."""
    if sent.kind in ENTERED_KINDS:
        return paper_words(sent, lang)
    return sentence(_label(SUBMISSION_KIND, sent.kind, lang))


def sheet_of(  # noqa: PLR0913, PLR0917  # what is known of one submission
    web: PortalWeb,
    visit: DeskVisit,
    stored: StoredSubmission,
    found: DeskSubmission | None,
    known: PageSubmission | None,
    others: Sequence[DeskLine],
) -> DeskSheet:
    """One submission with all that its page shows."""
    given, lang = stored.submission, visit.lang
    line = line_of(visit, stored, found, known)
    has_tab = given.kind in ENTERED_KINDS
    is_waiting = line.state == "waiting"
    is_held = bool(found and found.is_held and is_waiting)
    may = {kind for kind, states in DECIDED_IN.items() if line.state in states}
    if has_tab:
        may.discard("accepted")
    ready = visit.board.ready.get(given.kind, "")
    place = ""
    if found and found.row and line.state == "accepted":
        place = phrase("desk_place").said(lang, tab=found.tab, row=found.row)
    return DeskSheet(
        line=line,
        facts=_facts(visit, stored, line),
        files=tuple(_file(web, one, lang) for one in stored.files),
        events=tuple(_event(visit, one) for one in stored.events),
        others=tuple(one for one in others if one.no != given.no),
        text=given.text,
        place=place,
        paste=ready if has_tab and is_waiting and not is_held else "",
        may=frozenset(may),
        seen_seq=last_moving(stored),
        has_tab=has_tab,
        is_held=is_held,
    )


def _facts(
    visit: DeskVisit, stored: StoredSubmission, line: DeskLine
) -> tuple[tuple[str, str], ...]:
    """Names and values of what was sent, in the order in which one compares them."""
    given, lang = stored.submission, visit.lang
    told = (
        ("desk_entity", line.entity),
        ("desk_month", line.month),
        ("desk_doc_kind", kind_words(given.doc_kind, lang) if given.doc_kind else ""),
        ("desk_number", given.number),
        ("desk_date", day_month(given.doc_date, lang) if given.doc_date else ""),
        ("desk_amount", line.amount),
        ("desk_expected", line.expected),
        ("desk_check", line.check),
        ("desk_curator", line.curator),
        ("desk_received", line.received),
    )
    return tuple((phrase(name).said(lang), value) for name, value in told if value)


def _file(web: PortalWeb, file: FileFacts, lang: str) -> DeskFile:
    note, digest = "", file.sha256
    if file.scan != "clean":
        note, digest = phrase(f"desk_file_{file.scan}").said(lang), ""
    elif not web.vault.holds(file.place):
        note, digest = phrase("desk_file_gone").said(lang), ""
    return DeskFile(file.name_shown, size_words(file.size, lang), digest, note)


def _event(visit: DeskVisit, event: Event) -> DeskEvent:
    lang = visit.lang
    by = phrase("desk_by_partner").said(lang) if event.by == "partner" else decider(event.by, lang)
    text = phrase("state_replaced").said(lang, other=event.other_no) if event.other_no else ""
    return DeskEvent(
        moment_words(event.at, visit.zone, lang),
        _label(SUBMISSION_EVENT, event.kind, lang),
        by,
        event.text or text,
    )


def _partner(visit: DeskVisit, partner_id: str) -> tuple[str, str]:
    found = (one for one in visit.board.partners if one.partner_id == partner_id)
    one = next(found, None)
    return (one.name, one.curator) if one else (partner_id, "")


def _check(visit: DeskVisit, sent: SentBefore, found: DeskSubmission | None) -> str:
    if found is None:
        return phrase("desk_not_compared").said(visit.lang) if sent.is_open else ""
    return found.check.get(visit.lang, "")


def _money(minor: int | None, currency: str, lang: str) -> str:
    return "" if minor is None else money(minor, currency, lang)


def _label(choices: Sequence[Choice], code: str, lang: str) -> str:
    return next((one.label(lang) for one in choices if one.code == code), code)
