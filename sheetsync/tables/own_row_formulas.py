"""A formula as it reads in any row: what it says of its own row is not bound to a number."""

import re

#: Stands for the number of the row in which a formula is. Nobody types it.
OWN_ROW = "⟦row⟧"


def anywhere(formula: str, row: int) -> str:
    """A formula as it reads in any row.

    >>> anywhere("=B5*2+$C$5-B4", 5)
    '=B⟦row⟧*2+$C$5-B4'
    """
    own_row = rf"(?<![A-Za-z0-9_!'.])(\$?[A-Za-z]{{1,3}}){row}(?![0-9A-Za-z_(])"
    return re.sub(own_row, rf"\g<1>{OWN_ROW}", formula)


def in_row(formula: str, row: int) -> str:
    """A formula that `anywhere` gave, as it reads in a row.

    >>> in_row("=B⟦row⟧*2", 7)
    '=B7*2'
    """
    return formula.replace(OWN_ROW, str(row))
