"""The bank's statement, what its lines pay, and what is to be paid (adoption.md P1, P5)."""

from dataclasses import dataclass, field, replace

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import (
    comment,
    currency,
    entity_code,
    entity_id,
    legal_name,
    money,
    partner_name,
    shown,
    shown_money,
)
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.payments import PAYMENTS_NOTES
from sheetsync.tables.catalogue.payables import DIRECTION
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab, codes


@dataclass(frozen=True, slots=True)
class BankMark(Choice):
    """What the bank itself says of a line that is no ordinary payment.

    Attributes:
        ours: it pays no invoice: the line is none of the matcher's.
    """

    ours: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class BankDecision(Choice):
    """What people say of a line.

    Attributes:
        pays: it pays what is proposed, or what stands beside it.
    """

    pays: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class MatchLevel(Choice):
    """How sure a proposal is.

    Attributes:
        proposes: it names what the line may pay.
    """

    proposes: bool = field(default=True, kw_only=True)


@dataclass(frozen=True, slots=True)
class PaymentState(Choice):
    """What a row of the Payment log says.

    Attributes:
        sign: 1 adds its amount to what was paid, -1 takes it off, 0 does neither.
    """

    sign: int = field(kw_only=True)


FLOW = (
    Choice("in", en="in", ru="приход"),
    Choice("out", en="out", ru="расход"),
)

BANK_MARK = (
    BankMark("budget", en="taxes", ru="налоги", ours=True),
    BankMark("charge", en="bank's fee", ru="комиссия банка", ours=True),
    BankMark("own", en="own transfer", ru="между своими счетами", ours=True),
    BankMark("reversal", en="reversal", ru="сторно"),
)

MATCH_LEVEL = (
    MatchLevel("exact", en="exact", ru="точно", colour="#d9ead3"),
    MatchLevel("likely", en="likely", ru="вероятно", colour="#fff2cc"),
    MatchLevel("possible", en="possible", ru="возможно", colour="#fce5cd"),
    MatchLevel("none", en="none", ru="нет", proposes=False),
)

BANK_DECISION = (
    BankDecision("yes", en="yes", ru="да", pays=True),
    BankDecision("no", en="no", ru="нет"),
    BankDecision("advance", en="advance", ru="аванс"),
    BankDecision("fee", en="fee", ru="комиссия"),
    BankDecision("refund", en="refund", ru="возврат"),
    BankDecision("other", en="other", ru="прочее"),
)

PAYMENT_STATE = (
    PaymentState("applied", en="applied", ru="проведено", sign=1),
    PaymentState("reversed", en="reversed", ru="отменено", sign=-1),
    PaymentState("waiting", en="waiting", ru="ждёт", sign=0),
)

#: Whose word an entry of the Payment log stands on.
PAYMENT_SAID = (
    Choice("yes", en="yes", ru="да"),
    Choice("instead", en="instead", ru="вместо этого"),
    Choice("auto", en="automatic", ru="само"),
    Choice("refund", en="refund", ru="возврат"),
)

#: Decisions that pay invoices.
PAYING = codes(one for one in BANK_DECISION if one.pays)


def _line_id() -> Column:
    return shown("line_id", en="Line ID", ru="Код строки", kind="id", key=True, width_px=150)


def _number() -> Column:
    return shown("number", en="Number", ru="Номер", kind="id", key=True)


def _theirs(column: Column) -> Column:
    """A column of a shared log that people fill."""
    return replace(column, people=True)


def _approval(column: Column) -> Column:
    """One that only those may fill who say what is paid."""
    return replace(column, people=True, approval=True)


def _formula(column: Column) -> Column:
    return replace(column, formula=True)


BANK = ToolTab(
    "bank",
    en="Bank",
    ru="Выписка",
    about=Phrase(
        ru="Движения по нашим счетам: скажите «да» там, где разнесено верно",
        en="What moved on our accounts: say yes where the proposal is right",
    ),
    log=True,
    shows="matches",
    columns=(
        _line_id(),
        shown("booked_on", en="Date", ru="Дата", kind="date"),
        shown("account", en="Our account", ru="Наш счёт", kind="id", width_px=180),
        shown("flow", en="In or out", ru="Приход/расход", allowed=FLOW),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("counterparty", en="To or from", ru="Кому/от кого", width_px=220),
        shown("inn", en="Tax ID", ru="ИНН", kind="id"),
        shown("kpp", en="KPP", ru="КПП", kind="id"),
        shown("their_account", en="Their account", ru="Их счёт", kind="id", width_px=180),
        shown("purpose", en="Purpose", ru="Назначение", width_px=360),
        shown("doc_no", en="Document no.", ru="№ документа", kind="id"),
        shown("mark", en="Mark", ru="Признак", allowed=BANK_MARK),
        _formula(shown("proposal", en="Proposal", ru="Предложение", width_px=260)),
        _formula(
            shown("level", en="Certainty", ru="Уверенность", allowed=MATCH_LEVEL, coloured=True)
        ),
        shown("file", en="File", ru="Файл"),
        _theirs(
            shown(
                "decision",
                en="Decision",
                ru="Решение",
                allowed=BANK_DECISION,
                note=Phrase(
                    ru="Ваш ответ. «Да» — строка платит то, что предложено, или то, что вписано "
                    "рядом. «Нет» — это не наши счета. Например: да.",
                    en="Your answer. “yes”: the line pays what is proposed, or what you write "
                    "beside it. “no”: it pays none of our invoices. For example, yes.",
                ),
            )
        ),
        _theirs(
            shown(
                "instead",
                en="Instead",
                ru="Вместо этого",
                width_px=180,
                note=Phrase(
                    ru="Какие счета платит строка, если предложено не то: номера через точку с "
                    "запятой, часть суммы после «=». Например: 12; 13=20000.",
                    en="Which invoices the line pays where the proposal is wrong: numbers "
                    "separated by semicolons, a part of the sum after “=”. For example, "
                    "12; 13=20000.",
                ),
            )
        ),
    ),
)

