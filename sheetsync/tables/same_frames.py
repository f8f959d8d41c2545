"""What small tabs and frames hold, to be compared: the same ones have the same answer.

Working out a small company takes a thousand calls of pandas, whatever it holds; the worker of the
portal asks every few minutes, and hardly ever has anything changed. To compare takes a hundredth.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

import pandas as pd
from pandas.arrays import NumpyExtensionArray

from sheetsync.tables.cells import Grid

#: Beyond these the rows cost more than the calls, and what is kept would be felt.
_FEW_ROWS = 1000
_FEW_CELLS = 2000
_ANSWERS_KEPT = 32

Answer = TypeVar("Answer")


class LastAnswers(Generic[Answer]):
    """The last answers of a pure question, by what was asked.

    An answer must not be changed by whoever gets it: all get the same one.
    """

    def __init__(self, kept: int = _ANSWERS_KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._alone = Lock()

    def to(self, asked: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer that was given before, else the one worked out now."""
        with self._alone:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]
        answer = work_out()
        with self._alone:
            self._answers[asked] = answer
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)
        return answer


def contents_of(*frames: object) -> Hashable:
    """All that small frames of pandas hold, to be compared; None where that is no use.

    It is none where a frame is of many rows or of another engine, and where a cell holds what
    cannot be compared, as a list. Where no frame is given None stands for it.
    """
    if not all(frame is None or is_small(frame) for frame in frames):
        return None
    try:
        contents = tuple(
            content_of(frame) if isinstance(frame, pd.DataFrame) else None for frame in frames
        )
        hash(contents)
    except TypeError:
        return None
    return contents


def is_small(frame: object) -> bool:
    """Whether it is a frame of pandas that is compared faster than worked with."""
    return isinstance(frame, pd.DataFrame) and len(frame) <= _FEW_ROWS


def content_of(frame: pd.DataFrame) -> Hashable:
    """All that a frame holds: names, kinds and values of its columns and of its index.

    Two frames with equal content are the same to every reader. The same frames may have unequal
    content where objects stand in them: one NaN is not another.

    >>> one, other = (pd.DataFrame({"a": [1, 2]}, dtype=kind) for kind in ("int64", "float64"))
    >>> content_of(one) == content_of(one.copy()), content_of(one) == content_of(other)
    (True, False)
    """
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    return (tuple(frame.columns), _of_array(frame.index.array), *map(_of_column, columns))


def content_of_grid(grid: Grid) -> Hashable:
    """All that a small grid holds; None of a large one.

    >>> content_of_grid(Grid([["a", 1]])) == content_of_grid(Grid([["a", True]]))
    False
    """
    if sum(map(len, grid.stored)) > _FEW_CELLS:
        return None
    return (
        grid.columns_major,
        tuple(grid.merges),
        *(
            tuple(map(tuple, rows))
            for rows in (grid.stored, grid.shown, grid.number_formats, grid.formulas)
        ),
        tuple(tuple(map(type, row)) for row in grid.stored),
    )


def _of_column(column: pd.Series) -> Hashable:
    return _of_array(column.array)


def _of_array(values: pd.api.extensions.ExtensionArray) -> Hashable:
    kind = str(values.dtype)
    if isinstance(values, NumpyExtensionArray) and values.dtype.kind != "O":
        return kind, values.to_numpy().tobytes()
    if isinstance(values, pd.Categorical):
        choices = _of_array(pd.Index(values.categories).array)
        return kind, values.ordered, choices, values.codes.tobytes()
    # To ask whether NA equals another cell is an error.
    cells = tuple(None if cell is pd.NA else cell for cell in values.tolist())
    # 1, 1.0 and True are equal, but not the same to a reader of objects.
    return kind, cells, tuple(map(type, cells)) if kind == "object" else ()
