"""Codes and numbers of documents: never numbers to count with. Source: cells-and-tables.md, Id."""

from sheetsync.tables.cleaning import has_mixed_script
from sheetsync.tables.kinds.given import (
    MOMENT_FORMATS,
    Given,
    Read,
    is_exponent_text,
    lost_digits,
    plain_digits,
    refused,
)
from sheetsync.tables.schema import Column


def read_id(given: Given, column: Column) -> Read:
    """A code as text, its case and zeros kept. A formula in it is told, for keys."""
    del column
    stored = given.stored
    read = _id_text(stored) if isinstance(stored, str) else read_digits(stored, given)
    if read.error is None and given.has_formula:
        return Read(read.value, warnings=(*read.warnings, "KEY_IS_FORMULA"), facts=read.facts)
    return read


def _id_text(text: str) -> Read:
    code = text.removeprefix("'").lstrip() if text.startswith("'") else text
    warnings = ["CLEANED"] if code != text else []
    if "\n" in code:
        return refused("BAD_ID")
    if is_exponent_text(code):
        return refused("PRECISION_LOST")
    if has_mixed_script(code):
        warnings.append("MIXED_SCRIPT")
    return Read(code or None, warnings=tuple(warnings))


def read_digits(number: float, given: Given) -> Read:
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
        return Read(digits)
    padded = given.shown.startswith("0") and given.shown.lstrip("0") == digits.lstrip("0")
    return Read(given.shown if padded else digits, warnings=("ID_STORED_AS_NUMBER",))
