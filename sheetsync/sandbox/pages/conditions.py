"""Conditional formatting: which rule's format a visible cell gets."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sheetsync.sandbox.entry import parse_entry
from sheetsync.sandbox.formats import CellValue, serial_of
from sheetsync.sandbox.formulas import Book, Place, evaluate, qualified, relocated
from sheetsync.sandbox.formulas.branches import Branches, branches_of

Json = dict[str, Any]
#: 0-based row and column.
Spot = tuple[int, int]

#: The sheet that formulas of rules are computed on, so that they stand in nobody's way.
_ASIDE = "conditional formatting"
_FAR = 2**31 - 1
#: So many IFs within each other are decided row by row.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Window:
    """What of a sheet is visible.

    Attributes:
        title: the sheet's title.
        values: what the visible cells hold, by place; a blank one may be missing.
        spots: all visible cells.
    """

    title: str
    values: Mapping[Spot, CellValue]
    spots: frozenset[Spot]


def conditional_formats(rules: list[Json], window: Window, book: Book) -> dict[Spot, Json]:
    """The format that rules give each visible cell, merged, the first rule winning.

    Rules of two and three colours (gradients) are left out.

    Args:
        rules: ConditionalFormatRule resources in their order.
        window: the visible cells.
        book: where formulas look up cells.
    """
    boolean = [rule for rule in rules if "booleanRule" in rule]
    asked = [_formulas(rule, window) for rule in boolean]
    true = _true_formulas({text for texts in asked for text in texts.values()}, book)
    found: dict[Spot, Json] = {}
    for rule, texts in zip(boolean, asked, strict=True):
        condition = rule["booleanRule"]["condition"]
        cell_format = rule["booleanRule"].get("format", {})
        met = [spot for spot, text in texts.items() if text in true]
        for spot in met or _meeting(condition, _spots(rule, window), window, book):
            found[spot] = _merged(cell_format, found.get(spot, {}))
    return found


def _merged(under: Json, over: Json) -> Json:
    text = {**under.get("textFormat", {}), **over.get("textFormat", {})}
    return {**under, **over, **({"textFormat": text} if text else {})}


def _spots(rule: Json, window: Window) -> list[Spot]:
    return [s for s in sorted(window.spots) if any(_covers(area, s) for area in rule["ranges"])]


def _meeting(condition: Json, spots: list[Spot], window: Window, book: Book) -> Iterator[Spot]:
    test = _TESTS.get(condition["type"])
    if test is None:
        return
    operands = _operands(condition, book)
    for spot in spots:
        if test(window.values.get(spot), operands):
            yield spot


def _covers(area: Json, spot: Spot) -> bool:
    row, column = spot
    rows = range(area.get("startRowIndex", 0), area.get("endRowIndex", _FAR))
    columns = range(area.get("startColumnIndex", 0), area.get("endColumnIndex", _FAR))
    return row in rows and column in columns


def _formulas(rule: Json, window: Window) -> dict[Spot, str]:
    """The formula of a rule as it reads for each cell; {} for a rule of another kind.

    It is written for the first cell of the rule's first range. Where its columns are fixed, a
    whole row has one and the same text.
    """
    condition = rule["booleanRule"]["condition"]
    if condition["type"] != "CUSTOM_FORMULA":
        return {}
    formula = qualified(_operand_text(condition), window.title)
    first = rule["ranges"][0]
    top, left = first.get("startRowIndex", 0), first.get("startColumnIndex", 0)
    across = relocated(formula, 0, 1) != formula
    down = relocated(formula, 1, 0) != formula
    written = cache(lambda rows, columns: relocated(formula, rows, columns))
    return {
        (row, column): written((row - top) * down, (column - left) * across)
        for row, column in _spots(rule, window)
    }


def _true_formulas(texts: set[str], book: Book) -> set[str]:
    branch = _branches_taken(texts, book)
    computed = _computed(set(branch.values()), book)
    return {text for text, taken in branch.items() if _is_true(computed[taken])}


def _branches_taken(texts: set[str], book: Book) -> dict[str, str]:
    """What is left to compute of each formula once the IFs around it are decided.

    What an IF asks is often the same for a whole row: it is computed once for all its cells.
    """
    taken = {text: text for text in texts}
    for _ in range(_DEEPEST):
        parts = {text: found for text in set(taken.values()) if (found := branches_of(text))}
        conditions = {found.condition for found in parts.values()}
        if len(conditions) * 2 > len(parts) or not parts:
            break
        values = _computed(conditions, book)
        decided = {text: _branch(text, found, values) for text, found in parts.items()}
        taken = {text: decided.get(left, left) for text, left in taken.items()}
    return taken


def _branch(text: str, found: Branches, values: Mapping[str, CellValue]) -> str:
    """The formula that an IF gives; the IF itself where it cannot tell."""
    value = values[found.condition]
    if value is not None and not isinstance(value, bool | int | float):
        return text
    return found.when_true if value else found.when_false


def _computed(texts: set[str], book: Book) -> dict[str, CellValue]:
    places = {Place(_ASIDE, number, 0): text for number, text in enumerate(sorted(texts))}
    computed = evaluate(places, book)
    return {text: computed[place].value for place, text in places.items()}


def _is_true(value: CellValue) -> bool:
    return isinstance(value, bool | int | float) and bool(value)


def _operand_text(condition: Json) -> str:
    values = condition.get("values") or [{}]
    return str(values[0].get("userEnteredValue", ""))


_RELATIVE_DAYS = {"TODAY": 0, "TOMORROW": 1, "YESTERDAY": -1}


def _operands(condition: Json, book: Book) -> list[CellValue]:
    """The values a condition compares with, formulas among them computed."""
    today = book.now.date()
    found: list[CellValue] = []
    for value in condition.get("values", []):
        if "relativeDate" in value:
            found.append(_relative(value["relativeDate"], today))
            continue
        entered = parse_entry(str(value.get("userEnteredValue", "")), book.locale, today)
        if entered.formula:
            place = Place(_ASIDE, 0, 0)
            found.append(evaluate({place: entered.formula}, book)[place].value)
        else:
            found.append(entered.value)
    return found


def _relative(name: str, today: date) -> CellValue:
    day = serial_of(today)
    return day + _RELATIVE_DAYS[name] if name in _RELATIVE_DAYS else None


def _number(value: CellValue) -> float | None:
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _compared(
    compare: Callable[[float, float], bool],
) -> Callable[[CellValue, list[CellValue]], bool]:
    def test(value: CellValue, operands: list[CellValue]) -> bool:
        left, right = _number(value), _number(operands[0]) if operands else None
        return left is not None and right is not None and compare(left, right)

    return test


def _between(value: CellValue, operands: list[CellValue]) -> bool:
    numbers = [_number(operand) for operand in operands]
    number = _number(value)
    if number is None or len(numbers) != len(("low", "high")):
        return False
    low, high = numbers
    return low is not None and high is not None and min(low, high) <= number <= max(low, high)


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).casefold()


def _texts(
    test: Callable[[str, str], bool],
) -> Callable[[CellValue, list[CellValue]], bool]:
    return lambda value, operands: bool(operands) and test(_text(value), _text(operands[0]))


def _looks_like(pattern: str) -> Callable[[CellValue, list[CellValue]], bool]:
    return lambda value, _operands: re.fullmatch(pattern, _text(value)) is not None


_Test = Callable[[CellValue, list[CellValue]], bool]

_TESTS: dict[str, _Test] = {
    "BLANK": lambda value, _operands: value in (None, ""),
    "NOT_BLANK": lambda value, _operands: value not in (None, ""),
    "BOOLEAN": lambda value, _operands: isinstance(value, bool),
    "NUMBER_GREATER": _compared(lambda left, right: left > right),
    "NUMBER_GREATER_THAN_EQ": _compared(lambda left, right: left >= right),
    "NUMBER_LESS": _compared(lambda left, right: left < right),
    "NUMBER_LESS_THAN_EQ": _compared(lambda left, right: left <= right),
    "NUMBER_EQ": _compared(lambda left, right: left == right),
    "NUMBER_NOT_EQ": _compared(lambda left, right: left != right),
    "NUMBER_BETWEEN": _between,
    "NUMBER_NOT_BETWEEN": lambda value, operands: (
        _number(value) is not None and not _between(value, operands)
    ),
    "DATE_EQ": _compared(lambda left, right: int(left) == int(right)),
    "DATE_BEFORE": _compared(lambda left, right: int(left) < int(right)),
    "DATE_AFTER": _compared(lambda left, right: int(left) > int(right)),
    "TEXT_CONTAINS": _texts(lambda text, part: part in text),
    "TEXT_NOT_CONTAINS": _texts(lambda text, part: part not in text),
    "TEXT_STARTS_WITH": _texts(str.startswith),
    "TEXT_ENDS_WITH": _texts(str.endswith),
    "TEXT_EQ": _texts(lambda text, other: text == other),
    "TEXT_IS_EMAIL": _looks_like(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "TEXT_IS_URL": _looks_like(r"https?://\S+"),
}
