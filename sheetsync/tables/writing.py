"""A typed frame -> cells of a tool tab; no text of people's ever becomes a formula."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pandas as pd

from sheetsync.dates import serial_of
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Choice, Column, Lang, ToolTab

_HUNDRED = Decimal(100)
_DAY_S = 24 * 60 * 60
_DIGITS = 15
#: Source: sheets-api.md 5, characters per cell.
_LONGEST_TEXT = 50_000
_DATE_PATTERNS: Mapping[Lang, str] = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
#: Signs that a spreadsheet takes for the start of a formula. Source: OWASP, CSV injection.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class TabCells:
    """A tool tab as it shall stand: a header and rows of values.

    Attributes:
        rows: a value per column: None, text, number, bool, `Decimal` amounts in major units, date,
            datetime or `Link`.
    """

    tab: ToolTab
    lang: Lang
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def tab_cells(tab: ToolTab, rows: pd.DataFrame, lang: Lang) -> TabCells:
    """The cells of a tool tab.

    Args:
        tab: whose columns are written, in their order.
        rows: columns by code, money as ``<code>_minor``; a column that is not there stays blank.
        lang: of the headers and of the labels of enumerations.

    Raises:
        ValueError: a figure is infinite; nothing a sheet could hold.
    """
    columns = [_column_values(column, rows, lang) for column in tab.columns]
    header = tuple(column.header(lang) for column in tab.columns)
    return TabCells(tab, lang, header, tuple(zip(*columns, strict=True)) if len(rows) else ())


def _column_values(column: Column, rows: pd.DataFrame, lang: Lang) -> list[object]:
    name = frame_name(column) if frame_name(column) in rows.columns else column.name
    if name not in rows.columns:
        return [None] * len(rows)
    values = [None if _is_missing(value) else value for value in rows[name].tolist()]
    if column.kind == "enum":
        labels = {
            choice.code: choice.label(lang)
            for choice in column.allowed
            if isinstance(choice, Choice)
        }
        return [None if value is None else labels.get(str(value), str(value)) for value in values]
    return [_written(column, value) for value in values]


def _is_missing(value: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float) and math.isnan(value)


def _written(column: Column, value: object) -> object:
    if value is None or isinstance(value, Link | bool):
        return value
    if column.kind == "money" and isinstance(value, int):
        return Decimal(value) / _HUNDRED
    if column.kind == "url":
        return Link(str(value), str(value))
    if column.kind == "date" and isinstance(value, datetime):
        return value.date()
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, float) and math.isinf(value):
        raise ValueError(f"column {column.name}: a sheet holds no infinite figure")
    return value


def stored_value(value: object) -> object:
    """What Google stores for a value, as UNFORMATTED_VALUE with SERIAL_NUMBER gives it back.

    >>> stored_value(Decimal("1.50")), stored_value(date(2026, 3, 1)), stored_value(None)
    (1.5, 46082, '')
    """
    if value is None:
        return ""
    if isinstance(value, Link):
        return value.text[:_LONGEST_TEXT]
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if isinstance(value, date):
        return _serial(value)
    return _number(value)


def cell_data(value: object, lang: Lang = "ru") -> dict[str, Any]:
    """A value as the API's CellData: texts as ``stringValue``, which is never a formula.

    Source: Sheets API, CellData and ExtendedValue.
    """
    stored = stored_value(value)
    if stored == "" and not isinstance(stored, bool):
        return {}
    if isinstance(stored, bool):
        return {"userEnteredValue": {"boolValue": stored}}
    if isinstance(stored, str):
        cell: dict[str, Any] = {"userEnteredValue": {"stringValue": stored}}
        if isinstance(value, Link) and value.url:
            cell["userEnteredFormat"] = {"textFormat": {"link": {"uri": value.url}}}
        return cell
    cell = {"userEnteredValue": {"numberValue": stored}}
    shown_as = _number_format(value, lang)
    if shown_as:
        cell["userEnteredFormat"] = {"numberFormat": shown_as}
    return cell


def neutralised(text: str) -> str:
    """A text for CSV and other files that spreadsheets open: never a formula.

    >>> neutralised("=1+1"), neutralised("Вектор")
    ("'=1+1", 'Вектор')
    """
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _number_format(value: object, lang: Lang) -> dict[str, str] | None:
    pattern = _DATE_PATTERNS[lang]
    if isinstance(value, datetime):
        return {"type": "DATE_TIME", "pattern": f"{pattern} hh:mm"}
    if isinstance(value, date):
        return {"type": "DATE", "pattern": pattern}
    if isinstance(value, Decimal):
        return {"type": "NUMBER", "pattern": "#,##0.00"}
    return None


def _serial(day: date) -> int | float:
    if not isinstance(day, datetime):
        return serial_of(day)
    seconds = (day - datetime.combine(day.date(), time())).total_seconds()
    return _number(serial_of(day.date()) + seconds / _DAY_S)


def _number(value: object) -> int | float:
    """A number to the 15 digits that a sheet keeps, whole ones without a fraction."""
    number = float(f"{float(str(value)):.{_DIGITS}g}")
    return int(number) if number.is_integer() else number
