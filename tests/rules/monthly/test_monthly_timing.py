from datetime import date
from typing import Literal

import pytest

from sheetsync.dates import WorkCalendar
from sheetsync.rules.monthly import due_period, send_day, shown_period
from sheetsync.rules.monthly.timing import dispute_day
from sheetsync.tables.settings.keys import Settings

FREE: Literal["holiday"] = "holiday"
#: The May holidays of 2026.
CALENDAR = WorkCalendar({date(2026, 5, 1): FREE, date(2026, 5, 11): FREE})
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("period", "number", "day"),
    [
        ("2026-03", 2, date(2026, 4, 2)),
        ("2026-03", 1, date(2026, 4, 1)),
        ("2026-04", 2, date(2026, 5, 5)),  # 1 May is a holiday, 2 and 3 May a week-end
        ("2025-12", 2, date(2026, 1, 2)),
    ],
)
def test_reports_go_out_on_a_working_day_of_the_next_month(
    period: str, number: int, day: date
) -> None:
    assert send_day(period, Settings(report_send_day=number), CALENDAR) == day


@pytest.mark.parametrize(
    ("as_of", "period"),
    [
        (date(2026, 4, 1), "2026-02"),  # the day before: March waits, February is caught up
        (date(2026, 4, 2), "2026-03"),
        (date(2026, 4, 30), "2026-03"),
        (date(2026, 5, 4), "2026-03"),
        (date(2026, 5, 5), "2026-04"),
        (date(2026, 1, 1), "2025-11"),
        (date(2026, 1, 2), "2025-12"),
    ],
)
def test_every_day_has_one_due_period(as_of: date, period: str) -> None:
    assert due_period(as_of, SETTINGS, CALENDAR) == period


def test_the_letters_tab_tells_of_the_month_before_days_before_its_letters_go() -> None:
    assert shown_period(date(2026, 5, 1)) == "2026-04"


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 4, 6), date(2026, 4, 7)),
        (date(2026, 4, 7), date(2026, 4, 10)),  # three working days, as in time
        (date(2026, 4, 17), date(2026, 4, 22)),
        (date(2026, 5, 8), date(2026, 5, 14)),
    ],
)
def test_a_late_report_leaves_as_many_working_days_to_dispute(as_of: date, day: date) -> None:
    assert dispute_day("2026-03", as_of, SETTINGS, CALENDAR) == day


def test_there_is_always_a_working_day_to_dispute() -> None:
    hasty = Settings(report_send_day=5, dispute_until_day=5)
    assert dispute_day("2026-03", date(2026, 4, 7), hasty, CALENDAR) == date(2026, 4, 8)
