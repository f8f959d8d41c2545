"""What a cell may hold: nothing, a boolean, a number, a text or an error."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error a formula gave.

    Attributes:
        code: what the cell shows, such as ``#DIV/0!``.
        explanation: Google's sentence about it, "" when there is none.
    """

    code: str
    explanation: str = ""

    @property
    def unformatted(self) -> str:
        """The text UNFORMATTED_VALUE gives (sheets-api 2.3).

        >>> ErrorValue("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.").unformatted
        '#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)'
        """
        return f"{self.code} ({self.explanation})" if self.explanation else self.code


CellValue: TypeAlias = bool | int | float | str | ErrorValue | None
