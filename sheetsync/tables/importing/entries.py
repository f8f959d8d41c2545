"""A cell that came from a file -> what is written for it: a typed value, or the cell as it was."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sheetsync.dates import serial_of
from sheetsync.language import Lang, language
from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import cleaned, comparable
from sheetsync.tables.formats import shown_currency
from sheetsync.tables.kinds.cell_input import KEPT_DIGITS
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.schema import Column, Kind

_DAY_S = 24 * 60 * 60
#: Kinds whose text becomes a value when it can be read without doubt.
_TYPED: frozenset[Kind] = frozenset(
    {"integer", "decimal", "money", "percent", "date", "datetime", "bool"}
)
_CODES: frozenset[Kind] = frozenset({"id", "inn", "kpp", "ogrn", "bic", "account"})
#: Kinds whose column would show a number as something else.
_SHOWN_OTHERWISE: frozenset[Kind] = _CODES | {"date", "datetime", "percent", "month", "email"}
#: What is noticed of a text that is to become a value anyway; any other warning is a doubt.
_HARMLESS = frozenset(
    {"NUMBER_AS_TEXT", "DATE_AS_TEXT", "FOREIGN_SEPARATORS", "ID_STORED_AS_NUMBER"}
)
_SECONDS = ":00"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is shown: Google's type and pattern."""

    type: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into a cell.

    Attributes:
        value: text as it is, never a formula; a number, of a day its serial; a tick; "" nothing.
        number_format: None keeps the cell's own.
        is_doubtful: whether it stays as it was in a column that wants a value of another kind.
    """

    value: str | bool | int | float = ""
    number_format: NumberFormat | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """How cells are read and shown.

    Attributes:
        locale: the spreadsheet's, as ``ru_RU``; decides what ``1.234`` and ``3/4/2026`` mean.
        lang: decides how days are shown.
        currency: what a blank currency cell means.
    """

    locale: str
    lang: Lang
    currency: str


def entry_of(cell: Cell, column: Column | None, terms: EntryTerms) -> Entry:
    """What is written for a cell of a file.

    A text in a column of numbers, amounts, shares, days or yes/no becomes a value when our own
    reader reads it without doubt; a number in a column of codes becomes its digits, zeros in front
    that were shown included. All else stays as it was.

    Args:
        cell: of the file; `shown` and `number_format` as far as they are known.
        column: None for a column that the catalogue does not have.
        terms: of the spreadsheet.
    """
    if cell.stored is None or cell.stored == "":
        return Entry()
    if column is not None and column.kind == "decimal" and str(cell.stored).strip().endswith("%"):
        # Typed into a sheet it would be the same share.
        column = replace(column, kind="percent")
    meant = _meant(cell, column, terms) if column is not None else None
    return meant or _as_it_was(cell, column, terms)


def _meant(cell: Cell, column: Column, terms: EntryTerms) -> Entry | None:
    """The value that a cell means; None for one that stays as it was."""
    is_code = column.kind in _CODES and not isinstance(cell.stored, str)
    if not is_code and not _is_to_type(cell, column):
        return None
    read = read_cell(cell, column, locale=terms.locale)
    if read.error or read.value is None or not _HARMLESS.issuperset(read.warnings):
        return None
    return _typed(read.value, column, terms)


def _is_to_type(cell: Cell, column: Column) -> bool:
    if column.kind not in _TYPED:
        return False
    if not isinstance(cell.stored, str):
        # A share among numbers, and a sign that no currency backs, would be lost.
        return (column.kind, cell.number_format) != ("decimal", "PERCENT") and (
            cell.number_format != "CURRENCY" or column.currency is not None
        )
    text = comparable(cleaned(cell.stored).text)
    if column.kind == "bool":
        return text not in (*YES.each, *NO.each)
    if column.kind == "money":
        # A sign in the text is kept only where the row's currency says the same.
        return column.currency is not None or shown_currency(text) is None
    # Readers drop seconds.
    return column.kind != "datetime" or text.count(":") <= 1 or text.endswith(_SECONDS)


def _typed(value: object, column: Column, terms: EntryTerms) -> Entry | None:
    match value:
        case bool() | str():
            return Entry(value)
        case datetime():
            seconds = value.hour * 3600 + value.minute * 60
            pattern = f"{language(terms.lang).cell_day_pattern} hh:mm"
            serial = serial_of(value.date()) + seconds / _DAY_S
            return Entry(serial, NumberFormat("DATE_TIME", pattern))
        case date():
            return Entry(
                serial_of(value), NumberFormat("DATE", language(terms.lang).cell_day_pattern)
            )
        case _:
            number = Decimal(str(value))
            if len(number.as_tuple().digits) > KEPT_DIGITS:
                return None
            shown_as = _share_format(number) if column.kind == "percent" else None
            return Entry(_plain(number), shown_as)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _share_format(share: Decimal) -> NumberFormat:
    is_whole = share * 100 == (share * 100).to_integral_value()
    return NumberFormat("PERCENT", "0%" if is_whole else "0.00%")


def _as_it_was(cell: Cell, column: Column | None, terms: EntryTerms) -> Entry:
    stored = cell.stored
    is_doubtful = column is not None and _is_doubtful(cell, column, terms)
    if isinstance(stored, int | float) and not isinstance(stored, bool):
        kind = column.kind if column is not None else "text"
        return Entry(stored, _number_format(cell, stored, kind, terms), is_doubtful)
    return Entry(stored if isinstance(stored, bool) else str(stored), is_doubtful=is_doubtful)


def _is_doubtful(cell: Cell, column: Column, terms: EntryTerms) -> bool:
    """Whether the reader refuses a cell of a column of values, or reads a text with a doubt."""
    if column.kind not in _TYPED:
        return False
    read = read_cell(cell, column, locale=terms.locale)
    return read.error is not None or (isinstance(cell.stored, str) and column.kind != "bool")


def _number_format(cell: Cell, stored: float, kind: Kind, terms: EntryTerms) -> NumberFormat | None:
    """The format that keeps a number looking as it did in the file."""
    day = language(terms.lang).cell_day_pattern
    kept = {
        "DATE": NumberFormat("DATE", day),
        "DATE_TIME": NumberFormat("DATE_TIME", f"{day} hh:mm"),
        "TIME": NumberFormat("TIME", "hh:mm:ss"),
        "PERCENT": _share_format(Decimal(repr(stored))),
    }
    if cell.number_format in kept:
        return kept[cell.number_format]
    if cell.number_format == "CURRENCY":
        sign = (cell.shown or "").partition(" ")[2].replace('"', "")
        return NumberFormat("CURRENCY", f'#,##0.00 "{sign}"')
    if kind not in _SHOWN_OTHERWISE:
        return None
    return NumberFormat("NUMBER", "0" if stored == int(stored) else "0.0###########")
