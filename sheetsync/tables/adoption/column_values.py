"""What the values of a column say of a meaning: the share that our own readers accept.

Source: adoption.md A2, "What the values say".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from sheetsync.tables.adoption.meanings import Meaning
from sheetsync.tables.adoption.team_columns import TeamColumn
from sheetsync.tables.adoption.thresholds import CELLS_TRIED, DISTINCT, LARGEST
from sheetsync.tables.catalogue.synonyms import NO_MARKS, VALUE_WORDS, YES_MARKS
from sheetsync.tables.cell_reading import read_written_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.formats import shown_currency
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

#: Texts that a reader refuses only because the locale is not known yet.
_UNDECIDED = frozenset({"AMBIGUOUS_DATE", "AMBIGUOUS_NUMBER"})
_INN = Column("inn", "inn")
_LONGEST_CODE = 40
_LONGEST_NAME = 120
#: Words of a value that names somebody; more are a sentence.
_NAME_WORDS = 8
_COMMENTS = frozenset({"comment", "note"})
_NAMES_OF_ROWS = frozenset({"partners.name", "entities.legal_name"})
_YES = frozenset(map(comparable, (*YES.each, *YES_MARKS, "true", "истина")))
_NO = frozenset(map(comparable, (*NO.each, *NO_MARKS, "false", "ложь")))

Accepts = Callable[[Cell], bool]


def value_share(column: TeamColumn, meaning: Meaning, written: Conventions) -> float:
    """The share of a column's values that fit a meaning, 0 to 1; references are looked up apart."""
    share = _share(column, meaning, written)
    if not share or not _wants_distinct(meaning):
        return share
    distinct = distinct_share(column, written)
    return share * distinct if distinct < DISTINCT else share


def _share(column: TeamColumn, meaning: Meaning, written: Conventions) -> float:
    limit = LARGEST.get(meaning.code)
    kind = meaning.column.kind
    if limit is not None:
        return column_share(column, meaning.code, lambda cell: _is_up_to(limit, cell, written))
    if kind == "text":
        return _text_share(column, meaning, written)
    if kind == "enum":
        words = known_words(meaning)
        return column_share(column, meaning.code, lambda cell: _word(cell, written) in words)
    if kind == "id":
        return column_share(column, "id", lambda cell: _is_code(cell, written))
    if kind == "bool":
        return mark_share(column, written)
    return column_share(column, kind, lambda cell: is_read(cell, meaning.column, written))


def column_share(column: TeamColumn, key: object, accepts: Accepts) -> float:
    """The share of accepted cells; the first few decide whether the rest is looked at."""
    if key not in column.known:
        column.known[key] = _counted(column.cells, accepts)
    return column.known[key]


def _counted(cells: Sequence[Cell], accepts: Accepts) -> float:
    if not cells:
        return 0.0
    first = sum(map(accepts, cells[:CELLS_TRIED]))
    if not first:
        return 0.0
    return (first + sum(map(accepts, cells[CELLS_TRIED:]))) / len(cells)


def is_read(cell: Cell, column: Column, written: Conventions) -> bool:
    """Whether our reader of that kind takes a cell, or would, once the locale is known."""
    read = read_written_cell(cell, column, written)
    return read.error in _UNDECIDED or (read.error is None and read.value is not None)


def inn_share(column: TeamColumn, written: Conventions) -> float:
    """The share of values that are INNs, by their check digits."""
    return column_share(column, "inn", lambda cell: is_read(cell, _INN, written))


def mark_share(column: TeamColumn, written: Conventions) -> float:
    """The share of values that say yes or no."""
    return column_share(column, "@yes_no", lambda cell: _word(cell, written) in _YES | _NO)


def code_share(column: TeamColumn, written: Conventions) -> float:
    """The share of values that look like codes, not like names: a digit, and no space."""
    return column_share(column, "@code", lambda cell: _looks_like_code(cell, written))


def distinct_share(column: TeamColumn, written: Conventions) -> float:
    """How many values differ, by how many there are; 1.0 of an empty column."""
    texts = column.texts(written)
    return len(set(map(comparable, texts))) / len(texts) if texts else 1.0


def known_words(meaning: Meaning) -> Mapping[str, str]:
    """What an enumeration's values may be called, as compared, and the code of each."""
    return _known_words(meaning.code, meaning.column)


