"""Words and days that people copy with a document's number: «Счёт № 12 от 01.02.2026»."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sheetsync.tables.kinds.date_texts import DayText, day_of_text
from sheetsync.tables.locales import conventions
from sheetsync.tables.month_names import month_number

#: A word is copied with the number only where a space, a number sign or a colon follows it:
#: `INV-001` keeps its head. Letters of either alphabet are read where they look alike.
#: Source: amendments.md 2, number normalisation.
_HEAD = re.compile(
    r"\s*(?:(?:[cс]ч[eеё][tт](?:\s+на\s+оплату)?(?:\s+(?:покупателю|клиенту|поставщика))?"
    r"|[cс]ч\.?|invoice|inv\.?|bill)(?=[\s№#:]|$)\s*:?\s*)?"
    r"(?:(?:[№#]|n[oо](?:\.|(?=[\s:]))|n[º°]\.?|n(?=[\s\d№#])|number(?=[\s:]))\s*:?\s*)*",
    re.IGNORECASE,
)
_MONTHS = 12
_MONTH = r"[^\W\d_]{3,}\.?"
_DAY = (
    r"[0-9]{1,2}[./][0-9]{1,2}(?:[./](?:[0-9]{4}|[0-9]{2}))?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    rf"|[«“\"]?[0-9]{{1,2}}[»”\"]?\s+{_MONTH}(?:,?\s+[0-9]{{4}})?"
    rf"|{_MONTH}\s+[0-9]{{1,2}},?\s+[0-9]{{4}}"
)
#: 1C copies the time too: «Счет покупателю 12 от 01.02.2026 12:00:00».
_TIME = r"(?:[ ,T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_TAIL = re.compile(
    rf"(?:^|[\s,(]|(?<=[0-9]))\s*(?:[oо][tт]|dated)\s*(?P<day>{_DAY})\s*(?:г\.?|года)?{_TIME}\)?\s*$",
    re.IGNORECASE,
)
_QUOTES = re.compile('[«»“”"]')
_SHORT_DAY = re.compile(r"(?P<d>[0-9]{1,2})(?:\.(?P<m>[0-9]{1,2})|\s+(?P<name>[^\W\d_]{3,}\.?))")
_SPACES = re.compile(r"\s+")
#: Days are written here as in Russia; a slash says nothing about the order and is left unread.
_WRITTEN = conventions("ru_RU")
#: Any leap year: the 29th of February is a day of some years only.
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day that stands behind a number, as far as it is told.

    Attributes:
        day: with the invoice's year in place when none was written, see `near`.
        has_year: whether the year was written.
    """

    day: date
    has_year: bool = True

    def near(self, dated: date) -> date:
        """The day itself; without a year the one nearest to the date of the invoice."""
        if self.has_year:
            return self.day
        years = (dated.year - 1, dated.year, dated.year + 1)
        days = [found for year in years if (found := _on(year, self.day.month, self.day.day))]
        return min(days, key=lambda day: abs((day - dated).days))


def without_words(number: str) -> tuple[str, WrittenDay | None]:
    """A number without the words and the day that were copied with it.

    >>> without_words("Счёт на оплату № 12 от 01.02.2026 г.")[0], without_words("INV-001")[0]
    ('12', 'INV-001')

    Returns:
        The number, which is blank where nothing else was copied, and the day behind it; None
        without one, and for one that nobody can tell (02/03/2026).

    Source: amendments.md 2, number normalisation.
    """
    # Runs of spaces say nothing, and long ones would be searched from each of their places.
    number = _SPACES.sub(" ", number)
    tail = _TAIL.search(number)
    day = written_day(_QUOTES.sub("", tail["day"])) if tail else None
    if tail is not None and (day is not None or "/" in tail["day"]):
        number = number[: tail.start()]
    head = _HEAD.match(number)
    return (number[head.end() :] if head else number), day


def written_day(text: str) -> WrittenDay | None:
    """The day of a text; None for what is no day of any year, or two days at once.

    >>> written_day("1 февраля"), written_day("01.02.26").day, written_day("02/03/2026")
    (WrittenDay(day=datetime.date(2024, 2, 1), has_year=False), datetime.date(2026, 2, 1), None)
    """
    if "/" in text:
        return None
    found = day_of_text(text, _WRITTEN)
    if isinstance(found, DayText):
        return WrittenDay(found.day)
    short = _SHORT_DAY.fullmatch(text)
    if short is None:
        return None
    month = int(short["m"]) if short["m"] else month_number(short["name"])
    day = _on(_LEAP_YEAR, month, int(short["d"])) if month else None
    return WrittenDay(day, has_year=False) if day else None


def _on(year: int, month: int, day: int) -> date | None:
    is_day = 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if is_day else None
