"""What an .xlsx file says of itself: which sheets, their texts, number formats, first day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.escape import unescape

from sheetsync.files.archive import Archive, beside
from sheetsync.files.markup import MAIN, RELATION, Attributes, read_part
from sheetsync.files.refusals import MOST_CELLS, refuse, too_many_cells
from sheetsync.files.source import kept_text
from sheetsync.language import Phrase

_LINK = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_ROOT_LINKS = "_rels/.rels"
_WORKBOOK = "xl/workbook.xml"
_GENERAL = "General"
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part that holds its cells."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a file share.

    Attributes:
        sheets: those with cells, in their order.
        texts: the shared ones.
        patterns: number formats by the number that cells name.
        counts_from_1904: whether day 0 is 1 January 1904, as in files of Excel for Mac.
        styles: the part with the styles of cells; "" without one.
    """

    sheets: tuple[SheetPart, ...]
    texts: Sequence[str] = ()
    patterns: Sequence[str] = (_GENERAL,)
    counts_from_1904: bool = False
    styles: str = ""


def read_book(archive: Archive) -> Book:
    """Read all but the cells.

    Raises:
        SourceFileError: a part is missing or damaged, or it is another kind of document.
    """
    workbook = _workbook_part(archive)
    told = _Workbook()
    read_part(archive, workbook, told)
    links = links_of(archive, workbook)
    sheets = tuple(_sheets(archive.file, told, links))
    if not sheets:
        refuse(
            archive.file,
            Phrase(ru="нет ни одного листа с ячейками", en="holds no sheet with cells"),
            Phrase(ru="укажите файл с таблицами", en="name the file with the tables"),
        )
    texts, styles, styles_part = _Texts(archive.file), _Styles(), ""
    for link in links.values():
        if link.kind == "sharedStrings" and link.part in archive:
            read_part(archive, link.part, texts)
        if link.kind == "styles" and link.part in archive:
            styles_part = link.part
            read_part(archive, link.part, styles)
    patterns = styles.patterns() or (_GENERAL,)
    return Book(sheets, texts.found, patterns, told.counts_from_1904, styles_part)


@dataclass(frozen=True, slots=True)
class Linked:
    """Where a link leads.

    Attributes:
        kind: of part.
        part: its name; "" for what lies outside the file.
        address: of what lies outside.
    """

    kind: str
    part: str
    address: str = ""


def _workbook_part(archive: Archive) -> str:
    """The part with the list of sheets."""
    found = [
        link.part
        for link in links_of(archive, "", _ROOT_LINKS).values()
        if link.kind == "officeDocument" and link.part
    ]
    part = found[0] if found else _WORKBOOK
    if part not in archive or not part.casefold().endswith(".xml") or "workbook" not in part:
        archive.refuse_other_archives() if _WORKBOOK not in archive else None
        part = _WORKBOOK
    return part


def links_of(archive: Archive, part: str, name: str = "") -> dict[str, Linked]:
    """The links of a part by their ids."""
    folder, _, file = part.rpartition("/")
    name = name or f"{folder}/_rels/{file}.rels"
    if name not in archive:
        return {}
    links = _Links(part)
    read_part(archive, name, links)
    return links.found


def _sheets(file: str, told: "_Workbook", links: dict[str, Linked]) -> Iterator[SheetPart]:
    for name, link_id in told.sheets:
        link = links.get(link_id)
        if link is None:
            refuse(
                file,
                Phrase(
                    ru="в списке частей нет листа «{name}»: файл обрезан",
                    en="the list of its parts lacks the sheet {name!r}: the file is cut",
                ).given(name=name),
                Phrase(
                    ru="откройте его в Excel, дайте исправить файл и сохраните как «Книга "
                    "Excel (.xlsx)»",
                    en="open it in Excel, let it repair the file, and save as Excel Workbook "
                    "(.xlsx)",
                ),
            )
        if link.kind == "worksheet" and link.part:
            yield SheetPart(name, link.part)


class _Listening:
    """A listener that hears nothing of what it does not ask for."""

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """No text matters."""


class _Links(_Listening):
    def __init__(self, part: str) -> None:
        self._part = part
        self.found: dict[str, Linked] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name != _LINK:
            return
        kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
        is_outside = attributes.get("TargetMode") == "External"
        linked = (
            Linked(kind, "", target) if is_outside else Linked(kind, beside(self._part, target))
        )
        self.found[attributes.get("Id", "")] = linked


class _Workbook(_Listening):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.counts_from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == f"{MAIN} sheet":
            title = kept_text(attributes.get("name", ""))
            self.sheets.append((title, attributes.get(f"{RELATION} id", "")))
        elif name == f"{MAIN} workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "").lower() in _TRUE


@dataclass(slots=True)
class _Styles:
    """Number formats: those of the file by id, and which id each style of cells has."""

    _own: dict[str, str] = field(default_factory=dict)
    _used: list[str] = field(default_factory=list)
    _in_cell_styles: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == f"{MAIN} numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == f"{MAIN} cellXfs":
            self._in_cell_styles = True
        elif name == f"{MAIN} xf" and self._in_cell_styles:
            self._used.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == f"{MAIN} cellXfs":
            self._in_cell_styles = False

    def text(self, text: str) -> None:
        """Styles have no text."""

    def patterns(self) -> list[str]:
        """The pattern of each style of cells, by its number."""
        builtin = {str(number): pattern for number, pattern in BUILTIN_FORMATS.items()}
        return [self._own.get(number, builtin.get(number, _GENERAL)) for number in self._used]


class TextGatherer:
    """The text of an element with runs; how its words are pronounced is left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open = False
        self._said = False

    def start(self, name: str) -> None:
        """An element inside the text begins."""
        if name == f"{MAIN} rPh":
            self._said = True
        self._open = name == f"{MAIN} t" and not self._said

    def end(self, name: str) -> None:
        """An element inside the text ends."""
        self._open = False
        if name == f"{MAIN} rPh":
            self._said = False

    def text(self, text: str) -> None:
        """Text stands somewhere."""
        if self._open:
            self._pieces.append(text)

    def taken(self) -> str:
        """The whole text; the next one begins."""
        whole = "".join(self._pieces)
        self._pieces.clear()
        return decoded(whole)


class _Texts:
    def __init__(self, file: str) -> None:
        self._file = file
        self._gatherer = TextGatherer()
        self.text = self._gatherer.text
        self.found: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002  # told to all
        self._gatherer.start(name)

    def end(self, name: str) -> None:
        self._gatherer.end(name)
        if name == f"{MAIN} si":
            self.found.append(self._gatherer.taken())
            if len(self.found) > MOST_CELLS:
                too_many_cells(
                    self._file,
                    Phrase(
                        ru="разных текстов больше {most_cells:,}",
                        en="holds more than {most_cells:,} different texts",
                    ).given(most_cells=MOST_CELLS),
                )


def decoded(text: str) -> str:
    r"""A text of an .xlsx file as it was typed: signs written as ``_xHHHH_`` are signs again.

    >>> decoded("Вектор_x000D_\nфилиал"), decoded("P-1_x000D_"), decoded("_x005F_x0041_")
    ('Вектор\nфилиал', 'P-1', '_x0041_')
    """
    if "_x" not in text:
        return kept_text(text)
    plain = unescape(text)
    if plain == text:
        return kept_text(text)
    # Two halves of a pair are one sign; a lone half is none.
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return kept_text(whole).rstrip("\n")
