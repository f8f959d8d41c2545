"""Texts as they may stand in a file for other programs: printable, and never a formula."""

import re

#: How a text begins that a spreadsheet program would take for a formula; the wide signs are what
#: Excel under an East Asian locale takes for the narrow ones.
#: Source: faults.md, S25; OWASP, "CSV Injection".
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Control characters but tab and line breaks, and two code points that are no characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def neutralised(text: str) -> str:
    r"""The text for a CSV or XLSX file, so that no program takes it for a formula.

    >>> neutralised('=IMPORTXML("http://x")'), neutralised("Ромашка")
    ('\'=IMPORTXML("http://x")', 'Ромашка')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def printable(text: str) -> str:
    r"""The text without what breaks files: control characters go, half a pair becomes U+FFFD.

    >>> printable("Ве\x00ктор\n")
    'Вектор\n'
    """
    return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def csv_text(text: str) -> str:
    r"""A text of people's as a cell of a CSV file.

    >>> csv_text("\x00=1+1")
    "'=1+1"
    """
    return neutralised(printable(text))
