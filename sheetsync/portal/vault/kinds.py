"""Kinds of files: what a name says, and what the first bytes say."""

from collections.abc import Mapping

#: What is taken, by what stands behind the last dot of a name.
EXTENSIONS: Mapping[str, str] = {
    "pdf": "pdf",
    "png": "png",
    "jpg": "jpg",
    "jpeg": "jpg",
    "xlsx": "xlsx",
    "docx": "docx",
}
#: What iPhones make of a photo unless they are asked for another.
_HEIC_NAMES = frozenset({"heic", "heif"})
_HEIC_BRANDS = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (ZIP, "zip"),
    (OLE, "ole"),
)
_FTYP = slice(4, 8)
_BRAND = slice(8, 12)


def extension_of(name: str) -> str:
    """What a name says that a file is: a value of `EXTENSIONS`, "heic", or "" for all else.

    >>> extension_of("Scan.JPEG"), extension_of("act.pdf.exe"), extension_of("pdf")
    ('jpg', '', '')
    """
    stem, _, ext = name.strip().rpartition(".")
    if not stem:
        return ""
    known = ext.lower()
    return "heic" if known in _HEIC_NAMES else EXTENSIONS.get(known, "")


def kind_of(start: bytes) -> str:
    """What the first bytes say that a file is; "" for what is not known.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"MZ")
    ('pdf', '')
    """
    if start[_FTYP] == b"ftyp" and start[_BRAND] in _HEIC_BRANDS:
        return "heic"
    return next((kind for sign, kind in _SIGNATURES if start.startswith(sign)), "")
