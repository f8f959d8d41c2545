"""Cells with a list: what it offers, and what it refuses."""

from collections.abc import Sequence
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.pages.api_reads import GoneError, column_texts

Json = dict[str, Any]


class Lists:
    """The lists of one spreadsheet's cells, each range read once."""

    def __init__(self, world: World, file_id: str, home: str) -> None:
        """Args: the home is the title of the sheet the cells are on, quoted for A1."""
        self._world = world
        self._file_id = file_id
        self._home = home
        self._ranges: dict[str, list[str]] = {}

    def options(self, rule: Json) -> Sequence[str] | None:
        """The values a validation rule offers; None when it is no list."""
        condition = rule.get("condition", {})
        values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
        if condition.get("type") == "ONE_OF_LIST":
            return values
        if condition.get("type") == "ONE_OF_RANGE" and values:
            return self._range(values[0].removeprefix("="))
        return None

    def refused(self, rule: Json, text: str) -> Sequence[str] | None:
        """The values of a strict list that does not have a typed text; None when it may stand.

        A formula and a blank may always stand.
        """
        options = self.options(rule) if rule.get("strict") else None
        typed = text.strip()
        if options is None or not typed or typed.startswith("=") or typed in options:
            return None
        return options

    def _range(self, cells: str) -> list[str]:
        named = cells if "!" in cells else f"{self._home}!{cells}"
        if named not in self._ranges:
            try:
                self._ranges[named] = column_texts(self._world, self._file_id, named)
            except GoneError:
                self._ranges[named] = []
        return self._ranges[named]
