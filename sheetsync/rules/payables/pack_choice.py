"""Which alternative of a document set a pack comes closest to, and what it still lacks."""

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.rules.payables.document_sets import PACK_KINDS, Alternatives
from sheetsync.rules.payables.grouping import Numbers
from sheetsync.rules.payables.pack_contents import NEVER, PackContents

#: Weighs what is missing above what is present, and that above what is mentioned.
_MORE = len(PACK_KINDS) + 1


def completion(
    contents: PackContents, doc_sets: pd.Series, alternatives: dict[str, Alternatives]
) -> tuple[NDArray[np.object_], Numbers]:
    """What each pack lacks and when it was complete.

    A pack is complete on the day the last document of its first complete alternative came. What an
    incomplete pack lacks is told by the alternative with the fewest missing; of several the one
    with the most present, then the most mentioned, then the first.

    Args:
        contents: the packs.
        doc_sets: the name of each pack's set.
        alternatives: of every set; none for a set that asks for nothing.

    Returns:
        Tuples of kinds, () for what is complete or needs nothing; and day numbers, `NEVER` while
        incomplete.

    Source: workbook-and-rules.md 3.6.
    """
    missing = np.empty(len(doc_sets), dtype=object)
    missing.fill(())
    completed = np.full(len(doc_sets), NEVER)
    numbers, names = pd.factorize(doc_sets)
    for number, name in enumerate(names):
        if alternatives[name]:
            rows = np.flatnonzero(numbers == number)
            completed[rows], missing[rows] = _closest(
                contents.arrived[rows], contents.mentioned[rows], alternatives[name]
            )
    return missing, completed


def _closest(
    arrived: Numbers, mentioned: NDArray[np.bool_], alternatives: Alternatives
) -> tuple[Numbers, NDArray[np.object_]]:
    columns = [[PACK_KINDS.index(kind) for kind in kinds] for kinds in alternatives]
    completed = np.min([arrived[:, places].max(axis=1) for places in columns], axis=0)
    absent = arrived == NEVER
    chosen = np.argmin([_rank(absent, mentioned, places) for places in columns], axis=0)
    missing = np.empty(len(arrived), dtype=object)
    missing.fill(())
    for number, (kinds, places) in enumerate(zip(alternatives, columns, strict=True)):
        rows = np.flatnonzero((chosen == number) & (completed == NEVER))
        missing[rows] = _named(absent[rows][:, places], kinds)
    return completed, missing


def _rank(
    absent: NDArray[np.bool_], mentioned: NDArray[np.bool_], places: Sequence[int]
) -> Numbers:
    """The lower the closer."""
    lacks: Numbers = absent[:, places].sum(axis=1)
    present = len(places) - lacks
    spoken_of: Numbers = mentioned[:, places].sum(axis=1)
    return lacks * _MORE**2 - present * _MORE - spoken_of


def _named(absent: NDArray[np.bool_], kinds: Sequence[str]) -> NDArray[np.object_]:
    """The kinds that each row lacks, as a tuple; rows that lack the same share one."""
    patterns = list(itertools.product([False, True], repeat=len(kinds)))
    names = np.empty(len(patterns), dtype=object)
    for number, lacks in enumerate(patterns):
        names[number] = tuple(itertools.compress(kinds, lacks))
    # The patterns count in binary, the first kind being the highest digit.
    digits = 2 ** np.arange(len(kinds))[::-1]
    return names[absent @ digits]
