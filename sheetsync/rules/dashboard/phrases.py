"""The words of the Dashboard."""

from types import MappingProxyType

from sheetsync.language import Lang, Phrase
from sheetsync.language.marks import sentence
from sheetsync.tables.catalogue.payables import BUCKET

_WORDS = MappingProxyType(
    {
        "state": Phrase(ru="Состояние", en="State"),
        "as_of": Phrase(ru="Дата расчёта", en="As of"),
        "nothing_yet": Phrase(
            ru="в таблице пока ничего нет: начните с вкладки «{tab}»",
            en="nothing in it yet: start with the tab “{tab}”",
        ),
        "sound": Phrase(ru="ошибок в таблице нет", en="no errors in the spreadsheet"),
        "unsound": Phrase(
            ru="ошибок в таблице: {errors}, замечаний: {warnings}",
            en="errors in the spreadsheet: {errors}, warnings: {warnings}",
        ),
        "first_steps": Phrase(ru="С чего начать", en="Where to start"),
        "step_done": Phrase(ru="сделано", en="done"),
        "urgent": Phrase(ru="Срочно", en="Urgent"),
        "late_invoice": Phrase(
            ru="{name}, № {number}: просрочен на {days}",
            en="{name}, no. {number}: {days} overdue",
        ),
        "late_note": Phrase(ru="{payer}; срок {day}", en="{payer}; was due {day}"),
        "more_late": Phrase(
            ru="Ещё просрочены больше чем на 30 дней", en="More that are over 30 days overdue"
        ),
        "in": Phrase(ru="Мы должны", en="We owe"),
        "out": Phrase(ru="Нам должны", en="Owed to us"),
        "paid_until": Phrase(ru="Оплаты внесены по", en="Payments entered up to"),
        "bank_until": Phrase(ru="Выписка загружена по", en="Bank statements up to"),
        "bank_old": Phrase(
            ru="{day}: пора загрузить новую выписку", en="{day}: time to load a newer statement"
        ),
        "bank": Phrase(ru="Выписка", en="Bank"),
        "undecided": Phrase(
            ru="Строки выписки без решения", en="Lines of the bank without a decision"
        ),
        "stale": Phrase(ru="оплаты не вносились с {day}", en="no payments entered since {day}"),
        "never_paid": Phrase(ru="оплат ещё не вносили", en="no payments entered yet"),
        "month_closed": Phrase(ru="Закрыт месяц", en="Month closed"),
        "no_month": Phrase(
            ru="ни один: пока месяц не закрыт, отчёты партнёрам не уходят",
            en="none: no report goes to a partner until a month is closed",
        ),
        "by_month": Phrase(ru="По контрагентам и месяцам", en="By legal entity and month"),
        "unpaid": Phrase(ru="Не оплачено", en="Unpaid"),
        "waiting": Phrase(ru="Давно ждут или срок близко", en="Waiting long or due soon"),
        "overdue": Phrase(ru="Просрочено", en="Overdue"),
        "days_past": Phrase(ru="Просрочка {bucket}", en="{bucket} overdue"),
        "no_rate": Phrase(
            ru="{sums}; нет курса {keys}, поэтому без общей суммы",
            en="{sums}; no rate {keys}, so there is no total",
        ),
        "documents": Phrase(ru="Документы", en="Documents"),
        "packs": Phrase(ru="Комплекты, где не хватает документов", en="Packs that lack documents"),
        "mismatch": Phrase(ru="Комплекты, где суммы расходятся", en="Packs whose sums differ"),
        "partners": Phrase(ru="Партнёры", en="Partners"),
        "neglected": Phrase(
            ru="Партнёры, с которыми пора связаться", en="Partners to get in touch with"
        ),
        "legal": Phrase(ru="Договоры, которыми пора заняться", en="Agreements to act on"),
        "mail_failed": Phrase(ru="Письма, которые не дошли", en="Letters that did not arrive"),
        "portal": Phrase(ru="Портал", en="Portal"),
        "inbox": Phrase(ru="Заявки партнёров, которые ждут нас", en="Submissions that wait for us"),
        "oldest": Phrase(ru="самая старая — с {day}", en="the oldest since {day}"),
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
    ('Просрочка 1–30 дней', 'Без срока')
    """
    bucket = next(choice for choice in BUCKET if choice.code == code)
    label = bucket.label(lang)
    return word("days_past", lang, bucket=label) if bucket.late else sentence(label)
