"""Texts as an .xlsx file can hold them, and as they were before."""

import re

from openpyxl.utils.escape import unescape

#: What no XML document may hold, and line ends that an XML reader would change.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile("\r\n?")


def writable(text: str) -> str:
    r"""A text without control characters; half a pair becomes U+FFFD.

    >>> writable("Ве\x00ктор"), writable("a\r\nb")
    ('Вектор', 'a\nb')
    """
    plain = _LINE_ENDS.sub("\n", _UNWRITABLE.sub("", text))
    return _LONE_SURROGATE.sub("\ufffd", plain)


def escaped(text: str) -> str:
    """A cell's text; what looks like an escape of the format is escaped itself.

    >>> escaped("_x000D_"), escaped("a_x1")
    ('_x005F_x000D_', 'a_x1')
    """
    return _LOOKS_ESCAPED.sub("_x005F_", writable(text))


def unescaped(text: str) -> str:
    r"""The text of a file's cell, with signs for their escapes.

    >>> unescaped("Вектор_x000D_\nфилиал"), unescaped("_x005F_x000D_")
    ('Вектор\nфилиал', '_x000D_')
    """
    plain = unescape(text)
    if plain == text:
        return text
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return writable(whole).rstrip("\n")
