"""The languages there are, and what each one decides: signs, plurals, the order of a day."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from babel import Locale

#: Code of a language that `language` knows: "ru", "en", and what is registered besides.
Lang = str
#: What is read where somebody's language is not known.
DEFAULT: Lang = "en"


@dataclass(frozen=True)
class Language:
    """What a language decides; Babel knows the rest.

    Attributes:
        code: as Settings.lang, Partners.lang and ``--lang`` name it.
        name: what its readers call it.
        babel: Babel's name of it: names of months, plural forms, signs of numbers and currencies.
        spreadsheet: the locale of a new spreadsheet.
        day_pattern: of a day in tables, in Babel's letters.
        line_day_pattern: of a day within a line of a tool tab.
        cell_day_pattern: of a day in a spreadsheet's cell, in Google's letters.
        percent_sign: what follows the figure.
        currency_signs: amounts carry the currency's sign (₽) instead of its code (RUB).
        quotes: around what somebody else said.
        number_sign: before a document's number.
        list_sign: between the two last of several things.
        bound: where its texts have a space that never breaks, as a pattern; "" for nowhere.
        holidays: what the library of public holidays calls it.
        csv: the delimiter and the decimal sign that a spreadsheet program expects in a CSV file.
        ours: the side of a `Phrase` that speaks it; "" for languages kept as `texts`.
        texts: the English text of a phrase -> this language's; English where one is missing.
        translate: used instead of `texts` where it is given: whole languages made by a rule.
    """

    code: Lang
    name: str
    babel: str
    spreadsheet: str
    day_pattern: str
    line_day_pattern: str
    cell_day_pattern: str
    percent_sign: str
    currency_signs: bool
    quotes: tuple[str, str]
    number_sign: str
    list_sign: str
    holidays: str
    csv: tuple[str, str]
    bound: str = ""
    ours: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    translate: Callable[[str], str] | None = None

    @cached_property
    def locale(self) -> Locale:
        """Babel's knowledge of it."""
        return Locale.parse(self.babel)

    @cached_property
    def number_signs(self) -> tuple[str, str]:
        """The signs between thousands and before decimals."""
        symbols = self.locale.number_symbols["latn"]
        return symbols["group"], symbols["decimal"]

    def __hash__(self) -> int:
        return hash(self.code)


_RUSSIAN = Language(
    code="ru",
    name="русский",
    babel="ru",
    spreadsheet="ru_RU",
    day_pattern="dd.MM.y",
    line_day_pattern="dd.MM.y",
    cell_day_pattern="dd.mm.yyyy",
    percent_sign="\u00a0%",
    currency_signs=True,
    quotes=("«", "»"),
    number_sign="№",
    list_sign=" и ",
    holidays="ru",
    csv=(";", ","),
    # After № and ИНН; between a figure, or the place of one, and its unit.
    bound=(
        r"(?<=№) (?=\S)|(?<=ИНН) (?=[{\d])"
        r"|(?<=[\d}]) (?=[%₽$€]|балл|дн\.|(?:день|дня|дней|мес\.|ч|мин)(?!\w))"
    ),
    ours="ru",
)
_ENGLISH = Language(
    code="en",
    name="English",
    babel="en_GB",
    spreadsheet="en_US",
    day_pattern="d MMM y",
    line_day_pattern="d MMMM y",
    cell_day_pattern="yyyy-mm-dd",
    percent_sign="%",
    currency_signs=False,
    quotes=("“", "”"),
    number_sign="no.",
    list_sign=" and ",
    holidays="en_US",
    csv=(",", "."),
    ours="en",
)
_LANGUAGES: dict[Lang, Language] = {one.code: one for one in (_RUSSIAN, _ENGLISH)}


def language(code: Lang) -> Language:
    """The language of that code.

    Raises:
        KeyError: nobody registered it.
    """
    return _LANGUAGES[code]


def languages() -> tuple[Lang, ...]:
    """Codes of all languages, in the order in which people are asked."""
    return tuple(_LANGUAGES)


def is_language(code: object) -> bool:
    """Whether there is a language of that code."""
    return code in _LANGUAGES


def language_name(code: Lang, lang: Lang) -> str:
    """What readers of a language call another one.

    >>> language_name("en", "ru")
    'английский'
    """
    return str(language(lang).locale.languages[language(code).locale.language])


@contextmanager
def registered(more: Language) -> Iterator[Language]:
    """Have one more language for a while, or one in another way."""
    before = dict(_LANGUAGES)
    _LANGUAGES[more.code] = more
    try:
        yield more
    finally:
        _LANGUAGES.clear()
        _LANGUAGES.update(before)
