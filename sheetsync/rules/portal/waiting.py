"""Submissions that wait for our people: who hears of them, and from when on they are late.

Source: portal.md 5.2 (entry_alarm_days, Dashboard, digest, Attention reason).
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.dates import WorkCalendar
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day
from sheetsync.language.marks import numbered
from sheetsync.rules.monthly.plain_values import day, text
from sheetsync.tables.catalogue.portal import OUR_SUBMISSIONS, SUBMISSION_KIND

_LINE = Phrase(
    ru="{no}: {kind}{number}, {partner}, с {day}", en="{no}: {kind}{number}, {partner}, since {day}"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission that somebody of ours has to do something about.

    Attributes:
        kind: code of SUBMISSION_KIND.
        since: the day it came.
        is_late: it has waited for more working days than partners are promised.
    """

    no: str
    partner_id: str
    partner: str
    kind: str
    number: str
    since: date
    is_late: bool

    def said(self, lang: Lang) -> str:
        """It in one line, for lists."""
        kinds = {choice.code: choice.label(lang) for choice in SUBMISSION_KIND}
        return _LINE.said(
            lang,
            no=self.no,
            kind=kinds.get(self.kind, self.kind),
            number=f" {numbered(self.number, lang)}" if self.number else "",
            partner=self.partner or self.partner_id,
            day=line_day(self.since, lang),
        )


def waiting_submissions(
    inbox: pd.DataFrame, calendar: WorkCalendar, alarm_days: int, as_of: date
) -> tuple[Waiting, ...]:
    """What waits for our people, the oldest first.

    Args:
        inbox: rows of the tab Inbox by code.
        calendar: tells working days.
        alarm_days: so many working days partners are promised (Settings.entry_alarm_days).
        as_of: the day of calculation.
    """
    rows = inbox[inbox["state"].isin(OUR_SUBMISSIONS) & inbox["submission"].notna()]
    rows = rows[rows["received_at"].notna() & rows["partner_id"].notna()]
    found = [
        Waiting(
            no=str(row.submission),
            partner_id=str(row.partner_id),
            partner=text(row.partner),
            kind=text(row.kind),
            number=text(row.number),
            since=since,
            is_late=calendar.add_working(since, alarm_days) < as_of,
        )
        for row in rows.itertuples(index=False)
        if (since := day(row.received_at)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.no)))
