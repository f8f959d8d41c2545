"""What the pattern of an Excel number format says: a day, a moment, a share, money, zeros."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sheetsync.tables.formats import shown_currency

#: Pieces of a pattern. Source: ECMA-376, part 1, 18.8.31.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\[(?P<bracket>[^\]]*)\]?"
    r"|\\(?P<escaped>.)"
    r"|[_*](?P<space>.)"
    r"|(?P<code>.)",
    re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+")
_HALF_DAY = re.compile(r"am/pm|a/p")
_SECONDS_PART = re.compile(r"(s\]?)[.,]0+")
_EXPONENT = re.compile(r"e[+-]")
_PLACES = re.compile(r"[0#?]")
_MOMENT = re.compile(r"(?P<elapsed>\[[hms]+\])|y+|m+|d+|h+|s+")
_LONGEST_MINUTES = 2
_PADDED = re.compile(r"0{2,}")


@dataclass(frozen=True, slots=True)
class ExcelFormat:
    """What a pattern says of the numbers it shows.

    Attributes:
        type: DATE, DATE_TIME, TIME, PERCENT, CURRENCY or NUMBER, as Google names them.
        sign: of CURRENCY, the sign or word that stands beside the number.
        padded_to: digits that are shown at least, with zeros in front; 0 for as many as there are.
    """

    type: str
    sign: str = ""
    padded_to: int = 0


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a pattern: codes in lower case, texts shown as they are, a bracket's sign."""

    codes: str
    literal: str
    sign: str


@lru_cache(maxsize=4096)
def excel_format(pattern: str) -> ExcelFormat:
    r"""What a number format is, by its pattern as an .xlsx file holds it.

    A bracket ``[$X-HHH]`` names the sign X, which may be none: then it is a locale only. Codes
    mean the same in capitals. Source: amendments.md 1, "Excel number formats".

    >>> excel_format(r"#,##0.00\ [$₽-419]"), excel_format("DD.MM.YYYY").type
    (ExcelFormat(type='CURRENCY', sign='₽', padded_to=0), 'DATE')
    >>> excel_format("[$-419]#,##0.00").type, excel_format("YYYY-MM-DD HH:MM").type
    ('NUMBER', 'DATE_TIME')
    """
    sections = [_section(part) for part in _sections(pattern)]
    # A first section may say something of zero alone: [=0]"-";#,##0.00
    telling = (one for one in sections if _PLACES.search(one.codes) or _moment(one.codes))
    section = next(telling, sections[0])
    codes = _SECONDS_PART.sub(r"\1", section.codes)
    if not _PLACES.search(codes):
        moment = _moment(codes)
        if moment:
            return ExcelFormat(moment)
    if "%" in section.codes:
        return ExcelFormat("PERCENT")
    if section.sign or _names_money(section.literal):
        return ExcelFormat("CURRENCY", " ".join(section.literal.split()))
    is_padded = _PADDED.fullmatch(section.codes) and not section.literal.strip()
    return ExcelFormat("NUMBER", padded_to=len(section.codes) if is_padded else 0)


def _sections(pattern: str) -> Iterator[str]:
    """The parts between semicolons that are neither quoted nor escaped; one at least."""
    start = 0
    for piece in _PIECE.finditer(pattern):
        if piece["code"] == ";":
            yield pattern[start : piece.start()]
            start = piece.end()
    yield pattern[start:]


def _section(text: str) -> _Section:
    codes: list[str] = []
    literal: list[str] = []
    signs: list[str] = []
    for piece in _PIECE.finditer(text):
        code, bracket = piece["code"], piece["bracket"]
        if bracket is not None:
            signs.append(_bracket_sign(bracket))
            literal.append(signs[-1])
            codes.append(_elapsed(bracket))
        elif code is None:
            literal.append(piece["quoted"] or piece["escaped"] or " ")
        elif code.isascii() and code != "$":
            codes.append(code.lower())
        else:
            literal.append(code)
    joined = "".join(codes).strip()
    if _PLACES.search(joined):
        # Letters among digits were meant to be shown, though nobody quoted them: 0.00 USD.
        literal.append("".join(re.findall(r"[a-z ]+", _EXPONENT.sub("", joined))))
    return _Section(joined, "".join(literal), "".join(signs))


def _bracket_sign(bracket: str) -> str:
    """Of ``$X-HHH`` the X; of a colour, a condition or a locale nothing."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _elapsed(bracket: str) -> str:
    """Hours, minutes or seconds that go on counting, kept in their brackets."""
    lower = bracket.lower()
    return f"[{lower}]" if _ELAPSED.fullmatch(lower) else ""


def _names_money(literal: str) -> bool:
    """Whether a text beside a number is a currency's sign, word or code."""
    if any(unicodedata.category(letter) == "Sc" for letter in literal):
        return True
    return shown_currency(literal.strip()) not in {None, "?"}


def _moment(codes: str) -> str:
    """DATE, TIME or DATE_TIME when the codes show a day or a time of day, else ""."""
    found = list(_MOMENT.finditer(_plain_codes(codes)))
    kinds = set()
    for at, code in enumerate(found):
        before = found[at - 1][0].strip("[]")[0] if at else ""
        after = found[at + 1][0].strip("[]")[0] if at + 1 < len(found) else ""
        letter = code[0].strip("[]")[0]
        is_time = code["elapsed"] or letter in "hs"
        is_minutes = len(code[0]) <= _LONGEST_MINUTES and (before == "h" or after == "s")
        kinds.add("TIME" if is_time or (letter == "m" and is_minutes) else "DATE")
    return "DATE_TIME" if len(kinds) > 1 else "".join(kinds)


def _plain_codes(codes: str) -> str:
    """The codes without words that hold letters of days and times."""
    without = codes.replace("general", "").replace("standard", "")
    return _HALF_DAY.sub("", without)
