"""Google's sentence behind a formula's error, found where the error began."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from math import inf
from operator import attrgetter

import formualizer

from sheetsync.sandbox.formats import ErrorValue
from sheetsync.sandbox.formulas.book import Place
from sheetsync.sandbox.formulas.dialect import function_names, unknown_words
from sheetsync.sandbox.formulas.references import Reference, references

_LOOKUPS = ("VLOOKUP", "HLOOKUP", "XLOOKUP", "MATCH", "LOOKUP")


class Explainer:
    """Explains the errors of one evaluation.

    Args:
        formulas: the formulas as the engine read them.
        results: what the engine gave, errors without explanation.
        messages: what is known already of some places.
        stored: errors of other cells that the formulas name, as they were explained before.
    """

    def __init__(
        self,
        formulas: Mapping[Place, str],
        results: Mapping[Place, object],
        messages: Mapping[Place, str],
        stored: Mapping[Place, ErrorValue],
    ) -> None:
        self._formulas = formulas
        self._messages = messages
        stored = {place: error for place, error in stored.items() if place not in formulas}
        self._known = {place: error.explanation for place, error in stored.items()} | dict(messages)
        computed = {
            place: found for place, found in results.items() if isinstance(found, ErrorValue)
        }
        self._errors = _Errors({**stored, **computed})

    def explained(self, place: Place, error: ErrorValue) -> ErrorValue:
        """The error of a place with Google's explanation, where there is one."""
        return ErrorValue(error.code, self._explanation(place, error.code))

    def _explanation(self, place: Place, code: str) -> str:
        if place in self._messages:
            return self._messages[place]
        origin = self._origin(place, code)
        if origin in self._known:
            return self._known[origin]
        explain = _BY_CODE.get(code)
        return explain(self._formulas[origin]) if explain else ""

    def _origin(self, place: Place, code: str) -> Place:
        """The first cell along the references of which none shows the same error."""
        seen = {place}
        while place in self._formulas:
            before = (
                self._errors.first_in(reference, place.title, code)
                for reference in references(self._formulas[place])
            )
            fresh = next((found for found in before if found and found not in seen), None)
            if fresh is None:
                return place
            place = fresh
            seen.add(place)
        return place


class _Errors:
    """Cells that show errors, to be found by the ranges they lie in."""

    def __init__(self, errors: Mapping[Place, ErrorValue]) -> None:
        self._columns: dict[tuple[str, str], dict[int, list[Place]]] = {}
        for place in sorted(errors):
            columns = self._columns.setdefault((place.title.casefold(), errors[place].code), {})
            columns.setdefault(place.column, []).append(place)

    def first_in(self, reference: Reference, home: str, code: str) -> Place | None:
        """The first cell of a range, column by column, that shows a certain error."""
        columns = self._columns.get(((reference.title or home).casefold(), code), {})
        top, bottom = _side(reference, "row")
        left, right = _side(reference, "column")
        for column in sorted(columns):
            if left <= column <= right:
                places = columns[column]
                at = bisect_left(places, top, key=attrgetter("row"))
                if at < len(places) and places[at].row <= bottom:
                    return places[at]
        return None


def _side(reference: Reference, name: str) -> tuple[float, float]:
    """The first and last row or column of a range; a side left open goes on for ever."""
    ends: list[int | None] = [
        getattr(corner, name) for corner in (reference.first, reference.last or reference.first)
    ]
    known = [end for end in ends if end is not None]
    return min(known, default=0), inf if None in ends else max(known)


def _unknown(formula: str) -> str:
    for name in function_names(formula):
        if not _is_known(name):
            return f"Unknown function: '{name}'."
    words = unknown_words(formula)
    return f"Unknown range name: '{words[0].upper()}'." if words else ""


@cache
def _is_known(function: str) -> bool:
    """Whether the engine has a function: an unknown one answers #NAME? whatever it is given."""
    workbook = formualizer.Workbook()
    workbook.add_sheet("A")
    workbook.set_formula("A", 1, 1, f"={function}()")
    answer = workbook.evaluate_cell("A", 1, 1)
    return not (isinstance(answer, dict) and answer.get("kind") == "Name")


def _division(formula: str) -> str:
    functions = function_names(formula)
    for name in ("AVERAGE", "AVERAGEIF", "AVERAGEIFS"):
        if name in functions:
            return f"Evaluation of function {name} caused a divide by zero error."
    name = "MOD" if "MOD" in functions and "/" not in formula else "DIVIDE"
    return f"Function {name} parameter 2 cannot be zero."


def _missing(formula: str) -> str:
    titles = [reference.title for reference in references(formula) if reference.title]
    if "#REF!" in formula or not titles:
        return "Reference does not exist."
    return f"Unresolved sheet name '{titles[0]}'."


def _not_found(formula: str) -> str:
    for name in _LOOKUPS:
        if name in function_names(formula):
            return f"Did not find a value in {name} evaluation."
    return ""


_BY_CODE: dict[str, Callable[[str], str]] = {
    "#NAME?": _unknown,
    "#DIV/0!": _division,
    "#REF!": _missing,
    "#N/A": _not_found,
}
