"""New keys for rows that are known already, when the rule that makes keys changed.

The rows stay what they are: no version is written, so nothing looks changed.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from sheetsync.mirror.history import History, cells_of
from sheetsync.mirror.keys import row_key, slots
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.values import Writing
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column


def rekey(history: History, writing: Writing) -> None:
    """Give every version of a tab the key that its cells make now."""
    everything = history.everything()
    bases = [_base(history, row, writing) for row in everything]
    is_open = [row["_valid_to"] is None for row in everything]
    stand = [base for base, one in zip(bases, is_open, strict=True) if one]
    given = iter(slots(stand, (), ()))
    keys = [next(given) if one else base for base, one in zip(bases, is_open, strict=True)]
    news = [
        {"one": row["_id"], "new": key, "mark": f"\x1e{row['_id']}"}
        for row, key in zip(everything, keys, strict=True)
        if row["_key"] != key
    ]
    if news:
        table = history.table
        one = table.c["_id"] == sa.bindparam("one")
        # First out of each other's way: two open rows never share a key, not even for a moment.
        history.execute(sa.update(table).where(one).values(_key=sa.bindparam("mark")), news)
        history.execute(sa.update(table).where(one).values(_key=sa.bindparam("new")), news)


def _base(history: History, row: sa.RowMapping, writing: Writing) -> str:
    kept = history.kept
    if kept.own is not None:
        cells = cells_of(kept, row, writing)
        found: Sequence[object] = [cells.get(OWN + name) for name in kept.key]
        parts: list[object] = [
            None if cell is None else str(cell[1] or cell[0])  # type: ignore[index]  # a pair
            for cell in found
        ]
    else:
        by_name = {column.name: column for column in kept.columns}
        parts = [_part(row[frame_name(by_name[name])], by_name[name]) for name in kept.key]
    return row_key(kept.code, kept.key, parts, bytes(row["_hash"])).text


def _part(value: object, column: Column) -> object:
    """A key's part with what a blank cell means."""
    is_plain = column.default and not column.default.startswith("settings.")
    return column.default if value is None and is_plain else value
