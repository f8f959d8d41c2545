"""Rows that were seen beside those that stood: the same, changed, new, gone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetsync.mirror.history import OpenRow
from sheetsync.mirror.keys import RowKey, slots
from sheetsync.mirror.rows import TabRows


@dataclass(frozen=True, slots=True)
class Match:
    """What became of each row.

    Attributes:
        same: rows that stand as they stood, by place: the row that it is.
        changed: rows with another cell under their key, likewise.
        new: rows whose key nobody had, by place.
        gone: rows that are not there any more.
        keys: the key of each row, by place.
        states: "" , missing or repeated, for rows that are not the same.
    """

    same: Mapping[int, OpenRow]
    changed: Mapping[int, OpenRow]
    new: Sequence[int]
    gone: Sequence[OpenRow]
    keys: Sequence[str]
    states: Mapping[int, str]


def matched(rows: TabRows, hashes: Sequence[bytes], stood: Sequence[OpenRow]) -> Match:
    """Find rows again: first by all their cells, so that a sort changes nothing, then by their key.

    Args:
        rows: as they were seen.
        hashes: of each of them.
        stood: the open rows; their hashes are compared with `hashes`.
    """
    same = _found_again(hashes, stood)
    found = {row.id for row in same.values()}
    unfound = {row.key: row for row in stood if row.id not in found}
    others = [at for at in range(len(hashes)) if at not in same]
    own = rows.keys(others, hashes)
    taken = [row.key for row in same.values()]
    given = slots([key.text for key in own], unfound, taken)
    changed = {
        at: unfound.pop(key) for at, key in zip(others, given, strict=True) if key in unfound
    }
    named = {at: row.key for at, row in same.items()} | dict(zip(others, given, strict=True))
    return Match(
        same,
        changed,
        [at for at in others if at not in changed],
        list(unfound.values()),
        [named[at] for at in range(len(hashes))],
        _states(others, own, given, rows),
    )


def _found_again(hashes: Sequence[bytes], stood: Sequence[OpenRow]) -> dict[int, OpenRow]:
    """Rows that stand with all their cells, by place; of rows alike the first one first."""
    waiting: dict[bytes, OpenRow] = {}
    alike: defaultdict[bytes, list[OpenRow]] = defaultdict(list)
    for row in stood:
        if waiting.setdefault(row.hash, row) is not row:
            alike[row.hash].append(row)
    found = {}
    for at, fingerprint in enumerate(hashes):
        again = waiting.pop(fingerprint, None)
        if again is not None:
            found[at] = again
            if alike.get(fingerprint):
                waiting[fingerprint] = alike[fingerprint].pop(0)
    return found


def _states(
    places: Sequence[int], own: Sequence[RowKey], given: Sequence[str], rows: TabRows
) -> dict[int, str]:
    has_keys = bool(rows.kept.key)
    return {
        at: key.state or ("repeated" if has_keys and slot != key.text else "")
        for at, key, slot in zip(places, own, given, strict=True)
    }
