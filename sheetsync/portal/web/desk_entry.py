"""What the desk's pages say of rows that somebody asked for. Source: portal.md 1 (4), 8."""

from dataclasses import dataclass, replace

from sheetsync.language.marks import sentence
from sheetsync.portal.store.deciding import DECIDED_IN
from sheetsync.portal.web.desk_gate import DeskVisit
from sheetsync.portal.web.desk_lines import DeskLine
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.saying import moment_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.acceptances import DOUBT, Acceptance
from sheetsync.tables.catalogue.portal import ENTERED_KINDS


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A submission's row on its way.

    Attributes:
        tab: where accepting enters it now; "" where it does not.
        title, words: what became of it; "" where nobody asked.
        is_under_way: whether it may come this moment.
    """

    tab: str = ""
    title: str = ""
    words: str = ""
    is_under_way: bool = False


def entry_of(
    web: PortalWeb, visit: DeskVisit, line: DeskLine, asked: Acceptance | None
) -> ShownEntry:
    """What a submission's page says of its row.

    Args:
        web: whether the desk enters rows.
        visit: who looks.
        line: the submission.
        asked: what was asked for; None: nothing.
    """
    tab = visit.board.entered_in.get(line.kind, "")
    if line.kind not in ENTERED_KINDS or line.state not in DECIDED_IN["accepted"]:
        return ShownEntry()
    may_ask = tab if web.config.accept_appends else ""
    if asked is None:
        return ShownEntry(may_ask)
    title = phrase(f"desk_entry_{asked.state}_title").said(visit.lang, tab=tab)
    words = _words(visit, asked, tab)
    if asked.is_under_way:
        return ShownEntry("", title, words, is_under_way=True)
    return ShownEntry(may_ask, title, words)


def with_entry(visit: DeskVisit, line: DeskLine, found: Acceptance | None) -> DeskLine:
    """A line of a list; of one whose row may come this moment it says so."""
    if found is None or not found.is_under_way or line.state not in DECIDED_IN["accepted"]:
        return line
    return replace(line, state_words=phrase("desk_entry_state").said(visit.lang), waiting="")


def _words(visit: DeskVisit, asked: Acceptance, tab: str) -> str:
    lang = visit.lang
    reason = asked.reason.get(lang, "").rstrip(".")
    if asked.state == "failed":
        reason = sentence(reason)
    facts = {"tab": tab, "by": asked.by, "reason": reason, "row": asked.row}
    name = f"desk_entry_{asked.state}"
    if asked.state == "asked" and reason:
        name = "desk_entry_waits"
    if asked.state == "written" and not asked.row:
        name = "desk_entry_written_somewhere"
    if asked.tried_at is not None:
        facts["time"] = moment_words(asked.tried_at + DOUBT, visit.zone, lang)
    return phrase(name).said(lang, **facts)
