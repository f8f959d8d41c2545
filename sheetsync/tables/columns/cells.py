"""One column's cells below the header."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sheetsync.tables.cells import Cell

#: Types of stored numbers; a truth is none.
NUMBER_TYPES = frozenset({int, float})


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The cells of one column, as many as the tab has data rows.

    Attributes:
        stored: stored values, "" or None where blank.
        shown: shown texts, "" where blank.
        number_formats, formulas: where they were fetched, else empty.
    """

    stored: Sequence[object]
    shown: Sequence[str]
    number_formats: Sequence[str | None] = ()
    formulas: Sequence[str | None] = ()

    def cell(self, at: int) -> Cell:
        """The cell at an offset from 0; what was not fetched is None."""
        return Cell(
            self.stored[at],
            self.shown[at],
            self.number_formats[at] if self.number_formats else None,
            self.formulas[at] if self.formulas else None,
        )

    def subset(self, places: Sequence[int]) -> "ColumnCells":
        """The cells at some offsets."""
        return ColumnCells(
            [self.stored[at] for at in places],
            [self.shown[at] for at in places],
            [self.number_formats[at] for at in places] if self.number_formats else (),
            [self.formulas[at] for at in places] if self.formulas else (),
        )

    @property
    def told(self) -> list[int]:
        """Offsets of cells of which more is known: a fetched number format, or a formula."""
        formats = [at for at, known in enumerate(self.number_formats) if known]
        formulas = [at for at, text in enumerate(self.formulas) if text and text.startswith("=")]
        return formats + formulas

    def without(self, places: Sequence[int]) -> "ColumnCells":
        """The same cells, those at some offsets blank."""
        if not places:
            return self
        stored = list(self.stored)
        for at in places:
            stored[at] = ""
        return replace(self, stored=stored)


def number_places(stored: Sequence[object]) -> Sequence[int]:
    """Offsets of the number cells."""
    if set(map(type, stored)) <= NUMBER_TYPES:
        return range(len(stored))
    return [at for at, value in enumerate(stored) if value.__class__ in NUMBER_TYPES]


def is_number(value: object) -> bool:
    """Whether a stored value is a number; a truth is none."""
    return value.__class__ in NUMBER_TYPES


def is_blank(value: object) -> bool:
    """Whether a stored value is nothing at all."""
    return value is None or value == ""


def is_same_value(one: object, other: object) -> bool:
    """Whether two stored values are the same: blank is blank, and a truth is no number.

    >>> is_same_value(None, ""), is_same_value(1, 1.0), is_same_value(1, True), is_same_value("", 0)
    (True, True, False, False)
    """
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    return isinstance(one, bool) == isinstance(other, bool) and one == other
