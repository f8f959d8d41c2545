"""A formula as it reads in any row: what it says of its own row is not bound to a number."""

import re
from functools import partial

#: Stands for the number of the row in which a formula is. Nobody types it.
OWN_ROW = "⟦row⟧"
#: A text, cells of a named tab, or a cell of the formula's own tab whose row is not fixed: of these
#: only the last one says anything of the own row.
_PIECES = re.compile(
    r"""
    "(?:[^"]|"")*"
    | (?:'(?:[^']|'')*'|[^\W\d][\w.]*)!\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?
    | (?<![\w!'.])(?P<column>\$?[A-Za-z]{1,3})(?P<row>\d+)(?![\w(.!])
    """,
    re.VERBOSE,
)

#: From the own row on, down to another one: such a formula is there once for many rows.
_DOWNWARDS = re.compile(rf"{OWN_ROW}:\$?[A-Za-z]{{1,3}}(?!{OWN_ROW})")


def anywhere(formula: str, row: int) -> str:
    """A formula as it reads in any row.

    >>> anywhere("=B5*2+$C$5-B4", 5)
    '=B⟦row⟧*2+$C$5-B4'
    >>> anywhere('=IF(B5="B5";Rates!A5:B5;0)', 5)
    '=IF(B⟦row⟧="B5";Rates!A5:B5;0)'
    """
    return _PIECES.sub(partial(_loosened, row=row), formula)


def _loosened(piece: re.Match[str], row: int) -> str:
    is_own = piece["row"] is not None and int(piece["row"]) == row
    return f"{piece['column']}{OWN_ROW}" if is_own else piece[0]


def in_row(formula: str, row: int) -> str:
    """A formula that `anywhere` gave, as it reads in a row.

    >>> in_row("=B⟦row⟧*2", 7)
    '=B7*2'
    """
    return formula.replace(OWN_ROW, str(row))


def is_of_its_row(formula: str, row: int) -> bool:
    """Whether a formula is about its own row, so that a row added below wants the same one.

    One that fills many rows stands once.

    >>> is_of_its_row("=B5*2", 5), is_of_its_row("=SUM(B2:B5)", 5), is_of_its_row("=TODAY()", 5)
    (True, True, False)
    >>> is_of_its_row("=ARRAYFORMULA(B2:B*2)", 2), is_of_its_row("=MAP(B2:B9;F)", 2)
    (False, False)
    """
    loose = anywhere(formula, row)
    is_array = "ARRAYFORMULA(" in formula.upper() or _DOWNWARDS.search(loose) is not None
    return OWN_ROW in loose and not is_array
