"""Which kind of source a path is."""

from collections.abc import Iterable
from pathlib import Path

from sheetsync.files.archive import opened
from sheetsync.files.book import read_book
from sheetsync.files.csv_folder import read_csv_folder
from sheetsync.files.excel import read_excel
from sheetsync.files.known_headers import KnownHeaders
from sheetsync.files.refusals import refuse
from sheetsync.files.source import SourceTab
from sheetsync.language import Phrase

_EXCEL = frozenset({".xlsx", ".xlsm"})
_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_CURE = Phrase(
    ru="укажите файл .xlsx или папку, в которой по файлу .csv на каждую вкладку",
    en="name an .xlsx file, or a folder with one .csv file for each tab",
)


def read_source(path: Path, own_headers: Iterable[str] = ()) -> list[SourceTab]:
    """The tabs of an Excel file, or of the .csv files in a folder.

    Args:
        path: the file or the folder.
        own_headers: of the team's own; with the catalogue's they tell a .csv file's encoding.

    Raises:
        SourceFileError: it is neither, or cannot be read.
    """
    if path.is_dir():
        return read_csv_folder(path, KnownHeaders(own_headers))
    if not path.exists():
        refuse(
            str(path),
            Phrase(ru="такого файла или папки нет", en="there is no such file or folder"),
            _CURE,
        )
    if path.suffix.casefold() in _TEXTS:
        refuse(
            str(path),
            Phrase(
                ru="это не файл .xlsx и не папка с файлами .csv",
                en="neither an .xlsx file nor a folder with .csv files",
            ),
            Phrase(
                ru="положите файл в папку, назовите его как вкладку (Партнёры.csv) и "
                "загрузите папку",
                en="put it into a folder, named like the tab (Partners.csv), and import the folder",
            ),
        )
    if path.suffix.casefold() not in _EXCEL:
        _refuse_by_content(path)
    return read_excel(path)


def _refuse_by_content(path: Path) -> None:
    """Say what a file with another ending is, and what to do with it.

    Raises:
        SourceFileError: always.
    """
    with opened(path) as archive:
        read_book(archive)
    refuse(
        path.name,
        Phrase(
            ru="это таблица Excel под другим расширением",
            en="is an Excel workbook under another ending",
        ),
        Phrase(
            ru="дайте ей расширение .xlsx вместо {suffix}",
            en="give it the ending .xlsx instead of {suffix}",
        ).given(suffix=path.suffix or Phrase(ru="никакого", en="none")),
    )
