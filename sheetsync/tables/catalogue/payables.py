"""Invoices and what waits for payment: choices, tabs (workbook-and-rules.md 1.2, 1.3)."""

from dataclasses import dataclass, field
from typing import Literal

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import (
    comment,
    currency,
    entity_code,
    entity_id,
    file_url,
    legal_name,
    money,
    partner_name,
    shown,
    shown_money,
    submission,
)
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.money import INVOICES_NOTES
from sheetsync.tables.catalogue.notes.portal import SUBMISSION_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class InvoiceStatus(Choice):
    """What has become of an invoice.

    Attributes:
        unpaid: somebody still has to pay it.
        settled: it counts for money, and nothing is left to pay.
        in_time: it is to be paid, and its day has not passed.
        payable: our money may leave for it: nothing but its day keeps it waiting.
        no_promise: it is no promise to pay, by which a payer could be measured.
        surplus: money of ours that the other side holds.
        tone: how a letter shows it: good, wait, late; "" plainly.
        signal: the colour that it always has, whatever its days; "" where they decide.
    """

    unpaid: bool = field(default=False, kw_only=True)
    settled: bool = field(default=False, kw_only=True)
    in_time: bool = field(default=False, kw_only=True)
    payable: bool = field(default=False, kw_only=True)
    no_promise: bool = field(default=False, kw_only=True)
    surplus: bool = field(default=False, kw_only=True)
    tone: Literal["", "good", "wait", "late"] = field(default="", kw_only=True)
    signal: Literal["", "red", "orange", "yellow", "grey"] = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Bucket(Choice):
    """How old a debt is.

    Attributes:
        last_day: the last day past the due date that falls into it; None: no day is its last, or
            age is not what it tells.
        late: whether what it holds is overdue.
    """

    last_day: int | None = field(default=None, kw_only=True)
    late: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Signal(Choice):
    """The colour that an invoice is shown in.

    Attributes:
        waits: it has waited long, or its day is near or gone: somebody should look.
    """

    waits: bool = field(default=True, kw_only=True)


DIRECTION = (
    Choice("in", en="from partner", ru="от партнёра"),
    Choice("out", en="to partner", ru="партнёру"),
)

INVOICE_KIND = (
    Choice("invoice", en="invoice", ru="счёт"),
    Choice("credit_note", en="credit note", ru="корректировка"),
)

INVOICE_STATE = (
    Choice("draft", en="draft", ru="черновик"),
    Choice("disputed", en="disputed", ru="спор"),
    Choice("void", en="void", ru="аннулирован"),
)

INVOICE_STATUS = (
    InvoiceStatus("void", en="void", ru="аннулирован", no_promise=True),
    InvoiceStatus("draft", en="draft", ru="черновик", no_promise=True),
    InvoiceStatus("duplicate", en="duplicate", ru="повтор", no_promise=True),
    InvoiceStatus("line", en="line of an invoice", ru="строка счёта"),
    InvoiceStatus("applied", en="applied", ru="зачтена"),
    InvoiceStatus("unapplied_credit", en="unapplied credit", ru="не зачтена", surplus=True),
    InvoiceStatus("error", en="error", ru="ошибка", no_promise=True),
    InvoiceStatus(
        "overpaid", en="overpaid", ru="переплата", settled=True, surplus=True, tone="good"
    ),
    InvoiceStatus("paid", en="paid", ru="оплачен", settled=True, tone="good"),
    InvoiceStatus(
        "disputed",
        en="disputed",
        ru="спор",
        unpaid=True,
        no_promise=True,
        tone="wait",
        signal="grey",
    ),
    InvoiceStatus(
        "waiting_docs", en="waiting for documents", ru="ждёт документов", unpaid=True, tone="wait"
    ),
    InvoiceStatus("no_due_date", en="no due date", ru="без срока", unpaid=True, payable=True),
    InvoiceStatus("open", en="open", ru="к оплате", unpaid=True, in_time=True, payable=True),
    InvoiceStatus(
        "due_today",
        en="due today",
        ru="срок сегодня",
        unpaid=True,
        in_time=True,
        payable=True,
        tone="wait",
    ),
    InvoiceStatus("overdue", en="overdue", ru="просрочен", unpaid=True, payable=True, tone="late"),
)

