"""Damaged, foreign and hostile files, made here; each with the kind that decides its cure."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.files.books import MAIN, Parts, book, inline, links, packed, sheet, texts, workbook
from tests.files.healthy_files import HEADERS

_ROWS = inline([HEADERS, ["P-001", "Вектор", "studios", "активен", "01.03.2026"]])
_CSV_HEAD = ";".join(HEADERS) + "\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
#: What the cure says, by kind. No two kinds have one.
CURES = {
    "empty": "save or download it again",
    "text": "give it the ending .csv",
    "bytes": "open it where it came from",
    "web page": ", not Web Page",
    "web archive": "not Single File Web Page",
    "xml 2003": "not XML Spreadsheet",
    "xml": r"^open it in Excel and save it as Excel Workbook \(.xlsx\)$",
    "pdf": "export the table itself",
    "archive": "^unpack it and name the .xlsx inside$",
    "database": "export its tables as .csv",
    "rtf": "^copy its table into Excel and save it as Excel Workbook",
    "xls": "in Excel or LibreOffice",
    "password": "take the password off",
    "zip password": "unpack it with the password",
    "ods": "in LibreOffice: File",
    "xlsb": "not Excel Binary",
    "slides": "name the workbook instead",
    "numbers": "in Numbers: File",
    "no workbook": "that Excel saved as",
    "packing": "pack it again",
    "cut": "the end of the file is missing",
    "damaged": "let it repair the file",
    "entities": "who made it",
    "strict": "not Strict Open XML",
    "bomb": "who sent it",
    "range": "Ctrl.End",
    "nested": "^save its tables as a new workbook in Excel$",
    "long text": "shorten it, or part it",
    "no sheet": "with the tables",
    "ending": "give it the ending .xlsx instead of",
    "quotes": 'write "" for a quote',
    "backslash": "doubled quotes",
    "cut text": "from its first sign",
    "encoding": "CSV in UTF-8",
    "workbook as csv": "name it alone",
    "shifted": "put that text into quotes",
    "large csv": "part it into several imports",
    "no csv": "named like the tab",
    "headers": "correct the headers",
    "doubled": "rename one of the two",
}


@dataclass(frozen=True)
class Hostile:
    """One file: what is imported, and which cure must be told."""

    name: str
    kind: str
    make: Callable[[Path], Path]


def _raw(name: str, kind: str, content: bytes, ending: str = ".xlsx") -> Hostile:
    def make(folder: Path) -> Path:
        path = folder / f"book{ending}"
        path.write_bytes(content)
        return path

    return Hostile(name, kind, make)


def _zip(name: str, kind: str, parts: Mapping[str, str | bytes], ending: str = ".xlsx") -> Hostile:
    return Hostile(name, kind, lambda folder: packed(folder / f"book{ending}", parts))


def _book(name: str, kind: str, rows: str = _ROWS, **changed: str | bytes | None) -> Hostile:
    """A workbook with other rows, and some of its parts changed or taken out."""
    return _zip(name, kind, _changed(book(rows, shared=["текст"]), changed))


def _changed(parts: Parts, changed: Mapping[str, str | bytes | None]) -> Parts:
    places = {
        "workbook": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "texts": "xl/sharedStrings.xml",
    }
    for name, content in changed.items():
        if content is None:
            del parts[places[name]]
        else:
            parts[places[name]] = content
    return parts


def _csv(name: str, kind: str, content: str | bytes, tab: str = "Партнёры.csv") -> Hostile:
    def make(folder: Path) -> Path:
        inside = folder / "in"
        inside.mkdir()
        written = content.encode() if isinstance(content, str) else content
        (inside / tab).write_bytes(written)
        return inside

    return Hostile(name, kind, make)


def _spoilt(name: str, kind: str, spoil: Callable[[bytearray], bytes]) -> Hostile:
    """A sound workbook's bytes with something done to them."""

    def make(folder: Path) -> Path:
        rows = _ROWS + inline([[f"P-{n}", f"Фирма {n * n}", "g", "a", str(n)] for n in range(300)])
        path = packed(folder / "book.xlsx", book(rows))
        path.write_bytes(spoil(bytearray(path.read_bytes())))
        return path

    return Hostile(name, kind, make)


def _wrong_sum(content: bytearray) -> bytes:
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 16 : at + 20] = b"\0\1\2\3"
    return bytes(content)


def _broken_stream(content: bytearray) -> bytes:
    start = content.index(b"xl/worksheets/sheet1.xml") + 24
    content[start + 20 : start + 60] = b"\xff" * 40
    return bytes(content)


