"""Excel files: a workbook written as one, and one read into a workbook.

What travels: values, formulas, number formats, fills, bold, italic and coloured text,
alignment and wrapping, notes, merges, frozen rows and columns, widths, heights, hidden rows,
columns and sheets, tab colours, dropdown lists. Conditional formats, charts and protection
do not.

Names are loaded when asked for: openpyxl takes longer than all the rest of the sandbox.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.sandbox.xlsx.from_excel import read as read
    from sheetsync.sandbox.xlsx.to_excel import written as written

_HOMES = {"read": "from_excel", "written": "to_excel"}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sheetsync.sandbox.xlsx.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sheetsync.sandbox.xlsx' has no attribute {name!r}")
