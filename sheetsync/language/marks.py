"""Signs around words: quotes, numbers of documents, lists, first letters, what was cut."""

import re
from collections.abc import Iterator, Sequence

from sheetsync.language.languages import Lang, language

#: Numbers of submissions, addresses as the portal masks them, telephones as people write them.
_WHOLE = re.compile(r"S-[0-9]+|\S…@[\w.-]*\w|\+[0-9][0-9 ()\u00a0-]{7,18}[0-9]")


def quoted(text: str, lang: Lang) -> str:
    """What somebody else said or named.

    >>> quoted("брак", "ru"), quoted("late", "en")
    ('«брак»', '“late”')
    """
    opening, closing = language(lang).quotes
    return f"{opening}{text}{closing}"


def numbered(number: str, lang: Lang) -> str:
    """A document's number; the sign never stands alone at a line's end.

    >>> numbered("14/24", "ru").replace(chr(160), "_")
    '№_14/24'
    """
    return f"{language(lang).number_sign}\u00a0{number}"


def listed(things: Sequence[str], lang: Lang) -> str:
    """Several things as people enumerate them.

    >>> listed(["акт", "счёт", "чек"], "ru"), listed(["act"], "en")
    ('акт, счёт и чек', 'act')
    """
    *head, last = things
    return f"{', '.join(head)}{language(lang).list_sign}{last}" if head else last


def sentence(text: str) -> str:
    """A phrase with its first letter large; the rest stays.

    >>> sentence("НДС-счёт"), sentence("договор")
    ('НДС-счёт', 'Договор')
    """
    return text[:1].upper() + text[1:]


def clipped(text: str, length: int) -> str:
    """A text of at most so many signs; what was cut is marked.

    >>> clipped("Вектор", 6), clipped("Вектор и партнёры", 9)
    ('Вектор', 'Вектор и…')
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def whole_pieces(text: str) -> Iterator[tuple[bool, str]]:
    """A text in pieces, and of each whether it must not part at a line's end.

    Numbers of submissions, masked addresses, telephone numbers: a hyphen in them is no hyphen.

    >>> list(whole_pieces("S-1042: b…@firm.example"))
    [(True, 'S-1042'), (False, ': '), (True, 'b…@firm.example')]
    >>> [piece for is_whole, piece in whole_pieces("Ким, +7 900 000-00-00.") if is_whole]
    ['+7 900 000-00-00']
    """
    at = 0
    for found in _WHOLE.finditer(text):
        if found.start() > at:
            yield False, text[at : found.start()]
        yield True, found[0]
        at = found.end()
    if at < len(text):
        yield False, text[at:]
