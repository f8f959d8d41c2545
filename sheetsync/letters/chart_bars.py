"""The six months of a chart as bars that every mail client shows: table cells with widths."""

from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.language.numbers import number
from sheetsync.rules.monthly.report_parts import Chart

#: From ten thousand on, thousands are easier to read.
_THOUSANDS_FROM_MINOR = 1_000_000
_MINOR_A_UNIT = 100
_MINOR_A_THOUSAND = 100_000


@dataclass(frozen=True, slots=True)
class Bar:
    """One month.

    Attributes:
        value: turnover in the chart's unit, formatted.
        width: per cent of the longest bar, 0 for nothing, at least 1 for something.
    """

    month: str
    value: str
    width: int
    score: float | None


@dataclass(frozen=True, slots=True)
class ChartView:
    """The chart as the templates draw it; without bars there is none.

    Attributes:
        values: turnovers as numbers, for the sparkline.
        thousands: the unit is a thousand.
    """

    bars: tuple[Bar, ...] = ()
    values: tuple[float, ...] = ()
    currency: str = ""
    thousands: bool = False
    converted: bool = False

    @property
    def has_scores(self) -> bool:
        """Whether any month was rated."""
        return any(bar.score is not None for bar in self.bars)


def chart_view(chart: Chart, lang: Lang) -> ChartView:
    """Scale a chart; one without any turnover is none."""
    longest = max((point.turnover_minor for point in chart.points), default=0)
    if longest <= 0:
        return ChartView()
    thousands = longest >= _THOUSANDS_FROM_MINOR
    unit = _MINOR_A_THOUSAND if thousands else _MINOR_A_UNIT
    bars = tuple(
        Bar(
            point.month,
            number(point.turnover_minor / unit, lang, 0),
            _width(point.turnover_minor, longest),
            point.score,
        )
        for point in chart.points
    )
    values = tuple(float(point.turnover_minor) for point in chart.points)
    return ChartView(bars, values, chart.currency, thousands, chart.converted)


def _width(minor: int, longest: int) -> int:
    return max(round(100 * minor / longest), 1) if minor > 0 else 0
