"""Agreements, closing documents, packs, the register (workbook-and-rules.md 1.2, 1.3)."""

from dataclasses import dataclass, field

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import (
    comment,
    entity_code,
    entity_id,
    file_url,
    legal_name,
    partner_name,
    shown,
    shown_money,
    submission,
)
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.money import AGREEMENTS_NOTES, DOCUMENTS_NOTES
from sheetsync.tables.catalogue.notes.portal import SUBMISSION_NOTES
from sheetsync.tables.catalogue.payables import (
    BUCKET,
    HIGHLIGHT,
    INVOICE_KIND,
    INVOICE_STATUS,
    WHO_OWES,
)
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class DocumentStatus(Choice):
    """How far a closing document has come.

    Attributes:
        stage: how far: 0 not here, 1 as a scan, 2 signed.
    """

    stage: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class PackState(Choice):
    """How whole the documents of an entity's month are.

    Attributes:
        place: where the tab shows it: what somebody has to do something about comes first.
        is_open: something is still to come or to be put right.
        awaited: the partner is asked for what it lacks.
        lacking: it is counted among the packs that want a person.
    """

    place: int = field(kw_only=True)
    is_open: bool = field(default=False, kw_only=True)
    awaited: bool = field(default=False, kw_only=True)
    lacking: bool = field(default=False, kw_only=True)


AGREEMENT_KIND = (
    Choice("contract", en="contract", ru="договор"),
    Choice("addendum", en="addendum", ru="доп. соглашение"),
    Choice("nda", en="NDA", ru="соглашение о неразглашении"),
    Choice("power", en="power of attorney", ru="доверенность"),
    Choice(
        "pd_consent",
        en="personal data consent",
        ru="согласие на обработку ПДн",
        formerly=("согласие ПДн",),
    ),
    Choice("licence", en="licence", ru="лицензия"),
    Choice(
        "insurance",
        en="insurance policy",
        ru="страховой полис",
        formerly=("insurance", "страховка"),
    ),
    Choice("other", en="other", ru="прочее"),
)

AGREEMENT_STATUS = (
    Choice("draft", en="draft", ru="проект"),
    Choice("sent", en="sent", ru="отправлен"),
    Choice("active", en="active", ru="действует"),
    Choice("terminated", en="terminated", ru="расторгнут"),
)

PAY_DAY_TYPE = (
    Choice("calendar", en="calendar", ru="календарные", formerly=("календ.",)),
    Choice("business", en="business", ru="рабочие", formerly=("рабочих",)),
)

PAY_BASE = (
    Choice("invoice_date", en="invoice date", ru="дата счёта"),
    Choice("received_date", en="received date", ru="дата получения"),
    Choice(
        "closing_docs",
        en="closing documents",
        ru="закрывающие документы",
        formerly=("закрывающие",),
    ),
)

DOCUMENT_KIND = (
    Choice("act", en="act", ru="акт"),
    Choice("upd1", en="UPD (status 1)", ru="УПД (статус 1)", formerly=("UPD-1", "УПД-1")),
    Choice("upd2", en="UPD (status 2)", ru="УПД (статус 2)", formerly=("UPD-2", "УПД-2")),
    Choice("sf", en="VAT invoice", ru="счёт-фактура"),
    Choice("ks2", en="KS-2", ru="КС-2"),
    Choice("ks3", en="KS-3", ru="КС-3"),
    Choice("agent_report", en="agent report", ru="отчёт агента"),
    Choice("receipt", en="NPD receipt", ru="чек НПД"),
    Choice("waybill", en="waybill", ru="накладная"),
    Choice("other", en="other", ru="прочее"),
)

#: The document sets that every workbook knows; which papers each asks for, the rules say.
DOCUMENT_SET = (
    Choice("vat", en="with VAT", ru="с НДС"),
    Choice("novat", en="no VAT", ru="без НДС"),
    Choice("npd", en="NPD", ru="НПД"),
    Choice("build", en="construction", ru="стройка"),
    Choice("build_vat", en="construction with VAT", ru="стройка с НДС"),
    Choice("none", en="no documents", ru="не нужен"),
)

DOCUMENT_STATUS = (
    DocumentStatus("expected", en="expected", ru="ждём"),
    DocumentStatus("received", en="received", ru="скан есть", stage=1),
    DocumentStatus("signed", en="signed", ru="подписан", stage=2),
    DocumentStatus("rejected", en="rejected", ru="отклонён"),
)


