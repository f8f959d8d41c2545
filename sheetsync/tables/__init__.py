"""What a tab means: typed frames and findings from grids of cells. Pure."""

from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.kinds.given import Read
from sheetsync.tables.schema import Column, Finding, TableSchema

__all__ = ["Cell", "Column", "Finding", "Grid", "Read", "TableSchema", "read_cell"]
