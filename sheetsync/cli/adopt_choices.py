"""What a person types for a meaning: a number of the list, a code, a name of ours."""

from collections.abc import Sequence

from sheetsync.tables.adoption.meanings import Meaning, meanings
from sheetsync.tables.adoption.proposal import ColumnProposal, Guess, How, TabProposal
from sheetsync.tables.cleaning import header_key

#: A name that is so like is meant.
_LIKE = 0.75


def typed_meaning(text: str, column: ColumnProposal, tab: TabProposal) -> Guess | None:
    """The meaning that was typed; None for what nobody understands.

    Args:
        text: a number of `column.others` from 1, ``invoices.due_date``, or a header of ours.
        column: the column that is asked about.
        tab: its tab; names are looked for in what it means first.
    """
    if text.isdigit():
        at = int(text) - 1
        return column.others[at] if 0 <= at < len(column.others) else None
    found = _by_code(text) or _by_name(text, tab.means)
    return Guess(found.code, _how(found, column)) if found else None


def _by_code(text: str) -> Meaning | None:
    return next((one for one in meanings() if one.code == text.strip().lower()), None)


def _by_name(text: str, means: Sequence[str]) -> Meaning | None:
    """The column of ours that is called so, of the tab's own ones before all others."""
    key = header_key(text)
    for offered in (
        [one for one in meanings() if one.tab in means],
        [one for one in meanings() if one.tab not in means],
    ):
        exact = [one for one in offered if key in map(header_key, one.column.names)]
        if exact:
            return exact[0]
        near = max(offered, key=lambda one: one.likeness(text), default=None)
        if near is not None and near.likeness(text) >= _LIKE:
            return near
    return None


def _how(meaning: Meaning, column: ColumnProposal) -> How:
    """How the column keeps it: as was guessed, else a name where somebody is named."""
    guesses = (Guess(column.meaning, column.how), *column.others)
    guessed = next((one.how for one in guesses if one.meaning == meaning.code), None)
    if guessed is not None:
        return guessed
    return "@name" if meaning.reference else ""
