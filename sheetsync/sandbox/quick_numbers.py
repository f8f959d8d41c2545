"""Short cuts for the numbers that fill sheets; whatever is unusual goes the careful way.

A short cut gives the very text that `formats.shown` gives (a property test compares them), or
steps aside: near a tie of rounding, around zero, for huge and tiny numbers.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sheetsync.sandbox.formats import conventions_of, shower

Show = Callable[[Any], str]

_SIMPLE = re.compile(r"^(#,##)?0(?:\.(0+))?(%)?$")
_WHOLE_BELOW = 10**15
_TINY = 1e-4
_HUGE = 1e9
_NEAR_A_TIE = 1e-6
#: So many values of one format are remembered; more than the days of a century.
_REMEMBERED = 50_000


def quick_shower(number_format: dict[str, str] | None, locale: str) -> Show:
    """What cells of one format show, as a function of the value.

    Args:
        number_format: None for the automatic one.
        locale: such as ru_RU.
    """
    if not number_format:
        return _automatic(shower(None, locale), conventions_of(locale).decimal)
    return _formatted(number_format.get("type", ""), number_format.get("pattern", ""), locale)


@lru_cache(maxsize=256)
def _formatted(kind: str, pattern: str, locale: str) -> Show:
    careful = shower({"type": kind, "pattern": pattern}, locale)
    signs = conventions_of(locale)
    match = _SIMPLE.match(pattern)
    if not match:
        return _remembering(careful)
    decimals = len(match[2] or "")
    template = f"{{:{',' if match[1] else ''}.{decimals}f}}"
    separators = str.maketrans({",": signs.grouping, ".": signs.decimal})
    return _fixed(careful, (template, separators), decimals, percent=bool(match[3]))


def _automatic(careful: Show, decimal: str) -> Show:
    def show(value: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
        kind = value.__class__
        if kind is int and -_WHOLE_BELOW < value < _WHOLE_BELOW:
            return str(value)
        if kind is float and _TINY <= abs(value) < _HUGE:
            return f"{value:.10g}".replace(".", decimal)
        return careful(value)

    return show


def _fixed(
    careful: Show, look: tuple[str, dict[int, str]], decimals: int, *, percent: bool
) -> Show:
    template, separators = look
    scale = 10 ** (decimals + 2 * percent)
    factor = 100 if percent else 1

    def show(value: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
        kind = value.__class__
        if kind is not int and kind is not float:
            return careful(value)
        scaled = abs(value) * scale
        if not 1 <= scaled < _HUGE or abs(scaled % 1 - 0.5) < _NEAR_A_TIE:
            return careful(value)
        text = template.format(value * factor).translate(separators)
        return f"{text}%" if percent else text

    return show


def _remembering(show: Show) -> Show:
    """A shower that works each distinct value out once; days and shares repeat a lot."""
    known: dict[Any, str] = {}

    def remembered(value: Any) -> str:  # noqa: ANN401  (whatever a cell holds)
        if value.__class__ is bool:
            return show(value)
        text = known.get(value)
        if text is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            text = known[value] = show(value)
        return text

    return remembered
