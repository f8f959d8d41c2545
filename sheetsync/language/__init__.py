"""How a value is said, once: phrases, figures, money, days, plurals, in every language there is.

A language is registered in `languages`; nothing outside this room asks which one it is.
"""

from sheetsync.language.languages import DEFAULT, Lang, Language, is_language, language, languages
from sheetsync.language.phrases import Phrase, Sayable, Sentence, Several

__all__ = [
    "DEFAULT", "Lang", "Language", "Phrase", "Sayable", "Sentence", "Several", "is_language",
    "language", "languages",
]  # fmt: skip
