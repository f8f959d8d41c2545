"""What a validation rule is: a row of code, severity, test and words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.validation.book import Book
from sheetsync.tables.schema import Effect, Severity

#: What a test finds: a row a finding, indexed by sheet row. Columns are facts for the message;
#: the column ``column`` says which cell it is about when the rule's own is not meant. Names ending
#: in ``_on`` are days, in ``_minor`` amounts in the currency of the fact ``currency``.
Hits = pd.DataFrame


def at(rows: pd.DataFrame, **facts: object) -> Hits:
    """A finding for each of the rows; a fact is one value for all, or a series of their index."""
    # Nearly always there is none, and a frame costs more than the look.
    return pd.DataFrame(facts, index=rows.index) if len(rows) else rows


def together(found: Iterable[Hits]) -> Hits:
    """All findings of several tests."""
    some = [hits for hits in found if len(hits)]
    return pd.concat(some) if some else pd.DataFrame()


@dataclass(frozen=True, slots=True)
class Wording:
    """How a finding reads: what is wrong, what to do, what it affects until then.

    In its phrases ``{name}`` stands for a fact. ``[…{name}…]`` is left out when the fact is
    unknown, and ``[…{name}…|…]`` says the part behind the bar instead; see `wording.said`.
    """

    message: Phrase
    cure: Phrase
    affects: Phrase


@dataclass(frozen=True, slots=True)
class ValidationRule:
    """One rule of workbook-and-rules.md 5, as it applies to one column of one tab.

    Attributes:
        code: ``V-…``; a code may have several rows, one a column.
        severity: of its findings.
        tab: code of the people's tab, "" for rules about every tab.
        column: code of the column the finding points at, "" when the test says which.
        effect: what an error takes out of the computations.
        test: finds the rows.
        wording: what people read.
    """

    code: str
    severity: Severity
    tab: str
    column: str
    effect: Effect
    test: Callable[[Book], Hits]
    wording: Wording


#: Words for rules that leave every figure as it is.
NOTHING = Phrase(ru="на расчёт не влияет", en="no figure changes")
ROW_OUT = Phrase(ru="строка не учитывается", en="the row is not counted")
READ = Phrase(ru="взято прочитанное значение", en="the value shown was used")
ATTENTION = Phrase(ru="строка во вкладке «Задачи»", en="a line in the tab To do")
MAIL_HELD = Phrase(ru="отчёт партнёру отложен", en="the partner's report is on hold")
GROUP_UNRATED = Phrase(ru="группа не оценивается", en="the group is not rated")


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
