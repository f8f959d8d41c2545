"""Numbers and shares as people of a language write them, rounded as people round.

Letters and ratings say them ten thousand at a time, so they are put together here by the signs that
Babel knows, and not by its patterns.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel.numbers import format_compact_decimal

from sheetsync.language.languages import Lang, language

MINUS = "\u2212"
#: Sums of floats are exact to so many decimals of a score; what lies beyond is noise.
_NOISE = Decimal("0.000001")
#: Room for the largest float.
_WIDE = Context(prec=330, rounding=ROUND_HALF_UP)
#: Closer than this, two numbers are shown alike.
_SAME = 1e-9
#: What large amounts are told in: billions, millions, thousands.
_UNITS = (10**9, 10**6, 10**3)


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


@lru_cache(maxsize=50_000)
def number(value: float | Decimal, lang: Lang, digits: int = 1) -> str:
    """A number with so many decimals, thousands apart, a true minus.

    >>> number(84.45, "ru"), number(-7, "en"), number(4, "en", 0), number(101123.5, "en", 0)
    ('84,5', '−7.0', '4', '101,124')
    """
    text = f"{rounded(value, digits):,.{digits}f}".replace("-", MINUS)
    group, decimal = language(lang).number_signs
    return text.replace(",", "\0").replace(".", decimal).replace("\0", group)


def shortest(value: float, lang: Lang, digits: int = 2) -> str:
    """A number with no more decimals than it needs; so many where it needs more.

    >>> shortest(4.8, "ru"), shortest(95.0, "ru"), shortest(98.5, "en"), shortest(4.801, "en")
    ('4,8', '95', '98.5', '4.80')
    """
    needed = next(
        (count for count in range(digits) if abs(value - float(rounded(value, count))) < _SAME),
        digits,
    )
    return number(value, lang, needed)


def quantity(value: float, lang: Lang) -> str:
    """A count that may have a fraction.

    >>> quantity(120.0, "ru"), quantity(2.5, "ru")
    ('120', '2,5')
    """
    return shortest(value, lang, 1)


@lru_cache(maxsize=20_000)
def percent(share: float, lang: Lang, digits: int = 0) -> str:
    """A share as per cent; of at most so many decimals those that say something.

    >>> percent(0.0364, "ru").replace(chr(160), "_"), percent(0.0364, "en")
    ('4_%', '4%')
    >>> percent(0.192, "en", 1), percent(0.19, "en", 1)
    ('19.2%', '19%')
    """
    hundredths = rounded(100 * share, digits)
    needed = next(
        (count for count in range(digits) if rounded(hundredths, count) == hundredths), digits
    )
    return number(hundredths, lang, needed) + language(lang).percent_sign


def signed_percent(ratio: float, lang: Lang, digits: int = 0) -> str:
    """A change as per cent, with its sign.

    >>> signed_percent(0.17, "en"), signed_percent(-0.5, "en")
    ('+17%', '−50%')
    """
    return ("+" if ratio > 0 else "") + percent(ratio, lang, digits)


def compact(amount: float, lang: Lang) -> str:
    """A large amount with the word for its thousands, for the axis of a picture.

    >>> compact(62_250, "en"), compact(1_500_000, "ru").replace(chr(160), "_")
    ('62.3K', '1,5_млн')
    """
    unit = next((unit for unit in _UNITS if abs(amount) >= unit), 1)
    # Babel would round half to even: 62,250 must not be 62.2 here and 62.3 elsewhere.
    exact = rounded(amount / unit, 1) * unit
    return format_compact_decimal(exact, locale=language(lang).locale, fraction_digits=1)


def typed(text: str) -> str:
    """The text with the minus of the keyboard.

    >>> typed(number(-4.4, "en"))
    '-4.4'
    """
    return text.replace(MINUS, "-")
