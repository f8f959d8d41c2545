"""The fingerprint of a row: by it a row is known to be as it was."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

import msgspec

from sheetsync.mirror.seen_columns import SeenColumn, has_blanks
from sheetsync.mirror.values import CellPair, json_text
from sheetsync.tables.columns.cells import is_blank

_HASH_LENGTH = 16
_LINE_END = b"\n"
#: Of a cell: its column's name, the stored value, the shown text.
_PARTS = 3
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
        parts = [_encoded(column) for column in columns]
    except UnicodeEncodeError:
        return [row_hash(_cells(columns, at)) for at in range(count)]
    rows: Iterable[Iterable[bytes]] = zip(*parts, strict=True)
    if any(has_blanks(column.stored) for column in columns):
        rows = map(filter, repeat(None), rows)
    return [_digest(b"[%b]" % cells) for cells in map(b",".join, rows)]


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=_HASH_LENGTH).digest()


def _encoded(column: SeenColumn) -> list[bytes]:
    """Each cell as it stands in a row's JSON: name, stored value, shown text; b"" if blank."""
    # All in one call, and one list: a tuple a cell would cost as much as the JSON itself. Before
    # each name stands the end of a line, which JSON writes as an escape wherever it is in a text.
    start = msgspec.Raw(_LINE_END + _encoder.encode(column.name))
    parts: list[object] = [start] * (len(column.stored) * _PARTS)
    parts[1::_PARTS], parts[2::_PARTS] = column.stored, column.shown
    cells = _encoder.encode(parts)[len(b"[\n") : -len(b"]")].split(b",\n")
    if not has_blanks(column.stored):
        return cells
    return [
        b"" if is_blank(value) else cell for value, cell in zip(column.stored, cells, strict=True)
    ]


def _cells(columns: Sequence[SeenColumn], at: int) -> list[object]:
    found: list[object] = []
    for column in columns:
        if not is_blank(column.stored[at]):
            found += (column.name, column.stored[at], column.shown[at])
    return found
