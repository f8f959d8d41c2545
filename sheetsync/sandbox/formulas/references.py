"""A formula cut into references to cells and the text between them, without losing a sign."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sheetsync.sandbox.a1 import column_letters, column_number, quoted_title

_END = r"\$?[A-Za-z]{1,3}\$?[0-9]+|\$?[A-Za-z]{1,3}|\$?[0-9]+"
_PIECE = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*"?)
    | (?<![\w.$'!])
      (?P<title>'(?:[^']|'')*'!|[^\W\d][\w.]*!)?
      (?: (?P<first>{_END}):(?P<last>{_END}) | (?P<cell>\$?[A-Za-z]{{1,3}}\$?[0-9]+) )
      (?![\w(.!:])
    | (?P<word>[^\W\d][\w.]*|\d[\w.]*)
    | (?P<quoted>'(?:[^']|'')*'?)
    """,
    re.VERBOSE,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference, 0-based; a side that is None is open (``A`` has no row)."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    def __str__(self) -> str:
        letters = "" if self.column is None else column_letters(self.column)
        digits = "" if self.row is None else str(self.row + 1)
        dollar = {True: "$", False: ""}
        return f"{dollar[self.column_fixed]}{letters}{dollar[self.row_fixed]}{digits}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range a formula names.

    Attributes:
        prefix: the sheet before the cells as it was typed, with its ``!``; "" without one.
        first: its first corner, or the only one.
        last: its second corner, None for one cell.
    """

    prefix: str
    first: Corner
    last: Corner | None = None

    def __str__(self) -> str:
        return f"{self.prefix}{self.first}" + ("" if self.last is None else f":{self.last}")

    @property
    def title(self) -> str | None:
        """The named sheet's title, None for the formula's own sheet."""
        bare = self.prefix.removesuffix("!")
        if bare.startswith("'"):
            return bare[1:-1].replace("''", "'")
        return bare or None

    def is_on(self, title: str, home: str) -> bool:
        """Whether it names cells of a sheet, `home` being the formula's own.

        Formulas do not tell letter case apart in titles.
        """
        return (self.title or home).casefold() == title.casefold()


class Piece(NamedTuple):
    """A stretch of a formula as typed, and the reference it is, if it is one."""

    text: str
    reference: Reference | None = None


def prefix_of(title: str) -> str:
    """How a formula names a sheet."""
    return f"{quoted_title(title)}!"


@lru_cache(maxsize=65536)
def pieces(formula: str) -> tuple[Piece, ...]:
    """The formula as references and the text between; their texts joined give it again.

    Texts in quotes are never taken for references.

    >>> [piece.text for piece in pieces('=SUM($A$1:B)&"A1"')]
    ['=SUM(', '$A$1:B', ')&"A1"']
    """
    found: list[Piece] = []
    text_from = 0
    for match in _PIECE.finditer(formula):
        if match["first"] is None and match["cell"] is None:
            continue
        if match.start() > text_from:
            found.append(Piece(formula[text_from : match.start()]))
        found.append(Piece(match[0], _reference(match)))
        text_from = match.end()
    if text_from < len(formula):
        found.append(Piece(formula[text_from:]))
    return tuple(found)


def references(formula: str) -> list[Reference]:
    """The references of a formula in order."""
    return [piece.reference for piece in pieces(formula) if piece.reference]


def _reference(match: re.Match[str]) -> Reference:
    prefix = match["title"] or ""
    if match["cell"]:
        return Reference(prefix, _corner(match["cell"]))
    return Reference(prefix, _corner(match["first"]), _corner(match["last"]))


def _corner(text: str) -> Corner:
    dollar, letters, second, digits = _CORNER.findall(text)[0]
    return Corner(
        row=int(digits) - 1 if digits else None,
        column=column_number(letters) if letters else None,
        row_fixed=bool(second or (dollar and not letters)),
        column_fixed=bool(dollar and letters),
    )
