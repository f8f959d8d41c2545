"""Files of every kind that is taken, as programs make them, and ways to spoil them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
MAIN = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(inside: bytes = b"", trailer: bytes = b"") -> bytes:
    """A page without anything on it."""
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
        + inside
        + b"xref\n0 4\n0000000000 65535 f \ntrailer\n<< /Size 4 /Root 1 0 R "
        + trailer
        + b" >>\nstartxref\n9\n%%EOF\n"
    )


def png(width: int = 2, height: int = 2, *, data: bool = True, end: bool = True) -> bytes:
    """A picture of a size; its pixels are those of a small one."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head)]
    chunks += [(b"IDAT", zlib.compress(b"\0\0\0" * 2))] * data
    chunks += [(b"IEND", b"")] * end
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def jpg(
    width: int = 2, height: int = 2, *, frame: bytes = b"\xff\xc0", before: bytes = b""
) -> bytes:
    """The markers of a photo of a size."""
    size = struct.pack(">HBHHB", 8 + 3, 8, height, width, 1) + b"\1\x11\0"
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
        + before
        + (frame + size if frame else b"")
        + b"\xff\xda\0\x08\1\1\0\0\x3f\0"
        + b"\x12\x34\xff\0\x56"
        + b"\xff\xd9"
    )


def relations(*lines: tuple[str, str, bool]) -> str:
    """A part of relations: type, target, whether it is external."""
    told = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if is_external else "/>")
        for at, (kind, target, is_external) in enumerate(lines)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{told}</Relationships>'


def parts(ext: str, **types: str) -> dict[str, str | bytes]:
    """The parts of the smallest package; `types` are more content types by extension."""
    main = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}[ext]
    more = "".join(
        f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    return {
        CONTENT_TYPES: (
            '<?xml version="1.0"?>'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'{more}<Override PartName="/{main}" ContentType="{MAIN[ext]}"/></Types>'
        ),
        "_rels/.rels": relations(("officeDocument", main, False)),
        main: "<main/>",
    }


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return file.getvalue()


def office(ext: str, more: Mapping[str, str | bytes] | None = None, **types: str) -> bytes:
    """A package with more parts, or with others instead."""
    return zipped(parts(ext, **types) | dict(more or {}))
