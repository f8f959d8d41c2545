"""How papers, states, sizes and ages are said on the pages; figures and days by `language`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from sheetsync.language import Lang
from sheetsync.language.days import ago, clock, day_clock, day_month
from sheetsync.language.days import day as day_words
from sheetsync.language.marks import listed, numbered, sentence
from sheetsync.language.money import money
from sheetsync.language.numbers import number
from sheetsync.language.plurals import DAY, counted
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.texts.sent import WITHIN_WORKING_DAYS
from sheetsync.rules.portal.page_parts import AskedAgreement, PageInvoice, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.rules.portal.submissions import FileFacts
from sheetsync.tables.catalogue.documents import AGREEMENT_KIND, DOCUMENT_KIND

_AGREEMENTS = {choice.code: choice for choice in AGREEMENT_KIND}
_KINDS = {choice.code: choice for choice in DOCUMENT_KIND}
_KB, _MB = 1_000, 1_000_000
#: What is said of these does without "accepted".
_SAY_ALL = frozenset({"paid", "overpaid", "disputed"})
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Owed(Protocol):
    """An invoice as far as its payment goes."""

    @property
    def status(self) -> str:
        """A code of INVOICE_STATUS; "" where nobody knows."""

    @property
    def due_on(self) -> date | None:
        """The day we pay by."""

    @property
    def paid_on(self) -> date | None:
        """The day of the last payment."""

    @property
    def days_late(self) -> int:
        """Days after the due day: until it was paid, else until now."""


def kind_words(code: str, lang: Lang) -> str:
    """A closing document by its kind; of another version's kind its code.

    >>> kind_words("upd1", "ru"), kind_words("?", "en")
    ('УПД (статус 1)', '?')
    """
    return _KINDS[code].label(lang) if code in _KINDS else code


def kinds_words(kinds: Sequence[str], lang: Lang) -> str:
    """Several kinds of documents that come together."""
    return listed([kind_words(code, lang) for code in kinds], lang) if kinds else ""


def ways_words(ways: Sequence[Sequence[str]], lang: Lang) -> str:
    """Several ways to one whole pack: "act and VAT invoice or UPD (status 1)"."""
    return phrase("or").said(lang).join(kinds_words(way, lang) for way in ways if way)


def agreement_words(one: AskedAgreement, lang: Lang) -> str:
    """What a legal paper wants of the partner, as the letter says it."""
    paper = _AGREEMENTS[one.kind].label(lang) if one.kind in _AGREEMENTS else one.kind
    if one.number:
        paper = phrase("paper_numbered").said(lang, kind=paper, number=numbered(one.number, lang))
    name = f"agreement_{one.state}" if one.day else "agreement_undated"
    day = day_words(one.day, lang) if one.day else ""
    return phrase(name).said(lang, paper=sentence(paper), day=day)


def paper_words(sent: SentBefore, lang: Lang) -> str:
    """What was sent: "Invoice no. 31 of 2 April, 285,000.00 RUB"."""
    if sent.kind == "question":
        return phrase("ask_title").said(lang, number=sent.number)
    if sent.kind == "requisites":
        return sentence(phrase("req_what").said(lang))
    kind = phrase("invoice").said(lang) if sent.kind == "invoice" else ""
    paper = kind or kind_words(sent.doc_kind, lang)
    if sent.number:
        paper = phrase("paper_numbered").said(lang, kind=paper, number=numbered(sent.number, lang))
    if sent.doc_date:
        paper = phrase("paper_dated").said(lang, paper=paper, day=day_month(sent.doc_date, lang))
    if sent.amount_minor is not None:
        amount = money(sent.amount_minor, sent.currency, lang)
        paper = phrase("paper_amount").said(lang, paper=paper, amount=amount)
    return sentence(paper)


def dated_words(day: date | None, lang: Lang) -> str:
    """Behind a number: the day of the paper, with the space before it; "" for none."""
    return phrase("dated").said(lang, day=day_month(day, lang)) if day else ""


def moment_words(at: datetime, zone: tzinfo, lang: Lang) -> str:
    """A moment by somebody's clock."""
    return day_clock(at.astimezone(zone), lang)


def as_of_words(page: PartnerPage, now: datetime, zone: tzinfo, lang: Lang) -> str:
    """Since when the page's figures stand; the day where it is not today."""
    at, today = page.computed_at.astimezone(zone), now.astimezone(zone).date()
    when = clock(at, lang) if at.date() == today else day_clock(at, lang)
    return phrase("as_of").said(lang, when=when, ago=ago(now - page.computed_at, lang))


