"""The XML of an .xlsx file's parts, read element by element within bounds."""

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from sheetsync.files.archive import Archive
from sheetsync.files.refusals import DAMAGED_CURE, refuse
from sheetsync.language import Phrase

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
#: A workbook within the other bounds needs fewer; each costs time.
MOST_ELEMENTS = 12_000_000
_DEEPEST = 100
#: No tag is so long; the parser would keep all of it.
_LONGEST_TAG_BYTES = 1_000_000

Attributes = Mapping[str, str]


class Listener(Protocol):
    """What is told of a part's elements; names are with their namespaces: ``namespace name``."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands inside the element that began last."""


def read_part(archive: Archive, name: str, listener: Listener) -> None:
    """Tell a listener all elements of a part.

    Raises:
        SourceFileError: the part is missing, damaged, of the strict kind, or declares entities.
    """
    if name not in archive:
        refuse(
            archive.file,
            Phrase(
                ru="нет части {name}: файл обрезан",
                en="its part {name} is missing: the file is cut",
            ).given(name=name),
            DAMAGED_CURE,
        )
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_entities(archive.file, name)
    guard = Guard(archive.file, name, listener)
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = listener.text
    fed = 0
    try:
        for chunk in archive.chunks(name):
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG_BYTES:
                refuse(
                    archive.file,
                    Phrase(
                        ru="в части {name} есть незакрытый тег",
                        en="its part {name} has a tag without an end",
                    ).given(name=name),
                    DAMAGED_CURE,
                )
        parser.Parse(b"", True)  # expat takes its arguments by place
    except expat.ExpatError as error:
        refuse(
            archive.file,
            Phrase(
                ru="часть {name} повреждена в строке {lineno} ({what})",
                en="its part {name} is damaged in line {lineno} ({what})",
            ).given(
                name=name,
                lineno=error.lineno,
                what=expat.errors.messages.get(error.code, error.code),
            ),
            DAMAGED_CURE,
        )


def _no_entities(file: str, name: str) -> Callable[..., None]:
    def refused(*_told: object) -> None:
        refuse(
            file,
            Phrase(
                ru="в части {name} объявлены сущности (DOCTYPE), программы таблиц так не пишут",
                en="its part {name} declares entities (DOCTYPE), as no spreadsheet program does",
            ).given(name=name),
            Phrase(
                ru="не открывайте его, если не знаете, кто его сделал; иначе сохраните его "
                "таблицы новым файлом",
                en="do not open it if you do not know who made it; else save its tables as a "
                "new workbook",
            ),
        )

    return refused


class Guard:
    """Hands elements on, and stops at a part that is built to cost.

    Attributes:
        count: elements so far.
    """

    def __init__(self, file: str, name: str, listener: Listener) -> None:
        self._file = file
        self._name = name
        self._listener = listener
        self.count = 0
        self._depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins.

        Raises:
            SourceFileError: the part is of the strict kind, or there are too many or too deep.
        """
        if not self.count and name.startswith(_STRICT):
            refuse(
                self._file,
                Phrase(
                    ru="это вид «Строгая книга Open XML»",
                    en="is of the kind Strict Open XML Spreadsheet",
                ),
                Phrase(
                    ru="в Excel: «Сохранить как» → «Книга Excel (.xlsx)», а не «Строгая книга "
                    "Open XML»",
                    en="in Excel: Save As, Excel Workbook (.xlsx), not Strict Open XML Spreadsheet",
                ),
            )
        self.count += 1
        self._depth += 1
        if self.count > MOST_ELEMENTS:
            refuse(
                self._file,
                Phrase(
                    ru="в части {name} больше {most_elements:,} ячеек и пометок",
                    en="its part {name} holds more than {most_elements:,} cells and marks",
                ).given(name=self._name, most_elements=MOST_ELEMENTS),
                Phrase(
                    ru="удалите пустые строки и колонки, в которых есть только формат, и "
                    "сохраните ещё раз",
                    en="delete the empty rows and columns that only carry formats, and save "
                    "it again",
                ),
            )
        if self._depth > _DEEPEST:
            refuse(
                self._file,
                Phrase(
                    ru="вложенность части {name} глубже {deepest} уровней",
                    en="its part {name} is nested deeper than {deepest} levels",
                ).given(name=self._name, deepest=_DEEPEST),
                Phrase(
                    ru="сохраните его таблицы новым файлом в Excel",
                    en="save its tables as a new workbook in Excel",
                ),
            )
        self._listener.start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        self._listener.end(name)
