"""Troubles that people make, planted in the demo network, and where each is to be seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One planted trouble.

    Attributes:
        code: its name, the key of `DemoWorkbook.planted`.
        ru, en: what happened, for the guided tour of the demo.
        seen_in: code of the tool tab that shows it; "" when nothing must be said of it.
        column: of that tab, by code.
        value: what the column says: a finding's code, an enum's code, a figure.
    """

    code: str
    ru: str
    en: str
    seen_in: str = ""
    column: str = ""
    value: str = ""


def _found(code: str, ru: str, en: str, finding: str) -> Trouble:
    return Trouble(code, ru, en, "validation", "code", finding)


PLANTED: tuple[Trouble, ...] = (
    Trouble(
        "drag_down_contractor",
        "подрядчик с браком и срывом сроков тянет вниз",
        "a contractor with defects and missed dates drags down",
        "ratings", "list", "drag_down",
    ),
    Trouble(
        "drag_down_studio",
        "студия с отменами и плохими отзывами тянет вниз",
        "a studio with cancellations and poor feedback drags down",
        "ratings", "list", "drag_down",
    ),
    Trouble(
        "newcomer",
        "новичок: четыре работы, все без замечаний",
        "a newcomer with four perfect jobs",
        "ratings", "tier", "B",
    ),
    Trouble(
        "due_yesterday", "счёт надо было оплатить вчера", "an invoice was due yesterday",
        "overdue", "level", "2",
    ),
    Trouble(
        "waiting_nine_days",
        "счёт ждёт девять дней, срок ещё не наступил",
        "an invoice has waited nine days and is not due yet",
        "overdue", "highlight", "yellow",
    ),
    Trouble(
        "overdue_dealer", "дилер не платит больше месяца", "a dealer is over a month late",
        "overdue", "level", "4",
    ),
    Trouble(
        "disputed_invoice", "счёт оспорен", "an invoice is disputed",
        "overdue", "blocked_by", "dispute",
    ),
    _found("duplicate_invoice", "счёт внесён дважды", "an invoice was entered twice", "V-INV-03"),
    _found(
        "unapplied_credit",
        "корректировка к счёту, которого нет",
        "a credit note corrects an invoice that does not exist",
        "V-INV-09",
    ),
    _found(
        "lost_zero", "ИНН потерял ведущий ноль", "an INN lost its leading zero", "V-ENT-09"
    ),
    _found("text_date", "дата введена текстом", "a date was typed as text", "V-GEN-07"),
    _found(
        "look_alike", "в коде кириллическая «Р»", "a code holds a Cyrillic look-alike", "V-GEN-13"
    ),
    _found("formula_error", "сломанная формула", "a formula is broken", "V-GEN-12"),
    _found(
        "totals_row", "строка «Итого» под счетами", "a totals row below the invoices", "V-GEN-24"
    ),
    Trouble(
        "missing_upd", "нет УПД за закрытый месяц", "the closing document of a month is missing",
        "packs", "state", "missing",
    ),
    Trouble(
        "expired_contract", "договор истёк", "a contract has expired",
        "attention", "reason", "expired",
    ),
    Trouble(
        "unsigned_contract", "партнёр не подписывает соглашение", "a partner does not sign",
        "attention", "reason", "unsigned",
    ),
    Trouble(
        "neglected",
        "с партнёром давно никто не говорил",
        "nobody has spoken to a partner for long",
        "attention", "reason", "neglected",
    ),
    Trouble(
        "open_complaint", "жалоба без ответа", "a complaint is open",
        "attention", "reason", "complaint",
    ),
    Trouble("blank_row", "пустая строка между работами", "a blank row among the jobs"),
    Trouble("own_column", "столбец, который менеджер завёл для себя", "a manager's own column"),
)  # fmt: skip
