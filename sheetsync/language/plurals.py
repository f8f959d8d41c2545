"""Words that go with a count, and the nouns that we count."""

from dataclasses import dataclass
from functools import lru_cache

from sheetsync.language.languages import Lang, language

#: The form that also names no more than the thing: "no jobs", работ.
_MANY = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkNoun(Noun):
    """What a group calls its jobs.

    Attributes:
        ru_all: nominative of many: работы.
    """

    ru_all: str

    def every(self, lang: Lang) -> str:
        """All of them, as a title: "Jobs".

        >>> ORDER.every("ru"), ORDER.every("en")
        ('заказы', 'orders')
        """
        return self.ru_all if language(lang).ours == "ru" else self.form(_MANY, lang)

    def none(self, lang: Lang) -> str:
        """None of them: "no jobs".

        >>> LESSON.none("ru"), LESSON.none("en")
        ('занятий', 'classes')
        """
        return self.form(_MANY, lang)


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


DAY = Noun(ru=("день", "дня", "дней"), en=("day", "days"))
JOB = WorkNoun(ru=("работа", "работы", "работ"), en=("job", "jobs"), ru_all="работы")
ORDER = WorkNoun(ru=("заказ", "заказа", "заказов"), en=("order", "orders"), ru_all="заказы")
LESSON = WorkNoun(
    ru=("занятие", "занятия", "занятий"),
    en=("class", "classes"),
    ru_all="занятия",
)
PROJECT = WorkNoun(
    ru=("проект", "проекта", "проектов"),
    en=("project", "projects"),
    ru_all="проекты",
)
SCORE = Noun(ru=("отзыв", "отзыва", "отзывов"), en=("score", "scores"))
PACK = Noun(ru=("комплект", "комплекта", "комплектов"), en=("pack", "packs"))
INVOICE = Noun(ru=("счёт", "счёта", "счетов"), en=("invoice", "invoices"))


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """So many of them, in the right form; the figure never stands alone at a line's end.

    >>> counted(36, DAY, "ru").replace(chr(160), "_"), counted(1, DAY, "en").replace(chr(160), "_")
    ('36_дней', '1_day')
    """
    return f"{count}\u00a0{noun.form(count, lang)}"
