"""Which tab is which, which row holds the headers, and which column stands where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from sheetsync.errors import UnusableTabError
from sheetsync.language import Phrase, Several
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import cleaned, comparable, header_key, look_alikes
from sheetsync.tables.schema import Column, Finding, PeopleTab, TableSchema, ToolTab

#: How far down a header row is looked for. Source: cells-and-tables.md, Tables.
SEARCHED_ROWS = 20
_NEAR = 50

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Headers:
    """Where a tab's headers are.

    Attributes:
        row: 1-based sheet row of the headers, None without one.
        positions: 1-based sheet column of each schema column that has a header.
        error: NO_HEADER, MISSING_COLUMN, DUPLICATE_HEADER or None.
        findings: the error, or warnings about headers.
    """

    row: int | None = None
    positions: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None
    findings: tuple[Finding, ...] = ()


def find_tab(
    tab: PeopleTab | ToolTab, titles: Sequence[str], configured: Mapping[str, str] | None = None
) -> str | None:
    """The title under which a tab stands in the workbook, None when it is missing.

    Args:
        tab: as the catalogue describes it; found by its code or a title of any language, any case.
        titles: titles in the workbook.
        configured: titles of your own by tab code (config.yaml, ``tabs``); they alone count.

    Raises:
        UnusableTabError: two tabs answer to it, and choosing one would be guessing.
    """
    found = titles_like(tab, titles, configured)
    if len(found) > 1:
        raise UnusableTabError(
            Phrase(
                ru="Вкладки {names} — это обе вкладка «{title}»",
                en="Tabs {names} both are the tab {code!r}",
            ),
            cure=Phrase(
                ru="переименуйте одну из них или назовите свою в config.yaml: tabs: {{{code}: …}}",
                en="rename one of them, or name yours in config.yaml: tabs: {{{code}: …}}",
            ),
            names=Several([_QUOTED.given(title=title) for title in found], _AND),
            title=Phrase(ru=tab.ru, en=tab.en),
            code=tab.code,
        )
    return found[0] if found else None


_QUOTED = Phrase(ru="«{title}»", en="{title!r}")
_AND = Phrase(ru=" и ", en=" and ")


def titles_like(
    tab: PeopleTab | ToolTab, titles: Iterable[str], configured: Mapping[str, str] | None = None
) -> list[str]:
    """All titles that answer to a tab's name; see `find_tab`."""
    own = (configured or {}).get(tab.code)
    accepted = {_title_key(title) for title in ([own] if own else [*tab.titles, tab.code])}
    return [title for title in titles if _title_key(title) in accepted]


@lru_cache(maxsize=4096)
def _title_key(title: str) -> str:
    return comparable(cleaned(title).text)


def find_headers(
    rows: Sequence[Row], schema: TableSchema, aliases: Mapping[str, str] | None = None
) -> Headers:
    """Find the header row and each column's place in it.

    Args:
        rows: the first rows of the tab, `SEARCHED_ROWS` or as many as `schema.header_row` needs.
        schema: the columns wanted.
        aliases: headers of your own by column name; they alone count for that column.

    Source: cells-and-tables.md, Tables; the first of 20 rows that holds every required column.
    """
    columns = [_with_alias(column, (aliases or {}).get(column.name)) for column in schema.columns]
    if schema.header_row == "auto":
        numbers = range(1, min(len(rows), SEARCHED_ROWS) + 1)
    else:
        numbers = range(schema.header_row, min(schema.header_row, len(rows)) + 1)
    wanted = _wanted(columns, schema)
    matches = []
    for number in numbers:
        match = _matched(rows[number - 1], number, columns)
        if match.holds(wanted):
            return match.headers()
        matches.append(match)
    best = max(matches, key=lambda match: match.held(wanted), default=None)
    if best is None or 2 * best.held(wanted) < len(wanted) or not best.held(wanted):
        return Headers(error="NO_HEADER", findings=(_no_header(wanted),))
    return Headers(best.number, error="MISSING_COLUMN", findings=best.missing(wanted))


def _with_alias(column: Column, alias: str | None) -> Column:
    return replace(column, heading=None, headers=(alias,), formerly=()) if alias else column


def _wanted(columns: Sequence[Column], schema: TableSchema) -> list[Column]:
    """The columns that make a row the header row: the required ones, else the key, else any."""
    required = [column for column in columns if column.required]
    keys = [column for column in columns if column.name in schema.key_names]
    return required or keys or list(columns)


