"""What the job `validate` tells."""

from dataclasses import replace

import pandas as pd

from sheetsync.language import Lang
from sheetsync.tables.catalogue.overview import FINDING_SEVERITY, VALIDATION
from sheetsync.tables.writing import Link
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import texts, word
from sheetsync.workspace.records import records

#: Lines of both tables together, and cells that a line names.
_SHOWN, _CELLS = 20, 3


def validation_outcome(rows: pd.DataFrame, *, as_of: str, lang: Lang) -> Outcome:
    """Findings that are alike in one line, errors first, twenty lines; all of them for machines.

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
    """Errors before warnings; what is wrong alike in a tab stands once, with its count."""
    sections = []
    left = _SHOWN
    for severity in FINDING_SEVERITY:
        groups = _alike(rows[rows["severity"] == severity.code], lang)
        if groups and left:
            count = sum(int(group[1]) for group in groups)
            title = word(f"of_{severity.code}", lang, count=count)
            headers = tuple(word(key, lang) for key in ("cell", "times", "message", "cure"))
            sections.append(Section(title, headers, tuple(groups[:left]), spare=(1,)))
        left = max(0, left - len(groups))
    if sections:
        last = sections[-1]
        note = word("every_finding", lang, tab=VALIDATION.title(lang))
        sections[-1] = replace(last, note=note)
    return tuple(sections)


def _alike(rows: pd.DataFrame, lang: Lang) -> list[tuple[str, ...]]:
    """One line a code and tab: the first cells, how often, what and the cure of the first."""
    lines = []
    for (tab, _code), part in rows.groupby(["tab", "code"], sort=False):
        cells = [str(cell) for cell in part["cell"] if cell]
        named = ", ".join(cells[:_CELLS])
        more = len(part) - len(cells[:_CELLS])
        place = f"{tab}!{named}" if named else str(tab)
        shown = word("and_more", lang, named=place, count=more) if named and more else place
        first = part.iloc[0]
        lines.append(texts((shown, len(part), first["message"], first["cure"])))
    return sorted(lines, key=lambda line: -int(line[1]))
