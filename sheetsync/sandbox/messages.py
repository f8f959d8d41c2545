"""Messages as Google keeps and shows them: defaults left out, colours in 255 steps, twice."""

import struct
from functools import cache
from typing import Any

from sheetsync.sandbox.field_masks import Mask
from sheetsync.sandbox.workbook import defaults

Json = dict[str, Any]

#: Fields that are written even when they hold their type's default: proto3 knows they are set.
_PRESENT = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "startRowIndex",
        "startColumnIndex",
        "startIndex",
        "sheetId",
        "index",
        "numberValue",
        "boolValue",
        "stringValue",
        "dimensionIndex",
        "columnIndex",
        "userEnteredValue",
    }
)
_STEPS = 255
#: 0.5 becomes 127/255 (recorded), so Google cuts; the sliver keeps n/255 itself from falling.
_SLIVER = 1e-6


def stored(message: Json) -> Json:
    """A message as Google keeps it: defaults dropped, colours quantised and in both forms."""
    kept: Json = {}
    for name, value in message.items():
        if isinstance(value, dict):
            if _is_color(name):
                _put_color(kept, name, value)
            elif name not in kept:
                kept[name] = stored(value)
        elif isinstance(value, list):
            if value:
                kept[name] = [stored(x) if isinstance(x, dict) else x for x in value]
        elif value or name in _PRESENT:
            kept[name] = value
    return kept


def _is_color(name: str) -> bool:
    return name.endswith(("Color", "ColorStyle")) or name in ("color", "colorStyle")


def _put_color(kept: Json, name: str, value: Json) -> None:
    if not name.endswith("Style"):
        if name in ("rgbColor", "themeColor"):
            kept[name] = quantised(value)
            return
        kept.setdefault(name, quantised(value))
        kept.setdefault(f"{name}Style", {"rgbColor": quantised(value)})
        return
    plain = name.removesuffix("Style")
    if "themeColor" in value:
        kept[name] = {"themeColor": value["themeColor"]}
        kept[plain] = dict(theme_color(value["themeColor"]))
    elif "rgbColor" in value:
        kept[name] = {"rgbColor": quantised(value["rgbColor"])}
        kept[plain] = quantised(value["rgbColor"])


def quantised(color: Json) -> Json:
    """A colour in steps of 1/255 as 32-bit numbers; components of 0 are left out."""
    steps = {
        part: int(min(max(color.get(part) or 0, 0), 1) * _STEPS + _SLIVER)
        for part in ("red", "green", "blue")
    }
    return {part: _component(step) for part, step in steps.items() if step}


@cache
def _component(step: int) -> float | int:
    if step == _STEPS:
        return 1
    exact = struct.unpack("f", struct.pack("f", step / _STEPS))[0]
    for digits in range(6, 10):
        short = float(f"{exact:.{digits}g}")
        if struct.unpack("f", struct.pack("f", short))[0] == exact:
            return short
    return float(exact)


@cache
def theme_color(name: str) -> Json:
    """The colour that a theme's word stands for; black for an unknown word."""
    for pair in defaults()["spreadsheetTheme"]["themeColors"]:
        if pair["colorType"] == name:
            found: Json = pair["color"]["rgbColor"]
            return found
    return {}


def with_color_pairs(mask: Mask) -> Mask:
    """A mask that names both forms of every colour it names one form of."""
    paired: Mask = {}
    for name, below in mask.items():
        if _is_color(name) and name not in ("rgbColor", "themeColor"):
            plain = name.removesuffix("Style")
            paired[plain] = paired[f"{plain}Style"] = {}
        else:
            paired[name] = with_color_pairs(below)
    return paired


def shown(message: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A stored message as an answer writes it: a range on sheet 0 does not name its sheet."""
    if isinstance(message, list):
        return [shown(item) for item in message]
    if not isinstance(message, dict):
        return message
    return {
        name: shown(value)
        for name, value in message.items()
        if name != "sheetId" or value or "title" in message or "locationType" in message
    }


def merged(below: Json, above: Json) -> Json:
    """Two messages laid over each other; the second one's fields win, its colours whole."""
    both = dict(below)
    for name, value in above.items():
        under = both.get(name)
        is_inner = isinstance(value, dict) and isinstance(under, dict) and not _is_color(name)
        both[name] = merged(under, value) if is_inner else value  # type: ignore[arg-type]  # both are
    return both
