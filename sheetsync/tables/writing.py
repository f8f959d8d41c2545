"""A typed frame -> the cells of a tool tab; no text of people's ever becomes a formula."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from sheetsync.dates import serial_of
from sheetsync.language import Lang, language
from sheetsync.tables.frames import frame_name
from sheetsync.tables.kinds.cell_input import KEPT_DIGITS, decimal_of
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.kinds.texts import is_web_address
from sheetsync.tables.schema import Choice, Column, Kind, ToolTab
from sheetsync.tables.tab_frame import NO_HEADINGS

_DAY_S = 24 * 60 * 60
#: Sheets keeps no longer text in a cell (sheets-api.md 5).
_LONGEST_TEXT = 50_000
#: Patterns that no reader takes for month and day the wrong way round.


class Amount(Decimal):
    """Money in major units; its cell shows two decimals."""


class Share(Decimal):
    """A fraction; its cell shows a percentage."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Dressed:
    """A value, and how its cell shows it where its kind does not say.

    Attributes:
        value: as frames hold it: minor units, a number; once written, as its cell holds it.
        url: where the cell leads; "" for nowhere.
        pattern: its number format; "" for that of its kind.
    """

    value: Any
    url: str = ""
    pattern: str = ""


#: What a written cell may hold; None is blank.
Value = str | bool | int | Decimal | date | datetime | Link | Dressed | None


@dataclass(frozen=True, slots=True)
class TabCells:
    """The cells of a tool tab.

    Attributes:
        tab: which one.
        lang: the language of headers and labels.
        header: one header a column.
        rows: one value a column.
        kinds: one kind a column.
    """

    tab: ToolTab
    lang: Lang
    header: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    kinds: tuple[Kind, ...] = ()


def tab_cells(
    tab: ToolTab, frame: pd.DataFrame, lang: Lang, headings: Mapping[str, str] = NO_HEADINGS
) -> TabCells:
    """The cells that show a frame of the tab's rows, in the frame's order.

    Args:
        tab: the tool tab.
        frame: a column for each of the tab's columns by `frame_name` (money as ``amount_minor``);
            a column that is not there stays blank. Enums are codes, links `Link` or addresses.
        lang: the language of headers and labels.
        headings: headers that a run says itself, by the column's name.
    """
    columns = [
        _column_values(column, frame[frame_name(column)], lang)
        if frame_name(column) in frame
        else [None] * len(frame)
        for column in tab.columns
    ]
    return TabCells(
        tab,
        lang,
        tuple(headings.get(column.name) or column.header(lang) for column in tab.columns),
        list(zip(*columns, strict=True)),
        tuple(column.kind for column in tab.columns),
    )


def _column_values(column: Column, values: "pd.Series[Any]", lang: Lang) -> list[Value]:
    to_value = _TO_VALUE.get(column.kind, _text)
    if column.kind == "enum":
        labels = _labels(column, lang)
        return [
            labels.get(str(value), str(value)) if _is_there(value) else None for value in values
        ]
    return [_undressed(value, to_value) if _is_there(value) else None for value in values]


def _undressed(value: Any, to_value: Callable[[Any], Value]) -> Value:  # noqa: ANN401  # whatever a frame holds
    if isinstance(value, Dressed):
        return replace(value, value=to_value(value.value))
    return to_value(value)


def _labels(column: Column, lang: Lang) -> Mapping[str, str]:
    choices = [choice for choice in column.allowed if isinstance(choice, Choice)]
    return {choice.code: choice.label(lang) for choice in reversed(choices)}


def _is_there(value: Any) -> bool:  # noqa: ANN401  # whatever a frame holds
    return not (value is None or value is pd.NA or value is pd.NaT or value != value)  # noqa: PLR0124  # NaN


