"""How a figure is rounded wherever one is said: letters, terminal, pictures, tabs, pages."""

from decimal import ROUND_HALF_UP, Context, Decimal

#: Sums of floats are exact to so many decimals of a score; what lies beyond is noise.
_NOISE = Decimal("0.000001")
#: Room for the largest float.
_WIDE = Context(prec=330, rounding=ROUND_HALF_UP)


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """Half up, away from zero, on the decimals that one reads: as people and spreadsheets round.

    A float is taken for the decimal it prints as, not for its binary neighbour, and noise behind
    the sixth decimal is dropped first.

    >>> rounded(62.25, 1), rounded(84.05, 1), rounded(-4.45, 1), rounded(42.349, 0)
    (Decimal('62.3'), Decimal('84.1'), Decimal('-4.5'), Decimal('42'))
    >>> rounded(-0.04, 1)
    Decimal('0.0')
    >>> rounded(0.1 + 0.2, 1), rounded(2.675, 2), rounded(84.0499999996, 1)
    (Decimal('0.3'), Decimal('2.68'), Decimal('84.1'))
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    places = Decimal(1).scaleb(-digits)
    if places > _NOISE:
        exact = exact.quantize(_NOISE, context=_WIDE)
    told = exact.quantize(places, context=_WIDE)
    # Nothing is told with a minus, whatever it was before it was rounded.
    return told or told.copy_abs()
