"""Tabs as grids out of the mirror: from there on, everything is read as if it were the sheet."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.values import CellPair, json_value
from sheetsync.mirror.versions import TabVersions
from sheetsync.tables.cells import Grid
from sheetsync.tables.tab_source import TabGrid

Head = Mapping[str, Any]


def tab_grid(versions: TabVersions, state: sa.RowMapping, at: datetime | None) -> TabGrid:
    """A tab as it stood.

    Args:
        versions: of the tab.
        state: its row of ``ss_tab``.
        at: the instant; None: now. Of the past, rows stand in the order in which they were first
            seen; of now, in their very places.
    """
    kept = versions.kept
    head = json_value(state["header"])
    rows = {row["_key"]: versions.cells(row) for row in versions.as_of(at)}
    header_row = int(head.get("row") or 1)
    places = _places(state, at, list(rows), header_row)
    headers = _headers(kept, head, rows)
    height = max([header_row, *places.values()])
    stored: list[list[object]] = [[""] * height for _ in headers]
    shown: list[list[object]] = [[""] * height for _ in headers]
    for column, (name, header) in enumerate(headers):
        stored[column][header_row - 1] = shown[column][header_row - 1] = header
        for key, number in places.items():
            cell = rows[key].get(name) if name else None
            if cell is not None:
                stored[column][number - 1] = cell[0]
                shown[column][number - 1] = cell[0] if cell[1] is None else cell[1]
    merges = tuple(tuple(merge) for merge in head.get("merges", ())) if at is None else ()
    return TabGrid(state["title"], Grid(stored, shown, merges, columns_major=True))


def _places(
    state: sa.RowMapping, at: datetime | None, keys: list[str], header_row: int
) -> dict[str, int]:
    """The sheet row of each key."""
    there = set(keys)
    places: dict[str, int] = {}
    if at is None and state["row_order"]:
        order = msgspec.json.decode(zlib.decompress(state["row_order"]))
        places = {key: int(number) for key, number in order if key in there}
    below = max([header_row, *places.values()])
    # Rows whose end waits are not in the sheet any more; they stand below all others.
    rest = [key for key in keys if key not in places]
    return places | {key: below + at for at, key in enumerate(rest, start=1)}


def _headers(
    kept: KeptTab, head: Head, rows: Mapping[str, Mapping[str, CellPair]]
) -> list[tuple[str, str]]:
    """Names and headers in the order of the sheet; those that lost theirs behind."""
    by_header = dict(head.get("names", {}))
    texts = [str(text) for text in head.get("cells", ())]
    found = [(str(by_header.get(str(at), "")), text) for at, text in enumerate(texts)]
    held = {name for cells in rows.values() for name in cells}
    named = {name for name, _ in found}
    lost = [(column.name, column.name) for column in kept.columns if column.name in held - named]
    own = sorted((name, name.removeprefix(OWN)) for name in held - named if name.startswith(OWN))
    return [*found, *lost, *own]
