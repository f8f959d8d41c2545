"""Draft rating rules from a CSV file, such as the tab downloaded from the spreadsheet."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import click
import pandas as pd

from sheetsync.rules.rating import rules_from_tables
from sheetsync.tables.catalogue.rating import RULES
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.one_table import TabTerms, read_rows
from sheetsync.tables.table import Tables

_SEPARATORS = ",;\t"
_PERCENT = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*%\s*")


def rules_of_file(path: Path, tables: Tables) -> pd.DataFrame:
    """The rules of a CSV file, read as the tab Rating rules would be.

    Headers may be codes, English or Russian; figures may be ``95%``, ``0,95`` or ``0.95``.

    Args:
        path: the file, UTF-8, cells parted by commas, semicolons or tabs.
        tables: the workbook, for its locale and its groups.

    Returns:
        The rules as `rules_from_tables` gives them; a rule with a cell that cannot be read is
        unsound, and the cell is named on stderr.

    Raises:
        click.UsageError: the file is no table of rules.
    """
    table = read_rows(
        _grid(path), RULES.schema, locale=tables.locale, terms=TabTerms(code=RULES.code)
    )
    if not table.ok:
        missing = ", ".join(finding.column or "" for finding in table.findings)
        raise click.UsageError(
            f"{path}: is no table of rating rules ({table.error} {missing}); download the tab "
            f"{RULES.title(tables.lang)!r} as CSV and change figures there"
        )
    for finding in table.findings:
        if finding.severity == "error":
            place = f"{path}:{finding.cell or finding.row}"
            click.echo(f"{place}: {finding.value!r} cannot be used ({finding.code})", err=True)
    others = tuple(finding for finding in tables.findings if finding.tab != RULES.code)
    drafted = replace(
        tables,
        tables={**tables.tables, RULES.code: table},
        findings=(*others, *table.findings),
    )
    return rules_from_tables(drafted)


def _grid(path: Path) -> Grid:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path}: is not UTF-8 text; save it as CSV UTF-8") from None
    header = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    shown = list(csv.reader(text.splitlines(), delimiter=separator))
    return Grid(stored=[[_stored(cell) for cell in row] for row in shown], shown=shown)


def _stored(shown: str) -> object:
    """What the sheet would hold: 95% is 0.95 there, everything else is read as typed."""
    share = _PERCENT.fullmatch(shown)
    return float(share[1].replace(",", ".")) / 100 if share else shown
