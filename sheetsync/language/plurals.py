"""Words that go with a count, and the nouns that we count."""

from dataclasses import dataclass
from functools import lru_cache

from sheetsync.language.languages import Lang, language


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """What is counted, in the forms that a count asks for.

    Attributes:
        ru: one, few, many: 1 счёт, 2 счёта, 5 счетов.
        en: one, other: 1 invoice, 2 invoices.
    """

    ru: tuple[str, str, str]
    en: tuple[str, str]

    def form(self, count: int, lang: Lang) -> str:
        """The form that goes with a count.

        >>> JOB.form(5, "ru"), JOB.form(1, "en")
        ('работ', 'job')
        """
        spoken = language(lang)
        if spoken.ours == "ru":
            return self.ru[("one", "few", "many").index(_category(count, "ru"))]
        english = self.en[0 if count == 1 else 1]
        if spoken.ours == "en":
            return english
        if spoken.translate is not None:
            return spoken.translate(english)
        return spoken.texts.get(f"{self.en[1]}#{_category(count, lang)}", english)


@lru_cache(maxsize=10_000)
def _category(count: int, lang: Lang) -> str:
    return language(lang).locale.plural_form(abs(count))


def plural(count: int, lang: Lang, *forms: str) -> str:
    """The form of a word that goes with a count, among the forms that a template gives.

    A template of a language gives the forms that this language has, in the order of CLDR: one,
    few, many in Russian; one, other in English.

    >>> [plural(n, "ru", "работа", "работы", "работ") for n in (1, 2, 5, 11, 21)]
    ['работа', 'работы', 'работ', 'работ', 'работа']
    >>> [plural(n, "en", "job", "jobs") for n in (1, 2, 21)]
    ['job', 'jobs', 'jobs']
    """
    order = [form for form in _ORDER if form in _forms(lang)]
    return forms[min(order.index(_category(count, lang)), len(forms) - 1)]


_ORDER = ("zero", "one", "two", "few", "many", "other")


@lru_cache(maxsize=100)
def _forms(lang: Lang) -> frozenset[str]:
    return language(lang).locale.plural_form.tags | {"other"}


JOB = Noun(ru=("работа", "работы", "работ"), en=("job", "jobs"))
SCORE = Noun(ru=("отзыв", "отзыва", "отзывов"), en=("score", "scores"))
PACK = Noun(ru=("комплект", "комплекта", "комплектов"), en=("pack", "packs"))
INVOICE = Noun(ru=("счёт", "счёта", "счетов"), en=("invoice", "invoices"))
