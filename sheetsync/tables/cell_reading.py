"""One cell and its column's kind -> the value, the error, the warnings."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import Cleaned, cleaned, cleaned_code
from sheetsync.tables.formats import inferred_format
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.kinds.currencies import read_currency
from sheetsync.tables.kinds.dates import read_date, read_datetime, read_month
from sheetsync.tables.kinds.emails import read_email
from sheetsync.tables.kinds.enums import read_enum
from sheetsync.tables.kinds.ids import read_id
from sheetsync.tables.kinds.money import read_money
from sheetsync.tables.kinds.numbers import read_decimal, read_integer, read_percent
from sheetsync.tables.kinds.tax_ids import (
    read_foreign_number,
    read_foreign_tax_id,
    read_inn,
    read_tax_id,
)
from sheetsync.tables.kinds.texts import read_text, read_url
from sheetsync.tables.kinds.yes_no import read_bool
from sheetsync.tables.locales import Conventions, conventions
from sheetsync.tables.schema import Column, Kind

#: The reader of each kind.
READERS: Mapping[Kind, Callable[[CellInput, Column], CellResult]] = {
    "text": read_text,
    "integer": read_integer,
    "decimal": read_decimal,
    "money": read_money,
    "percent": read_percent,
    "date": read_date,
    "datetime": read_datetime,
    "month": read_month,
    "bool": read_bool,
    "currency": read_currency,
    "email": read_email,
    "inn": read_inn,
    "foreign_tax_id": read_foreign_tax_id,
    "foreign_number": read_foreign_number,
    "kpp": read_tax_id,
    "ogrn": read_tax_id,
    "bic": read_tax_id,
    "account": read_tax_id,
    "enum": read_enum,
    "id": read_id,
    "url": read_url,
}

_NUMBERS: frozenset[Kind] = frozenset({"integer", "decimal", "money", "percent"})

#: What a cell shows whose formula failed, in Sheets and in a Russian Excel.
FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"}
    | {"#Н/Д", "#ССЫЛКА!", "#ДЕЛ/0!", "#ЗНАЧ!", "#ИМЯ?", "#ЧИСЛО!", "#ПУСТО!"}
)
#: What each of them begins with.
ERROR_SIGN = "#"
LOADING = "Loading..."


def read_cell(cell: Cell, column: Column, *, locale: str | None) -> CellResult:
    """Read one cell as its column wants it; never raises, whatever the cell holds.

    Args:
        cell: as the API gave it.
        column: kind and options.
        locale: the spreadsheet's locale as ``ru_RU``; None when not known.

    Source: cells-and-tables.md, Order of checks.
    """
    return read_written_cell(cell, column, conventions(locale))


def read_written_cell(cell: Cell, column: Column, written: Conventions) -> CellResult:
    """`read_cell` for a locale whose conventions are known already."""
    if cell.stored is None or cell.stored == "":
        return CellResult()
    clean = cleaned if column.kind == "text" else cleaned_code
    shown = clean(cell.shown).text if cell.shown else ""
    if isinstance(cell.stored, str):
        return _read_text_cell(clean(cell.stored), shown, cell, column, written)
    if not isinstance(cell.stored, int | float):
        return refused("WRONG_TYPE", reading="unknown")
    if not _is_finite(cell.stored):
        overflows = column.kind in _NUMBERS and cell.stored == cell.stored  # NaN
        return refused("BAD_NUMBER" if overflows else "WRONG_TYPE", reading="unknown")
    number_format = cell.number_format or inferred_format(cell.stored, shown, written)
    given = CellInput(cell.stored, shown, number_format, written, _is_formula(cell))
    return READERS[column.kind](given, column)


def _read_text_cell(
    text: Cleaned, shown: str, cell: Cell, column: Column, written: Conventions
) -> CellResult:
    invisible = ("INVISIBLE_CHARS",) if text.had_invisible else ()
    if not text.text:
        return CellResult(warnings=invisible)
    broken = formula_trouble(text.text, shown)
    if broken:
        return refused(broken, reading=shown or text.text)
    given = CellInput(text.text, shown, "", written, _is_formula(cell))
    read = READERS[column.kind](given, column)
    return replace(read, warnings=(*invisible, *read.warnings)) if invisible else read


def formula_trouble(stored: str, shown: str) -> str | None:
    """FORMULA_ERROR or FORMULA_LOADING when a formula gave no value.

    The stored value of an error may carry an explanation behind the token that is shown:
    ``#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)``.
    """
    token = shown if stored.startswith("#") and shown else stored
    if LOADING in {stored, token}:
        return "FORMULA_LOADING"
    return "FORMULA_ERROR" if stored in FORMULA_ERRORS or token in FORMULA_ERRORS else None


def _is_finite(number: float) -> bool:
    """Whether a spreadsheet could hold the number: finite, and within the range of doubles."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _is_formula(cell: Cell) -> bool:
    """Whether a formula made the value; the text ``=1+1`` typed with an apostrophe is none."""
    return bool(cell.formula) and str(cell.formula).startswith("=") and cell.formula != cell.stored
