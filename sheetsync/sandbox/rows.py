"""One sheet row: values, formats, rules, and what few cells have."""

from typing import Any

import msgspec

Scalar = bool | int | float | str | None

#: Extras that belong to a value and go when another is stored.
_OF_THE_VALUE = ("formula", "error", "shown_as", "runs", "chips")


class Row(msgspec.Struct, array_like=True):
    """One sheet row, each list cut after its last used cell.

    Attributes:
        values: what a cell shows before formatting: a formula's result, an error's code.
        formats: the number of the cell's format in the workbook's list; 0 for none.
        rules: the number of the cell's data validation rule; 0 for none.
        extras: what few cells have, by column: `formula`, `error` (code and explanation),
            `shown_as` (the number format of a formula's result), `note`, `link`, `runs`, `chips`.
    """

    values: list[Any] = []
    formats: list[int] = []
    rules: list[int] = []
    extras: dict[int, dict[str, Any]] = {}

    def value(self, column: int) -> Scalar:
        """The stored value of a cell; None when blank."""
        return self.values[column] if column < len(self.values) else None

    def put(self, column: int, value: Scalar) -> None:
        """Store a value; a formula or an error that stood there goes."""
        if column < len(self.values):
            self.values[column] = value
        elif value is not None:
            self.values.extend([None] * (column - len(self.values)))
            self.values.append(value)
        if value is None:
            _cut(self.values, None)
        if self.extras and column in self.extras:
            for name in _OF_THE_VALUE:
                self.attach(column, name, None)

    def attached(self, column: int, name: str) -> Any:  # noqa: ANN401  (text, dict or list by name)
        """A formula, error, note, run list or chip list of a cell; None without one."""
        found = self.extras.get(column)
        return found.get(name) if found else None

    def attach(self, column: int, name: str, content: object) -> None:
        """Set or, with None, remove something few cells have."""
        found = self.extras.get(column)
        if content is not None:
            self.extras.setdefault(column, {})[name] = content
        elif found and found.pop(name, None) is not None and not found:
            del self.extras[column]

    def style(self, column: int) -> int:
        """The number of a cell's format; 0 without one."""
        return self.formats[column] if column < len(self.formats) else 0

    def set_style(self, column: int, number: int) -> None:
        """Give a cell a format of the workbook's list."""
        _set_number(self.formats, column, number)

    def rule(self, column: int) -> int:
        """The number of a cell's validation rule; 0 without one."""
        return self.rules[column] if column < len(self.rules) else 0

    def set_rule(self, column: int, number: int) -> None:
        """Give a cell a validation rule of the workbook's list."""
        _set_number(self.rules, column, number)

    def blank(self) -> bool:
        """Whether nothing is stored in the row."""
        return not (self.values or self.formats or self.rules or self.extras)

    def copy(self) -> "Row":
        """An independent row with the same cells."""
        return Row(
            list(self.values),
            list(self.formats),
            list(self.rules),
            {column: dict(extra) for column, extra in self.extras.items()},
        )

    def insert_columns(self, at: int, count: int) -> None:
        """Open a gap of blank cells."""
        if at < len(self.values):
            self.values[at:at] = [None] * count
        for numbers in (self.formats, self.rules):
            if at < len(numbers):
                numbers[at:at] = [0] * count
        self.extras = {c + count if c >= at else c: extra for c, extra in self.extras.items()}

    def delete_columns(self, at: int, count: int) -> None:
        """Drop cells; what is right of them moves left."""
        for cells, nothing in ((self.values, None), (self.formats, 0), (self.rules, 0)):
            del cells[at : at + count]
            _cut(cells, nothing)
        self.extras = {
            c - count if c >= at + count else c: extra
            for c, extra in self.extras.items()
            if not at <= c < at + count
        }

    def taken(self, left: int, right: int) -> "Row":
        """A copy of some columns as a row that starts at column 0."""
        part = Row(self.values[left:right], self.formats[left:right], self.rules[left:right])
        for cells, nothing in ((part.values, None), (part.formats, 0), (part.rules, 0)):
            _cut(cells, nothing)
        part.extras = {
            c - left: dict(extra) for c, extra in self.extras.items() if left <= c < right
        }
        return part

    def mask(self) -> int:
        """One bit a column, set where a value stands."""
        bits = 0
        for column, value in enumerate(self.values):
            if value is not None:
                bits |= 1 << column
        return bits


def _cut(cells: list[Any], nothing: object) -> None:
    while cells and cells[-1] == nothing:
        cells.pop()


def _set_number(numbers: list[int], column: int, number: int) -> None:
    if column < len(numbers):
        numbers[column] = number
    elif number:
        numbers.extend([0] * (column - len(numbers)))
        numbers.append(number)
    if not number:
        _cut(numbers, 0)
