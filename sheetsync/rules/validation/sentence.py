"""Words for one code of reading."""

from dataclasses import dataclass

from sheetsync.rules.validation.rule import Wording
from sheetsync.tables.schema import Severity


@dataclass(frozen=True, slots=True)
class CellSentence:
    """How a code of cells-and-tables.md reads.

    Attributes:
        rule: the V-code that people see, "" for codes without one.
        severity: of that rule; None keeps the finding's own.
        wording: what people read.
    """

    rule: str
    severity: Severity | None
    wording: Wording
