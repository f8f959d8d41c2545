"""The words of the Dashboard, Russian and English."""

from types import MappingProxyType

from sheetsync.language import Lang
from sheetsync.tables.catalogue.payables import BUCKET

_WORDS = MappingProxyType(
    {
        "state": ("Состояние", "State"),
        "as_of": ("Дата расчёта", "As of"),
        "nothing_yet": (
            "в книге пока ничего нет: начните с вкладки «{tab}»",
            "nothing in it yet: start with the tab “{tab}”",
        ),
        "sound": ("ошибок в таблице нет", "no errors in the workbook"),
        "unsound": (
            "ошибок в таблице: {errors}, замечаний: {warnings}",
            "errors in the workbook: {errors}, warnings: {warnings}",
        ),
        "urgent": ("Срочно", "Urgent"),
        "late_invoice": (
            "{name}, № {number}: просрочен на {days} дн.",
            "{name}, no. {number}: {days} days overdue",
        ),
        "late_note": ("{payer}; срок {day}", "{payer}; was due {day}"),
        "more_late": ("Ещё просрочены больше 30 дн.", "More that are over 30 days overdue"),
        "in": ("Мы платим", "We pay"),
        "out": ("Нам платят", "Partners pay us"),
        "paid_until": ("Оплаты внесены по", "Payments entered up to"),
        "stale": ("оплаты не вносились с {day}", "no payments entered since {day}"),
        "never_paid": ("оплат ещё не вносили", "no payments entered yet"),
        "month_closed": ("Закрыт месяц", "Month closed"),
        "no_month": (
            "ни один: отчёты партнёрам ждут ключа month_closed",
            "none: partners' reports wait for the key month_closed",
        ),
        "unpaid": ("Не оплачено", "Unpaid"),
        "waiting": ("Давно ждут или срок близко", "Waiting long or due soon"),
        "overdue": ("Просрочено", "Overdue"),
        "days_past": ("Просрочка {bucket} дн.", "{bucket} days overdue"),
        "no_rate": (
            "{sums}; нет курса {keys}, поэтому без общей суммы",
            "{sums}; no rate {keys}, so there is no total",
        ),
        "documents": ("Документы", "Documents"),
        "packs": ("Комплекты, где не хватает документов", "Packs that lack documents"),
        "mismatch": ("Комплекты, где суммы расходятся", "Packs whose sums differ"),
        "partners": ("Партнёры", "Partners"),
        "neglected": ("Партнёры, которым мы должны внимание", "Partners we owe attention"),
        "legal": ("Тревоги по договорам", "Alarms about agreements"),
        "mail_failed": ("Письма, которые не дошли", "Letters that did not arrive"),
        "checks": ("Проверка", "Checks"),
        "errors": ("Ошибки: строки не учтены", "Errors: rows left out"),
        "warnings": ("Замечания", "Warnings"),
        "ratings": ("Рейтинг: {group}", "Rating: {group}"),
        "strongest": ("Сильные: {name}", "Strongest: {name}"),
        "drag_down": ("Тянет вниз: {name}", "Drags down: {name}"),
        "rated": ("{score} · уровень {tier}", "{score} · tier {tier}"),
    }
)


def word(name: str, lang: Lang, /, **facts: str) -> str:
    """A word of the Dashboard with its facts.

    >>> word("rated", "en", score="84.5", tier="A")
    '84.5 · tier A'
    """
    return _WORDS[name][0 if lang == "ru" else 1].format(**facts)


def bucket_name(code: str, lang: Lang) -> str:
    """A bucket as a line of its own.

    >>> bucket_name("1-30", "ru"), bucket_name("no_due_date", "ru")
    ('Просрочка 1-30 дн.', 'Без срока')
    """
    label = next(choice.label(lang) for choice in BUCKET if choice.code == code)
    return word("days_past", lang, bucket=label) if code[0].isdigit() else label.capitalize()
