"""An Excel file: its sheets as cells with values, what they show where that matters, formats.

Read by our own few pages and not by openpyxl: every damaged file must be told by its own cure, the
bounds must hold before memory is used, and openpyxl reads a file twice to know its formulas.
"""

from collections.abc import Iterator
from pathlib import Path

from sheetsync.files.archive import Archive, opened
from sheetsync.files.book import read_book
from sheetsync.files.markup import read_part
from sheetsync.files.sheet import Budget, SheetReader
from sheetsync.files.source import SourceTab


def read_excel(path: Path) -> list[SourceTab]:
    """The sheets of an .xlsx file. Of formulas the value that the file keeps.

    Raises:
        SourceFileError: it cannot be read, or is larger than the bounds allow.
    """
    with opened(path) as archive:
        return list(_tabs(archive))


def _tabs(archive: Archive) -> Iterator[SourceTab]:
    book = read_book(archive)
    budget = Budget(archive.file)
    for sheet in book.sheets:
        reader = SheetReader(sheet.name, book, budget)
        read_part(archive, sheet.part, reader)
        yield reader.tab()
