"""What a reader of one kind is given, and what it answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal

from sheetsync.tables.locales import UNKNOWN, Conventions

#: Formats whose numbers are days or times of day.
DATE_FORMATS = frozenset({"DATE", "DATE_TIME"})
MOMENT_FORMATS = DATE_FORMATS | {"TIME"}

#: More whole digits than these a spreadsheet's double does not keep.
KEPT_DIGITS = 15
_KEPT = Context(prec=KEPT_DIGITS)
_FIRST_LOST = 1_000_000_000_000_000
_EXPONENT_TEXT = re.compile(r"[+-]?[0-9](?:[.,][0-9]+E\+?|E\+)[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellResult:
    """The reading of one cell.

    Attributes:
        value: the value, None for a blank or refused cell. Money, decimal, percent: `Decimal`
            (a percent as a fraction); date: `date`; datetime: `datetime` without a zone; month:
            ``YYYY-MM``; an e-mail column with `multiple`: a tuple; an enum of choices: the code.
        error: code of the error that refuses the cell, or None.
        warnings: codes of what was noticed while the cell was read.
        facts: what a message may name besides the cell: ``near`` (nearest allowed value),
            ``either`` and ``or`` (two readings of an ambiguous text), ``letter`` and ``script``
            (a foreign letter), ``stored`` (what the cell holds), ``digits`` (how many),
            ``reading`` (what a text was read as), ``currency``, ``year``.
    """

    value: object = None
    error: str | None = None
    warnings: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellInput:
    """A cell that is neither blank nor a formula error, ready for the reader of its kind.

    Attributes:
        stored: a finite number, a boolean, or cleaned text.
        shown: the shown text, cleaned; "" when nothing is shown.
        number_format: type of the number format, inferred when it was not fetched; "" unknown.
        conventions: those of the spreadsheet's locale.
        has_formula: whether a formula made the value.
    """

    stored: bool | float | str
    shown: str
    number_format: str = ""
    conventions: Conventions = UNKNOWN
    has_formula: bool = False

    @property
    def seen(self) -> str:
        """What a person sees; the stored value where the format hides it."""
        if self.shown:
            return self.shown
        return self.stored if isinstance(self.stored, str) else plain_digits(self.stored)


def refused(error: str, **facts: str) -> CellResult:
    """A cell that cannot be read."""
    return CellResult(error=error, facts=facts)


def decimal_of(number: float) -> Decimal:
    """A stored number to 15 significant digits, as spreadsheets count.

    >>> decimal_of(0.30000000000000004)
    Decimal('0.3')
    """
    digits = f"{_KEPT.create_decimal(repr(number)):f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def lost_digits(number: float) -> bool:
    """Whether a whole number is so long that its last digits are not what was typed."""
    return abs(number) >= _FIRST_LOST


def plain_digits(number: float) -> str:
    """A stored number or truth as plain digits, without an exponent.

    >>> plain_digits(79161234567.0)
    '79161234567'
    """
    if isinstance(number, bool):
        return str(number).upper()
    return f"{decimal_of(number):f}"


def is_exponent_text(text: str) -> bool:
    """Whether a text is what a spreadsheet shows of a long number; ``1E5`` is a code.

    >>> is_exponent_text("1,23457E+15"), is_exponent_text("1E5")
    (True, False)
    """
    return _EXPONENT_TEXT.fullmatch(text) is not None
