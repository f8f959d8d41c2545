"""Text as a person meant it: NFC, invisible signs, look-alike letters, ё = е."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

#: Spaces that look like one: no-break, narrow no-break, figure and thin space.
WIDE_SPACES = "\u00a0\u202f\u2007\u2009"
_LINE_SIGNS = "\t\n\r"
#: Signs nobody sees: of width none, of direction, controls. The zero-width joiner is not among
#: them: it holds emoji together. Source: amendments.md 1, "invisible signs".
INVISIBLE_SIGNS = "".join(
    chr(sign)
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x7F),
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x200B, 0x200C),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x2069),
        (0xFEFF, 0xFEFF),
    )
    for sign in range(first, last + 1)
    if chr(sign) not in _LINE_SIGNS
)
#: Asks for the coloured form of the sign before it: part of many an emoji, a stray in a code.
VARIATION_SELECTOR = "\ufe0f"
#: Dashes that people and their programs write for a hyphen. Source: amendments.md 1, "dashes".
ODD_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

_TO_SPACE = str.maketrans(dict.fromkeys(WIDE_SPACES, " "))
_INVISIBLE = re.compile(f"[{re.escape(INVISIBLE_SIGNS)}]")
_TO_HYPHEN = str.maketrans(dict.fromkeys(ODD_DASHES, "-"))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")

_LATIN = "ABCEHIJKMOPSTXYaceijkopsxy"
_CYRILLIC = "АВСЕНІЈКМОРЅТХУасеіјкорѕху"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_RUN = re.compile(r"[0-9A-Za-z\u0400-\u04ff]+")
_LATIN_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what carries no meaning.

    Attributes:
        text: the text.
        had_invisible: whether invisible signs were taken out.
    """

    text: str
    had_invisible: bool = False


def cleaned(text: str) -> Cleaned:
    r"""The text as its author sees it. Source: cells-and-tables.md, order of checks, 1.

    A carriage return is a line break, alone or before one.
    Half a surrogate pair, which no program can write to a file, becomes U+FFFD.

    >>> cleaned(" Ромашка\u00a0")
    Cleaned(text='Ромашка', had_invisible=False)
    """
    if text.isascii() and text.isprintable():
        return Cleaned(text.strip())
    text = unicodedata.normalize("NFC", text).translate(_TO_SPACE)
    visible = _INVISIBLE.sub("", text)
    had_invisible = len(visible) != len(text)
    whole = _LONE_SURROGATE.sub("\ufffd", visible)
    return Cleaned(_one_break(whole).strip(), had_invisible)


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def cleaned_code(text: str) -> Cleaned:
    r"""`cleaned` for what is no free text: U+FE0F is one of the signs that are taken out.

    >>> cleaned_code("P-1\ufe0f")
    Cleaned(text='P-1', had_invisible=True)
    """
    found = cleaned(text)
    if VARIATION_SELECTOR not in found.text:
        return found
    return Cleaned(found.text.replace(VARIATION_SELECTOR, "").strip(), had_invisible=True)


def plain_dashes(text: str) -> str:
    r"""The text with every kind of dash as a hyphen, as codes and numbers are compared.

    >>> plain_dashes("УТ\u201315")
    'УТ-15'
    """
    return text if text.isascii() else text.translate(_TO_HYPHEN)


def comparable(text: str) -> str:
    """A cleaned text as it is compared: one space for runs, any case, ё = е.

    >>> comparable("Завершён  вчера") == comparable("завершен вчера")
    True
    """
    return _SPACES.sub(" ", text).casefold().replace("ё", "е")


def header_key(text: object) -> str:
    r"""A header as it is compared; "" for a blank one. Source: cells-and-tables.md, Tables.

    >>> header_key("Сумма:\n"), header_key("E-mail *")
    ('сумма', 'e-mail')
    """
    if text is None:
        return ""
    return _compared(str(text))


@lru_cache(maxsize=4096)
def _compared(text: str) -> str:
    return comparable(cleaned_code(text).text.rstrip(":* \n\t"))


def folded(text: str) -> str:
    r"""The text with Cyrillic letters that look Latin written in Latin, dashes as hyphens.

    Two codes that look the same are the same once folded; case is kept.

    >>> folded("Р\u2013001") == folded("P-001")
    True
    """
    return plain_dashes(text).translate(_TO_LATIN)


def look_alikes(text: str) -> tuple[str, str]:
    """Keys by which a text is found whose letters only look right: all Latin, all Cyrillic.

    Two ways, because small letters of one alphabet may look like nothing in the other.
    """
    return comparable(text.translate(_TO_LATIN)), comparable(text.translate(_TO_CYRILLIC))


def script_folds(text: str) -> tuple[str, ...]:
    """The text in capitals with its letters all Latin, all Cyrillic, as far as they look so.

    A word without one Latin letter is not taken for a Latin one.
    """
    capitals = text.upper()
    cyrillic = capitals.translate(_TO_CYRILLIC)
    if not _LATIN_LETTER.search(capitals):
        return (cyrillic,)
    return capitals.translate(_TO_LATIN), cyrillic


def alike(text: str, texts: Iterable[str]) -> list[str]:
    """Those of the texts that look like the given one.

    >>> alike("oплачен", ("оплачен", "выставлен"))
    ['оплачен']
    """
    latin, cyrillic = look_alikes(text)
    return [
        other
        for other in texts
        if look_alikes(other)[0] == latin or look_alikes(other)[1] == cyrillic
    ]


def has_mixed_script(text: str) -> bool:
    """Whether Latin and Cyrillic letters stand in one run of letters and digits.

    >>> has_mixed_script("АB-101"), has_mixed_script("СЧ-AB")
    (True, False)
    """
    if text.isascii() or not _LATIN_LETTER.search(text):
        return False
    return any(
        _LATIN_LETTER.search(run) and _CYRILLIC_LETTER.search(run) for run in _RUN.findall(text)
    )
