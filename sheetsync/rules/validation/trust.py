"""Tabs too broken to compute from."""

from collections.abc import Mapping

from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.table import Tables

_WHOLE = 100
#: In a shorter tab a single bad row is a large share, and no accident.
_FEWEST_ROWS = 10


def unusable_tabs(tables: Tables, percent: int) -> Mapping[str, str]:
    """The tabs that jobs which need them must not use, with the reason in English.

    Args:
        tables: people's tabs with all findings.
        percent: from this share of bad rows in one column, or of rows left out whole, a tab cannot
            be used (config, safety.bad_rows_percent); in a tab of less than ten rows bad ones are
            only left out.

    Returns:
        Code of the tab to the reason, as
        ``25 of 100 rows are bad in column 'Amount' (limit 20 %)``.

    Source: issue 4, item 4; design.md 3.
    """
    reasons: dict[str, str] = {}
    for code, table in tables.tables.items():
        reason = _whole_table(tables, code) or _too_many(tables, code, len(table.frame), percent)
        if reason:
            reasons[code] = reason
    return reasons


def _whole_table(tables: Tables, code: str) -> str:
    for finding in tables.findings:
        if finding.tab == code and finding.severity == "error" and finding.effect == "tab":
            return finding.code.replace("_", " ").lower()
    return ""


def _too_many(tables: Tables, code: str, rows: int, percent: int) -> str:
    bad: dict[str, set[int]] = {}
    for finding in tables.findings:
        if finding.tab != code or finding.severity != "error" or finding.row is None:
            continue
        if finding.effect in {"row", "cell"} and finding.column:
            bad.setdefault(finding.column, set()).add(finding.row)
    for column, places in bad.items():
        if rows >= _FEWEST_ROWS and len(places) * _WHOLE >= percent * rows:
            header = BY_CODE[code].column(column).header(tables.lang)
            limit = f"limit {percent} %"
            return f"{len(places)} of {rows} rows are bad in column {header!r} ({limit})"
    return ""
