"""A number-format pattern taken apart: sections, their conditions and their tokens.

Source: Google's guide "Date & number formats" (developers.google.com/sheets/api/guides/formats).
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What a token of a pattern stands for."""

    LITERAL = auto()
    DIGIT = auto()  # 0 # ?
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()  # E+ e-
    SLASH = auto()  # of a fraction, or of a date
    TEXT = auto()  # @
    GENERAL = auto()
    MOMENT = auto()  # y m d h s, in runs
    ELAPSED = auto()  # [h] [mm] [s]
    HALF = auto()  # am/pm a/p


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a pattern; `text` of a literal is what is shown."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a pattern between semicolons.

    Attributes:
        tokens: its pieces in order.
        condition: which numbers it is for, where it says so itself (``[<100]``).
        is_moment: whether it shows a date, a time or a duration.
        is_text: whether it has a place for text and none for a number.
    """

    tokens: tuple[Token, ...]
    condition: Callable[[float], bool] | None = None
    # Asked for every cell, so told once.
    is_moment: bool = field(init=False)
    is_text: bool = field(init=False)

    def __post_init__(self) -> None:
        kinds = {token.kind for token in self.tokens}
        moment = bool(kinds & {Kind.MOMENT, Kind.ELAPSED, Kind.HALF})
        text = Kind.TEXT in kinds and not kinds & {Kind.DIGIT, Kind.GENERAL}
        object.__setattr__(self, "is_moment", moment)
        object.__setattr__(self, "is_text", text)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}

_TOKEN = re.compile(
    r"""
    (?P<quoted>"[^"]*"?)
    | \\(?P<escaped>.)
    | _(?P<width>.)                       # a gap as wide as the next sign
    | \*(?P<fill>.)                       # fills the cell's width: nothing in a text
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | \[(?P<compare>[<>=]+)(?P<bound>-?\d+(?:\.\d+)?)\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<colour>[^\]]*)\]
    | (?P<general>general)
    | (?P<half>am/pm|a/p)
    | (?P<exponent>e[+-])
    | (?P<moment>y+|m+|d+|h+|s+)
    | (?P<digit>[0\#?])
    | (?P<sign>[.,%/@;])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_SIGNS = {
    ".": Kind.POINT,
    ",": Kind.COMMA,
    "%": Kind.PERCENT,
    "/": Kind.SLASH,
    "@": Kind.TEXT,
}
_NAMED = {
    "general": Kind.GENERAL,
    "half": Kind.HALF,
    "exponent": Kind.EXPONENT,
    "moment": Kind.MOMENT,
    "digit": Kind.DIGIT,
    "elapsed": Kind.ELAPSED,
}


@lru_cache(maxsize=4096)
def sections_of(pattern: str) -> tuple[Section, ...]:
    """The sections of a pattern, at least one; what is no token stands for itself."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: Callable[[float], bool] | None = None
    for match in _matches(pattern):
        if match["sign"] == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif match["compare"]:
            condition = _condition(match["compare"], float(match["bound"])) or condition
        elif token := _token(match):
            tokens.append(token)
    sections.append(Section(tuple(tokens), condition))
    return tuple(sections)


def _matches(pattern: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(pattern)


def _condition(sign: str, bound: float) -> Callable[[float], bool] | None:
    compare = _COMPARISONS.get(sign)
    return None if compare is None else lambda number: compare(number, bound)


def _token(match: re.Match[str]) -> Token | None:
    group = match.lastgroup or ""
    text = match[group]
    if group in _NAMED:
        return Token(_NAMED[group], text)
    if group == "sign":
        return Token(_SIGNS[text], text)
    if group == "quoted":
        return Token(Kind.LITERAL, text.strip('"'))
    if group == "width":
        return Token(Kind.LITERAL, " ")
    if group in {"escaped", "currency", "other"}:
        return Token(Kind.LITERAL, text)
    return None
