"""Yes and no. Source: cells-and-tables.md, Bool."""

from sheetsync.language import Phrase
from sheetsync.tables.kinds.cell_input import CellInput, CellResult, refused
from sheetsync.tables.schema import Column

#: What dropdowns offer and people type.
YES, NO = Phrase(ru="да", en="yes"), Phrase(ru="нет", en="no")
_YES = frozenset({"true", "yes", "да", "истина", "1"})
_NO = frozenset({"false", "no", "нет", "ложь", "0"})


def read_bool(given: CellInput, column: Column) -> CellResult:
    """A tick, or one of a few words in any case. Blank is unknown, not no."""
    del column
    stored = given.stored
    if isinstance(stored, str):
        word = stored.casefold()
        is_yes = word in _YES or word in YES.each
        if is_yes or word in _NO or word in NO.each:
            return CellResult(is_yes)
    elif stored in (0, 1):
        return CellResult(bool(stored))
    return refused("BAD_BOOL")
