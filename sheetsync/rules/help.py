"""The tab Help: how to work with the spreadsheet, for those who see nothing else of sheetsync."""

from collections.abc import Mapping

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.catalogue.overview import HELP
from sheetsync.tables.frames import typed_frame

_MORNING = Phrase(ru="Утро за пять минут", en="Five minutes in the morning")
_WHOSE = Phrase(ru="Чьи вкладки", en="Whose tabs")
_INVOICES = Phrase(ru="Счета и оплаты", en="Invoices and payments")
_PAPERS = Phrase(ru="Закрывающие документы", en="Closing documents")
_MONTH = Phrase(ru="Закрыть месяц", en="Close a month")
_RATING = Phrase(ru="Рейтинг", en="Ratings")
_LETTERS = Phrase(ru="Письма партнёрам", en="Letters to partners")
_TROUBLE = Phrase(ru="Если что-то не так", en="If something is wrong")

#: Topic and text; a name in braces stands for the title of that tab.
_LINES = (
    (
        _MORNING,
        Phrase(
            ru="Откройте «{dashboard}»: что не оплачено, что просрочено, каких документов нет. "
            "Ссылка ведёт к списку.",
            en="Open {dashboard}: what is unpaid, what is overdue, which documents are missing. "
            "Links lead to lists.",
        ),
    ),
    (
        _MORNING,
        Phrase(
            ru="Откройте «{attention}»: кем из партнёров заняться сегодня и что сделать. Начните "
            "с красных строк.",
            en="Open {attention}: which partners need you today and what to do. Begin with the "
            "red rows.",
        ),
    ),
    (
        _MORNING,
        Phrase(
            ru="Откройте «{validation}»: какие ячейки исправить. Исправленная строка исчезнет "
            "после следующей проверки.",
            en="Open {validation}: which cells to correct. A corrected line is gone after the "
            "next run.",
        ),
    ),
    (
        _WHOSE,
        Phrase(
            ru="Синие вкладки заполняете вы. Зелёные ведёт sheetsync: в них только смотрите.",
            en="You fill in the blue tabs. sheetsync keeps the green ones: only look.",
        ),
    ),
    (
        _WHOSE,
        Phrase(
            ru="Оранжевые вкладки ждут вашего решения. Серые — журналы, они скрыты (Вид → Скрытые "
            "листы).",
            en="Orange tabs wait for your decision. Grey ones are logs and hidden (View → Hidden "
            "sheets).",
        ),
    ),
    (
        _WHOSE,
        Phrase(
            ru="Сортируйте, фильтруйте, двигайте столбцы, добавляйте свои: столбцы находят по "
            "заголовкам.",
            en="Sort, filter, move columns, add your own: columns are found by their headers.",
        ),
    ),
    (
        _WHOSE,
        Phrase(
            ru="Ваши ячейки sheetsync не меняет. Для чего столбец, скажет заметка на его "
            "заголовке.",
            en="sheetsync changes no cell of yours. The note on a header says what its column is "
            "for.",
        ),
    ),
    (
        _INVOICES,
        Phrase(
            ru="Новый счёт — новая строка внизу вкладки «{invoices}». Оплатили часть — впишите, "
            "сколько оплачено всего.",
            en="A new invoice is a new row at the end of {invoices}. Paid in part? Enter what has "
            "been paid in all.",
        ),
    ),
    (
        _INVOICES,
        Phrase(
            ru="Счёт отменён или отклонён — поставьте отметку, строку не удаляйте.",
            en="Cancelled or rejected? Set the mark, and keep the row.",
        ),
    ),
    (
        _INVOICES,
        Phrase(
            ru="«{overdue}»: какие счета ждут оплаты, сколько дней и что мешает.",
            en="{overdue}: which invoices wait for payment, how long, and what stands in the way.",
        ),
    ),
    (
        _PAPERS,
        Phrase(
            ru="Пришёл акт или УПД — впишите его во вкладку «{documents}».",
            en="When an act or a UPD arrives, enter it in {documents}.",
        ),
    ),
    (
        _PAPERS,
        Phrase(
            ru="«{packs}»: каких документов за месяц ещё нет.",
            en="{packs}: which documents a month still lacks.",
        ),
    ),
    (
        _MONTH,
        Phrase(
            ru="Все данные месяца внесены? Впишите его (например 2026-10) в строку month_closed "
            "вкладки «{settings}».",
            en="All data of a month entered? Put the month (2026-10, say) into the row "
            "month_closed of {settings}.",
        ),
    ),
    (
        _MONTH,
        Phrase(
            ru="Тогда рейтинг месяца станет окончательным и партнёрам уйдут отчёты.",
            en="Its rating becomes final then, and partners get their reports.",
        ),
    ),
    (
        _RATING,
        Phrase(
            ru="«{ratings}»: балл, уровень и почему. «{rating_details}»: из чего сложился балл.",
            en="{ratings}: score, tier and why. {rating_details}: what the score is made of.",
        ),
    ),
    (
        _RATING,
        Phrase(
            ru="Правила задают вкладки «{groups}» и «{rules}»: у каждой группы свои.",
            en="{groups} and {rules} set the rules: every group has its own.",
        ),
    ),
    (
        _LETTERS,
        Phrase(
            ru="«{letters}»: кому что отправлено, что отложено и почему.",
            en="{letters}: what was sent to whom, what is on hold and why.",
        ),
    ),
    (
        _LETTERS,
        Phrase(
            ru="Не слать партнёру отчёт: «нет» в столбце «Отчёт» вкладки «{partners}».",
            en="To send a partner no report, put “no” into the column Monthly report of "
            "{partners}.",
        ),
    ),
    (
        _TROUBLE,
        Phrase(
            ru="Удалили или испортили ячейки? Файл → История версий → Смотреть историю версий.",
            en="Cells deleted or spoilt? File → Version history → See version history.",
        ),
    ),
    (
        _TROUBLE,
        Phrase(
            ru="Непонятно, что от вас хотят? Покажите строку тому, кто ведёт sheetsync.",
            en="Unclear what is asked of you? Show the line to whoever keeps sheetsync.",
        ),
    ),
)


def help_lines(titles: Mapping[str, str], lang: Lang) -> pd.DataFrame:
    """The rows of the tab Help: topic and advice.

    Args:
        titles: what the workbook calls its tabs, by code; one that it lacks is called as `init`
            would call it.
        lang: the workbook's language.

    Returns:
        The columns of the tab Help by code.
    """
    called = {tab.code: tab.title(lang) for tab in all_tabs()} | dict(titles)
    rows = [
        {"topic": topic.said(lang), "advice": advice.said(lang, **called)}
        for topic, advice in _LINES
    ]
    return typed_frame(HELP.columns, rows)
