"""What is wrong with the headers of a file's tab, in words that name the header."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from sheetsync.language import Phrase, Sayable, Several, languages
from sheetsync.tables.cells import Grid, a1
from sheetsync.tables.cleaning import cleaned, header_key
from sheetsync.tables.reading.headers import SEARCHED_ROWS
from sheetsync.tables.schema import Column, PeopleTab

_SHOWN_HEADERS = 6
#: How alike two headers are, of 100, that one may be meant by the other.
_NEAR = 70
#: A shorter text is a part of many headers, and means none of them.
_SHORTEST = 3


def wrong_headers(grid: Grid, tab: PeopleTab, read_as: str) -> Sayable:
    """What stands where headers should, what is wanted, what is near, and how it was read.

    Args:
        grid: by rows; none is known as headers, and one at least holds something.
        tab: as the catalogue has it.
        read_as: the encoding and the delimiter of a .csv file; "" for other files.
    """
    texts = [_texts(row) for row in grid.stored[:SEARCHED_ROWS]]
    number, row = max(enumerate(texts, start=1), key=lambda one: sum(map(bool, one[1])))
    wanted = [column for column in tab.columns if column.required]
    shown = [repr(text) for text in row if text][:_SHOWN_HEADERS]
    names = [repr(_name_like(row, column)) for column in wanted]
    said: list[Sayable] = [
        Phrase(ru="в строке {number} стоит {shown}", en="row {number} holds {shown}").given(
            number=number, shown=", ".join(shown)
        ),
        Phrase(ru="нужны {names}", en="wanted are {names}").given(names=", ".join(names)),
    ]
    said += [near for column in wanted if (near := nearest_header(row, column, number))]
    if read_as:
        said.append(
            Phrase(ru="прочитано как {read_as}", en="read as {read_as}").given(read_as=read_as)
        )
    return Several(said)


def nearest_header(row: Sequence[object], column: Column, number: int) -> Sayable | None:
    """Which cell of a row may be meant as a column's header, in words; None when none is near.

    Args:
        row: the cells where headers stand.
        column: one that was not found there.
        number: 1-based, of the row.
    """
    texts = _texts(row)
    name = _name_like(texts, column)
    found = process.extractOne(
        header_key(name),
        [key if len(key := header_key(text)) >= _SHORTEST else "" for text in texts],
        scorer=fuzz.WRatio,
    )
    if found[1] < _NEAR:
        return None
    return Phrase(
        ru="«{text}» в {cell} — возможно, «{name}»", en="{text!r} in {cell} is perhaps {name!r}"
    ).given(text=texts[found[2]], cell=a1(number, found[2] + 1), name=name)


def _texts(row: Sequence[object]) -> list[str]:
    return ["" if cell is None else cleaned(str(cell)).text for cell in row]


def _name_like(texts: Sequence[str], column: Column) -> str:
    """The column's header in the language of the others."""
    return _in_script(column, is_latin=all(text.isascii() for text in texts))


def _in_script(column: Column, *, is_latin: bool) -> str:
    """The first of the column's headers that is written in those letters."""
    headers = [column.header(lang) for lang in languages()]
    return next((name for name in headers if name.isascii() == is_latin), headers[0])
