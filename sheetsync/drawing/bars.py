"""Lying bars with their names and figures above them: few named sums side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetsync.drawing.charts import Caption
from sheetsync.drawing.scales import Scale
from sheetsync.drawing.svg import element, picture

_WIDTH, _ROW, _FOOT = 360, 38, 4
_TEXT_AT, _BAR_AT, _BAR_HEIGHT = 14, 20, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A named sum.

    Attributes:
        name: of what it is the sum.
        value: how long the bar is; less than nothing is drawn as long and marked.
        words: the sum as it is read.
        look: a class of the page's styles; letters, figures and hyphens.
    """

    name: str
    value: float
    words: str
    look: str = ""


def bar_chart(bars: Sequence[Bar], caption: Caption) -> str:
    """Bars from the left edge, the longest as wide as the picture.

    Nothing has to be read off a scale: each sum stands above its bar.

    Args:
        bars: from above downwards.
        caption: what is said of it.
    """
    along = Scale(0, max((abs(one.value) for one in bars), default=0), 0, _WIDTH)
    parts = [part for place, one in enumerate(bars) for part in _bar(one, place * _ROW, along)]
    return picture(
        parts,
        _WIDTH,
        len(bars) * _ROW + _FOOT,
        title=caption.title,
        told=caption.told,
        mark=caption.mark,
    )


def _bar(one: Bar, top: float, along: Scale) -> list[str]:
    parts = [
        element("text", one.name, x=0, y=top + _TEXT_AT, class_="tick"),
        element(
            "text", one.words, x=_WIDTH, y=top + _TEXT_AT, text_anchor="end", class_="bar-words"
        ),
    ]
    length = along.place(abs(one.value)) if one.value else 0
    if length:
        looks = ["bar", one.look, "below" if one.value < 0 else ""]
        parts.append(
            element(
                "rect",
                x=0,
                y=top + _BAR_AT,
                width=length,
                height=_BAR_HEIGHT,
                class_=" ".join(filter(None, looks)),
            )
        )
    return parts
