import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from sheetsync.config import ScheduleEntry
from sheetsync.dates import zone_of
from sheetsync.workspace.timetable import due, next_moment

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-04-15T04:59", ("2026-04-14T08:00",)),  # 07:59 in Moscow: yesterday's was missed
        ("2026-04-15T05:00", ("2026-04-15T08:00",)),
        ("2026-04-15T20:59", ("2026-04-15T08:00",)),
        ("2026-04-15T21:00", ("2026-04-15T08:00",)),  # midnight in Moscow, the next is not due yet
    ],
)
def test_a_daily_job_is_due_from_its_hour_in_the_companys_zone(
    now: str, expected: tuple[str, ...]
) -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    assert due(entry, utc(now), MOSCOW, (), LONG_AGO) == expected


def test_what_is_done_is_not_due_again() -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, {"2026-04-15T08:00"}, LONG_AGO) == ()


def test_a_clock_that_is_set_back_repeats_nothing() -> None:
    entry = ScheduleEntry(job="overdue", every="day", at="08:00")
    done = {"2026-04-15T08:00", "2026-04-14T08:00"}
    assert due(entry, utc("2026-04-15T01:00"), MOSCOW, done, LONG_AGO) == ()


def test_a_fresh_install_does_not_make_up_for_the_time_before_it() -> None:
    entry = ScheduleEntry(job="monthly-reports", every="month", day=1, at="10:00", catch_up=3)
    since = utc("2026-04-10T00:00")
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, (), since) == ()
    assert due(entry, utc("2026-05-15T06:00"), MOSCOW, (), since) == ("2026-05-01T10:00",)


def test_only_as_many_missed_runs_are_made_up_for_as_asked() -> None:
    entry = ScheduleEntry(job="validate", every="day", at="08:00", catch_up=2)
    missed = due(entry, utc("2026-04-15T06:00"), MOSCOW, {"2026-04-10T08:00"}, LONG_AGO)
    assert missed == ("2026-04-14T08:00", "2026-04-15T08:00")


def test_weekdays_are_counted_from_monday() -> None:
    entry = ScheduleEntry(job="digest", every="day", at="08:00", weekdays=(1,))
    assert due(entry, utc("2026-04-15T06:00"), MOSCOW, (), LONG_AGO) == ("2026-04-13T08:00",)


def test_the_last_day_of_a_month_is_minus_one() -> None:
    entry = ScheduleEntry(job="ratings", every="month", day=-1, at="08:00")
    assert due(entry, utc("2026-02-28T06:00"), MOSCOW, (), LONG_AGO) == ("2026-02-28T08:00",)
    assert due(entry, utc("2026-02-27T06:00"), MOSCOW, (), LONG_AGO) == ("2026-01-31T08:00",)


def test_every_hour_has_a_period_of_its_own() -> None:
    entry = ScheduleEntry(job="validate", every="hour", at="00:15")
    assert due(entry, utc("2026-04-15T06:14"), MOSCOW, (), LONG_AGO) == ("2026-04-15T05:15Z",)
    assert due(entry, utc("2026-04-15T06:15"), MOSCOW, (), LONG_AGO) == ("2026-04-15T06:15Z",)


def test_the_skipped_hour_of_spring_runs_once_and_the_next_day_is_normal() -> None:
    entry = ScheduleEntry(job="validate", every="day", at="02:30")
    assert due(entry, utc("2026-03-29T01:29"), BERLIN, {"2026-03-28T02:30"}, LONG_AGO) == ()
    assert due(entry, utc("2026-03-29T01:30"), BERLIN, {"2026-03-28T02:30"}, LONG_AGO) == (
        "2026-03-29T02:30",
    )
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
            assert now.astimezone(company).strftime("%Y-%m-%d") >= period[:10]
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
    assert expected <= {
        period[: len("2026-03" if every == "month" else "2026-03-01")] for period in ran
    }


