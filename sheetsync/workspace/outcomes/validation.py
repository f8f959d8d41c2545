"""What the job `validate` tells."""

import pandas as pd

from sheetsync.language import Lang
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.writing import Link
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import texts, word
from sheetsync.workspace.records import records

_SHOWN = 20


def validation_outcome(rows: pd.DataFrame, *, as_of: str, lang: Lang) -> Outcome:
    """The first twenty findings by tab and how to see the rest; all of them for machines.

    Args:
        rows: of the Validation tab.
        as_of: the day of calculation.
        lang: of the terminal.
    """
    cells = [_text(cell) for cell in rows["cell"]]
    plain = rows.assign(cell=pd.Series(cells, index=rows.index, dtype="object"))
    errors = int((plain["severity"] == "error").sum())
    warnings = len(plain) - errors
    headline = (
        word("found", lang, errors=errors, warnings=warnings) if len(plain) else word("clean", lang)
    )
    return Outcome(
        "validate",
        1 if errors else 0,
        headline,
        sections=_sections(plain, lang),
        payload={
            "as_of": as_of,
            "errors": errors,
            "warnings": warnings,
            "findings": records(plain, [column.name for column in VALIDATION.columns]),
        },
    )


def _text(cell: object) -> object:
    return cell.text if isinstance(cell, Link) else cell


def _sections(rows: pd.DataFrame, lang: Lang) -> tuple[Section, ...]:
    shown = rows.head(_SHOWN)
    headers = tuple(word(key, lang) for key in ("cell", "message", "cure"))
    sections = [
        Section(
            str(tab),
            headers,
            tuple(
                texts((row["cell"], row["message"], row["cure"])) for row in part.to_dict("records")
            ),
        )
        for tab, part in shown.groupby("tab", sort=False)
    ]
    rest = len(rows) - len(shown)
    if rest and sections:
        last = sections[-1]
        note = word("more", lang, count=rest, tab=VALIDATION.title(lang))
        sections[-1] = Section(last.title, last.headers, last.rows, note)
    return tuple(sections)
