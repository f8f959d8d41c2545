"""How a file writes days and numbers, seen from its texts. Source: adoption.md A1, "locale"."""

import re
from collections.abc import Iterable, Iterator

from sheetsync.tables.cells import Grid

#: Texts that are looked at.
_MOST_TEXTS = 20_000
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_COMMA = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*,\d{1,2}(?!\d)[^\d]*")
_POINT = re.compile(r"[^\d]*-?\d{1,3}(?:[ ,]?\d{3})*\.\d{1,2}(?!\d)[^\d.]*")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LAST_MONTH = 12


def guess_locale(grids: Iterable[Grid]) -> str | None:
    """``ru_RU``, ``en_US`` or ``en_GB`` by what only one of them writes; None when nothing tells.

    Days above twelve tell their order, decimal signs the rest; Russian words tell where neither
    does.
    """
    votes = dict.fromkeys(("ru_RU", "en_US", "en_GB"), 0)
    cyrillic = latin = 0
    for text in _texts(grids):
        for locale in _told_by(text):
            votes[locale] += 1
        if _CYRILLIC.search(text):
            cyrillic += text[:1].isalpha()
        else:
            latin += text[:1].isalpha()
    best = max(votes, key=lambda locale: votes[locale])
    rest = sum(votes.values()) - votes[best]
    if votes[best] > 0 and votes[best] > 2 * rest:
        return best
    return "ru_RU" if cyrillic > latin and not rest else None


def _told_by(text: str) -> Iterator[str]:
    if _DOTS.fullmatch(text) or _COMMA.fullmatch(text):
        yield "ru_RU"
    slashes = _SLASHES.fullmatch(text)
    if slashes and int(slashes[2]) > _LAST_MONTH >= int(slashes[1]):
        yield "en_US"
    if slashes and int(slashes[1]) > _LAST_MONTH >= int(slashes[2]):
        yield "en_GB"
    if _POINT.fullmatch(text):
        yield "en_US"


def _texts(grids: Iterable[Grid]) -> Iterator[str]:
    left = _MOST_TEXTS
    for grid in grids:
        for row in grid.stored:
            for cell in row:
                if isinstance(cell, str) and cell:
                    yield cell.strip()[:40]
                    left -= 1
                    if not left:
                        return
