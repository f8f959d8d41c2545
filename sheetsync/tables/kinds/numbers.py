"""Whole numbers, decimals and shares. Source: cells-and-tables.md, Numbers."""

from decimal import Decimal

from sheetsync.tables.kinds.cell_input import (
    MOMENT_FORMATS,
    CellInput,
    CellResult,
    decimal_of,
    lost_digits,
    plain_digits,
    refused,
)
from sheetsync.tables.kinds.number_texts import NumberText, number_of_text
from sheetsync.tables.schema import Column

_PERCENT = Decimal(100)
#: Nobody counts so far: products of such overflow.
_LARGEST = Decimal(10) ** 30


def read_integer(given: CellInput, column: Column) -> CellResult:
    """A whole number."""
    del column
    number = number_of(given, thousands_matter=True)
    if isinstance(number, CellResult):
        return number
    if number.value != number.value.to_integral_value():
        return refused("NOT_INTEGER", stored=f"{number.value:f}")
    if not isinstance(given.stored, str) and lost_digits(given.stored):
        return refused("PRECISION_LOST", digits=str(len(plain_digits(abs(given.stored)))))
    return CellResult(int(number.value), warnings=number.warnings)


def read_decimal(given: CellInput, column: Column) -> CellResult:
    """A number with or without a fraction."""
    del column
    number = number_of(given, thousands_matter=False)
    return number if isinstance(number, CellResult) else _bounded(number.value, number.warnings)


def read_percent(given: CellInput, column: Column) -> CellResult:
    """A share, as a fraction: 12,5 % is 0.125.

    A number that shows no percent sign is refused unless the column states its unit.
    """
    if isinstance(given.stored, str):
        return _percent_text(given, column)
    number = number_of(given, thousands_matter=False)
    if isinstance(number, CellResult):
        return number
    if given.number_format == "PERCENT" or "%" in given.shown:
        return _bounded(number.value)
    return _without_sign(number, column)


def _percent_text(given: CellInput, column: Column) -> CellResult:
    text = str(given.stored)
    bare = text.replace("%", "", 1) if text.endswith(("%", "%)")) else text
    number = number_of_text(bare.rstrip(), given.conventions, thousands_matter=False)
    if isinstance(number, CellResult):
        return number
    if bare != text:
        return _bounded(number.value / _PERCENT, number.warnings)
    return _without_sign(number, column)


def _bounded(value: Decimal, warnings: tuple[str, ...] = ()) -> CellResult:
    """The number, unless sums of such would leave what a double holds."""
    if abs(value) >= _LARGEST:
        return refused("BAD_NUMBER")
    return CellResult(value, warnings=warnings)


def _without_sign(number: NumberText, column: Column) -> CellResult:
    if column.unit == "percent":
        return _bounded(number.value / _PERCENT, number.warnings)
    if column.unit == "fraction":
        return _bounded(number.value, number.warnings)
    if abs(number.value) >= _LARGEST:
        return refused("BAD_NUMBER")
    either = f"{number.value.normalize():f} %"
    other = f"{(number.value * _PERCENT).normalize():f} %"
    return CellResult(error="AMBIGUOUS_NUMBER", facts={"either": either, "or": other})


def number_of(given: CellInput, *, thousands_matter: bool) -> NumberText | CellResult:
    """The number of a cell, stored or typed as text; a refusal when it is none.

    Args:
        given: the cell.
        thousands_matter: whether three digits after the decimal sign are more likely thousands
            (whole numbers and money).
    """
    stored = given.stored
    if isinstance(stored, str):
        return number_of_text(stored, given.conventions, thousands_matter=thousands_matter)
    if isinstance(stored, bool):
        return refused("WRONG_TYPE", reading="yes_no")
    if given.number_format in MOMENT_FORMATS:
        return refused("WRONG_TYPE", reading="date")
    value = decimal_of(stored)
    if lost_digits(stored) and value != Decimal(repr(stored)):
        return refused("PRECISION_LOST", digits=str(len(plain_digits(abs(stored)))))
    return NumberText(value)
