"""A phrase in every language: said with its facts, never put together from halves."""

from dataclasses import dataclass

from sheetsync.language.languages import Lang, language


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
        if spoken.ours == "ru":
            return self.ru
        if spoken.ours == "en":
            return self.en
        if spoken.translate is not None:
            return spoken.translate(self.en)
        return spoken.texts.get(self.en, self.en)


def same(text: str) -> Phrase:
    """A phrase that every language says alike: a name, a sign."""
    return Phrase(ru=text, en=text)
