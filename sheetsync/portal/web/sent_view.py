"""The list of what was sent, as a letter's link and the account show it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sheetsync.portal.web.readers import Reader
from sheetsync.portal.web.saying import (
    file_words,
    moment_words,
    paper_words,
    part_paid_words,
    state_words,
)
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import PageInvoice, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.rules.portal.submissions import SubmissionState
from sheetsync.tables.catalogue.portal import PAPER_KINDS
from sheetsync.tables.signed_links import UploadKind

#: How a state looks: good, wait, late, over; beside its words, never instead of them.
_TONES: dict[SubmissionState, str] = {
    "accepted": "good",
    "checking": "wait",
    "waiting": "wait",
    "asked": "late",
    "rejected": "late",
    "infected": "late",
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """Something that was sent.

    Attributes:
        what: the paper in words.
        files: each by name and size.
        tone: how its state looks.
        note_title, note: our question or reason, and what it is called; "" for none.
        kind: of the form that replaces it.
        may_withdraw, may_answer, may_replace: what may be done.
        address: of its own page, where that may be done; "" where it is done in the list.
    """

    no: str
    what: str
    when: str
    files: tuple[str, ...]
    state: str
    tone: str
    note_title: str
    note: str
    kind: UploadKind
    may_withdraw: bool
    may_answer: bool
    may_replace: bool
    address: str = ""


def sent_lines(
    visit: Reader, sent: Sequence[SentBefore], address_of: Callable[[str], str] | None = None
) -> tuple[SentLine, ...]:
    """All that was sent, the newest first.

    Args:
        visit: who looks.
        sent: what was sent.
        address_of: where the page of a submission is, where there is one.
    """
    return tuple(_line(visit, one, address_of(one.no) if address_of else "") for one in sent)


def tone_of(one: SentBefore) -> str:
    """How the state of something that was sent looks."""
    if one.status == "overdue":
        return "late"
    # Of a question both ways to close it are answers.
    is_answered = one.kind == "question" and one.state == "rejected"
    return "good" if is_answered else _TONES.get(one.state, "over")


def entered_as(page: PartnerPage, one: SentBefore) -> PageInvoice | None:
    """The invoice of the sheet that an accepted submission has become; None for any other."""
    if one.state != "accepted" or one.kind != "invoice":
        return None
    for invoice in page.invoices:
        by_number = (
            bool(one.number_key)
            and (invoice.entity_id, invoice.number_key) == (one.entity_id, one.number_key)
            and one.doc_date is not None
            and invoice.dated.year == one.doc_date.year
        )
        if invoice.submission == one.no or (not invoice.submission and by_number):
            return invoice
    return None


def _line(visit: Reader, one: SentBefore, address: str) -> SentLine:
    lang = visit.lang
    invoice = entered_as(visit.page, one)
    has_entity = any(entity.entity_id == one.entity_id for entity in visit.page.entities)
    title, note = _note(visit, one, invoice)
    return SentLine(
        no=one.no,
        what=paper_words(one, lang),
        when=moment_words(one.received_at, visit.zone, lang),
        files=tuple(file_words(file, lang) for file in one.files),
        state=state_words(one, invoice, lang),
        tone=tone_of(one),
        note_title=title,
        note=note,
        kind="invoice" if one.kind == "invoice" else "closing",
        may_withdraw=one.is_open,
        may_answer=one.is_asked,
        may_replace=one.is_replaceable and has_entity and one.kind in PAPER_KINDS,
        address=address,
    )


def _note(visit: Reader, one: SentBefore, invoice: PageInvoice | None) -> tuple[str, str]:
    lang = visit.lang
    if one.state == "asked":
        return phrase("our_question").said(lang), one.text
    if one.state == "rejected":
        return phrase("our_reason").said(lang) if one.text else "", one.text
    if one.state == "infected":
        return "", phrase("infected_do").said(lang)
    if one.state == "accepted":
        return "", part_paid_words(invoice, lang) or one.text
    return "", ""
