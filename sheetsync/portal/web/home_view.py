"""The first page of the account: what to do now, what we owe, the last month in three figures.

Source: portal.md 8, `GET /home`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sheetsync.language.days import month_year
from sheetsync.language.money import money
from sheetsync.language.numbers import number, percent
from sheetsync.portal.web.account_gate import page_url
from sheetsync.portal.web.asked_view import Ask, all_asks
from sheetsync.portal.web.invoice_lines import (
    InvoiceLine,
    Sums,
    invoice_line,
    receivable_line,
    sums_of,
)
from sheetsync.portal.web.places import entity_names, form_url, place_words, submission_url
from sheetsync.portal.web.rating_view import rating_line
from sheetsync.portal.web.readers import AccountReader, queried
from sheetsync.portal.web.saying import agreement_words, paper_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import AskedAgreement, PageInvoice, PageWork
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.catalogue.rating import work_noun

#: What was sent back and is asked for no more is told so long.
_TOLD_FOR = timedelta(days=35)
#: More invoices than these are on the page of invoices.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that the partner does.

    Attributes:
        words: what to do and until when.
        place: whose paper it is, and of what month.
        more: what else helps, each a sentence.
        note: why it came back.
        address: where it is done; "" where nothing can be done here.
        button: what is written there; `label` says it for whoever hears it alone.
        sent: numbers of what was sent for it and is not decided yet.
        is_done: nothing of it is lacking.
    """

    words: str
    place: str = ""
    more: tuple[str, ...] = ()
    note: str = ""
    address: str = ""
    button: str = ""
    label: str = ""
    sent: tuple[str, ...] = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it tells."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that the page shows.

    Attributes:
        todo: what is still to be done; `done`: what came and is being looked at.
        owed: what we owe, the oldest first; `owed_more`: how many besides;
            `all_invoices`: where they are.
        due_to_us: our invoices that the partner still pays.
        figures: of the last month; () where there was nothing.
        rating: the rating in a line; "" without one.
    """

    todo: tuple[Todo, ...]
    done: tuple[Todo, ...]
    owed: tuple[InvoiceLine, ...]
    owed_more: int
    all_invoices: str
    owed_sums: tuple[Sums, ...]
    due_to_us: tuple[InvoiceLine, ...]
    month_title: str
    figures: tuple[Figure, ...]
    no_work: str
    contact: str
    rating: str = ""


def home_page(visit: AccountReader, sent: Sequence[SentBefore]) -> HomePage:
    """The page, with what was sent laid over what the shelf asks for.

    Args:
        visit: who looks.
        sent: all that the partner sent, the newest first.
    """
    page, lang = visit.page, visit.lang
    asks = all_asks(page, sent, lang)
    todos = [
        *_questions(visit, sent),
        *(_todo(visit, ask) for ask in asks),
        *_returned(visit, sent, asks),
        *(_agreement(visit, one) for one in page.agreements),
    ]
    owed = [one for one in page.invoices if one.status in UNPAID]
    period = page.work.month if page.work else ""
    return HomePage(
        todo=tuple(one for one in todos if not one.is_done),
        done=tuple(one for one in todos if one.is_done),
        owed=tuple(invoice_line(visit, one) for one in _by_day(owed)[:_SHOWN]),
        owed_more=max(len(owed) - _SHOWN, 0),
        all_invoices=queried(
            page_url("show_invoices"), show="unpaid" if len(owed) > _SHOWN else ""
        ),
        owed_sums=sums_of(owed, page.currency, lang),
        rating=rating_line(page.rating, lang) if page.rating else "",
        due_to_us=tuple(receivable_line(visit, one) for one in page.receivables),
        month_title=phrase("month_title").said(lang, month=month_year(period, lang))
        if period
        else "",
        figures=_figures(page.work, visit) if page.work else (),
        no_work="" if page.work else phrase("no_work").said(lang),
        contact=page.contact,
    )


def _todo(visit: AccountReader, ask: Ask) -> Todo:
    lang, place = visit.lang, place_words(visit, ask.entity_id, ask.month)
    back = ask.returned
    name = "send_invoice" if ask.kind == "invoice" else "send_closing"
    button = phrase(name).said(lang)
    query = {"replace": back.no} if back else {}
    return Todo(
        words=ask.words,
        place=place,
        more=ask.more,
        note=_why(back, visit) if back else "",
        address=form_url(ask.kind, ask.entity_id, ask.month, **query) if visit.may_send else "",
        button=button,
        label=f"{button}: {place}",
        sent=ask.sent,
        is_done=ask.is_whole,
    )


def _why(back: SentBefore, visit: AccountReader) -> str:
    name = "came_back" if back.text else "came_back_plain"
    return phrase(name).said(visit.lang, number=back.no, reason=back.text)


def _questions(visit: AccountReader, sent: Sequence[SentBefore]) -> Iterator[Todo]:
    lang = visit.lang
    for one in sent:
        if one.is_asked:
            yield Todo(
                words=phrase("todo_answer").said(lang, number=one.no, question=one.text),
                place=paper_words(one, lang),
                address=f"{submission_url(one.no)}#answer-{one.no}",
                button=phrase("answer").said(lang) if visit.may_send else phrase("open").said(lang),
                label=phrase("answer_label").said(lang, number=one.no),
            )


def _returned(
    visit: AccountReader, sent: Sequence[SentBefore], asks: Sequence[Ask]
) -> Iterator[Todo]:
    """What was sent back, and is told beside nothing that is asked for."""
    lang, since = visit.lang, visit.now - _TOLD_FOR
    told = {ask.returned.no for ask in asks if ask.returned}
    later: set[tuple[str, str, str, str]] = set()
    for one in sent:
        place = (one.entity_id, one.month, one.kind, one.doc_kind)
        is_told = one.no in told or place in later or one.received_at < since
        if one.is_returned and not is_told:
            yield Todo(
                words=_why(one, visit),
                place=paper_words(one, lang),
                address=submission_url(one.no),
                button=phrase("open").said(lang),
                label=phrase("open_named").said(lang, number=one.no),
            )
        if one.stands_for_paper or one.state == "accepted":
            later.add(place)


def _agreement(visit: AccountReader, one: AskedAgreement) -> Todo:
    words = agreement_words(one, visit.lang)
    # The papers that wait for a signature lie there, with the way to send the signed copy.
    is_there = one.state == "unsigned"
    return Todo(
        words=words,
        place=entity_names(visit.page).get(one.entity_id, ""),
        more=(phrase("agreement_how").said(visit.lang),),
        address=f"{page_url('show_documents')}#sign" if is_there else "",
        button=phrase("open").said(visit.lang),
        label=phrase("open_named").said(visit.lang, number=words),
    )


def _by_day(owed: Sequence[PageInvoice]) -> list[PageInvoice]:
    """What was to be paid first comes first; what has no day comes last."""
    return sorted(owed, key=lambda one: (one.due_on is None, one.due_on or one.dated))


def _figures(work: PageWork, visit: AccountReader) -> tuple[Figure, ...]:
    lang = visit.lang
    noun = work_noun(work.unit)
    turnover = "; ".join(money(one.minor, one.currency, lang) for one in work.turnover)
    figures = [
        Figure(number(work.done, lang, 0), noun.form(work.done, lang)),
        Figure(turnover, phrase("turnover").said(lang)) if turnover else None,
        Figure(
            percent(work.in_time / work.with_due, lang),
            phrase("in_time").said(lang, done=work.in_time, count=work.with_due),
        )
        if work.with_due
        else None,
    ]
    return tuple(one for one in figures if one)
