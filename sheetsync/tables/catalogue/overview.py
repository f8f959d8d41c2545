"""What people look at first: Dashboard, Contents, Help, Validation (workbook-and-rules.md 1.3)."""

from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import shown, shown_money
from sheetsync.tables.schema import Choice, ToolTab

FINDING_SEVERITY = (
    Choice("error", en="error", ru="ошибка", colour="#f4cccc"),
    Choice("warning", en="warning", ru="замечание", colour="#fff2cc"),
)

#: Sections of Contents: the shelves on which tabs stand.
SHELF = (
    Choice("first", en="First", ru="Главное"),
    Choice("daily", en="Daily work", ru="Каждый день"),
    Choice("results", en="To look at", ru="Посмотреть"),
    Choice("reference", en="Reference", ru="Справочники"),
    Choice("logs", en="Logs, hidden", ru="Журналы, скрыты"),
)

OWNER = (
    Choice("people", en="yours: fill it in", ru="ваша: заполняйте"),
    Choice("tool", en="sheetsync's: only look", ru="ведёт sheetsync: только смотрите"),
)


DASHBOARD = ToolTab(
    "dashboard",
    en="Dashboard",
    ru="Обзор",
    formerly=("Сводка",),
    about=Phrase(
        ru="Главное на сегодня, по ссылке на каждый список",
        en="What stands out today, with a link to each list",
    ),
    first=True,
    mirrored=False,
    # The links stand within 1,300 px.
    columns=(
        shown("section", en="Section", ru="Раздел", width_px=160),
        shown("item", en="Item", ru="Показатель", width_px=360),
        shown("count", en="Count", ru="Число", kind="integer", width_px=70),
        replace(shown_money("amount", en="Amount", ru="Сумма"), width_px=115),
        shown("currency", en="Currency", ru="Валюта", width_px=85),
        shown("note", en="Note", ru="Пояснение", width_px=330),
        shown("link", en="Link", ru="Ссылка", kind="url", width_px=120),
    ),
)


CONTENTS = ToolTab(
    "contents",
    en="Contents",
    ru="Оглавление",
    about=Phrase(
        ru="Все вкладки: для чего каждая и чья она",
        en="Every tab: what it is for and whose it is",
    ),
    first=True,
    optional=True,
    columns=(
        shown("shelf", en="Section", ru="Раздел", allowed=SHELF),
        shown("tab", en="Tab", ru="Вкладка", kind="url", key=True, width_px=200),
        shown("about", en="What it is for", ru="Для чего", width_px=460),
        shown("owner", en="Whose it is", ru="Чья", allowed=OWNER),
    ),
)


HELP = ToolTab(
    "help",
    en="Help",
    ru="Справка",
    about=Phrase(
        ru="Как работать с таблицей: утро, цвета, счета, месяц",
        en="How to work with the spreadsheet: mornings, colours, invoices, months",
    ),
    first=True,
    optional=True,
    columns=(
        shown("topic", en="Topic", ru="О чём", width_px=200),
        shown("advice", en="What to do", ru="Что делать", width_px=900),
    ),
)


VALIDATION = ToolTab(
    "validation",
    en="Validation",
    ru="Проверка",
    about=Phrase(
        ru="Что не так в ваших вкладках и как исправить",
        en="What is wrong in your tabs, and the cure",
    ),
    columns=(
        shown("severity", en="Severity", ru="Важность", allowed=FINDING_SEVERITY, coloured=True),
        shown("code", en="Code", ru="Код", key=True),
        shown("tab", en="Tab", ru="Вкладка", key=True),
        shown("cell", en="Cell", ru="Ячейка", kind="url", key=True),
        shown("value", en="Value", ru="Значение", width_px=160),
        shown("message", en="What is wrong", ru="Что не так", width_px=420),
        shown("cure", en="What to do", ru="Что сделать", width_px=420),
        shown("effect", en="What it affects", ru="На что влияет", width_px=220),
        shown("first_seen", en="First seen", ru="Впервые", kind="date"),
        shown("row_key", en="Row key", ru="Ключ строки"),
        shown("column", en="Column", ru="Столбец"),
    ),
)
