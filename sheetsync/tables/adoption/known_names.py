"""The names of columns that are known: ours in every language, and those of others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from sheetsync.tables.adoption.likeness import is_same_word, likeness, name_words
from sheetsync.tables.adoption.thresholds import LONGEST_NAME, SAME_WORD
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.catalogue.synonyms import (
    COLUMN_NAMES,
    ENTITY_CODES,
    ENTITY_NAMES,
    INN_NAMES,
    NOT_KEPT,
    PARTNER_CODES,
    PARTNER_NAMES,
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names by the words that stand in them, so that a text is compared with few of them."""

    by_word: Mapping[str, tuple[str, ...]]

    def best_likeness(self, text: str) -> float:
        """How alike a text is to the likest name, 0 to 1; a long text is no name: 0."""
        if len(text) > LONGEST_NAME:
            return 0.0
        near = {known for word in name_words(text) for known in self._near(word)}
        names = {name for known in near for name in self.by_word[known]}
        return max((likeness(text, name) for name in names), default=0.0)

    def _near(self, word: str) -> list[str]:
        found = process.extract(
            word, list(self.by_word), scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None
        )
        return [known for known, _, _ in found if is_same_word(word, known)]


def known_names() -> KnownNames:
    """Every name of a column of people's tabs, what others call it, and what we do not keep."""
    ours = {name for tab in people_tabs() for column in tab.columns for name in column.names}
    references = (PARTNER_NAMES, PARTNER_CODES, ENTITY_NAMES, ENTITY_CODES, INN_NAMES)
    return names_known(frozenset(ours.union(*COLUMN_NAMES.values(), *references, NOT_KEPT)))


@lru_cache(maxsize=4)
def names_known(names: frozenset[str]) -> KnownNames:
    """Some names by their words."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in name_words(name):
            found[word].append(name)
    return KnownNames({word: tuple(named) for word, named in found.items()})
