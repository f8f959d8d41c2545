"""What partners sent and waits to be entered: a section of one person's digest.

Source: portal.md 5.2, entry_owner.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheetsync.rules.digests.facts import Digest
from sheetsync.rules.digests.recipients import FROM_LEVEL, Staff
from sheetsync.rules.portal.page import entry_owner
from sheetsync.rules.portal.waiting import Waiting
from sheetsync.tables.table import Tables

_KEY = "{person}/inbox/{no}"
_NEW, _LATE = 0, 1
Previous = Mapping[str, tuple[int, date]]


def with_inbox(  # noqa: PLR0913  # what is due, what waits, what was told
    due: Sequence[Digest],
    tables: Tables,
    as_of: date,
    waiting: Sequence[Waiting],
    previous: Previous,
    *,
    mark: Callable[[str], str] = str.casefold,
) -> tuple[Digest, ...]:
    """The digests that are due, with what waits to be entered in the digest of who enters it.

    All that waits is listed when there is news: a submission that came, or one that has become
    late; a day without news tells nothing again.

    Args:
        due: one a recipient.
        tables: Settings name who enters.
        as_of: the day of calculation.
        waiting: see `waiting_submissions`.
        previous: what the journal remembers of `Digest.marks`: level and day by item key.
        mark: what an item's key holds in place of the recipient's address.

    Returns:
        By address; who enters gets one for this alone when there is nothing else.
    """
    settings = tables.settings
    owner = entry_owner(settings)
    levels = {
        _KEY.format(person=mark(owner), no=one.no): _LATE if one.is_late else _NEW
        for one in waiting
    }
    is_news = any(level > previous.get(key, (-1, as_of))[0] for key, level in levels.items())
    if not owner or not is_news:
        return tuple(due)
    others = [digest for digest in due if digest.to.casefold() != owner.casefold()]
    own = next((digest for digest in due if digest not in others), None)
    if own is None:
        own = Digest(owner, Staff(settings).name(owner), (), tables.lang, as_of)
    role = "accountant" if owner == settings.accountant_email else None
    roles = {*own.roles, *((role,) if role else ())}
    told = replace(
        own,
        roles=tuple(one for one in FROM_LEVEL if one in roles),
        waiting=tuple(one.said(tables.lang) for one in waiting),
        marks=(*own.marks, *levels.items()),
    )
    return tuple(sorted((*others, told), key=lambda digest: digest.to.casefold()))
