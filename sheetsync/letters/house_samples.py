"""Sample facts for the letters to our own people: templates are proved on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sheetsync.language import Lang, Phrase
from sheetsync.letters.house_links import HouseLinks
from sheetsync.letters.notice import ManagerNotice
from sheetsync.letters.overview import LetterState
from sheetsync.rules.digests import AttentionItem, Digest, InvoiceItem, Total
from sheetsync.rules.payments.advances import CalledAdvance
from sheetsync.rules.payments.waiting_lines import WaitingLine

_NAME, _LEGAL_NAME, _CURATOR = (
    Phrase(ru="Вектор", en="Vector"),
    Phrase(ru="ООО «Вектор»", en="Vector LLC"),
    Phrase(ru="Анна", en="Anna"),
)
_HELD = (
    Phrase(
        ru="«Партнёры»: пропало 8 из 20 строк; история ждёт. Верните строки (Файл → История "
        "версий) или подтвердите: sheetsync run mirror --force",
        en="Partners: 8 of 20 rows are gone; its history waits. Bring them back (File → Version "
        "history) or confirm: sheetsync run mirror --force",
    ),
    Phrase(
        ru="вкладки «Склад» нет; строки сохранены. Верните её или подтвердите: sheetsync run "
        "mirror --force",
        en="the tab Stock is gone; its rows are kept. Bring it back or confirm: sheetsync run "
        "mirror --force",
    ),
)
_COMMENT = Phrase(ru="нет подписи", en="the signature is missing")
_CALL, _ASK = (
    Phrase(
        ru="Позвоните и узнайте, что мешает подписать.",
        en="Call and ask what keeps them from signing.",
    ),
    Phrase(ru="Узнайте, будут ли работы.", en="Ask whether there will be jobs."),
)


#: Where the samples lead: of the partners one has a row.
SAMPLE_LINKS = HouseLinks(
    "https://docs.google.com/spreadsheets/d/1AbC/edit",
    {"partners": ("#gid=1", "N"), "invoices": ("#gid=7", "P"), "jobs": ("#gid=5", "R")},
    {"P-001": 2},
)


def digest_samples(lang: Lang) -> Mapping[str, Digest]:
    """Digests by name: invoices, attention, stale, never_paid, held, bank, advances, old_bank."""
    name, curator = _NAME.said(lang), _CURATOR.said(lang)
    overdue = InvoiceItem(
        key="9900000017/31",
        occasion="risen",
        level=4,
        highlight="red",
        direction="in",
        legal_name=_LEGAL_NAME.said(lang),
        partner=name,
        curator=curator,
        number="31",
        invoice_date=date(2026, 3, 2),
        month="2026-02",
        outstanding_minor=27_500_000,
        currency="RUB",
        due=date(2026, 3, 10),
        days_overdue=36,
        waiting_days=44,
        blocked_by="no_closing_docs",
        file_url="https://disk.company.example/31.pdf",
        comment=_COMMENT.said(lang),
        sheet_row=12,
    )
    invoices = (
        overdue,
        replace(overdue, number="32", level=3, due=None, days_overdue=0, file_url=""),
        replace(overdue, number="33", level=2, days_overdue=1, occasion="reminder", curator=""),
        replace(
            overdue,
            number="34",
            level=1,
            direction="out",
            days_overdue=0,
            occasion="new",
            blocked_by="dispute",
            comment="",
        ),
    )
    attention = (
        AttentionItem("alarm", "P-001", name, "unsigned", date(2026, 3, 1), 45, _CALL.said(lang)),
        AttentionItem("note", "P-002", name, "silent", None, None, _ASK.said(lang)),
    )
    full = Digest(
        to="anna@company.example",
        name=curator,
        roles=("curator", "manager"),
        lang=lang,
        as_of=date(2026, 4, 15),
        invoices=invoices,
        totals=(Total("in", "RUB", 3, 82_500_000), Total("out", "RUB", 1, 27_500_000)),
        attention=attention,
    )
    return {
        "invoices": replace(full, attention=(), totals=full.totals[:1]),
        "attention": replace(full, invoices=(), totals=(), name=""),
        "stale": replace(full, payments_until=date(2026, 3, 31), payments_stale=True),
        "never_paid": replace(full, payments_stale=True),
        "bank": replace(
            full,
            to="books@company.example",
            roles=("accountant",),
            invoices=(),
            totals=(),
            attention=(),
            bank_lines=tuple(line.said(lang) for line in _bank_lines(name)),
            bank_lines_count=2,
        ),
        "advances": replace(
            full,
            to="books@company.example",
            roles=("accountant",),
            invoices=(),
            totals=(),
            attention=(),
            advances=(_advance().said(lang),),
        ),
        "old_bank": replace(full, bank_until=date(2026, 3, 31), payments_stale=True),
        "held": replace(
            full,
            to="boss@company.example",
            roles=("manager",),
            invoices=(),
            totals=(),
            attention=(),
            held=tuple(sentence.said(lang) for sentence in _HELD),
        ),
    }


def _advance() -> CalledAdvance:
    return CalledAdvance(
        line_id="a3",
        booked_on=date(2026, 3, 12),
        entity_id="E-001",
        amount_minor=2_000_000,
        currency="RUB",
        is_rest=False,
        numbers=("45",),
    )


def _bank_lines(name: str) -> Iterator[WaitingLine]:
    """One line that is surely somebody's, one that is nobody's."""
    known = WaitingLine(
        line_id="a1",
        booked_on=date(2026, 4, 13),
        flow="out",
        amount_minor=27_500_000,
        currency="RUB",
        counterparty=name,
        proposal="№ 31 275 000,00",
        level="exact",
    )
    yield known
    yield replace(known, line_id="a2", flow="in", counterparty="", proposal="", level="none")


def notice_samples(lang: Lang) -> Mapping[str, ManagerNotice]:
    """Notices by name: month_open, before, after, both."""
    name = _NAME.said(lang)
    held = LetterState(
        "P-001",
        name,
        "2026-03",
        "held",
        None,
        _COMMENT.said(lang),
        _CALL.said(lang),
        (),
        "jobs",
        "C5",
    )
    troubles = (
        held,
        replace(held, partner_id="P-002", state="failed", tab="", cell=""),
        replace(held, partner_id="P-003", state="unknown", tab="", cell=""),
    )
    after = ManagerNotice(
        to="boss@company.example",
        lang=lang,
        as_of=date(2026, 4, 2),
        period="2026-03",
        send_on=date(2026, 4, 2),
        troubles=troubles,
    )
    return {
        "after": after,
        "before": replace(after, as_of=date(2026, 4, 1), troubles=troubles[:1]),
        "month_open": replace(after, troubles=(), month_open=True, waiting=14),
        "both": replace(after, troubles=troubles[1:], month_open=True, waiting=13),
    }