def _lying_size(content: bytearray) -> bytes:
    """The list announces ten bytes for the sheet."""
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def _protected(content: bytearray) -> bytes:
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def _bomb(size: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = packed(folder / "book.xlsx", book(_ROWS))
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file,
            file.open("xl/media/image1.bin", "w") as part,
        ):
            for _ in range(size // 1_000_000):
                part.write(bytes(1_000_000))
        return path

    return make


def _stored_bulk(folder: Path) -> Path:
    """So many bytes that pack badly: no ratio tells, the sum does."""
    path = packed(folder / "book.xlsx", book(_ROWS))
    block = bytes(range(256)) * 3906
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        for number in range(210):
            noise = f"{number:08}".encode() * 125_000 if number % 2 else block
            kind = zipfile.ZIP_DEFLATED if number % 100 else zipfile.ZIP_STORED
            file.writestr(f"xl/media/{number}.bin", noise, kind)
    return path


def _many_parts(folder: Path) -> Path:
    path = packed(folder / "book.xlsx", book(_ROWS))
    with zipfile.ZipFile(path, "a") as file:
        for number in range(10_050):
            file.writestr(f"xl/media/{number}", b"")
    return path


def _bzip2(folder: Path) -> Path:
    path = folder / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as file:
        for name, content in book(_ROWS).items():
            file.writestr(name, content)
    return path


def _inner(ending: str = "") -> bytes:
    """A sound workbook's bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in book(_ROWS).items():
            file.writestr(name + ending, content)
    return buffer.getvalue()


def _strict(part: str) -> str:
    old = "http://schemas.openxmlformats.org/"
    new = "http://purl.oclc.org/ooxml/"
    part = part.replace(f"{old}spreadsheetml/2006/main", f"{new}spreadsheetml/main")
    return part.replace(
        f"{old}officeDocument/2006/relationships", f"{new}officeDocument/relationships"
    )


def _far(place: str) -> str:
    row = "".join(letter for letter in place if letter.isdigit())
    return _ROWS + f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "лол"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_MIMETYPE = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}

HOSTILE = [
    _raw("no bytes", "empty", b""),
    _raw("CSV called .xlsx", "text", _CSV_HEAD.encode()),
    _raw("CSV of Windows called .xlsx", "text", _CSV_HEAD.encode("cp1251")),
    _raw("noise", "bytes", bytes(range(256)) * 40),
    _raw("zero bytes", "bytes", bytes(5000)),
    _raw("HTML called .xlsx", "web page", b"<html><table><tr><td>1</td></tr></table></html>"),
    _raw("HTML with a mark", "web page", b"\xef\xbb\xbf\r\n<!DOCTYPE html><table></table>"),
    _raw("MHT", "web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"),
    _raw(
        "XML of 2003",
        "xml 2003",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ),
    _raw("XML of 1C", "xml", b'<?xml version="1.0"?><CommerceInformation/>'),
    _raw("PDF", "pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    _raw("gzip", "archive", b"\x1f\x8b\x08\0\0\0\0\0"),
    _raw("RAR", "archive", b"Rar!\x1a\x07\x01\0"),
    _raw("7-Zip", "archive", b"7z\xbc\xaf\x27\x1c"),
    _raw("RTF", "rtf", b"{\\rtf1\\ansi"),
    _raw("SQLite", "database", b"SQLite format 3\0" + bytes(100)),
    _raw("old Excel", "xls", _OLE, ".xls"),
    _raw("old Excel called .xlsx", "xls", _OLE),
    _raw("protected by a password", "password", _OLE + "EncryptedPackage".encode("utf-16-le")),
    _zip("OpenDocument", "ods", _MIMETYPE, ".ods"),
    _zip("OpenDocument called .xlsx", "ods", _MIMETYPE),
    _zip("binary workbook", "xlsb", {"xl/workbook.bin": b"\0"}),
    _zip("Word", "rtf", {"word/document.xml": "<x/>"}),
    _zip("PowerPoint", "slides", {"ppt/presentation.xml": "<x/>"}),
    _zip("Numbers' own", "numbers", {"Index/Document.iwa": b"\0"}),
    _zip("packed workbook", "archive", {"Партнёры.xlsx": _inner()}),
    _zip("archive of texts", "no workbook", {"readme.txt": "x"}),
    _zip("workbook as .xls", "ending", book(_ROWS), ".xls"),
    _spoilt("archive with a password", "zip password", _protected),
    Hostile("packed by bzip2", "packing", _bzip2),
    _spoilt("cut in the middle", "cut", lambda content: bytes(content[: len(content) // 2])),
    _spoilt("cut at the end", "cut", lambda content: bytes(content[:-30])),
    _raw("two letters", "cut", b"PK"),
    _spoilt("wrong checksum", "damaged", _wrong_sum),
    _spoilt("broken stream", "damaged", _broken_stream),
    _spoilt("size that lies", "damaged", _lying_size),
    _book("sheet is missing", "damaged", sheet=None),
    _book("list of parts is missing", "damaged", rels=None),
    _book("list lacks the sheet", "damaged", rels=links()),
    _book("sheet is cut", "damaged", sheet=sheet(_ROWS)[:-300]),
    _book("bad bytes", "damaged", sheet=sheet(_ROWS).encode().replace("Век".encode(), b"\xc3\x28")),
    _book("control sign", "damaged", sheet=sheet(_ROWS).replace("Век", "Век\x01")),
    _book("unknown text", "damaged", '<row><c t="s"><v>7</v></c></row>'),
    _book("no list of texts", "damaged", '<row><c t="s"><v>0</v></c></row>', texts=texts()),
    _book("unknown style", "damaged", '<row><c s="9"><v>1</v></c></row>'),
    _book("text as a number", "damaged", "<row><c><v>1,5</v></c></row>"),
    _book("odd address", "damaged", '<row><c r="1A"><v>1</v></c></row>'),
    _book("row beyond all", "damaged", '<row r="1048577"><c><v>1</v></c></row>'),
    _book("tag without an end", "damaged", f'<row r="{"".join(map(str, range(500_000)))}"/>'),
    _book("entities", "entities", sheet=_ENTITIES + f'<worksheet xmlns="{MAIN}">&c;</worksheet>'),
    _book("file of the machine", "entities", texts='<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
    _zip("strict", "strict", {name: _strict(str(part)) for name, part in book(_ROWS).items()}),
    Hostile("announces 210 MB", "bomb", _bomb(210_000_000)),
    Hostile("20 MB of nothing", "bomb", _bomb(20_000_000)),
    Hostile("210 MB in small parts", "bomb", _stored_bulk),
    _book("sheet of spaces", "bomb", sheet=sheet(" " * 30_000_000)),
    Hostile("ten thousand parts", "bomb", _many_parts),
    _book("cell in the last corner", "range", _far("XFD1048576")),
    _book("cell far below", "range", _far("C1048576")),
    _book("cell far right", "range", _far("XFD200")),
    _book("nested deep", "nested", "<a>" * 5000 + "</a>" * 5000),
    _book("long text", "long text", inline([HEADERS, ["P-1", "x" * 50_001]])),
    _book("no sheet", "no sheet", workbook=workbook()),
    _book("a chart alone", "no sheet", rels=links(("chartsheet", "worksheets/sheet1.xml"))),
    _csv("open quote", "quotes", _CSV_HEAD + 'P-1;"ООО Юг;g;a;\nP-2;Север;g;a;\n'),
    _csv("two open quotes", "quotes", _CSV_HEAD + 'P-1;"Юг;g;a;x\nP-2;Север";g;a;\n'),
    _csv("quote inside", "quotes", _CSV_HEAD + 'P-1;"Юг" ООО;g;a;\n'),
    _csv("backslashes", "backslash", _CSV_HEAD + 'P-1;"ООО \\"Юг\\n\\"";g;a;\n'),
    _csv("kept text cut", "cut text", _CSV_HEAD + 'P-1;="a;b";g;a\n'),
    _csv("CP866, no header", "encoding", "шифр;кличка\nРомашка;Юг\n".encode("cp866")),
    _csv("Mac", "encoding", (_CSV_HEAD + "P-1;Ромашка;g;a\n").encode("mac-cyrillic")),
    _csv("Western", "encoding", "Partner ID;Name\nP-1;Müller\n".encode("cp1252")),
    _csv("UTF-16, no header", "encoding", "шифр;кличка\nРомашка;Юг\n".encode("utf-16-le")),
    _csv("wrong mark", "encoding", b"\xef\xbb\xbf\xff\xfe"),
    _csv("half UTF-16", "encoding", _CSV_HEAD.encode("utf-16") + b"\x04"),
    _csv("two encodings", "encoding", _CSV_HEAD.encode("cp1251") + "P-1;Ромашка;g;a\n".encode()),
    _csv("noise in .csv", "encoding", bytes(range(128, 256)) * 40),
    _csv("workbook called .csv", "workbook as csv", _inner()),
    _csv("old Excel called .csv", "xls", _OLE),
    _csv("PDF called .csv", "pdf", b"%PDF-1.7"),
    _csv("HTML called .csv", "web page", "<table><tr><td>1"),
    _csv("delimiter in a text", "shifted", _CSV_HEAD + "P-1;ООО; Юг;g;активен;01.03.2026\n"),
    _csv("51 MB", "large csv", b"P-1;x\n" * 8_600_000),
    _csv("two million cells", "range", _CSV_HEAD.encode() + b";" * 2_100_000),
    _csv("long cell", "long text", _CSV_HEAD + f"P-1;{'x' * 50_001};g;a\n"),
    _csv("no .csv", "no csv", "x", "notes.txt"),
    _csv("unknown headers", "headers", "№;Имя\n1;Юг\n"),
    _csv("doubled header", "doubled", "Код;Код;Название;Группа;Статус\n1;2;Юг;g;активен\n"),
]
