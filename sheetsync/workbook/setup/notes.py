"""The note on each header: what to type there, in plain words."""

from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.schema import Choice, Column, Kind

_KIND_WORDS: dict[Kind, tuple[str, str]] = {
    "text": ("Any text.", "Любой текст."),
    "integer": ("A whole number.", "Целое число."),
    "decimal": ("A number.", "Число."),
    "money": ("An amount, as a number.", "Сумма числом."),
    "percent": ("A share, with the % sign.", "Доля, со знаком %."),
    "date": ("A date.", "Дата."),
    "datetime": ("A date and a time.", "Дата и время."),
    "month": ("A month as YYYY-MM, for example 2026-03.", "Месяц как ГГГГ-ММ, например 2026-03."),
    "bool": ("yes or no.", "да или нет."),
    "email": ("An e-mail address.", "Адрес почты."),
    "inn": ("Tax ID: 10 or 12 digits, kept as text.", "ИНН: 10 или 12 цифр, текстом."),
    "kpp": ("KPP: 9 characters, kept as text.", "КПП: 9 знаков, текстом."),
    "ogrn": ("OGRN: 13 or 15 digits, kept as text.", "ОГРН: 13 или 15 цифр, текстом."),
    "bic": ("BIC: 9 digits, kept as text.", "БИК: 9 цифр, текстом."),
    "account": ("Account: 20 digits, kept as text.", "Счёт: 20 цифр, текстом."),
    "enum": ("Choose from the list.", "Выберите из списка."),
    "currency": ("A currency: RUB, USD, EUR.", "Валюта: RUB, USD, EUR."),
    "id": ("A code, kept as text.", "Код, текстом."),
    "url": ("A link, https://…", "Ссылка, https://…"),
}
_CONDITIONS = {
    "status is active, paused or ended": "статус «активен», «пауза» или «завершён»",
    "status is active or paused": "статус «активен» или «пауза»",
    "gets_report is yes": "стоит «Отчёт: да»",
    "kind is not foreign": "форма не «иностранное»",
    "kind is company": "форма «ООО·АО»",
    "status is sent": "статус «отправлен»",
    "status is active": "статус «действует»",
    "status is done": "статус «выполнено»",
    "not lead-like": "у работы есть срок",
    "kind is credit_note": "вид «корректировка»",
    "status is received or signed": "статус «скан есть» или «подписан»",
    "partner_id is blank": "не указан партнёр",
    "job_id is blank": "не указана работа",
    "stop_below is given": "задан стоп-фактор",
}
_SEVERAL = {
    "en": "Several addresses are parted by ; or ,",
    "ru": "Несколько адресов — через ; или ,",
}


def header_note(column: Column, lang: Lang) -> str:
    """What a person should know about a column, a line a fact."""
    en, ru = _KIND_WORDS[column.kind]
    lines = [ru if lang == "ru" else en]
    if column.multiple:
        lines.append(_SEVERAL[lang])
    if column.required:
        lines.append("Обязательно." if lang == "ru" else "Required.")
    elif column.required_when:
        lines.append(_required_when(column.required_when, lang))
    if column.refers_to:
        tab, _, _ = column.refers_to.partition(".")
        title = PEOPLE_BY_CODE[tab].title(lang)
        lines.append(f"Есть во вкладке «{title}»." if lang == "ru" else f"Stands in {title!r}.")
    if column.default:
        lines.append(_default(column, lang))
    return "\n".join(lines)


def _required_when(condition: str, lang: Lang) -> str:
    if lang == "ru":
        return f"Обязательно, если {_CONDITIONS[condition]}."
    return f"Required when {condition.replace('_', ' ')}."


def _default(column: Column, lang: Lang) -> str:
    default = column.default
    if default.startswith("settings."):
        key = default.removeprefix("settings.")
        where = PEOPLE_BY_CODE["settings"].title(lang)
        return (
            f"Пусто — как во вкладке «{where}», {key}."
            if lang == "ru"
            else f"Blank: as {key} in {where!r}."
        )
    shown = next(
        (
            choice.label(lang)
            for choice in column.allowed
            if isinstance(choice, Choice) and choice.code == default
        ),
        {"yes": "да"}.get(default, default) if lang == "ru" else default,
    )
    if column.kind == "percent":
        shown = f"{float(default):.0%}"
    return f"Пусто — {shown}." if lang == "ru" else f"Blank: {shown}."
