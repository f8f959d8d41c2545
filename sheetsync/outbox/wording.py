"""What the outbox says in the Send log, in the workbook's language."""

from typing import Literal

from sheetsync.tables.schema import Lang

Cause = Literal[
    "no_answer", "interrupted", "elsewhere", "not_handed_over", "resend", "retry", "by_hand"
]

_WORDS: dict[Cause, tuple[str, str]] = {
    "no_answer": (
        "perhaps sent: the line broke after the letter was handed over",
        "возможно, отправлено: связь оборвалась после передачи письма",
    ),
    "interrupted": (
        "perhaps sent: the run broke off while handing it over",
        "возможно, отправлено: запуск прервался при передаче письма",
    ),
    "elsewhere": (
        "perhaps sent: reserved by a run of which this machine knows no end",
        "возможно, отправлено: зарезервировано запуском, исход которого здесь неизвестен",
    ),
    "not_handed_over": ("not sent in this run", "в этом запуске не отправлено"),
    "resend": ("a person decided: send again", "решено человеком: отправить ещё раз"),
    "retry": ("a person decided: try again", "решено человеком: попробовать ещё раз"),
    "by_hand": ("a person decided: it was sent", "решено человеком: письмо отправлено"),
}


def worded(cause: Cause, lang: Lang) -> str:
    """The cause as people read it."""
    en, ru = _WORDS[cause]
    return ru if lang == "ru" else en


def tells(reason: str, cause: Cause) -> bool:
    """Whether a reason is this cause, in whatever language the run that gave it spoke."""
    return reason in _WORDS[cause]
