"""Charts stand in a page under a strict policy, say what they show, and figures stand right."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.drawing.charts import (
    Band,
    Caption,
    Column,
    Point,
    column_chart,
    line_chart,
)
from sheetsync.drawing.scales import round_marks
from sheetsync.drawing.svg import element

CAPTION = Caption("Рейтинг <&\"'>", "Март: 71", "score")
BANDS = (Band("A", 80), Band("B", 60), Band("C", 40), Band("D", 0))
_SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # our own


def test_a_picture_says_what_it_shows_to_those_who_hear_it() -> None:
    svg = drawn(line_chart([Point("2026-03", 71.0)], BANDS, CAPTION, "ru"))
    assert svg.get("role") == "img"
    heard = {one.get("id"): one.text for one in svg if one.tag in {_SVG + "title", _SVG + "desc"}}
    assert [heard[mark] for mark in (svg.get("aria-labelledby") or "").split()] == [
        CAPTION.title, CAPTION.told,
    ]  # fmt: skip


def test_a_gap_is_a_gap_and_what_may_change_is_a_ring() -> None:
    values = [50.0, None, 60.0, 70.0]
    points = [
        Point(f"2026-0{month}", value, is_open=month == 4)
        for month, value in enumerate(values, start=1)
    ]
    svg = drawn(line_chart(points, BANDS, CAPTION, "en"))
    dots = [one.get("class") for one in svg.iter(_SVG + "circle")]
    assert dots == ["dot", "dot", "dot open"]
    (line,) = [one for one in svg.iter(_SVG + "path") if one.get("class") == "line"]
    # Two points are joined: those without a gap between them.
    assert len(re.findall("[ML]", line.get("d") or "")) == 2


def test_higher_scores_stand_higher_and_nothing_leaves_the_picture() -> None:
    points = [Point("2026-01", 0.0), Point("2026-02", 50.0), Point("2026-03", 140.0)]
    svg = drawn(line_chart(points, BANDS, CAPTION, "en"))
    low, middle, high = [float(one.get("cy") or 0) for one in svg.iter(_SVG + "circle")]
    assert high < middle < low
    assert middle == pytest.approx((high + low) / 2)
    assert high > 0
    assert low < 200


def test_columns_are_as_high_as_their_counts() -> None:
    svg = drawn(column_chart([Column("2026-02", 8, 2), Column("2026-03", 4)], CAPTION, "en"))
    heights = {
        (one.get("class"), round(float(one.get("x") or 0))): float(one.get("height") or 0)
        for one in svg.iter(_SVG + "rect")
    }
    rest, marked, whole = heights.values()
    assert [name for name, _ in heights] == ["column", "column marked", "column"]
    assert rest + marked == pytest.approx(2 * whole)
    assert rest == pytest.approx(3 * marked)


def test_all_months_of_a_half_year_are_named_and_every_second_of_a_year() -> None:
    def names(count: int) -> list[str]:
        columns = [Column(f"2025-{month:02}", 1) for month in range(1, count + 1)]
        svg = drawn(column_chart(columns, CAPTION, "en"))
        said = [one.text or "" for one in svg.iter(_SVG + "text") if one.get("class") == "tick"]
        return [text for text in said if text.isalpha()]

    assert len(names(6)) == 6
    assert names(12)[-1].startswith("Dec")
    assert len(names(12)) == 6


def test_nothing_but_empty_pictures_of_nothing() -> None:
    for svg in (
        line_chart([], (), CAPTION, "en"),
        column_chart([], CAPTION, "en"),
    ):
        assert not [*drawn(svg).iter(_SVG + "circle")]


@pytest.mark.parametrize("name", ["style", "onclick", "href"])
def test_no_style_script_or_link_gets_into_a_picture(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        element("rect", **{name: "x"})


def test_what_is_said_is_escaped_everywhere() -> None:
    svg = line_chart([Point("2026-03", 1.0)], (Band("<script>", 0),), CAPTION, "en")
    assert "<script" not in svg
    assert drawn(svg) is not None


@given(st.floats(min_value=0.001, max_value=1e9))
def test_marks_are_few_even_and_reach_the_largest_figure(most: float) -> None:
    marks = round_marks(most)
    steps = {round(after - before, 9) for before, after in pairwise(marks)}
    assert marks[0] == 0
    assert marks[-1] >= most * (1 - 1e-9)
    assert len(steps) == 1
    assert len(marks) <= 7
