"""A typed value, the value in its database column, and the cell that we would write for it.

A cell that is just that is not kept twice: only what differs from it stands in ``_raw``.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
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
        if column.kind not in _CELLS:
            return (value, str(value))
        if column.kind == "enum":
            label = self._labels(tab, column).get(str(value), str(value))
            return (label, label)
        known = self._cache.get((column.kind, value))
        if known is None:
            stored_of, shown_of = _CELLS[column.kind]
            known = (stored_of(value, self), shown_of(value, self))
            self._cache[column.kind, value] = known
        return known

    def columns(
        self, tab: str, column: Column, values: Sequence[object]
    ) -> tuple[list[object], list[str | None]]:
        """What we would write for the values of a database column, as `cell`: stored, and shown."""
        if column.kind not in _CELLS:
            texts: list[Any] = ["" if value is None else value for value in values]
            return texts, texts
        if column.kind in _MANIFOLD:
            stored_of, shown_of = _CELLS[column.kind]
            return (
                ["" if value is None else stored_of(value, self) for value in values],
                ["" if value is None else shown_of(value, self) for value in values],
            )
        known = {value: self.cell(tab, column, value) for value in set(values)}
        return [known[value][0] for value in values], [known[value][1] for value in values]

    def _labels(self, tab: str, column: Column) -> Mapping[str, str]:
        return self.labels.get(f"{tab}.{column.name}", {})

    @property
    def signs(self) -> tuple[str, str]:
        """Between thousands, and before decimals."""
        return _signs(self.locale)


@lru_cache(maxsize=8)
def _signs(locale: str) -> tuple[str, str]:
    written = conventions(locale)
    grouping = _NBSP if written.grouping == " " else written.grouping
    return grouping or ",", written.decimal or "."


def _text(value: object) -> str | None:
    text = str(value)
    # PostgreSQL has no NUL, and UTF-8 no half of a letter: such a text stands in `_raw` alone.
    return text if is_storable(text) else None


def is_storable(text: str) -> bool:
    """Whether both databases can hold a text as it is."""
    return "\0" not in text and (text.isascii() or text.isprintable() or _is_whole(text))


def _is_whole(text: str) -> bool:
    return not any(ord(sign) in _SURROGATES for sign in text)


def storable(text: str) -> str:
    """A text for a column that may not lack it: what cannot be kept is marked."""
    if is_storable(text):
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


def _money_stored(minor: int, _writing: Writing) -> float:
    return minor / MINOR_PER_MAJOR if minor % MINOR_PER_MAJOR else minor // MINOR_PER_MAJOR


def _money_shown(minor: int, writing: Writing) -> str:
    major, rest = divmod(abs(minor), MINOR_PER_MAJOR)
    grouping, decimal = writing.signs
    whole = f"{major:,}".replace(",", grouping)
    return f"{'-' if minor < 0 else ''}{whole}{decimal}{rest:02d}"


def _moment_stored(moment: datetime, _writing: Writing) -> float:
    seconds = moment.hour * _SECONDS_AN_HOUR + moment.minute * 60 + moment.second
    serial = serial_of(moment.date())
    return serial + seconds / SECONDS_A_DAY if seconds else serial


def _moment_shown(moment: datetime, writing: Writing) -> str:
    day = typed_day(moment.date(), writing.lang)
    return f"{day} {moment.hour:02d}:{moment.minute:02d}"


def _number_stored(number: float, _writing: Writing) -> object:
    return stored_value(decimal_of(number))


def _number_shown(number: float, writing: Writing) -> str:
    return f"{decimal_of(number):f}".replace(".", writing.signs[1])


#: By kind: the stored value, and the text that is shown.
_CELLS: Mapping[Kind, tuple[Callable[[Any, Writing], object], Callable[[Any, Writing], str]]] = {
    "money": (_money_stored, _money_shown),
    "integer": (lambda number, _: stored_value(number), lambda number, _: str(number)),
    "decimal": (_number_stored, _number_shown),
    "percent": (_number_stored, lambda share, _: f"{round(decimal_of(share) * 100)}%"),
    "date": (lambda day, _: serial_of(day), lambda day, writing: typed_day(day, writing.lang)),
    "datetime": (_moment_stored, _moment_shown),
    "bool": (
        lambda truth, _: bool(truth),
        lambda truth, writing: conventions(writing.locale).truths[0 if truth else 1],
    ),
    "enum": (lambda code, _: code, lambda code, _: code),
}
#: Kinds of which hardly a value stands twice in a column: they are not looked up.
_MANIFOLD = frozenset[Kind]({"money", "datetime"})