def age_name(page: PartnerPage, now: datetime) -> str:
    """The phrase that warns of old figures: "older", "much_older"; "" while they are fresh."""
    age = now - page.computed_at
    if age > _DAY:
        return "much_older"
    return "older" if age > _HOUR else ""


def within_words(days: int, lang: Lang) -> str:
    """Within so many working days: what stands behind "within"."""
    return counted(days, WITHIN_WORKING_DAYS, lang)


def size_words(size: int, lang: Lang) -> str:
    r"""How large a file is.

    >>> size_words(2_340_000, "ru").replace(chr(160), "_"), size_words(120, "en")
    ('2,3_МБ', '1\xa0KB')
    """
    if size >= _MB:
        said = phrase("size_mb").said(lang, size=number(size / _MB, lang))
    else:
        said = phrase("size_kb").said(lang, size=max(1, round(size / _KB)))
    return said.replace(" ", "\u00a0")


def file_words(file: FileFacts, lang: Lang) -> str:
    """A file by its name and size."""
    return phrase("kept_file").said(lang, name=file.name_shown, size=size_words(file.size, lang))


def state_words(sent: SentBefore, invoice: PageInvoice | None, lang: Lang) -> str:
    """What became of something, as its partner reads it. Source: portal.md 8, status words.

    Args:
        sent: what was sent.
        invoice: of an accepted invoice, how it stands in the sheet; None: nobody looked yet.
        lang: of the reader.
    """
    if sent.state == "replaced":
        name = "state_replaced" if sent.text else "state_replaced_plain"
        return phrase(name).said(lang, other=sent.text)
    if sent.state == "accepted" and sent.kind == "invoice":
        return _accepted_words(sent, invoice, lang)
    if sent.kind == "question":
        return phrase(f"question_{sent.state}").said(lang)
    return phrase(f"state_{sent.state}").said(lang)


def _accepted_words(sent: SentBefore, invoice: PageInvoice | None, lang: Lang) -> str:
    payment = payment_words(sent, invoice.docs_missing if invoice else (), lang)
    if not payment:
        return phrase("state_accepted").said(lang)
    if sent.status in _SAY_ALL:
        return payment
    return phrase("accepted_and").said(lang, payment=payment)


def payment_words(owed: Owed, kinds: Sequence[str], lang: Lang) -> str:
    """When an invoice is paid, as its partner reads it; "" where there is nothing to say.

    Args:
        owed: its status and days.
        kinds: codes of the documents that the payment waits for.
        lang: of the reader.
    """
    name, facts = _payment(owed, kinds, lang)
    return phrase(name).said(lang, **facts) if name else ""


def _payment(owed: Owed, kinds: Sequence[str], lang: Lang) -> tuple[str, dict[str, str]]:
    """The phrase about a payment, with what stands in its places."""
    late = counted(owed.days_late, DAY, lang) if owed.days_late > 0 else ""
    if owed.status in {"paid", "overpaid"}:
        return _paid(owed.paid_on, late, lang)
    if owed.status == "waiting_docs":
        waits = kinds_words(kinds, lang)
        return ("pay_waiting_docs", {"kinds": waits}) if waits else ("pay_waiting_docs_any", {})
    if owed.status == "overdue" and late:
        return "pay_overdue", {"days": late}
    if owed.status == "disputed":
        return "pay_disputed", {}
    due = owed.due_on
    return ("pay_open", {"day": day_month(due, lang)}) if due else ("", {})


def _paid(paid: date | None, late: str, lang: Lang) -> tuple[str, dict[str, str]]:
    if paid is None:
        return "pay_paid_any", {}
    day = day_month(paid, lang)
    return ("pay_paid_late", {"day": day, "days": late}) if late else ("pay_paid", {"day": day})


def part_paid_words(invoice: PageInvoice | None, lang: Lang) -> str:
    """What of an invoice is paid so far; "" where that is nothing or all."""
    if invoice is None or not invoice.paid_minor or invoice.outstanding_minor <= 0:
        return ""
    return phrase("pay_part").said(
        lang,
        paid=money(invoice.paid_minor, invoice.currency, lang),
        left=money(invoice.outstanding_minor, invoice.currency, lang),
    )
