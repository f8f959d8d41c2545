"""Numbers that were typed or pasted as text. Source: cells-and-tables.md, Numbers, "Text cell"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sheetsync.tables.cleaning import ODD_DASHES
from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.locales import Conventions

_ALLOWED = re.compile(r"[0-9][0-9 .,]*")
_DIGITS = re.compile(r"[0-9]+")
_MINUS = "-\u2212\u2013"
_THOUSANDS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
#: Rubles and kopecks as accountants part them: 87500-00, 87 500-00.
_WITH_KOPECKS = re.compile(rf"(?P<whole>[0-9][0-9 .,]*[0-9])[{ODD_DASHES}-](?P<kopecks>[0-9]{{2}})")
_FEWEST_WHOLE = 3
#: A year and a month, which is no amount.
_MONTH = re.compile(r"(?:19|20|21)[0-9]{2}[^0-9](?:0[1-9]|1[0-2])")
#: So long a text is no number that anybody typed.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number and what was noticed while it was read."""

    value: Decimal
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """Digits before and after the decimal sign."""

    whole: str
    fraction: str = ""
    foreign: bool = False


def number_of_text(
    text: str, written: Conventions, *, thousands_matter: bool, trailing_minus: bool = False
) -> NumberText | CellResult:
    """The number that a cleaned text means, or the refusal.

    Args:
        text: digits, separators, a sign in front or brackets around; no currency, no percent.
        written: how numbers are written in the spreadsheet's locale.
        thousands_matter: whether ``12,345`` may as well be twelve thousand.
        trailing_minus: whether the minus may stand behind, as accountants write it.
    """
    unsigned, negative = _unsigned(text, trailing_minus=trailing_minus)
    return _number(unsigned, written, negative=negative, thousands_matter=thousands_matter)


def amount_of_text(text: str, written: Conventions) -> NumberText | CellResult:
    """`number_of_text` for money: a minus may stand behind, kopecks behind a hyphen.

    Source: amendments.md 1, "money with tails".
    """
    unsigned, negative = _unsigned(text, trailing_minus=True)
    parts = _kopecks(unsigned, written)
    if parts is not None:
        return _valued(parts, negative=negative)
    return _number(unsigned, written, negative=negative, thousands_matter=True)


def _kopecks(text: str, written: Conventions) -> _Parts | None:
    """The parts of ``87500-00``; None for a range, a month, or anything else."""
    match = _WITH_KOPECKS.fullmatch(text)
    if match is None or _MONTH.fullmatch(text) or len(text) > LONGEST:
        return None
    marks = [mark for mark in " .," if mark in match["whole"]] or [""]
    whole = match["whole"] if marks == [""] else _ungrouped(match["whole"], marks[0])
    if len(marks) > 1 or whole is None or len(whole) < _FEWEST_WHOLE:
        return None
    return _Parts(whole, match["kopecks"], foreign=marks[0] not in {"", written.grouping})


def _number(
    unsigned: str, written: Conventions, *, negative: bool, thousands_matter: bool
) -> NumberText | CellResult:
    if len(unsigned) > LONGEST or not _ALLOWED.fullmatch(unsigned):
        return refused("BAD_NUMBER")
    parts = _parts(unsigned, written, thousands_matter=thousands_matter)
    return parts if isinstance(parts, CellResult) else _valued(parts, negative=negative)


def _valued(parts: _Parts, *, negative: bool) -> NumberText:
    value = Decimal(f"{'-' if negative else ''}{parts.whole}.{parts.fraction or 0}")
    foreign = ("FOREIGN_SEPARATORS",) if parts.foreign else ()
    return NumberText(_trimmed(value), ("NUMBER_AS_TEXT", *foreign))


def _trimmed(value: Decimal) -> Decimal:
    """The number without a fraction of zeros."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _unsigned(text: str, *, trailing_minus: bool) -> tuple[str, bool]:
    """The text without its one sign, and whether it was a minus."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] and text[0] in _MINUS:
        return text[1:].lstrip(), True
    if trailing_minus and text[-1:] and text[-1] in _MINUS:
        return text[:-1].rstrip(), True
    return text, False


def _parts(text: str, written: Conventions, *, thousands_matter: bool) -> _Parts | CellResult:
    marks = [mark for mark in ".," if mark in text]
    if not marks:
        whole = _ungrouped(text, " ")
        foreign = " " in text and written.grouping != " "
        return refused("BAD_NUMBER") if whole is None else _Parts(whole, foreign=foreign)
    if len(marks) > 1:
        return _both_marks(text, written)
    if text.count(marks[0]) > 1:
        whole = _ungrouped(text, marks[0])
        foreign = marks[0] != written.grouping
        return refused("BAD_NUMBER") if whole is None else _Parts(whole, foreign=foreign)
    return _one_mark(text, marks[0], written, thousands_matter=thousands_matter)


def _both_marks(text: str, written: Conventions) -> _Parts | CellResult:
    """Point and comma: the last kind is the decimal sign, the other must group correctly."""
    decimal = max(".,", key=text.rfind)
    grouping = "," if decimal == "." else "."
    whole_text, _, fraction = text.partition(decimal)
    whole = _ungrouped(whole_text, grouping)
    if whole is None or not _DIGITS.fullmatch(fraction):
        return refused("BAD_NUMBER")
    own = (decimal, grouping) == (written.decimal, written.grouping)
    return _Parts(whole, fraction, foreign=not own)


def _one_mark(
    text: str, mark: str, written: Conventions, *, thousands_matter: bool
) -> _Parts | CellResult:
    whole_text, _, fraction = text.partition(mark)
    if mark == written.grouping:
        whole = _ungrouped(text, mark)
        return _ambiguous(whole_text, fraction) if whole is None else _Parts(whole)
    own = mark == written.decimal
    if _THOUSANDS.fullmatch(text) and (thousands_matter or not own):
        return _ambiguous(whole_text, fraction)
    whole = _ungrouped(whole_text, " ")
    if whole is None or not _DIGITS.fullmatch(fraction):
        return refused("BAD_NUMBER")
    spaced = " " in whole_text and written.grouping != " "
    return _Parts(whole, fraction, foreign=not own or spaced)


def _ambiguous(whole: str, fraction: str) -> CellResult:
    """Twelve and a half, or a hundred and twenty-five?"""
    digits = whole.replace(" ", "") or "0"
    return refused(
        "AMBIGUOUS_NUMBER", either=f"{digits}{fraction}", **{"or": f"{digits}.{fraction}"}
    )


def _ungrouped(text: str, separator: str) -> str | None:
    """The digits without the separator; None when the groups are not thousands.

    The first group has one to three digits and does not start with 0, all others three.
    """
    first, *groups = text.split(separator)
    if not _DIGITS.fullmatch(first):
        return None
    if not groups:
        return first
    if first.startswith("0") or len(first) > len("999"):
        return None
    right = all(len(group) == len("000") and _DIGITS.fullmatch(group) for group in groups)
    return "".join((first, *groups)) if right else None
