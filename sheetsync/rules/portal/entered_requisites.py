"""What Legal entities says, as wishes for other requisites are told by it."""

from collections.abc import Mapping

from sheetsync.rules.monthly.plain_values import text
from sheetsync.rules.portal.requisites import EntityRow
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.table import Tables
from sheetsync.tables.wanted_requisites import FIELDS


def entity_rows(tables: Tables) -> Mapping[str, EntityRow]:
    """The rows of Legal entities by code; of a code that stands twice the first, as everywhere."""
    rows = tables.frame(ENTITIES.code)
    rows = rows[rows["entity_id"].notna()].drop_duplicates("entity_id")
    return {
        str(row["entity_id"]): EntityRow(
            int(number),
            {name: value for name in FIELDS if (value := text(row[name]))},
            text(row["kind"]),
        )
        for number, row in zip(rows.index, rows.to_dict("records"), strict=True)
    }
