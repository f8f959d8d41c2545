"""From figures to places: a scale, and round figures to mark on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures between two bounds as places between two others.

    Attributes:
        low, high: figures.
        start, end: their places; `end` may lie before `start`, as on a page, where up is less.
    """

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a figure stands; one beyond the bounds stands on the nearer one.

        >>> Scale(0, 10, 100, 0).place(2.5), Scale(0, 10, 0, 100).place(12), Scale(3, 3, 0, 8).place(3)
        (75.0, 100.0, 0.0)
        """  # noqa: E501  # an example is as long as it is
        if self.high <= self.low:
            return float(self.start)
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_marks(most: float, wanted: int = 4, *, whole: bool = False) -> Sequence[float]:
    """Round figures from 0 to at least the largest, about so many steps; of counts whole ones.

    >>> round_marks(2, whole=True)
    [0, 1, 2]
    >>> round_marks(7), round_marks(0), round_marks(130, 3), round_marks(0.3)
    ([0, 2, 4, 6, 8], [0, 1], [0, 50, 100, 150], [0.0, 0.1, 0.2, 0.3])
    """
    if most <= 0:
        return [0, 1]
    rough = max(most / max(wanted, 1), 1 if whole else 0)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in _STEPS if part * power >= rough * (1 - 1e-9))
    count = math.ceil(most / step - 1e-9)
    if step >= 1:
        return [round(step) * place for place in range(count + 1)]
    return [round(step * place, 10) for place in range(count + 1)]
