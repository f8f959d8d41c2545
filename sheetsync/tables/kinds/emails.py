"""E-mail addresses. Source: cells-and-tables.md, E-mail."""

import re
import unicodedata

from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.schema import Column

#: A dot-atom, and a domain of two labels or more (RFC 5321 4.1.2, RFC 1035 2.3.1).
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_LONGEST_ADDRESS = 254
_LONGEST_NAME = 64
#: Commas and semicolons part addresses, but not inside a quoted name.
_PARTS = re.compile(r'(?:"[^"\n]*"|[^,;\n"])+|"')
_HEADER = re.compile(r"\n\s*[A-Za-z-]+\s*:")
_NAMED = re.compile(r"[^<>]*<\s*(?P<address>[^<>\s]+)\s*>")
_TRAILING = ".,; \n"
_MAILTO = "mailto:"


def read_email(given: CellInput, column: Column) -> CellResult:
    """One address; with `multiple` a tuple of them without repeats.

    The name part stays as typed, the domain is lower-cased. One bad part refuses the whole cell.
    """
    text = given.seen
    if _HEADER.search(text):
        return refused("BAD_EMAIL", reading="header")
    parts = [part.strip() for part in _PARTS.findall(text.rstrip(_TRAILING)) if part.strip()]
    if len(parts) == 1:
        parts = _spaced_addresses(parts[0]) or parts
    addresses = [_address(part) for part in parts]
    for part, address in zip(parts, addresses, strict=True):
        if address is None:
            return _bad_part(part)
    if not addresses:
        return refused("BAD_EMAIL")
    if len(addresses) > 1 and not column.multiple:
        return refused("MULTIPLE_VALUES")
    value = tuple(dict.fromkeys(address for address in addresses if address))
    tidy = text == text.rstrip(_TRAILING) and all(
        part.rpartition("@")[0] == address.rpartition("@")[0]
        for part, address in zip(parts, addresses, strict=True)
        if address
    )
    return CellResult(value if column.multiple else value[0], warnings=() if tidy else ("CLEANED",))


def _spaced_addresses(text: str) -> list[str]:
    """The addresses of a text in which only spaces part them; [] when it is anything else."""
    words = text.split()
    return words if len(words) > 1 and all(map(_ADDRESS.fullmatch, words)) else []


def _address(part: str) -> str | None:
    """The plain address of ``Name <a@b.c>``, ``mailto:a@b.c`` or ``a@b.c``; None when it is bad."""
    named = _NAMED.fullmatch(part)
    text = (named["address"] if named else part).rstrip(_TRAILING).strip()
    if text[: len(_MAILTO)].casefold() == _MAILTO:
        text = text[len(_MAILTO) :]
    name, _, domain = text.rpartition("@")
    if len(text) > _LONGEST_ADDRESS or len(name) > _LONGEST_NAME or not _ADDRESS.fullmatch(text):
        return None
    return f"{name}@{domain.lower()}"


def _bad_part(part: str) -> CellResult:
    """The refusal, naming the part and the first letter that is not ASCII."""
    for letter in part:
        if not letter.isascii():
            script = unicodedata.name(letter, "").partition(" ")[0].capitalize()
            return refused("BAD_EMAIL", part=part, letter=letter, script=script)
    return refused("BAD_EMAIL", part=part)
