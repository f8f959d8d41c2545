"""Rows of a frame for machines: the catalogue's codes as keys, JSON values only."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

_MINOR = "_minor"
_HUNDRED = Decimal(100)


def major(minor: int) -> str:
    """Minor units as a decimal string in major units.

    >>> major(123456), major(-5)
    ('1234.56', '-0.05')
    """
    return f"{Decimal(minor) / _HUNDRED:.2f}"


def records(rows: pd.DataFrame, columns: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """One object a row.

    Args:
        rows: a frame by codes; money columns end in ``_minor``.
        columns: the frame's columns to give; all of them when not given.

    Returns:
        Money as a decimal string in major units under its code, days as ISO dates, missing as
        None, tuples as lists; never NaN.
    """
    names = list(columns) if columns is not None else list(rows.columns)
    values = {name: rows[name].tolist() for name in names}
    return [
        {name.removesuffix(_MINOR): _value(name, values[name][number]) for name in names}
        for number in range(len(rows))
    ]


def _value(name: str, value: object) -> Any:  # noqa: ANN401, PLR0911  # a type a line
    if isinstance(value, tuple | list | frozenset):
        return [_value("", part) for part in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if name.endswith(_MINOR):
        return major(int(str(value)))
    if isinstance(value, datetime):
        return value.date().isoformat() if _is_midnight(value) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _is_midnight(value: datetime) -> bool:
    return not (value.hour or value.minute or value.second)
