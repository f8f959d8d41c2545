"""What a column's header may be."""

from sheetsync.tables.cleaning import header_key
from sheetsync.tables.schema import Column


def spellings(column: Column) -> frozenset[str]:
    """What a column's header may be, as headers are compared."""
    return frozenset(header_key(name) for name in column.names)
