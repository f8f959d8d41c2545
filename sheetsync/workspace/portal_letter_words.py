"""The words of the portal's letters: receipts, what was sent back, what a scanner found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetsync.dates import zone_of
from sheetsync.language import DEFAULT, Lang, Phrase, is_language
from sheetsync.language.days import day, month_year
from sheetsync.language.plurals import Noun, counted
from sheetsync.portal.letter_content import LetterContent
from sheetsync.rules.portal.page_parts import DeskPage, PartnerPage
from sheetsync.rules.portal.requisites import label_of, masked_value
from sheetsync.rules.portal.submissions import FileFacts, Submission
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.wanted_requisites import wanted_of

_WHAT = {
    "invoice": Phrase(ru="счёт №\u00a0{number}", en="invoice {number}"),
    "document": Phrase(ru="{kind} №\u00a0{number}", en="{kind} {number}"),
    "question": Phrase(ru="вопрос о работе {number}", en="question about job {number}"),
    "requisites": Phrase(ru="изменение реквизитов", en="change of requisites"),
}
_WITHOUT_NUMBER = Phrase(ru="{kind} без номера", en="{kind} without a number")
_FOR_MONTH = Phrase(ru="{what} за {month}", en="{what} for {month}")
_WORKING_DAYS = Noun(
    ru=("рабочего дня", "рабочих дней", "рабочих дней"), en=("working day", "working days")
)
_RECEIPT_SUBJECT = Phrase(ru="Получено: {what} ({no})", en="Received: {what} ({no})")
_RECEIPT = Phrase(
    ru="Мы получили {day} в {hour}: {what}.\n\nНомер заявки: {no}\nФайлы: {files}\n\n"
    "Ответим в течение {days}.\n\n{contact}",
    en="We received on {day} at {hour}: {what}.\n\nSubmission: {no}\nFiles: {files}\n\n"
    "We answer within {days}.\n\n{contact}",
)
_NO_FILES = Phrase(ru="нет", en="none")
_REJECTED_SUBJECT = Phrase(ru="Возвращено: {what} ({no})", en="Sent back: {what} ({no})")
_REJECTED = Phrase(
    ru="Мы не можем принять: {what} ({no}).\n\nПричина: {text}\n\nПришлите исправленное здесь:\n"
    "{link}\n\n{contact}",
    en="We cannot take: {what} ({no}).\n\nThe reason: {text}\n\nSend a corrected one here:\n"
    "{link}\n\n{contact}",
)
_ASKED_SUBJECT = Phrase(ru="Вопрос: {what} ({no})", en="A question: {what} ({no})")
_ASKED = Phrase(
    ru="У нас вопрос: {what} ({no}).\n\n{text}\n\nОтветьте здесь:\n{link}\n\n{contact}",
    en="We have a question: {what} ({no}).\n\n{text}\n\nAnswer here:\n{link}\n\n{contact}",
)
_ANSWERED_SUBJECT = Phrase(ru="Ответ: {what} ({no})", en="Our answer: {what} ({no})")
_ANSWERED = Phrase(
    ru="Вы спросили: {asked}\n\nНаш ответ: {text}\n\nРабота и ответ на портале:\n{link}\n\n"
    "{contact}",
    en="You asked: {asked}\n\nOur answer: {text}\n\nThe job and the answer on the portal:\n"
    "{link}\n\n{contact}",
)
_WISH_SUBJECT = Phrase(
    ru="Просят изменить реквизиты: {entity} ({no})",
    en="A change of requisites was asked for: {entity} ({no})",
)
_WISH = Phrase(
    ru="{day} в {hour} на портале попросили изменить реквизиты: {entity}.\n\n{changes}\n\n"
    "Попросил: {by}\n\nПока мы не перезвоним по номеру, который у нас есть, ничего не меняется: "
    "платим по старым реквизитам.\n\nЕсли просили не вы, сразу ответьте на это письмо или "
    "позвоните нам и выйдите из кабинета отовсюду.\n\nПросьба на портале:\n{link}\n\n{contact}",
    en="On {day} at {hour} somebody asked on the portal for other requisites: {entity}.\n\n"
    "{changes}\n\nAsked by: {by}\n\nNothing changes until we have called back on a number that "
    "we know: we pay by the old requisites.\n\nIf it was not you, answer this letter or call us "
    "at once, and sign out everywhere.\n\nThe wish on the portal:\n{link}\n\n{contact}",
)
_CHANGED_SUBJECT = Phrase(
    ru="Реквизиты изменены: {entity} ({no})", en="Requisites were changed: {entity} ({no})"
)
_CHANGED = Phrase(
    ru="Мы внесли новые реквизиты: {entity}.\n\n{changes}\n\nТеперь платим по ним. Если просили не "
    "вы, сразу ответьте на это письмо или позвоните нам.\n\n{contact}",
    en="We entered the new requisites: {entity}.\n\n{changes}\n\nWe pay by them from now on. If "
    "it was not you, answer this letter or call us at once.\n\n{contact}",
)
_INFECTED_SUBJECT = Phrase(
    ru="Файл с вирусом: {what} ({no})", en="A file with a virus: {what} ({no})"
)
_INFECTED = Phrase(
    ru="Проверка нашла в файле вирус, поэтому мы его не открываем: {what} ({no}).\n\n"
    "Проверьте компьютер и пришлите файл ещё раз:\n{link}\n\n{contact}",
    en="The scanner found a virus in the file, so we do not open it: {what} ({no}).\n\n"
    "Check the computer and send the file again:\n{link}\n\n{contact}",
)
_FOUND_SUBJECT = Phrase(ru="Портал: вирус в {no}", en="Portal: a virus in {no}")
_FOUND = Phrase(
    ru="Партнёр {partner} прислал файл с вирусом ({virus}): {what}, {no}.\n\n"
    "Файл отложен, в таблице его нет. Партнёру написано.",
    en="Partner {partner} sent a file with a virus ({virus}): {what}, {no}.\n\n"
    "The file was moved aside, the sheet has no link to it. The partner was told.",
)
_AWAY_SUBJECT = Phrase(
    ru="Портал: антивирус не отвечает", en="Portal: the virus scanner does not answer"
)
_AWAY = Phrase(
    ru="Антивирус не отвечает с {hour} UTC ({day}). Файлы партнёров приняты, но открыть их нельзя, "
    "пока он их не проверит.\n\nПроверьте clamd: sheetsync doctor",
    en="The virus scanner has not answered since {hour} UTC ({day}). Partners' files were "
    "received, but nobody can open them until it has looked at them.\n\n"
    "Check clamd: sheetsync doctor",
)
_ASK_US = Phrase(ru="Вопросы: {contact}", en="Questions: {contact}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a letter is about, and who reads it.

    Attributes:
        submission: what was sent.
        files: with it.
        page: of its partner: language, hours, whom to ask.
        link: where it is answered, or sent anew.
    """

    submission: Submission
    files: Sequence[FileFacts]
    page: PartnerPage
    link: str = ""

    @property
    def lang(self) -> Lang:
        """The partner's language."""
        return self.page.lang if is_language(self.page.lang) else DEFAULT

    @property
    def facts(self) -> dict[str, str]:
        """What every letter may name."""
        contact = _ASK_US.said(self.lang, contact=self.page.contact) if self.page.contact else ""
        return {
            "what": what_was_sent(self.submission, self.lang),
            "no": self.submission.no,
            "link": self.link,
            "contact": contact,
        }

    def written(self, subject: Phrase, words: Phrase, /, **facts: str) -> LetterContent:
        """A letter to the partner."""
        told = {**self.facts, **facts}
        return LetterContent(
            subject=_one_line(subject.said(self.lang, **told)),
            text=words.said(self.lang, **told),
            lang=self.lang,
        )


