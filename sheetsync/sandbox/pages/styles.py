"""A cell's format in the API's words -> CSS."""

from typing import Any

Json = dict[str, Any]

#: How light a background must be to carry dark ink (Rec. 709 luma, 0 to 1).
_LIGHT = 0.5
_DARK_INK = "#1f1f1f"
_LIGHT_INK = "#ffffff"
_PLAIN_SIZE = 10
_HEIGHTS = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}
_ALIGNMENTS = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}


def css_of(cell_format: Json) -> str:
    """Inline CSS of a cell format, "" for a plain one.

    A cell with a background of its own gets ink that is readable on it, so that it looks the
    same by day and by night; a foreground alone becomes the variable ``--ink``, which the
    style sheet lightens by night.
    """
    text = cell_format.get("textFormat", {})
    found = [*_colours(cell_format, text), *_letters(text)]
    alignment = _ALIGNMENTS.get(cell_format.get("horizontalAlignment", ""))
    if alignment:
        found.append(f"text-align:{alignment}")
    height = _HEIGHTS.get(cell_format.get("verticalAlignment", ""))
    if height:
        found.append(f"vertical-align:{height}")
    return ";".join(found)


def colour_of(holder: Json, name: str) -> tuple[float, float, float] | None:
    """A colour as red, green and blue from 0 to 1; None when none is set or a theme's is."""
    style = holder.get(f"{name}Style", {})
    rgb = style.get("rgbColor", holder.get(name) if not style else None)
    if rgb is None:
        return None
    return rgb.get("red", 0.0), rgb.get("green", 0.0), rgb.get("blue", 0.0)


def hex_of(colour: tuple[float, float, float]) -> str:
    """A colour in CSS.

    >>> hex_of((1.0, 0.5, 0.0))
    '#ff8000'
    """
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _colours(cell_format: Json, text: Json) -> list[str]:
    background = colour_of(cell_format, "backgroundColor")
    foreground = colour_of(text, "foregroundColor")
    ink = hex_of(foreground) if foreground else ""
    if background is None:
        return [f"--ink:{ink}"] if ink else []
    red, green, blue = background
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    readable = ink or (_DARK_INK if luma > _LIGHT else _LIGHT_INK)
    return [f"background:{hex_of(background)}", f"color:{readable}"]


def _letters(text: Json) -> list[str]:
    found = []
    if text.get("bold"):
        found.append("font-weight:bold")
    if text.get("italic"):
        found.append("font-style:italic")
    lines = [
        line
        for name, line in (("underline",) * 2, ("strikethrough", "line-through"))
        if text.get(name)
    ]
    if lines:
        found.append(f"text-decoration:{' '.join(lines)}")
    if text.get("fontSize", _PLAIN_SIZE) != _PLAIN_SIZE:
        found.append(f"font-size:{text['fontSize']}pt")
    return found
