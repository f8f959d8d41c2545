"""Formulas follow the cells they name: rows shifted, cells copied, tabs renamed or deleted."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from sheetsync.sandbox.formulas.references import Corner, Reference, pieces, prefix_of

_GONE = "#REF!"
#: Beyond every grid: an open side seen as a number.
_FAR = 2**31 - 1


class Shift(Protocol):
    """What happened to the rows or columns of one sheet; indexes are 0-based."""

    def index(self, index: int) -> int | None:
        """Where a row or column is now; None when it is gone."""
        ...

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a half-open run is now; None when it is gone."""
        ...


def shifted(formula: str, home: str, changed: tuple[str, str], shift: Shift) -> str:
    """The formula after rows or columns of a sheet were inserted, deleted or moved.

    References follow what they name, fixed (``$``) or not; a range grows and shrinks with its
    inside; what was deleted reads ``#REF!``.

    Args:
        formula: its text, as typed.
        home: the title of the sheet the formula stands on.
        changed: the title of the changed sheet, and ``ROWS`` or ``COLUMNS``.
        shift: where each index went.
    """
    title, dimension = changed

    def follow(reference: Reference) -> Reference | str:
        if not reference.is_on(title, home):
            return reference
        return _after(reference, dimension, shift)

    return _rewritten(formula, follow)


@lru_cache(maxsize=65536)
def relocated(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when its cell is copied some rows down and columns right.

    Relative references move along, fixed ones stay; one that leaves the sheet at the top or
    left reads ``#REF!``.
    """

    def move(reference: Reference) -> Reference | str:
        if not any(_moves(corner, rows, columns) for corner in _corners(reference)):
            return reference
        corners = [_moved(corner, rows, columns) for corner in _corners(reference)]
        if any(_outside(corner) for corner in corners):
            return _GONE
        return _with_corners(reference, corners)

    return _rewritten(formula, move)


def retitled(formula: str, before: str, after: str | None) -> str:
    """The formula after a sheet was renamed, or with None deleted: then ``#REF!`` stands there."""

    def rename(reference: Reference) -> Reference | str:
        if reference.title is None or not reference.is_on(before, ""):
            return reference
        return _GONE if after is None else replace(reference, prefix=prefix_of(after))

    return _rewritten(formula, rename)


def qualified(formula: str, home: str) -> str:
    """The formula as it reads from another sheet: every reference names its sheet."""

    def qualify(reference: Reference) -> Reference | str:
        return reference if reference.prefix else replace(reference, prefix=prefix_of(home))

    return _rewritten(formula, qualify)


def _rewritten(formula: str, rewrite: Callable[[Reference], Reference | str]) -> str:
    """The formula with some references replaced; those that stay keep their spelling."""
    parts: list[str] = []
    for text, reference in pieces(formula):
        after = rewrite(reference) if reference else None
        parts.append(text if after is None or after == reference else str(after))
    return "".join(parts)


def _corners(reference: Reference) -> list[Corner]:
    return [reference.first] if reference.last is None else [reference.first, reference.last]


def _with_corners(reference: Reference, corners: list[Corner]) -> Reference:
    last = corners[1] if len(corners) > 1 else None
    return replace(reference, first=corners[0], last=last)


def _moves(corner: Corner, rows: int, columns: int) -> bool:
    down = rows and corner.row is not None and not corner.row_fixed
    across = columns and corner.column is not None and not corner.column_fixed
    return bool(down or across)


def _moved(corner: Corner, rows: int, columns: int) -> Corner:
    row, column = corner.row, corner.column
    return replace(
        corner,
        row=row if row is None or corner.row_fixed else row + rows,
        column=column if column is None or corner.column_fixed else column + columns,
    )


def _outside(corner: Corner) -> bool:
    return (corner.row is not None and corner.row < 0) or (
        corner.column is not None and corner.column < 0
    )


def _after(reference: Reference, dimension: str, shift: Shift) -> Reference | str:
    side = "row" if dimension == "ROWS" else "column"
    indexes: list[int | None] = [getattr(corner, side) for corner in _corners(reference)]
    if all(index is None for index in indexes):
        return reference
    moved = _moved_ends(indexes, shift)
    if moved is None:
        return _GONE
    corners = [
        corner if index is None else _with_side(corner, side, index)
        for corner, index in zip(_corners(reference), moved, strict=True)
    ]
    return _with_corners(reference, corners)


def _with_side(corner: Corner, side: str, index: int) -> Corner:
    return replace(corner, row=index) if side == "row" else replace(corner, column=index)


def _moved_ends(indexes: list[int | None], shift: Shift) -> list[int | None] | None:
    """The ends after the shift, open ones still open; None when nothing of it is left."""
    if len(indexes) == 1:
        index = None if indexes[0] is None else shift.index(indexes[0])
        return None if index is None else [index]
    closed = sorted(index for index in indexes if index is not None)
    end = _FAR if None in indexes else closed[-1] + 1
    span = shift.span(closed[0], end)
    if span is None:
        return None
    if None in indexes:
        return [None if index is None else span[0] for index in indexes]
    low, high = span[0], span[1] - 1
    return [low, high] if indexes[0] == closed[0] else [high, low]
