"""Signs around words: quotes, numbers of documents, lists, first letters, what was cut."""

from collections.abc import Sequence

from sheetsync.language.languages import Lang, language


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
