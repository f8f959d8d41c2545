from datetime import UTC, date, datetime, timedelta

import pytest

from sheetsync.dates import (
    WorkCalendar,
    add_months,
    first_day,
    last_day,
    month_index,
    serial_of,
    zone_of,
)

RU_2026 = WorkCalendar(
    {
        date(2026, 5, 1): "holiday",
        date(2026, 5, 11): "holiday",
        date(2026, 3, 9): "holiday",
        date(2025, 11, 1): "workday",
        date(2025, 11, 3): "holiday",
    }
)


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-00", "26-03-01", "2026/03", "2026-3", ""]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month YYYY-MM"):
        month_index(text)


@pytest.mark.parametrize(
    ("month", "count", "expected"),
    [
        ("2026-01", -1, "2025-12"),
        ("2025-12", 1, "2026-01"),
        ("2026-03", 0, "2026-03"),
        ("2026-03", -15, "2024-12"),
    ],
)
def test_months_are_added_across_years(month: str, count: int, expected: str) -> None:
    assert add_months(month, count) == expected


def test_a_month_ends_on_its_last_day() -> None:
    assert (first_day("2026-02"), last_day("2026-02")) == (date(2026, 2, 1), date(2026, 2, 28))
    assert last_day("2028-02") == date(2028, 2, 29)


def test_serials_count_from_the_thirtieth_of_december() -> None:
    assert serial_of(date(2020, 1, 1)) == 43831  # as Google answered, test_get_all_values


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 4, 15), True),
        (date(2026, 4, 18), False),  # a Saturday
        (date(2026, 5, 1), False),  # a holiday on a Friday
        (date(2025, 11, 1), True),  # a Saturday that is worked
    ],
)
def test_weekends_and_named_days_are_told_apart(day: date, *, worked: bool) -> None:
    assert RU_2026.is_working(day) is worked


def test_a_day_off_rolls_to_the_next_working_day() -> None:
    assert RU_2026.roll_forward(date(2026, 5, 10)) == date(2026, 5, 12)
    assert RU_2026.roll_forward(date(2026, 5, 12)) == date(2026, 5, 12)


def test_working_days_count_from_the_day_after() -> None:
    assert RU_2026.add_working(date(2026, 4, 29), 10) == date(2026, 5, 15)
    assert RU_2026.add_working(date(2026, 4, 29), 0) == date(2026, 4, 29)


def test_the_second_working_day_of_a_month_skips_weekends_and_holidays() -> None:
    assert RU_2026.nth_working("2026-05", 1) == date(2026, 5, 4)
    assert RU_2026.nth_working("2026-05", 2) == date(2026, 5, 5)
    assert RU_2026.nth_working("2025-11", 1) == date(2025, 11, 1)


def test_a_year_without_a_named_day_is_not_known() -> None:
    assert RU_2026.knows_year(2026)
    assert not RU_2026.knows_year(2027)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("GMT+03:00", 3),
        ("GMT-07:00", -7),
        ("GMT+3", 3),
        ("UTC+05:30", 5.5),
        ("GMT+0545", 5.75),
        ("GMT-03:30", -3.5),
        ("GMT+14:00", 14),
        ("Etc/GMT-3", 3),
        ("GMT", 0),
        ("Asia/Kolkata", 5.5),
    ],
)
def test_a_zone_is_a_place_or_an_offset(name: str, hours: float) -> None:
    noon = datetime(2026, 4, 15, 12, tzinfo=UTC)
    assert noon.astimezone(zone_of(name)).utcoffset() == timedelta(hours=hours)
    assert zone_of(str(zone_of(name))) == zone_of(name)


@pytest.mark.parametrize(
    "name", ["", "GMT+15:00", "GMT+03:60", "GMT+", "Europe", "/etc/passwd", "Moscow", "GMT+٣"]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        zone_of(name)
