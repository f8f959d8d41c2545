"""One cell in the API's words (CellData): read from a row and written by a field mask."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.entry import parse_entry
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import Mask, changed, wants
from sheetsync.sandbox.formats import ErrorValue, shown
from sheetsync.sandbox.rows import Row, Scalar
from sheetsync.sandbox.workbook import Workbook, defaults

Json = dict[str, Any]

LONGEST_TEXT = 50_000
#: Whole numbers up to here are exact in a double, and are written without a point.
_EXACT = 2**53
_ERROR_TYPES = {
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#NULL!": "NULL_VALUE",
    "#ERROR!": "ERROR",
    "Loading...": "LOADING",
}


def number(value: float) -> int | float:
    """A number as answers write it: without a point when it is whole."""
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else float(value)
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def checked_text(text: str) -> str:
    """A text that fits in a cell.

    Raises:
        ApiError: it has more than 50,000 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise refused(
            f"Your input contains more than the maximum of {LONGEST_TEXT} "
            "characters in a single cell."
        )
    return text


def error_of(row: Row, column: int) -> ErrorValue | None:
    """The error a cell holds, with Google's explanation."""
    found = row.attached(column, "error")
    return ErrorValue(found[0], found[1]) if found else None


def number_format(workbook: Workbook, row: Row, column: int) -> Json | None:
    """The number format a cell was given or its formula's result asks for; None: automatic."""
    found: Json | None = workbook.formats.content(row.style(column)).get("numberFormat")
    return found or row.attached(column, "shown_as")


def shown_text(workbook: Workbook, row: Row, column: int) -> str:
    """What the cell shows, as a reader of the sheet sees it."""
    value = error_of(row, column) or row.value(column)
    return shown(value, number_format(workbook, row, column), workbook.locale)


@dataclass
class Reader:
    """Builds CellData of one workbook, only the fields that a mask asks for.

    Attributes:
        workbook: where the formats and rules are.
        mask: the mask below `values`; None or {} for all fields.
    """

    workbook: Workbook
    mask: Mask | None
    wanted: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = (
            "userEnteredValue",
            "effectiveValue",
            "formattedValue",
            "userEnteredFormat",
            "effectiveFormat",
            "hyperlink",
            "note",
            "textFormatRuns",
            "dataValidation",
            "chipRuns",
        )
        self.wanted = frozenset(name for name in names if wants(self.mask, name))

    def cell(self, row: Row, column: int) -> Json:
        """One cell's CellData; {} for a blank cell without format."""
        found: Json = {}
        if row.value(column) is not None or column in row.extras:
            self._value(row, column, found)
        if row.style(column) or row.value(column) is not None or row.attached(column, "link"):
            self._format(row, column, found)
        if column in row.extras:
            self._annotations(row, column, found)
        if row.rule(column) and "dataValidation" in self.wanted:
            found["dataValidation"] = self.workbook.rules.content(row.rule(column))
        return found

    def _value(self, row: Row, column: int, found: Json) -> None:
        value = row.value(column)
        formula = row.attached(column, "formula")
        error = error_of(row, column)
        if value is None and formula is None:
            return
        effective = _error_value(error) if error else extended(value)
        if "userEnteredValue" in self.wanted:
            found["userEnteredValue"] = {"formulaValue": formula} if formula else effective
        if "effectiveValue" in self.wanted and effective:
            found["effectiveValue"] = effective
        if "formattedValue" in self.wanted:
            text = shown_text(self.workbook, row, column)
            if text or value is not None:
                found["formattedValue"] = text

    def _format(self, row: Row, column: int, found: Json) -> None:
        own = self.workbook.formats.content(row.style(column))
        link = row.attached(column, "link")
        if link:
            own = messages.merged(own, {"textFormat": {"link": {"uri": link}}})
        if own and "userEnteredFormat" in self.wanted:
            found["userEnteredFormat"] = own
        if "effectiveFormat" in self.wanted:
            found["effectiveFormat"] = messages.merged(_plain_format(), own) | {
                "hyperlinkDisplayType": "LINKED" if self._link(row, column) else "PLAIN_TEXT"
            }

    def _annotations(self, row: Row, column: int, found: Json) -> None:
        note = row.attached(column, "note")
        if note and "note" in self.wanted:
            found["note"] = note
        link = self._link(row, column)
        if link and "hyperlink" in self.wanted:
            found["hyperlink"] = link
        for stored, name in (("runs", "textFormatRuns"), ("chips", "chipRuns")):
            content = row.attached(column, stored)
            if content and name in self.wanted:
                found[name] = content

    def _link(self, row: Row, column: int) -> str:
        link = row.attached(column, "link")
        if link:
            return str(link)
        return hyperlink_of(row.attached(column, "formula") or "")


def hyperlink_of(formula: str) -> str:
    """The address in a `=HYPERLINK("address"; …)` formula; "" when it is none."""
    opening = '=HYPERLINK("'
    if not formula.upper().startswith(opening):
        return ""
    return formula[len(opening) :].partition('"')[0]


