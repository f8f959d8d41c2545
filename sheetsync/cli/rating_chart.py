"""Scores over time as a picture, with the tiers as bands."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from sheetsync.dates import add_months, month_index
from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_year_short
from sheetsync.language.numbers import number
from sheetsync.private_files import write_named
from sheetsync.rules.rating.score_history import ScoreHistory
from sheetsync.tables.catalogue.rating import TIER
from sheetsync.tables.export_texts import printable

#: From the best tier to the worst; pale, because the lines are what one looks at.
_BANDS = {tier.code: tier.band for tier in TIER}
_LINES = ("#1b4d7a", "#b3541e", "#4b7d3c", "#7a3b69", "#2a7f86", "#8a6d1f", "#5b5b9c", "#a03550")
_INK, _QUIET, _PALE = "#333333", "#8a8a8a", "#c2c2c2"
_WIDTH_IN, _HEIGHT_IN, _DPI = 9.0, 4.6, 150
_FEWEST_MONTHS = 6
_TOP = 100
#: Lines that one can tell apart; the others are drawn grey and have no name.
_NAMED = len(_LINES)
#: Names closer than this many points of the score would overprint each other.
_LABEL_POINTS = 4.0
_WORDS = {
    "empty": Phrase(ru="Опубликованных оценок нет", en="Nothing has been published yet"),
    "tier": Phrase(ru="Уровень {tier}", en="Tier {tier}"),
    "score": Phrase(ru="Балл", en="Score"),
}


def save_score_chart(history: ScoreHistory, path: Path, lang: Lang) -> None:
    """Draw scores over time into a picture file; its ending decides the form (png, svg, pdf).

    Months without a score are a gap in the line. In a large group only the best and the worst
    have names and colours.

    Args:
        history: what to draw.
        path: the file to write.
        lang: of the words.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context  # noqa: PLC0415  # heavy, and an optional extra
        from matplotlib.figure import Figure  # noqa: PLC0415  # likewise
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="Для графика нужен matplotlib, он не установлен",
                en="A chart needs matplotlib, which is not installed",
            ),
            cure=Phrase(ru="pip install 'sheetsync[charts]'", en="pip install 'sheetsync[charts]'"),
        ) from None
    figure = Figure(figsize=(_WIDTH_IN, _HEIGHT_IN), dpi=_DPI, layout="constrained")
    plot = figure.subplots()
    title = printable(history.title)
    plot.set_title(title, loc="left", weight="bold", color=_INK, parse_math=False)
    if history.scores.empty:
        plot.text(0.5, 0.5, _WORDS["empty"].said(lang), ha="center", va="center", color=_INK)
        plot.set_axis_off()
    else:
        months = _months(history.scores)
        _draw_bands(plot, history.bounds, len(months), lang)
        _draw_lines(plot, history.scores, months, lang)
        _tidy(plot, months, lang)
    # Without a date and random ids in it the same history gives the same bytes.
    with rc_context({"svg.hashsalt": "sheetsync"}):
        form, picture = path.suffix.lower().lstrip("."), BytesIO()
        figure.savefig(picture, format=form, metadata={"Date": None} if form == "svg" else {})
    write_named(path, picture.getvalue())


def _months(scores: pd.DataFrame) -> list[str]:
    """Every month from the first to the last, at least half a year."""
    last = max(scores["period"])
    count = max(month_index(last) - month_index(min(scores["period"])) + 1, _FEWEST_MONTHS)
    return [add_months(last, place - count + 1) for place in range(count)]


def _draw_bands(plot: Any, bounds: dict[str, float], months: int, lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    plot.set_xlim(-0.4, months - 0.6)
    plot.set_ylim(0, _TOP)
    if not bounds:
        return
    tops = {"A": float(_TOP), "B": bounds["A"], "C": bounds["B"], "D": bounds["C"]}
    for tier, top in tops.items():
        bottom = bounds.get(tier, 0.0)
        plot.axhspan(bottom, top, color=_BANDS[tier], linewidth=0)
        plot.annotate(
            _WORDS["tier"].said(lang, tier=tier),
            (-0.35, (bottom + top) / 2),
            va="center",
            fontsize=8,
            color=_QUIET,
        )


def _draw_lines(plot: Any, scores: pd.DataFrame, months: list[str], lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    """A line a partner; the names of those worth naming stand at the right, best first."""
    lines = {
        str(name): rows.set_index("period")["score"].reindex(months)
        for name, rows in scores.groupby("name")
    }
    latest = {name: float(line.dropna().iloc[-1]) for name, line in lines.items()}
    names = sorted(lines, key=lambda name: (-latest[name], name))
    named = names if len(names) <= _NAMED else names[: _NAMED // 2] + names[-_NAMED // 2 :]
    colours = dict(zip(named, _LINES, strict=False))
    for name in names:
        colour, width = colours.get(name, _PALE), 2 if name in colours else 1
        layer = 3 if name in colours else 2
        plot.plot(
            range(len(months)), lines[name].to_numpy(dtype="float64"), "o-", color=colour,
            linewidth=width, markersize=2.5 * width, zorder=layer,
        )  # fmt: skip
    spots = label_spots([latest[name] for name in named])
    for name, spot in zip(named, spots, strict=True):
        plot.annotate(
            f"{printable(name)}  {number(latest[name], lang)}",
            (len(months) - 0.55, spot),
            va="center",
            fontsize=8,
            color=colours[name],
            annotation_clip=False,
            # A dollar sign in a name is one: no formula begins there.
            parse_math=False,
        )


def label_spots(scores: list[float]) -> list[float]:
    """Heights for names, best first: beside their score, or as near as keeps them apart.

    >>> label_spots([84.8, 84.5, 46.8])
    [84.8, 80.8, 46.8]
    >>> label_spots([3.0, 2.0])
    [4.0, 0.0]
    """
    spots: list[float] = []
    for score in scores:
        spots.append(min(score, spots[-1] - _LABEL_POINTS) if spots else score)
    lowest = 0.0
    for place in reversed(range(len(spots))):
        spots[place] = max(spots[place], lowest)
        lowest = spots[place] + _LABEL_POINTS
    return spots


def _tidy(plot: Any, months: list[str], lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    names = [month_year_short(month, lang) for month in months]
    every = -(-len(months) // 13)
    plot.set_xticks(range(0, len(months), every), names[::every])
    plot.set_ylabel(_WORDS["score"].said(lang), color=_INK, fontsize=9)
    plot.tick_params(axis="both", length=0, labelsize=8, labelcolor=_INK)
    plot.spines[["top", "right", "left", "bottom"]].set_visible(b=False)
