"""Amounts of money. Source: cells-and-tables.md, Numbers and "Currency words and signs"."""

import re
from decimal import ROUND_HALF_UP, Decimal

from sheetsync.tables.formats import CURRENCY_WORDS, ISO_CURRENCIES, shown_currency
from sheetsync.tables.kinds.given import Given, Read, refused
from sheetsync.tables.kinds.number_texts import NumberText, number_of_text
from sheetsync.tables.kinds.numbers import number_of
from sheetsync.tables.schema import Column

#: Every currency is kept to two decimals.
MINOR_PER_MAJOR = 100
_PLACES = Decimal("0.01")
#: Beyond this an amount does not fit its column of minor units.
_LARGEST = Decimal(10) ** 16
_WORD = r"руб\.?|р\.|₽|\$|€|[A-Za-z]{3}"
_IN_FRONT = re.compile(
    rf"(?P<sign>[-−–]?)\s*(?P<word>{_WORD})\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_BEHIND = re.compile(rf"(?P<rest>.*?)\s*(?P<word>{_WORD})", re.IGNORECASE | re.DOTALL)
_BRACKETS = re.compile(r"\((?P<inner>[^()]*)\)")


def read_money(given: Given, column: Column) -> Read:
    """An amount in the column's currency, to two decimals, rounded half up.

    A column without a currency takes any: another column says which one it is.
    """
    if isinstance(given.stored, str):
        return _amount_text(given.stored, given, column)
    number = number_of(given, thousands_matter=True)
    if isinstance(number, Read):
        return number
    currency = shown_currency(given.shown)
    if currency and column.currency and currency != column.currency:
        return refused("WRONG_CURRENCY", currency=currency)
    return _rounded(number)


def _amount_text(text: str, given: Given, column: Column) -> Read:
    bare, currency = _without_currency(text)
    if currency == "?":
        return refused("BAD_NUMBER")
    number = number_of_text(bare, given.conventions, thousands_matter=True, trailing_minus=True)
    if isinstance(number, Read) and number.error != "AMBIGUOUS_NUMBER":
        return number
    if currency and column.currency and currency != column.currency:
        return refused("WRONG_CURRENCY", currency=currency)
    return number if isinstance(number, Read) else _rounded(number)


def _without_currency(text: str) -> tuple[str, str | None]:
    """The text without its one currency, and which it is: "?" for a word that is none."""
    brackets = _BRACKETS.fullmatch(text)
    if brackets:
        inner, currency = _without_currency(brackets["inner"].strip())
        return f"({inner})", currency
    match = _IN_FRONT.fullmatch(text) or _BEHIND.fullmatch(text)
    if match is None:
        return text, None
    word = match["word"].casefold()
    known = CURRENCY_WORDS.get(word) or (word.upper() if word.upper() in ISO_CURRENCIES else "?")
    return match.groupdict().get("sign", "") + match["rest"], known


def _rounded(number: NumberText) -> Read:
    if abs(number.value) >= _LARGEST:
        return refused("PRECISION_LOST", digits=str(len(f"{abs(number.value):.0f}")))
    amount = number.value.quantize(_PLACES, rounding=ROUND_HALF_UP)
    rounded = () if amount == number.value else ("MONEY_ROUNDED",)
    return Read(amount, warnings=(*number.warnings, *rounded), facts={"reading": f"{amount:f}"})
