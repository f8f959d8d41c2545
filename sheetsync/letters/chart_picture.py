"""The six months as a PNG picture, for readers who want more than bars of table cells.

Needs matplotlib (``pip install 'sheetsync[charts]'``), loaded only when a picture is drawn.
"""

import io
from typing import Any

from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_short
from sheetsync.language.money import symbol
from sheetsync.language.numbers import number
from sheetsync.letters.chart_bars import ChartView, chart_view
from sheetsync.letters.letter import Attachment
from sheetsync.rules.monthly.report import MonthlyReport

CONTENT_ID = "chart@sheetsync"
_BAR, _BAR_NOW, _LINE, _INK = "#8fb3ef", "#1d5fd1", "#92620a", "#1f2933"
_TURNOVER, _THOUSAND, _RATING = (
    Phrase(ru="Оборот", en="Turnover"),
    Phrase(ru="тыс. ", en="thousand "),
    Phrase(ru="Рейтинг", en="Rating"),
)
#: Twice the width it is shown at, for sharp screens.
_SIZE_IN, _DPI = (5.44, 3.4), 200
_ROOM_FOR_VALUES = 1.25
#: Points of the score; a smaller change than this must not look like a fall.
_ROOM_FOR_SCORES = 10


def chart_picture(report: MonthlyReport) -> Attachment | None:
    """The report's chart as a picture that the HTML shows; None when there is nothing to draw.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    view = chart_view(report.chart, report.lang)
    if not view.bars:
        return None
    figure = _new_figure()
    if view.has_scores:
        above, axes = figure.subplots(2, 1, height_ratios=(1, 2), sharex=True)
        _draw_scores(above, view, report.lang)
    else:
        axes = figure.subplots()
    _draw_bars(axes, view, report.lang)
    file = io.BytesIO()
    # Without the library's version in it the same month gives the same bytes.
    figure.savefig(file, format="png", metadata={"Software": None})
    return Attachment("chart.png", file.getvalue(), "image/png", CONTENT_ID)


def _new_figure() -> Any:  # noqa: ANN401  # matplotlib ships no types we check against
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # half a second to load
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="для letters.attach_chart нужен matplotlib, он не установлен",
                en="letters.attach_chart needs matplotlib, which is not installed",
            ),
            cure=Phrase(
                ru="pip install 'sheetsync[charts]' или letters.attach_chart: false",
                en="pip install 'sheetsync[charts]', or set letters.attach_chart to false",
            ),
        ) from None
    return Figure(figsize=_SIZE_IN, dpi=_DPI, layout="constrained")


def _draw_bars(axes: Any, view: ChartView, lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    colours = [_BAR] * (len(view.bars) - 1) + [_BAR_NOW]
    bars = axes.bar(
        [month_short(bar.month, lang) for bar in view.bars], view.values, color=colours, width=0.62
    )
    axes.bar_label(bars, [bar.value for bar in view.bars], padding=2, fontsize=8, color=_INK)
    axes.set_ylim(0, max(view.values) * _ROOM_FOR_VALUES)
    unit = f"{_THOUSAND.said(lang) if view.thousands else ''}{symbol(view.currency, lang)}"
    axes.set_title(f"{_TURNOVER.said(lang)}, {unit}", loc="left", fontsize=10, color=_INK)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelsize=9, labelcolor=_INK)
    axes.spines[["top", "right", "left"]].set_visible(b=False)


def _draw_scores(axes: Any, view: ChartView, lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    rated = [(place, bar.score) for place, bar in enumerate(view.bars) if bar.score is not None]
    places, scores = zip(*rated, strict=True)
    axes.plot(places, scores, color=_LINE, marker="o", markersize=4, linewidth=1.5)
    for place, score in rated:
        axes.annotate(
            number(score, lang),
            (place, score),
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=_INK,
        )
    axes.set_ylim(min(scores) - _ROOM_FOR_SCORES, max(scores) + _ROOM_FOR_SCORES)
    axes.set_title(_RATING.said(lang), loc="left", fontsize=10, color=_INK)
    axes.set_axis_off()
