"""What the page of a link asks for: the letter's list of its month and entity, less what was sent.

Source: portal.md 8, `GET /home` "To do now"; the words are the letter's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang
from sheetsync.language.days import day_month, month
from sheetsync.language.marks import numbered
from sheetsync.language.money import money
from sheetsync.portal.web.saying import kind_words, ways_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import AskedDocuments, AskedInvoice, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.signed_links import UploadKind


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that we wait for.

    Attributes:
        words: what to do and until when.
        more: what else helps: the contract, when we pay; each a sentence.
        kind: of the form that takes it.
        sent: numbers of what was sent for it and is not decided yet.
        is_whole: nothing of it is lacking besides; a part that came is no whole.
    """

    words: str
    more: tuple[str, ...]
    kind: UploadKind
    sent: tuple[str, ...] = ()
    is_whole: bool = False


def asks_of(
    page: PartnerPage, entity_id: str, month_text: str, sent: Sequence[SentBefore], lang: Lang
) -> tuple[Ask, ...]:
    """What is asked for, invoices first."""
    where = (entity_id, month_text)
    waiting = [one for one in sent if one.is_open]
    invoices = [one for one in page.invoices_asked if (one.entity_id, one.month) == where]
    return (
        *(
            _invoice(asked, page.as_of, _invoices_for(asked, invoices, page, waiting), lang)
            for asked in invoices
        ),
        *(
            _documents(asked, page.as_of, waiting, lang)
            for asked in page.documents_asked
            if (asked.entity_id, asked.month) == where
        ),
        *_rejected(page, where, waiting, lang),
    )


def nothing_words(month_text: str, lang: Lang) -> str:
    """That nothing is asked for."""
    return phrase("nothing_needed").said(lang, month=month(month_text, lang))


def _invoices_for(
    asked: AskedInvoice,
    invoices: Sequence[AskedInvoice],
    page: PartnerPage,
    waiting: Sequence[SentBefore],
) -> list[SentBefore]:
    """What was sent for one of the invoices that a month asks for: of several, by its amount.

    One invoice over all of them is for each.
    """
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


def _invoice(asked: AskedInvoice, today: date, came: Sequence[SentBefore], lang: Lang) -> Ask:
    late = "_late" if asked.until < today else ""
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
    sent = tuple(one.no for one in came)
    return Ask(words, tuple(more), "invoice", sent, bool(sent))


def _documents(
    asked: AskedDocuments, today: date, waiting: Sequence[SentBefore], lang: Lang
) -> Ask:
    ways = (asked.kinds, *asked.instead)
    name = "ask_documents_late" if asked.until < today else "ask_documents"
    words = phrase(name).said(
        lang, until=day_month(asked.until, lang), kinds=ways_words(ways, lang)
    )
    wanted = {kind for way in ways for kind in way}
    came = {one.doc_kind for one in waiting}
    is_whole = any(set(way) <= came for way in ways)
    sent = tuple(one.no for one in waiting if one.doc_kind in wanted)
    return Ask(words, (), "closing", sent, is_whole)


def _rejected(
    page: PartnerPage, where: tuple[str, str], waiting: Sequence[SentBefore], lang: Lang
) -> Iterator[Ask]:
    for paper in page.rejected:
        if (paper.entity_id, paper.month) != where:
            continue
        name = kind_words(paper.kind, lang)
        if paper.number:
            name = f"{name} {numbered(paper.number, lang)}"
        reason = paper.comment or phrase("not_accepted").said(lang)
        words = phrase("ask_again").said(lang, paper=name, reason=reason)
        sent = tuple(one.no for one in waiting if one.doc_kind == paper.kind)
        yield Ask(words, (), "closing", sent, bool(sent))
