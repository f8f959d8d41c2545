"""Days, instants and months, stored and as text."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sheetsync.tables import CellResult

Reading = Callable[..., CellResult]
TEXT = ("DATE_AS_TEXT",)
SHORT = ("DATE_AS_TEXT", "TWO_DIGIT_YEAR")
MISMATCH = ("DATE_AS_TEXT", "DATE_ORDER_MISMATCH")


@pytest.mark.parametrize(
    ("text", "locale", "day", "warnings"),
    [
        ("2026-02-01", "ru_RU", "2026-02-01", TEXT),
        ("2026.02.01", "en_US", "2026-02-01", TEXT),
        ("2026/2/1", "en_US", "2026-02-01", TEXT),
        ("01.02.2026", "ru_RU", "2026-02-01", TEXT),
        ("1.2.2026", "ru_RU", "2026-02-01", TEXT),
        ("01.02.26", "ru_RU", "2026-02-01", SHORT),
        ("13.02.2026", "en_US", "2026-02-13", TEXT),
        ("02.02.2026", "en_US", "2026-02-02", TEXT),
        ("02/02/2026", "ru_RU", "2026-02-02", TEXT),
        ("13/02/2026", "ru_RU", "2026-02-13", TEXT),
        ("02/13/2026", "en_US", "2026-02-13", TEXT),
        ("1/2/26", "en_US", "2026-01-02", SHORT),
        ("13/02/2026", "en_US", "2026-02-13", MISMATCH),
        ("01/02/2026", "en_GB", "2026-02-01", TEXT),
        ("02/13/2026", "en_GB", "2026-02-13", MISMATCH),
        ("13/02/2026", None, "2026-02-13", TEXT),
        ("1 февраля 2026", "ru_RU", "2026-02-01", TEXT),
        ("1 февраля 2026 года", "en_US", "2026-02-01", TEXT),
        ("1 фев. 2026", "ru_RU", "2026-02-01", TEXT),
        ("1 СЕНТ 2026", "ru_RU", "2026-09-01", TEXT),
        ("1 мая 26", "ru_RU", "2026-05-01", SHORT),
        ("1 February 2026", "ru_RU", "2026-02-01", TEXT),
        ("Feb 1, 2026", "en_US", "2026-02-01", TEXT),
        ("February 1 2026", "en_US", "2026-02-01", TEXT),
        ("29.02.2028", "ru_RU", "2028-02-29", TEXT),
    ],
)
def test_a_day_typed_as_text_is_read_and_told(
    read: Reading, text: str, locale: str | None, day: str, warnings: tuple[str, ...]
) -> None:
    found = read(text, kind="date", locale=locale)
    assert found == CellResult(date.fromisoformat(day), warnings=warnings, facts={"reading": day})


@pytest.mark.parametrize(
    ("text", "locale", "error"),
    [
        ("04/05/2026", "ru_RU", "AMBIGUOUS_DATE"),
        ("04.05.2026", "en_US", "AMBIGUOUS_DATE"),
        ("04.05.2026", "en_GB", "AMBIGUOUS_DATE"),
        ("04/05/2026", None, "AMBIGUOUS_DATE"),
        ("04.05.2026", None, "AMBIGUOUS_DATE"),
        ("04.05.2026", "nowhere", "AMBIGUOUS_DATE"),
        ("04/05/2026", "zh_CN", "AMBIGUOUS_DATE"),
        ("02/13/2026", "ru_RU", "BAD_DATE"),
        ("13/13/2026", "en_US", "BAD_DATE"),
        ("13.13.2026", "ru_RU", "BAD_DATE"),
        ("31.04.2026", "ru_RU", "BAD_DATE"),
        ("29.02.2026", "ru_RU", "BAD_DATE"),
        ("2026-13-01", "ru_RU", "BAD_DATE"),
        ("01.02.", "ru_RU", "BAD_DATE"),
        ("февраль 2026", "ru_RU", "BAD_DATE"),
        ("1 февраля", "ru_RU", "BAD_DATE"),
        ("1 фе 2026", "ru_RU", "BAD_DATE"),
        ("1 сентембря 2026", "ru_RU", "BAD_DATE"),
        ("01-02-2026", "ru_RU", "BAD_DATE"),
        ("2026-02.01", "ru_RU", "BAD_DATE"),
        ("вчера", "ru_RU", "BAD_DATE"),
        ("01.02.2026-15.02.2026", "ru_RU", "BAD_DATE"),
        ("01.02.2026 25:00", "ru_RU", "BAD_DATE"),
        ("31.12.1989", "ru_RU", "DATE_OUT_OF_RANGE"),
        ("01.01.2101", "ru_RU", "DATE_OUT_OF_RANGE"),
    ],
)
def test_what_is_no_day_or_two_is_refused(
    read: Reading, text: str, locale: str | None, error: str
) -> None:
    assert read(text, kind="date", locale=locale).error == error


def test_an_ambiguous_day_names_both_readings(read: Reading) -> None:
    found = read("04/05/2026", kind="date")
    assert found.facts == {"either": "2026-05-04", "or": "2026-04-05"}


@pytest.mark.parametrize(
    ("stored", "shown", "number_format", "day", "warnings"),
    [
        (46054, "01.02.2026", None, "2026-02-01", ()),
        (46054.0, "1 февр. 2026 г.", None, "2026-02-01", ()),
        (46054, "вс, 1 февраля", None, "2026-02-01", ()),
        (46054, "Sunday, February 1, 2026", None, "2026-02-01", ()),
        (46054, "2026-02-01", None, "2026-02-01", ()),
        (46054, "фев. 26", None, "2026-02-01", ()),
        (46054, "", "DATE", "2026-02-01", ()),
        (46054.75, "01.02.2026 18:00:00", None, "2026-02-01", ("TIME_DROPPED",)),
        (46054.75, "2/1/2026 6:00 PM", None, "2026-02-01", ("TIME_DROPPED",)),
        (46053.999999999, "01.02.2026", "DATE_TIME", "2026-02-01", ()),
        (32874, "01.01.1990", None, "1990-01-01", ()),
        (73415, "31.12.2100", None, "2100-12-31", ()),
    ],
)
def test_a_date_cell_counts_as_stored(
    read: Reading,
    stored: float,
    shown: str,
    number_format: str | None,
    day: str,
    warnings: tuple[str, ...],
) -> None:
    found = read(stored, shown, kind="date", number_format=number_format)
    assert (found.value, found.warnings) == (date.fromisoformat(day), warnings)


@pytest.mark.parametrize(
    ("stored", "shown", "number_format", "error"),
    [
        (46054, "46054", None, "WRONG_TYPE"),
        (46054, "46 054,00 ₽", None, "WRONG_TYPE"),
        (46054, "", None, "WRONG_TYPE"),
        (46054, "01", None, "WRONG_TYPE"),
        (46054, "02.02.2026", None, "WRONG_TYPE"),
        (46054, "1 февраля 2026 срочно", None, "WRONG_TYPE"),
        (46054, "20260201", None, "WRONG_TYPE"),
        (46054, "1.2.2026.1", None, "WRONG_TYPE"),
        (0.75, "18:00:00", None, "WRONG_TYPE"),
        (46054, "01.02.2026", "NUMBER", "WRONG_TYPE"),
        (True, "ИСТИНА", None, "WRONG_TYPE"),
        (32873, "31.12.1989", None, "DATE_OUT_OF_RANGE"),
        (73416, "01.01.2101", None, "DATE_OUT_OF_RANGE"),
        (1e300, "", "DATE", "DATE_OUT_OF_RANGE"),
        (-1e6, "", "DATE", "DATE_OUT_OF_RANGE"),
    ],
)
def test_a_number_that_shows_no_day_is_none(
    read: Reading, stored: float, shown: str, number_format: str | None, error: str
) -> None:
    assert read(stored, shown, kind="date", number_format=number_format).error == error


def test_the_window_of_days_is_the_columns(read: Reading) -> None:
    window = {"earliest": date(1950, 1, 1), "latest": date(1960, 1, 1)}
    assert read("02.03.1955", kind="date", **window).value == date(1955, 3, 2)
    assert read("02.03.2026", kind="date", **window).error == "DATE_OUT_OF_RANGE"


def test_a_time_in_a_text_date_is_dropped_and_told(read: Reading) -> None:
    assert read("01.02.2026 18:00", kind="date").warnings == ("DATE_AS_TEXT", "TIME_DROPPED")


@pytest.mark.parametrize(
    ("stored", "shown", "moment", "warnings"),
    [
        (46054.75, "01.02.2026 18:00:00", "2026-02-01T18:00", ()),
        (46054.7503472, "01.02.2026 18:00:30", "2026-02-01T18:00", ()),
        (46054, "01.02.2026", "2026-02-01T00:00", ()),
        ("01.02.2026 9:05", None, "2026-02-01T09:05", TEXT),
        ("2026-02-01 23:59:59", None, "2026-02-01T23:59", TEXT),
        ("01.02.2026", None, "2026-02-01T00:00", TEXT),
    ],
)
def test_an_instant_keeps_its_minute(
    read: Reading, stored: object, shown: str, moment: str, warnings: tuple[str, ...]
) -> None:
    found = read(stored, shown, kind="datetime")
    assert (found.value, found.warnings) == (datetime.fromisoformat(moment), warnings)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("01.02.2026  9:05", "BAD_DATE"),
        ("01.02.2026 24:00", "BAD_DATE"),
        ("01.02.2026 9:60", "BAD_DATE"),
        ("01.02.2026 9", "BAD_DATE"),
        ("9:05", "BAD_DATE"),
        ("04/05/2026 9:05", "AMBIGUOUS_DATE"),
    ],
)
def test_an_instant_is_a_day_one_space_and_a_time(read: Reading, text: str, error: str) -> None:
    assert read(text, kind="datetime").error == error


@pytest.mark.parametrize(
    ("stored", "shown", "month", "warnings"),
    [
        ("2026-03", None, "2026-03", ()),
        ("2026-3", None, "2026-03", TEXT),
        ("03.2026", None, "2026-03", TEXT),
        ("март 2026", None, "2026-03", TEXT),
        ("Март 2026 г.", None, "2026-03", TEXT),
        ("Mar 2026", None, "2026-03", TEXT),
        ("15.03.2026", None, "2026-03", TEXT),
        (46082, "01.03.2026", "2026-03", ()),
        (46100.5, "19.03.2026 12:00:00", "2026-03", ()),
        (46082, "2026-03", "2026-03", ()),
    ],
)
def test_a_month_is_year_and_month_or_a_day_of_it(
    read: Reading, stored: object, shown: str, month: str, warnings: tuple[str, ...]
) -> None:
    found = read(stored, shown, kind="month")
    assert (found.value, found.warnings) == (month, warnings)


@pytest.mark.parametrize(
    ("stored", "shown", "error"),
    [
        ("март", None, "BAD_DATE"),
        ("март 26", None, "BAD_DATE"),
        ("мартобря 2026", None, "BAD_DATE"),
        ("2026-13", None, "BAD_DATE"),
        ("13.2026", None, "BAD_DATE"),
        ("04/05/2026", None, "AMBIGUOUS_DATE"),
        ("1989-12", None, "DATE_OUT_OF_RANGE"),
        (202603, "202603", "WRONG_TYPE"),
    ],
)
def test_a_month_without_its_year_is_none(
    read: Reading, stored: object, shown: str, error: str
) -> None:
    assert read(stored, shown, kind="month").error == error
