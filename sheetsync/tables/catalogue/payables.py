"""Invoices and what waits for payment: choices, tabs (workbook-and-rules.md 1.2, 1.3)."""

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
)
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab

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
    Choice("void", en="void", ru="аннулирован"),
    Choice("draft", en="draft", ru="черновик"),
    Choice("duplicate", en="duplicate", ru="повтор"),
    Choice("line", en="line of an invoice", ru="строка счёта"),
    Choice("applied", en="applied", ru="зачтена"),
    Choice("unapplied_credit", en="unapplied credit", ru="не зачтена"),
    Choice("error", en="error", ru="ошибка"),
    Choice("overpaid", en="overpaid", ru="переплата"),
    Choice("paid", en="paid", ru="оплачен"),
    Choice("disputed", en="disputed", ru="спор"),
    Choice("waiting_docs", en="waiting for documents", ru="ждёт документов"),
    Choice("no_due_date", en="no due date", ru="без срока"),
    Choice("open", en="open", ru="к оплате"),
    Choice("due_today", en="due today", ru="срок сегодня"),
    Choice("overdue", en="overdue", ru="просрочен"),
)

BUCKET = (
    Choice("not_due", en="not due", ru="срок не наступил"),
    Choice("1-30", en="1-30", ru="1-30"),
    Choice("31-60", en="31-60", ru="31-60"),
    Choice("61-90", en="61-90", ru="61-90"),
    Choice("90+", en="90+", ru="90+"),
    Choice("no_due_date", en="no due date", ru="без срока"),
    Choice("credit", en="credit", ru="в нашу пользу"),
)

#: The directions of invoices, as the answer to "who pays".
WHO_PAYS = (Choice("in", en="we", ru="мы"), Choice("out", en="partner", ru="партнёр"))

HIGHLIGHT = (
    Choice("red", en="red", ru="красный"),
    Choice("orange", en="orange", ru="оранжевый"),
    Choice("yellow", en="yellow", ru="жёлтый"),
    Choice("grey", en="grey", ru="серый"),
)

BLOCKED_BY = (
    Choice("no_closing_docs", en="no closing documents", ru="нет закрывающих"),
    Choice("dispute", en="dispute", ru="спор"),
)


INVOICES = PeopleTab(
    "invoices",
    en="Invoices",
    ru="Счета",
    columns=(
        Column(
            "direction",
            "enum",
            allowed=DIRECTION,
            headers=("Direction", "Направление"),
            key=True,
            default="in",
        ),
        entity_id(),
        Column(
            "kind",
            "enum",
            allowed=INVOICE_KIND,
            headers=("Kind", "Вид"),
            key=True,
            default="invoice",
        ),
        Column("number", "id", required=True, headers=("Number", "Номер"), key=True),
        Column("invoice_date", "date", required=True, headers=("Date", "Дата"), key=True),
        Column("month", "month", required=True, headers=("Month", "Месяц")),
        money("amount", en="Amount", ru="Сумма", required=True),
        currency(),
        Column("received_on", "date", headers=("Received", "Получен")),
        Column("due_date", "date", headers=("Due", "Оплатить до")),
        money("paid_amount", en="Paid", ru="Оплачено"),
        Column("paid_date", "date", headers=("Paid on", "Дата оплаты")),
        Column(
            "ref_number",
            "id",
            headers=("Corrects", "К счёту №"),
            required_when="kind is credit_note",
        ),
        Column("state", "enum", allowed=INVOICE_STATE, headers=("State", "Отметка")),
        file_url(),
        comment(),
    ),
)


OVERDUE = ToolTab(
    "overdue",
    en="Overdue",
    ru="Ждут оплаты",
    columns=(
        shown("level", en="Level", ru="Уровень", kind="integer"),
        shown("highlight", en="Signal", ru="Сигнал", allowed=HIGHLIGHT),
        shown("direction", en="Who pays", ru="Кто платит", allowed=WHO_PAYS),
        entity_code(),
        legal_name(),
        partner_name(),
        shown("curator", en="Curator", ru="Куратор"),
        shown("number", en="Number", ru="Номер", kind="id", key=True),
        shown("date", en="Date", ru="Дата", kind="date"),
        shown("month", en="Month", ru="Месяц", kind="month", key=True),
        shown_money("outstanding", en="Outstanding", ru="Остаток"),
        shown("currency", en="Currency", ru="Валюта"),
        shown("due", en="Due", ru="Срок", kind="date"),
        shown("days_overdue", en="Days overdue", ru="Просрочка", kind="integer"),
        shown("waiting", en="Waiting, days", ru="Ждёт", kind="integer"),
        shown("blocked_by", en="Blocked by", ru="Мешает", allowed=BLOCKED_BY),
        shown("file", en="File", ru="Файл", kind="url"),
        shown("comment", en="Comment", ru="Комментарий", width_px=220),
    ),
)
