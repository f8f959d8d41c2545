"""A typed value, the value in its database column, and the cell that we would write for it.

A cell that is just that is not kept twice: only what differs from it stands in ``_raw``.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
import pandas as pd

from sheetsync.dates import SECONDS_A_DAY, SERIAL_EPOCH, day_of, serial_of
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
_SECONDS_A_MINUTE = 60
_EPOCH = datetime.combine(SERIAL_EPOCH, time())
#: What stands behind the day of each minute.
_CLOCK = [f" {hour:02d}:{minute:02d}" for hour in range(24) for minute in range(60)]
#: Below it, minor units divided by a hundred are exact to the hundredth.
_EXACT = 10**15
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
            known = (stored_of([value], self)[0], shown_of([value], self)[0])
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
            filled = [value for value in values if value is not None]
            stored_of, shown_of = _CELLS[column.kind]
            stored, shown = stored_of(filled, self), shown_of(filled, self)
            return _spread(values, stored), _spread(values, shown)
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


def _spread(values: Sequence[object], of_filled: Sequence[Any]) -> list[Any]:
    """What was made of the values that there are, and "" for those that there are not."""
    if len(of_filled) == len(values):
        return list(of_filled)
    made = iter(of_filled)
    return ["" if value is None else next(made) for value in values]


def _money_stored(minors: Sequence[int], _writing: Writing) -> list[object]:
    return [
        minor / MINOR_PER_MAJOR if minor % MINOR_PER_MAJOR else minor // MINOR_PER_MAJOR
        for minor in minors
    ]


def _money_shown(minors: Sequence[int], writing: Writing) -> list[str]:
    grouping, decimal = writing.signs
    if all(-_EXACT < minor < _EXACT for minor in minors):
        texts = [f"{minor / MINOR_PER_MAJOR:,.2f}" for minor in minors]
    else:
        texts = [f"{Decimal(minor) / MINOR_PER_MAJOR:,.2f}" for minor in minors]
    # The signs of all at once.
    joined = "\n".join(texts).replace(",", "\0").replace(".", decimal).replace("\0", grouping)
    return joined.split("\n") if texts else []


def _moments_stored(moments: Sequence[datetime], _writing: Writing) -> list[object]:
    return [
        since.days + since.seconds / SECONDS_A_DAY if since.seconds else since.days
        for since in (moment - _EPOCH for moment in moments)
    ]


def _moments_shown(moments: Sequence[datetime], writing: Writing) -> list[str]:
    since = [moment - _EPOCH for moment in moments]
    serials = [one.days for one in since]
    days = {serial: typed_day(day_of(serial), writing.lang) for serial in set(serials)}
    return [
        days[serial] + _CLOCK[one.seconds // _SECONDS_A_MINUTE]
        for serial, one in zip(serials, since, strict=True)
    ]


def _days_stored(days: Sequence[date], _writing: Writing) -> list[object]:
    return [serial_of(day) for day in days]


def _days_shown(days: Sequence[date], writing: Writing) -> list[str]:
    return [typed_day(day, writing.lang) for day in days]


def _numbers_stored(numbers: Sequence[float], _writing: Writing) -> list[object]:
    return [stored_value(decimal_of(number)) for number in numbers]


def _numbers_shown(numbers: Sequence[float], writing: Writing) -> list[str]:
    return [f"{decimal_of(number):f}".replace(".", writing.signs[1]) for number in numbers]


def _shares_shown(shares: Sequence[float], _writing: Writing) -> list[str]:
    return [f"{round(decimal_of(share) * 100)}%" for share in shares]


def _truths_shown(truths: Sequence[bool], writing: Writing) -> list[str]:
    return [conventions(writing.locale).truths[0 if truth else 1] for truth in truths]


#: By kind: the stored values of a column, and the texts that are shown.
_CELLS: Mapping[
    Kind,
    tuple[
        Callable[[Sequence[Any], Writing], Sequence[object]],
        Callable[[Sequence[Any], Writing], Sequence[str]],
    ],
] = {
    "money": (_money_stored, _money_shown),
    "integer": (
        lambda numbers, _: [stored_value(number) for number in numbers],
        lambda numbers, _: [str(number) for number in numbers],
    ),
    "decimal": (_numbers_stored, _numbers_shown),
    "percent": (_numbers_stored, _shares_shown),
    "date": (_days_stored, _days_shown),
    "datetime": (_moments_stored, _moments_shown),
    "bool": (lambda truths, _: [bool(truth) for truth in truths], _truths_shown),
    "enum": (lambda codes, _: codes, lambda codes, _: codes),
}
#: Kinds of which hardly a value stands twice in a column: they are not looked up.
_MANIFOLD = frozenset[Kind]({"money", "datetime"})
