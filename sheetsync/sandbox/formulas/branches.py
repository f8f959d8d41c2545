"""A formula that is one IF, parted into its condition and what it gives either way."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_IF = re.compile(r"=\s*IF\(", re.IGNORECASE)
#: Texts and titles in quotes, in which no sign means anything; what opens, closes and parts.
_SIGNS = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|[(){};,]")
_FEWEST, _MOST = 2, 3


class Branches(NamedTuple):
    """What an IF asks, and the formulas of which it gives one."""

    condition: str
    when_true: str
    when_false: str


@lru_cache(maxsize=65536)
def branches_of(formula: str) -> Branches | None:
    """The parts of a formula that is one IF and nothing else; None for any other.

    >>> branches_of('=IF($A2="";"";B2>1)')
    Branches(condition='=$A2=""', when_true='=""', when_false='=B2>1')
    >>> branches_of("=IF(A2,1,2)+1") is None
    True
    """
    begun = _IF.match(formula)
    marks = list(_marks(formula, begun.end())) if begun else []
    if begun is None or not marks or marks[-1][0] != ")" or formula[marks[-1].end() :].strip():
        return None
    # Where semicolons part arguments, a comma is a decimal one.
    parting = ";" if any(mark[0] == ";" for mark in marks) else ","
    ends = [mark for mark in marks if mark[0] in {parting, ")"}]
    begins = [begun.end(), *(mark.end() for mark in ends)]
    parts = [formula[start : end.start()].strip() for start, end in zip(begins, ends, strict=False)]
    if not _FEWEST <= len(parts) <= _MOST or not all(parts):
        return None
    return Branches(*(f"={part}" for part in (*parts, "FALSE")[:_MOST]))


def _marks(formula: str, start: int) -> Iterator[re.Match[str]]:
    """The signs that part a function's arguments, and the one that closes it, the last."""
    depth = 1
    for sign in _SIGNS.finditer(formula, start):
        if sign[0] in "({":
            depth += 1
        elif sign[0] in ")}":
            depth -= 1
        if depth == 0 or (depth == 1 and sign[0] in ";,"):
            yield sign
        if depth == 0:
            return
