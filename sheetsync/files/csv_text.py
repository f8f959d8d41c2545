"""The rows of a CSV text: its delimiter by the headers that fit, its quotes taken strictly."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sheetsync.files.encodings import DELIMITERS
from sheetsync.files.known_headers import KnownHeaders
from sheetsync.files.refusals import MOST_CELLS, refuse, too_many_cells
from sheetsync.language import Phrase

Rows = list[list[str]]
#: A line that some programs put in front to say which delimiter follows.
_DELIMITER_LINE = re.compile(r'"?sep=(.?)"?\r?\n', re.IGNORECASE)
_HEAD_CHARACTERS = 1 << 16
_QUOTED_CURE = Phrase(
    ru='кавычку внутри ячейки в кавычках пишите дважды ("") или сохраните ещё раз как CSV UTF-8 '
    "в Excel",
    en='write "" for a quote inside a quoted cell, or save it again as CSV UTF-8 in Excel',
)
_BACKSLASH_CURE = Phrase(
    ru='выгрузите его ещё раз с двойными кавычками ("") вместо \\"',
    en='export it again with doubled quotes ("") instead of \\"',
)
#: How programs keep zeros in front: ="0001"; a quoted cell behind a space.
_KEPT_TEXT = re.compile(r'="([^"]*)"|\s+"([^"]*)"')
_CUT_TEXT = re.compile(r'="[^"]*|\s+"[^"]*')
_OTHER_BACKSLASH = re.compile(r'\\(?!["\\])')
_PAIRED_BACKSLASH = re.compile(r'\\["\\]')
_FEWEST_SWALLOWED = 2


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The cells of a CSV text.

    Attributes:
        rows: as they stand.
        delimiter: what parts the cells.
        header_row: 0-based, the row with most known headers; None without one.
    """

    rows: Rows
    delimiter: str
    header_row: int | None


@dataclass(frozen=True, slots=True)
class _Broken:
    """Where the quotes of a text stop making sense."""

    line: int
    why: str


def parsed_csv(file: str, text: str, headers: KnownHeaders) -> CsvTable:
    """The rows of a CSV text.

    Args:
        file: its name, for messages.
        text: the text.
        headers: those that are known; the delimiter is the one under which most of them fit, else
            the one that parts all rows into the same number of cells, else the one that parts most.

    Raises:
        SourceFileError: quotes are not closed or escaped in a way that shifts cells; the line is
            named.
    """
    told = _DELIMITER_LINE.match(text)
    if told:
        text, delimiter = text[told.end() :], told[1] or "\t"
    else:
        delimiter = _delimiter(text, headers)
    head = _loose(text[:_HEAD_CHARACTERS], delimiter)
    header_row = headers.row_in(head)
    width = len(head[header_row]) if header_row is not None else max(map(len, head), default=0)
    if text.count(delimiter) + text.count("\n") > MOST_CELLS:
        too_many_cells(
            file,
            Phrase(
                ru="ячеек больше {most_cells:,}", en="holds more cells than {most_cells:,}"
            ).given(most_cells=MOST_CELLS),
        )
    rows = _checked(file, text, delimiter)
    _refuse_swallowed(file, rows, delimiter, width)
    table = CsvTable([[_plain(file, cell) for cell in row] for row in rows], delimiter, header_row)
    _refuse_wide_rows(file, table)
    return table


def _delimiter(text: str, headers: KnownHeaders) -> str:
    """The delimiter under which most headers fit; then the most even one."""
    tried = {delimiter: _loose(text[:_HEAD_CHARACTERS], delimiter) for delimiter in DELIMITERS}

    def fitness(delimiter: str) -> tuple[int, bool, int]:
        rows = tried[delimiter]
        row = headers.row_in(rows)
        known = 0 if row is None else headers.count(rows[row])
        return known, _is_even(rows), sum(map(len, rows))

    return max(DELIMITERS, key=fitness)


