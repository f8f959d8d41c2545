"""Text as a person meant it: NFC, invisible signs, look-alike letters, ё = е."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Spaces that look like one: no-break, narrow no-break, figure and thin space.
WIDE_SPACES = "\u00a0\u202f\u2007\u2009"
#: Signs nobody sees: zero-width space, word joiner, byte order mark, soft hyphen. The zero-width
#: joiner is not among them: it holds emoji together.
INVISIBLE_SIGNS = "\u200b\u2060\ufeff\u00ad"

_TO_SPACE = str.maketrans(dict.fromkeys(WIDE_SPACES, " "))
_INVISIBLE = re.compile(f"[{INVISIBLE_SIGNS}]")
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

    Half a surrogate pair, which no program can write to a file, becomes U+FFFD.

    >>> cleaned(" Ромашка\u00a0")
    Cleaned(text='Ромашка', had_invisible=False)
    """
    if text.isascii():
        return Cleaned(text.replace("\r\n", "\n").strip())
    text = unicodedata.normalize("NFC", text).translate(_TO_SPACE)
    visible = _INVISIBLE.sub("", text)
    had_invisible = len(visible) != len(text)
    whole = _LONE_SURROGATE.sub("\ufffd", visible)
    return Cleaned(whole.replace("\r\n", "\n").strip(), had_invisible)


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
    return comparable(cleaned(str(text)).text.rstrip(":* \n\t"))


def folded(text: str) -> str:
    """The text with Cyrillic letters that look Latin written in Latin; case is kept.

    Two codes that look the same are the same once folded.

    >>> folded("Р-001") == folded("P-001")
    True
    """
    return text.translate(_TO_LATIN)


def look_alikes(text: str) -> tuple[str, str]:
    """Keys by which a text is found whose letters only look right: all Latin, all Cyrillic.

    Two ways, because small letters of one alphabet may look like nothing in the other.
    """
    return comparable(text.translate(_TO_LATIN)), comparable(text.translate(_TO_CYRILLIC))


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
