"""A formula as a person of some locale typed it -> the English the engine reads."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sheetsync.sandbox.a1 import quoted_title
from sheetsync.sandbox.formats import conventions_of
from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.references import Reference, pieces

_WORDS = re.compile(
    r"""
    (?P<string>"(?:[^"]|"")*"?)
    | (?P<decimal>(?<![\w.])\d+,\d+)
    | (?P<function>[^\W\d][\w.]*)(?=\s*\()
    | (?P<word>[^\W\d][\w.]*)
    | (?P<sign>[;\\{}])
    """,
    re.VERBOSE,
)


def engine_formulas(formulas: Mapping[Place, str], book: Book) -> dict[Place, str]:
    """The formulas with English separators, truth values and the cells that names stand for.

    A decimal comma becomes a point where the locale writes one; ``;`` between arguments
    becomes a comma everywhere, as Sheets takes it everywhere; within ``{}`` it stays, where it
    begins a row.
    """
    translator = _Translator(book)
    return {place: translator.formula(text) for place, text in formulas.items()}


def function_names(formula: str) -> list[str]:
    """The functions a formula calls, upper case, in order."""
    return [match["function"].upper() for match in _WORDS.finditer(formula) if match["function"]]


def unknown_words(formula: str) -> list[str]:
    """The words of a formula that are neither functions, references, texts nor truth values."""
    return [
        match["word"]
        for text, reference in pieces(formula)
        if reference is None
        for match in _WORDS.finditer(text)
        if match["word"] and match["word"].upper() not in {"TRUE", "FALSE"}
    ]


class _Translator:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._conventions = conventions_of(book.locale)
        self._names = {name.casefold(): cells for name, cells in book.names.items()}
        self._prefixes: dict[str, str] = {}
        self._depth = 0

    def formula(self, formula: str) -> str:
        self._depth = 0
        return "".join(
            self._reference(reference) if reference else _WORDS.sub(self._word, text)
            for text, reference in pieces(formula)
        )

    def _reference(self, reference: Reference) -> str:
        if reference.title is None:
            return str(reference)
        prefix = reference.prefix
        if prefix not in self._prefixes:
            title = self._book.title(reference.title) or reference.title
            self._prefixes[prefix] = f"{quoted_title(title)}!"
        return str(replace(reference, prefix=self._prefixes[prefix]))

    def _word(self, match: re.Match[str]) -> str:
        match match.lastgroup:
            case "decimal" if self._conventions.decimal == ",":
                return match[0].replace(",", ".")
            case "word":
                return self._name(match[0])
            case "sign":
                return self._sign(match[0])
            case _:
                return match[0]

    def _name(self, word: str) -> str:
        if word.upper() in self._conventions.truth:
            return ("TRUE", "FALSE")[self._conventions.truth.index(word.upper())]
        return self._names.get(word.casefold(), word)

    def _sign(self, sign: str) -> str:
        self._depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "\\":
            return ","
        return "," if sign == ";" and not self._depth else sign
