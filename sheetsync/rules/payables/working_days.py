"""Working days for whole columns of days: the same rules as `WorkCalendar`, from tables."""

import numpy as np
from numpy.typing import NDArray

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables.grouping import Numbers

_WEEK = 7
_WORKED_A_WEEK = 5
#: 1970-01-01, day 0, was a Thursday; Saturday and Sunday close the week.
_WEEKDAY_OF_DAY_0 = 3


class WorkingDays:
    """The working days of a span of days, in order.

    Args:
        calendar: what the Calendar tab says; working Saturdays count.
        first: the first day asked about, as a day number (days since 1970-01-01).
        last: the last day asked about.
        reach: the most working days that will be added to a day.
    """

    def __init__(self, calendar: WorkCalendar, first: int, last: int, reach: int = 0) -> None:
        weeks = reach // _WORKED_A_WEEK + 2
        # Every named day may be a holiday, so that many days more are surely enough.
        days = np.arange(first, last + _WEEK * weeks + len(calendar.named) + 1)
        worked: NDArray[np.bool_] = (days + _WEEKDAY_OF_DAY_0) % _WEEK < _WORKED_A_WEEK
        for day, kind in calendar.named.items():
            place = int(np.datetime64(day, "D").astype(np.int64)) - first
            if 0 <= place < len(worked):
                worked[place] = kind == "workday"
        self._first, self._days = first, days[worked]
        self._until = np.cumsum(worked)
        self._before: Numbers = self._until - worked

    def roll_forward(self, days: Numbers) -> Numbers:
        """The days themselves when worked, else the next working day."""
        return self._days[self._before[days - self._first]]

    def add_working(self, days: Numbers, counts: Numbers) -> Numbers:
        """The ``count``-th working day after each day; the day itself for a count of 0."""
        places = self._until[days - self._first] + counts - 1
        return np.where(counts > 0, self._days[np.maximum(places, 0)], days)