def _text(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return value if isinstance(value, Link) else str(value)


def _link(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    if isinstance(value, str) and is_web_address(value):
        return Link(value, value)
    return _text(value)


def _number(value: Any) -> Decimal:  # noqa: ANN401  # whatever a frame holds
    """The number to fifteen digits.

    Raises:
        ValueError: it is infinite: a rule divided by nothing.
    """
    number = float(value)
    if number in {float("inf"), float("-inf")}:
        raise ValueError("an infinite number cannot stand in a cell")
    return decimal_of(number)


def _whole(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return int(value)


def _amount(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return Amount(Decimal(int(value)) / MINOR_PER_MAJOR)


def _share(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return Share(_number(value))


def _day(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return pd.Timestamp(value).date()


def _instant(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return pd.Timestamp(value).to_pydatetime()


def _truth(value: Any) -> Value:  # noqa: ANN401  # whatever a frame holds
    return bool(value)


_TO_VALUE: Mapping[Kind, Callable[[Any], Value]] = {
    "integer": _whole,
    "decimal": _number,
    "percent": _share,
    "money": _amount,
    "date": _day,
    "datetime": _instant,
    "bool": _truth,
    "url": _link,
}


def stored_value(value: Value) -> str | bool | int | float:
    """What the API gives back (UNFORMATTED_VALUE) of a cell that was written with the value."""
    if value is None:
        return ""
    if isinstance(value, Dressed):
        return stored_value(value.value)
    if isinstance(value, bool | str):
        return _cut(value) if isinstance(value, str) else value
    if isinstance(value, Link):
        return _cut(value.text)
    if isinstance(value, date):
        return _plain(_serial(value))
    text = _long_number(value)
    return _plain(float(value)) if text is None else text


def cell_data(value: Value, lang: Lang = "ru") -> dict[str, Any]:
    """The value as CellData of the Sheets API: value, number format, link; {} for a blank.

    Args:
        value: of a row of `TabCells`.
        lang: the language in which days are shown.

    Text goes in as ``stringValue``, which is never a formula; a number of more than fifteen digits,
    which a spreadsheet would round, as text too. Source: sheets-api.md, ExtendedValue; pains.md 15.
    """
    if isinstance(value, Dressed):
        return _dressed_data(value, lang)
    stored = stored_value(value)
    if isinstance(stored, str):
        if not stored:
            return {}
        data: dict[str, Any] = {"userEnteredValue": {"stringValue": stored}}
        if isinstance(value, Link) and value.url:
            data["userEnteredFormat"] = {"textFormat": {"link": {"uri": value.url}}}
        return data
    if isinstance(stored, bool):
        return {"userEnteredValue": {"boolValue": stored}}
    shown = _number_format(value, lang)
    written = {"userEnteredValue": {"numberValue": stored}}
    return written | {"userEnteredFormat": {"numberFormat": shown}} if shown else written


def _dressed_data(dressed: Dressed, lang: Lang) -> dict[str, Any]:
    data = cell_data(dressed.value, lang)
    if not data:
        return data
    look: dict[str, Any] = dict(data.get("userEnteredFormat", {}))
    if dressed.pattern:
        kind = "PERCENT" if "%" in dressed.pattern else "NUMBER"
        look["numberFormat"] = {"type": kind, "pattern": dressed.pattern}
    if dressed.url:
        look["textFormat"] = {"link": {"uri": dressed.url}}
    return data | {"userEnteredFormat": look}


def _number_format(value: Value, lang: Lang) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"type": "DATE_TIME", "pattern": f"{language(lang).cell_day_pattern} hh:mm"}
    if isinstance(value, date):
        return {"type": "DATE", "pattern": language(lang).cell_day_pattern}
    if isinstance(value, Amount):
        return {"type": "NUMBER", "pattern": "#,##0.00"}
    if isinstance(value, Share):
        return {"type": "PERCENT", "pattern": "0.0%"}
    # Scores below each other read as a column, and nobody reads six places of a fact.
    return {"type": "NUMBER", "pattern": "#,##0.0##"} if isinstance(value, Decimal) else {}


def _serial(moment: date) -> float:
    if not isinstance(moment, datetime):
        return serial_of(moment)
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return serial_of(moment.date()) + seconds / _DAY_S


def _plain(number: float) -> int | float:
    """A number as JSON from Google has it: whole ones without a fraction."""
    return int(number) if number == int(number) else number


def _long_number(value: int | Decimal) -> str | None:
    """The digits of a number that a double would not keep, else None."""
    text = f"{Decimal(value):f}"
    digits = text.lstrip("-").strip("0.").replace(".", "")
    return text if len(digits) > KEPT_DIGITS else None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