#: Statuses of invoices that somebody still has to pay.
UNPAID = codes(one for one in INVOICE_STATUS if one.unpaid)
#: Marks that people put on an invoice that is still to be paid, the strongest first.
UNPAID_MARKS = tuple(mark for mark in codes(INVOICE_STATE) if mark in UNPAID)
#: Statuses of invoices that are to be paid and not late.
IN_TIME = codes(one for one in INVOICE_STATUS if one.in_time)
#: Statuses of invoices for which our money may leave: neither disputed nor waiting for documents.
PAYABLE = codes(one for one in INVOICE_STATUS if one.payable)
#: Statuses of rows that count for money: unpaid or settled invoices.
COUNTED = codes(one for one in INVOICE_STATUS if one.unpaid or one.settled)

#: From calm to alarming; grey for what has no date, green for what is in our favour.
BUCKET = (
    Bucket("not_due", en="not due", ru="срок не наступил", last_day=0, colour="#a9c5de"),
    Bucket("1-30", en="1–30 days", ru="1–30 дней", last_day=30, late=True, colour="#f6d186"),
    Bucket("31-60", en="31–60 days", ru="31–60 дней", last_day=60, late=True, colour="#f2a65a"),
    Bucket("61-90", en="61–90 days", ru="61–90 дней", last_day=90, late=True, colour="#e2703a"),
    Bucket("90+", en="over 90 days", ru="больше 90 дней", late=True, colour="#b3261e"),
    Bucket("no_due_date", en="no due date", ru="без срока", colour="#c7c7c7"),
    Bucket(
        "credit",
        en="credits",
        ru="переплаты и корректировки",
        colour="#8fbf8f",
        formerly=("credit", "в нашу пользу"),
    ),
)

#: The directions of invoices, as the answer to "who owes whom".
WHO_OWES = (
    Choice("in", en="we owe", ru="мы должны", formerly=("we", "мы")),
    Choice("out", en="owed to us", ru="нам должны", formerly=("partner", "партнёр")),
)

#: How pressing an unpaid invoice is. Source: workbook-and-rules.md 3.4, level.
URGENCY = (
    Choice("4", en="critical (4)", ru="критично (4)"),
    Choice("3", en="very urgent (3)", ru="очень срочно (3)"),
    Choice("2", en="urgent (2)", ru="срочно (2)"),
    Choice("1", en="soon (1)", ru="скоро (1)"),
    Choice("0", en="not urgent (0)", ru="не срочно (0)"),
)

#: The worst the strongest.
HIGHLIGHT = (
    Signal("red", en="red", ru="красный", colour="#f4c0bb"),
    Signal("orange", en="orange", ru="оранжевый", colour="#fcdcb0"),
    Signal("yellow", en="yellow", ru="жёлтый", colour="#fff3bf"),
    Signal("grey", en="grey", ru="серый", waits=False, colour="#e0e0e0"),
)

BLOCKED_BY = (
    Choice(
        "no_closing_docs",
        en="no closing documents",
        ru="нет закрывающих документов",
        formerly=("нет закрывающих",),
    ),
    Choice("dispute", en="dispute", ru="спор"),
)


