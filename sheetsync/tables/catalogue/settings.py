"""Calendar and Settings: tabs (workbook-and-rules.md 1.2)."""

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.work import CALENDAR_NOTES, SETTINGS_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab

DAY_KIND = (
    Choice("holiday", en="holiday", ru="выходной"),
    Choice("workday", en="workday", ru="рабочий"),
)


CALENDAR = PeopleTab(
    "calendar",
    en="Calendar",
    ru="Календарь",
    about=Phrase(
        ru="Праздники и перенесённые рабочие дни",
        en="Holidays and moved working days",
    ),
    reference=True,
    columns=noted(
        CALENDAR_NOTES,
        (
            Column("date", "date", required=True, heading=Phrase(ru="Дата", en="Date"), key=True),
            Column(
                "kind", "enum", required=True, allowed=DAY_KIND, heading=Phrase(ru="Вид", en="Kind")
            ),
            Column("note", "text", heading=Phrase(ru="Примечание", en="Note")),
        ),
    ),
)


SETTINGS = PeopleTab(
    "settings",
    en="Settings",
    ru="Настройки",
    about=Phrase(
        ru="Кто мы, сроки, валюты, подключённые модули",
        en="Who we are, deadlines, currencies, the modules that are on",
    ),
    reference=True,
    columns=noted(
        SETTINGS_NOTES,
        (
            Column(
                "key",
                "text",
                required=True,
                heading=Phrase(ru="Ключ", en="Key"),
                key=True,
                width_px=180,
            ),
            Column("value", "text", heading=Phrase(ru="Значение", en="Value"), width_px=260),
            Column("note", "text", heading=Phrase(ru="Примечание", en="Note"), width_px=360),
        ),
    ),
)
