"""The fingerprint of a row: by it a row is known to be as it was."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

import msgspec

from sheetsync.mirror.seen_columns import SeenColumn, has_blanks
from sheetsync.mirror.values import CellPair, json_text
from sheetsync.tables.columns.cells import is_blank

_HASH_LENGTH = 16
_encoder = msgspec.json.Encoder()


def row_hash(cells: Iterable[object]) -> bytes:
    """The fingerprint of a row: name, stored value and shown text of each cell that is not blank.

    A column that is blank everywhere changes none, so a new one does not either.
    """
    listed = list(cells)
    try:
        text = _encoder.encode(listed)
    except UnicodeEncodeError:
        text = json_text(listed).encode()
    return _digest(text)


def hash_of(cells: Mapping[str, CellPair]) -> bytes:
    """The fingerprint of a row given as cells by name."""
    return row_hash(chain.from_iterable((name, *cells[name]) for name in sorted(cells)))


def row_hashes(columns: Sequence[SeenColumn], count: int) -> list[bytes]:
    """The fingerprints of all rows, as `row_hash` has them: encoded by columns, far faster.

    Args:
        columns: by name.
        count: of rows.
    """
    if not columns or not count:
        return [row_hash(())] * count
    try:
        parts = [part for column in columns for part in _encoded(column)]
    except UnicodeEncodeError:
        return [row_hash(_cells(columns, at)) for at in range(count)]
    rows: Iterable[Iterable[bytes]] = zip(*parts, strict=False)
    if any(has_blanks(column.stored) for column in columns):
        rows = (filter(None, cells) for cells in rows)
    return [_digest(b"[%b]" % b",".join(cells)) for cells in rows]


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=_HASH_LENGTH).digest()


def _encoded(column: SeenColumn) -> tuple[Iterable[bytes], list[bytes], list[bytes]]:
    """Names, stored values and shown texts as they stand in a row's JSON; b"" of blank cells."""
    name = _encoder.encode(column.name)
    stored = _lines(column.stored)
    shown = stored if column.shown == column.stored else _lines(column.shown)
    if not has_blanks(column.stored):
        return repeat(name), stored, shown
    is_filled = [not is_blank(value) for value in column.stored]
    return (
        [name if filled else b"" for filled in is_filled],
        [text if filled else b"" for text, filled in zip(stored, is_filled, strict=True)],
        [text if filled else b"" for text, filled in zip(shown, is_filled, strict=True)],
    )


def _lines(values: Sequence[object]) -> list[bytes]:
    """The JSON of each value: it never holds the end of a line but as an escape."""
    return _encoder.encode_lines(values).split(b"\n")[:-1]


def _cells(columns: Sequence[SeenColumn], at: int) -> list[object]:
    found: list[object] = []
    for column in columns:
        if not is_blank(column.stored[at]):
            found += (column.name, column.stored[at], column.shown[at])
    return found
