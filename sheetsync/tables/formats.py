"""What kind of number a cell shows, told from the stored value and the shown text alone."""

import re
from datetime import date, timedelta

from sheetsync.dates import SERIAL_EPOCH
from sheetsync.tables.cleaning import cleaned_code
from sheetsync.tables.currencies import CURRENCY_SIGNS, CURRENCY_WORDS, currency_code
from sheetsync.tables.locales import Conventions
from sheetsync.tables.month_names import month_number

_DAY_S = 24 * 60 * 60
#: Serials of 0001-01-01 and 9999-12-31: beyond them nothing is a day.
_FIRST_SERIAL, _LAST_SERIAL = -693_593, 2_958_465
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?[AP]M)?", re.IGNORECASE)
_DURATION = re.compile(r"-?[0-9]+:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AP]M)?", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_NUMBER = re.compile(r"[-−–+(]*[0-9][0-9 .,]*(?:E[+-]?[0-9]+)?\)?", re.IGNORECASE)
_YEAR_WORDS = frozenset({"г", "год", "года"})
#: Parts of a day that together name it: one alone could be any number.
_TELLING_PARTS = 2
_LONGEST_YEAR = 4
_WEEKDAYS = (
    ("понедельник", "пн", "monday"),
    ("вторник", "вт", "tuesday"),
    ("среда", "ср", "wednesday"),
    ("четверг", "чт", "thursday"),
    ("пятница", "пт", "friday"),
    ("суббота", "сб", "saturday"),
    ("воскресенье", "вс", "sunday"),
)


def moment_of(serial: float) -> tuple[date, int] | None:
    """The day and the second of day of a serial number, rounded to whole seconds first.

    None when it is outside the years 1 to 9999.

    >>> moment_of(46054.75)
    (datetime.date(2026, 2, 1), 64800)
    """
    if not _FIRST_SERIAL <= serial < _LAST_SERIAL + 1:
        return None
    days, seconds = divmod(round(serial * _DAY_S), _DAY_S)
    if days > _LAST_SERIAL:
        return None
    return SERIAL_EPOCH + timedelta(days=days), seconds


def shown_currency(shown: str) -> str | None:
    """The currency a shown amount names: an ISO code, "?" for an unknown sign, None for none.

    >>> shown_currency("1 234,50 ₽"), shown_currency("£5"), shown_currency("12")
    ('RUB', '?', None)
    """
    word = re.sub(r"[0-9 ,()+\-−–\n]|(?<![^\W\d_])\.", "", shown).casefold()
    if not word:
        return None
    code = currency_code(word)
    if code:
        return code
    for sign in CURRENCY_SIGNS:
        if sign in word:
            return CURRENCY_WORDS[sign]
    return "?" if len(word) == 1 and not word.isalnum() and word not in "%°" else None


def inferred_format(stored: float, shown: str, written: Conventions) -> str:
    """The number format that made `shown` of `stored`; "" when the pair cannot tell.

    Args:
        stored: a finite number.
        shown: the shown text.
        written: how numbers are written in the spreadsheet's locale.

    Returns:
        DATE, DATE_TIME, TIME, PERCENT, CURRENCY, NUMBER, or "".
    """
    text = cleaned_code(shown).text
    if not text:
        return ""
    if _DURATION.fullmatch(text):
        return "TIME"
    if text.endswith("%") or text.startswith("%"):
        return "PERCENT" if _NUMBER.fullmatch(text.strip("% ")) else ""
    if shows_number(stored, text, written):
        return "NUMBER"
    moment = _shown_moment(stored, text)
    if moment:
        return moment
    currency = shown_currency(text)
    return "CURRENCY" if currency else ""


def shows_number(stored: float, text: str, written: Conventions) -> bool:
    """Whether the text is the number itself, perhaps rounded for display."""
    if not _NUMBER.fullmatch(text):
        return False
    digits = text.replace(" ", "").strip("()").lstrip("-−–+")
    if written.decimal == ",":
        digits = digits.replace(".", "" if written.grouping == "." else "x").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return False
    return abs(value - abs(stored)) <= max(0.5, abs(stored) * 1e-5)


def _shown_moment(stored: float, text: str) -> str:
    """DATE or DATE_TIME when the text names the day of that serial, else ""."""
    moment = moment_of(stored)
    if moment is None:
        return ""
    rest = _CLOCK.sub("", text)
    format_type = "DATE" if rest == text else "DATE_TIME"
    return format_type if _names_day(rest, moment[0]) else ""


def _names_day(text: str, day: date) -> bool:
    """Whether every part of the text is a part of that day, and there are enough of them."""
    parts = {"day": {day.day}, "month": {day.month}, "year": {day.year, day.year % 100}}
    told: set[str] = set()
    for token in _TOKEN.findall(text):
        if token.isascii() and token.isdigit():
            number = int(token[: _LONGEST_YEAR + 1])
            part = next((name for name in parts if name not in told and number in parts[name]), "")
            if not part:
                return False
            told.add(part)
        elif month_number(token) == day.month:
            told.add("month")
        elif token.casefold() not in _YEAR_WORDS and not _is_weekday(token, day.weekday()):
            return False
    return len(told) >= _TELLING_PARTS


def _is_weekday(token: str, weekday: int) -> bool:
    return any(name.startswith(token.casefold()) for name in _WEEKDAYS[weekday])