def _loose(text: str, delimiter: str) -> Rows:
    """The rows as far as they can be read; broken quotes break nothing."""
    rows: Rows = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return rows
    return rows


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all rows have the same number of cells, and more than one."""
    widths = {len(row) for row in rows if row}
    return len(widths) == 1 and widths != {1}


def _checked(file: str, text: str, delimiter: str) -> Rows:
    """The rows with strict quotes; those that a backslash escapes are known by failing without."""
    plain = _strict(text, delimiter)
    if '\\"' not in text:
        return plain if isinstance(plain, list) else _refuse_quotes(file, plain)
    escaped: Rows | _Broken = _Broken(0, "")
    if not _OTHER_BACKSLASH.search(_PAIRED_BACKSLASH.sub("", text)):
        escaped = _strict(text, delimiter, escape="\\")
    if isinstance(plain, list) and isinstance(escaped, list):
        refuse(
            file,
            Phrase(
                ru='кавычки после обратной черты (\\") можно прочесть двумя способами',
                en='its quotes behind backslashes (\\") can be read in two ways',
            ),
            _BACKSLASH_CURE,
        )
    if isinstance(plain, _Broken) and isinstance(escaped, _Broken):
        refuse(
            file,
            Phrase(
                ru='в строке {line} кавычки после обратной черты (\\")',
                en='line {line} has quotes behind backslashes (\\")',
            ).given(line=plain.line),
            _BACKSLASH_CURE,
        )
    return plain if isinstance(plain, list) else escaped if isinstance(escaped, list) else []


def _strict(text: str, delimiter: str, escape: str | None = None) -> Rows | _Broken:
    rows: Rows = []
    line = 1
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, escapechar=escape
    )
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        return _Broken(line, str(error))
    return rows


def _refuse_quotes(file: str, broken: _Broken) -> Rows:
    if "end of data" in broken.why:
        refuse(
            file,
            Phrase(
                ru="кавычка, открытая в строке {line}, не закрыта; всё дальше стало бы одной "
                "ячейкой",
                en="a quote that opens in line {line} is never closed; all that follows would "
                "be one cell",
            ).given(line=broken.line),
            Phrase(ru="закройте её; {quoted_cure}", en="close it; {quoted_cure}").given(
                quoted_cure=_QUOTED_CURE
            ),
        )
    if "limit" in broken.why:
        refuse(
            file,
            Phrase(
                ru="в ячейке, которая начинается в строке {line}, больше 131 072 знаков",
                en="a cell that begins in line {line} has more than 131,072 characters",
            ).given(line=broken.line),
            Phrase(
                ru="закройте её кавычку, если её нет; иначе сократите текст или разделите его",
                en="close its quote, if that is missing; else shorten it, or part it",
            ),
        )
    refuse(
        file,
        Phrase(
            ru="кавычка в строке {line} закрыта посреди ячейки",
            en="a quote in line {line} is closed in the middle of a cell",
        ).given(line=broken.line),
        _QUOTED_CURE,
    )


def _refuse_swallowed(file: str, rows: Rows, delimiter: str, width: int) -> None:
    """Stop at a cell that holds a line break and a whole row's delimiters: two open quotes."""
    tight = re.compile(rf"{re.escape(delimiter)}(?=\S)")
    fewest = max(_FEWEST_SWALLOWED, width - 1)
    line = 1
    for row in rows:
        breaks = 0
        for cell in row:
            here = cell.count("\n") or cell.count("\r")
            breaks += here
            if here and len(tight.findall(cell)) >= fewest:
                refuse(
                    file,
                    Phrase(
                        ru="кавычка, открытая в строке {line}, проглатывает строки за ней",
                        en="a quote that opens in line {line} swallows the lines after it",
                    ).given(line=line),
                    Phrase(ru="закройте её; {quoted_cure}", en="close it; {quoted_cure}").given(
                        quoted_cure=_QUOTED_CURE
                    ),
                )
        line += 1 + breaks


def _plain(file: str, cell: str) -> str:
    """A cell without what programs put around it to keep it a text."""
    kept = _KEPT_TEXT.fullmatch(cell)
    if kept:
        return kept[1] if kept[1] is not None else kept[2]
    if _CUT_TEXT.fullmatch(cell):
        refuse(
            file,
            Phrase(
                ru="в ячейке {cell!r} кавычка не закрыта до разделителя",
                en="the cell {cell!r} has a quote that is not closed before the delimiter",
            ).given(cell=cell[:40]),
            Phrase(
                ru='возьмите в кавычки всю ячейку, с первого знака: "=""a;b"""',
                en='put the whole cell into quotes, from its first sign: "=""a;b"""',
            ),
        )
    return cell


def _refuse_wide_rows(file: str, table: CsvTable) -> None:
    """Stop at a row with more cells than headers: a delimiter inside a text shifted it."""
    if table.header_row is None:
        return
    width = len(table.rows[table.header_row])
    for number, row in enumerate(table.rows[table.header_row + 1 :], table.header_row + 2):
        if any(cell.strip() for cell in row[width:]):
            refuse(
                file,
                Phrase(
                    ru="в строке {number} ячеек {cells}, а заголовков {width}: {delimiter!r} "
                    "внутри текста сдвигает ячейки за ним",
                    en="row {number} has {cells} cells, and there are {width} headers: a "
                    "{delimiter!r} inside a text shifts the cells behind it",
                ).given(number=number, cells=len(row), width=width, delimiter=table.delimiter),
                Phrase(
                    ru="возьмите этот текст в кавычки или дайте лишней колонке заголовок",
                    en="put that text into quotes, or give the further column a header",
                ),
            )