@pytest.mark.parametrize(
    ("zone", "minute"),
    [
        ("Asia/Kolkata", 0),
        ("Asia/Kathmandu", 7),
        ("Pacific/Chatham", 30),
        ("America/St_Johns", 45),
        ("Asia/Tehran", 59),
        ("Europe/Moscow", 15),
    ],
)
def test_the_minute_of_every_hour_is_that_of_the_companys_clock(zone: str, minute: int) -> None:
    entry = ScheduleEntry(job="validate", every="hour", at=f"00:{minute:02d}")
    now = utc("2026-04-15T05:00")
    seen = []
    for _ in range(30):
        now = next_moment(entry, now, ZoneInfo(zone))
        seen.append(now)
        assert now.astimezone(ZoneInfo(zone)).minute == minute
    assert {later - earlier for earlier, later in pairwise(seen)} == {timedelta(hours=1)}


def test_an_offset_without_a_place_is_a_zone_too() -> None:
    entry = ScheduleEntry(job="validate", every="hour", at="00:00")
    at = next_moment(entry, utc("2026-04-15T05:00"), zone_of("GMT-03:30"))
    assert at == utc("2026-04-15T05:30")


@pytest.mark.parametrize("minute", range(0, 60, 5))
def test_no_hour_is_run_twice_or_lost_where_the_clock_jumps_by_half_an_hour(minute: int) -> None:
    """Lord Howe in spring and autumn; two minutes of one hour are skipped with the half hour."""
    entry = ScheduleEntry(job="validate", every="hour", at=f"00:{minute:02d}", catch_up=10**6)
    zone = ZoneInfo("Australia/Lord_Howe")
    for day in ("2026-04-05", "2026-10-04"):
        names = due(entry, utc(f"{day}T23:59"), zone, (), utc(f"{day}T00:00") - timedelta(days=1))
        assert len(set(names)) == len(names)
        instants = [datetime.fromisoformat(name) for name in names]
        gaps = {later - earlier for earlier, later in pairwise(instants)}
        assert gaps <= {timedelta(minutes=30), timedelta(hours=1), timedelta(minutes=90)}


def test_two_times_of_one_day_both_run_and_the_same_time_twice_runs_once() -> None:
    morning, evening = (ScheduleEntry(job="overdue", at=at) for at in ("08:00", "17:00"))
    weekly = ScheduleEntry(job="overdue", at="08:00", weekdays=(3,))
    now = utc("2026-04-15T15:00")
    assert due(morning, now, MOSCOW, (), LONG_AGO) == ("2026-04-15T08:00",)
    assert due(evening, now, MOSCOW, {"2026-04-15T08:00"}, LONG_AGO) == ("2026-04-15T17:00",)
    assert due(weekly, now, MOSCOW, {"2026-04-15T08:00"}, LONG_AGO) == ()


def test_two_minutes_of_one_hour_both_run() -> None:
    first, second = (ScheduleEntry(job="validate", every="hour", at=at) for at in ("0:00", "0:30"))
    now = utc("2026-04-15T06:40")
    done = set(due(first, now, MOSCOW, (), LONG_AGO))
    assert due(second, now, MOSCOW, done, LONG_AGO) == ("2026-04-15T06:30Z",)


def test_two_days_of_one_month_both_run() -> None:
    first, second = (
        ScheduleEntry(job="ratings", every="month", at="08:00", day=day) for day in (1, 15)
    )
    now = utc("2026-04-20T06:40")
    done = set(due(first, now, MOSCOW, (), LONG_AGO))
    assert due(second, now, MOSCOW, done, LONG_AGO) == ("2026-04-15T08:00",)


@pytest.mark.parametrize(
    ("every", "at", "before"),
    [
        ("day", "08:00", "2026-04-15"),
        ("month", "08:00", "2026-04"),
        ("hour", "00:15", "2026-04-15T06"),
    ],
)
def test_what_an_earlier_version_did_stays_done(every: str, at: str, before: str) -> None:
    entry = ScheduleEntry(job="overdue", every=every, at=at)  # type: ignore[arg-type]  # one of the three
    now = utc("2026-04-15T06:40")
    assert due(entry, now, MOSCOW, (), LONG_AGO)
    assert due(entry, now, MOSCOW, {before}, LONG_AGO) == ()
