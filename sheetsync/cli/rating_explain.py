"""An explanation in the terminal: bars for people at a screen, plain text for everything else."""

from collections.abc import Iterator, Sequence
from typing import Any

from sheetsync.rules.rating.explanation import Explanation, KpiLine

#: Cells of a bar for the whole score of 100 points.
_BAR_CELLS = 40
_GAIN, _LOSS = "█", "░"
#: The bar stands to the right of the points.
_POINTS = 6
#: Columns shown on a wide terminal, and on one of 80 cells.
_WIDE, _NARROW = (0, 1, 2, 4, 5, 6, 8, 9, 10), (0, 2, 6, 9)
_WIDE_CELLS = 130


def bar(line: KpiLine) -> tuple[str, str]:
    """What a KPI gives and takes, drawn to its share of the score.

    >>> bar(KpiLine("defect", 0.5, 25.0, 25.0, None, ()))
    ('██████████', '░░░░░░░░░░')
    """
    gain = round((line.contribution or 0.0) * _BAR_CELLS / 100)
    whole = round((line.share or 0.0) * _BAR_CELLS)
    return _GAIN * gain, _LOSS * max(0, whole - gain)


def plain_text(explained: Explanation) -> str:
    """The explanation as lines of text, columns aligned with blanks."""
    rows = [explained.headers, *(line.cells for line in explained.lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(explained.headers))]
    head = [explained.title, explained.why, explained.standing, explained.next]
    return "\n".join([*(text for text in head if text), "", *_aligned(rows, widths)])


def _aligned(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Text to the left, figures to the right."""
    for row in rows:
        cells = [
            cell.ljust(width) if place in {0, len(widths) - 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def print_explanation(explained: Explanation) -> None:
    """Show the explanation with bars; only colours go when the output is no terminal."""
    from rich.console import Console  # noqa: PLC0415  # only when something is printed
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    # As Text: what people typed must never be read as markup.
    console.print(Text(explained.title, style="bold"))
    for text in (explained.why, explained.standing, explained.next):
        if text:
            console.print(Text(text))
    if explained.lines:
        console.print(_table(explained, _WIDE if console.width >= _WIDE_CELLS else _NARROW))


def _table(explained: Explanation, kept: Sequence[int]) -> Any:  # noqa: ANN401  # a rich Table; rich is imported lazily
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place in kept:
        figures = place not in {0, len(explained.headers) - 1}
        table.add_column(explained.headers[place], justify="right" if figures else "left")
        if place == _POINTS:
            table.add_column("")
    for line in explained.lines:
        gain, loss = bar(line)
        drawn = Text.assemble((gain, "green"), (loss, "red"))
        cells: list[Any] = [Text(line.cells[place]) for place in kept]
        cells.insert(list(kept).index(_POINTS) + 1, drawn)
        table.add_row(*cells)
    return table
