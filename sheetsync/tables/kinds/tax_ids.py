"""INN, KPP, OGRN, BIC and accounts. Source: cells-and-tables.md, INN, and other identifiers."""

import re
import unicodedata
from dataclasses import replace

from sheetsync.tables.cleaning import plain_dashes
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, is_exponent_text, refused
from sheetsync.tables.kinds.check_digits import inn_fits, ogrn_fits
from sheetsync.tables.kinds.ids import read_digits
from sheetsync.tables.schema import Column

_INN_WORD = re.compile(r"(?:ИНН|INN)\s*:?\s*", re.IGNORECASE)
_INN_LENGTHS = (10, 12)
_FOREIGN = re.compile(r"[^\W_](?:[^\W_]|-){3,19}")
_FOREIGN_NUMBER = re.compile(r"[^\W_](?:[^\W_]|[-/.]){3,33}")
_FORMS = {
    "kpp": re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}"),
    "ogrn": re.compile(r"[0-9]{13}|[0-9]{15}"),
    "bic": re.compile(r"[0-9]{9}"),
    "account": re.compile(r"[0-9]{20}"),
}


def read_inn(given: CellInput, column: Column) -> CellResult:
    """An INN of 10 or 12 digits; one lost zero is restored when the check digit proves it."""
    del column
    read = _digits(given)
    if read.error:
        return CellResult(error="BAD_INN", facts=read.facts) if read.error == "BAD_ID" else read
    text = str(read.value)
    digits = _INN_WORD.sub("", text.removeprefix("'").lstrip(), count=1)
    cleaned = ("CLEANED",) if digits != text else ()
    refusal = _wrong_inn_form(digits)
    if refusal is not None:
        return refusal
    restored = () if len(digits) in _INN_LENGTHS else ("ZERO_RESTORED",)
    whole = f"0{digits}" if restored else digits
    if inn_fits(whole):
        return CellResult(
            whole, warnings=(*read.warnings, *cleaned, *restored), facts={"reading": whole}
        )
    return refused("BAD_INN" if restored else "BAD_INN_CHECKSUM", digits=str(len(digits)))


def _wrong_inn_form(digits: str) -> CellResult | None:
    if is_exponent_text(digits):
        return refused("PRECISION_LOST")
    foreign = _foreign_letter(digits)
    if foreign:
        return refused("BAD_INN", **foreign)
    wrong_length = len(digits) not in {size - lost for size in _INN_LENGTHS for lost in (0, 1)}
    if not (digits.isascii() and digits.isdigit()) or wrong_length or not digits.strip("0"):
        return refused("BAD_INN", digits=str(len(digits)))
    return None


def read_foreign_tax_id(given: CellInput, column: Column) -> CellResult:
    """The tax number of a foreign legal entity: 4 to 20 letters, digits and hyphens, as typed.

    Source: amendments.md 2, tax ids of foreign entities.
    """
    del column
    read = _digits(given)
    if read.error:
        return CellResult(error="BAD_TAX_ID", facts=read.facts) if read.error == "BAD_ID" else read
    text = str(read.value).removeprefix("'")
    is_one = _FOREIGN.fullmatch(plain_dashes(text))
    return replace(read, value=text) if is_one else refused("BAD_TAX_ID")


def read_foreign_number(given: CellInput, column: Column) -> CellResult:
    """What a register or a bank of another country calls it: SWIFT code, IBAN, register number.

    4 to 34 letters, digits and the signs between them, without spaces; an IBAN has 34 at most.
    """
    del column
    read = _digits(given)
    if read.error:
        return CellResult(error="BAD_TAX_ID", facts=read.facts) if read.error == "BAD_ID" else read
    text = str(read.value).removeprefix("'")
    is_one = _FOREIGN_NUMBER.fullmatch(plain_dashes(text))
    return replace(read, value=text) if is_one else refused("BAD_TAX_ID")


def read_tax_id(given: CellInput, column: Column) -> CellResult:
    """A KPP, OGRN, BIC or account: its form, and for an OGRN its check digit.

    An account's key is checked against the BIC of its row by `sheetsync.tables.rows`.
    """
    read = _digits(given)
    if read.error:
        return CellResult(error="BAD_TAX_ID", facts=read.facts) if read.error == "BAD_ID" else read
    digits = str(read.value)
    if is_exponent_text(digits):
        return refused("PRECISION_LOST")
    if not _FORMS[column.kind].fullmatch(digits) or not digits.strip("0"):
        return refused("BAD_TAX_ID", digits=str(len(digits)), **_foreign_letter(digits))
    if column.kind == "ogrn" and not ogrn_fits(digits):
        return refused("BAD_CHECKSUM")
    return read


def _digits(given: CellInput) -> CellResult:
    """The cell without spaces; a number by its digits."""
    if isinstance(given.stored, str):
        return CellResult(given.stored.replace(" ", ""))
    return read_digits(given.stored, given)


def _foreign_letter(text: str) -> dict[str, str]:
    """The first letter that looks out of place, with its script; {} when there is none."""
    for letter in text:
        if letter.isalpha() and not letter.isascii():
            script = unicodedata.name(letter, "").partition(" ")[0].capitalize()
            return {"letter": letter, "script": script}
    return {}
