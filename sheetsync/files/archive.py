"""The parts of an .xlsx file, unpacked within bounds: what is announced and what really comes."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sheetsync.errors import reason_of
from sheetsync.files.refusals import DAMAGED_CURE, ZIP, refuse, refuse_other_kinds
from sheetsync.language import Phrase

#: Source: amendments.md 1, ".xlsx that cannot be read".
MOST_UNPACKED_BYTES = 200_000_000
MOST_RATIO = 200
#: Small parts of one thing over and over are packed better than that, and harm nobody.
_RATIO_FROM_BYTES = 1_000_000
_MOST_PARTS = 10_000
_HEAD_BYTES = 4096
_CHUNK_BYTES = 1 << 16
_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
_PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
_BOMB_CURE = Phrase(
    ru="не открывайте его, если не знаете, кто его прислал; иначе сохраните таблицы новым файлом",
    en="do not open it if you do not know who sent it; else save the tables as a new workbook",
)
#: What other archives hold that are no workbooks of this kind: part, what it is, cure.
_OTHER_ARCHIVES = (
    (
        r"xl/workbook\.bin",
        Phrase(ru="это двоичная книга (.xlsb)", en="is a binary workbook (.xlsb)"),
        Phrase(
            ru="в Excel: «Сохранить как» → «Книга Excel (.xlsx)», а не «Двоичная книга Excel»",
            en="in Excel: Save As, Excel Workbook (.xlsx), not Excel Binary Workbook",
        ),
    ),
    (
        r"word/document\.xml",
        Phrase(ru="это документ Word", en="is a Word document"),
        Phrase(
            ru="скопируйте его таблицу в Excel и сохраните как «Книга Excel (.xlsx)»",
            en="copy its table into Excel and save it as Excel Workbook (.xlsx)",
        ),
    ),
    (
        r"ppt/presentation\.xml",
        Phrase(ru="это презентация PowerPoint", en="is a PowerPoint presentation"),
        Phrase(ru="укажите файл с таблицами", en="name the workbook instead"),
    ),
    (
        r"index/.*\.iwa|index\.zip",
        Phrase(ru="это документ Numbers", en="is a document of Numbers"),
        Phrase(
            ru="в Numbers: «Файл» → «Экспортировать в» → Excel; укажите тот файл",
            en="in Numbers: File, Export To, Excel, and name that file",
        ),
    ),
    (
        r"[^/]*\.(xlsx|xlsm)|.*/[^/]*\.(xlsx|xlsm)",
        Phrase(
            ru="это архив (.zip), внутри которого файл Excel",
            en="is a packed folder (.zip) with a workbook inside",
        ),
        Phrase(
            ru="распакуйте его и укажите .xlsx, который внутри",
            en="unpack it and name the .xlsx inside",
        ),
    ),
)


class Archive:
    """An .xlsx file's parts by name, any case.

    Attributes:
        file: its name, for messages.
    """

    def __init__(self, file: str, packed: zipfile.ZipFile) -> None:
        self.file = file
        self._packed = packed
        self._unpacked_bytes = 0
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").casefold(): info
            for info in packed.infolist()
        }

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's content, piece by piece.

        Raises:
            SourceFileError: it is damaged, or more comes out than the bounds allow.
        """
        info = self._parts[name.casefold()]
        unpacked = 0
        try:
            with self._packed.open(info) as part:
                while chunk := part.read(_CHUNK_BYTES):
                    unpacked += len(chunk)
                    self._unpacked_bytes += len(chunk)
                    _refuse_bomb(self.file, self._unpacked_bytes, unpacked, info.compress_size)
                    yield chunk
        except _BROKEN as error:
            refuse(
                self.file,
                Phrase(
                    ru="часть {name} повреждена ({error})",
                    en="its part {name} is damaged ({error})",
                ).given(name=name, error=error),
                DAMAGED_CURE,
            )

    def refuse_other_archives(self) -> None:
        """Stop when it is an archive, but of another kind of document.

        Raises:
            SourceFileError: with the cure for that kind.
        """
        if "mimetype" in self:
            kind = next(self.chunks("mimetype"), b"")
            if b"opendocument" in kind:
                refuse(
                    self.file,
                    Phrase(ru="это файл OpenDocument (.ods)", en="is an OpenDocument file (.ods)"),
                    Phrase(
                        ru="в LibreOffice: «Файл» → «Сохранить как» → Excel 2007-365 (.xlsx)",
                        en="in LibreOffice: File, Save As, Excel 2007-365 (.xlsx)",
                    ),
                )
        for pattern, what, cure in _OTHER_ARCHIVES:
            if any(re.fullmatch(pattern, name) for name in self._parts):
                refuse(self.file, what, cure)
        refuse(
            self.file,
            Phrase(
                ru="это архив, в котором нет таблицы", en="is an archive without a workbook in it"
            ),
            Phrase(
                ru="укажите файл, который Excel сохранил как «Книга Excel (.xlsx)»",
                en="name the file that Excel saved as Excel Workbook (.xlsx)",
            ),
        )


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an .xlsx file's archive.

    Raises:
        SourceFileError: it is none, is cut off, protected, or would unpack to too much.
    """
    _refuse_oddities(path)
    try:
        packed = zipfile.ZipFile(path)
    except _BROKEN as error:
        refuse(
            path.name,
            Phrase(
                ru="обрезан или повреждён ({error})", en="is cut off or damaged ({error})"
            ).given(error=error),
            Phrase(
                ru="скопируйте или скачайте его ещё раз: не хватает конца файла",
                en="copy or download it again; the end of the file is missing",
            ),
        )
    with packed:
        _refuse_announced(path.name, packed.infolist())
        yield Archive(path.name, packed)


def _refuse_oddities(path: Path) -> None:
    """Stop at a file that is no archive, or one whose list of parts alone would fill the memory."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        refuse(
            path.name,
            Phrase(ru="не читается ({reason})", en="cannot be read ({reason})").given(
                reason=reason_of(error)
            ),
            Phrase(ru="проверьте права и путь", en="check its rights and its place"),
        )
    if not head:
        refuse(
            path.name,
            Phrase(ru="пуст: в нём нет ни одного байта", en="is empty: it has no bytes at all"),
            Phrase(ru="сохраните или скачайте его ещё раз", en="save or download it again"),
        )
    refuse_other_kinds(path, head)
    if not head.startswith(ZIP):
        _refuse_text(path.name, head)
    if size > MOST_UNPACKED_BYTES:
        refuse(
            path.name,
            Phrase(
                ru="в нём {size:,} байт; больше {most:,} не читается",
                en="has {size:,} bytes; more than {most:,} are not read",
            ).given(size=size, most=MOST_UNPACKED_BYTES),
            Phrase(
                ru="уберите из него картинки и старые листы или разделите его",
                en="take pictures and old sheets out of it, or part it",
            ),
        )
    _refuse_many_parts(path)


