"""A folder of .csv files: each as a tab of texts, or with the reason why it cannot be read."""

from pathlib import Path

from sheetsync.errors import SourceFileError, reason_of
from sheetsync.files.csv_text import CsvTable, parsed_csv
from sheetsync.files.encodings import decoded_file
from sheetsync.files.known_headers import KnownHeaders
from sheetsync.files.refusals import ZIP, refuse, refuse_other_kinds
from sheetsync.files.source import LONGEST_TEXT, SourceTab, kept_text, used_height
from sheetsync.language import Phrase
from sheetsync.tables.cells import Grid, a1

#: A table of as many cells as a spreadsheet of people takes is smaller.
_LONGEST_FILE_BYTES = 50_000_000
_DELIMITER_NAMES = {";": "semicolons", "\t": "tabs", ",": "commas", "|": "bars"}


def read_csv_folder(folder: Path, headers: KnownHeaders) -> list[SourceTab]:
    """One tab for each .csv file of a folder, by name; one that cannot be read says why.

    Raises:
        SourceFileError: there is none.
    """
    files = sorted(
        file
        for file in folder.iterdir()
        if file.suffix.casefold() == ".csv" and not file.name.startswith(".")
    )
    if not files:
        raise SourceFileError(
            Phrase(ru="{folder}: нет ни одного файла .csv", en="{folder}: holds no .csv file"),
            cure=Phrase(
                ru="сохраните каждую вкладку файлом .csv с её названием",
                en="save each tab as a .csv file named like the tab",
            ),
            folder=folder,
        )
    return [_tab(file, headers) for file in files]


def _tab(file: Path, headers: KnownHeaders) -> SourceTab:
    try:
        return read_csv(file, headers)
    except SourceFileError as error:
        return SourceTab(file.stem, refusal=error)


def read_csv(file: Path, headers: KnownHeaders) -> SourceTab:
    """A .csv file as a tab of texts.

    Args:
        file: its path; the tab is called like it.
        headers: those that are known; they tell encoding and delimiter.

    Raises:
        SourceFileError: it cannot be read, or a cell is longer than a spreadsheet's may be.
    """
    content = _content(file)
    read = decoded_file(file.name, content, headers)
    table = parsed_csv(file.name, read.text, headers)
    rows = [[kept_text(cell) for cell in row] for row in table.rows]
    rows = rows[: used_height(rows)]
    _refuse_long_cells(file.name, rows)
    return SourceTab(
        file.stem,
        Grid(stored=rows, shown=rows),
        read_as=f"{read.encoding}, cells parted by {_delimiter_name(table)}",
        is_guessed=read.is_guessed,
    )


def _delimiter_name(table: CsvTable) -> str:
    return _DELIMITER_NAMES.get(table.delimiter, repr(table.delimiter))


def _content(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > _LONGEST_FILE_BYTES:
            refuse(
                file.name,
                Phrase(
                    ru="в нём {size:,} байт; больше {most:,} не читается",
                    en="has {size:,} bytes; more than {most:,} are not read",
                ).given(size=size, most=_LONGEST_FILE_BYTES),
                Phrase(
                    ru="загрузите его по частям или уберите старые строки",
                    en="part it into several imports, or take old rows out",
                ),
            )
        content = file.read_bytes()
    except OSError as error:
        refuse(
            file.name,
            Phrase(ru="не читается ({reason})", en="cannot be read ({reason})").given(
                reason=reason_of(error)
            ),
            Phrase(ru="проверьте права и путь", en="check its rights and its place"),
        )
    refuse_other_kinds(file, content[:4096])
    if content.startswith(ZIP + b"\x03\x04"):
        refuse(
            file.name,
            Phrase(
                ru="это файл Excel или другой архив, который только называется .csv",
                en="is an Excel file or another archive that is only called .csv",
            ),
            Phrase(
                ru="дайте ему расширение .xlsx и загрузите отдельно: sheetsync import ФАЙЛ.xlsx",
                en="give it the ending .xlsx and name it alone: sheetsync import FILE.xlsx",
            ),
        )
    return content


def _refuse_long_cells(file: str, rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row, start=1):
            if len(cell) > LONGEST_TEXT:
                raise SourceFileError(
                    Phrase(
                        ru="{file}: в ячейке {cell} знаков: {length}; таблица принимает {longest}",
                        en="{file}: the cell {cell} holds {length} characters; a "
                        "spreadsheet takes {longest}",
                    ),
                    cure=Phrase(
                        ru="сократите текст или разделите его", en="shorten it, or part it"
                    ),
                    file=file,
                    cell=a1(number, position),
                    length=len(cell),
                    longest=LONGEST_TEXT,
                )
