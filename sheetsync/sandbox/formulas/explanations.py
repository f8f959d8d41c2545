"""Google's sentence behind a formula's error, found where the error began."""

from collections.abc import Callable, Mapping
from functools import cache

import formualizer

from sheetsync.sandbox.formats import ErrorValue
from sheetsync.sandbox.formulas.book import Place
from sheetsync.sandbox.formulas.dialect import function_names, unknown_words
from sheetsync.sandbox.formulas.references import references

_LOOKUPS = ("VLOOKUP", "HLOOKUP", "XLOOKUP", "MATCH", "LOOKUP")


class Explainer:
    """Explains the errors of one evaluation.

    Args:
        formulas: the formulas as the engine read them.
        results: what the engine gave, errors without explanation.
        messages: what is known already of some places.
    """

    def __init__(
        self,
        formulas: Mapping[Place, str],
        results: Mapping[Place, object],
        messages: Mapping[Place, str],
    ) -> None:
        self._formulas = formulas
        self._results = results
        self._messages = messages

    def explained(self, place: Place, error: ErrorValue) -> ErrorValue:
        """The error of a place with Google's explanation, where there is one."""
        return ErrorValue(error.code, self._explanation(place, error.code))

    def _explanation(self, place: Place, code: str) -> str:
        if place in self._messages:
            return self._messages[place]
        origin = self._origin(place, code)
        if origin in self._messages:
            return self._messages[origin]
        explain = _BY_CODE.get(code)
        return explain(self._formulas[origin]) if explain else ""

    def _origin(self, place: Place, code: str) -> Place:
        """The first formula along the references of which none shows the same error."""
        seen = {place}
        while True:
            before = [found for found in self._precedents(place) if self._shows(found, code)]
            fresh = [found for found in before if found not in seen]
            if not fresh:
                return place
            place = fresh[0]
            seen.add(place)

    def _precedents(self, place: Place) -> list[Place]:
        return [
            Place(reference.title or place.title, reference.first.row, reference.first.column)
            for reference in references(self._formulas[place])
            if reference.first.row is not None and reference.first.column is not None
        ]

    def _shows(self, place: Place, code: str) -> bool:
        result = self._results.get(place)
        return isinstance(result, ErrorValue) and result.code == code


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
