"""The Validation tab: every finding with a link to its cell and the day it was first seen."""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.validation.running import told_once
from sheetsync.rules.validation.wording import Worded, worded
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

#: Makes what stands in the cell column of a tab's title and an A1 address: a link.
CellLink = Callable[[str, str], object]
_KEY = ["code", "row_key", "column"]


def findings_frame(
    tables: Tables, lang: Lang, previous: pd.DataFrame | None, as_of: date, link: CellLink
) -> pd.DataFrame:
    """The rows of the Validation tab.

    Args:
        tables: people's tabs with all findings.
        lang: language of the words.
        previous: what the tab holds now, by code; None when it is new.
        as_of: the day of calculation, first seen of what was not there before.
        link: makes the link of the cell column; blank where a finding has no cell.

    Returns:
        One row a finding, columns by code; ordered by tab, row, column. `first_seen` is kept by
        code, row key and column, so that sorting a tab does not make old findings new.

    Source: workbook-and-rules.md 1.3 (Validation), 5.
    """
    seen = _first_seen(previous)
    rows = [
        _row(finding, worded(finding, tables, lang), seen, pd.Timestamp(as_of))
        for finding in told_once(tables.findings)
    ]
    frame = typed_frame(VALIDATION.columns, rows)
    links = [link(str(row["tab"]), str(row["cell"])) if row["cell"] else None for row in rows]
    return frame.assign(cell=pd.Series(links, index=frame.index, dtype="object"))


def _row(
    finding: Finding,
    words: Worded,
    seen: Mapping[tuple[str, ...], pd.Timestamp],
    today: pd.Timestamp,
) -> dict[str, object]:
    # Earlier versions showed what has a V-code now by the code of reading, and keys as typed.
    known = (
        (code, key, finding.column or "")
        for key in (words.key, finding.row_key)
        for code in (words.code, finding.code)
    )
    return {
        "severity": words.severity,
        "code": words.code,
        "tab": words.title,
        "cell": words.cell,
        "value": finding.value,
        "message": _capital(words.message),
        "cure": words.cure,
        "effect": words.effect,
        "first_seen": next((seen[each] for each in known if each in seen), today),
        "row_key": words.key,
        "column": finding.column or "",
    }


def _first_seen(previous: pd.DataFrame | None) -> dict[tuple[str, ...], pd.Timestamp]:
    if previous is None or previous.empty:
        return {}
    known = previous.dropna(subset=["first_seen"]).fillna(dict.fromkeys(_KEY, ""))
    first = known.groupby(_KEY, as_index=False)["first_seen"].min()
    keys = zip(*(first[name].astype("str") for name in _KEY), strict=True)
    return dict(zip(keys, first["first_seen"], strict=True))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