@lru_cache(maxsize=64)
def _known_words(code: str, column: Column) -> Mapping[str, str]:
    others = {comparable(word): value for word, value in VALUE_WORDS.get(code, {}).items()}
    return others | dict(spellings_of(column.allowed))


def strange_words(
    column: TeamColumn, meaning: Meaning, written: Conventions
) -> Iterator[tuple[str, str]]:
    """Words of a column that our reader does not know and others use, each with its code."""
    if meaning.column.kind != "enum":
        return
    words = {**known_words(meaning), **_marks(meaning)}
    for text in dict.fromkeys(column.texts(written)):
        code = words.get(comparable(text))
        if code and not is_read(Cell(text, text), meaning.column, written):
            yield text, code


def _marks(meaning: Meaning) -> Mapping[str, str]:
    """What marks stand for where a partner is active or not."""
    if meaning.code != "partners.status":
        return {}
    return dict.fromkeys(_YES, "active") | dict.fromkeys(_NO, "ended")


def has_words(column: TeamColumn, meaning: Meaning, written: Conventions) -> bool:
    """Whether some sums stand beside words that our reader refuses: «1 200 у.е.»."""
    return meaning.column.kind in _NUMBERS and any(
        isinstance(cell.stored, str)
        and any(sign.isdigit() for sign in cell.stored)
        and not is_read(cell, meaning.column, written)
        for cell in column.cells
    )


_NUMBERS = frozenset({"money", "integer", "decimal"})


def named_currencies(column: TeamColumn, meaning: Meaning) -> tuple[str, ...]:
    """The currencies that a column of sums names, each once."""
    if meaning.column.kind != "money":
        return ()
    texts = (cell.shown or str(cell.stored) for cell in column.cells)
    found = dict.fromkeys(shown_currency(text) for text in texts)
    return tuple(code for code in found if code and code.isalpha())


def _wants_distinct(meaning: Meaning) -> bool:
    is_only_key = meaning.column.key and meaning.column.name in {
        "partner_id",
        "entity_id",
        "job_id",
    }
    is_own_key = is_only_key and not meaning.column.refers_to
    return is_own_key or meaning.code in _NAMES_OF_ROWS


def _text_share(column: TeamColumn, meaning: Meaning, written: Conventions) -> float:
    if meaning.column.name in _COMMENTS:
        return column_share(column, "comment", lambda cell: isinstance(cell.stored, str))
    return name_share(column, written)


def name_share(column: TeamColumn, written: Conventions) -> float:
    """The share of values that may name somebody."""
    return column_share(column, "name", lambda cell: _is_name(cell, written))


def _is_name(cell: Cell, written: Conventions) -> bool:
    """Whether a cell may name somebody: letters, and neither an address nor a day."""
    text = cell.stored
    if not isinstance(text, str) or len(text) > _LONGEST_NAME or len(text.split()) > _NAME_WORDS:
        return False
    if "@" in text or "://" in text or not any(sign.isalpha() for sign in text):
        return False
    return not is_read(cell, _DAY, written) and not is_read(cell, _SUM, written)


_DAY, _SUM = Column("day", "date"), Column("sum", "money")


def _is_code(cell: Cell, written: Conventions) -> bool:
    """Whether a cell may be a number of something: short, neither an address nor a day."""
    text = str(cell.stored)
    if len(text) > _LONGEST_CODE or "@" in text or "://" in text:
        return False
    if not is_read(cell, _ID, written):
        return False
    return not isinstance(cell.stored, str) or not is_read(cell, _DAY, written)


_ID = Column("code", "id")


def _looks_like_code(cell: Cell, written: Conventions) -> bool:
    text = _word(cell, written)
    return any(sign.isdigit() for sign in text) and " " not in text and _is_code(cell, written)


def _is_up_to(limit: float, cell: Cell, written: Conventions) -> bool:
    read = read_written_cell(cell, _NUMBER, written)
    return read.error is None and read.value is not None and 0 <= float(str(read.value)) <= limit


_NUMBER = Column("number", "decimal")


def _word(cell: Cell, written: Conventions) -> str:
    if isinstance(cell.stored, bool):
        return "true" if cell.stored else "false"
    del written
    return comparable(str(cell.stored).strip())
