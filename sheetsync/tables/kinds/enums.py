"""One of a list of values. Source: cells-and-tables.md, Enum."""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from sheetsync.language import Lang, languages
from sheetsync.tables.cleaning import alike, comparable
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.schema import Choice, Column

#: A label that offers two spellings, as ``ООО·АО``.
_EITHER = "·"
#: Between values that are equally near.
BETWEEN = " / "
#: Of 100: below it nothing is offered as what was meant.
_NEAR = 60


def read_enum(given: CellInput, column: Column) -> CellResult:
    """The allowed value as configured, of a choice its code; numbers compare by what is shown."""
    spellings = spellings_of(column.allowed)
    typed = comparable(given.seen)
    if typed in spellings:
        return CellResult(spellings[typed])
    meant = {spellings[spelling] for spelling in alike(given.seen, spellings)}
    if len(meant) == 1:
        return CellResult(meant.pop(), warnings=("MIXED_SCRIPT",))
    near = nearest(typed, spellings)
    return refused("BAD_ENUM", **({"near": BETWEEN.join(near)} if near else {}))


def spellings_of(allowed: tuple[str | Choice, ...]) -> Mapping[str, str]:
    """What each accepted spelling stands for: codes and labels in each language, as compared."""
    return _spellings(allowed, languages())


@lru_cache(maxsize=256)
def _spellings(
    allowed: tuple[str | Choice, ...],
    spoken: tuple[Lang, ...],  # noqa: ARG001  # another set of languages has other labels
) -> Mapping[str, str]:
    spellings: dict[str, str] = {}
    for choice in allowed:
        if isinstance(choice, str):
            spellings.setdefault(comparable(choice), choice)
            continue
        for label in (choice.code, *choice.labels):
            for spelling in (label, *label.split(_EITHER)):
                spellings.setdefault(comparable(spelling), choice.code)
    return spellings


def nearest(text: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    """The values that a text is near to: one, or all that are equally near; () for none.

    A value is equally near when the text stands in one of its spellings as well as it fits the best
    one: «партнёр» is no nearer to «партнёру» than to «от партнёра», which is the opposite.

    Args:
        text: as compared.
        spellings: the value of each accepted spelling.
    """
    best = process.extractOne(text, spellings.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if best is None:
        return ()
    found = {spellings[str(best[0])]: None}
    for spelling, value in spellings.items():
        is_longer = len(spelling) >= len(text)
        if is_longer and fuzz.partial_ratio(text, spelling) >= best[1]:
            found[value] = None
    return tuple(found)
