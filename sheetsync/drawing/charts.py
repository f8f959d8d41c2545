"""Charts of months: a line of scores over bands, columns of counts.

Everything is drawn for a narrow page; a wide one shows it larger. A line has no hue of its own that
would have to be told apart: months without a figure are gaps, a figure that may change is a ring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sheetsync.drawing.scales import Scale, round_marks
from sheetsync.drawing.svg import element, path, picture
from sheetsync.language import Lang
from sheetsync.language.days import month_short
from sheetsync.language.numbers import number

_WIDTH, _HEIGHT = 360, 200
_LEFT, _RIGHT, _TOP, _FOOT = 30, 24, 14, 30
_DOT, _LINE_OF_TEXT = 4, 13
#: More months than this have every second one named.
_MOST_NAMES = 7
_JANUARY = "01"
_COLUMN_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of a picture.

    Attributes:
        title: what it shows.
        told: what it tells, for those who hear it.
        mark: makes its ids unique within the page; letters and figures.
    """

    title: str
    told: str
    mark: str


@dataclass(frozen=True, slots=True)
class Point:
    """A month on a line.

    Attributes:
        value: None leaves a gap.
        is_open: it may still change.
    """

    month: str
    value: float | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of figures with a name at its right, from `low` up to the next one."""

    name: str
    low: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month's count, and how much of it is marked: the lower part of the column is the rest."""

    month: str
    whole: int
    marked: int = 0


def line_chart(
    points: Sequence[Point], bands: Sequence[Band], caption: Caption, lang: Lang, most: float = 100
) -> str:
    """A line over months, from 0 to `most`, with bands behind it.

    Args:
        points: months in their order.
        bands: the highest first; the last one begins at 0.
        caption: what is said of it.
        lang: of figures and months.
        most: the highest figure there can be.
    """
    up = Scale(0, most, _HEIGHT - _FOOT, _TOP)
    along = _places(len(points))
    parts = [*_bands(bands, most, up), *_months([one.month for one in points], along, lang)]
    for run in _runs(points):
        line = path((along[place], up.place(points[place].value or 0)) for place in run)
        parts.append(element("path", d=line, class_="line", fill="none"))
    shown = [(place, one) for place, one in enumerate(points) if one.value is not None]
    parts += [_dot(along[place], one, up) for place, one in shown]
    if shown:
        place, last = shown[-1]
        parts.append(_figure(along[place], up.place(last.value or 0), last.value or 0, lang))
    return picture(
        parts, _WIDTH, _HEIGHT, title=caption.title, told=caption.told, mark=caption.mark
    )


def column_chart(columns: Sequence[Column], caption: Caption, lang: Lang) -> str:
    """Columns of counts over months; the marked part stands on the rest, hatched by its edge.

    Args:
        columns: months in their order.
        caption: what is said of it.
        lang: of figures and months.
    """
    marks = round_marks(max((one.whole for one in columns), default=0), whole=True)
    up = Scale(0, marks[-1], _HEIGHT - _FOOT, _TOP)
    along = _places(len(columns))
    room = (_WIDTH - _LEFT - _RIGHT) / max(len(columns), 1)
    parts = [_rule(mark, up, lang) for mark in marks]
    parts += _months([one.month for one in columns], along, lang)
    for place, one in enumerate(columns):
        parts += _column(along[place], room * _COLUMN_SHARE, one, up)
    return picture(
        parts, _WIDTH, _HEIGHT, title=caption.title, told=caption.told, mark=caption.mark
    )


def _places(count: int) -> list[float]:
    """The middle of each month's room."""
    room = (_WIDTH - _LEFT - _RIGHT) / max(count, 1)
    return [_LEFT + room * (place + 0.5) for place in range(count)]


def _runs(points: Sequence[Point]) -> list[list[int]]:
    """The places of points between gaps, where there are two or more."""
    runs: list[list[int]] = []
    for before, place in pairwise(range(len(points))):
        if points[before].value is None or points[place].value is None:
            continue
        if runs and runs[-1][-1] == before:
            runs[-1].append(place)
        else:
            runs.append([before, place])
    return runs


def _bands(bands: Sequence[Band], most: float, up: Scale) -> list[str]:
    parts = []
    above = most
    for place, band in enumerate(bands):
        top, bottom = up.place(above), up.place(band.low)
        parts.append(
            element(
                "rect",
                x=_LEFT,
                y=top,
                width=_WIDTH - _LEFT - _RIGHT,
                height=bottom - top,
                class_=f"band band-{place}",
            )
        )
        middle = (top + bottom) / 2 + _DOT
        parts.append(
            element("text", band.name, x=_WIDTH - _RIGHT + 8, y=middle, class_="band-name")
        )
        if band.low > 0:
            parts.append(_tick(band.low, bottom, f"{band.low:g}"))
        above = band.low
    return parts


def _rule(mark: float, up: Scale, lang: Lang) -> str:
    at = up.place(mark)
    return _tick(mark, at, number(mark, lang, 0)) + element(
        "line", x1=_LEFT, y1=at, x2=_WIDTH - _RIGHT, y2=at, class_="rule"
    )


def _tick(_mark: float, at: float, words: str) -> str:
    return element("text", words, x=_LEFT - 6, y=at + _DOT, text_anchor="end", class_="tick")


def _months(months: Sequence[str], along: Sequence[float], lang: Lang) -> list[str]:
    """Names of months; where they would be crowded, of every second one, the last among them."""
    every = 2 if len(months) > _MOST_NAMES else 1
    parts = []
    for place, month in enumerate(months):
        at = _HEIGHT - _FOOT + _LINE_OF_TEXT
        if (len(months) - 1 - place) % every == 0:
            name = month_short(month, lang)
            parts.append(
                element("text", name, x=along[place], y=at, text_anchor="middle", class_="tick")
            )
        year, _, of_year = month.partition("-")
        if of_year == _JANUARY or place == 0:
            parts.append(
                element(
                    "text",
                    year,
                    x=along[place],
                    y=at + _LINE_OF_TEXT,
                    text_anchor="middle",
                    class_="tick",
                )
            )
    return parts


def _dot(x: float, one: Point, up: Scale) -> str:
    look = "dot open" if one.is_open else "dot"
    return element("circle", cx=x, cy=up.place(one.value or 0), r=_DOT, class_=look)


def _figure(x: float, y: float, value: float, lang: Lang) -> str:
    """The last figure, above its point, or below where there is no room."""
    at = y - 9 if y - 9 > _TOP else y + 2 * _DOT + _LINE_OF_TEXT - 3
    return element("text", number(value, lang), x=x, y=at, text_anchor="middle", class_="figure")


def _column(middle: float, width: float, one: Column, up: Scale) -> list[str]:
    left, ground = middle - width / 2, up.place(0)
    top, rest = up.place(one.whole), up.place(one.whole - min(one.marked, one.whole))
    parts = []
    if ground > rest:
        parts.append(
            element("rect", x=left, y=rest, width=width, height=ground - rest, class_="column")
        )
    if rest > top:
        parts.append(
            element("rect", x=left, y=top, width=width, height=rest - top, class_="column marked")
        )
    if one.whole:
        parts.append(
            element(
                "text", str(one.whole), x=middle, y=top - 4, text_anchor="middle", class_="figure"
            )
        )
    return parts
