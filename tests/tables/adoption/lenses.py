"""A team's workbook drawn in a test, and read through its mapping."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sheetsync.config.mapping_file import load_mapping, parse_mapping
from sheetsync.files.excel import read_excel
from sheetsync.language import Lang
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.adoption.lens import Lens, OwnTerms, read_through
from sheetsync.tables.adoption.mapping import Mapping as TeamMapping
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import TablesTerms, read_sourced_tabs
from sheetsync.tables.table import Tables
from tests.tables.adoption.workbook_grids import WORKBOOKS, grid

MAPPINGS = Path(__file__).parent / "mappings"
Rows = Sequence[Any]


def source_of(sheets: Mapping[str, Any], locale: str = "ru_RU") -> Source:
    """A source of tabs by title."""
    made = [
        SourceSheet(title, rows if isinstance(rows, Grid) else grid(*rows))
        for title, rows in sheets.items()
    ]
    return Source("team.xlsx", made, list(sheets), locale)


def lens_of(
    mapping: str,
    sheets: Mapping[str, Any],
    codes: Iterable[GivenCode] = (),
    *,
    lang: Lang = "ru",
    currency: str = "RUB",
) -> Lens:
    """Tabs of a team read through the text of a mapping."""
    own = OwnTerms(tuple(codes), currency, lang)
    return read_through(parse_mapping(mapping), source_of(sheets), own)


def workbook_lens(name: str, codes: Iterable[GivenCode] = ()) -> Lens:
    """One of the given workbooks through its mapping written by hand."""
    tabs = read_excel(WORKBOOKS / f"{name}.xlsx")
    sheets = [SourceSheet(tab.name, tab.grid, "", tab.looks) for tab in tabs]
    source = Source(f"{name}.xlsx", sheets, [tab.name for tab in tabs])
    english = name.endswith("_en")
    own = OwnTerms(tuple(codes), "USD" if english else "RUB", "en" if english else "ru")
    return read_through(mapping_named(name), source, own)


def mapping_named(name: str) -> TeamMapping:
    return load_mapping(MAPPINGS / f"{name}.yaml")


def tables_of(lens: Lens) -> Tables:
    """What the lens gives, typed, with the findings of reading."""
    terms = TablesTerms("ru_RU", catalogue=people_tabs(["core"]))
    return read_sourced_tabs(lens.grids, terms)


def told(tables: Tables, *codes: str) -> list[tuple[str, str, str]]:
    """Findings as code, place as people see it, value; of some codes, or of all but MISSING_TAB."""
    found = []
    for finding in tables.findings:
        if finding.code not in (codes or {finding.code} - {"MISSING_TAB"}):
            continue
        title = finding.facts.get("title", "")
        if title or finding.tab not in tables.tables:
            place = f"{title}!{finding.cell}".strip("!")
        else:
            place = tables.tables[finding.tab].place(finding.cell).named
        found.append((finding.code, place, finding.value))
    return found


def column(tables: Tables, tab: str, name: str) -> list[object]:
    """The values of a column; None where nothing stands."""
    values = tables.frame(tab)[name]
    return [
        None if missing else value for value, missing in zip(values, values.isna(), strict=True)
    ]
