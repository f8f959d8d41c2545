"""Columns of free text and of codes: all at once where there is nothing to clean."""

import re
import unicodedata

from sheetsync.tables.cell_reading import LOADING
from sheetsync.tables.cleaning import (
    INVISIBLE_SIGNS,
    VARIATION_SELECTOR,
    WIDE_SPACES,
    has_mixed_script,
)
from sheetsync.tables.columns.cells import ColumnCells, is_blank
from sheetsync.tables.columns.values import Listed, Values
from sheetsync.tables.kinds.cell_input import KEPT_DIGITS
from sheetsync.tables.kinds.ids import is_plain_code
from sheetsync.tables.schema import Column

#: Between texts that are looked at together; a column that holds it is looked at cell by cell.
_BETWEEN = "\x1f"
#: Signs that make a text worth a closer look: to be cleaned, or the start of a formula error.
_SUSPECT = f"{WIDE_SPACES}{INVISIBLE_SIGNS}\r#"
_SUSPECT_IN_CODE = f"{_SUSPECT}{VARIATION_SELECTOR}\n\t'"
_CARE = re.compile(rf"^\s|\s$|[{re.escape(_SUSPECT)}\ud800-\udfff]|^{re.escape(LOADING)}$")
_EXPONENT = re.compile(r"[0-9][Ee]\+?[0-9]")
_CODE_CARE = re.compile(rf"[\n\t{VARIATION_SELECTOR}]|^'|{_EXPONENT.pattern}")


def fast_texts(cells: ColumnCells, column: Column) -> tuple[Values, list[int]]:
    """The plain texts of a column, whole numbers that show themselves among them.

    Returns:
        The values, and the offsets of cells that need care.
    """
    texts, care = _as_shown(cells)
    code = column.kind == "id"
    if not _are_plain(texts, code=code):
        doubtful = [at for at, text in enumerate(texts) if _needs_care(text, code=code)]
        for at in doubtful:
            texts[at] = ""
        care += doubtful
    return Listed(column, [text or None for text in texts]), care


def _as_shown(cells: ColumnCells) -> tuple[list[str], list[int]]:
    """Texts, and whole numbers that are shown digit by digit; offsets of the rest."""
    if set(map(type, cells.stored)) == {str}:
        return [*cells.stored], []  # type: ignore[list-item]  # the line above checked the types
    texts: list[str] = []
    care: list[int] = []
    for at, value in enumerate(cells.stored):
        shown = cells.shown[at]
        if isinstance(value, str):
            texts.append(value)
        elif value.__class__ is int and len(shown) <= KEPT_DIGITS and str(value) == shown:
            texts.append(shown)
        else:
            texts.append("")
            if not is_blank(value):
                care.append(at)
    return texts, care


def _are_plain(texts: list[str], *, code: bool) -> bool:
    """Whether no text needs a closer look; told from all of them at once."""
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) >= max(len(texts), 1) or LOADING in joined:
        return False
    suspects = _SUSPECT_IN_CODE if code else _SUSPECT
    if any(sign in joined for sign in suspects if sign != _BETWEEN):
        return False
    if list(map(str.strip, texts)) != texts or not _is_well_formed(joined):
        return False
    if not code:
        return True
    odd = _EXPONENT.search(joined) or has_mixed_script(joined)
    return not odd and all(map(is_plain_code, texts))


def _is_well_formed(joined: str) -> bool:
    """Whether the text is composed (NFC) and holds no half of a surrogate pair."""
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return unicodedata.is_normalized("NFC", joined)


def _needs_care(text: str, *, code: bool) -> bool:
    if _CARE.search(text) or not unicodedata.is_normalized("NFC", text):
        return True
    if not code:
        return False
    return bool(_CODE_CARE.search(text)) or not is_plain_code(text) or has_mixed_script(text)
