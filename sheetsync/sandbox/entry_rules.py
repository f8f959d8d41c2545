"""Strict validation rules enforced on writes through the API; only where a switch asks for it."""

import operator
from collections.abc import Callable
from typing import Any

from sheetsync.sandbox.a1 import Bounds, bounds_text
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.rows import Scalar
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "NUMBER_GREATER": operator.gt,
    "NUMBER_GREATER_THAN_EQ": operator.ge,
    "NUMBER_LESS": operator.lt,
    "NUMBER_LESS_THAN_EQ": operator.le,
    "NUMBER_EQ": operator.eq,
    "NUMBER_NOT_EQ": operator.ne,
}


def refuse_invalid(workbook: Workbook, area: Area) -> None:
    """Refuse a write that left a value breaking a strict rule of its cell.

    Lists, truth and comparisons of numbers are enforced; other conditions let everything pass.

    Raises:
        ApiError: naming the first such cell.
    """
    for index, row in area.sheet.rows.used(area.top, area.bottom):
        for column in range(area.left, min(area.right, len(row.rules))):
            rule = workbook.rules.content(row.rule(column))
            value = row.value(column)
            if rule.get("strict") and value is not None and not _fits(value, rule["condition"]):
                cell = bounds_text(Bounds(index, column, index + 1, column + 1))
                raise refused(
                    f"The data you entered in cell {cell} violates the data validation rules "
                    "set on this cell."
                )


def _fits(value: Scalar, condition: Json) -> bool:
    kind = condition["type"]
    operands = [one.get("userEnteredValue", "") for one in condition.get("values", ())]
    if kind == "ONE_OF_LIST":
        return str(value) in operands
    if kind == "BOOLEAN":
        return isinstance(value, bool) or str(value) in operands
    if kind in _COMPARED:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and _COMPARED[kind](float(value or 0), float(operands[0]))
    return True