MATCHES = ToolTab(
    "matches",
    en="Matches",
    ru="Разнесение",
    about=Phrase(
        ru="Что платят строки выписки без решения и почему",
        en="What the undecided lines of the bank pay, and why",
    ),
    mirrored=False,
    columns=(
        _line_id(),
        shown("proposal", en="Proposal", ru="Предложение", width_px=260),
        shown("level", en="Certainty", ru="Уверенность", allowed=MATCH_LEVEL, coloured=True),
        shown("why", en="Why", ru="Почему", width_px=320),
        replace(entity_code(), key=False),
        partner_name(),
        shown_money("left_over", en="Left over", ru="Остаток"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("also", en="Other possibilities", ru="Другие варианты", width_px=260),
        shown("was", en="Was", ru="Было", width_px=220),
    ),
)

PAYMENT_LOG = ToolTab(
    "payment_log",
    en="Payment log",
    ru="Журнал оплат",
    about=Phrase(
        ru="Какая строка выписки какой счёт оплатила: не правьте его",
        en="Which line of the bank paid which invoice: leave it as it is",
    ),
    log=True,
    columns=(
        _line_id(),
        shown("revision", en="Revision", ru="Редакция", kind="integer", key=True),
        _number(),
        replace(entity_code(), key=False),
        shown("direction", en="Direction", ru="Направление", allowed=DIRECTION),
        shown("invoice_date", en="Invoice date", ru="Дата счёта", kind="date"),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("paid_on", en="Paid on", ru="Дата оплаты", kind="date"),
        shown("state", en="State", ru="Состояние", allowed=PAYMENT_STATE),
        shown("said", en="Said", ru="Сказано", allowed=PAYMENT_SAID),
        shown("run_id", en="Run", ru="Запуск"),
        shown("at", en="Noted at", ru="Записано", kind="datetime"),
    ),
)

PAYMENTS = PeopleTab(
    "payments",
    en="Payments",
    ru="Платежи",
    about=Phrase(
        ru="Оплаты, которых нет в выписке: наличные и прочее",
        en="Payments that no statement brings: cash and the like",
    ),
    columns=noted(
        PAYMENTS_NOTES,
        (
            # Two equal payments in cash are two: the tab has no key.
            entity_id(key=False),
            Column("number", "id", required=True, heading=Phrase(ru="Номер", en="Number")),
            Column("invoice_date", "date", heading=Phrase(ru="Дата счёта", en="Invoice date")),
            Column(
                "direction",
                "enum",
                allowed=DIRECTION,
                heading=Phrase(ru="Направление", en="Direction"),
                default="in",
            ),
            Column("date", "date", required=True, heading=Phrase(ru="Дата", en="Date")),
            money("amount", en="Amount", ru="Сумма", required=True),
            currency(),
            Column("doc_no", "id", heading=Phrase(ru="№ документа", en="Document no.")),
            comment(),
        ),
    ),
)


def _plan_id() -> Column:
    return shown("plan_id", en="Plan", ru="План", kind="id", key=True, width_px=120)


PAYMENT_PLAN = ToolTab(
    "payment_plan",
    en="Payment plan",
    ru="План оплат",
    about=Phrase(
        ru="Что пора оплатить: отметьте, что платить, и сделайте файл для банка",
        en="What is to be paid: tick what to pay, then make the file for the bank",
    ),
    log=True,
    columns=(
        _plan_id(),
        entity_code(),
        _number(),
        shown("invoice_date", en="Invoice date", ru="Дата счёта", kind="date"),
        partner_name(),
        legal_name(),
        shown("due", en="Due", ru="Срок", kind="date"),
        shown_money("outstanding", en="Outstanding", ru="Остаток"),
        shown_money("amount", en="To pay", ru="К оплате"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("account", en="Account", ru="Счёт", kind="id", width_px=180),
        shown("bic", en="BIC", ru="БИК", kind="id"),
        shown("purpose", en="Purpose", ru="Назначение", width_px=320),
        shown("blocked", en="Blocked by", ru="Мешает", width_px=220),
        _approval(
            shown(
                "pay",
                en="Pay",
                ru="Платить",
                kind="bool",
                note=Phrase(
                    ru="Поставьте галочку, и строка попадёт в файл для банка.",
                    en="Tick it, and the row goes into the file for the bank.",
                ),
            )
        ),
        _theirs(shown("note", en="Note", ru="Примечание", width_px=220)),
    ),
)

PAYMENT_ORDERS = ToolTab(
    "payment_orders",
    en="Payment orders",
    ru="Поручения",
    about=Phrase(
        ru="Какие платежи уже выгружены для банка: не правьте его",
        en="Which payments went into a file for the bank: leave it as it is",
    ),
    log=True,
    columns=(
        _plan_id(),
        entity_code(),
        _number(),
        shown("invoice_date", en="Invoice date", ru="Дата счёта", kind="date"),
        shown("order_no", en="Order no.", ru="№ поручения", kind="id", key=True),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта", width_px=75),
        shown("account", en="Account", ru="Счёт", kind="id", width_px=180),
        shown("bic", en="BIC", ru="БИК", kind="id"),
        shown("file", en="File", ru="Файл"),
        shown("file_hash", en="Fingerprint", ru="Отпечаток", kind="id"),
        shown("at", en="Noted at", ru="Записано", kind="datetime"),
    ),
)
