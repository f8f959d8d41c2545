"""The note on each header: what to type there, in plain words."""

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.schema import Choice, Column, Kind

_KIND_WORDS: dict[Kind, Phrase] = {
    "text": Phrase(ru="Любой текст.", en="Any text."),
    "integer": Phrase(ru="Целое число.", en="A whole number."),
    "decimal": Phrase(ru="Число.", en="A number."),
    "money": Phrase(ru="Сумма числом.", en="An amount, as a number."),
    "percent": Phrase(ru="Доля, со знаком %.", en="A share, with the % sign."),
    "date": Phrase(ru="Дата.", en="A date."),
    "datetime": Phrase(ru="Дата и время.", en="A date and a time."),
    "month": Phrase(
        ru="Месяц как ГГГГ-ММ, например 2026-03.", en="A month as YYYY-MM, for example 2026-03."
    ),
    "bool": Phrase(ru="да или нет.", en="yes or no."),
    "email": Phrase(ru="Адрес почты.", en="An e-mail address."),
    "inn": Phrase(ru="ИНН: 10 или 12 цифр, текстом.", en="Tax ID: 10 or 12 digits, kept as text."),
    "kpp": Phrase(ru="КПП: 9 знаков, текстом.", en="KPP: 9 characters, kept as text."),
    "ogrn": Phrase(ru="ОГРН: 13 или 15 цифр, текстом.", en="OGRN: 13 or 15 digits, kept as text."),
    "bic": Phrase(ru="БИК: 9 цифр, текстом.", en="BIC: 9 digits, kept as text."),
    "account": Phrase(ru="Счёт: 20 цифр, текстом.", en="Account: 20 digits, kept as text."),
    "enum": Phrase(ru="Выберите из списка.", en="Choose from the list."),
    "currency": Phrase(ru="Валюта: RUB, USD, EUR.", en="A currency: RUB, USD, EUR."),
    "id": Phrase(ru="Код, текстом.", en="A code, kept as text."),
    "url": Phrase(ru="Ссылка, https://…", en="A link, https://…"),
}
#: When a column is required, by the catalogue's condition.
_CONDITIONS = {
    "status is active, paused or ended": Phrase(
        ru="статус «работает», «на паузе» или «ушёл»", en="the status is active, paused or ended"
    ),
    "status is active or paused": Phrase(
        ru="статус «работает» или «на паузе»", en="the status is active or paused"
    ),
    "gets_report is yes": Phrase(ru="стоит «Отчёт: да»", en="Monthly report is yes"),
    "kind is not foreign": Phrase(
        ru="форма не «иностранная организация»", en="the kind is not foreign"
    ),
    "kind is company": Phrase(ru="форма «организация»", en="the kind is company"),
    "status is sent": Phrase(ru="статус «отправлен»", en="the status is sent"),
    "status is active": Phrase(ru="статус «действует»", en="the status is active"),
    "status is done": Phrase(ru="статус «выполнено»", en="the status is done"),
    "kind is credit_note": Phrase(ru="вид «корректировка»", en="the kind is credit note"),
    "status is received or signed": Phrase(
        ru="статус «скан есть» или «подписан»", en="the status is received or signed"
    ),
    "partner_id is blank": Phrase(ru="не указан партнёр", en="no partner is given"),
    "job_id is blank": Phrase(ru="не указана работа", en="no job is given"),
    "stop_below is given": Phrase(ru="задан стоп-фактор", en="a stop factor is given"),
}
_SEVERAL = Phrase(ru="Несколько адресов — через ; или ,", en="Separate several addresses by ; or ,")
_REQUIRED = Phrase(ru="Обязательно.", en="Required.")
_REQUIRED_WHEN = Phrase(ru="Обязательно, если {condition}.", en="Required when {condition}.")
_STANDS_IN = Phrase(ru="Берётся из вкладки «{title}».", en="Taken from the tab “{title}”.")
_BLANK = Phrase(ru="Пусто — {shown}.", en="Blank: {shown}.")
_BLANK_AS_SETTING = Phrase(
    ru="Пусто — как во вкладке «{where}», строка {key}.",
    en="Blank: as in the tab “{where}”, {key}.",
)
_YES_NO = {"yes": YES, "no": NO}


def header_note(column: Column, lang: Lang) -> str:
    """What a person should know about a column: what for, an example, when it is required.

    A column of a module that says nothing of itself has a note of what may be typed there.
    """
    lines = [(column.note or _KIND_WORDS[column.kind]).said(lang)]
    if column.multiple:
        lines.append(_SEVERAL.said(lang))
    if column.required:
        lines.append(_REQUIRED.said(lang))
    elif column.required_when:
        lines.append(_required_when(column.required_when, lang))
    if column.refers_to:
        tab, _, _ = column.refers_to.partition(".")
        lines.append(_STANDS_IN.said(lang, title=people_by_code()[tab].title(lang)))
    if column.default:
        lines.append(_default(column, lang))
    return "\n".join(lines)


def _required_when(condition: str, lang: Lang) -> str:
    known = _CONDITIONS.get(condition)
    told = known.said(lang) if known else condition.replace("_", " ")
    return _REQUIRED_WHEN.said(lang, condition=told)


def _default(column: Column, lang: Lang) -> str:
    default = column.default
    if default.startswith("settings."):
        where = people_by_code()["settings"].title(lang)
        return _BLANK_AS_SETTING.said(lang, key=default.removeprefix("settings."), where=where)
    if column.kind == "percent":
        # As the cell shows it: the column's format is 0% in every language.
        return _BLANK.said(lang, shown=f"{float(default):.0%}")
    labels = {
        choice.code: choice.label(lang) for choice in column.allowed if isinstance(choice, Choice)
    } | {code: word.said(lang) for code, word in _YES_NO.items()}
    return _BLANK.said(lang, shown=labels.get(default, default))
