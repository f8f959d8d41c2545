"""The value that a person probably meant."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

#: What is not of the other alphabet: without it, the foreign letters of a code are left.
SUSPICIOUS_LETTERS = re.compile("[^\u0400-\u04ff]")
#: Two words less alike than this, in percent, have nothing to do with each other.
ALIKE_PERCENT = 70


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The most similar of the choices, None when none is similar enough.

    >>> nearest("Ана Белова", ["Анна Белова", "Борис Чагин"])
    'Анна Белова'
    >>> nearest("готово", ["план", "отменено"]) is None
    True
    """
    best = process.extractOne(
        text,
        list(choices),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE_PERCENT,
    )
    return best[0] if best is not None else None
