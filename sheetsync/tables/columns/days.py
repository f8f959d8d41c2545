"""Columns of days and instants: all at once where the format shows the day of the serial."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sheetsync.dates import serial_of
from sheetsync.tables.columns.cells import ColumnCells, number_places
from sheetsync.tables.columns.numbers import texts_among
from sheetsync.tables.columns.values import Moments, Values
from sheetsync.tables.formats import inferred_format
from sheetsync.tables.kinds.cell_input import DATE_FORMATS
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

_DAY_S = 24 * 60 * 60
_MINUTE_S = 60
#: Serial of 1970-01-01, where numpy's days begin.
_UNIX_SERIAL = 25_569
_SERIAL_LIMIT = 2_958_466.0


def fast_days(cells: ColumnCells, column: Column, written: Conventions) -> tuple[Values, list[int]]:
    """The plain date cells of a column, and the offsets of those that need care."""
    count = len(cells.stored)
    moments = np.full(count, np.datetime64("NaT"), dtype="datetime64[s]")
    places = number_places(cells.stored)
    care = [] if len(places) == count else texts_among(cells, len(places))
    found = cells if len(places) == count else cells.subset(places)
    try:
        serials = np.array(found.stored, dtype=np.float64)
    except OverflowError:
        return Moments(moments), [*care, *places]
    serials = np.where(np.abs(serials) < _SERIAL_LIMIT, serials, -_SERIAL_LIMIT)
    seconds = np.rint(serials * _DAY_S).astype(np.int64)
    days = seconds // _DAY_S
    plain = (serial_of(column.earliest) <= days) & (days <= serial_of(column.latest))
    if column.kind == "date":
        plain &= seconds == days * _DAY_S
    plain &= _shows_days(days, found.shown, written)
    kept = seconds - seconds % _MINUTE_S - _UNIX_SERIAL * _DAY_S
    where = np.array(places, dtype=np.int64)
    moments[where[plain]] = kept[plain].astype("datetime64[s]")
    return Moments(moments), care + where[~plain].tolist()


def _shows_days(
    days: npt.NDArray[np.int64], shown: Sequence[str], written: Conventions
) -> npt.NDArray[np.bool_]:
    """Which texts begin with the day of their serial; each pair of the two is looked at once."""
    heads = shown
    if shown and ":" in shown[0]:
        heads = [text.partition(" ")[0] for text in shown]
    pairs = set(zip(days.tolist(), heads, strict=True))
    strange = {pair for pair in pairs if not _is_day(*pair, written)}
    if not strange:
        return np.ones(len(days), dtype=bool)
    flags = (pair not in strange for pair in zip(days.tolist(), heads, strict=True))
    return np.fromiter(flags, dtype=bool, count=len(days))


@lru_cache(maxsize=8192)
def _is_day(day: int, text: str, written: Conventions) -> bool:
    return inferred_format(day, text, written) in DATE_FORMATS
