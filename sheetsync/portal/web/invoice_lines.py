"""Invoices as the account shows them: each in a line, sums apart by currency.

Source: portal.md 8, `GET /invoices` and its status words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sheetsync.language import Lang
from sheetsync.language.days import short_day
from sheetsync.language.marks import numbered
from sheetsync.language.money import money
from sheetsync.language.plurals import counted
from sheetsync.portal.web.places import entity_names, submission_url
from sheetsync.portal.web.readers import AccountReader
from sheetsync.portal.web.saying import part_paid_words, payment_words, state_words
from sheetsync.portal.web.sent_view import entered_as, tone_of
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.texts.invoices import INVOICE
from sheetsync.rules.portal.page_parts import PageCreditNote, PageInvoice, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.catalogue.payables import COUNTED, INVOICE_STATUS, UNPAID

_STATUSES = {one.code: one for one in INVOICE_STATUS}
#: What is shown of the sheet: what counts for money, and what people made void.
SHOWN = frozenset({*COUNTED, "void"})


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice, a credit note, or an invoice that is on its way into the sheet.

    Attributes:
        title: number and day.
        entity: its legal entity, where the partner has several.
        month: that it is for, ``2026-03``; "" for none.
        amount: with its currency; of a credit note with a minus.
        state: what becomes of it; `tone` how that looks.
        notes: what else there is to say, each a sentence.
        no: of the submission that brought it; "" for none; `address` where its page is.
    """

    title: str
    entity: str
    month: str
    amount: str
    state: str
    tone: str
    notes: tuple[str, ...] = ()
    no: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What invoices of one currency come to, with the currency; "" for nothing.

    Attributes:
        counted: how many, with the noun.
        amount: of all of them; `left` what is to be paid, `overdue` what of that is late.
    """

    currency: str
    counted: str
    amount: str
    left: str = ""
    overdue: str = ""


def invoice_line(visit: AccountReader, one: PageInvoice) -> InvoiceLine:
    """An invoice that stands in the sheet."""
    lang = visit.lang
    status = _STATUSES.get(one.status)
    said = payment_words(one, one.docs_missing, lang)
    said = said or phrase("void" if one.status == "void" else "no_due_day").said(lang)
    return InvoiceLine(
        title=_title(one.number, one, lang),
        entity=_entity(visit.page, one.entity_id),
        month=one.month,
        amount=money(one.amount_minor, one.currency, lang),
        state=said,
        tone=status.tone or "over" if status else "over",
        notes=tuple(_notes(one, lang)),
        no=one.submission,
        address=submission_url(one.submission) if one.submission else "",
    )


def receivable_line(visit: AccountReader, one: PageInvoice) -> InvoiceLine:
    """An invoice of ours that the partner still pays: its lateness is theirs."""
    lang = visit.lang
    name = f"theirs_{one.status}" if one.due_on else "theirs_undated"
    if one.status == "disputed":
        name = "theirs_disputed"
    elif name not in {"theirs_open", "theirs_due_today", "theirs_overdue"}:
        name = "theirs_undated"
    day = short_day(one.due_on, lang) if one.due_on else ""
    part = part_paid_words(one, lang)
    return replace(
        invoice_line(visit, one),
        state=phrase(name).said(lang, day=day),
        notes=(part,) if part else (),
    )


def credit_line(visit: AccountReader, one: PageCreditNote) -> InvoiceLine:
    """A credit note that stands in the sheet."""
    lang = visit.lang
    name = "credit_applied" if one.is_applied else "credit_waits"
    corrects = numbered(one.corrects, lang) if one.corrects else ""
    return InvoiceLine(
        title=phrase("credit_note").said(lang, paper=_title(one.number, one, lang)),
        entity=_entity(visit.page, one.entity_id),
        month=one.month,
        amount=money(-one.amount_minor, one.currency, lang),
        state=phrase(name if corrects else "credit_any").said(lang, number=corrects),
        tone="over",
    )


def sent_line(visit: AccountReader, one: SentBefore) -> InvoiceLine:
    """An invoice that was sent and does not stand in the sheet yet."""
    lang = visit.lang
    dated = one.doc_date
    title = numbered(one.number, lang)
    if dated:
        title = phrase("paper_dated").said(lang, paper=title, day=short_day(dated, lang))
    reason = one.text if one.state in {"rejected", "asked"} else ""
    return InvoiceLine(
        title=title,
        entity=_entity(visit.page, one.entity_id),
        month=one.month,
        amount="" if one.amount_minor is None else money(one.amount_minor, one.currency, lang),
        state=state_words(one, None, lang),
        tone=tone_of(one),
        notes=(reason,) if reason else (),
        no=one.no,
        address=submission_url(one.no),
    )


def on_the_way(page: PartnerPage, sent: Iterable[SentBefore]) -> list[SentBefore]:
    """Invoices that were sent, are neither over nor in the sheet."""
    numbers = {(one.entity_id, one.number_key) for one in page.invoices if one.number_key}
    told = []
    for one in sent:
        is_entered = entered_as(page, one) is not None
        came_otherwise = one.is_returned and (one.entity_id, one.number_key) in numbers
        is_over = one.state in {"withdrawn", "replaced"} or is_entered or came_otherwise
        if one.kind == "invoice" and not is_over:
            told.append(one)
    return told


def sums_of(invoices: Sequence[PageInvoice], first: str, lang: Lang) -> tuple[Sums, ...]:
    """What invoices come to, never across currencies.

    Args:
        invoices: of the sheet.
        first: the currency that stands in front.
        lang: of the reader.
    """
    found: defaultdict[str, list[PageInvoice]] = defaultdict(list)
    for one in invoices:
        if one.status in COUNTED:
            found[one.currency].append(one)
    order = sorted(found, key=lambda currency: (currency != first, currency))
    return tuple(_sums(currency, found[currency], lang) for currency in order)


def _sums(currency: str, invoices: Sequence[PageInvoice], lang: Lang) -> Sums:
    unpaid = [one for one in invoices if one.status in UNPAID]
    late = [one for one in unpaid if one.status == "overdue"]
    total = sum(one.amount_minor for one in invoices)
    sums = Sums(currency, counted(len(invoices), INVOICE, lang), money(total, currency, lang))
    left, overdue = (sum(one.outstanding_minor for one in some) for some in (unpaid, late))
    return replace(
        sums,
        left=money(left, currency, lang) if unpaid else "",
        overdue=money(overdue, currency, lang) if late else "",
    )


def _title(number: str, one: PageInvoice | PageCreditNote, lang: Lang) -> str:
    dated = short_day(one.dated, lang)
    return phrase("paper_dated").said(lang, paper=numbered(number, lang), day=dated)


def _entity(page: PartnerPage, entity_id: str) -> str:
    return entity_names(page).get(entity_id, "") if len(page.entities) > 1 else ""


def _notes(one: PageInvoice, lang: Lang) -> Iterable[str]:
    if one.status == "overdue" and one.due_on:
        yield phrase("was_due").said(lang, day=short_day(one.due_on, lang))
    part = part_paid_words(one, lang)
    if part:
        yield part
    if one.credits_minor > 0:
        amount = money(one.credits_minor, one.currency, lang)
        yield phrase("credited").said(lang, amount=amount)
    if one.status == "overpaid" and one.outstanding_minor < 0:
        amount = money(-one.outstanding_minor, one.currency, lang)
        yield phrase("overpaid").said(lang, amount=amount)
