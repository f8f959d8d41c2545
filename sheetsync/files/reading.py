"""Which kind of source a path is."""

from pathlib import Path

from sheetsync.errors import SourceFileError
from sheetsync.files.csv_folder import read_csv_folder
from sheetsync.files.excel import read_excel
from sheetsync.files.source import SourceTab

_EXCEL = frozenset({".xlsx", ".xlsm"})


def read_source(path: Path) -> list[SourceTab]:
    """The tabs of an Excel file, or of the .csv files in a folder.

    Raises:
        SourceFileError: it is neither, or cannot be read.
    """
    if path.is_dir():
        return read_csv_folder(path)
    if path.suffix.casefold() in _EXCEL:
        return read_excel(path)
    what = "there is no such file or folder"
    if path.exists():
        what = "neither an .xlsx file nor a folder with .csv files"
    raise SourceFileError(
        f"{path}: {what}", cure="name an .xlsx file, or a folder with one .csv file for each tab"
    )