def receipt(sent: Sent) -> LetterContent:
    """We received it, and when we answer."""
    day_said, hour = moment_said(sent.submission.opened_at, sent.page.time_zone, sent.lang)
    names = ", ".join(file.name_shown for file in sent.files) or _NO_FILES.said(sent.lang)
    days = counted(sent.page.answer_days, _WORKING_DAYS, sent.lang)
    return sent.written(_RECEIPT_SUBJECT, _RECEIPT, day=day_said, hour=hour, files=names, days=days)


def requisites_asked(sent: Sent, by: str) -> LetterContent:
    """Somebody asked for other requisites: to all of the partner's people, for invoice fraud.

    Args:
        sent: what was asked for.
        by: who asked, masked.
    """
    day_said, hour = moment_said(sent.submission.opened_at, sent.page.time_zone, sent.lang)
    facts = {**_of_requisites(sent), "day": day_said, "hour": hour, "by": by}
    return sent.written(_WISH_SUBJECT, _WISH, **facts)


def requisites_changed(sent: Sent) -> LetterContent:
    """Our people changed them."""
    return sent.written(_CHANGED_SUBJECT, _CHANGED, **_of_requisites(sent))


def _of_requisites(sent: Sent) -> dict[str, str]:
    """Whose, and what: of an account the end alone, since mail is read by others too."""
    given = sent.submission
    names = {one.entity_id: one.name for one in sent.page.entities}
    fields = wanted_of(given.text).fields
    changes = (
        f"{label_of(name, sent.lang)}: {masked_value(name, value)}"
        for name, value in fields.items()
    )
    return {
        "entity": names.get(given.entity_id) or given.entity_id,
        "changes": "\n".join(changes),
    }


