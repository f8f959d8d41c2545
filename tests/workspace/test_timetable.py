import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheetsync.config import ScheduleEntry
from sheetsync.workspace.timetable import due, next_moment

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-04-15T04:59", ("2026-04-14",)),  # 07:59 in Moscow: yesterday's was missed
        ("2026-04-15T05:00", ("2026-04-15",)),
        ("2026-04-15T20:59", ("2026-04-15",)),
        ("2026-04-15T21:00", ("2026-04-15",)),  # midnight in Moscow, the next is not due yet
    ],
)
def test_a_daily_job_is_due_from_its_hour_in_the_companys_zone(
    now: str, expected: tuple[str, ...]
) -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    assert due(entry, utc(now), MOSCOW, (), LONG_AGO) == expected


def test_what_is_done_is_not_due_again() -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, {"2026-04-15"}, LONG_AGO) == ()


def test_a_clock_that_is_set_back_repeats_nothing() -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    done = {"2026-04-15", "2026-04-14"}
    assert due(entry, utc("2026-04-15T01:00"), MOSCOW, done, LONG_AGO) == ()


def test_a_fresh_install_does_not_make_up_for_the_time_before_it() -> None:
    entry = ScheduleEntry(job="monthly-reports", every="month", day=1, at="10:00", catch_up=3)
    since = utc("2026-04-10T00:00")
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, (), since) == ()
    assert due(entry, utc("2026-05-15T06:00"), MOSCOW, (), since) == ("2026-05",)


def test_only_as_many_missed_runs_are_made_up_for_as_asked() -> None:
    entry = ScheduleEntry(job="validate", every="day", at="08:00", catch_up=2)
    missed = due(entry, utc("2026-04-15T06:00"), MOSCOW, {"2026-04-10"}, LONG_AGO)
    assert missed == ("2026-04-14", "2026-04-15")


def test_weekdays_are_counted_from_monday() -> None:
    entry = ScheduleEntry(job="digest", every="day", at="08:00", weekdays=(1,))
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, (), LONG_AGO) == ("2026-04-13",)


def test_the_last_day_of_a_month_is_minus_one() -> None:
    entry = ScheduleEntry(job="ratings", every="month", day=-1, at="08:00")
    assert due(entry, utc("2026-02-28T06:00"), MOSCOW, (), LONG_AGO) == ("2026-02",)
    assert due(entry, utc("2026-02-27T06:00"), MOSCOW, (), LONG_AGO) == ("2026-01",)


def test_every_hour_has_a_period_of_its_own() -> None:
    entry = ScheduleEntry(job="validate", every="hour", at="00:15")
    assert due(entry, utc("2026-04-15T06:14"), MOSCOW, (), LONG_AGO) == ("2026-04-15T05",)
    assert due(entry, utc("2026-04-15T06:15"), MOSCOW, (), LONG_AGO) == ("2026-04-15T06",)


def test_the_skipped_hour_of_spring_runs_once_and_the_next_day_is_normal() -> None:
    entry = ScheduleEntry(job="validate", every="day", at="02:30")
    assert due(entry, utc("2026-03-29T01:29"), BERLIN, {"2026-03-28"}, LONG_AGO) == ()
    assert due(entry, utc("2026-03-29T01:30"), BERLIN, {"2026-03-28"}, LONG_AGO) == ("2026-03-29",)
    assert next_moment(entry, utc("2026-03-29T01:30"), BERLIN) == utc("2026-03-30T00:30")


def test_the_next_moment_is_after_now() -> None:
    entry = ScheduleEntry(job="ratings", every="month", day=1, at="07:00")
    assert next_moment(entry, utc("2026-04-15T06:00"), MOSCOW) == utc("2026-05-01T04:00")


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Moscow",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Vladivostok",
        "Australia/Lord_Howe",
    ],
)
@pytest.mark.parametrize("every", ["day", "month"])
def test_thirteen_months_of_outages_and_clock_jumps_run_nothing_twice_early_or_never(
    zone: str, every: str
) -> None:
    dice = random.Random(f"{zone}{every}")
    entry = ScheduleEntry(job="x", every=every, at="02:30", day=1, catch_up=25)  # type: ignore[arg-type]  # one of the two
    company = ZoneInfo(zone)
    since = utc("2026-01-15T00:00")
    now, end = since, since + timedelta(days=396)
    ran: list[str] = []
    while now < end:
        for period in due(entry, now, company, ran, since):
            assert period not in ran
            assert now.astimezone(company).strftime("%Y-%m-%d") >= period
            ran.append(period)
        now += timedelta(minutes=dice.choice([13, 60, 180, 360]))
        if dice.random() < 0.002:
            now += timedelta(days=dice.randint(1, 20))
        if dice.random() < 0.01:
            now -= timedelta(hours=dice.randint(1, 30))
    format_ = "%Y-%m" if every == "month" else "%Y-%m-%d"
    days = [since + timedelta(days=number) for number in range(1, 380)]
    expected = {day.astimezone(company).strftime(format_) for day in days}
    expected.discard("2026-01")
    assert expected <= set(ran)
