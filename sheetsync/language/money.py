"""Amounts of money as people of a language write them."""

from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_symbol

from sheetsync.language.languages import Lang, language
from sheetsync.language.numbers import number

NBSP = "\u00a0"
_MINOR = Decimal(100)


@lru_cache(maxsize=20_000)
def money(minor: int, currency: str, lang: Lang) -> str:
    """An amount with its currency; two decimals whatever the currency.

    >>> money(28500000, "RUB", "ru").replace(NBSP, "_")
    '285_000,00_₽'
    >>> money(28500000, "RUB", "en").replace(NBSP, "_")
    '285,000.00_RUB'
    """
    return f"{bare_money(minor, lang)}{NBSP}{symbol(currency, lang)}"


def bare_money(minor: int, lang: Lang) -> str:
    """An amount whose currency stands beside it.

    >>> bare_money(123456, "en")
    '1,234.56'
    """
    return number(minor / _MINOR, lang, 2)


def whole_money(amount: float | Decimal, currency: str, lang: Lang) -> str:
    """An amount in major units without its fraction, for averages.

    >>> whole_money(267657.2299, "RUB", "ru").replace(NBSP, "_")
    '267_657_₽'
    """
    return f"{number(amount, lang, 0)}{NBSP}{symbol(currency, lang)}"


@lru_cache(maxsize=500)
def symbol(currency: str, lang: Lang) -> str:
    """How a currency is written behind an amount: its sign in Russian, its code in English.

    >>> symbol("RUB", "ru"), symbol("RUB", "en")
    ('₽', 'RUB')
    """
    spoken = language(lang)
    return get_currency_symbol(currency, spoken.locale) if spoken.currency_signs else currency
