"""One rounding for every figure that is said."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.language.numbers import rounded


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (62.25, 1, "62.3"), (62.35, 1, "62.4"), (62.15, 1, "62.2"), (62.249999, 1, "62.2"),
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.5, 0, "-1"), (-62.25, 1, "-62.3"),
        # Their binary neighbours lie below the half.
        (1.005, 2, "1.01"), (2.675, 2, "2.68"), (84.05, 1, "84.1"), (0.145 * 100, 0, "15"),
        # Noise of a sum of floats.
        (84.04999999996, 1, "84.1"), (84.0499, 1, "84.0"),
        (1e300, 1, None), (Decimal("62.25"), 1, "62.3"), (7, 1, "7.0"),
    ],
)  # fmt: skip
def test_half_goes_up_on_the_decimals_one_reads(
    value: float, digits: int, expected: str | None
) -> None:
    assert str(rounded(value, digits)) == (expected or f"{Decimal(repr(value)):f}.0")


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_figure_of_whole_thousandths_is_rounded_as_on_paper(
    thousandths: int, digits: int
) -> None:
    step = 10 ** (3 - digits)
    steps = (abs(thousandths) * 2 + step) // (2 * step)
    paper = Decimal(steps if thousandths >= 0 else -steps).scaleb(-digits)
    assert rounded(thousandths / 1000, digits) == paper
    assert rounded(thousandths / 1000, digits) == (Decimal(thousandths) / 1000).quantize(
        Decimal(1).scaleb(-digits), ROUND_HALF_UP
    )
