"""Which invoices the purpose of a payment names. Source: adoption.md P4, Text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from stdnum import iban, iso11649

from sheetsync.rules.payments.purpose_shape import PRIVATE, Place, number_places
from sheetsync.rules.payments.words import HEAD
from sheetsync.tables.cleaning import cleaned, comparable, plain_dashes
from sheetsync.tables.document_numbers import number_keys
from sheetsync.tables.number_words import WrittenDay, written_day

_REFERENCE = re.compile(r"(?<!\w)rf[0-9]{2}(?: ?[0-9a-z]{1,4}){1,6}(?!\w)")
#: What stands in front of the reference itself: RF and two check digits.
_REFERENCE_HEAD = 4
_LONG = re.compile(r"(?<!\w)(?:[0-9]{20}|[a-z]{2}[0-9]{2}[a-z0-9]{11,30})(?!\w)")
_ACCOUNT_DIGITS = 20
_ALIKE = str.maketrans("123456789", "000000000")
_HEADED = re.compile(HEAD)
_DAY_QUOTES = re.compile('[«»"]')


@dataclass(frozen=True, slots=True)
class Named:
    """A number that a purpose names.

    Attributes:
        text: as it stands there, in capitals.
        keys: what `number_key` tells of it with what follows, where that may be part of it; of it;
            of it without a word that may be part of it.
        day: the day written behind it; None without one.
        has_word: whether a word says that it is an invoice's; else it only stands behind №.
    """

    text: str
    keys: tuple[str, ...]
    day: WrittenDay | None = None
    has_word: bool = True


def read_purpose(text: str) -> tuple[Named, ...]:
    """The invoices that a purpose names, each once, in the order of the text.

    >>> text = "Оплата по сч. №12,13 и УТ-15 от 01.02.26 по дог. 14/24. В т.ч. НДС 20% - 8333-33"
    >>> [named.text for named in read_purpose(text)]
    ['12', '13', 'УТ-15']
    >>> read_purpose("По акту № 7, счёт-фактура 12")
    ()
    """
    return read_purposes([text])[0]


def read_purposes(texts: Sequence[str]) -> list[tuple[Named, ...]]:
    """What `read_purpose` tells of each; many at once are read quicker than one by one."""
    return read_folded([folded_purpose(text) for text in texts])


def read_folded(texts: Sequence[str]) -> list[tuple[Named, ...]]:
    """What `read_purposes` tells of texts that `folded_purpose` left."""
    found = [list(_written(text)) for text in texts]
    spellings = dict.fromkeys(
        spelling for one in chain.from_iterable(found) for spelling in one.spellings
    )
    keys = dict(zip(spellings, number_keys(list(spellings)), strict=True))
    return [_each_once(named, keys) for named in found]


def folded_purpose(text: str) -> str:
    """A purpose as its words are looked for: small letters, single spaces, ё as е, plain dashes."""
    return PRIVATE.sub(" ", comparable(plain_dashes(cleaned(text).text)))


@dataclass(frozen=True, slots=True)
class _Written:
    """A number in small letters, how else it may be spelled, and the day behind it."""

    text: str
    spellings: tuple[str, ...]
    day: WrittenDay | None = None
    has_word: bool = True


def _written(text: str) -> Iterator[_Written]:
    if "rf" in text:
        text, references = _without_references(text)
        yield from references
    text = _LONG.sub(_unless_account, text)
    places = number_places(text.translate(_ALIKE))
    for place in places:
        number = _piece(text, place.number)
        day = written_day(_DAY_QUOTES.sub("", _piece(text, place.day))) if place.day else None
        wider = (_piece(text, place.wider),) if place.wider else ()
        spellings = (*wider, number, _HEADED.sub("", number, count=1))
        yield _Written(number, spellings, day, place.has_word)


def _piece(text: str, place: Place) -> str:
    return text[place.start : place.end]


def _without_references(text: str) -> tuple[str, list[_Written]]:
    """The text without creditor references (ISO 11649), and what they name."""
    named = []
    for match in _REFERENCE.finditer(text):
        groups = match[0].split(" ")
        # Words behind it look like groups of it.
        for count in range(len(groups), 0, -1):
            whole = "".join(groups[:count])
            if iso11649.is_valid(whole):
                named.append(_Written(whole, (whole[_REFERENCE_HEAD:], whole)))
                text = text.replace(" ".join(groups[:count]), " ", 1)
                break
    return text, named


def _unless_account(match: re.Match[str]) -> str:
    is_account = len(match[0]) == _ACCOUNT_DIGITS and match[0].isdecimal()
    return " " if is_account or iban.is_valid(match[0]) else match[0]


def _each_once(written: Iterable[_Written], keys: dict[str, str]) -> tuple[Named, ...]:
    """One of each number, with its day where one of them has it."""
    named = [
        Named(
            one.text.upper(),
            tuple(dict.fromkeys(keys[way] for way in one.spellings)),
            one.day,
            one.has_word,
        )
        for one in written
    ]
    dated = {one.keys for one in named if one.day}
    first: dict[tuple[tuple[str, ...], WrittenDay | None], Named] = {}
    for one in named:
        if one.day is not None or one.keys not in dated:
            first.setdefault((one.keys, one.day), one)
    return tuple(first.values())
