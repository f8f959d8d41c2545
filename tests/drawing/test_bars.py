"""Lying bars: each sum above its bar, nothing drawn for nothing."""

from xml.etree import ElementTree as ET

from sheetsync.drawing.bars import Bar, bar_chart
from sheetsync.drawing.charts import Caption

CAPTION = Caption("Ageing", "late: 5; none: 0; credit: −10", "ageing")
_SVG = "{http://www.w3.org/2000/svg}"


def test_a_bar_is_as_long_as_its_sum_and_less_than_nothing_is_marked() -> None:
    bars = [Bar("late", 5, "5", "hot"), Bar("none", 0, "0"), Bar("credit", -10, "−10", "cool")]
    svg = ET.fromstring(bar_chart(bars, CAPTION))  # noqa: S314  # our own
    drawn = [(one.get("class"), float(one.get("width") or 0)) for one in svg.iter(f"{_SVG}rect")]
    assert drawn == [("bar hot", 180), ("bar cool below", 360)]
    words = [one.text for one in svg.iter(f"{_SVG}text")]
    assert words == ["late", "5", "none", "0", "credit", "−10"]


def test_no_bars_are_an_empty_picture_that_says_so() -> None:
    svg = ET.fromstring(bar_chart([], CAPTION))  # noqa: S314  # our own
    assert [one.tag for one in svg] == [f"{_SVG}title", f"{_SVG}desc"]
