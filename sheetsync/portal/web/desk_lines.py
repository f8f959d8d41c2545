"""A submission as our own people's lists show it. Source: portal.md 8."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetsync.language.days import month_year
from sheetsync.language.marks import sentence
from sheetsync.language.money import money
from sheetsync.language.plurals import DAY, counted
from sheetsync.portal.web.desk_gate import DeskVisit
from sheetsync.portal.web.saying import moment_words, paper_words
from sheetsync.portal.web.sent_view import tone_of
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_desk import DeskSubmission
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import StoredSubmission, SubmissionState
from sheetsync.tables.catalogue.portal import (
    ENTERED_KINDS,
    OUR_SUBMISSIONS,
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
        state_words=label_of(SUBMISSION_STATE, sent.state, lang),
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
    return sentence(label_of(SUBMISSION_KIND, sent.kind, lang))


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


def label_of(choices: Sequence[Choice], code: str, lang: str) -> str:
    """What a code is called; the code itself where nobody knows it."""
    return next((one.label(lang) for one in choices if one.code == code), code)
