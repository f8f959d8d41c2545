"""Which row that came is one that went: an edit of a row without key, a key typed anew.

Only what is beyond doubt is joined: the pair must be the only one of its likeness on both sides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sheetsync.mirror.values import CellPair

Cells = Mapping[str, CellPair]
#: Beyond so many rows on a side nobody edited cells: a tab was replaced.
MOST_ROWS = 2_000


def edited(went: Sequence[Cells], came: Sequence[Cells]) -> dict[int, int]:
    """Rows that share all cells but one, by place: which of `went` each of `came` was.

    >>> a, b, c = (("a", "a"), ("b", "b"), ("c", "c"))
    >>> edited([{"x": a, "y": b}], [{"x": a, "y": c}])
    {0: 0}
    >>> edited([{"x": a, "y": b}, {"x": a, "y": a}], [{"x": a, "y": c}])
    {}
    """
    names = {name for cells in (*went, *came) for name in cells}
    return _pairs(
        (_all_but_one(cells, names) for cells in went),
        (_all_but_one(cells, names) for cells in came),
    )


def retyped(went: Sequence[Cells], came: Sequence[Cells], key: Collection[str]) -> dict[int, int]:
    """Rows of which all cells but those of the key are the same, by place, as `edited`.

    >>> a, b = (("a", "a"), ("b", "b"))
    >>> retyped([{"id": a, "y": b}], [{"id": b, "y": b}], ["id"])
    {0: 0}
    >>> retyped([{"id": a}], [{"id": b}], ["id"])
    {}
    """
    return _pairs(
        (_rest(cells, key) for cells in went),
        (_rest(cells, key) for cells in came),
    )


def _all_but_one(cells: Cells, names: Collection[str]) -> list[object]:
    """By the name of each column, blank ones too: all cells but its own."""
    return [
        (name, rest)
        for name in names
        if (rest := frozenset(cell for cell in cells.items() if cell[0] != name))
    ]


def _rest(cells: Cells, key: Collection[str]) -> list[object]:
    rest = frozenset(cell for cell in cells.items() if cell[0] not in key)
    return [rest] if rest else []


def _pairs(went: Iterable[list[object]], came: Iterable[list[object]]) -> dict[int, int]:
    likenesses: defaultdict[object, set[int]] = defaultdict(set)
    for at, likes in enumerate(went):
        for like in likes:
            likenesses[like].add(at)
    candidates = {
        at: set().union(*(likenesses.get(like, set()) for like in likes))
        for at, likes in enumerate(came)
        if likes
    }
    asked: defaultdict[int, int] = defaultdict(int)
    for found in candidates.values():
        for one in found:
            asked[one] += 1
    return {
        at: one
        for at, found in candidates.items()
        if len(found) == 1
        for one in found
        if asked[one] == 1
    }
