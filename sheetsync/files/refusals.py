"""Why a file cannot be read, each reason with its own cure; files known by their first bytes."""

from pathlib import Path
from typing import NoReturn

from sheetsync.errors import SourceFileError
from sheetsync.language import Phrase, Sayable

#: More cells than these, from A1 to the last one that holds something, are no table of people.
#: Source: amendments.md 1, ".xlsx that cannot be read".
MOST_CELLS = 2_000_000
_AS_WORKBOOK = Phrase(
    ru="сохраните как «Книга Excel (.xlsx)»", en="save it as Excel Workbook (.xlsx)"
)
#: For a file of which some part cannot be read.
DAMAGED_CURE = Phrase(
    ru="откройте его в Excel, дайте исправить файл и сохраните как «Книга Excel (.xlsx)»",
    en="open it in Excel, let it repair the file, and save as Excel Workbook (.xlsx)",
)
_CHUNK_BYTES = 1 << 20

_UNPACK = Phrase(
    ru="распакуйте его и укажите .xlsx, который внутри", en="unpack it and name the .xlsx inside"
)
#: Signatures of other programs' files: how they begin, what they are, what to do.
_SIGNATURES: tuple[tuple[bytes, Sayable, Sayable], ...] = (
    (
        b"%PDF",
        Phrase(ru="это документ PDF", en="is a PDF document"),
        Phrase(
            ru="выгрузите саму таблицу как .xlsx оттуда, где её печатали",
            en="export the table itself, as .xlsx, from where it was printed",
        ),
    ),
    (b"\x1f\x8b", Phrase(ru="это архив gzip", en="is a packed (gzip) file"), _UNPACK),
    (b"Rar!", Phrase(ru="это архив RAR", en="is a RAR archive"), _UNPACK),
    (b"7z\xbc\xaf", Phrase(ru="это архив 7-Zip", en="is a 7-Zip archive"), _UNPACK),
    (
        b"MIME-Version",
        Phrase(ru="это веб-страница (.mht)", en="is a web page (.mht)"),
        Phrase(
            ru="откройте её в Excel и {as_workbook}, а не «Веб-страница в одном файле»",
            en="open it in Excel and {as_workbook}, not Single File Web Page",
        ).given(as_workbook=_AS_WORKBOOK),
    ),
    (
        b"{\\rtf",
        Phrase(ru="это текстовый документ (RTF)", en="is a text document (RTF)"),
        Phrase(
            ru="скопируйте его таблицу в Excel и {as_workbook}",
            en="copy its table into Excel and {as_workbook}",
        ).given(as_workbook=_AS_WORKBOOK),
    ),
    (
        b"SQLite format 3",
        Phrase(ru="это база SQLite", en="is an SQLite database"),
        Phrase(ru="выгрузите её таблицы как .csv в UTF-8", en="export its tables as .csv in UTF-8"),
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK"


def refuse(file: str, what: Sayable, cure: Sayable) -> NoReturn:
    """Stop reading a file.

    Args:
        file: its name.
        what: is wrong with it, behind the name.
        cure: what to do.

    Raises:
        SourceFileError: always.
    """
    raise SourceFileError(
        Phrase(ru="{file}: {what}", en="{file}: {what}"), cure=cure, file=file, what=what
    ) from None


def too_many_cells(file: str, where: Sayable) -> NoReturn:
    """Stop at a file whose cells reach too far.

    Raises:
        SourceFileError: always.
    """
    refuse(
        file,
        Phrase(
            ru="{where}; больше {most_cells:,} ячеек не читается",
            en="{where}; more than {most_cells:,} cells are not read",
        ).given(where=where, most_cells=MOST_CELLS),
        Phrase(
            ru="удалите то, что стоит далеко под таблицей или справа от неё (где она "
            "кончается, покажет Ctrl+End), или разделите файл",
            en="delete what stands far below or right of the table (Ctrl+End shows where it "
            "ends), or part the file",
        ),
    )


def refuse_other_kinds(path: Path, head: bytes) -> None:
    """Stop when the first bytes say that a file is of another program's kind.

    Args:
        path: the file.
        head: how it begins, a few hundred bytes.

    Raises:
        SourceFileError: with the cure for that kind.
    """
    if head.startswith(_OLE):
        if _holds(path, _ENCRYPTED):
            refuse(
                path.name,
                Phrase(ru="защищён паролем", en="is protected by a password"),
                Phrase(
                    ru="откройте его в Excel, снимите пароль («Файл» → «Сведения» → «Защита "
                    "книги») и сохраните",
                    en="open it in Excel, take the password off (File, Info, Protect "
                    "Workbook) and save",
                ),
            )
        refuse(
            path.name,
            Phrase(
                ru="это файл Excel старого вида (.xls)",
                en="is an Excel file of the old kind (.xls)",
            ),
            Phrase(
                ru="откройте его в Excel или LibreOffice и {as_workbook}",
                en="open it in Excel or LibreOffice and {as_workbook}",
            ).given(as_workbook=_AS_WORKBOOK),
        )
    for start, what, cure in _SIGNATURES:
        if head.startswith(start):
            refuse(path.name, what, cure)
    _refuse_markup(path.name, head)


def _refuse_markup(file: str, head: bytes) -> None:
    """Stop at what is written in angle brackets: a web page, or Excel's XML of 2003."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if b"office:spreadsheet" in start or b"excel.sheet" in start:
        refuse(
            file,
            Phrase(ru="это «Таблица XML 2003»", en="is an XML Spreadsheet of 2003"),
            Phrase(
                ru="откройте его в Excel и {as_workbook}, а не «Таблица XML»",
                en="open it in Excel and {as_workbook}, not XML Spreadsheet",
            ).given(as_workbook=_AS_WORKBOOK),
        )
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        refuse(
            file,
            Phrase(
                ru="это веб-страница, которую другая программа назвала таблицей",
                en="is a web page that another program calls a table",
            ),
            Phrase(
                ru="откройте её в Excel и {as_workbook}, а не «Веб-страница»",
                en="open it in Excel and {as_workbook}, not Web Page",
            ).given(as_workbook=_AS_WORKBOOK),
        )
    if start.startswith(b"<"):
        refuse(
            file,
            Phrase(ru="это файл XML, а не таблица", en="is an XML file, no workbook"),
            Phrase(
                ru="откройте его в Excel и {as_workbook}", en="open it in Excel and {as_workbook}"
            ).given(as_workbook=_AS_WORKBOOK),
        )


def _holds(path: Path, wanted: bytes) -> bool:
    """Whether bytes stand anywhere in a file."""
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if wanted in rest + chunk:
                return True
            rest = chunk[-len(wanted) :]
    return False
