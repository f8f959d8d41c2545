"""Where the rows and columns that the mirror keeps stand in a tab's cells."""

from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen_columns import OWN
from sheetsync.tables.cleaning import cleaned


def row_keys(rows: TabRows) -> dict[int, str]:
    """The key of each data row by its number in the sheet; "" of a row without a whole one."""
    everything = range(len(rows.numbers))
    if not rows.kept.key:
        return dict.fromkeys(rows.numbers, "")
    keys = rows.keys(everything, rows.hashes())
    return {
        number: "" if at in keys.missing else key
        for at, (number, key) in enumerate(zip(rows.numbers, keys.texts, strict=True))
    }


def column_places(rows: TabRows) -> dict[str, int]:
    """The 1-based place of each column that has a header, by the name it is kept under."""
    ours = {column.name: column.position for column in rows.columns if _is_ours(column.name)}
    taken = set(ours.values())
    found: dict[str, int] = {}
    headers = rows.head.get("cells", ())
    for position, text in enumerate(headers if isinstance(headers, list) else (), start=1):
        name = OWN + cleaned(str(text)).text
        if position in taken or name == OWN:
            continue
        while name in found:
            name += "'"
        found[name] = position
    return ours | found


def is_covered(rows: TabRows, row: int, column: int) -> bool:
    """Whether a cell lies in a merge and is not the one that shows its value."""
    merges = rows.head.get("merges", ())
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in (merges if isinstance(merges, list) else ())
    )


def _is_ours(name: str) -> bool:
    return not name.startswith(OWN)
