"""Days and months as people of a language write them."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_time, format_timedelta

from sheetsync.dates import first_day
from sheetsync.language.languages import Lang, language

_NBSP = "\u00a0"
_MONTH_LETTERS = 3


def _said(day: date, pattern: str, lang: Lang) -> str:
    return format_date(day, pattern, locale=language(lang).locale)


@lru_cache(maxsize=5_000)
def day(when: date, lang: Lang) -> str:
    """A day in words.

    >>> day(date(2026, 4, 7), "ru"), day(date(2026, 4, 7), "en")
    ('7 апреля 2026', '7 April 2026')
    """
    return _said(when, "d MMMM y", lang)


@lru_cache(maxsize=5_000)
def day_month(when: date, lang: Lang) -> str:
    """A day of a year that goes without saying; the parts never part.

    >>> day_month(date(2026, 4, 7), "ru").replace(_NBSP, "_")
    '7_апреля'
    """
    return _said(when, f"d{_NBSP}MMMM", lang)


@lru_cache(maxsize=5_000)
def short_day(when: date, lang: Lang) -> str:
    """A day for tables; every one is equally wide in Russian.

    >>> short_day(date(2026, 3, 2), "ru"), short_day(date(2026, 3, 2), "en")
    ('02.03.2026', '2 Mar 2026')
    """
    return _said(when, language(lang).day_pattern, lang)


@lru_cache(maxsize=5_000)
def line_day(when: date, lang: Lang) -> str:
    """A day within a line of a tool tab.

    >>> line_day(date(2026, 3, 2), "ru"), line_day(date(2026, 3, 2), "en")
    ('02.03.2026', '2 March 2026')
    """
    return _said(when, language(lang).line_day_pattern, lang)


@lru_cache(maxsize=5_000)
def typed_day(when: date, lang: Lang) -> str:
    """A day as one types it into a cell.

    >>> typed_day(date(2026, 3, 2), "ru"), typed_day(date(2026, 3, 2), "en")
    ('02.03.2026', '2026-03-02')
    """
    return _said(when, language(lang).cell_day_pattern.replace("m", "M"), lang)


@lru_cache(maxsize=500)
def month(period: str, lang: Lang) -> str:
    """A month's name by itself: "for March".

    >>> month("2026-03", "ru"), month("2026-03", "en")
    ('март', 'March')
    """
    return _said(first_day(period), "LLLL", lang)


def month_beside(period: str, other: str, lang: Lang) -> str:
    """A month's name, with its year where that is not the year of the other month.

    >>> month_beside("2026-02", "2026-03", "ru"), month_beside("2025-12", "2026-01", "ru")
    ('февраль', 'декабрь 2025')
    """
    return (month if period[:4] == other[:4] else month_year)(period, lang)


@lru_cache(maxsize=500)
def month_genitive(period: str, lang: Lang) -> str:
    """A month's name in "more than in …".

    >>> month_genitive("2026-02", "ru"), month_genitive("2026-02", "en")
    ('февраля', 'February')
    """
    return _said(first_day(period), "MMMM", lang)


@lru_cache(maxsize=500)
def month_locative(period: str, lang: Lang) -> str:
    """A month's name in "in …".

    >>> month_locative("2026-02", "ru"), month_locative("2026-05", "ru")
    ('феврале', 'мае')
    >>> month_locative("2026-02", "en")
    'February'
    """
    genitive = month_genitive(period, lang)
    # Every month ends alike there; Babel has no such form.
    return f"{genitive[:-1]}е" if language(lang).ours == "ru" else genitive


@lru_cache(maxsize=500)
def month_year(period: str, lang: Lang) -> str:
    """A month with its year, for titles.

    >>> month_year("2026-03", "ru"), month_year("2026-03", "en")
    ('март 2026', 'March 2026')
    """
    return _said(first_day(period), "LLLL y", lang)


def month_short(period: str, lang: Lang) -> str:
    """Three letters of a month, for charts.

    >>> month_short("2026-09", "ru"), month_short("2026-09", "en")
    ('сен', 'Sep')
    """
    return month(period, lang)[:_MONTH_LETTERS]


def month_year_short(period: str, lang: Lang) -> str:
    """A month with its year, as short as Babel has it, for the axis of a picture.

    >>> month_year_short("2026-09", "en"), month_year_short("2026-09", "ru")
    ('Sep 2026', 'сент. 2026')
    """
    # In Britain September is Sept, in letters too; a picture has always said Sep.
    return format_date(first_day(period), "LLL y", locale=language(lang).locale.language)


def clock(when: datetime, lang: Lang) -> str:
    """An hour with its minutes, by the zone that the moment is in.

    >>> clock(datetime(2026, 4, 7, 9, 5), "ru")
    '09:05'
    """
    return _clock(when.hour, when.minute, lang)


@lru_cache(maxsize=3_000)
def _clock(hour: int, minute: int, lang: Lang) -> str:
    return format_time(time(hour, minute), "HH:mm", locale=language(lang).locale)


def day_clock(when: datetime, lang: Lang) -> str:
    """A moment of a year that goes without saying.

    >>> day_clock(datetime(2026, 4, 7, 9, 5), "ru").replace(_NBSP, "_")
    '7_апреля, 09:05'
    """
    return f"{day_month(when.date(), lang)}, {clock(when, lang)}"


def ago(passed: timedelta, lang: Lang) -> str:
    r"""How long ago something was, in its largest unit; the figure never stands alone.

    >>> ago(timedelta(minutes=8), "ru").replace(_NBSP, "_"), ago(timedelta(hours=3), "en")
    ('8_минут назад', '3\xa0hours ago')
    """
    # More than a minute even at once: "0 seconds ago" helps nobody.
    return _ago(max(round(passed.total_seconds()), 60), lang)


@lru_cache(maxsize=10_000)
def _ago(seconds: int, lang: Lang) -> str:
    said = format_timedelta(
        timedelta(seconds=-seconds),
        granularity="minute",
        threshold=1.2,
        add_direction=True,
        locale=language(lang).locale,
    )
    return said.replace(" ", _NBSP, 1)
