"""The old address of `read_cell`, kept for those who import it from here."""

from sheetsync.tables.reading.one_cell import read_cell

__all__ = ["read_cell"]
