"""Lines of columns for the terminal: as wide as what they hold, dropped where they do not fit."""

import shutil
from collections.abc import Iterator, Sequence

_GAP = "  "
#: What nobody asks about: a pipe, a file. As wide as the narrowest terminal that people use.
_NARROWEST = 80


def terminal_width() -> int:
    """Cells of a line: the terminal's own where it is wider than 80."""
    return max(_NARROWEST, shutil.get_terminal_size((_NARROWEST, 24)).columns)


def fitting(
    rows: Sequence[Sequence[str]], width: int, spare: Sequence[int], *, folds_at: int | None = None
) -> tuple[int, ...]:
    """Which columns are shown: as many of the spare ones go as it takes to fit.

    Args:
        rows: the headers and the rows, all equally long.
        width: cells of a line.
        spare: columns that may go, the first one first.
        folds_at: a column need not be wider, since its cells go over several lines; None where
            they must not.

    >>> fitting([("key", "state", "when")], 12, (2,))
    (0, 1)
    """
    from rich.cells import cell_len  # noqa: PLC0415  # only when something is printed

    needed = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]))]
    if folds_at is not None:
        needed = [min(one, folds_at) for one in needed]
    kept = list(range(len(needed)))
    for column in spare:
        if sum(needed[at] + len(_GAP) for at in kept) - len(_GAP) <= width:
            break
        kept.remove(column)
    return tuple(kept)


def aligned(rows: Sequence[Sequence[str]], kept: Sequence[int]) -> Iterator[str]:
    """Lines whose columns stand below each other, whatever script they are written in.

    A Chinese sign and an emoji take two cells of the terminal, an accent put over a letter none.

    >>> list(aligned([("名", "1"), ("ab", "2"), ("c", "3")], (0, 1)))
    ['名  1', 'ab  2', 'c   3']
    """
    from rich.cells import cell_len  # noqa: PLC0415  # likewise

    widths = {column: max(cell_len(row[column]) for row in rows) for column in kept}
    for row in rows:
        cells = (row[at] + " " * (widths[at] - cell_len(row[at])) for at in kept)
        yield _GAP.join(cells).rstrip()
