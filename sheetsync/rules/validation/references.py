"""Codes of other tabs' rows: found by their looks (V-GEN-13), or not found (V-GEN-11)."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from rapidfuzz import fuzz, process

from sheetsync.rules.references import matched
from sheetsync.rules.validation.nearest import ALIKE_PERCENT
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.schema import Column
from sheetsync.tables.table import Tables

#: The group of a rating rule that stands for every group.
#: A whole column of strange codes is one mistake; beyond so many no nearest one is looked for.
_NEAREST_AT_MOST = 200


def reference_columns(tables: Tables) -> Iterator[tuple[str, Column]]:
    """Code of the tab and column of every foreign key of the modules that are on."""
    for tab in people_tabs(tables.settings.modules):
        for column in tab.columns:
            if column.refers_to:
                yield tab.code, column


def known_keys(tables: Tables, column: Column) -> pd.Series | None:
    """The codes that a column may refer to, index = sheet row; None when their tab is not there."""
    tab, _, key = column.refers_to.partition(".")
    table = tables.tables.get(tab)
    if table is None or not table.ok:
        return None
    return table.frame[key].dropna().drop_duplicates()


def with_meant_keys(tables: Tables) -> Tables:
    """The tables with codes that only look like another tab's code put right.

    In the sheet they stay as they are, and have their finding.
    """
    changed = dict(tables.tables)
    for tab, column in reference_columns(tables):
        table, keys = changed.get(tab), known_keys(tables, column)
        if table is not None and keys is not None and not table.frame.empty:
            typed = table.frame[column.name]
            codes = matched(typed, keys)
            if codes is typed:
                continue
            changed[tab] = replace(table, frame=table.frame.assign(**{column.name: codes}))
    return replace(tables, tables=changed)


def nearest_keys(codes: pd.Series, keys: pd.Series) -> pd.Series:
    """The most similar key of each code, missing where none is similar enough."""
    choices = keys.tolist()
    found: dict[str, str] = {}
    for code in codes.drop_duplicates().head(_NEAREST_AT_MOST):
        best = process.extractOne(code, choices, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT)
        if best is not None:
            found[code] = best[0]
    return codes.map(found).astype("str")
