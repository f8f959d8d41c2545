"""Currencies of rows: always the ISO code. Source: amendments.md 1, currency cells."""

from sheetsync.tables.cleaning import comparable
from sheetsync.tables.currencies import (
    CURRENCY_WORDS,
    ISO_CURRENCIES,
    currency_code,
    look_alike_currency,
)
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.kinds.enums import nearest
from sheetsync.tables.schema import Column

#: What a word that is no currency may have been meant for, and what that stands for.
_MEANT = {**CURRENCY_WORDS, **{code.casefold(): code for code in sorted(ISO_CURRENCIES)}}


def read_currency(given: CellInput, column: Column) -> CellResult:
    """The ISO code, upper case, whatever the spelling; no currency is refused with the nearest."""
    del column
    code = currency_code(given.seen)
    if code:
        return CellResult(code)
    code = look_alike_currency(given.seen)
    if code:
        return CellResult(code, warnings=("MIXED_SCRIPT",))
    near = nearest(comparable(given.seen), _MEANT)
    return refused("BAD_ENUM", **({"near": near[0]} if near else {}))
