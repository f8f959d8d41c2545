"""What to fill in first: told by a fresh `init`."""

from collections.abc import Sequence

from sheetsync.language import Lang
from sheetsync.rules.beginning import first_steps
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables


def is_fresh(made: Sequence[str]) -> bool:
    """Whether `init` made the tab Partners, so that nobody can have filled it in."""
    return any(line in {f"+ {title}" for title in PARTNERS.titles} for line in made)


def fill_first(lang: Lang) -> list[str]:
    """What to fill in first, in order, by the tabs' titles."""
    return [step.asked(lang) for step in first_steps(Tables({}, Settings(), lang=lang))]
