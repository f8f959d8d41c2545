"""Codes and numbers of documents: never numbers to count with. Source: cells-and-tables.md, Id."""

import re

from sheetsync.tables.cleaning import has_mixed_script
from sheetsync.tables.kinds.cell_input import (
    MOMENT_FORMATS,
    CellInput,
    CellResult,
    is_exponent_text,
    lost_digits,
    plain_digits,
    refused,
)
from sheetsync.tables.schema import Column

#: Beyond it a code is told of, and read all the same. Source: amendments.md 1, "key texts".
_LONGEST = 64
_BREAKS = re.compile(r"[\n\t\v\f\x85\u2028\u2029]+ *")


def read_id(given: CellInput, column: Column) -> CellResult:
    """A code as text, its case and zeros kept, on one line. A formula in it is told, for keys.

    People's codes are 1 to 64 printable characters; other ones are told of, never refused.
    """
    del column
    stored = given.stored
    read = _id_text(stored) if isinstance(stored, str) else read_digits(stored, given)
    if read.error is None and given.has_formula:
        return CellResult(read.value, warnings=(*read.warnings, "KEY_IS_FORMULA"), facts=read.facts)
    return read


def _id_text(text: str) -> CellResult:
    code = text.removeprefix("'").lstrip() if text.startswith("'") else text
    warnings = ["CLEANED"] if code != text else []
    if is_exponent_text(code):
        return refused("PRECISION_LOST")
    line = _BREAKS.sub(" ", code)
    if line != code or not is_plain_code(line):
        warnings.append("ODD_ID")
    if has_mixed_script(line):
        warnings.append("MIXED_SCRIPT")
    return CellResult(line or None, warnings=tuple(warnings))


def is_plain_code(text: str) -> bool:
    r"""Whether a code is nothing to be told of: printable, and at most 64 characters.

    >>> is_plain_code("7701234567/770101001"), is_plain_code("P-1\n"), is_plain_code("7" * 65)
    (True, False, False)
    """
    return len(text) <= _LONGEST and text.isprintable()


def read_digits(number: float, given: CellInput) -> CellResult:
    """The digits of a number cell as text: as shown when only zeros stand in front."""
    if isinstance(number, bool):
        return refused("WRONG_TYPE", reading="yes_no")
    if given.number_format in MOMENT_FORMATS:
        return refused("WRONG_TYPE", reading="date")
    digits = plain_digits(number)
    if "." in digits:
        return refused("BAD_ID", stored=digits)
    if lost_digits(float(digits)):
        return refused("PRECISION_LOST", digits=str(len(digits.lstrip("-"))))
    if given.shown == digits:
        return CellResult(digits)
    padded = given.shown.startswith("0") and given.shown.lstrip("0") == digits.lstrip("0")
    return CellResult(given.shown if padded else digits, warnings=("ID_STORED_AS_NUMBER",))
