"""What our own people's pages show of submissions; templates decide nothing.

Source: portal.md 8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheetsync.language.days import day_month
from sheetsync.portal.store.acceptances import acceptances_seen
from sheetsync.portal.store.deciding import DECIDED_IN, last_moving
from sheetsync.portal.store.desk import desk_submissions
from sheetsync.portal.web.away_files import away_file
from sheetsync.portal.web.desk_entry import ShownEntry, entry_of, with_entry
from sheetsync.portal.web.desk_gate import DeskVisit
from sheetsync.portal.web.desk_lines import DeskLine, label_of, line_of
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.saying import kind_words, moment_words, size_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.acceptances import Acceptance
from sheetsync.rules.portal.deciders import decider
from sheetsync.rules.portal.page_desk import DeskSubmission
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.requisites import label_of as field_of
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission
from sheetsync.tables.catalogue.portal import ENTERED_KINDS, SUBMISSION_EVENT
from sheetsync.tables.wanted_requisites import wanted_of


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
        address: where it lies in Drive; "" for nowhere.
    """

    name: str
    size: str
    sha256: str
    note: str
    address: str = ""


@dataclass(frozen=True)
class DeskSheet:
    """One submission with all that its page shows.

    Attributes:
        line: as lists show it.
        place: where its row stands; "" for none.
        paste: the tab to copy its row from; "" where there is nothing to copy.
        entry: its row, where accepting enters it.
        may: what may be decided now.
        seen_seq: the last event on the page.
        others: what else the partner sent for the month.
        changes: of requisites: the field, what the sheet says now, what is asked for.
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
    entry: ShownEntry
    is_held: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()
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
    asked = acceptances_seen(web.store, visit.seat)
    lines = [
        with_entry(visit, line_of(visit, one, board.get(no)), asked.get(no))
        for one in stored
        for no in [one.submission.no]
    ]
    return tuple(sorted(lines, key=lambda one: one.opened_at))


def sheet_of(  # noqa: PLR0913, PLR0917  # what is known of one submission
    web: PortalWeb,
    visit: DeskVisit,
    stored: StoredSubmission,
    found: DeskSubmission | None,
    known: PageSubmission | None,
    others: Sequence[DeskLine],
    asked: Acceptance | None,
) -> DeskSheet:
    """One submission with all that its page shows."""
    given, lang = stored.submission, visit.lang
    line = with_entry(visit, line_of(visit, stored, found, known), asked)
    has_tab = given.kind in ENTERED_KINDS
    is_waiting = line.state == "waiting"
    is_held = bool(found and found.is_held and is_waiting)
    may = {kind for kind, states in DECIDED_IN.items() if line.state in states}
    if has_tab:
        may.discard("accepted")
    entry = entry_of(web, visit, line, asked)
    if entry.is_under_way:
        may = set()
    ready = visit.board.ready.get(given.kind, "")
    # Between its event and the shelf of that round only whoever wrote the row knows where it is.
    row = (found.row if found else 0) or (asked.row if asked else 0)
    wanted = wanted_of(given.text) if given.kind == "requisites" else None
    place = ""
    if row and line.state == "accepted":
        tab = (found.tab if found else "") or visit.board.entered_in.get(given.kind, "")
        place = phrase("desk_place").said(lang, tab=tab, row=row)
    return DeskSheet(
        line=line,
        facts=_facts(visit, stored, line),
        files=tuple(_file(web, one, lang) for one in stored.files),
        events=tuple(_event(visit, one) for one in stored.events),
        others=tuple(one for one in others if one.no != given.no),
        text=wanted.comment if wanted else given.text,
        place=place,
        paste=ready if has_tab and is_waiting and not is_held and not entry.is_under_way else "",
        may=frozenset(may),
        seen_seq=last_moving(stored),
        is_held=is_held,
        entry=replace(entry, tab="") if is_held else entry,
        changes=tuple(
            (field_of(name, lang), found.requisites.get(name, "") if found else "", value)
            for name, value in (wanted.fields.items() if wanted else ())
        ),
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
        away = away_file(web, file)
        if away is not None and away.state != "gone":
            note = phrase("desk_file_away").said(lang)
            return DeskFile(
                file.name_shown, size_words(file.size, lang), digest, note, away.address
            )
        note, digest = phrase("desk_file_removed" if away else "desk_file_gone").said(lang), ""
    return DeskFile(file.name_shown, size_words(file.size, lang), digest, note)


def _event(visit: DeskVisit, event: Event) -> DeskEvent:
    lang = visit.lang
    by = phrase("desk_by_partner").said(lang) if event.by == "partner" else decider(event.by, lang)
    text = phrase("state_replaced").said(lang, other=event.other_no) if event.other_no else ""
    return DeskEvent(
        moment_words(event.at, visit.zone, lang),
        label_of(SUBMISSION_EVENT, event.kind, lang),
        by,
        event.text or text,
    )
