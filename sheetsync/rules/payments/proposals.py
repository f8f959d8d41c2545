"""How a proposal stands in a cell, and how it is read again: «№ 12 50 000,00; № 13 20 000,00».

Source: adoption.md P1, Matches and `instead`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheetsync.language import Lang
from sheetsync.language.days import typed_day
from sheetsync.language.money import NBSP, bare_money
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.document_numbers import folded_number
from sheetsync.tables.kinds.cell_input import CellInput
from sheetsync.tables.kinds.date_texts import DayText, day_of_text
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR, read_money
from sheetsync.tables.locales import Conventions, conventions
from sheetsync.tables.number_words import WrittenDay, without_words
from sheetsync.tables.schema import Column

#: A number with one of these, or a quote in front, would end before its end: it stands in quotes.
_NEEDS_QUOTES = re.compile(r'[\s;]|^"|^$')
_PIECE = re.compile(
    r'\s*№\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^\s;]+))'
    r"(?:\s+\((?P<day>[0-9.-]+)\))?"
    # Two decimals whatever the language, so that the signs between thousands say nothing.
    r"\s+(?P<minus>[-\u2212\u2013]?)(?P<whole>[0-9][^;A-Za-z]*?)[.,](?P<fraction>[0-9]{2})\s*(?:;|$)"
)
_NOT_DIGITS = re.compile(r"[^0-9]+")
#: A comma parts numbers where a space follows; in an amount none does.
_BETWEEN = re.compile(r"[;\n]|,\s")
_ANY_SUM = Column("amount", "money")
_WRITTEN = conventions("ru_RU")


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment pays of one invoice.

    Attributes:
        number: as Invoices spells it.
        amount_minor: in minor units of the line's currency; below 0 a refund takes it back.
        invoice_date: where the number alone would name two invoices; else None.
    """

    number: str
    amount_minor: int
    invoice_date: date | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """An invoice that a person named instead of the proposal.

    Attributes:
        number: without words and a day that were typed around it.
        day: the day typed behind it, None without one.
        amount_minor: the part of the payment that it gets; None: what it still lacks.
    """

    number: str
    day: WrittenDay | None
    amount_minor: int | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of `instead` that nobody can read, as typed: V-PAY-03."""

    piece: str


def proposal_text(parts: Iterable[Part], lang: Lang) -> str:
    """A proposal as a cell shows it; "" for none.

    >>> text = proposal_text([Part("12", 5_000_000), Part("УТ 15", 2_000_000)], "ru")
    >>> text.replace(NBSP, " ")
    '№ 12 50 000,00; № "УТ 15" 20 000,00'
    """
    return "; ".join(_piece(part, lang) for part in parts)


def parts_of(text: str) -> tuple[Part, ...] | None:
    """The proposal that a cell shows, in whatever language; () for a blank cell.

    >>> parts_of("№ 12 50 000,00; № 13 (2026-02-01) 20,000.00")[1].invoice_date
    datetime.date(2026, 2, 1)

    Returns:
        None for what is no proposal: an error of a formula, a text that people put there.
    """
    parts = []
    at = 0
    while at < len(text.rstrip()):
        piece = _PIECE.match(text, at)
        day = _day(piece["day"]) if piece and piece["day"] else None
        if piece is None or (piece["day"] and day is None):
            return None
        number = piece["bare"] or piece["quoted"].replace('""', '"')
        minor = int(_NOT_DIGITS.sub("", piece["whole"]) + piece["fraction"])
        parts.append(Part(number, -minor if piece["minus"] else minor, day))
        at = piece.end()
    return tuple(parts)


def instead_of(text: str, written: Conventions = _WRITTEN) -> tuple[Instead, ...] | Unreadable:
    """What a person typed into the column `instead`: «12; 13=20000».

    Numbers stand apart by a semicolon, a line break, or a comma and a space; words and days around
    them are taken off; a sum is read as any amount, with its currency's word or without.

    >>> instead_of("сч. 12; УТ-15 = 20 000,50 руб.")[1].amount_minor
    2000050

    Args:
        text: the cell.
        written: how numbers are written in the spreadsheet's locale.

    Returns:
        What it names, () for a blank cell; the piece that cannot be read, that is named a second
        time, or whose sum is none above 0.
    """
    named: list[Instead] = []
    for piece in _pieces(text):
        number_text, is_part, sum_text = piece.partition("=")
        number, day = without_words(number_text.strip())
        amount_minor = _minor(sum_text, written) if is_part else None
        one = Instead(number.strip(), day, amount_minor)
        key = folded_number(one.number)
        twice = any(folded_number(other.number) == key and other.day == day for other in named)
        if key is None or twice or (is_part and amount_minor is None):
            return Unreadable(piece)
        named.append(one)
    return tuple(named)


def _piece(part: Part, lang: Lang) -> str:
    number = part.number
    if _NEEDS_QUOTES.search(number):
        number = '"{}"'.format(number.replace('"', '""'))
    day = f" ({typed_day(part.invoice_date, lang)})" if part.invoice_date else ""
    return f"№{NBSP}{number}{day} {bare_money(part.amount_minor, lang)}"


def _day(text: str) -> date | None:
    read = day_of_text(text, _WRITTEN)
    return read.day if isinstance(read, DayText) else None


def _pieces(text: str) -> Iterator[str]:
    pieces = (piece.strip() for piece in _BETWEEN.split(cleaned(text).text))
    return (piece for piece in pieces if piece)


def _minor(text: str, written: Conventions) -> int | None:
    bare = text.strip()
    read = read_money(CellInput(bare, bare, conventions=written), _ANY_SUM).value if bare else None
    minor = int(read * MINOR_PER_MAJOR) if isinstance(read, Decimal) else 0
    return minor if minor > 0 else None
