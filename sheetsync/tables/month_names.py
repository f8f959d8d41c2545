"""Names of months and days of the week, Russian and English, as people shorten them."""

from functools import lru_cache

_NAMES = (
    ("январь", "января", "january"),
    ("февраль", "февраля", "february"),
    ("март", "марта", "march"),
    ("апрель", "апреля", "april"),
    ("май", "мая", "may"),
    ("июнь", "июня", "june"),
    ("июль", "июля", "july"),
    ("август", "августа", "august"),
    ("сентябрь", "сентября", "september"),
    ("октябрь", "октября", "october"),
    ("ноябрь", "ноября", "november"),
    ("декабрь", "декабря", "december"),
)
_SHORTEST = 3


@lru_cache(maxsize=256)
def month_number(word: str) -> int | None:
    """The month that a word names in full or by its first three or more letters, any case.

    >>> month_number("сент."), month_number("March"), month_number("года")
    (9, 3, None)
    """
    stem = word.casefold().removesuffix(".")
    if len(stem) < _SHORTEST:
        return None
    for number, names in enumerate(_NAMES, start=1):
        if any(name.startswith(stem) for name in names):
            return number
    return None
