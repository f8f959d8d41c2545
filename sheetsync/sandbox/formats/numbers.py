"""Numbers shown: the automatic format, and sections of digit placeholders."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from sheetsync.sandbox.formats.conventions import Conventions
from sheetsync.sandbox.formats.sections import Kind, Section, Token

#: A double keeps this many digits for sure; what comes after them is noise and is not shown.
_PRECISION = 15
_GROUP = 3
#: Room for the largest double with all its decimals.
_WIDE = Context(prec=400)
#: The automatic format writes whole numbers in full below this.
_HUGE = 1e15
#: … and fractions in full from here on, or where ten decimals hold them exactly.
#: Reported, not documented by Google: ``=PI()`` shows 3.141592654, ``=1/1024`` 0.0009765625.
_TINY = 1e-4
_AUTOMATIC_DIGITS = 10


def automatic(number: float, conventions: Conventions) -> str:
    """A number without a format of its own: ten significant digits, scientific when huge or tiny.

    >>> from sheetsync.sandbox.formats.conventions import conventions_of
    >>> automatic(0.30000000000000004, conventions_of("en_US"))
    '0.3'
    >>> automatic(4.081781009991e19, conventions_of("ru_RU"))
    '4,08178E+19'
    """
    if abs(number) >= _HUGE:
        return _scientific(number, conventions)
    if number == int(number):
        return str(int(number))
    plain = format(Decimal(f"{number:.{_AUTOMATIC_DIGITS}g}"), "f")
    if abs(number) < _TINY and Decimal(plain) != _exactly(round(number, _AUTOMATIC_DIGITS)):
        return _scientific(number, conventions)
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", conventions.decimal)


def _scientific(number: float, conventions: Conventions) -> str:
    mantissa, exponent = f"{number:.5E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}".replace(".", conventions.decimal)


def _exactly(number: float) -> Decimal:
    return Decimal(f"{number:.{_PRECISION}g}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """A number section sorted into what stands left and right of its point and exponent."""

    whole: tuple[Token, ...]
    point: bool
    fraction: tuple[Token, ...]
    exponent: tuple[Token, ...]
    grouped: bool
    scale: int

    @property
    def decimals(self) -> int:
        return _digit_count(self.fraction)


def number_in_section(number: float, section: Section, conventions: Conventions) -> str:
    """The absolute value of a number through one section; signs are the caller's."""
    if any(token.kind is Kind.GENERAL for token in section.tokens):
        return _around_general(abs(number), section.tokens, conventions)
    layout = _layout(section.tokens)
    exact = abs(_exactly(number)).scaleb(layout.scale)
    if layout.exponent:
        return _with_exponent(exact, layout, conventions)
    return _mantissa(exact, layout, conventions)


def _around_general(number: float, tokens: Sequence[Token], conventions: Conventions) -> str:
    return "".join(
        automatic(number, conventions) if token.kind is Kind.GENERAL else token.text
        for token in tokens
    )


def _layout(tokens: Sequence[Token]) -> _Layout:
    head, exponent = _split(tokens, Kind.EXPONENT, keep=True)
    whole, fraction = _split(head, Kind.POINT, keep=False)
    whole, grouped, thousands = _without_commas(whole)
    fraction, _, more = _without_commas(fraction)
    percents = sum(token.kind is Kind.PERCENT for token in tokens)
    return _Layout(
        whole=whole,
        point=any(token.kind is Kind.POINT for token in head),
        fraction=fraction,
        exponent=exponent,
        grouped=grouped,
        scale=2 * percents - _GROUP * (thousands + more),
    )


def _split(
    tokens: Sequence[Token], kind: Kind, *, keep: bool
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    for place, token in enumerate(tokens):
        if token.kind is kind:
            return tuple(tokens[:place]), tuple(tokens[place if keep else place + 1 :])
    return tuple(tokens), ()


def _without_commas(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], bool, int]:
    """The tokens without their commas, whether one groups, and how many divide by a thousand."""
    digits = [place for place, token in enumerate(tokens) if token.kind is Kind.DIGIT]
    if not digits:
        return tuple(tokens), False, 0
    grouped, thousands = False, 0
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind is not Kind.COMMA:
            kept.append(token)
        elif digits[0] < place < digits[-1]:
            grouped = True
        elif place == digits[-1] + thousands + 1:
            thousands += 1
        else:
            kept.append(token)
    return tuple(kept), grouped, thousands


def _digit_count(tokens: Sequence[Token]) -> int:
    return sum(token.kind is Kind.DIGIT for token in tokens)


def _mantissa(exact: Decimal, layout: _Layout, conventions: Conventions) -> str:
    step = Decimal(1).scaleb(-layout.decimals)
    rounded = exact.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE)
    digits = format(rounded, "f")
    whole, _, fraction = digits.partition(".")
    shown = _whole(whole.lstrip("0"), layout, conventions)
    if layout.point:
        shown += conventions.decimal
    return shown + _fraction(fraction, layout.fraction)


def _whole(digits: str, layout: _Layout, conventions: Conventions) -> str:
    """Digits filled into the placeholders from the right; the first one takes all that is left."""
    if not _digit_count(layout.whole):
        literals = "".join(token.text for token in layout.whole)
        return literals + digits if layout.point else literals
    left = _digit_count(layout.whole)
    parts: list[str] = []
    filled = 0
    for token in reversed(layout.whole):
        if token.kind is not Kind.DIGIT:
            parts.append(token.text)
            continue
        left -= 1
        taken, digits = (digits, "") if left == 0 else (digits[-1:], digits[:-1])
        for digit in reversed(taken or _blank(token)):
            if layout.grouped and filled and filled % _GROUP == 0:
                parts.append(conventions.grouping)
            parts.append(digit)
            filled += 1
    return "".join(reversed(parts))


def _blank(token: Token) -> str:
    """What a placeholder shows where the number has no digit for it."""
    return {"0": "0", "?": " "}.get(token.text, "")


def _fraction(digits: str, tokens: Sequence[Token]) -> str:
    significant = len(digits.rstrip("0"))
    place = 0
    parts: list[str] = []
    for token in tokens:
        if token.kind is not Kind.DIGIT:
            parts.append(token.text)
            continue
        parts.append(digits[place] if place < significant else _blank(token))
        place += 1
    return "".join(parts)


def _with_exponent(exact: Decimal, layout: _Layout, conventions: Conventions) -> str:
    step = max(1, _digit_count(layout.whole))
    exponent = 0 if exact == 0 else exact.adjusted() // step * step
    mantissa = exact.scaleb(-exponent)
    rounded = mantissa.quantize(Decimal(1).scaleb(-layout.decimals), rounding=ROUND_HALF_UP)
    if rounded >= Decimal(10) ** step:
        exponent += step
        mantissa = exact.scaleb(-exponent)
    sign_token, *rest = layout.exponent
    sign = "-" if exponent < 0 else "+" if sign_token.text.endswith("+") else ""
    digits = str(abs(exponent)).rjust(_digit_count(rest), "0")
    tail = "".join(token.text for token in rest if token.kind is not Kind.DIGIT)
    return f"{_mantissa(mantissa, layout, conventions)}{sign_token.text[0]}{sign}{digits}{tail}"
