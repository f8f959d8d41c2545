"""When reports go out, and until when figures can be disputed.

Source: workbook-and-rules.md 4.1.
"""

from datetime import date

from sheetsync.dates import WorkCalendar, add_months, month_of
from sheetsync.tables.settings.keys import Settings


def send_day(period: str, settings: Settings, calendar: WorkCalendar) -> date:
    """The day on which reports of a month go out: the n-th working day of the next month."""
    return calendar.nth_working(add_months(period, 1), settings.report_send_day)


def due_period(as_of: date, settings: Settings, calendar: WorkCalendar) -> str:
    """The month whose reports are due, or become due next, on a day.

    The month before, once its send day has come; until then the one before that, so that a run
    which was missed is caught up for a month and no day is without a period. A month further back
    is never caught up: its deadlines are long over, and what is still unpaid or missing of it is
    in the next report anyway.
    """
    last = add_months(month_of(as_of), -1)
    return last if as_of >= send_day(last, settings, calendar) else add_months(last, -1)


def shown_period(as_of: date) -> str:
    """The month that the Letters tab tells of: the one before, days before its letters go."""
    return add_months(month_of(as_of), -1)


def dispute_day(period: str, as_of: date, settings: Settings, calendar: WorkCalendar) -> date:
    """The last day to dispute figures: the n-th working day of the next month.

    A report that goes out when that day has come leaves as many working days as one in time would.
    """
    named = calendar.nth_working(add_months(period, 1), settings.dispute_until_day)
    if as_of < named:
        return named
    days = max(settings.dispute_until_day - settings.report_send_day, 1)
    return calendar.add_working(as_of, days)
