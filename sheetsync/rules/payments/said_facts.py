"""Facts of a sentence that wait for its language: a day, a sum."""

from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang
from sheetsync.language.days import line_day
from sheetsync.language.money import money


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day within a sentence."""

    day: date

    def said(self, lang: Lang) -> str:
        """The day in a language.

        >>> SaidDay(date(2026, 4, 12)).said("ru")
        '12.04.2026'
        """
        return line_day(self.day, lang)


@dataclass(frozen=True, slots=True)
class SaidSum:
    """A sum within a sentence, in minor units of its currency."""

    minor: int
    currency: str

    def said(self, lang: Lang) -> str:
        """The sum in a language.

        >>> SaidSum(5000000, "EUR").said("en").split()
        ['50,000.00', 'EUR']
        """
        return money(self.minor, self.currency, lang)
