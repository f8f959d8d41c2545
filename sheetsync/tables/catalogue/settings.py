"""Calendar and Settings: tabs (workbook-and-rules.md 1.2)."""

from sheetsync.tables.schema import Choice, Column, PeopleTab

DAY_KIND = (
    Choice("holiday", en="holiday", ru="выходной"),
    Choice("workday", en="workday", ru="рабочий"),
)


CALENDAR = PeopleTab(
    "calendar",
    en="Calendar",
    ru="Календарь",
    columns=(
        Column("date", "date", required=True, headers=("Date", "Дата"), key=True),
        Column("kind", "enum", required=True, allowed=DAY_KIND, headers=("Kind", "Вид")),
        Column("note", "text", headers=("Note", "Примечание")),
    ),
)


SETTINGS = PeopleTab(
    "settings",
    en="Settings",
    ru="Настройки",
    columns=(
        Column("key", "text", required=True, headers=("Key", "Ключ"), key=True, width_px=180),
        Column("value", "text", headers=("Value", "Значение"), width_px=260),
        Column("note", "text", headers=("Note", "Примечание"), width_px=360),
    ),
)
