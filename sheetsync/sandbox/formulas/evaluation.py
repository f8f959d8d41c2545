"""Formulas computed by the engine (formualizer), in Sheets' values and errors."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import formualizer

from sheetsync.sandbox.entry.entered import as_number
from sheetsync.sandbox.formats import CellValue, ErrorValue, NumberFormat, serial_of
from sheetsync.sandbox.formulas.areas import INDIRECT, Area, needed_areas
from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.dialect import engine_formulas, function_names
from sheetsync.sandbox.formulas.explanations import Explainer
from sheetsync.sandbox.formulas.functions import register
from sheetsync.sandbox.formulas.guards import empty_by_guard
from sheetsync.sandbox.formulas.references import Corner, Reference, references

_CODES = {
    "Div": "#DIV/0!",
    "Value": "#VALUE!",
    "Ref": "#REF!",
    "Name": "#NAME?",
    "Num": "#NUM!",
    "Na": "#N/A",
    "Null": "#NULL!",
    "Circ": "#REF!",
    "Spill": "#REF!",
}
_KINDS = {code: kind for kind, code in reversed(_CODES.items())}
_CIRCLE = (
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
_UNPARSED = "Formula parse error."
_DAY_S = 86_400


Result = bool | float | str | date | time | timedelta | ErrorValue | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula's result.

    Attributes:
        value: what the cell holds; None when the formula only names a blank cell.
        number_format: the format of a date, time or duration, for a cell without its own.
    """

    value: CellValue
    number_format: NumberFormat | None = None


def evaluate(formulas: Mapping[Place, str], book: Book) -> dict[Place, Computed]:
    """Compute formulas, each after those it stands on.

    Args:
        formulas: their texts by place; places need not lie on a sheet of the book.
        book: the values of all other cells. Of it only what the formulas name is read.

    Returns:
        A result for each place. What cannot be computed is an error as Sheets words it:
        ``#NAME?`` for an unknown function, ``#ERROR!`` for a text that is no formula,
        ``#REF!`` for a circle. An array gives its first value; it does not spill.

    Source: sheets-api 2.3.
    """
    computed = {place: Computed("") for place in empty_by_guard(formulas, book)}
    translated = engine_formulas(
        {place: text for place, text in formulas.items() if place not in computed}, book
    )
    if not translated:
        return computed
    engine = _Engine(book)
    engine.load(translated)
    blank = {place for place in translated if _names_a_blank(place, translated, engine)}
    engine.clear(blank)
    computed |= {place: Computed(None) for place in blank}
    translated = {place: text for place, text in translated.items() if place not in blank}
    engine.set_formulas(translated)
    results = engine.results(list(translated))
    explainer = Explainer(translated, results, engine.messages, engine.stored_errors)
    for place in translated:
        result = results[place]
        if isinstance(result, ErrorValue):
            result = explainer.explained(place, result)
        computed[place] = _computed(result)
    return {place: computed[place] for place in formulas}


def tells_when_computed(formula: str) -> bool:
    """Whether a formula names cells that are known only when it is computed."""
    return bool(INDIRECT & set(function_names(formula)))


def _computed(result: Result) -> Computed:
    """The engine's Python value as a cell's value."""
    match result:
        case bool() | str() | None | ErrorValue():
            return Computed(result)
        case datetime():
            days = serial_of(result.date()) + _share(result.time())
            return Computed(as_number(days), {"type": "DATE_TIME"})
        case date():
            return Computed(serial_of(result), {"type": "DATE"})
        case time():
            return Computed(_share(result), {"type": "TIME"})
        case timedelta():
            days = result.total_seconds() / _DAY_S
            return Computed(as_number(days), {"type": "TIME", "pattern": "[h]:mm:ss"})
        case _:
            return Computed(as_number(result))


def _share(of_day: time) -> float:
    return (of_day.hour * 3600 + of_day.minute * 60 + of_day.second) / _DAY_S


