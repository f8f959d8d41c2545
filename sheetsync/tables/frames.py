"""Frames of stated dtypes: nothing is inferred, missing is NA."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sheetsync.tables.schema import Choice, Column, ToolTab

_DTYPES = {
    "integer": "Int64",
    "decimal": "Float64",
    "percent": "Float64",
    "money": "Int64",
    "date": "datetime64[s]",
    "datetime": "datetime64[s]",
    "bool": "boolean",
}


def codes_of(column: Column) -> list[str]:
    """The codes of an enum column's allowed values, in their order.

    >>> codes_of(Column("kind", "enum", allowed=(Choice("act", "act", "акт"), "other")))
    ['act', 'other']
    """
    return list(
        dict.fromkeys(
            choice.code if isinstance(choice, Choice) else choice for choice in column.allowed
        )
    )


def frame_name(column: Column) -> str:
    """The column's name in the catalogue's frames: money carries its unit.

    >>> frame_name(Column("amount", "money"))
    'amount_minor'
    """
    return f"{column.name}_minor" if column.kind == "money" else column.name


def dtype_of(column: Column) -> str | pd.CategoricalDtype:
    """The dtype of a column in frames; enums are categories of codes."""
    if column.kind == "enum":
        return pd.CategoricalDtype(codes_of(column))
    if column.kind == "email" and column.multiple:
        return "object"
    return _DTYPES.get(column.kind, "str")


def series_of(column: Column, values: Iterable[object], index: Iterable[int]) -> "pd.Series[Any]":
    """One column with its dtype; None is missing. Money comes in minor units."""
    places = pd.Index(list(index), dtype="int64")
    return pd.Series(list(values), index=places, dtype=dtype_of(column))


def typed_frame(
    columns: Iterable[Column],
    records: Sequence[Mapping[str, object]] = (),
    *,
    index: Sequence[int] | None = None,
) -> pd.DataFrame:
    """A frame of a catalogue tab from records keyed by frame name; absent keys are missing.

    Args:
        columns: the tab's columns; all of them are in the frame, in this order.
        records: one mapping a row, keyed by `frame_name` (``amount_minor``).
        index: sheet rows; 2, 3, … when not given.
    """
    rows = list(index) if index is not None else list(range(2, len(records) + 2))
    return pd.DataFrame(
        {
            frame_name(column): series_of(
                column, [record.get(frame_name(column)) for record in records], rows
            )
            for column in columns
        },
        index=pd.Index(rows, dtype="int64"),
    )


def key_of(tab: ToolTab, row: Mapping[Any, object]) -> tuple[str, ...]:
    """The key of a row of a tool tab, as texts.

    >>> key_of(ToolTab("t", "T", "Т", (Column("a", key=True), Column("b"))), {"a": 7, "b": 8})
    ('7',)
    """
    return tuple(str(row.get(name)) for name in tab.key)
