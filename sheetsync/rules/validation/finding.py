"""From what a rule's test found to findings that point at cells."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import ValidationRule
from sheetsync.tables.catalogue.modules import people_by_code, tool_by_code
from sheetsync.tables.cells import a1
from sheetsync.tables.origins import CellPlace
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Table, Tables

#: What tells the rows of a log apart, which has no key.
_LOG_KEYS = {"feedback": ("date", "job_id", "partner_id"), "touches": ("date", "partner_id")} | {
    "decisions": ("submission",)
}
_JOINT = " · "


def findings_of(rule: ValidationRule, book: Book) -> Iterator[Finding]:
    """What the rule finds in the workbook, in its own order."""
    if rule.tab and book.frame(rule.tab).empty:
        return
    hits = rule.test(book)
    # Hits without facts have no columns, and pandas calls such a frame empty.
    if not len(hits):
        return
    for row, facts in zip(hits.index, hits.to_dict("records"), strict=True):
        tab = str(facts.pop("tab", rule.tab))
        column = str(facts.pop("column", rule.column))
        if tab in book.ours:
            yield _finding_of_ours(rule, book, int(row), facts)
        else:
            yield _finding(rule, book.as_read, (tab, int(row), column), facts)


def _finding_of_ours(
    rule: ValidationRule, book: Book, row: int, facts: Mapping[object, object]
) -> Finding:
    """A finding in a tool tab, where the workbook has its column."""
    told = {str(name): text for name, fact in facts.items() if (text := _told(fact))}
    headers = list(book.bank.headers.get(rule.tab, ())) if book.bank else []
    columns = {column.name: column for column in tool_by_code()[rule.tab].columns}
    names = headers or list(columns)
    cells = book.ours[rule.tab].loc[row]
    title = book.bank.titles.get(rule.tab, "") if book.bank else ""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        tab=rule.tab,
        row=row,
        column=rule.column,
        cell=a1(row, names.index(rule.column) + 1),
        # Codes are for machines.
        value="" if columns[rule.column].allowed else _told(cells[rule.column]),
        row_key=_told(cells["line_id"]),
        effect=rule.effect,
        facts={**told, **({"title": title} if title else {})},
    )


def _finding(
    rule: ValidationRule,
    tables: Tables,
    place: tuple[str, int, str],
    facts: Mapping[object, object],
) -> Finding:
    tab, row, column = place
    told = {str(name): text for name, fact in facts.items() if (text := _told(fact))}
    table = tables.tables.get(tab)
    if table is None or not column:
        return Finding(rule.code, rule.severity, tab, effect=rule.effect, facts=told)
    return Finding(
        code=rule.code,
        severity=rule.severity,
        tab=tab,
        row=row,
        column=column,
        cell=address(table, row, column),
        value=table.cell(row, column).shown or "",
        row_key=row_key(tables, tab, row),
        effect=rule.effect,
        facts=told,
    )


def _told(fact: object) -> str:
    """A fact as text, the same in every language; "" when it is not known."""
    if fact is None or fact is pd.NA or fact is pd.NaT or fact != fact:  # noqa: PLR0124  # NaN
        return ""
    if isinstance(fact, pd.Timestamp):
        return fact.date().isoformat()
    return f"{fact:.0f}" if isinstance(fact, float) and fact.is_integer() else str(fact)


def address(table: Table, row: int, column: str) -> str:
    """The A1 address of a cell; where the column has no header, of the row's first known cell."""
    position = table.positions.get(column) or min(table.positions.values(), default=1)
    return a1(row, position)


def seen_place(finding: Finding, tables: Tables) -> CellPlace:
    """The tab and the cell that people see; of a tab read through a mapping, those of the team.

    A finding that names its tab itself names its cell there.
    """
    table = tables.tables.get(finding.tab)
    title = finding.facts.get("title", "")
    if title or table is None:
        return CellPlace(title, finding.cell)
    return table.place(finding.cell)


def key_columns(tab: str) -> tuple[str, ...]:
    """The columns of a people's tab that tell its rows apart for people; () where none do."""
    return people_by_code()[tab].key or _LOG_KEYS.get(tab, ())


def row_key(tables: Tables, tab: str, row: int) -> str:
    """What names a row for people: its key as shown, parts joined by a dot in the middle."""
    table, described = tables.tables.get(tab), people_by_code().get(tab)
    if table is None or described is None:
        return ""
    names = key_columns(tab)
    parts = ((table.cell(row, name).shown or "").strip() for name in names)
    return _JOINT.join(part for part in parts if part)
