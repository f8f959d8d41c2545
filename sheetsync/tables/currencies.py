"""What people call a currency -> its ISO code. Source: amendments.md 1, money words, currencies."""

from functools import lru_cache

from babel.numbers import list_currencies

from sheetsync.tables.cleaning import comparable, script_folds

#: What people write for the currencies that money is counted in, as compared, without a dot behind.
CURRENCY_WORDS = {
    **dict.fromkeys(("₽", "р", "руб", "рубль", "рубли", "рубля", "рублей"), "RUB"),
    **dict.fromkeys(("rub", "rur"), "RUB"),
    **dict.fromkeys(("$", "usd", "доллар", "доллары", "доллара", "долларов"), "USD"),
    **dict.fromkeys(("€", "eur", "евро", "euro"), "EUR"),
}
#: Signs that may stand inside a number format of another word: ``[$₽-419]``.
CURRENCY_SIGNS = "₽$€"
#: Every code that ISO 4217 has had, but that of the ruble before 1998, which means today's, and
#: those for tests and for no currency.
ISO_CURRENCIES = frozenset(list_currencies()) - {"RUR", "XTS", "XXX"}


def currency_code(text: str) -> str | None:
    """The ISO code that a word or sign stands for, whatever the case; None for no currency.

    >>> currency_code("Руб."), currency_code("rur"), currency_code("kzt"), currency_code("штук")
    ('RUB', 'RUB', 'KZT', None)
    """
    word = comparable(text).strip(" .")
    return CURRENCY_WORDS.get(word) or (word.upper() if word.upper() in ISO_CURRENCIES else None)


@lru_cache(maxsize=256)
def look_alike_currency(text: str) -> str | None:
    """The currency of a text whose letters only look right; None unless there is exactly one.

    >>> look_alike_currency("RU\u0412"), look_alike_currency("\u0440\u0443b")
    ('RUB', None)
    """
    found = {currency_code(way) for way in script_folds(text)} - {None}
    return found.pop() if len(found) == 1 else None
