"""Tabs whose history waits for a person: the manager's digest names each, once until it is settled.

Source: road-out.md 1.4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheetsync.rules.digests.facts import Digest
from sheetsync.rules.digests.recipients import FROM_LEVEL, Staff
from sheetsync.tables.table import Tables

#: Held tabs have one level: there is no getting worse.
_LEVEL = 0


def with_held(
    due: Sequence[Digest], tables: Tables, as_of: date, held: Mapping[str, str]
) -> tuple[Digest, ...]:
    """The digests that are due, with what waits in the manager's.

    Args:
        due: one a recipient.
        tables: Settings name the manager; without one nobody hears.
        as_of: the day of calculation.
        held: sentences that were not told yet, each by what the journal remembers it by.

    Returns:
        By address. The manager gets one for this alone when there is nothing else.
    """
    manager = tables.settings.manager_email
    if not held or not manager:
        return tuple(due)
    others = [digest for digest in due if digest.to.casefold() != manager.casefold()]
    of_manager = next((digest for digest in due if digest not in others), None)
    if of_manager is None:
        name = Staff(tables.settings).name(manager)
        of_manager = Digest(manager, name, (), tables.lang, as_of)
    roles = {*of_manager.roles, "manager"}
    told = replace(
        of_manager,
        roles=tuple(role for role in FROM_LEVEL if role in roles),
        held=tuple(held.values()),
        marks=(*of_manager.marks, *((key, _LEVEL) for key in held)),
    )
    return tuple(sorted((*others, told), key=lambda digest: digest.to.casefold()))
