"""Where the numbers of invoices stand in the purpose of a payment.

What is no number of an invoice is taken out first: days and periods, taxes, sums, numbers of other
papers. Then the numbers behind words of invoices are looked for; if there are none, those behind №.
Which digits stand there makes no difference, so that purposes of one shape are looked at once.

Source: adoption.md P4, Text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from sheetsync.rules.payments import words as w

#: A day that was taken out leaves one sign: its place among the days.
_FIRST_DAY = 0xE000
_MOST_DAYS = 0x1000
_DAY_SIGN = f"[{chr(_FIRST_DAY)}-{chr(_FIRST_DAY + _MOST_DAYS - 1)}]"
#: Signs that stand for days here and for nothing elsewhere.
PRIVATE = re.compile(_DAY_SIGN)

_WHOLE = r"(?:[0-9]{1,3}(?:[ .,'][0-9]{3})+|[0-9]+)"
_AMOUNT = rf"{_WHOLE}(?:[.,=-][0-9]{{1,2}})?(?![0-9])"
_YEAR = r"[0-9]{4}(?![0-9])"
_OF_YEAR = r"(?: ?(?:г\.?|года?|году|goda?|g\.)(?!\w))?"
_DAYS = re.compile(
    rf"(?:(?<![^\W\d_]){w.FROM} ?)?(?<![0-9./-])(?<![№#])(?<![№#] )"
    r"(?P<day>[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[«\"]?[0-9]{{1,2}}[»\"]?\.? {w.MONTH}(?:,? {_YEAR})?)"
    rf"(?![0-9]|[-/][0-9]){_OF_YEAR}"
    rf"|(?<![^\W\d_]){w.FROM} ?(?P<short>[0-9]{{1,2}}\.[0-9]{{1,2}})(?![0-9]|[./][0-9])"
)
_PERIODS = re.compile(
    rf"(?<![\w/.-])(?:{w.MONTH}(?: ?[-,/и] ?{w.MONTH})?,? ?{_YEAR}{_OF_YEAR}"
    rf"|(?<=за )[0-9]{{1,2}}[./]{_YEAR}"
    rf"|[0-9i]{{1,3}} ?(?:-?[йи] )?(?:кв\w*\.?|kv\w*\.?|q) ?{_YEAR}{_OF_YEAR}"
    rf"|(?<=за ){_YEAR}|{_YEAR} ?(?:г\.|г(?!\w)|год\w*|goda?(?!\w)))"
)
_TAX = re.compile(
    rf"(?:(?<!\w){w.TAX_LEAD} ?\(?(?:сумма )?)?(?<!\w){w.TAX}(?!\w)\)?"
    # Behind a comma only an amount with kopecks is one of the tax: «без НДС, 13».
    rf"(?:[ :=(),.%-]+(?:{w.TAX_TAIL}(?!\w)|{w.CURRENCY}(?!\w)|[0-9]{{1,2}} ?%"
    rf"|(?<![,.] )(?<![,.]){_AMOUNT}|{_WHOLE}[.,=-][0-9]{{2}}(?![0-9])))*[ )]*"
)
_SUMS = re.compile(
    rf"(?<!\w){w.SUM}(?!\w)[ :=-]*(?:{w.CURRENCY} ?)?{_AMOUNT}(?: ?{w.CURRENCY}(?!\w))?"
    r"|(?<![\w.,/-])(?:[0-9]{1,3}(?:[ '][0-9]{3})+[.,=-][0-9]{2}(?![0-9])"
    rf"|{_AMOUNT} ?{w.CURRENCY}(?!\w))"
)
_SPACES = re.compile(" {2,}")

_PLAIN = r"(?=[\w/\\:-]*[0-9])[^\W_]+(?:[-/\\_:](?!po(?!\w))[^\W_]+|(?<=[0-9])\.[0-9]+[^\W_]*)*"
_SPACED = rf"(?:(?<=[№#])|(?<=[№#] ))(?!{w.NO_HEAD} )[^\W\d_]{{1,4}} (?=[0-9])"
#: Whole, so that «500 руб.» does not leave 50.
_NUMBER = rf"(?>(?:{_SPACED})?{_PLAIN}(?:{w.RANGE}[0-9]+(?![0-9.,]))?)(?! ?{w.UNIT})"
#: What follows may belong to it: «№ 814 3». Whether it does, the book decides.
_MORE = (
    rf"(?:(?: |\.|//)(?!{w.SIGN}|{w.INVOICE}|{w.HEAD})"
    rf"(?>[^\W_]*[0-9][^\W_]*(?:[-/][^\W_]+)*)(?! ?{w.UNIT}))"
)
_ITEM = rf"{_NUMBER}{_MORE}?(?: ?\(? ?{_DAY_SIGN} ?\)?)?"
_NEXT = rf"(?:(?: ?[,;])+ ?(?:{w.AND} ?)?| ?{w.AND} ?|[ .]*(?={w.SIGN}))"
_LIST = rf"{_ITEM}(?:{_NEXT}{w.SIGN}*{_ITEM})*"
#: Each whole: a long word may be parted in five in too many ways.
_WORDS = rf"(?:(?:[^\W\d_]++[.,]?|{_DAY_SIGN}) ?)"
_OTHERS = re.compile(
    rf"{w.START}{w.OTHER}[ .:]*"
    rf"(?:(?:(?!{w.START}{w.INVOICE}){_WORDS}){{1,5}}{w.SIGN}+|{w.SIGN}*){_LIST}"
)
_INVOICES = re.compile(
    rf"{w.START}(?:(?={w.HEAD}[\w/-]*[0-9])(?P<headed>{_LIST})"
    rf"|{w.INVOICE}[ .:]*(?P<words>{_WORDS}{{1,5}}{w.SIGN}+|{w.SIGN}*)(?P<list>{_LIST}))"
)
_SIGNED = re.compile(rf"(?<![\w/]){w.SIGN}+(?P<list>{_LIST})")
_NOTHING_ELSE = re.compile(rf" ?{w.SIGN}*(?P<list>{_LIST})[ .,;]*")
_ONE = re.compile(rf"(?P<number>{_NUMBER})(?P<more>{_MORE})?(?: ?\(? ?(?P<day>{_DAY_SIGN}))?")


class Place(NamedTuple):
    """A piece of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a number stands.

    Attributes:
        day: the day behind it.
        wider: the number with what may belong to it.
        has_word: whether a word says that it is an invoice's, or nothing else stands there.
    """

    number: Place
    day: Place | None = None
    wider: Place | None = None
    has_word: bool = True


@dataclass(slots=True)
class _Rest:
    """What is left of a text, and where each of its signs stood."""

    text: str
    places: list[int]
    days: list[Place] = field(default_factory=list)

    def place(self, start: int, end: int) -> Place:
        return Place(self.places[start], self.places[end - 1] + 1)

    def replace(self, found: list[tuple[re.Match[str], str]]) -> None:
        """Put one or more signs in place of each piece that was found."""
        pieces, places, at = [], [], 0
        for match, sign in found:
            pieces += [self.text[at : match.start()], sign]
            places += [
                *self.places[at : match.start()],
                *[self.places[match.start()]] * len(sign),
            ]
            at = match.end()
        self.text = "".join([*pieces, self.text[at:]])
        self.places = [*places, *self.places[at:]]

    def take_out(self, pattern: re.Pattern[str]) -> None:
        self.replace([(match, " ") for match in pattern.finditer(self.text)])

    def take_out_days(self) -> None:
        found = []
        for match in list(_DAYS.finditer(self.text))[:_MOST_DAYS]:
            found.append((match, f" {chr(_FIRST_DAY + len(self.days))} "))
            self.days.append(self.place(*match.span("day" if match["day"] else "short")))
        self.replace(found)


@lru_cache(maxsize=1 << 16)
def number_places(shape: str) -> tuple[NumberPlace, ...]:
    """Where the numbers of invoices stand.

    >>> [place.number for place in number_places("счет 00 от 00.00.0000, акт 00")]
    [Place(start=5, end=7)]

    Args:
        shape: the purpose in small letters, without `PRIVATE` signs, all digits alike.
    """
    rest = _Rest(shape, list(range(len(shape))))
    rest.take_out_days()
    for pattern in (_PERIODS, _TAX, _SUMS, _SPACES, _OTHERS, _SPACES):
        rest.take_out(pattern)
    return tuple(_behind_words(rest)) or tuple(_behind_signs(rest))


def _behind_words(rest: _Rest) -> Iterator[NumberPlace]:
    """The numbers behind words of invoices."""
    for match in _INVOICES.finditer(rest.text):
        found = list(_listed(rest, match, "list" if match["list"] else "headed"))
        before = PRIVATE.search(match["words"] or "")
        if before and len(found) == 1 and found[0].day is None:
            found = [replace(found[0], day=rest.days[ord(before[0]) - _FIRST_DAY])]
        yield from found


def _behind_signs(rest: _Rest) -> Iterator[NumberPlace]:
    """The numbers behind №; those of a text that is nothing but numbers."""
    whole = _NOTHING_ELSE.fullmatch(rest.text)
    if whole:
        yield from _listed(rest, whole, "list")
        return
    for match in _SIGNED.finditer(rest.text):
        yield from (replace(one, has_word=False) for one in _listed(rest, match, "list"))


def _listed(rest: _Rest, match: re.Match[str], group: str) -> Iterator[NumberPlace]:
    for one in _ONE.finditer(rest.text, *match.span(group)):
        day = rest.days[ord(one["day"]) - _FIRST_DAY] if one["day"] else None
        wider = rest.place(one.start("number"), one.end("more")) if one["more"] else None
        yield NumberPlace(rest.place(*one.span("number")), day, wider)
