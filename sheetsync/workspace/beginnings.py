"""What to fill in first: told by a fresh `init`."""

from collections.abc import Sequence

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.rating import GROUPS, RULES
from sheetsync.tables.catalogue.settings import SETTINGS

#: Without these letters do not say who writes, and nobody hears an answer.
_KEYS = "company, company_details, curators, manager_email, accountant_email"

_LINES = (
    Phrase(ru="«{settings}»: {keys}", en="{settings}: {keys}"),
    Phrase(ru="«{partners}», затем их «{entities}»", en="{partners}, then their {entities}"),
    Phrase(
        ru="«{groups}» и «{rules}» заполнены для примера: впишите свои",
        en="{groups} and {rules} hold examples: write your own",
    ),
    Phrase(
        ru="«{jobs}» и остальное; затем sheetsync run validate",
        en="{jobs} and the rest; then sheetsync run validate",
    ),
)


def is_fresh(made: Sequence[str]) -> bool:
    """Whether `init` made the tab Partners, so that nobody can have filled it in."""
    return any(line in {f"+ {title}" for title in PARTNERS.titles} for line in made)


def fill_first(lang: Lang) -> list[str]:
    """What to fill in first, in order, by the tabs' titles."""
    title = {
        tab.code: tab.title(lang) for tab in (SETTINGS, PARTNERS, ENTITIES, GROUPS, RULES, JOBS)
    }
    return [line.said(lang, keys=_KEYS, **title) for line in _LINES]
