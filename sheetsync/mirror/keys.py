"""By what a row is known again: its key, whether it has one, and which of several rows it is.

Source: road-out.md 1.4.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sheetsync.tables.document_numbers import number_key

#: Between the parts of a key; no cell that is read as a code keeps this sign.
PART = "\x1f"
#: Before the key of a row that has none of its own.
NO_KEY = "~"
#: A longer key does not fit into an index of PostgreSQL.
_LONGEST = 400
_HASH_LENGTH = 16
_SLOT = re.compile(r"(?P<base>.*)#(?P<number>[1-9][0-9]{0,8})", re.DOTALL)
#: Raise it for a tab when `_PARTS` makes other keys of the same cells.
_VERSION = 1


def _year(value: object) -> str:
    return str(value.year) if isinstance(value, date) else str(value)


#: Columns of which not the value itself is part of the key.
#: Source: workbook-and-rules.md 3.4: an invoice is one by its normalised number and year.
_PARTS: Mapping[tuple[str, str], Callable[[object], str]] = {
    ("invoices", "number"): lambda value: number_key(str(value)),
    ("invoices", "invoice_date"): _year,
}

#: Tabs in which one key for several rows is no error by itself (V-INV-03).
KEYS_OF_THEIR_OWN = frozenset(code for code, _ in _PARTS)


def key_rule(code: str, names: Sequence[str]) -> str:
    """What the keys of a tab are made by; when it changes, rows are given their new keys."""
    return f"{_VERSION}:{code}:{','.join(names)}"


class RowKey(NamedTuple):
    """The key of one row.

    Attributes:
        text: it; that of a row without one is made of its cells.
        state: "" or "missing": a part of it is blank.
    """

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The keys of many rows.

    Attributes:
        texts: of each, as `RowKey.text`.
        missing: places of those with a part that is blank.
    """

    texts: Sequence[str]
    missing: Collection[int] = ()


def row_key(code: str, names: Sequence[str], parts: Sequence[object], row_hash: bytes) -> RowKey:
    r"""The key of a row.

    Args:
        code: its tab.
        names: the key columns; () for a tab whose rows have no key.
        parts: their values, None where blank or unreadable.
        row_hash: of the row's cells: what a row without key is known by.

    >>> row_key("partners", ("partner_id",), ("P-017",), b"").text
    'P-017'
    >>> row_key("invoices", ("number", "invoice_date"), ("№ 0012", date(2026, 3, 1)), b"").text
    '12\x1f2026'
    >>> row_key("partners", ("partner_id",), (None,), b"\xff")
    RowKey(text='~ff', state='missing')
    """
    keys = row_keys(code, names, [[part] for part in parts], [row_hash])
    return RowKey(keys.texts[0], "missing" if keys.missing else "")


def row_keys(
    code: str,
    names: Sequence[str],
    columns: Sequence[Sequence[object]],
    row_hashes: Sequence[bytes],
) -> RowKeys:
    """The keys of many rows, as `row_key`: `columns` holds the values of each key column."""
    if not names:
        return RowKeys([fingerprint.hex() for fingerprint in row_hashes])
    texts = [
        ["" if part is None else said(part) for part in parts]
        for name, parts in zip(names, columns, strict=True)
        for said in [_PARTS.get((code, name), str)]
    ]
    joined = list(map(PART.join, zip(*texts, strict=True)))
    if not any("" in parts for parts in texts) and max(map(len, joined), default=0) <= _LONGEST:
        return RowKeys(joined)
    rows = list(zip(*texts, strict=True))
    return RowKeys(
        [
            _shortened(key) if any(parts) else NO_KEY + fingerprint.hex()
            for parts, key, fingerprint in zip(rows, joined, row_hashes, strict=True)
        ],
        {at for at, parts in enumerate(rows) if not all(parts)},
    )


def shown_key(key: str) -> str:
    r"""A key as people read it.

    >>> shown_key("E-1\x1fact\x1f12")
    'E-1 · act · 12'
    """
    return key.replace(PART, " · ")


def slots(bases: Sequence[str], free: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Which of several rows under one key each row is.

    A row that nobody knew takes the place of one that is gone, in their order; else the next
    number.

    Args:
        bases: keys of the rows that were not known by their cells, in the order of the sheet.
        free: open keys whose rows were not found again.
        taken: open keys whose rows were.

    Returns:
        A key each, all different: ``P-017``, ``P-017#2``.

    >>> slots(["P-1", "P-1", "P-2"], free=["P-1#2"], taken=["P-2"])
    ['P-1#2', 'P-1', 'P-2#2']
    """
    wanted, there = set(bases), set(free)
    if len(wanted) == len(bases) and _are_theirs(wanted, there, taken):
        return list(bases)
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(there, key=_number):
        waiting[_base(key, wanted)].append(key)
    # The very text that somebody typed as a key is never somebody else's number.
    used = set(taken) | there | wanted
    given: list[str] = []
    begun: set[str] = set()
    numbers: Counter[str] = Counter()
    known = set(taken)
    for base in bases:
        if waiting[base]:
            given.append(waiting[base].pop(0))
        elif base not in known and base not in there and base not in begun:
            given.append(base)
        else:
            given.append(_next(base, used, numbers))
        begun.add(given[-1])
        used.add(given[-1])
    return given


def _are_theirs(wanted: set[str], free: set[str], taken: Iterable[str]) -> bool:
    """Whether different keys are those that are free, or all new, or none: the usual cases."""
    if not wanted or not free:
        return wanted.isdisjoint(taken)
    return wanted == free


def _next(base: str, used: set[str], numbers: Counter[str]) -> str:
    number = max(numbers[base], 1) + 1
    while f"{base}#{number}" in used:
        number += 1
    numbers[base] = number
    return f"{base}#{number}"


def _base(key: str, wanted: set[str]) -> str:
    if key in wanted:
        return key
    found = _SLOT.fullmatch(key)
    return found["base"] if found and found["base"] in wanted else key


def _number(key: str) -> tuple[int, str]:
    found = _SLOT.fullmatch(key)
    return (int(found["number"]) if found else 1, key)


def _shortened(key: str) -> str:
    if len(key) <= _LONGEST:
        return key
    digest = hashlib.blake2b(key.encode(errors="replace"), digest_size=_HASH_LENGTH).hexdigest()
    return f"{key[: _LONGEST - len(digest) - 1]}…{digest}"
