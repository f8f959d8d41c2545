"""Which formulas a request has made outdated: by what they name, and by what it changed."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sheetsync.sandbox.formulas import Place, tells_when_computed, unknown_words
from sheetsync.sandbox.formulas.references import Corner, Reference, references
from sheetsync.sandbox.rope import Block, Rows
from sheetsync.sandbox.workbook import Sheet, Workbook

_FAR = 2**31 - 1
#: Functions whose value changes with the clock.
_VOLATILE = ("TODAY(", "NOW(", "RAND(", "RANDBETWEEN(")
#: Functions that tell where their own cell stands: rows inserted above change their value.
_OWN_PLACE = re.compile(r"\b(?:ROW|COLUMN)\(\s*\)", re.IGNORECASE)
#: What `Block.refers` holds besides titles: the own sheet, anything at all, the clock.
_OWN, _ANYTHING, _CLOCK = "", "*", "@"


class Span(NamedTuple):
    """A rectangle of cells, its rows and columns counted from 0, the last ones not included."""

    top: int
    bottom: int
    left: int = 0
    right: int = _FAR


#: By title in lower case. None: every formula, whatever it names.
Areas = Mapping[str, list[Span]] | None


def outline_of(workbook: Workbook) -> dict[str, object]:
    """What formulas stand on besides cells: the titles, and the names, the locale, the zone."""
    rest = [workbook.named_ranges, workbook.locale, workbook.properties.get("timeZone")]
    return {
        "titles": sorted(sheet.title.casefold() for sheet in workbook.sheets),
        "rest": zlib.crc32(msgspec.json.encode(rest)),
    }


def changed_areas(workbook: Workbook) -> Areas:
    """What this request changed so far."""
    now, before = outline_of(workbook), workbook.outline
    if now["rest"] != before.get("rest"):
        return None
    areas = {
        sheet.title.casefold(): spans for sheet in workbook.sheets if (spans := _spans(sheet.rows))
    }
    titles = set(_titles(now)) ^ set(_titles(before))
    return areas | {title: [Span(0, _FAR)] for title in titles}


def _titles(outline: Mapping[str, object]) -> list[str]:
    found = outline.get("titles", ())
    return [str(title) for title in found] if isinstance(found, list) else []


def _spans(rows: Rows) -> list[Span]:
    if rows.rearranged or rows.dropped:
        return [Span(0, _FAR)]
    return [
        Span(start, start + block.count)
        for start, block in (rows.stretch(0, rows.length()) if rows.changed else ())
        if id(block) in rows.changed
    ]


def outdated(workbook: Workbook, areas: Areas) -> dict[Place, str]:
    """The texts of the formulas to compute, by place: those that name changed cells, and on.

    Args:
        workbook: with its changes.
        areas: what changed.
    """
    if areas is None:
        return {place: text for place, text, _ in _formulas(workbook, None)}
    found: dict[Place, str] = {}
    is_first = True
    while areas or is_first:
        news = {
            place: text
            for place, text, is_sure in _formulas(workbook, areas)
            if place not in found
            and ((is_first and is_sure) or _names_any(text, place.title.casefold(), areas))
        }
        found |= news
        areas = _around(news)
        is_first = False
    return found


def is_volatile(workbook: Workbook) -> bool:
    """Whether a formula's value changes with the clock."""
    return any(
        _CLOCK in _refers(sheet.rows, block)
        for sheet in workbook.sheets
        for _, block in _blocks(sheet)
    )


def blocks_naming(workbook: Workbook, title: str) -> Iterator[tuple[Sheet, int, Block]]:
    """The blocks of formulas of which any names cells of a sheet, with their first rows."""
    named = title.casefold()
    for sheet in workbook.sheets:
        wanted = {named, _OWN} if sheet.title.casefold() == named else {named}
        for start, block in _blocks(sheet):
            if not wanted.isdisjoint(_refers(sheet.rows, block)):
                yield sheet, start, block


