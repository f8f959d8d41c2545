"""Amounts of money. Source: cells-and-tables.md, Numbers and "Currency words and signs"."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from sheetsync.tables.currencies import currency_code, look_alike_currency
from sheetsync.tables.formats import shown_currency
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.kinds.number_texts import LONGEST, NumberText, amount_of_text
from sheetsync.tables.kinds.numbers import number_of
from sheetsync.tables.schema import Column

#: Every currency is kept to two decimals.
MINOR_PER_MAJOR = 100
_PLACES = Decimal("0.01")
#: Beyond this an amount does not fit its column of minor units.
_LARGEST = Decimal(10) ** 16
_WORD = r"[^\W\d_]+\.?|₽|\$|€"
_IN_FRONT = re.compile(
    rf"(?P<sign>[-−–]?)\s*(?P<word>{_WORD})\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_BEHIND = re.compile(rf"(?P<rest>.*?)\s*(?P<word>{_WORD})", re.IGNORECASE | re.DOTALL)
_BRACKETS = re.compile(r"\((?P<inner>[^()]*)\)")


def read_money(given: CellInput, column: Column) -> CellResult:
    """An amount in the column's currency, to two decimals, rounded half up.

    A column without a currency takes any: another column says which one it is.
    """
    if isinstance(given.stored, str):
        return _amount_text(given.stored, given, column)
    number = number_of(given, thousands_matter=True)
    if isinstance(number, CellResult):
        return number
    currency = shown_currency(given.shown)
    if currency and column.currency and currency != column.currency:
        return refused("WRONG_CURRENCY", currency=currency)
    return _rounded(number)


def _amount_text(text: str, given: CellInput, column: Column) -> CellResult:
    # Nobody types so long an amount, and its word would be looked for at each of its places.
    if len(text) > LONGEST:
        return refused("BAD_NUMBER")
    bare, word = _without_word(text)
    exact = currency_code(word)
    currency = exact or look_alike_currency(word)
    if word and currency is None:
        return refused("BAD_NUMBER")
    number = amount_of_text(bare, given.conventions)
    if isinstance(number, CellResult) and number.error != "AMBIGUOUS_NUMBER":
        return number
    if currency and column.currency and currency != column.currency:
        return refused("WRONG_CURRENCY", currency=currency)
    if isinstance(number, CellResult):
        return number
    mixed = ("MIXED_SCRIPT",) if currency != exact else ()
    return _rounded(replace(number, warnings=(*number.warnings, *mixed)))


def _without_word(text: str) -> tuple[str, str]:
    """The text without its one currency, and how that is written; "" without one."""
    brackets = _BRACKETS.fullmatch(text)
    if brackets:
        inner, word = _without_word(brackets["inner"].strip())
        return f"({inner})", word
    match = _IN_FRONT.fullmatch(text) or _BEHIND.fullmatch(text)
    if match is None:
        return text, ""
    return match.groupdict().get("sign", "") + match["rest"], match["word"]


def _rounded(number: NumberText) -> CellResult:
    if abs(number.value) >= _LARGEST:
        return refused("PRECISION_LOST", digits=str(len(f"{abs(number.value):.0f}")))
    amount = number.value.quantize(_PLACES, rounding=ROUND_HALF_UP)
    rounded = () if amount == number.value else ("MONEY_ROUNDED",)
    return CellResult(
        amount, warnings=(*number.warnings, *rounded), facts={"reading": f"{amount:f}"}
    )
