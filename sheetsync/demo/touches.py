"""How curators look after partners: the Touches tab."""

from datetime import date, timedelta
from random import Random

from sheetsync.dates import WorkCalendar
from sheetsync.demo.names import Name
from sheetsync.demo.random_streams import stream
from sheetsync.demo.roster import Partner
from sheetsync.demo.workbook import Cells
from sheetsync.language import Lang

_CHANNELS = ("call", "chat", "mail", "meeting", "visit")
_YEAR_DAYS = 365
#: A neglected partner was last spoken to so long ago; the group's rule asks for 30 days.
NEGLECTED_DAYS = 75
_NOTES = {
    "checkin": (
        Name("Обсудили планы на месяц", "Talked over the month's plans"),
        Name("Обсудили загрузку", "Talked about their load"),
        Name("Поздравили с годовщиной", "Congratulated on the anniversary"),
        Name("Всё идёт, вопросов нет", "All is well, no questions"),
    ),
    "question": (
        Name("Спросили про новый прайс", "Asked about the new price list"),
        Name("Уточнили адрес склада", "Asked for the warehouse address"),
    ),
    "complaint": (Name("Долго ждали ответа от нас", "Waited long for our answer"),),
    "training": (Name("Показали, как оформить акт", "Showed how to make out an act"),),
}


def touch_rows(roster: list[Partner], as_of: date, seed: int, lang: Lang) -> list[Cells]:
    """A year of touches, oldest first."""
    rows = [
        row
        for partner in roster
        if partner.works
        for row in _touches(partner, as_of, stream(seed, "touches", partner.partner_id), lang)
    ]
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["partner_id"])))


def _touches(partner: Partner, as_of: date, chance: Random, lang: Lang) -> list[Cells]:
    calendar = WorkCalendar()
    ago = NEGLECTED_DAYS if partner.role == "neglected" else chance.randint(2, 24)
    first = max(partner.since, as_of - timedelta(days=_YEAR_DAYS))
    day = min(partner.until or as_of, as_of - timedelta(days=ago))
    rows = []
    while day >= first:
        worked = calendar.add_working(day - timedelta(days=3), 1)
        rows.append(_touch(partner, worked, chance, lang))
        day -= timedelta(days=chance.randint(18, 29))
    return rows


def _touch(partner: Partner, day: date, chance: Random, lang: Lang) -> Cells:
    kind = chance.choices(tuple(_NOTES), weights=(80, 12, 3, 5))[0]
    answered = kind in {"question", "complaint"}
    return {
        "date": day,
        "partner_id": partner.partner_id,
        "curator": partner.curator[0].said(lang),
        "channel": chance.choices(_CHANNELS, weights=(50, 30, 10, 7, 3))[0],
        "kind": kind,
        "note": chance.choice(_NOTES[kind]).said(lang),
        "resolved_on": WorkCalendar().add_working(day, chance.randint(1, 2)) if answered else None,
    }
