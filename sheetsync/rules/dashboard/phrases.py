"""The words of the Dashboard."""

from types import MappingProxyType

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.payables import BUCKET

_WORDS = MappingProxyType(
    {
        "state": Phrase(ru="Состояние", en="State"),
        "as_of": Phrase(ru="Дата расчёта", en="As of"),
        "nothing_yet": Phrase(
            ru="в книге пока ничего нет: начните с вкладки «{tab}»",
            en="nothing in it yet: start with the tab “{tab}”",
        ),
        "sound": Phrase(ru="ошибок в таблице нет", en="no errors in the workbook"),
        "unsound": Phrase(
            ru="ошибок в таблице: {errors}, замечаний: {warnings}",
            en="errors in the workbook: {errors}, warnings: {warnings}",
        ),
        "urgent": Phrase(ru="Срочно", en="Urgent"),
        "late_invoice": Phrase(
            ru="{name}, № {number}: просрочен на {days} дн.",
            en="{name}, no. {number}: {days} days overdue",
        ),
        "late_note": Phrase(ru="{payer}; срок {day}", en="{payer}; was due {day}"),
        "more_late": Phrase(
            ru="Ещё просрочены больше 30 дн.", en="More that are over 30 days overdue"
        ),
        "in": Phrase(ru="Мы платим", en="We pay"),
        "out": Phrase(ru="Нам платят", en="Partners pay us"),
        "paid_until": Phrase(ru="Оплаты внесены по", en="Payments entered up to"),
        "stale": Phrase(ru="оплаты не вносились с {day}", en="no payments entered since {day}"),
        "never_paid": Phrase(ru="оплат ещё не вносили", en="no payments entered yet"),
        "month_closed": Phrase(ru="Закрыт месяц", en="Month closed"),
        "no_month": Phrase(
            ru="ни один: отчёты партнёрам ждут ключа month_closed",
            en="none: partners' reports wait for the key month_closed",
        ),
        "by_month": Phrase(ru="По контрагентам и месяцам", en="By legal entity and month"),
        "unpaid": Phrase(ru="Не оплачено", en="Unpaid"),
        "waiting": Phrase(ru="Давно ждут или срок близко", en="Waiting long or due soon"),
        "overdue": Phrase(ru="Просрочено", en="Overdue"),
        "days_past": Phrase(ru="Просрочка {bucket} дн.", en="{bucket} days overdue"),
        "no_rate": Phrase(
            ru="{sums}; нет курса {keys}, поэтому без общей суммы",
            en="{sums}; no rate {keys}, so there is no total",
        ),
        "documents": Phrase(ru="Документы", en="Documents"),
        "packs": Phrase(ru="Комплекты, где не хватает документов", en="Packs that lack documents"),
        "mismatch": Phrase(ru="Комплекты, где суммы расходятся", en="Packs whose sums differ"),
        "partners": Phrase(ru="Партнёры", en="Partners"),
        "neglected": Phrase(
            ru="Партнёры, которым мы должны внимание", en="Partners we owe attention"
        ),
        "legal": Phrase(ru="Тревоги по договорам", en="Alarms about agreements"),
        "mail_failed": Phrase(ru="Письма, которые не дошли", en="Letters that did not arrive"),
        "checks": Phrase(ru="Проверка", en="Checks"),
        "errors": Phrase(ru="Ошибки: строки не учтены", en="Errors: rows left out"),
        "warnings": Phrase(ru="Замечания", en="Warnings"),
        "ratings": Phrase(ru="Рейтинг: {group}", en="Rating: {group}"),
        "strongest": Phrase(ru="Сильные: {name}", en="Strongest: {name}"),
        "drag_down": Phrase(ru="Тянет вниз: {name}", en="Drags down: {name}"),
        "rated": Phrase(ru="{score} · уровень {tier}", en="{score} · tier {tier}"),
    }
)


def word(name: str, lang: Lang, /, **facts: str) -> str:
    """A word of the Dashboard with its facts.

    >>> word("rated", "en", score="84.5", tier="A")
    '84.5 · tier A'
    """
    return _WORDS[name].said(lang, **facts)


def bucket_name(code: str, lang: Lang) -> str:
    """A bucket as a line of its own.

    >>> bucket_name("1-30", "ru"), bucket_name("no_due_date", "ru")
    ('Просрочка 1-30 дн.', 'Без срока')
    """
    label = next(choice.label(lang) for choice in BUCKET if choice.code == code)
    return word("days_past", lang, bucket=label) if code[0].isdigit() else label.capitalize()
