"""What a tab means: typed frames and findings from grids of cells. Pure.

Names are loaded when asked for (PEP 562), so that who needs a word of the schema does not load
pandas; their types stand in ``__init__.pyi``.
"""

from importlib import import_module

_HOMES = {
    "Cell": "cells",
    "Column": "schema",
    "Finding": "schema",
    "Grid": "cells",
    "CellResult": "kinds.cell_input",
    "Table": "table",
    "TableSchema": "schema",
    "Tables": "table",
    "read_cell": "cell_reading",
    "read_table": "reading.one_table",
    "read_tables": "reading.people_tabs",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sheetsync.tables.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sheetsync.tables' has no attribute {name!r}")
