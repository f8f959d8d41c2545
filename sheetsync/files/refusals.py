"""Why a file cannot be read, each reason with its own cure; files known by their first bytes."""

from pathlib import Path
from typing import NoReturn

from sheetsync.errors import SourceFileError

#: More cells than these, from A1 to the last one that holds something, are no table of people.
#: Source: amendments.md 1, ".xlsx that cannot be read".
MOST_CELLS = 2_000_000
_AS_WORKBOOK = "save it as Excel Workbook (.xlsx)"
_CHUNK_BYTES = 1 << 20

#: Signatures of other programs' files: how they begin, what they are, what to do.
_SIGNATURES = (
    (b"%PDF", "is a PDF document", "export the table itself, as .xlsx, from where it was printed"),
    (b"\x1f\x8b", "is a packed (gzip) file", "unpack it and name the .xlsx inside"),
    (b"Rar!", "is a RAR archive", "unpack it and name the .xlsx inside"),
    (b"7z\xbc\xaf", "is a 7-Zip archive", "unpack it and name the .xlsx inside"),
    (
        b"MIME-Version",
        "is a web page (.mht)",
        f"open it in Excel and {_AS_WORKBOOK}, not Single File Web Page",
    ),
    (b"{\\rtf", "is a text document (RTF)", f"copy its table into Excel and {_AS_WORKBOOK}"),
    (b"SQLite format 3", "is an SQLite database", "export its tables as .csv in UTF-8"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK"


def refuse(file: str, what: str, cure: str) -> NoReturn:
    """Stop reading a file.

    Raises:
        SourceFileError: always.
    """
    raise SourceFileError(f"{file}: {what}", cure=cure) from None


def too_many_cells(file: str, where: str) -> NoReturn:
    """Stop at a file whose cells reach too far.

    Raises:
        SourceFileError: always.
    """
    refuse(
        file,
        f"{where}; more than {MOST_CELLS:,} cells are not read",
        "delete what stands far below or right of the table (Ctrl+End shows where it ends), "
        "or part the file",
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
                "is protected by a password",
                "open it in Excel, take the password off (File, Info, Protect Workbook) and save",
            )
        refuse(
            path.name,
            "is an Excel file of the old kind (.xls)",
            f"open it in Excel or LibreOffice and {_AS_WORKBOOK}",
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
            "is an XML Spreadsheet of 2003",
            f"open it in Excel and {_AS_WORKBOOK}, not XML Spreadsheet",
        )
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        refuse(
            file,
            "is a web page that another program calls a table",
            f"open it in Excel and {_AS_WORKBOOK}, not Web Page",
        )
    if start.startswith(b"<"):
        refuse(file, "is an XML file, no workbook", f"open it in Excel and {_AS_WORKBOOK}")


def _holds(path: Path, wanted: bytes) -> bool:
    """Whether bytes stand anywhere in a file."""
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if wanted in rest + chunk:
                return True
            rest = chunk[-len(wanted) :]
    return False