def _refuse_text(file: str, head: bytes) -> None:
    if b"\0" not in head and sum(byte < ord(" ") and byte not in b"\t\r\n" for byte in head) == 0:
        refuse(
            file,
            Phrase(
                ru="это простой текст (например, CSV), который только называется .xlsx",
                en="is plain text, such as CSV, that is only called .xlsx",
            ),
            Phrase(
                ru="дайте ему расширение .csv, положите в отдельную папку и загрузите папку",
                en="give it the ending .csv, put it into a folder of its own and import the folder",
            ),
        )
    refuse(
        file,
        Phrase(
            ru="это не файл Excel: начинается он иначе",
            en="is no Excel file: it does not begin like one",
        ),
        Phrase(
            ru="откройте его там, откуда он взялся, и сохраните как «Книга Excel (.xlsx)»",
            en="open it where it came from and save it as Excel Workbook (.xlsx)",
        ),
    )


def _refuse_many_parts(path: Path) -> None:
    """Count what looks like an entry of the archive's list, before the list is loaded."""
    count, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            count += (rest + chunk).count(_ENTRY)
            rest = chunk[-len(_ENTRY) + 1 :]
            if count > _MOST_PARTS:
                refuse(
                    path.name,
                    Phrase(
                        ru="в нём больше {most_parts:,} частей, в таблицах столько не бывает",
                        en="holds more than {most_parts:,} parts, as no workbook does",
                    ).given(most_parts=_MOST_PARTS),
                    _BOMB_CURE,
                )


def _refuse_announced(file: str, parts: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in parts):
        refuse(
            file,
            Phrase(ru="это архив с паролем", en="is an archive with a password"),
            Phrase(
                ru="распакуйте его с паролем и укажите файл, который внутри",
                en="unpack it with the password, and name the workbook inside",
            ),
        )
    if any(info.compress_type not in _PACKED_AS for info in parts):
        refuse(
            file,
            Phrase(
                ru="упакован так, как Excel не пакует",
                en="is packed in a way that Excel does not use",
            ),
            Phrase(
                ru="упакуйте его обычным способом (Deflate) или сохраните ещё раз в Excel",
                en="pack it again in the usual way (Deflate), or save it again in Excel",
            ),
        )
    packed = sum(info.compress_size for info in parts)
    unpacked = sum(info.file_size for info in parts)
    _refuse_bomb(file, unpacked, unpacked, packed)


def _refuse_bomb(file: str, all_bytes: int, bytes_here: int, packed_bytes: int) -> None:
    """Stop when too much comes out: in all, or for what was packed.

    Raises:
        SourceFileError: it does.
    """
    if all_bytes > MOST_UNPACKED_BYTES:
        refuse(
            file,
            Phrase(
                ru="распаковывается больше чем в {most:,} байт",
                en="unpacks to more than {most:,} bytes",
            ).given(most=MOST_UNPACKED_BYTES),
            Phrase(
                ru="уберите из него картинки и старые листы или разделите его; {bomb_cure}",
                en="take pictures and old sheets out of it, or part it; {bomb_cure}",
            ).given(bomb_cure=_BOMB_CURE),
        )
    if bytes_here > _RATIO_FROM_BYTES and bytes_here > MOST_RATIO * packed_bytes:
        refuse(
            file,
            Phrase(
                ru="распаковывается больше чем в {most_ratio} раз, как архивная бомба",
                en="unpacks to more than {most_ratio} times its size, as a bomb does",
            ).given(most_ratio=MOST_RATIO),
            _BOMB_CURE,
        )


def beside(part: str, target: str) -> str:
    """The part that a link of another part leads to: from the root, or from where that one lies.

    >>> beside("xl/workbook.xml", "worksheets/sheet1.xml"), beside("xl/a.xml", "/xl/b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/b.xml')
    """
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in (PurePosixPath(part).parent / target).parts:
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
