"""What pages ask for: the letter's list, and beside each what was sent for it meanwhile.

Source: portal.md 8, `GET /home` "To do now"; the words are the letter's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sheetsync.language import Lang
from sheetsync.language.days import day_month, month
from sheetsync.language.marks import numbered
from sheetsync.language.money import money
from sheetsync.portal.web.saying import kind_words, ways_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    PartnerPage,
    RejectedPaper,
)
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.signed_links import UploadKind


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that we wait for.

    Attributes:
        words: what to do and until when.
        more: what else helps: the contract, when we pay; each a sentence.
        entity_id, month: whose paper it is, and of what month.
        kind: of the form that takes it.
        sent: numbers of what was sent for it and is not decided yet.
        is_whole: nothing of it is lacking besides; a part that came is no whole.
        returned: what was sent for it last, where we sent that back and nothing came instead.
    """

    words: str
    more: tuple[str, ...]
    entity_id: str
    month: str
    kind: UploadKind
    sent: tuple[str, ...] = ()
    is_whole: bool = False
    returned: SentBefore | None = None


def asks_of(
    page: PartnerPage, entity_id: str, month_text: str, sent: Sequence[SentBefore], lang: Lang
) -> tuple[Ask, ...]:
    """What is asked for of one legal entity and month, invoices first."""
    where = (entity_id, month_text)
    return tuple(ask for ask in all_asks(page, sent, lang) if (ask.entity_id, ask.month) == where)


def all_asks(page: PartnerPage, sent: Sequence[SentBefore], lang: Lang) -> tuple[Ask, ...]:
    """All that is asked for, in the order of the letter: invoices, documents, replacements.

    Args:
        page: what the shelf holds.
        sent: what the partner sent, the newest first.
        lang: of the reader.
    """
    return (
        *(_invoice(asked, page, sent, lang) for asked in page.invoices_asked),
        *(_documents(asked, page.as_of, sent, lang) for asked in page.documents_asked),
        *(_rejected(paper, sent, lang) for paper in page.rejected),
    )


def of_place(
    sent: Sequence[SentBefore], asked: AskedInvoice | AskedDocuments | RejectedPaper
) -> list[SentBefore]:
    """What was sent for the legal entity and month of an ask."""
    where = (asked.entity_id, asked.month)
    return [one for one in sent if (one.entity_id, one.month) == where]


def nothing_words(month_text: str, lang: Lang) -> str:
    """That nothing is asked for."""
    return phrase("nothing_needed").said(lang, month=month(month_text, lang))


def _invoices_for(
    asked: AskedInvoice, page: PartnerPage, waiting: Sequence[SentBefore]
) -> list[SentBefore]:
    """What was sent for one of the invoices that a month asks for: of several, by its amount.

    One invoice over all of them is for each.
    """
    where = (asked.entity_id, asked.month)
    invoices = [one for one in page.invoices_asked if (one.entity_id, one.month) == where]
    came = [one for one in waiting if one.kind == "invoice"]
    if len(invoices) == 1:
        return came
    whole = sum(one.amount_minor or 0 for one in invoices)
    wanted = [amount for amount in (asked.amount_minor, whole) if amount is not None]
    return [
        one
        for one in came
        if one.amount_minor is not None
        and any(abs(one.amount_minor - amount) <= page.tolerance_minor for amount in wanted)
    ]


def _invoice(asked: AskedInvoice, page: PartnerPage, sent: Sequence[SentBefore], lang: Lang) -> Ask:
    mine = [one for one in of_place(sent, asked) if one.kind == "invoice"]
    came = _invoices_for(asked, page, [one for one in mine if one.stands_for_paper])
    late = "_late" if asked.until < page.as_of else ""
    until = day_month(asked.until, lang)
    if asked.amount_minor is None:
        words = phrase(f"ask_invoice_any{late}").said(lang, until=until)
    else:
        amount = money(asked.amount_minor, asked.currency, lang)
        words = phrase(f"ask_invoice{late}").said(lang, until=until, amount=amount)
    more = []
    if asked.contract:
        more.append(phrase("contract").said(lang, number=numbered(asked.contract, lang)))
    if asked.pay_by and not late:
        day = day_month(asked.pay_by, lang)
        more.append(phrase("pay_by").said(lang, until=until, day=day))
    return _ask(asked, words, tuple(more), "invoice", came, mine)


def _documents(asked: AskedDocuments, today: date, sent: Sequence[SentBefore], lang: Lang) -> Ask:
    ways = (asked.kinds, *asked.instead)
    name = "ask_documents_late" if asked.until < today else "ask_documents"
    words = phrase(name).said(
        lang, until=day_month(asked.until, lang), kinds=ways_words(ways, lang)
    )
    wanted = {kind for way in ways for kind in way}
    mine = [one for one in of_place(sent, asked) if one.doc_kind in wanted]
    came = [one for one in mine if one.stands_for_paper]
    kinds = {one.doc_kind for one in came}
    ask = _ask(asked, words, (), "closing", came, mine)
    return replace(ask, is_whole=any(set(way) <= kinds for way in ways))


def _rejected(paper: RejectedPaper, sent: Sequence[SentBefore], lang: Lang) -> Ask:
    name = kind_words(paper.kind, lang)
    if paper.number:
        name = f"{name} {numbered(paper.number, lang)}"
    reason = paper.comment or phrase("not_accepted").said(lang)
    words = phrase("ask_again").said(lang, paper=name, reason=reason)
    mine = [one for one in of_place(sent, paper) if one.doc_kind == paper.kind]
    came = [one for one in mine if one.stands_for_paper]
    return _ask(paper, words, (), "closing", came, mine)


def _ask(  # noqa: PLR0913, PLR0917  # what it says, and what was sent for it
    asked: AskedInvoice | AskedDocuments | RejectedPaper,
    words: str,
    more: tuple[str, ...],
    kind: UploadKind,
    came: Sequence[SentBefore],
    mine: Sequence[SentBefore],
) -> Ask:
    """An ask with what came for it; where nothing did, with what was sent back last."""
    last = mine[0] if mine and not came else None
    return Ask(
        words,
        more,
        asked.entity_id,
        asked.month,
        kind,
        tuple(one.no for one in came),
        bool(came),
        last if last is not None and last.is_returned else None,
    )
