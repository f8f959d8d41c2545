"""A value and its number format -> the text FORMATTED_VALUE gives."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from sheetsync.sandbox.formats.conventions import Conventions, conventions_of
from sheetsync.sandbox.formats.moments import moment_in_section
from sheetsync.sandbox.formats.numbers import automatic, number_in_section
from sheetsync.sandbox.formats.sections import Kind, Section, sections_of
from sheetsync.sandbox.formats.values import CellValue, ErrorValue

#: A number format as the API writes it: ``{"type": "DATE", "pattern": "dd.mm.yyyy"}``.
NumberFormat = Mapping[str, str]

_NEGATIVE_SECTION = 2
_TEXT_SECTION = 4


def shown(value: CellValue, number_format: NumberFormat | None, locale: str) -> str:
    """The text a cell shows.

    Args:
        value: what the cell holds; None shows as "".
        number_format: its effective number format, None for the automatic one. Without a
            pattern the locale's default pattern of the type is used.
        locale: the spreadsheet's locale, such as ``ru_RU``.

    Source: sheets-api 2.3; developers.google.com/sheets/api/guides/formats.
    """
    if isinstance(value, str) and not number_format:
        return value
    return shower(number_format, locale)(value)


def shower(number_format: NumberFormat | None, locale: str) -> Callable[[CellValue], str]:
    """`shown` for many cells of one format: a function of the value alone."""
    if not number_format:
        return _shower("", "", locale)
    return _shower(number_format.get("type", ""), number_format.get("pattern", ""), locale)


@lru_cache(maxsize=4096)
def _shower(kind: str, pattern: str, locale: str) -> Callable[[CellValue], str]:
    conventions = conventions_of(locale)
    sections = sections_of(pattern or conventions.patterns.get(kind, "General"))

    def show(value: CellValue) -> str:
        match value:
            case None:
                return ""
            case bool():
                return conventions.truth[not value]
            case ErrorValue():
                return value.code
            case str():
                return _text(value, sections)
            case _:
                return _number(value, sections, conventions)

    return show


def _text(text: str, sections: tuple[Section, ...]) -> str:
    """Text through the section made for it: the fourth, or a lone or last one with a ``@``."""
    if len(sections) >= _TEXT_SECTION:
        section = sections[_TEXT_SECTION - 1]
    elif sections[-1].is_text:
        section = sections[-1]
    else:
        return text
    return "".join(text if token.kind is Kind.TEXT else token.text for token in section.tokens)


def _number(number: float, sections: tuple[Section, ...], conventions: Conventions) -> str:
    section, bare = _section_for(number, sections)
    if section.is_text:
        return _text(automatic(number, conventions), sections)
    if section.is_moment:
        moment = moment_in_section(number, section, conventions)
        return automatic(number, conventions) if moment is None else moment
    sign = "-" if number < 0 and not bare and section.tokens else ""
    return sign + number_in_section(number, section, conventions)


def _section_for(number: float, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section a number goes through, and whether that section brings the minus itself."""
    numeric = sections[: _TEXT_SECTION - 1]
    if len(numeric) > 1 and numeric[-1].is_text:
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        return _first_that_fits(number, numeric), False
    if number < 0 and len(numeric) >= _NEGATIVE_SECTION:
        return numeric[1], True
    if number == 0 and len(numeric) > _NEGATIVE_SECTION:
        return numeric[2], True
    return numeric[0], False


def _first_that_fits(number: float, sections: tuple[Section, ...]) -> Section:
    for section in sections:
        if section.condition is None or section.condition(number):
            return section
    return sections[-1]