INVOICES = PeopleTab(
    "invoices",
    en="Invoices",
    ru="Счета",
    about=Phrase(
        ru="Счета: сумма, срок, сколько оплачено",
        en="Invoices: amount, due date, how much is paid",
    ),
    columns=noted(
        INVOICES_NOTES,
        (
            Column(
                "direction",
                "enum",
                allowed=DIRECTION,
                heading=Phrase(ru="Направление", en="Direction"),
                key=True,
                default="in",
            ),
            entity_id(),
            Column(
                "kind",
                "enum",
                allowed=INVOICE_KIND,
                heading=Phrase(ru="Вид", en="Kind"),
                key=True,
                default="invoice",
            ),
            Column(
                "number", "id", required=True, heading=Phrase(ru="Номер", en="Number"), key=True
            ),
            Column(
                "invoice_date",
                "date",
                required=True,
                heading=Phrase(ru="Дата", en="Date"),
                key=True,
            ),
            Column(
                "month",
                "month",
                required=True,
                # Without its month it is in no pack, but a debt all the same.
                blank_drops_row=False,
                heading=Phrase(ru="Месяц", en="Month"),
            ),
            money("amount", en="Amount", ru="Сумма", required=True),
            currency(),
            Column("received_on", "date", heading=Phrase(ru="Получен", en="Received")),
            Column("due_date", "date", heading=Phrase(ru="Оплатить до", en="Due")),
            money("paid_amount", en="Paid", ru="Оплачено"),
            Column("paid_date", "date", heading=Phrase(ru="Дата оплаты", en="Paid on")),
            Column(
                "ref_number",
                "id",
                heading=Phrase(ru="К счёту №", en="Corrects"),
                required_when="kind is credit_note",
            ),
            Column(
                "state", "enum", allowed=INVOICE_STATE, heading=Phrase(ru="Отметка", en="State")
            ),
            file_url(),
            comment(),
            money("vat_amount", en="VAT", ru="НДС"),
            *noted(SUBMISSION_NOTES, (submission(),)),
        ),
    ),
)


def urgency() -> Column:
    """How pressing an invoice is, in a word that the header explains."""
    return shown(
        "level",
        en="Urgency",
        ru="Срочность",
        allowed=URGENCY,
        width_px=150,
        formerly=("Level", "Уровень"),
        note=Phrase(
            ru="Для чего: видно, какой счёт первый. Например, «срочно (2)».\n"
            "Критично (4) — просрочен больше чем на 30 дней. Очень срочно (3) — просрочен "
            "на 8–30 дней, или без срока и ждёт дольше wait_alarm_days. Срочно (2) — просрочен "
            "не больше чем на 7 дней. Скоро (1) — срок в ближайшие дни (due_soon_days), или без "
            "срока и ждёт дольше wait_warn_days. Не срочно (0) — всё остальное и спорные.",
            en="What for: which invoice comes first. For example, “urgent (2)”.\n"
            "Critical (4): over 30 days overdue. Very urgent (3): 8–30 days overdue, or without a "
            "due date and waiting longer than wait_alarm_days. Urgent (2): up to 7 days overdue. "
            "Soon (1): due within due_soon_days, or without a due date and waiting longer than "
            "wait_warn_days. Not urgent (0): everything else, and what is disputed.",
        ),
    )


OVERDUE = ToolTab(
    "overdue",
    en="Awaiting payment",
    ru="Ждут оплаты",
    formerly=("Overdue",),
    about=Phrase(
        ru="Неоплаченные счета, худшие первыми",
        en="Unpaid invoices, the worst first",
    ),
    # What one pays by stands first, so that it is seen without scrolling.
    columns=(
        urgency(),
        shown(
            "direction",
            en="Who owes",
            ru="Кто должен",
            allowed=WHO_OWES,
            formerly=("Who pays", "Кто платит"),
        ),
        partner_name(),
        legal_name(),
        shown("number", en="Number", ru="Номер", kind="id", key=True),
        shown_money("outstanding", en="Outstanding", ru="Остаток"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("due", en="Due", ru="Срок", kind="date"),
        shown("days_overdue", en="Days overdue", ru="Просрочка", kind="integer", daily=True),
        shown("highlight", en="Signal", ru="Сигнал", allowed=HIGHLIGHT, coloured=True),
        shown("curator", en="Curator", ru="Куратор"),
        shown("month", en="Month", ru="Месяц", kind="month", key=True),
        shown("date", en="Date", ru="Дата", kind="date"),
        shown("waiting", en="Waiting, days", ru="Ждёт", kind="integer", daily=True),
        shown("blocked_by", en="Blocked by", ru="Мешает", allowed=BLOCKED_BY),
        shown("file", en="File", ru="Файл", kind="url"),
        shown("comment", en="Comment", ru="Комментарий", width_px=220),
        entity_code(),
    ),
)
