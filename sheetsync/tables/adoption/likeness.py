"""How alike two names of columns are. Source: adoption.md A2, "Likeness of names"."""

import re
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from sheetsync.tables.adoption.thresholds import NOT_ALL_WORDS, SAME_WORD, SHORTEST_MISTYPED
from sheetsync.tables.catalogue.synonyms import ABBREVIATIONS, NOISE
from sheetsync.tables.cleaning import header_key

_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")
#: Words; of signs those that stand for one; what a slash or a hyphen joins is one word.
_WORD = re.compile(r"[№#]|\w+(?:[/-]\w+)*")
_JOINED = re.compile(r"[/-]")
#: Where programs join words: invoice_number, invoiceNumber.
_SEAM = re.compile(r"_|(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that say something, whole and stemmed; each once.

    >>> name_words("№ счетов, руб.") == name_words("Номер счёта")
    True
    >>> name_words("invoiceNumber") == name_words("invoice_no")
    True
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(header_key(_SEAM.sub(" ", name))):
        for part in _whole(word):
            if part not in NOISE:
                found[_stem(part)] = None
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: 1.0 when all words agree, in any order.

    >>> likeness("Дата оплаты", "Оплата, дата"), likeness("ИНН", "Сумма")
    (1.0, 0.0)
    """
    return _likeness(name_words(one), name_words(other))


def is_same_word(one: str, other: str) -> bool:
    """Whether two stems are one word, perhaps mistyped; in a short one there is no room for a slip.

    >>> is_same_word("поставщик", "поставшик"), is_same_word("кит", "ит")
    (True, False)
    """
    if min(len(one), len(other)) < SHORTEST_MISTYPED:
        return one == other
    return fuzz.ratio(one, other) >= SAME_WORD


@lru_cache(maxsize=65536)
def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    left = list(other)
    for word in one:
        near = max(left, key=lambda candidate: fuzz.ratio(word, candidate), default="")
        if near and is_same_word(word, near):
            left.remove(near)
    agreed = len(other) - len(left)
    if not agreed:
        return 0.0
    if agreed == len(one) == len(other):
        return 1.0
    return NOT_ALL_WORDS * 2 * agreed / (len(one) + len(other))


def _whole(word: str) -> list[str]:
    """A word spelled out; one that is joined and no abbreviation, in parts."""
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word].split()
    parts = _JOINED.split(word)
    return [whole for part in parts for whole in ABBREVIATIONS.get(part, part).split()]


def _stem(word: str) -> str:
    stemmer = _ENGLISH if word.isascii() else _RUSSIAN
    return str(stemmer.stemWord(word))
