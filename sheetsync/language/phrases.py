"""A phrase in every language: said with its facts, never put together from halves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from sheetsync.language.languages import Lang, Language, language, languages


class Sayable(Protocol):
    """What is said once it is known who reads it."""

    def said(self, lang: Lang) -> str:
        """The text in a language."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What we say, in the languages that stand in the code.

    Further languages are kept as texts by the English one (`Language.texts`), so that a language
    is added without touching a rule.
    """

    ru: str
    en: str

    def said(self, lang: Lang, **facts: object) -> str:
        """The phrase in a language, with its facts in place of ``{name}``.

        >>> Phrase(ru="ошибок: {count}", en="{count} errors").said("ru", count=3)
        'ошибок: 3'
        """
        text = self.text(lang)
        return text.format(**facts) if facts else text

    def text(self, lang: Lang) -> str:
        """The phrase in a language, its places still open.

        >>> Phrase(ru="срок", en="due").text("en")
        'due'
        """
        spoken = language(lang)
        return _spaced(_chosen(spoken, self.ru, self.en), spoken)

    def given(self, **facts: object) -> "Sentence":
        """The phrase with its facts, to be said once the language is known.

        >>> Phrase(ru="ошибок: {count}", en="{count} errors").given(count=3).said("en")
        '3 errors'
        """
        return Sentence(self, facts)

    @property
    def each(self) -> tuple[str, ...]:
        """The phrase in every language, each text once."""
        return in_each_language(ru=self.ru, en=self.en)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase and its facts, not said yet.

    Attributes:
        phrase: with places for facts.
        facts: values for the places; those that are sayable themselves are said in its language.
    """

    phrase: Phrase
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, lang: Lang) -> str:
        """The phrase in a language, with its facts.

        >>> due = Phrase(ru="срок", en="due")
        >>> Phrase(ru="{what}: нет", en="{what}: none").given(what=due).said("ru")
        'срок: нет'
        """
        facts = {name: _told(fact, lang) for name, fact in self.facts.items()}
        return self.phrase.said(lang, **facts)


@dataclass(frozen=True, slots=True)
class Several:
    """Things that are said one after the other.

    Attributes:
        parts: each of them.
        sign: between two of them.
    """

    parts: Sequence[Sayable]
    sign: Sayable | str = "; "

    def said(self, lang: Lang) -> str:
        """All parts in a language.

        >>> Several((same("a"), same("b"))).said("en")
        'a; b'
        """
        sign = self.sign if isinstance(self.sign, str) else self.sign.said(lang)
        return sign.join(part.said(lang) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _AsItIs:
    text: str

    def said(self, lang: Lang) -> str:  # noqa: ARG002  # every language says it so
        return self.text


def as_it_is(text: str) -> Sayable:
    """What others said or named: nobody translates it.

    >>> as_it_is("550 no such user").said("ru")
    '550 no such user'
    """
    return _AsItIs(text)


def _told(fact: object, lang: Lang) -> object:
    said = getattr(fact, "said", None)
    return said(lang) if callable(said) else fact


def bound(text: str, lang: Lang) -> str:
    """The text with spaces that never break where the language wants them.

    >>> bound("№ 7: 2 % за {days} дн.", "ru").replace(chr(160), "_")
    '№_7: 2_% за {days}_дн.'
    """
    return _spaced(text, language(lang))


def _spaced(text: str, spoken: Language) -> str:
    return _bound(text, spoken.bound) if spoken.bound else text


@lru_cache(maxsize=10_000)
def _bound(text: str, places: str) -> str:
    return re.sub(places, "\u00a0", text)


def in_language(lang: Lang, *, ru: str, en: str) -> str:
    """The text of a language among the two that stand in the code.

    >>> in_language("ru", ru="срок", en="due")
    'срок'
    """
    return _chosen(language(lang), ru, en)


def _chosen(spoken: Language, ru: str, en: str) -> str:
    if spoken.ours == "ru":
        return ru
    if spoken.ours == "en":
        return en
    if spoken.translate is not None:
        return spoken.translate(en)
    return spoken.texts.get(en, en)


def in_each_language(*, ru: str, en: str) -> tuple[str, ...]:
    """The text of every language there is, each once: what people may have written.

    >>> in_each_language(ru="Счета", en="Invoices")
    ('Invoices', 'Счета')
    """
    others = (in_language(lang, ru=ru, en=en) for lang in languages())
    return tuple(dict.fromkeys((en, ru, *others)))


def same(text: str) -> Phrase:
    """A phrase that every language says alike: a name, a sign."""
    return Phrase(ru=text, en=text)
