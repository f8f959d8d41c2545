"""What is looked at before a file is kept: its name, its first bytes and its structure agree.

Nothing is unpacked to the disk, nothing is drawn. Source: portal.md 6; mail.md 7.3 (ASVS 5.0, OWASP
File Upload Cheat Sheet).
"""

import mmap
import zipfile
from pathlib import Path
from typing import BinaryIO

from sheetsync.portal.vault.kinds import EXTENSIONS, extension_of, kind_of
from sheetsync.portal.vault.office import check_office
from sheetsync.portal.vault.pdf import check_pdf
from sheetsync.portal.vault.pictures import check_jpg, check_png
from sheetsync.portal.vault.refusals import refused

_START = 16
#: Readers of PDF look for its header so far into a file.
_PDF_WINDOW = 1024
_OFFICE = ("xlsx", "docx")
#: How a workbook or a text with a password is named inside the older container that it lies in.
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def checked_extension(name: str) -> str:
    """What a name says that a file is.

    Raises:
        FileRefusedError: it is nothing that is taken; codes type, heic.
    """
    ext = extension_of(name)
    if ext not in EXTENSIONS.values():
        raise refused("heic" if ext == "heic" else "type")
    return ext


def check_file(path: Path, ext: str) -> None:
    """See that a file is what its extension says, whole, and holds nothing that acts.

    Args:
        path: a file that is not empty.
        ext: of `EXTENSIONS`' values.

    Raises:
        FileRefusedError: codes heic, mismatch, broken, locked, unsafe, picture.
        OSError: it cannot be read.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        _check_kind(data, ext)
        if ext in _OFFICE:
            _refuse_hidden_pdf(data)
            check_office(file, data, ext)
            return
        _refuse_hidden_zip(file)
        if ext == "pdf":
            check_pdf(data)
            return
        _refuse_hidden_pdf(data)
        check = check_png if ext == "png" else check_jpg
        check(data)


def _check_kind(data: mmap.mmap, ext: str) -> None:
    kind = kind_of(data[:_START])
    wanted = "zip" if ext in _OFFICE else ext
    if kind == wanted:
        return
    if kind == "heic":
        raise refused("heic")
    is_locked = kind == "ole" and ext in _OFFICE and data.find(_LOCKED_OFFICE) >= 0
    raise refused("locked" if is_locked else "mismatch")


def _refuse_hidden_zip(file: BinaryIO) -> None:
    """Refuse what is a ZIP archive besides: other programs would unpack what nobody looked at."""
    if zipfile.is_zipfile(file):
        raise refused("unsafe")


def _refuse_hidden_pdf(data: mmap.mmap) -> None:
    if data.find(b"%PDF-", 0, _PDF_WINDOW) >= 0:
        raise refused("unsafe")
