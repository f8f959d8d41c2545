"""Words for one code of reading."""

from dataclasses import dataclass

from sheetsync.rules.validation.rule import READ, ROW_OUT, Phrase, Wording
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


def error_words(
    rule: str, message: Phrase, cure: Phrase, affects: Phrase = ROW_OUT
) -> CellSentence:
    """Words for a cell that could not be read."""
    return CellSentence(rule, None, Wording(message, cure, affects))


def warning_words(rule: str, message: Phrase, cure: Phrase, affects: Phrase = READ) -> CellSentence:
    """Words for a cell that was read, with something to be said about it."""
    return CellSentence(rule, "warning", Wording(message, cure, affects))
