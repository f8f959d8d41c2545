"""A typed value, the value in its database column, and the cell that we would write for it.

A cell that is just that is not kept twice: only what differs from it stands in ``_raw``.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
import pandas as pd

from sheetsync.dates import SECONDS_A_DAY, serial_of
from sheetsync.language import Lang
from sheetsync.language.days import typed_day
from sheetsync.tables.kinds.cell_input import decimal_of
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.locales import conventions
from sheetsync.tables.schema import Choice, Column, Kind
from sheetsync.tables.writing import stored_value

#: A stored value and the text that is shown; None where texts are not read.
CellPair = tuple[object, str | None]
BLANK: CellPair = ("", "")
_BIGGEST = 2**63
_NBSP = "\u00a0"
_SECONDS_AN_HOUR = 3600
_SURROGATES = range(0xD800, 0xE000)


def json_text(value: object) -> str:
    """JSON that both databases keep, whatever a cell holds: NUL and broken letters as escapes."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def json_value(text: str | None) -> Any:  # noqa: ANN401  # whatever was kept
    """What `json_text` made; {} for NULL."""
    if not text:
        return {}
    # Half a letter comes back as it was; msgspec would refuse it.
    return json.loads(text) if "\\ud" in text else msgspec.json.decode(text)


def database_value(column: Column, value: object) -> object:
    """The value of a frame as its database column takes it; None for what no column can hold.

    Args:
        column: of the catalogue.
        value: as the tab's frame holds it.
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124  # NaN
        return None
    return _TO_DATABASE.get(column.kind, _text)(value)


@dataclass(frozen=True, slots=True)
class Writing:
    """How we would write values: in which language and locale.

    It stays what it was when the database met a column, so that rows of then are read back as of
    then, whatever a later version calls a value.

    Attributes:
        labels: by ``tab.column`` of an enumeration: the label of each code.
    """

    lang: Lang
    locale: str
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _cache: dict[tuple[Kind, object], CellPair] = field(default_factory=dict, repr=False)

    def cell(self, tab: str, column: Column, value: object) -> CellPair:
        """The cell that we would write for the value of a database column of a tab."""
        if value is None:
            return BLANK
        make = _CELLS.get(column.kind)
        if make is None:
            return (value, str(value))
        if column.kind == "enum":
            label = self.labels.get(f"{tab}.{column.name}", {}).get(str(value), str(value))
            return (label, label)
        known = self._cache.get((column.kind, value))
        if known is None:
            known = self._cache[column.kind, value] = make(value, self)
        return known

    @property
    def signs(self) -> tuple[str, str]:
        """Between thousands, and before decimals."""
        written = conventions(self.locale)
        grouping = _NBSP if written.grouping == " " else written.grouping
        return grouping or ",", written.decimal or "."


def is_same(one: CellPair, other: CellPair) -> bool:
    """Whether two cells are the same, a whole number and a truth not taken for each other."""
    return one == other and one[0].__class__ is other[0].__class__


def _text(value: object) -> str | None:
    text = str(value)
    # PostgreSQL has no NUL, and UTF-8 no half of a letter: such a text stands in `_raw` alone.
    return text if _is_storable(text) else None


def _is_storable(text: str) -> bool:
    return "\0" not in text and (text.isascii() or text.isprintable() or _is_whole(text))


def _is_whole(text: str) -> bool:
    return not any(ord(sign) in _SURROGATES for sign in text)


def storable(text: str) -> str:
    """A text for a column that may not lack it: what cannot be kept is marked."""
    if _is_storable(text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", errors="replace").decode()


def _whole(value: Any) -> int | None:  # noqa: ANN401  # whatever a frame holds
    number = int(value)
    return number if -_BIGGEST <= number < _BIGGEST else None


def _number(value: Any) -> float | None:  # noqa: ANN401  # likewise
    number = float(value)
    return number if math.isfinite(number) else None


def _day(value: Any) -> date:  # noqa: ANN401  # likewise
    return value.date() if isinstance(value, datetime) else value


def _moment(value: Any) -> datetime:  # noqa: ANN401  # likewise
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _addresses(value: Any) -> str | None:  # noqa: ANN401  # likewise
    return _text(", ".join(value) if isinstance(value, tuple | list) else value)


_TO_DATABASE: Mapping[Kind, Callable[[Any], object]] = {
    "money": _whole,
    "integer": _whole,
    "decimal": _number,
    "percent": _number,
    "date": _day,
    "datetime": _moment,
    "bool": bool,
    "email": _addresses,
}


def labels_of(column: Column, lang: Lang) -> dict[str, str]:
    """How the values of an enumeration are written."""
    return {
        choice.code: choice.label(lang)
        for choice in reversed(column.allowed)
        if isinstance(choice, Choice)
    }


def _grouped(text: str, writing: Writing) -> str:
    grouping, decimal = writing.signs
    return text.replace(",", "\0").replace(".", decimal).replace("\0", grouping)


def _money_cell(minor: int, writing: Writing) -> CellPair:
    major, rest = divmod(abs(minor), MINOR_PER_MAJOR)
    sign = "-" if minor < 0 else ""
    stored = minor // MINOR_PER_MAJOR if not rest else minor / MINOR_PER_MAJOR
    return (stored, sign + _grouped(f"{major:,}.{rest:02d}", writing))


def _integer_cell(number: int, _writing: Writing) -> CellPair:
    return (stored_value(number), str(number))


def _decimal_cell(number: float, writing: Writing) -> CellPair:
    exact = decimal_of(number)
    return (stored_value(exact), f"{exact:f}".replace(".", writing.signs[1]))


def _share_cell(share: float, _writing: Writing) -> CellPair:
    exact = decimal_of(share)
    return (stored_value(exact), f"{round(exact * 100)}%")


def _day_cell(day: date, writing: Writing) -> CellPair:
    return (serial_of(day), typed_day(day, writing.lang))


def _moment_cell(moment: datetime, writing: Writing) -> CellPair:
    seconds = moment.hour * _SECONDS_AN_HOUR + moment.minute * 60 + moment.second
    serial = serial_of(moment.date()) + seconds / SECONDS_A_DAY
    stored = int(serial) if serial == int(serial) else serial
    return (stored, f"{typed_day(moment.date(), writing.lang)} {moment:%H:%M}")


def _truth_cell(truth: bool, writing: Writing) -> CellPair:  # noqa: FBT001  # the value itself
    return (bool(truth), conventions(writing.locale).truths[0 if truth else 1])


_CELLS: Mapping[Kind, Callable[[Any, Writing], CellPair]] = {
    "money": _money_cell,
    "integer": _integer_cell,
    "decimal": _decimal_cell,
    "percent": _share_cell,
    "date": _day_cell,
    "datetime": _moment_cell,
    "bool": _truth_cell,
    "enum": lambda value, _writing: (value, value),
}
