"""Chance that a seed repeats, and shares that come out as meant even in a dozen of jobs."""

from random import Random


def stream(seed: int, *parts: str) -> Random:
    """A source of chance of its own, so that one tab's rows never shift another's."""
    return Random(":".join((str(seed), *parts)))


class Share:
    """Answers yes in a given share of cases, evenly spread.

    Coin tosses would make a good partner look bad in one seed of three; this carries the
    remainder over, as a line is drawn on pixels.
    """

    def __init__(self, share: float, chance: Random) -> None:
        self._share = share
        self._carried = chance.random()

    def hits(self) -> bool:
        """Whether this case is one of the share."""
        self._carried += self._share
        if self._carried < 1:
            return False
        self._carried -= 1
        return True


class Score:
    """Whole scores whose mean is as given."""

    def __init__(self, mean: float, best: int = 5) -> None:
        self._mean = mean
        self._best = best
        self._carried = 0.0

    def drawn(self, chance: Random) -> int:
        """The next score, 1 to the best."""
        wished = self._mean + self._carried
        score = max(1, min(self._best, round(wished + chance.uniform(-0.8, 0.8))))
        self._carried = max(-1.0, min(1.0, wished - score))
        return score


def between(low: float, high: float, points: float) -> float:
    """The value that earns so many points of 100 between the worst and the target."""
    return low + (high - low) * points / 100
