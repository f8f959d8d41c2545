"""Rows that were seen beside those that stood: the same, changed, new, gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetsync.mirror.history import OpenRow, OpenRows
from sheetsync.mirror.keys import RowKeys, slots
from sheetsync.mirror.rows import TabRows


@dataclass(frozen=True, slots=True)
class Match:
    """What became of each row.

    Attributes:
        same: how many rows stand as they stood.
        changed: rows with another cell under their key, by place: the row that it was.
        new: rows whose key nobody had, by place.
        gone: rows that are not there any more.
        keys: the key of each row, by place.
        states: missing or repeated, by place, of rows that are not the same.
    """

    same: int
    changed: Mapping[int, OpenRow]
    new: Sequence[int]
    gone: Sequence[OpenRow]
    keys: Sequence[str]
    states: Mapping[int, str]


def matched(rows: TabRows, hashes: Sequence[bytes], stood: OpenRows) -> Match:
    """Find rows again: first by all their cells, so that a sort changes nothing, then by their key.

    Args:
        rows: as they were seen.
        hashes: of each of them.
        stood: the open rows; their hashes are compared with `hashes`.
    """
    again = _found_again(hashes, stood.hashes)
    others = [at for at, one in enumerate(again) if one is None] if None in again else []
    same = len(again) - len(others)
    unfound = _unfound(stood, again) if same < len(stood) else {}
    own = rows.keys(others, hashes)
    keys = ["" if one is None else stood.keys[one] for one in again]
    given = slots(own.texts, unfound, keys)
    for at, key in zip(others, given, strict=True):
        keys[at] = key
    changed = {
        at: stood.row(unfound.pop(key))
        for at, key in zip(others, given, strict=True)
        if key in unfound
    }
    return Match(
        same,
        changed,
        [at for at in others if at not in changed],
        [stood.row(at) for at in unfound.values()],
        keys,
        _states(others, own, given, rows),
    )


def _found_again(hashes: Sequence[bytes], stood: Sequence[bytes]) -> list[int | None]:
    """By place: which of the rows that stood has all its cells; of rows alike the first first."""
    places = dict(zip(stood, range(len(stood)), strict=True))
    if len(places) == len(stood) and len(set(hashes)) == len(hashes):
        return list(map(places.get, hashes))
    waiting: dict[bytes, list[int]] = {}
    for at, fingerprint in enumerate(stood):
        waiting.setdefault(fingerprint, []).append(at)
    queues: dict[bytes, Iterator[int]] = {key: iter(alike) for key, alike in waiting.items()}
    nothing: Iterator[int] = iter(())
    return [next(queues.get(fingerprint, nothing), None) for fingerprint in hashes]


def _unfound(stood: OpenRows, again: Iterable[int | None]) -> dict[str, int]:
    """The rows that were not found by their cells: where each stands, by key."""
    found = set(again)
    return {key: at for at, key in enumerate(stood.keys) if at not in found}


def _states(
    places: Sequence[int], own: RowKeys, given: Sequence[str], rows: TabRows
) -> dict[int, str]:
    if not rows.kept.key or not (own.missing or given != own.texts):
        return {}
    return {
        place: "missing" if at in own.missing else "repeated"
        for at, (place, key, slot) in enumerate(zip(places, own.texts, given, strict=True))
        if at in own.missing or slot != key
    }
