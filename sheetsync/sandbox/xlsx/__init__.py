"""Excel files: a workbook written as one, and one read into a workbook.

What travels: values, formulas, number formats, fills, bold, italic and coloured text,
alignment and wrapping, notes, merges, frozen rows and columns, widths, heights, hidden rows,
columns and sheets, tab colours, dropdown lists. Conditional formats, charts and protection
do not.
"""

from sheetsync.sandbox.xlsx.from_excel import read
from sheetsync.sandbox.xlsx.to_excel import written

__all__ = ["read", "written"]
