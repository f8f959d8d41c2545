"""The value that a person probably meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

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
