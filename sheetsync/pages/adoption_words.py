"""What the report on an adopted workbook says, by name."""

from collections.abc import Mapping

from sheetsync.language import Lang, Phrase

_WORDS: Mapping[str, Phrase] = {
    "title": Phrase(ru="Первый взгляд на вашу таблицу", en="A first look at your workbook"),
    "lead": Phrase(
        ru="Файл «{source}» только прочитан: в нём ничего не изменено. Суммы и сроки на {day}.",
        en="“{source}” was only read: nothing in it was changed. Sums and dates as of {day}.",
    ),
    "ageing": Phrase(ru="Кто кому сколько должен", en="Who owes how much"),
    "owed_in": Phrase(ru="Мы должны партнёрам", en="We owe partners"),
    "owed_out": Phrase(ru="Нам должны партнёры", en="Partners owe us"),
    "balance": Phrase(ru="всего {sum}", en="{sum} in all"),
    "nothing_owed": Phrase(
        ru="Неоплаченных счетов не найдено.", en="No unpaid invoices were found."
    ),
    "oldest": Phrase(ru="Дольше всех ждут", en="Waiting longest"),
    "partner": Phrase(ru="Партнёр", en="Partner"),
    "invoice": Phrase(ru="Счёт", en="Invoice"),
    "due": Phrase(ru="Срок", en="Due"),
    "amount": Phrase(ru="Сумма", en="Amount"),
    "who_owes": Phrase(ru="Кто должен", en="Who owes"),
    "where": Phrase(ru="Где", en="Where"),
    "side_in": Phrase(ru="мы должны", en="we owe"),
    "side_out": Phrase(ru="нам должны", en="owed to us"),
    "late": Phrase(ru="просрочен на {days}", en="{days} late"),
    "no_due": Phrase(ru="без срока", en="no due date"),
    "partners": Phrase(ru="Партнёры по деньгам", en="Partners by money"),
    "by_whom": Phrase(ru="Кто выставил", en="Who invoiced"),
    "by_in": Phrase(ru="они нам", en="they us"),
    "by_out": Phrase(ru="мы им", en="we them"),
    "invoiced": Phrase(ru="Выставлено счетов", en="Invoiced"),
    "unpaid": Phrase(ru="Не оплачено", en="Unpaid"),
    "findings": Phrase(ru="На что посмотреть в таблице", en="What to look at in the sheet"),
    "no_findings": Phrase(ru="Замечаний нет.", en="Nothing was found."),
    "error": Phrase(ru="ошибка", en="error"),
    "warning": Phrase(ru="предупреждение", en="warning"),
    "more": Phrase(ru="и ещё {count}", en="and {count} more"),
    "understood": Phrase(ru="Что понято", en="What was understood"),
    "rows": Phrase(ru="строк прочитано: {count}", en="{count} rows read"),
    "rows_out": Phrase(ru="не учтено: {count}", en="{count} left out"),
    "with": Phrase(ru="вместе с «{titles}»", en="together with “{titles}”"),
    "column": Phrase(ru="Столбец", en="Column"),
    "is": Phrase(ru="Что в ней", en="What it holds"),
    "how_sure": Phrase(ru="Кто решил", en="Who decided"),
    "own": Phrase(ru="ваша, не читаем", en="your own, not read"),
    "level_yes": Phrase(ru="вы", en="you"),
    "level_sure": Phrase(ru="программа, уверенно", en="the program, sure"),
    "level_proposed": Phrase(ru="программа, проверьте", en="the program, please check"),
    "level_suggested": Phrase(ru="догадка, не читаем", en="a guess, not read"),
    "level_own": Phrase(ru="", en=""),
    "tab_out": Phrase(ru="не читаем: {why}", en="not read: {why}"),
    "left_out": Phrase(ru="Что осталось за скобками", en="What was left out"),
    "nothing_out": Phrase(ru="Прочитано всё.", en="Everything was read."),
    "next": Phrase(ru="Что дальше", en="What next"),
    "told_bar": Phrase(ru="{name}: {sum}", en="{name}: {sum}"),
    "many_columns": Phrase(ru="{read} из {all} столбцов", en="{read} of {all} columns"),
}


def say(name: str, lang: Lang, /, **facts: object) -> str:
    """A phrase of the report.

    Raises:
        KeyError: there is none of that name.
    """
    return _WORDS[name].said(lang, **facts)
