"""A1 notation: letters of columns, quoted titles, ranges with open ends; no workbook needed."""

import re
from typing import NamedTuple

from sheetsync.sandbox.errors import refused

_COLUMN = r"\$?([A-Za-z]{1,3})"
_ROW = r"\$?([0-9]{1,9})"
_CELLS = re.compile(
    rf"^(?:{_COLUMN})?(?:{_ROW})?(?::(?:{_COLUMN})?(?:{_ROW})?)?$",
)
_R1C1 = re.compile(r"^[Rr](\d{1,9})[Cc](\d{1,5})(?::[Rr](\d{1,9})[Cc](\d{1,5}))?$")
_BARE_TITLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_LOOKS_LIKE_A_CELL = re.compile(r"^(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[Rr]|[Cc])$")
_LETTERS = 26


class Bounds(NamedTuple):
    """A rectangle, 0-based and half-open; None where a side is open (`A:A` has no bottom)."""

    top: int | None
    left: int | None
    bottom: int | None
    right: int | None


class Reference(NamedTuple):
    """A range as it was written, split at the `!`; nothing is looked up yet.

    Attributes:
        text: the whole text, for messages.
        title: the sheet's title, or None when no `!` or quotes name one.
        rest: what follows the `!`, or the whole unquoted text; "" for a whole sheet.
    """

    text: str
    title: str | None
    rest: str


def column_letters(column: int) -> str:
    """The letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 0-based column of some letters: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def quoted_title(title: str) -> str:
    """A title as replies write it: bare only when it is a plain word that is no cell's name."""
    if _BARE_TITLE.match(title) and not _LOOKS_LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def bounds_text(bounds: Bounds) -> str:
    """A rectangle in A1: one cell has no colon, open sides are left out."""
    top, left, bottom, right = bounds
    start = _corner(top, left)
    end = _corner(
        None if bottom is None else bottom - 1,
        None if right is None else right - 1,
    )
    return start if start == end and None not in bounds else f"{start}:{end}"


def _corner(row: int | None, column: int | None) -> str:
    letters = "" if column is None else column_letters(column)
    return letters + ("" if row is None else str(row + 1))


def split(text: str) -> Reference:
    """Tell the title from the cells of a range.

    Raises:
        ApiError: quotes are not closed, as Google words it.
    """
    if text.startswith("'"):
        title, rest = _after_quotes(text)
        if rest and not rest.startswith("!"):
            raise unparsable(text)
        return Reference(text, title, rest[1:])
    title, mark, rest = text.partition("!")
    return Reference(text, title, rest) if mark else Reference(text, None, text)


def _after_quotes(text: str) -> tuple[str, str]:
    match = re.match(r"'((?:[^']|'')*)'", text)
    if not match:
        raise unparsable(text)
    return match[1].replace("''", "'"), text[match.end() :]


def parsed_cells(text: str) -> Bounds | None:
    """The rectangle that `B2`, `D4:A1`, `A:C`, `2:2`, `A1:C`, `A1:1` or `R1C1:R2C2` name.

    Returns:
        None when the text names no cells; corners are put in order.
    """
    if match := _R1C1.match(text):
        numbers = [int(n) - 1 if n else None for n in match.groups()]
        return _ordered(numbers[:2], numbers[2:], one="" if match[3] else "cell")
    match = _CELLS.match(text)
    if not match or not text:
        return None
    letters, row, last_letters, last_row = match.groups()
    first = [_row(row), _column(letters)]
    last = [_row(last_row), _column(last_letters)]
    if ":" not in text:
        return _ordered(first, [None, None], one="cell") if row and letters else None
    if first == [None, None] or last == [None, None]:
        return None
    return _ordered(first, last)


def _row(digits: str | None) -> int | None:
    return int(digits) - 1 if digits else None


def _column(letters: str | None) -> int | None:
    return column_number(letters) if letters else None


def _ordered(first: list[int | None], last: list[int | None], one: str = "") -> Bounds | None:
    if one:
        last = first
    top, bottom = _span(first[0], last[0])
    left, right = _span(first[1], last[1])
    if (top is not None and top < 0) or (left is not None and left < 0):
        return None
    return Bounds(top, left, bottom, right)


def _span(start: int | None, end: int | None) -> tuple[int | None, int | None]:
    if start is not None and end is not None:
        return min(start, end), max(start, end) + 1
    return (start if start is not None else end), None


def unparsable(text: str) -> Exception:
    """Google's refusal of a range that names nothing."""
    return refused(f"Unable to parse range: {text}")
