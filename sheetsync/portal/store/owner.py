"""Whose store it is, asked before it is opened: by processes that know no spreadsheet."""

import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.portal.store.layout import layout_in
from sheetsync.portal.store.meta import meta_value
from sheetsync.sql import DatabaseAddress, open_database

_WORKBOOK = "spreadsheet_id"


def owner_of(address: DatabaseAddress) -> str:
    """The workbook whose store this is; "" as long as nobody has made it.

    Raises:
        MissingExtraError: PostgreSQL's driver is not installed.
    """
    try:
        with open_database(address, read_only=True) as database, database.reading() as connection:
            layout = layout_in(database.schema)
            if layout.meta.name not in sa.inspect(connection).get_table_names(layout.schema):
                return ""
            return meta_value(connection, layout, _WORKBOOK)
    except DatabaseError:
        return ""
