"""Requests that change texts in many cells: findReplace, trimWhitespace."""

import re
from dataclasses import dataclass, field
from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.cells import put_formula, shown_text, type_in
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.rows import Row

Json = dict[str, Any]


@dataclass
class _Tally:
    """What a replacement changed."""

    values: int = 0
    formulas: int = 0
    occurrences: int = 0
    rows: set[tuple[int, int]] = field(default_factory=set)

    def reply(self) -> Json:
        counts = {
            "valuesChanged": self.values,
            "formulasChanged": self.formulas,
            "rowsChanged": len(self.rows),
            "sheetsChanged": len({sheet for sheet, _row in self.rows}),
            "occurrencesChanged": self.occurrences,
        }
        return {name: count for name, count in counts.items() if count}


def find_replace(change: Change, request: Json) -> Json:
    """findReplace: in shown texts, in formulas too when asked; counts of 0 are left out."""
    pattern = _pattern(request)
    replacement = request.get("replacement", "")
    if request.get("searchByRegex"):
        replacement = re.sub(r"\$(\d)", r"\\\1", replacement)
    else:
        replacement = replacement.replace("\\", r"\\")
    tally = _Tally()
    for area in _searched(change, request):
        for index, row in list(area.sheet.rows.used(area.top, area.bottom)):
            for column in range(area.left, min(area.right, _width(row))):
                edited = _replaced(change, request, row, column, (pattern, replacement))
                if edited is None:
                    continue
                text, hits, in_formula = edited
                _store(change, area.sheet.rows.edit(index), column, text, in_formula=in_formula)
                tally.occurrences += hits
                tally.formulas += in_formula
                tally.values += not in_formula
                tally.rows.add((area.sheet.sheet_id, index))
    return {"findReplace": tally.reply()}


def _width(row: Row) -> int:
    return max(len(row.values), *(column + 1 for column in row.extras), 0)


def _pattern(request: Json) -> re.Pattern[str]:
    find = request.get("find", "")
    if not find:
        raise refused("find must be specified.")
    text = find if request.get("searchByRegex") else re.escape(find)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise refused(f"Invalid regular expression: {find}") from None


def _searched(change: Change, request: Json) -> list[Area]:
    if "range" in request:
        return [change.area(request["range"])]
    if request.get("allSheets"):
        return [change.whole(sheet) for sheet in change.workbook.sheets]
    if "sheetId" in request:
        return [change.whole(change.workbook.grid_of(request["sheetId"]))]
    raise refused("One of range, sheetId or allSheets must be specified.")


def _replaced(
    change: Change, request: Json, row: Row, column: int, rule: tuple[re.Pattern[str], str]
) -> tuple[str, int, bool] | None:
    """The cell's new text, how many hits, and whether it is a formula; None when none."""
    formula = row.attached(column, "formula")
    if formula and not request.get("includeFormulas"):
        return None
    before = formula or shown_text(change.workbook, row, column)
    pattern, replacement = rule
    after, hits = pattern.subn(replacement, before) if before else ("", 0)
    return (after, hits, bool(formula)) if hits else None


def _store(change: Change, row: Row, column: int, text: str, *, in_formula: bool) -> None:
    if in_formula and text.startswith("="):
        put_formula(change.workbook, row, column, text)
    elif text:
        type_in(change.workbook, row, column, text)
    else:
        row.put(column, None)


def trim_whitespace(change: Change, request: Json) -> Json:
    """trimWhitespace: no spaces at the ends, single ones inside."""
    area = change.area(request.get("range", {}))
    count = 0
    for index, row in list(area.sheet.rows.used(area.top, area.bottom)):
        for column in range(area.left, min(area.right, len(row.values))):
            value = row.value(column)
            trimmed = re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else value
            if trimmed != value and not row.attached(column, "formula"):
                area.sheet.rows.edit(index).put(column, trimmed or None)
                count += 1
    return {"trimWhitespace": {"cellsChangedCount": count} if count else {}}


KINDS = {"findReplace": find_replace, "trimWhitespace": trim_whitespace}
