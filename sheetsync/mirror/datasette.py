"""What Datasette shows beside the mirror's tables: titles, headers, units and labels.

Source: road-out.md 8; https://docs.datasette.io/en/stable/metadata.html
"""

from typing import Any

import sqlalchemy as sa

from sheetsync.mirror.layout import WHOLE_ROW
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.values import json_value

#: What `mirror export --iceberg` keeps in the same file.
_CATALOGUE_OF_ICEBERG = ("iceberg_tables", "iceberg_namespace_properties")
#: Columns of every tab, and what they hold.
_OURS = {
    "_key": "Key of the row / код строки",
    "_since": "Stands so since, UTC / стоит с этого момента",
    "_extra": "Columns of your own, by header / свои столбцы",
}
_CHANGE = {
    "key": "Key of the row / код строки",
    "column": f"Code of the column; {WHOLE_ROW}: the whole row / столбец; {WHOLE_ROW} — вся строка",
    "was": "Before / было",
    "now": "After / стало",
    "at": "Seen at, UTC / когда увидели",
    "not_before": "Not before, UTC / не раньше",
    "by": "Who wrote it / кто записал",
    "sync": "Number of the sight / номер просмотра",
}


def datasette_metadata(mirror: Mirror, database: str) -> dict[str, Any]:
    """The document for ``datasette … --metadata``.

    Args:
        mirror: in an SQLite file.
        database: its name in Datasette: the file's, without its ending.

    Raises:
        DatabaseError: it cannot be read, or holds nothing.
    """
    with mirror.reading() as held, mirror.database.reading() as connection:
        columns: dict[str, dict[str, str]] = {}
        table = mirror.layout.column
        for row in connection.execute(sa.select(table).order_by(table.c["place"])).mappings():
            columns.setdefault(row["tab"], {}).update(_column(row))
        ours = (*(one.name for one in mirror.layout.fixed), *_CATALOGUE_OF_ICEBERG)
        tables: dict[str, Any] = {name: {"hidden": True} for name in ours}
        for code in held.tabs:
            title = str(held.states[code]["title"])
            tables[code] = {"title": title, "columns": {**_OURS, **columns.get(code, {})}}
            tables[f"{code}__changes"] = {"title": f"{title}: changes", "columns": _CHANGE}
            tables[f"{code}__hist"] = {"title": f"{title}: versions", "hidden": True}
        title = str(held.workbook["title"])
    about = "Every change of every tab, kept by sheetsync; times are UTC"
    return {
        "title": title,
        "databases": {database: {"title": title, "description": about, "tables": tables}},
    }


def _column(row: sa.RowMapping) -> dict[str, str]:
    """A column's description, and that of what money is shown in."""
    name, header = str(row["code"]), " / ".join(dict.fromkeys((row["header_en"], row["header_ru"])))
    labels = json_value(row["labels"]) if row["labels"] else {}
    told = "; ".join(f"{code}: {label}" for code, label in labels.items() if label != code)
    about = f"{header} ({told})" if told else header
    if row["kind"] == "money":
        return {f"{name}_minor": f"{about}, {row['unit']}", name: about}
    return {name: f"{about}, {row['unit']}" if row["unit"] else about}
