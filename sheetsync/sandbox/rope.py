"""The cells of one sheet as a rope of row blocks: a change touches one block, not the sheet."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import msgspec

from sheetsync.sandbox.rows import Row

#: A block is cut in two when it holds more than twice this many rows.
ROWS_A_BLOCK = 64
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Row | None])


class Block:
    """A run of rows that is stored as one record, or a run of blank rows that is not stored.

    Attributes:
        key: the record's number in the file; 0 while there is none.
        count: how many sheet rows the run spans.
        formulas: how many of its cells hold formulas.
        rows: the decoded rows, None until they are needed; a None in it is a blank row.
        rendered: answers kept by the reader of values, dropped on change.
        refers: what its formulas name, as `outdated` keeps it, dropped on change.
    """

    __slots__ = ("count", "formulas", "key", "masks", "refers", "rendered", "rows")

    def __init__(self, key: int, count: int, formulas: int = 0) -> None:
        self.key = key
        self.count = count
        self.formulas = formulas
        self.rows: list[Row | None] | None = None
        self.rendered: dict[Any, list[list[Any]]] = {}
        self.masks: list[int] | None = None
        self.refers: frozenset[str] | None = None

    def gap(self) -> bool:
        """Whether all rows are blank and nothing is stored."""
        return self.key == 0 and self.rows is None

    def encoded(self) -> bytes:
        """The rows as they are stored; counts the formulas on the way."""
        rows = [None if row is None or row.blank() else row for row in self.rows or ()]
        self.formulas = sum(
            1 for row in rows if row for extra in row.extras.values() if "formula" in extra
        )
        return _ENCODER.encode(rows)

    def decode(self, record: bytes) -> None:
        """Fill the rows from a record."""
        self.rows = _DECODER.decode(record)


class Rows:
    """All rows of a sheet. Rows beyond the last block are blank."""

    def __init__(self, blocks: list[Block], fetch: Callable[[Block], None]) -> None:
        self.blocks = blocks
        self._fetch = fetch
        self._starts: list[int] | None = None
        #: Blocks whose records must be written, and keys of records that must go.
        self.changed: dict[int, Block] = {}
        self.dropped: list[int] = []
        #: The list of blocks, not only the content of one, differs from what is stored.
        self.rearranged = False

    def row(self, index: int) -> Row | None:
        """A row to read; None when it is blank."""
        found = self._locate(index)
        if found is None or found[0].gap():
            return None
        return self.rows_of(found[0])[found[1]]

    def edit(self, index: int) -> Row:
        """A row to change; its block will be written."""
        found = self._locate(index)
        if found is None:
            self._extend(index + 1)
            found = self._locate(index)
        assert found is not None  # noqa: S101  (the rope now reaches that far)
        block, offset = found
        if block.gap():
            block, offset = self._settle(block, offset)
        rows = self.rows_of(block)
        self._touch(block)
        row = rows[offset]
        if row is None:
            row = rows[offset] = Row()
        return row

    def edit_all(self, top: int, bottom: int) -> Iterator[tuple[int, Row]]:
        """The rows from `top` before `bottom` to change, with their numbers."""
        index = top
        while index < bottom:
            self.edit(index)
            number, offset = self._number_of(index)
            block = self.blocks[number]
            rows = self.rows_of(block)
            for place in range(offset, min(offset + bottom - index, block.count)):
                row = rows[place]
                if row is None:
                    row = rows[place] = Row()
                yield index, row
                index += 1

    def edit_used(self, top: int, bottom: int) -> Iterator[tuple[int, Row]]:
        """Those of them to change that hold anything: what is taken away leaves blank rows so."""
        for index, _row in list(self.used(top, bottom)):
            yield index, self.edit(index)

    def used(self, top: int, bottom: int) -> Iterator[tuple[int, Row]]:
        """The rows from `top` before `bottom` that hold anything, with their numbers."""
        for start, block in self.stretch(top, bottom):
            rows = self.rows_of(block)
            for offset in range(max(top - start, 0), min(bottom - start, block.count)):
                row = rows[offset]
                if row is not None:
                    yield start + offset, row

    def stretch(self, top: int, bottom: int) -> Iterator[tuple[int, Block]]:
        """The stored blocks that meet some rows, each with the number of its first row."""
        starts = self._all_starts()
        first = max(bisect_right(starts, top) - 1, 0)
        for number in range(first, len(self.blocks)):
            if starts[number] >= bottom:
                return
            block = self.blocks[number]
            if not block.gap():
                yield starts[number], block

    def length(self) -> int:
        """How many rows the blocks span; all below are blank."""
        return sum(block.count for block in self.blocks)

    def insert(self, at: int, count: int) -> None:
        """Open a gap of blank rows."""
        if at >= self.length():
            return
        number, offset = self._number_of(at)
        block = self.blocks[number]
        if block.gap():
            block.count += count
        elif block.count + count <= 2 * ROWS_A_BLOCK:
            self.rows_of(block)[offset:offset] = [None] * count
            block.count += count
            self._touch(block)
        else:
            number = self._cut_at(at)
            self.blocks.insert(number, Block(0, count))
        self._rearrange()

    def delete(self, at: int, count: int) -> None:
        """Drop rows; what is below moves up."""
        end = min(at + count, self.length())
        if at >= end:
            return
        first = self._cut_at(at)
        last = self._cut_at(end)
        for block in self.blocks[first:last]:
            self.changed.pop(id(block), None)
            if block.key:
                self.dropped.append(block.key)
        del self.blocks[first:last]
        self._rearrange()

    def take(self, at: int, count: int) -> list[Row | None]:
        """The rows themselves (not copies) of a run; blank rows are None."""
        taken: list[Row | None] = [None] * count
        for index, row in self.used(at, at + count):
            taken[index - at] = row
        return taken

    def put(self, at: int, rows: Iterable[Row | None]) -> None:
        """Replace a run of rows."""
        for index, row in enumerate(rows, at):
            if row is not None and not row.blank():
                self.edit(index)
                block, offset = self._locate(index) or (Block(0, 0), 0)
                self.rows_of(block)[offset] = row
            elif self.row(index) is not None:
                self.wipe(index)

    def wipe(self, index: int) -> None:
        """Make one row blank."""
        found = self._locate(index)
        if found is not None and not found[0].gap():
            self.rows_of(found[0])[found[1]] = None
            self._touch(found[0])

    def rows_of(self, block: Block) -> list[Row | None]:
        """A stored block's rows, decoded when they are not yet."""
        if block.rows is None:
            self._fetch(block)
        assert block.rows is not None  # noqa: S101  (fetch fills the rows or raises)
        return block.rows

    @contextmanager
    def looked_at(self, block: Block, *, keep: bool) -> Iterator[list[Row | None]]:
        """The rows to look at once; what was decoded only for that is let go, unless to be kept."""
        was_decoded = block.rows is not None
        yield self.rows_of(block)
        if not (was_decoded or keep):
            block.rows = None

    def masks_of(self, block: Block) -> list[int]:
        """For each row of a block the columns that hold values, as bits."""
        if block.masks is None:
            block.masks = [row.mask() if row else 0 for row in self.rows_of(block)]
        return block.masks

    def _touch(self, block: Block) -> None:
        self.changed[id(block)] = block
        block.masks = block.refers = None
        if block.rendered:
            block.rendered = {}

    def _all_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *accumulate(block.count for block in self.blocks)]
        return self._starts

    def _number_of(self, index: int) -> tuple[int, int]:
        starts = self._all_starts()
        number = bisect_right(starts, index) - 1
        return number, index - starts[number]

    def _locate(self, index: int) -> tuple[Block, int] | None:
        number, offset = self._number_of(index)
        return (self.blocks[number], offset) if number < len(self.blocks) else None

    def _rearrange(self) -> None:
        self._starts = None
        self.rearranged = True

    def _extend(self, length: int) -> None:
        missing = length - self.length()
        if self.blocks and self.blocks[-1].gap():
            self.blocks[-1].count += missing
        else:
            self.blocks.append(Block(0, missing))
        self._rearrange()

    def _settle(self, block: Block, offset: int) -> tuple[Block, int]:
        """Make a stored block of up to ROWS_A_BLOCK rows out of a gap, around one of its rows."""
        number = self.blocks.index(block)
        start = offset - offset % ROWS_A_BLOCK
        last = number + 1 == len(self.blocks)
        # A gap at the very end may grow past its rows: the next append then finds room.
        size = ROWS_A_BLOCK if last else min(ROWS_A_BLOCK, block.count - start)
        settled = Block(0, size)
        settled.rows = [None] * size
        rest = block.count - start - size
        parts = [Block(0, start), settled, Block(0, rest)]
        self.blocks[number : number + 1] = [part for part in parts if part.count > 0]
        self._rearrange()
        return settled, offset - start

    def _cut_at(self, index: int) -> int:
        """Make a block begin at a row; returns that block's number."""
        number, offset = self._number_of(index)
        if offset == 0:
            return number
        block = self.blocks[number]
        tail = Block(0, block.count - offset)
        if not block.gap():
            rows = self.rows_of(block)
            tail.rows = rows[offset:]
            del rows[offset:]
            self._touch(block)
            self._touch(tail)
        block.count = offset
        self.blocks.insert(number + 1, tail)
        self._rearrange()
        return number + 1
