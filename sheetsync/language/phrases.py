"""A phrase in every language: said with its facts, never put together from halves."""

from dataclasses import dataclass

from sheetsync.language.languages import Lang, language, languages


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
        return in_language(lang, ru=self.ru, en=self.en)

    @property
    def each(self) -> tuple[str, ...]:
        """The phrase in every language, each text once."""
        return in_each_language(ru=self.ru, en=self.en)


def in_language(lang: Lang, *, ru: str, en: str) -> str:
    """The text of a language among the two that stand in the code.

    >>> in_language("ru", ru="срок", en="due")
    'срок'
    """
    spoken = language(lang)
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
