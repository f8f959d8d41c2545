"""The formulas behind the cells: kept with the version of a row that stands, for `restore`.

A formula is kept as it reads in any row (`tables.own_row_formulas`): a sort changes nothing.
It is no part of what makes a version: Google moves references by itself when rows and columns move.
What a version has is the formula that stood there last while its values were these.

Source: road-out.md 1.1 (`formulas`), 1.7.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from sheetsync.mirror.history import History
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.values import json_text, json_value
from sheetsync.tables.own_row_formulas import anywhere


def formulas_of(version: Mapping[str, object] | sa.RowMapping) -> dict[str, str]:
    """The formulas of a version, by column; {} where none were kept."""
    text = version["_formulas"]
    return dict(json_value(str(text) if text else None))


def keep_formulas(
    history: History,
    rows: TabRows,
    keys: Sequence[str],
    texts: Sequence[Sequence[object]],
) -> None:
    """Have the versions that stand hold the formulas that stand.

    Args:
        history: of the tab.
        rows: as they were seen.
        keys: of these rows.
        texts: the tab's cells, as columns: of a formula its text, else the stored value.
    """
    table = history.table
    found = dict(zip(keys, _texts(rows, texts), strict=True))
    stands = history.formulas()
    changed = [
        {"at": number, "text": found[key]}
        for key, (number, text) in stands.items()
        if key in found and found[key] != text
    ]
    if changed:
        update = sa.update(table).where(table.c["_id"] == sa.bindparam("at"))
        history.execute(update.values(_formulas=sa.bindparam("text")), changed)


def _texts(rows: TabRows, texts: Sequence[Sequence[object]]) -> list[str | None]:
    """What each row's version is to hold."""
    by_row: list[dict[str, str]] = [{} for _ in rows.numbers]
    for column in rows.columns:
        told = texts[column.position - 1] if column.position <= len(texts) else ()
        for at, number in enumerate(rows.numbers):
            text = told[number - 1] if number <= len(told) else ""
            if isinstance(text, str) and text.startswith("=") and text != column.stored[at]:
                by_row[at][column.name] = anywhere(text, number)
    return [json_text(named) if named else None for named in by_row]