class _Engine:
    """One workbook of the engine, filled with what some formulas need."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._workbook = formualizer.Workbook()
        self._workbook.set_deterministic_clock(book.now.replace(tzinfo=UTC), "utc")
        self.messages: dict[Place, str] = {}
        self.stored_errors: dict[Place, ErrorValue] = {}
        self._refused: dict[Place, ErrorValue] = {}
        register(self._workbook, book)
        for title in book.titles:
            self._workbook.add_sheet(title)

    def load(self, formulas: Mapping[Place, str]) -> None:
        """Copy the values of the cells that the formulas name."""
        for title, area in needed_areas(formulas, self._book).items():
            for top, bottom in area.spans():
                self._load_rows(title, area, top, bottom)

    def _load_rows(self, title: str, area: Area, top: int, bottom: int) -> None:
        sheet = self._workbook.sheet(title)
        for first, rows in _runs(self._book.used_rows(title, top, bottom)):
            cells = [[_literal(value) for value in row[area.left : area.right]] for row in rows]
            self.stored_errors |= {
                Place(title, first + offset, column): value
                for offset, row in enumerate(rows)
                for column, value in enumerate(row)
                if type(value) is ErrorValue
            }
            width = max(len(row) for row in cells)
            if width:
                padded = [row + [None] * (width - len(row)) for row in cells]
                sheet.set_values_batch(first + 1, area.left + 1, len(padded), width, padded)

    def clear(self, places: Iterable[Place]) -> None:
        """Hold cells for blank, whatever they held."""
        for place in places:
            self._workbook.add_sheet(place.title)
            self._workbook.set_value(place.title, place.row + 1, place.column + 1, None)

    def set_formulas(self, formulas: Mapping[Place, str]) -> None:
        """Put the formulas where they stand; one that cannot be parsed stays as its error."""
        for place, text in formulas.items():
            title, row, column = place.title, place.row + 1, place.column + 1
            self._workbook.add_sheet(title)
            self._workbook.set_value(title, row, column, None)
            try:
                self._workbook.set_formula(title, row, column, text)
            except RuntimeError as error:  # a text it cannot parse, or a cell naming itself
                itself = "#CIRC!" in str(error)
                self.messages[place] = _CIRCLE if itself else _UNPARSED
                self._refused[place] = ErrorValue("#REF!" if itself else "#ERROR!")
                self._workbook.set_value(title, row, column, _literal(self._refused[place]))

    def results(self, places: Sequence[Place]) -> dict[Place, Result]:
        """The engine's values of formulas, errors as ErrorValue without explanation.

        All at once, since the engine computes what depends on the clock anew for every question.
        """
        cells = [(place.title, place.row + 1, place.column + 1) for place in places]
        try:
            found = self._workbook.evaluate_cells(cells)
        except formualizer.ExcelEvaluationError:  # one of them is a circle it cannot leave
            found = [self._one(cell) for cell in cells]
        return {
            place: self._result(place, value) for place, value in zip(places, found, strict=True)
        }

    def _one(self, cell: tuple[str, int, int]) -> Any:  # noqa: ANN401  (any Python value of the engine's)
        try:
            return self._workbook.evaluate_cell(*cell)
        except formualizer.ExcelEvaluationError:  # an array that would spill over its own source
            return {"kind": "Circ"}

    def _result(self, place: Place, found: Any) -> Result:  # noqa: ANN401  (likewise)
        if place in self._refused:
            return self._refused[place]
        if isinstance(found, float) and not math.isfinite(found):
            return ErrorValue("#NUM!")
        value: Result = self._error(place, found) if isinstance(found, dict) else found
        return value

    def _error(self, place: Place, found: Mapping[str, str]) -> ErrorValue:
        kind = found.get("kind", "")
        if kind == "Circ":
            self.messages[place] = _CIRCLE
        elif kind == "Spill":
            self.messages[place] = "Array result was not expanded because it would overwrite data."
        elif kind in {"Error", "NImpl"}:
            self.messages[place] = _UNPARSED
        return ErrorValue(_CODES.get(kind, "#ERROR!"))

    def is_blank(self, place: Place) -> bool:
        """Whether a cell without a formula holds nothing."""
        if place.title not in self._workbook.sheet_names:
            return False
        return self._workbook.get_value(place.title, place.row + 1, place.column + 1) is None


def _names_a_blank(place: Place, formulas: Mapping[Place, str], engine: "_Engine") -> bool:
    """Whether a formula is nothing but the name of a blank cell; Sheets shows nothing then.

    Names of names are followed; a circle of them is no blank.
    """
    seen: set[Place] = set()
    while place in formulas and place not in seen:
        seen.add(place)
        named = _named_cell(place, formulas[place])
        if named is None:
            return False
        place = named
    return place not in seen and engine.is_blank(place)


def _named_cell(home: Place, formula: str) -> Place | None:
    """The cell that a formula such as ``=Sheet1!A1`` is the bare name of; None for any other."""
    match references(formula):
        case [Reference(first=Corner(row=int(row), column=int(column)), last=None) as named]:
            bare = f"={named}" == formula.replace(" ", "")
            return Place(named.title or home.title, row, column) if bare else None
        case _:
            return None


def _runs(
    rows: Iterable[tuple[int, Sequence[CellValue]]],
) -> Iterable[tuple[int, list[Sequence[CellValue]]]]:
    """Rows that follow each other, together, with the number of the first."""
    first, run = 0, list[Sequence[CellValue]]()
    for number, values in rows:
        if run and number != first + len(run):
            yield first, run
            run = []
        if not run:
            first = number
        run.append(values)
    if run:
        yield first, run


def _literal(value: CellValue) -> object:
    if isinstance(value, ErrorValue):
        return formualizer.LiteralValue.error(_KINDS.get(value.code, "Error"), value.explanation)
    return value
