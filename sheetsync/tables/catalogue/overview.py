"""What people look at first: Dashboard and Validation (workbook-and-rules.md 1.3)."""

from sheetsync.tables.catalogue.columns import shown, shown_money
from sheetsync.tables.schema import Choice, ToolTab

FINDING_SEVERITY = (
    Choice("error", en="error", ru="ошибка", colour="#f4cccc"),
    Choice("warning", en="warning", ru="замечание", colour="#fff2cc"),
)


DASHBOARD = ToolTab(
    "dashboard",
    en="Dashboard",
    ru="Сводка",
    columns=(
        shown("section", en="Section", ru="Раздел", width_px=180),
        shown("item", en="Item", ru="Показатель", width_px=380),
        shown("count", en="Count", ru="Число", kind="integer"),
        shown_money("amount", en="Amount", ru="Сумма"),
        shown("currency", en="Currency", ru="Валюта"),
        shown("note", en="Note", ru="Пояснение", width_px=360),
        shown("link", en="Link", ru="Ссылка", kind="url", width_px=160),
    ),
)


VALIDATION = ToolTab(
    "validation",
    en="Validation",
    ru="Проверка",
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
