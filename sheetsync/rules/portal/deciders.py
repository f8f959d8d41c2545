"""Who decided, as readers are told: a person by name or address, a tab by its title."""

from sheetsync.language import Lang
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.people_desk import DECISIONS

#: What is kept of a tab that decides, where no person is known: its English title.
BY_DECISIONS, BY_INVOICES, BY_DOCUMENTS = DECISIONS.en, INVOICES.en, DOCUMENTS.en
BY_ENTITIES = ENTITIES.en
_TABS = {tab.en: tab for tab in (DECISIONS, INVOICES, DOCUMENTS, ENTITIES)}


def decider(by: str, lang: Lang) -> str:
    """Who decided, in the reader's language.

    Args:
        by: as an event keeps it; people's names are theirs in every language.
        lang: of the reader.

    >>> decider("Decisions", "ru"), decider("Анна", "ru")
    ('Решения', 'Анна')
    """
    return _TABS[by].title(lang) if by in _TABS else by
