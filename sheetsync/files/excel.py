"""An Excel file: its sheets as cells with values, what they show where that matters, formats.

Read by our own few pages and not by openpyxl: every damaged file must be told by its own cure, the
bounds must hold before memory is used, and openpyxl reads a file twice to know its formulas.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sheetsync.files.archive import Archive, opened
from sheetsync.files.book import Book, Linked, links_of, read_book
from sheetsync.files.looks import FillsReader, LooksReader, NotesReader
from sheetsync.files.markup import read_part
from sheetsync.files.sheet import Budget, SheetReader
from sheetsync.files.source import SourceTab
from sheetsync.tables.adoption.source import Place


def read_excel(path: Path) -> list[SourceTab]:
    """The sheets of an .xlsx file. Of formulas the value that the file keeps.

    Raises:
        SourceFileError: it cannot be read, or is larger than the bounds allow.
    """
    with opened(path) as archive:
        return list(_tabs(archive))


def _tabs(archive: Archive) -> Iterator[SourceTab]:
    book = read_book(archive)
    budget, fills = Budget(archive.file), _fills(archive, book)
    for sheet in book.sheets:
        links = links_of(archive, sheet.part)
        targets = {link_id: link.address for link_id, link in links.items() if link.address}
        reader = SheetReader(sheet.name, book, budget, LooksReader(fills, targets))
        read_part(archive, sheet.part, reader)
        yield reader.tab(_notes(archive, links.values()))


def _fills(archive: Archive, book: Book) -> tuple[str, ...]:
    reader = FillsReader()
    if book.styles:
        read_part(archive, book.styles, reader)
    return reader.colours


def _notes(archive: Archive, links: Iterable[Linked]) -> dict[Place, str]:
    """The notes of a sheet by cell."""
    reader = NotesReader()
    for link in links:
        if link.kind == "comments" and link.part in archive:
            read_part(archive, link.part, reader)
    return reader.found
