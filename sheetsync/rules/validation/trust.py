"""Tabs too broken to compute from, and what is left out of those that are not."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.rules.validation.finding import seen_place
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

_WHOLE = 100
#: Fewer bad rows than these are told and left out, whatever share of a tab they are …
_SOME, _FEW = 5, 3
#: … unless they are more than half of it, or all of it.
_HALF = 50
_ALL_COLUMNS = ""
#: What makes a whole tab unusable, by the code of its finding.
_WHOLE_TAB: Mapping[str, Phrase] = {
    "NO_HEADER": Phrase(ru="нет известных заголовков", en="no header"),
    "MISSING_COLUMN": Phrase(ru="не хватает колонки", en="missing column"),
    "DUPLICATE_HEADER": Phrase(ru="заголовок стоит дважды", en="duplicate header"),
    "EMPTY_SHEET": Phrase(ru="вкладка пуста", en="empty sheet"),
}
_BAD_IN_COLUMN = Phrase(
    ru="ошибки в колонке «{header}» в {count} из {rows} строк (предел {percent}\u00a0%), первая — "
    "{first}",
    en="{count} of {rows} rows are bad in column {header!r} (limit {percent} %), the first is "
    "{first}",
)
_LEFT_OUT = Phrase(
    ru="не учтено {count} из {rows} строк (предел {percent}\u00a0%), первая — {first}",
    en="{count} of {rows} rows are left out (limit {percent} %), the first is {first}",
)


def unusable_tabs(tables: Tables, percent: int) -> Mapping[str, Sayable]:
    """The tabs that jobs which need them must not use, with the reason.

    Args:
        tables: people's tabs with all findings.
        percent: a tab cannot be used when more than this share of its rows, and at least five, are
            bad in one column or left out whole (config, safety.bad_rows_percent); or three that
            are more than half of them; or all. Otherwise bad rows are only left out.

    Returns:
        Code of the tab to the reason, as
        ``25 of 100 rows are bad in column 'Amount' (limit 20 %), the first is Jobs!F7``.

    Source: amendments.md 2, 20 % stop; design.md 3.
    """
    reasons: dict[str, Sayable] = {}
    for code, table in tables.tables.items():
        reason = _whole_table(tables, code) or _too_many(tables, code, len(table.frame), percent)
        if reason:
            reasons[code] = reason
    return reasons


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of a tab that are out of some computation: how many of how many, and the first cell."""

    title: str
    count: int
    rows: int
    cell: str


def left_out(tables: Tables, codes: Collection[str]) -> Iterator[LeftOut]:
    """The tabs among these of which a run leaves rows out."""
    for code in codes:
        bad = _bad_rows(tables, code).get(_ALL_COLUMNS, {})
        if bad:
            table = tables.tables[code]
            place = table.place(bad[min(bad)])
            yield LeftOut(place.title, len(bad), len(table.frame), place.cell)


def place_of(tables: Tables, finding: Finding) -> str:
    """Where a finding is, as ``Jobs!F7``; one about headers is in their row."""
    table = tables.tables.get(finding.tab)
    row = table.header_row if table and table.header_row else 1
    place = seen_place(replace(finding, cell=finding.cell or f"A{row}"), tables)
    title = place.title or people_by_code()[finding.tab].title(tables.lang)
    return f"{title}!{place.cell}"


def _whole_table(tables: Tables, code: str) -> Sayable | None:
    for finding in tables.findings:
        if finding.tab == code and finding.severity == "error" and finding.effect == "tab":
            plain = as_it_is(finding.code.replace("_", " ").lower())
            what, place = _WHOLE_TAB.get(finding.code, plain), place_of(tables, finding)
            return Phrase(ru="{what}, см. {place}", en="{what}, see {place}").given(
                what=what, place=place
            )
    return None


def _too_many(tables: Tables, code: str, rows: int, percent: int) -> Sayable | None:
    for column, places in _bad_rows(tables, code).items():
        if not _is_too_much(len(places), rows, percent):
            continue
        place = tables.tables[code].place(places[min(places)])
        title = place.title or people_by_code()[code].title(tables.lang)
        header = people_by_code()[code].column(column).header(tables.lang) if column else ""
        return (_BAD_IN_COLUMN if column else _LEFT_OUT).given(
            count=len(places),
            rows=rows,
            header=header,
            percent=percent,
            first=f"{title}!{place.cell}",
        )
    return None


def _is_too_much(bad: int, rows: int, percent: int) -> bool:
    return (
        (bad >= _SOME and bad * _WHOLE > percent * rows)
        or (bad >= _FEW and bad * _WHOLE > _HALF * rows)
        or (bad >= rows > 0)
    )


def _bad_rows(tables: Tables, code: str) -> dict[str, dict[int, str]]:
    """Sheet rows with an error by column, and under "" all that are out, each with its cell."""
    bad: dict[str, dict[int, str]] = defaultdict(dict)
    for finding in tables.findings:
        if finding.tab != code or finding.severity != "error" or finding.row is None:
            continue
        cell = finding.cell or f"A{finding.row}"
        if finding.effect in {"row", "cell"} and finding.column:
            bad[finding.column].setdefault(finding.row, cell)
        if finding.effect == "row":
            bad[_ALL_COLUMNS].setdefault(finding.row, cell)
    return bad
