"""What the outbox says in the Send log, in the workbook's language."""

from typing import Literal

from sheetsync.language import Lang, Phrase, languages

Cause = Literal[
    "no_answer", "interrupted", "elsewhere", "not_handed_over", "resend", "retry", "by_hand"
]

_WORDS: dict[Cause, Phrase] = {
    "no_answer": Phrase(
        ru="возможно, отправлено: связь оборвалась после передачи письма",
        en="perhaps sent: the line broke after the letter was handed over",
    ),
    "interrupted": Phrase(
        ru="возможно, отправлено: запуск прервался при передаче письма",
        en="perhaps sent: the run broke off while handing it over",
    ),
    "elsewhere": Phrase(
        ru="возможно, отправлено: зарезервировано запуском, исход которого здесь неизвестен",
        en="perhaps sent: reserved by a run of which this machine knows no end",
    ),
    "not_handed_over": Phrase(ru="в этом запуске не отправлено", en="not sent in this run"),
    "resend": Phrase(ru="решено человеком: отправить ещё раз", en="a person decided: send again"),
    "retry": Phrase(ru="решено человеком: попробовать ещё раз", en="a person decided: try again"),
    "by_hand": Phrase(ru="решено человеком: письмо отправлено", en="a person decided: it was sent"),
}


def worded(cause: Cause, lang: Lang) -> str:
    """The cause as people read it."""
    return _WORDS[cause].said(lang)


def tells(reason: str, cause: Cause) -> bool:
    """Whether a reason is this cause, in whatever language the run that gave it spoke."""
    return reason in {_WORDS[cause].said(lang) for lang in languages()}