@cache
def _plain_format() -> Json:
    found: Json = defaults()["defaultFormat"]
    return found


def extended(value: Scalar) -> Json:
    """A stored value as an ExtendedValue; {} for a blank."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}


def _error_value(error: ErrorValue) -> Json:
    found = {"type": _ERROR_TYPES.get(error.code, "ERROR")}
    if error.explanation:
        found["message"] = error.explanation
    return {"errorValue": found}


_WRITABLE = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "textFormatRuns",
    "dataValidation",
    "chipRuns",
)


@dataclass
class Writer:
    """Writes cells of one workbook as a field mask says; fields in the mask but not given go.

    Attributes:
        workbook: where the formats and rules are.
        mask: a mask rooted at CellData; `*` means all that can be written.
    """

    workbook: Workbook
    mask: Mask
    #: Styles after `_format` was written, by the style before: repeatCell gives one to many cells.
    _styles: dict[int, int] = field(default_factory=dict)
    _format: Json | None = None
    _link: str | None = None
    _takes_link: bool = False

    def __post_init__(self) -> None:
        if "*" in self.mask:
            self.mask = {name: {} for name in _WRITABLE}
        self.mask = messages.with_color_pairs(self.mask)
        below = self.mask.get("userEnteredFormat", {})
        self._takes_link = "*" in below or wants(below, "textFormat", "link")

    def write(self, row: Row, column: int, given: Json) -> None:
        """Write one cell.

        Raises:
            ApiError: a text is too long, or a pivot table was asked for.
        """
        if "userEnteredValue" in self.mask:
            self._write_value(row, column, given.get("userEnteredValue") or {})
        if "userEnteredFormat" in self.mask:
            self._write_format(row, column, given.get("userEnteredFormat") or {})
        if "dataValidation" in self.mask:
            rule = given.get("dataValidation")
            row.set_rule(
                column, self.workbook.rules.number(messages.stored(rule) if rule else None)
            )
        if "note" in self.mask:
            row.attach(column, "note", given.get("note") or None)
        if "textFormatRuns" in self.mask:
            row.attach(column, "runs", _runs(given.get("textFormatRuns")))
        if "chipRuns" in self.mask:
            row.attach(column, "chips", given.get("chipRuns") or None)
        if given.get("pivotTable") and ("pivotTable" in self.mask):
            raise refused("The sandbox does not compute pivot tables.")

    def _write_value(self, row: Row, column: int, given: Json) -> None:
        if given.get("formulaValue"):
            put_formula(self.workbook, row, column, checked_text(given["formulaValue"]))
        else:
            row.put(column, _given_value(given))

    def _write_format(self, row: Row, column: int, given: Json) -> None:
        below = self.mask["userEnteredFormat"]
        if given is not self._format:
            self._format, self._styles = given, {}
            self._link = ((given.get("textFormat") or {}).get("link") or {}).get("uri")
        if self._takes_link and (self._link is not None or row.extras):
            row.attach(column, "link", self._link)
        before = row.style(column)
        style = self._styles.get(before)
        if style is None:
            new = messages.stored(_without_link(given))
            after = changed(self.workbook.formats.content(before), new, below) if below else new
            style = self._styles[before] = self.workbook.formats.number(after)
        row.set_style(column, style)


def _without_link(given: Json) -> Json:
    text = given.get("textFormat")
    if not text or "link" not in text:
        return given
    rest = {name: value for name, value in text.items() if name != "link"}
    return given | {"textFormat": rest}


def _given_value(given: Json) -> Scalar:
    if "numberValue" in given:
        return number(given["numberValue"])
    if "boolValue" in given:
        return bool(given["boolValue"])
    if given.get("stringValue"):
        return checked_text(given["stringValue"])
    return None


def _runs(given: list[Json] | None) -> list[Json] | None:
    return [messages.stored(run) for run in given] if given else None


def put_formula(workbook: Workbook, row: Row, column: int, formula: str) -> None:
    """Store a formula; its value is computed when the request ends."""
    row.put(column, None)
    workbook.has_formulas = True
    row.attach(column, "formula", formula if formula.startswith("=") else f"={formula}")


def type_in(workbook: Workbook, row: Row, column: int, text: str) -> None:
    """Store a text as a person's typing: numbers, dates and formulas are understood."""
    before = workbook.formats.content(row.style(column))
    current = before.get("numberFormat")
    entered = parse_entry(text, workbook.locale, workbook.now.date(), current)
    if entered.formula:
        put_formula(workbook, row, column, entered.formula)
    elif isinstance(entered.value, ErrorValue):
        put_error(row, column, entered.value)
    else:
        value = entered.value
        row.put(column, number(value) if isinstance(value, float) else value)
    if entered.number_format is not None:
        after = before | {"numberFormat": dict(entered.number_format)}
        row.set_style(column, workbook.formats.number(after))


def put_error(row: Row, column: int, error: ErrorValue) -> None:
    """Store an error as a cell's value."""
    row.put(column, error.code)
    row.attach(column, "error", [error.code, error.explanation])
