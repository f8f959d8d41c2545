from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from sheetsync.dates import WorkCalendar
from sheetsync.tables.table import Tables

#: Days off that these tests meet. Source: workbook-and-rules.md 1.2, Calendar.
HOLIDAYS_2026 = (
    *(date(2026, 1, day) for day in range(1, 10)),
    date(2026, 2, 23),
    date(2026, 3, 9),
    date(2026, 5, 1),
    date(2026, 5, 11),
    date(2026, 6, 12),
    date(2026, 11, 4),
    date(2026, 12, 31),
)


@pytest.fixture
def calendar_2026() -> WorkCalendar:
    named: Mapping[date, Literal["holiday", "workday"]] = dict.fromkeys(HOLIDAYS_2026, "holiday")
    return WorkCalendar(named)


def with_calendar(tables: Tables, calendar: WorkCalendar) -> Tables:
    return replace(tables, calendar=calendar)
