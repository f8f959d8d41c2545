"""The tabs of an .xlsx file with their merges, as the matcher wants them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sheetsync.dates import serial_of
from sheetsync.files.excel import read_excel
from sheetsync.tables.cells import Grid

WORKBOOKS = Path(__file__).parent / "workbooks"
NAMES = ("by_month", "by_partner", "dealers_en", "own_names", "two_storeys")


def grids_of(file: Path) -> dict[str, Grid]:
    return {tab.name: tab.grid for tab in read_excel(file)}


def grid(*rows: Sequence[object], merges: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    """A tab of texts, numbers and days as a program hands it over."""
    stored = [[serial_of(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]
    shown = [
        ["" if cell is None or isinstance(cell, date) else str(cell) for cell in row]
        for row in rows
    ]
    formats = [["DATE" if isinstance(cell, date) else None for cell in row] for row in rows]
    return Grid(stored, shown, merges=merges, number_formats=formats)
