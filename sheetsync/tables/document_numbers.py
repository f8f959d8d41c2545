"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT–15."""

import re
from collections.abc import Sequence

from sheetsync.tables.number_words import without_words

#: Cyrillic letters that look like Latin ones. Source: workbook-and-rules.md 3.4, the last point.
_LOOK_ALIKES = tuple(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
#: Parts the numbers of a column, which are read as one text: a column in a few passes.
_PART = "\0"
#: N is a number sign only where a number follows, else NX-1 and X-1 would be one invoice.
_NUMBER_SIGN = re.compile(r"\0\s*(?:(?:[№#]|N(?=[\s\d№#]))\s*)+")
#: Spaces of every kind, and the signs that take no room. Source: amendments.md 1, invisible signs.
_SPACES = re.compile(
    "[\x01-\x08\t-\r\x0e-\x1f \x7f\x85\xa0\xad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064"
    "\u2066-\u2069\u3000\ufe0f\ufeff]+"
)
#: Dashes of every kind count as the hyphen. Source: amendments.md 1, dashes.
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_LEADING_ZEROS = re.compile(r"\x000+(?=[0-9]+(?:\x00|$))")
#: A number has a letter or a digit; a dash alone says that there is none.
_TELLING = re.compile(r"[^\W_]")
_NO_NUMBER = (
    "б/н", "б\\н", "б.н.", "б/н.", "бн", "без номера", "без №", "нет", "нет номера", "н/д", "н.д.",
    "n/a", "n.a.", "no number", "none",
)  # fmt: skip


def number_key(number: str) -> str:
    """The key of one number, for mirrors, logs and digests.

    Words and days that were copied with a number stay in its key; see `folded_number`.

    >>> [number_key(text) for text in ("№ 12", "0012", "n12", "ут–15", "YT-15", "000")]
    ['12', '12', '12', 'YT-15', 'YT-15', '0']

    Source: workbook-and-rules.md 3.4, number normalisation; amendments.md 1, dashes.
    """
    return number_keys([number])[0]


def strict_numbers(numbers: Sequence[str]) -> list[str]:
    """What `number_key` tells of each, every dash as it was typed: УТ-15 and УТ–15 differ."""
    return number_keys(numbers, dashes=False)


def folded_number(number: str) -> str | None:
    """What finds repeats and credited invoices: the key without copied words and days.

    >>> folded_number("Счёт № 12 от 01.02.2026"), folded_number("INV-001"), folded_number("б/н")
    ('12', 'INV-001', None)

    Returns:
        None for what says that there is no number.

    Source: amendments.md 2, number normalisation, no number.
    """
    return folded_numbers([without_words(number)[0]])[0]


def folded_numbers(bare: Sequence[str]) -> list[str | None]:
    """The keys of numbers without words; None for what says that there is no number."""
    return [None if _says_none(key) else key for key in number_keys(bare)]


def _says_none(key: str) -> bool:
    return key in _SAYING_NONE or not _TELLING.search(key)


def number_keys(numbers: Sequence[str], *, dashes: bool = True) -> list[str]:
    """What `number_key` tells of each.

    Args:
        numbers: as they were written.
        dashes: whether all dashes count as the hyphen.
    """
    if not numbers:
        return []
    text = _PART + _PART.join(numbers).upper()
    if text.count(_PART) > len(numbers):
        return number_keys([number.replace(_PART, "") for number in numbers], dashes=dashes)
    text = _SPACES.sub("", _NUMBER_SIGN.sub(_PART, text))
    if dashes:
        text = _DASHES.sub("-", text)
    for cyrillic, latin in _LOOK_ALIKES:
        text = text.replace(cyrillic, latin)
    return _LEADING_ZEROS.sub(_PART, text).split(_PART)[1:]


_SAYING_NONE = frozenset(number_keys(_NO_NUMBER))
