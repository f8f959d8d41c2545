"""A folder of .csv files: which encoding and which delimiter each has, and its cells as texts."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sheetsync.errors import SourceFileError
from sheetsync.files.source import LONGEST_TEXT, SourceTab, used_height
from sheetsync.tables.cells import Grid, a1

Rows = list[list[str]]
#: In this order when nothing else tells: Russian Excel, its "text" files, the rest of the world.
_DELIMITERS = (";", "\t", ",")
#: A line that some programs put in front to say which delimiter follows.
_DELIMITER_LINE = "sep="


def read_csv_folder(folder: Path) -> list[SourceTab]:
    """One tab for each .csv file of a folder, by name.

    Raises:
        SourceFileError: there is none, or one cannot be read.
    """
    files = sorted(
        file
        for file in folder.iterdir()
        if file.suffix.casefold() == ".csv" and not file.name.startswith(".")
    )
    if not files:
        raise SourceFileError(
            f"{folder}: holds no .csv file", cure="save each tab as a .csv file named like the tab"
        )
    return [read_csv(file) for file in files]


def read_csv(file: Path) -> SourceTab:
    """A .csv file as a tab of texts.

    Raises:
        SourceFileError: it cannot be read, or a cell is longer than a spreadsheet's may be.
    """
    try:
        text = _decoded(file.read_bytes())
        rows = parsed_csv(text)
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise SourceFileError(
            f"{file.name}: cannot be read ({error})", cure="save it again as CSV in UTF-8"
        ) from None
    rows = rows[: used_height(rows)]
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row, start=1):
            if len(cell) > LONGEST_TEXT:
                raise SourceFileError(
                    f"{file.name}: the cell {a1(number, position)} holds {len(cell)} characters; "
                    f"a spreadsheet takes {LONGEST_TEXT}",
                    cure="shorten it, or part it",
                )
    return SourceTab(file.stem, Grid(stored=rows, shown=rows))


def parsed_csv(text: str) -> Rows:
    """The rows of a CSV text, its delimiter found by trying.

    The right one parts every row into the same number of cells, and into more than one; where none
    does, because short rows were cut off at their end, the one that parts most.
    """
    told, _, rest = text.partition("\n")
    if told.casefold().startswith(_DELIMITER_LINE):
        return _split(rest, told[len(_DELIMITER_LINE) :].strip() or "\t")
    tried = [_split(text, delimiter) for delimiter in _DELIMITERS]
    even = [rows for rows in tried if _is_even(rows)]
    return max(even or tried, key=lambda rows: sum(map(len, rows)))


def _split(text: str, delimiter: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all rows have the same number of cells, and more than one."""
    widths = {len(row) for row in rows if row}
    return len(widths) == 1 and widths != {1}


def _decoded(content: bytes) -> str:
    """The text: UTF-16 and UTF-8 by their marks, else UTF-8 if it is, else Windows Cyrillic."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251")