def came_from(first: str) -> tuple[str, ...]:
    """The statuses of documents that have come as far as one of them.

    >>> came_from("received"), came_from("signed")
    (('received', 'signed'), ('signed',))
    """
    stage = next(one.stage for one in DOCUMENT_STATUS if one.code == first)
    return codes(one for one in DOCUMENT_STATUS if one.stage >= stage)


DOCUMENT_CLASS = (
    Choice("invoice", en="invoice", ru="счёт"),
    Choice("closing", en="closing document", ru="закрывающий документ", formerly=("закрывающий",)),
    Choice("agreement", en="agreement", ru="договор"),
)

#: What the register's status column may say of closing documents and agreements besides.
AGREEMENT_STATUS_SHOWN = (
    Choice("draft", en="draft", ru="проект"),
    Choice("sent", en="sent", ru="отправлен"),
    Choice("active", en="active", ru="действует"),
    Choice("terminated", en="terminated", ru="расторгнут"),
    Choice("expired", en="expired", ru="истёк"),
    Choice("expiring", en="expiring", ru="истекает"),
)

PACK_STATE = (
    PackState("not_needed", en="not needed", ru="не нужен", place=5),
    PackState("complete", en="complete", ru="собран", place=4),
    PackState("complete_late", en="complete, late", ru="собран с опозданием", place=3),
    PackState(
        "waiting", en="waiting", ru="ждём", place=2, is_open=True, awaited=True, colour="#fff2cc"
    ),
    PackState(
        "missing",
        en="missing",
        ru="не хватает",
        place=0,
        is_open=True,
        awaited=True,
        lacking=True,
        colour="#f4cccc",
    ),
    PackState(
        "mismatch",
        en="sums differ",
        ru="суммы расходятся",
        place=1,
        is_open=True,
        lacking=True,
        colour="#fce5cd",
    ),
)

#: States of packs whose documents the partner is asked for.
AWAITED_PACKS = codes(one for one in PACK_STATE if one.awaited)
#: States of packs that are counted as lacking something.
LACKING_PACKS = codes(one for one in PACK_STATE if one.lacking)


AGREEMENTS = PeopleTab(
    "agreements",
    en="Agreements",
    ru="Договоры",
    about=Phrase(
        ru="Договоры: сроки, условия оплаты, подпись",
        en="Contracts: terms, payment days, signatures",
    ),
    columns=noted(
        AGREEMENTS_NOTES,
        (
            entity_id(),
            Column(
                "kind",
                "enum",
                required=True,
                allowed=AGREEMENT_KIND,
                heading=Phrase(ru="Вид", en="Kind"),
                key=True,
            ),
            Column(
                "number", "id", required=True, heading=Phrase(ru="Номер", en="Number"), key=True
            ),
            Column(
                "status",
                "enum",
                required=True,
                allowed=AGREEMENT_STATUS,
                heading=Phrase(ru="Статус", en="Status"),
            ),
            Column(
                "sent_on",
                "date",
                heading=Phrase(ru="Отправлен", en="Sent on"),
                required_when="status is sent",
            ),
            Column(
                "signed_on",
                "date",
                heading=Phrase(ru="Подписан", en="Signed on"),
                required_when="status is active",
            ),
            Column("valid_from", "date", heading=Phrase(ru="Действует с", en="Valid from")),
            Column(
                "valid_to",
                "date",
                heading=Phrase(ru="Действует по", en="Valid to"),
                open_ended=True,
            ),
            Column("auto_renew", "bool", heading=Phrase(ru="Пролонгация", en="Auto-renew")),
            Column("pay_days", "integer", heading=Phrase(ru="Срок оплаты, дни", en="Payment days")),
            Column(
                "pay_day_type",
                "enum",
                allowed=PAY_DAY_TYPE,
                heading=Phrase(ru="Какие дни", en="Payment day type"),
            ),
            Column(
                "pay_base",
                "enum",
                allowed=PAY_BASE,
                heading=Phrase(ru="Срок считать от", en="Payment from"),
            ),
            Column("reviewed_on", "date", heading=Phrase(ru="Проверен юристом", en="Reviewed on")),
            file_url("status is active"),
        ),
    ),
)