@dataclass(frozen=True, slots=True)
class _Match:
    """The columns found in one row: places by column name, from 1."""

    number: int
    row: Row
    columns: Sequence[Column]
    places: Mapping[str, Sequence[int]]
    folded: frozenset[str]

    def held(self, wanted: Sequence[Column]) -> int:
        return sum(bool(self.places[column.name]) for column in wanted)

    def holds(self, wanted: Sequence[Column]) -> bool:
        enough = len(wanted) if any(column.required for column in wanted) else 1
        return bool(wanted) and self.held(wanted) >= enough

    def headers(self) -> Headers:
        doubled = tuple(
            self._doubled(column) for column in self.columns if len(self.places[column.name]) > 1
        )
        if doubled:
            return Headers(self.number, error="DUPLICATE_HEADER", findings=doubled)
        positions = {name: places[0] for name, places in self.places.items() if places}
        mixed = tuple(
            self._finding("MIXED_SCRIPT", column, positions[column.name])
            for column in self.columns
            if column.name in self.folded
        )
        return Headers(self.number, positions, findings=mixed)

    def _doubled(self, column: Column) -> Finding:
        first, second, *_ = self.places[column.name]
        facts = {"other_cell": a1(self.number, second), "header": self._text(first)}
        return replace(
            self._finding("DUPLICATE_HEADER", column, first),
            severity="error",
            effect="tab",
            facts=facts,
        )

    def missing(self, wanted: Sequence[Column]) -> tuple[Finding, ...]:
        """What is missing, with the nearest of the headers that nobody claimed."""
        claimed = {place for places in self.places.values() for place in places}
        free = {
            place: header_key(text)
            for place, text in enumerate(self.row, start=1)
            if place not in claimed and header_key(text)
        }
        return tuple(
            self._missing(column, free) for column in wanted if not self.places[column.name]
        )

    def _missing(self, column: Column, free: Mapping[int, str]) -> Finding:
        facts = {"header": _names(column)[-1]}
        near = max(
            (
                (place, score)
                for name in _names(column)
                for _, score, place in process.extract(
                    header_key(name), dict(free), scorer=fuzz.WRatio, limit=1, score_cutoff=_NEAR
                )
            ),
            key=lambda found: found[1],
            default=None,
        )
        if near is not None:
            facts |= {"near": self._text(near[0]), "near_cell": a1(self.number, near[0])}
        return Finding("MISSING_COLUMN", "error", column=column.name, effect="tab", facts=facts)

    def _finding(self, code: str, column: Column, place: int) -> Finding:
        return Finding(
            code,
            "warning",
            column=column.name,
            cell=a1(self.number, place),
            value=self._text(place),
            facts={"header": _names(column)[-1]},
        )

    def _text(self, place: int) -> str:
        return cleaned(str(self.row[place - 1])).text


def _names(column: Column) -> tuple[str, ...]:
    """What a column may be called: its headers, and its name unless an alias stands for all."""
    if column.heading is None and len(column.headers) == 1:
        return column.headers
    return column.names


def _matched(row: Row, number: int, columns: Sequence[Column]) -> _Match:
    keys = [header_key(text) for text in row]
    places: dict[str, list[int]] = {}
    folded: set[str] = set()
    for column in columns:
        accepted = {header_key(name) for name in _names(column)}
        found = [place for place, key in enumerate(keys, start=1) if key and key in accepted]
        if not found:
            found = _look_alikes(row, column)
            folded |= {column.name} if found else set()
        places[column.name] = found
    return _Match(number, row, columns, places, frozenset(folded))


def _look_alikes(row: Row, column: Column) -> list[int]:
    """Places of headers whose letters only look right."""
    accepted = {
        key
        for name in _names(column)
        for key in zip(("latin", "cyrillic"), _folded(name), strict=True)
    }
    return [
        place
        for place, text in enumerate(row, start=1)
        if header_key(text)
        and accepted & set(zip(("latin", "cyrillic"), _folded(text), strict=True))
    ]


def _folded(text: object) -> tuple[str, str]:
    latin, cyrillic = look_alikes(cleaned(str(text)).text)
    return header_key(latin), header_key(cyrillic)


def _no_header(wanted: Sequence[Column]) -> Finding:
    headers = ", ".join(_names(column)[-1] for column in wanted)
    return Finding("NO_HEADER", "error", effect="tab", facts={"header": headers})
