"""A picture of what is unpaid: a bar a month, coloured by age, one plot for each currency."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from sheetsync.dates import add_months, month_index
from sheetsync.errors import MissingExtraError
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_year_short
from sheetsync.language.numbers import compact
from sheetsync.private_files import write_named
from sheetsync.tables.catalogue.payables import BUCKET, Bucket

_COLOURS = {bucket.code: bucket.colour for bucket in BUCKET}
_WORDS = {
    "title": Phrase(
        ru="Не оплачено по месяцам и срокам, на {day}", en="Unpaid by month and age, as of {day}"
    ),
    "in": Phrase(ru="Мы должны", en="We owe"),
    "out": Phrase(ru="Нам должны", en="Owed to us"),
    "nothing": Phrase(ru="Неоплаченных счетов нет", en="No unpaid invoices"),
    "no_month": Phrase(ru="без месяца", en="no month"),
    "days": Phrase(ru="просрочка {bucket}", en="{bucket} overdue"),
}
_WIDTH_IN, _HEIGHT_IN, _HEAD_IN = 9.0, 2.6, 1.1
#: Above the highest bar stands its sum.
_ROOM = 1.12
_DPI = 150
_MINOR = 100
_INK, _GRID = "#333333", "#e6e6e6"
_BAR_WIDTH = 0.62
_FEWEST_MONTHS = 6


def save_ageing_chart(ageing: pd.DataFrame, path: Path, day: str, lang: Lang) -> None:
    """Draw the sums into a picture file; its ending decides the form (png, svg, pdf).

    Args:
        ageing: what `ageing_by_month` returns, in minor units.
        path: the file to write.
        day: the day of calculation, as it is to be read.
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
    pairs = list(dict.fromkeys((direction, currency) for direction, currency, _ in ageing.index))
    height = _HEAD_IN + _HEIGHT_IN * max(1, len(pairs))
    figure = Figure(figsize=(_WIDTH_IN, height), dpi=_DPI, layout="constrained")
    figure.suptitle(_WORDS["title"].said(lang, day=day), x=0.01, ha="left", weight="bold")
    plots = figure.subplots(max(1, len(pairs)), 1, squeeze=False)[:, 0]
    if not pairs:
        plots[0].text(0.5, 0.5, _WORDS["nothing"].said(lang), ha="center", va="center")
        plots[0].set_axis_off()
    for plot, (direction, currency) in zip(plots, pairs, strict=False):
        _draw(plot, ageing.loc[(direction, currency)] / _MINOR, lang)
        plot.set_title(f"{_WORDS[direction].said(lang)}, {currency}", loc="left", fontsize=10)
    if pairs:
        figure.legend(
            *plots[0].get_legend_handles_labels(),
            loc="outside lower center",
            ncols=4,
            frameon=False,
            fontsize=9,
        )
    # Without a date and chance names in it the same workbook gives the same bytes.
    with rc_context({"svg.hashsalt": "sheetsync"}):
        form, picture = path.suffix.lower().lstrip("."), BytesIO()
        figure.savefig(picture, format=form, metadata={"Date": None} if form == "svg" else {})
    write_named(path, picture.getvalue())


def _draw(plot: Any, sums: pd.DataFrame, lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    """Bars of sums in major units, one a month; what is in our favour hangs below the line."""
    sums = sums.reindex(_span(list(sums.index)), fill_value=0)
    months = [
        month_year_short(month, lang) if month else _WORDS["no_month"].said(lang)
        for month in sums.index
    ]
    bottom = pd.Series(0.0, index=sums.index)
    for choice in BUCKET:
        # Every plot names every bucket that any of them has, so that one legend serves all.
        if choice.code in sums:
            heights = sums[choice.code]
            is_credit = choice.code == "credit"
            plot.bar(
                months,
                heights,
                bottom=0.0 if is_credit else bottom,
                color=_COLOURS[choice.code],
                label=_bucket_label(choice, lang),
                width=_BAR_WIDTH,
            )
            bottom = bottom if is_credit else bottom + heights
    for month, total in zip(months, bottom, strict=True):
        if total:
            plot.annotate(
                compact(total, lang),
                (month, total),
                (0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                color=_INK,
            )
    lowest = min(0.0, *sums.get("credit", [0.0]))
    plot.set_ylim(lowest * _ROOM, max(bottom.max(), 1.0) * _ROOM)
    _tidy(plot, lang)


def _tidy(plot: Any, lang: Lang) -> None:  # noqa: ANN401  # matplotlib's
    plot.axhline(0, color=_INK, linewidth=0.8)
    plot.yaxis.set_major_formatter(lambda amount, _place: compact(amount, lang))
    plot.tick_params(axis="both", length=0, labelsize=8, labelcolor=_INK)
    plot.spines[["top", "right", "left", "bottom"]].set_visible(b=False)
    plot.grid(axis="y", color=_GRID, linewidth=0.8)
    plot.set_axisbelow(b=True)


def _span(months: list[str]) -> list[str]:
    """Every month from the first to the last, and before them as many as make half a year.

    Last comes "", where something has no month.
    """
    known = [month for month in months if month]
    without = [""] if len(known) < len(months) else []
    if not known:
        return without
    count = max(month_index(max(known)) - month_index(min(known)) + 1, _FEWEST_MONTHS)
    return [*(add_months(max(known), place - count + 1) for place in range(count)), *without]


def _bucket_label(choice: Bucket, lang: Lang) -> str:
    label = choice.label(lang)
    return _WORDS["days"].said(lang, bucket=label) if choice.late else label