def _blocks(sheet: Sheet) -> Iterator[tuple[int, Block]]:
    """The blocks that hold formulas."""
    rows = sheet.rows
    for start, block in rows.stretch(0, rows.length()):
        if block.formulas or id(block) in rows.changed:
            yield start, block


def _formulas(workbook: Workbook, areas: Areas) -> Iterator[tuple[Place, str, bool]]:
    """The formulas that may name a cell of some areas, and whether each is to be computed anyway.

    That are the ones in a changed part of the sheet, and those of which nothing is known.
    """
    for sheet in workbook.sheets:
        title = sheet.title
        own = {_OWN, title.casefold()}
        for start, block in _blocks(sheet):
            refers = _refers(sheet.rows, block)
            known = refers if areas is None else refers & (areas.keys() | {_ANYTHING})
            is_changed = id(block) in sheet.rows.changed
            if not (known or is_changed or (areas and refers & own and title.casefold() in areas)):
                continue
            for offset, row in enumerate(sheet.rows.rows_of(block)):
                for column, extra in row.extras.items() if row else ():
                    if "formula" in extra:
                        text = str(extra["formula"])
                        is_sure = is_changed or _ANYTHING in _named_titles(text)
                        yield Place(title, start + offset, column), text, is_sure


def _refers(rows: Rows, block: Block) -> frozenset[str]:
    """What the formulas of a block name: titles in lower case, and the signs above."""
    if block.refers is None:
        block.refers = frozenset(
            named
            for row in rows.rows_of(block)
            for extra in (row.extras.values() if row else ())
            if "formula" in extra
            for named in _named_titles(str(extra["formula"]))
        )
    return block.refers


@lru_cache(maxsize=65536)
def _named_titles(text: str) -> frozenset[str]:
    named = {title for title, _ in _named_spans(text)}
    upper = text.upper()
    is_timed = any(word in upper for word in _VOLATILE)
    if is_timed or tells_when_computed(text) or unknown_words(text):
        named.add(_ANYTHING)
    return frozenset(named | ({_CLOCK} if is_timed else set()))


@lru_cache(maxsize=65536)
def _named_spans(text: str) -> tuple[tuple[str, Span], ...]:
    """The cells that a formula names, each with its title in lower case."""
    own = [(_OWN, Span(0, _FAR))] if _OWN_PLACE.search(text) else []
    named = references(text)
    return (
        *own,
        *(((reference.title or _OWN).casefold(), _span(reference)) for reference in named),
    )


def _names_any(text: str, home: str, areas: Mapping[str, list[Span]]) -> bool:
    return any(
        _meet(span, area)
        for title, span in _named_spans(text)
        for area in areas.get(title or home, ())
    )


def _span(reference: Reference) -> Span:
    first, last = reference.first, reference.last or reference.first
    top, bottom = _side(first, last, "row")
    left, right = _side(first, last, "column")
    return Span(top, bottom, left, right)


def _side(first: Corner, last: Corner, name: str) -> tuple[int, int]:
    ends: list[int | None] = [getattr(first, name), getattr(last, name)]
    known = sorted(end for end in ends if end is not None)
    if not known:
        return 0, _FAR
    return known[0], _FAR if None in ends else known[-1] + 1


def _meet(one: Span, other: Span) -> bool:
    rows = one.top < other.bottom and other.top < one.bottom
    return rows and one.left < other.right and other.left < one.right


def _around(places: Iterable[Place]) -> dict[str, list[Span]]:
    """The cells of formulas: one rectangle for each column of a sheet."""
    ends: dict[tuple[str, int], tuple[int, int]] = {}
    for place in places:
        key = (place.title.casefold(), place.column)
        top, bottom = ends.get(key, (place.row, place.row))
        ends[key] = (min(top, place.row), max(bottom, place.row))
    areas: dict[str, list[Span]] = {}
    for (title, column), (top, bottom) in ends.items():
        areas.setdefault(title, []).append(Span(top, bottom + 1, column, column + 1))
    return areas