def returned(sent: Sent, text: str, *, is_question: bool) -> LetterContent:
    """We ask about it, or send it back with the reason."""
    if is_question:
        return sent.written(_ASKED_SUBJECT, _ASKED, text=text)
    return sent.written(_REJECTED_SUBJECT, _REJECTED, text=text)


def answered(sent: Sent, text: str) -> LetterContent:
    """We answer a question about a job."""
    return sent.written(_ANSWERED_SUBJECT, _ANSWERED, text=text, asked=sent.submission.text)


def infected(sent: Sent) -> LetterContent:
    """Its file has a virus."""
    return sent.written(_INFECTED_SUBJECT, _INFECTED)


def found_virus(sent: Sent, virus: str, desk: DeskPage) -> LetterContent:
    """To our own people: a partner sent a virus."""
    lang: Lang = desk.lang if is_language(desk.lang) else DEFAULT
    told = {
        "what": what_was_sent(sent.submission, lang),
        "no": sent.submission.no,
        "partner": f"{sent.submission.partner_id} {sent.page.name}".strip(),
        "virus": virus or "?",
    }
    return LetterContent(
        subject=_one_line(_FOUND_SUBJECT.said(lang, **told)),
        text=_FOUND.said(lang, **told),
        lang=lang,
    )


def scanner_away(since: datetime, time_zone: str, desk: DeskPage) -> LetterContent:
    """To our own people: the scanner does not answer."""
    lang: Lang = desk.lang if is_language(desk.lang) else DEFAULT
    day_said, hour = moment_said(since, time_zone, lang)
    return LetterContent(
        subject=_AWAY_SUBJECT.said(lang), text=_AWAY.said(lang, day=day_said, hour=hour), lang=lang
    )


def what_was_sent(sent: Submission, lang: Lang) -> str:
    """A submission in a few words.

    >>> from datetime import UTC
    >>> one = Submission(no="S-1", partner_id="P", entity_id="E", month="2026-03", kind="invoice",
    ...     opened_at=datetime(2026, 4, 2, tzinfo=UTC), once="o", number="12")
    >>> what_was_sent(one, "en")
    'invoice 12 for March 2026'
    """
    kind = next((one.label(lang) for one in DOCUMENT_KIND if one.code == sent.doc_kind), "")
    if sent.kind == "document" and not sent.number:
        what = _WITHOUT_NUMBER.said(lang, kind=kind)
    else:
        what = _WHAT[sent.kind].said(lang, kind=kind, number=sent.number)
    return (
        _FOR_MONTH.said(lang, what=what, month=month_year(sent.month, lang))
        if sent.month and sent.kind != "requisites"
        else what
    )


def moment_said(moment: datetime, time_zone: str, lang: Lang) -> tuple[str, str]:
    """The day and the hour of a moment in a zone."""
    here = moment.astimezone(zone_of(time_zone))
    return day(here.date(), lang), f"{here:%H:%M}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
