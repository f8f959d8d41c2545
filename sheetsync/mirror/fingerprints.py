"""The fingerprint of a row: by it a row is known to be as it was."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from sheetsync.mirror.seen_columns import SeenColumn, has_blanks
from sheetsync.mirror.values import CellPair, json_text
from sheetsync.tables.columns.cells import is_blank

_HASH_LENGTH = 16
#: Of a cell: its column's name, the stored value, the shown text.
_PARTS = 3
#: So many rows are encoded in one call: more of them would leave the processor's caches.
_ROWS_AT_ONCE = 256
#: Signs that JSON writes as escapes wherever they are in a text: between rows, and in the place of
#: a blank cell.
_ROW_END = msgspec.Raw(b"\n")
_BLANK = (msgspec.Raw(b"\r"), None, None)
_BLANK_TEXT = b"\r,null,null,"
#: What the fingerprints of all rows begin with.
_OPENED = hashlib.blake2b(b"[", digest_size=_HASH_LENGTH)
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
    return hashlib.blake2b(text, digest_size=_HASH_LENGTH).digest()


def hash_of(cells: Mapping[str, CellPair]) -> bytes:
    """The fingerprint of a row given as cells by name."""
    return row_hash(chain.from_iterable((name, *cells[name]) for name in sorted(cells)))


def row_hashes(columns: Sequence[SeenColumn], count: int) -> list[bytes]:
    """The fingerprints of all rows, as `row_hash` has them: encoded many at once, far faster.

    Args:
        columns: by name.
        count: of rows.
    """
    if not columns or not count:
        return [row_hash(())] * count
    found: list[bytes] = []
    for start in range(0, count, _ROWS_AT_ONCE):
        places = range(start, min(start + _ROWS_AT_ONCE, count))
        try:
            rows = _encoded(columns, places)
        except UnicodeEncodeError:
            rows = None
        if rows is None:
            found += [row_hash(_cells(columns, at)) for at in places]
            continue
        for row in rows:
            digest = _OPENED.copy()
            digest.update(row)
            digest.update(b"]")
            found.append(digest.digest())
    return found


def _encoded(columns: Sequence[SeenColumn], places: range) -> list[bytes] | None:
    """The JSON of some rows without its brackets; None where one of them holds nothing.

    It is made of one list of all parts of all their cells, in one call: a list a row, or a text a
    cell, would cost more than the JSON itself.
    """
    row: list[object] = [_ROW_END]
    for column in columns:
        row += (column.name, None, None)
    width, has_blank = len(row), False
    parts = [*row * len(places), _ROW_END]
    for first, column in zip(range(1, width, _PARTS), columns, strict=True):
        stored = column.stored[places.start : places.stop]
        parts[first + 1 : -1 : width] = stored
        parts[first + 2 : -1 : width] = column.shown[places.start : places.stop]
        if has_blanks(stored):
            has_blank = True
            blank = (at for at, value in enumerate(stored) if value is None or value == "")
            for cell in (first + at * width for at in blank):
                parts[cell : cell + _PARTS] = _BLANK
    text = _encoder.encode(parts)
    if has_blank:
        text = text.replace(_BLANK_TEXT, b"")
        if b"\n,\n" in text:
            return None
    return text[len(b"[\n,") : -len(b",\n]")].split(b",\n,")


def _cells(columns: Sequence[SeenColumn], at: int) -> list[object]:
    found: list[object] = []
    for column in columns:
        if not is_blank(column.stored[at]):
            found += (column.name, column.stored[at], column.shown[at])
    return found
