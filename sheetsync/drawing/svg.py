"""SVG as text: elements with attributes, escaped.

>>> element("text", "R&D", x=1.50, class_="tick")
'<text x="1.5" class="tick">R&amp;D</text>'
"""

from collections.abc import Iterable
from html import escape

_DECIMALS = 2
#: Attributes that would be styles or scripts of their own.
_FORBIDDEN = ("style", "href", "on")


def element(tag: str, text: str = "", /, *parts: str, **attributes: object) -> str:
    """One element.

    Args:
        tag: its name.
        text: what it says; escaped.
        parts: elements within it, as this function makes them.
        attributes: by their names, `_` for `-`, `class_` for class; None: without it; numbers are
            rounded to hundredths.

    Raises:
        ValueError: an attribute would carry styles, links or scripts.
    """
    told = "".join(_attribute(name, value) for name, value in attributes.items())
    within = escape(text, quote=False) + "".join(parts)
    return f"<{tag}{told}>{within}</{tag}>" if within else f"<{tag}{told}/>"


def picture(  # noqa: PLR0913  # its size, and what is heard instead of it
    parts: Iterable[str], width: float, height: float, *, title: str, told: str, mark: str
) -> str:
    """A picture that scales with the page; whoever does not see it hears what it tells.

    Args:
        parts: elements, the ones behind first.
        width: in units of the parts; the page decides how large one is.
        height: in the same units.
        title: what it shows.
        told: what it tells, in a sentence or two.
        mark: makes ids unique within the page.
    """
    heard = f"{mark}-title {mark}-told"
    return element(
        "svg",
        "",
        element("title", title, id=f"{mark}-title"),
        element("desc", told, id=f"{mark}-told"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        class_="chart",
        role="img",
        aria_labelledby=heard,
    )


def path(points: Iterable[tuple[float, float]]) -> str:
    """A line through points, as the attribute `d` says it.

    >>> path([(0, 1), (2.125, 3)])
    'M0 1L2.12 3'
    """
    said = [f"{_number(x)} {_number(y)}" for x, y in points]
    return "M" + "L".join(said) if said else ""


def _attribute(name: str, value: object) -> str:
    if value is None:
        return ""
    known = name.rstrip("_").replace("_", "-")
    if known.startswith(_FORBIDDEN):
        raise ValueError(known)
    told = _number(value) if isinstance(value, int | float) else str(value)
    return f' {known}="{escape(told)}"'


def _number(value: float) -> str:
    told = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if told in {"-0", ""} else told