DOCUMENTS = PeopleTab(
    "documents",
    en="Closing documents",
    ru="Закрывающие документы",
    about=Phrase(
        ru="Акты, УПД и счета-фактуры: что пришло и когда",
        en="Acts and VAT invoices: what came and when",
    ),
    columns=noted(
        DOCUMENTS_NOTES,
        (
            entity_id(),
            Column(
                "month", "month", required=True, heading=Phrase(ru="Месяц", en="Month"), key=True
            ),
            Column(
                "kind",
                "enum",
                required=True,
                allowed=DOCUMENT_KIND,
                heading=Phrase(ru="Вид", en="Kind"),
                key=True,
            ),
            Column("number", "id", heading=Phrase(ru="Номер", en="Number"), key=True),
            Column("doc_date", "date", heading=Phrase(ru="Дата", en="Date")),
            Column("amount", "money", heading=Phrase(ru="Сумма", en="Amount")),
            Column(
                "status",
                "enum",
                required=True,
                allowed=DOCUMENT_STATUS,
                heading=Phrase(ru="Статус", en="Status"),
            ),
            Column(
                "received_on",
                "date",
                heading=Phrase(ru="Получен", en="Received"),
                required_when="status is received or signed",
            ),
            file_url(),
            comment(),
            *noted(SUBMISSION_NOTES, (submission(),)),
        ),
    ),
)


REGISTER = ToolTab(
    "register",
    en="Document register",
    ru="Реестр документов",
    about=Phrase(
        ru="Все счета и документы месяца по контрагентам",
        en="All invoices and documents by legal entity and month",
    ),
    columns=(
        shown(
            "direction",
            en="Who owes",
            ru="Кто должен",
            allowed=WHO_OWES,
            newer=True,
            note=Phrase(
                ru="Для чего: видно, кто по счёту платит. «Мы должны» — счёт партнёра нам, "
                "«нам должны» — наш счёт партнёру. У документов и договоров пусто.",
                en="What for: who pays the invoice. “We owe”: the partner's invoice to us; "
                "“owed to us”: our invoice to the partner. Blank for documents and contracts.",
            ),
        ),
        entity_code(),
        legal_name(),
        shown("inn", en="Tax ID (INN)", ru="ИНН"),
        partner_name(),
        shown("month", en="Month", ru="Месяц", kind="month", key=True),
        shown("class", en="Class", ru="Раздел", key=True, allowed=DOCUMENT_CLASS),
        shown(
            "kind",
            en="Kind",
            ru="Вид",
            key=True,
            allowed=INVOICE_KIND + DOCUMENT_KIND + AGREEMENT_KIND,
        ),
        shown("number", en="Number", ru="Номер", kind="id", key=True),
        shown("date", en="Date", ru="Дата", kind="date"),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта"),
        shown_money("paid", en="Paid", ru="Оплачено"),
        shown_money("outstanding", en="Outstanding", ru="Остаток"),
        shown(
            "status",
            en="Status",
            ru="Статус",
            allowed=INVOICE_STATUS + DOCUMENT_STATUS + AGREEMENT_STATUS_SHOWN,
        ),
        shown("due", en="Due", ru="Срок", kind="date"),
        shown("days_overdue", en="Days overdue", ru="Просрочка, дн.", kind="integer", daily=True),
        shown(
            "bucket",
            en="Age of debt",
            ru="Срок просрочки",
            allowed=BUCKET,
            formerly=("Bucket", "Корзина"),
        ),
        shown("waiting", en="Waiting, days", ru="Ждёт, дн.", kind="integer", daily=True),
        shown("highlight", en="Signal", ru="Сигнал", allowed=HIGHLIGHT, coloured=True),
        shown("file", en="File", ru="Файл", kind="url"),
        shown("comment", en="Comment", ru="Комментарий", width_px=220),
    ),
)


PACKS = ToolTab(
    "packs",
    en="Document packs",
    ru="Комплекты",
    about=Phrase(
        ru="Каких закрывающих документов не хватает",
        en="Which closing documents are missing",
    ),
    columns=(
        shown("state", en="State", ru="Состояние", allowed=PACK_STATE, coloured=True),
        shown("missing", en="Missing", ru="Не хватает", width_px=200),
        partner_name(),
        legal_name(),
        shown("month", en="Month", ru="Месяц", kind="month", key=True),
        shown("deadline", en="Deadline", ru="Срок", kind="date"),
        shown(
            "doc_set",
            en="Pack contents",
            ru="Состав комплекта",
            formerly=("Document set", "Комплект"),
        ),
        shown("completed_on", en="Completed on", ru="Собран", kind="date"),
        shown_money("invoices_sum", en="Invoices", ru="Счета"),
        shown_money("acts_sum", en="Acts", ru="Акты"),
        shown_money("difference", en="Difference", ru="Разница"),
        entity_code(),
    ),
)
