"""Dates, times and durations as a cell shows them."""

import pytest

from sheetsync.sandbox.formats import shown

#: 2026-02-01 18:05:07.25, a Sunday.
AT = 46054 + (18 * 3600 + 5 * 60 + 7.25) / 86400


@pytest.mark.parametrize(
    ("pattern", "en", "ru"),
    [
        ("dd.mm.yyyy", "01.02.2026", "01.02.2026"),
        ("yyyy-mm-dd", "2026-02-01", "2026-02-01"),
        ("yyyy-mm", "2026-02", "2026-02"),
        ("M/d/yyyy", "2/1/2026", "2/1/2026"),
        ("d.m.yy", "1.2.26", "1.2.26"),
        ("y", "26", "26"),
        ("d mmmm yyyy", "1 February 2026", "1 февраля 2026"),
        ("mmmm yyyy", "February 2026", "февраль 2026"),
        ("mmm d, yyyy", "Feb 1, 2026", "февр. 1, 2026"),
        ("mmm", "Feb", "февр."),
        ("mmmmm", "F", "Ф"),
        ("ddd", "Sun", "вс"),
        ("dddd, d mmmm", "Sunday, 1 February", "воскресенье, 1 февраля"),
        ('d mmmm yyyy "г."', "1 February 2026 г.", "1 февраля 2026 г."),
        ("hh:mm", "18:05", "18:05"),
        ("h:mm am/pm", "6:05 PM", "6:05 PM"),
        ("hh:mm a/p", "06:05 p", "06:05 p"),
        ("h:mm A/P", "6:05 P", "6:05 P"),
        ("hh:mm:ss", "18:05:07", "18:05:07"),
        ("hh:mm:ss.00", "18:05:07.25", "18:05:07.25"),
        ("mm:ss", "05:07", "05:07"),
        ("dd.mm.yyyy hh:mm", "01.02.2026 18:05", "01.02.2026 18:05"),
        ("d/m h", "1/2 18", "1/2 18"),
    ],
)
def test_a_pattern_shows_a_moment(pattern: str, en: str, ru: str) -> None:
    number_format = {"type": "DATE_TIME", "pattern": pattern}
    assert shown(AT, number_format, "en_US") == en
    assert shown(AT, number_format, "ru_RU") == ru


@pytest.mark.parametrize(
    ("serial", "text"), [(0, "12:00 AM"), (0.25, "6:00 AM"), (0.5, "12:00 PM"), (1.75, "6:00 PM")]
)
def test_midnight_and_noon_are_twelve(serial: float, text: str) -> None:
    assert shown(serial, {"type": "TIME", "pattern": "h:mm AM/PM"}, "en_US") == text


@pytest.mark.parametrize(
    ("pattern", "days", "text"),
    [
        ("[h]:mm:ss", 1.5, "36:00:00"),
        ("[hh]:mm", 0.25, "06:00"),
        ("[h]:mm", -1.5, "-36:00"),
        ("[mm]:ss", 0.5, "720:00"),
        ("[s]", 0.001, "86"),
    ],
)
def test_elapsed_time_runs_past_a_day(pattern: str, days: float, text: str) -> None:
    assert shown(days, {"type": "TIME", "pattern": pattern}, "en_US") == text


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        (0, "30.12.1899"),
        (1, "31.12.1899"),
        (2, "01.01.1900"),
        (60, "28.02.1900"),
        (61, "01.03.1900"),  # 1900 is no leap year here
        (-1, "29.12.1899"),
        (46053.999999999, "01.02.2026"),  # within half a millisecond of midnight
        (1e12, "1000000000000"),  # no calendar reaches so far
        (2e300, "2E+300"),  # nor a double, in milliseconds
    ],
)
def test_a_serial_number_counts_days_from_30_december_1899(serial: float, text: str) -> None:
    assert shown(serial, {"type": "DATE", "pattern": "dd.mm.yyyy"}, "ru_RU") == text
