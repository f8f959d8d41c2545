"""What a typed text became."""

from dataclasses import dataclass

from sheetsync.sandbox.formats import CellValue, NumberFormat

_WHOLE_BELOW = 1e15


@dataclass(frozen=True, slots=True)
class Entered:
    """A cell's new content.

    Attributes:
        value: what the cell holds now; None for a formula, which is yet to be computed.
        number_format: the format typing sets along, None to leave the cell's own.
        formula: the formula's text beginning with ``=``, None without one.
    """

    value: CellValue
    number_format: NumberFormat | None = None
    formula: str | None = None


def as_number(number: float) -> int | float:
    """A number as it is stored: whole ones as int while a double still counts them exactly.

    >>> as_number(42.0), as_number(0.5), as_number(1e20)
    (42, 0.5, 1e+20)
    """
    return int(number) if abs(number) < _WHOLE_BELOW and float(number).is_integer() else number
