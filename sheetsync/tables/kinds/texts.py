"""Free text and links. Source: cells-and-tables.md, Text, and URL."""

import re
from urllib.parse import urlsplit

from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.schema import Column

_SCHEMES = frozenset({"http", "https"})
_SPACE = re.compile(r"\s")


def read_text(given: CellInput, column: Column) -> CellResult:
    """Text as it stands, line breaks kept; of numbers, days and ticks what is shown."""
    del column
    return CellResult(given.stored if isinstance(given.stored, str) else given.seen)


def read_url(given: CellInput, column: Column) -> CellResult:
    """A web address with a host. The text shown over a link is none."""
    del column
    text = given.stored
    if not isinstance(text, str) or _SPACE.search(text) or not is_web_address(text):
        return refused("BAD_URL")
    return CellResult(text)


def is_web_address(text: str) -> bool:
    """Whether a text without spaces is ``http(s)://`` with a host.

    >>> is_web_address("https://drive.google.com/x"), is_web_address("ftp://x"), is_web_address("x")
    (True, False, False)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.hostname)
