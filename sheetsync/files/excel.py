"""An Excel file: its sheets as cells with values, what they show where that matters, formats."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import is_datetime
from openpyxl.utils.exceptions import InvalidFileException

from sheetsync.dates import serial_of
from sheetsync.errors import SourceFileError
from sheetsync.files.source import SourceTab, used_height
from sheetsync.tables.cells import Grid, a1
from sheetsync.tables.kinds.given import plain_digits

_DAY_S = 24 * 60 * 60
_MOMENTS = {"date": "DATE", "time": "TIME", "datetime": "DATE_TIME"}
_SIGN = re.compile(r"[₽$€£]|руб\.?|\b[A-Z]{3}\b")
_ZEROS = re.compile(r"0+")
_TEXT_PATTERN = "@"


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell: value, shown text where the number alone does not tell, type of its format."""

    stored: object = ""
    shown: str = ""
    number_format: str | None = None


def read_excel(path: Path) -> list[SourceTab]:
    """The sheets of an .xlsx file. Of formulas the value that the file keeps.

    Raises:
        SourceFileError: it cannot be read.
    """
    try:
        values = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True, data_only=False)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise SourceFileError(
            f"{path.name}: cannot be read ({error})",
            cure="save it again as .xlsx, without a password",
        ) from None
    tabs = list(_tabs(values, formulas))
    values.close()
    formulas.close()
    return tabs


def _tabs(values: Workbook, formulas: Workbook) -> Iterator[SourceTab]:
    for page, told in zip(values.worksheets, formulas.worksheets, strict=True):
        # What the file says of its own size is often wrong.
        page.reset_dimensions()
        told.reset_dimensions()
        yield _tab(page.title, list(page.iter_rows()), list(told.iter_rows()))


def _tab(title: str, pages: Sequence[Sequence[Any]], told: Sequence[Sequence[Any]]) -> SourceTab:
    valueless = []
    rows: list[list[_Read]] = []
    for number, (cells, formulas) in enumerate(zip(pages, told, strict=True), start=1):
        row = [_read(cell) for cell in cells]
        for at, formula in enumerate(formulas):
            if formula.data_type == "f" and row[at].stored == "":
                row[at] = _Read(*[_formula_text(formula.value)] * 2)
                valueless.append(a1(number, at + 1))
        rows.append(row)
    rows = rows[: used_height([[cell.stored for cell in row] for row in rows])]
    grid = Grid(
        stored=[[cell.stored for cell in row] for row in rows],
        shown=[[cell.shown for cell in row] for row in rows],
        number_formats=[[cell.number_format for cell in row] for row in rows],
    )
    return SourceTab(title, grid, tuple(valueless))


def _formula_text(formula: object) -> str:
    """A formula as it is typed; one of several cells is an object that holds it."""
    return str(getattr(formula, "text", formula))


def _read(cell: Any) -> _Read:  # noqa: ANN401  # openpyxl's cells of three kinds
    value = cell.value
    match value:
        case None:
            return _Read()
        case bool():
            return _Read(value, str(value).upper())
        case int() | float():
            return _number(value, cell.number_format)
        case datetime() | date() | time() | timedelta():
            # A day that Excel keeps in ISO form may come without a format of its own.
            kind = is_datetime(cell.number_format) or _own_kind(value)
            return _Read(_serial(value), number_format=_MOMENTS[kind])
        case _:
            text = str(value)
            return _Read(text, text)


def _number(value: float, pattern: str) -> _Read:
    whole = int(value) if value == int(value) else value
    if "%" in pattern:
        return _Read(whole, number_format="PERCENT")
    digits = plain_digits(value)
    if _ZEROS.fullmatch(pattern):
        return _Read(whole, digits.zfill(len(pattern)), "NUMBER")
    sign = None if pattern == _TEXT_PATTERN else _SIGN.search(pattern)
    if sign:
        return _Read(whole, f"{digits} {sign[0]}", "CURRENCY")
    return _Read(whole, digits, "NUMBER")


def _own_kind(value: date | time | timedelta) -> str:
    if isinstance(value, time | timedelta):
        return "time"
    return "datetime" if isinstance(value, datetime) and value.time() != time() else "date"


def _serial(value: date | time | timedelta) -> float:
    """Days since 30 December 1899, as spreadsheets count."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    at = value.time() if isinstance(value, datetime) else value
    if not isinstance(at, time):
        return serial_of(value)  # type: ignore[arg-type]  # neither a moment nor a time: a day
    seconds = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    day = serial_of(value.date()) if isinstance(value, datetime) else 0
    return day + seconds / _DAY_S if seconds else day
