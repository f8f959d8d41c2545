"""What is kept of rows that were seen: typed values, odd cells as they stand, people's own ones."""

from collections.abc import Sequence

import pandas as pd

from sheetsync.mirror.column_values import database_values
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen_columns import OWN, SeenColumn, has_blanks, picked
from sheetsync.mirror.values import Writing, json_text
from sheetsync.tables.cleaning import cleaned_code
from sheetsync.tables.columns.cells import is_blank
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column

#: By place: cells that are not what we would write, by column.
Raws = dict[int, dict[str, object]]


def kept_values(rows: TabRows, places: Sequence[int], writing: Writing) -> dict[str, list[object]]:
    """What the columns of the database hold of some rows, by their names in it.

    Args:
        rows: as they were seen.
        places: which of them.
        writing: how cells are written that are not kept apart.
    """
    raws: Raws = {}
    frame = rows.typed_rows(places)
    found = {
        frame_name(column): _column((rows, frame), column, places, (writing, raws))
        for column in rows.kept.columns
    }
    found["_raw"] = [json_text(raws[at]) if at in raws else None for at in range(len(places))]
    found["_extra"] = _extras(rows, places)
    return found


def _column(
    told: tuple[TabRows, pd.DataFrame | None],
    column: Column,
    places: Sequence[int],
    into: tuple[Writing, Raws],
) -> list[object]:
    """The typed values of a column; what is no canonical cell goes into the rows' ``_raw``."""
    rows, frame = told
    seen = rows.seen(column.name)
    if seen is None or frame is None:
        return [None] * len(places)
    cells = SeenColumn(column.name, picked(seen.stored, places), picked(seen.shown, places))
    typed = database_values(column, frame[frame_name(column)])
    kept = _without_blanks(column, cells.stored, typed)
    writing, raws = into
    for at in _written_otherwise(rows, column, cells, (writing, kept)):
        code = rows.refused.get((column.name, rows.numbers[places[at]]), "")
        raws.setdefault(at, {})[column.name] = [cells.stored[at], cells.shown[at], code]
    return kept


def _without_blanks(column: Column, stored: Sequence[object], values: list[object]) -> list[object]:
    """Typed values before defaults: a cell that holds nothing has none."""
    nothing: set[object] = set()
    if has_blanks(stored):
        nothing = {None, ""}
    if column.default:
        nothing |= {value for value in set(stored) if _is_empty_text(value)}
    if not nothing:
        return values
    return [None if cell in nothing else value for cell, value in zip(stored, values, strict=True)]


def _written_otherwise(
    rows: TabRows, column: Column, cells: SeenColumn, told: tuple[Writing, Sequence[object]]
) -> list[int]:
    """Which cells are not blank and not what we would write for their values.

    A whole number and a truth are not taken for each other.
    """
    writing, kept = told
    stored, shown = list(cells.stored), list(cells.shown)
    usual_stored, usual_shown = writing.columns(rows.kept.code, column, kept)
    if not rows.kept.is_people:
        usual_shown = shown
    is_same = stored == usual_stored and shown == usual_shown
    if is_same and set(map(type, usual_stored)) == {str}:
        # Only numbers and truths equal each other.
        return []
    classes, usual_classes = list(map(type, stored)), list(map(type, usual_stored))
    if is_same and classes == usual_classes:
        return []
    seen = zip(stored, shown, classes, strict=True)
    usual = zip(usual_stored, usual_shown, usual_classes, strict=True)
    return [
        at
        for at, (one, other) in enumerate(zip(seen, usual, strict=True))
        if one != other and not is_blank(one[0])
    ]


def _extras(rows: TabRows, places: Sequence[int]) -> list[object]:
    """People's own cells of each row, as JSON."""
    own = [column for column in rows.columns if column.name.startswith(OWN)]
    if not own:
        return [None] * len(places)
    return [_extra(own, at) for at in places]


def _extra(own: Sequence[SeenColumn], at: int) -> str | None:
    extra: dict[str, object] = {}
    for column in own:
        stored = column.stored[at]
        if not is_blank(stored):
            shown = column.shown[at]
            alike = stored.__class__ is str and stored == shown
            extra[column.name.removeprefix(OWN)] = stored if alike else [stored, shown]
    return json_text(extra) if extra else None


def _is_empty_text(stored: object) -> bool:
    return isinstance(stored, str) and not cleaned_code(stored).text
