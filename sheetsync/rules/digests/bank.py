"""What the bank has for the accountant: new lines to decide on, advances whose invoice has come.

Source: adoption.md P4, "Used by" and "Overpaid part".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.rules.digests.facts import Digest
from sheetsync.rules.digests.recipients import FROM_LEVEL, Staff
from sheetsync.rules.payments.advances import CalledAdvance
from sheetsync.rules.payments.waiting_lines import WaitingLine
from sheetsync.tables.catalogue.payments import BANK
from sheetsync.tables.table import Tables

_KEY = "{person}/bank/{line_id}"
_ADVANCE_KEY = "{person}/advance/{line_id}/{number}"
#: So many new lines stand one by one.
_NAMED = 20
_MORE = Phrase(
    ru="и ещё {count}, все — во вкладке «{tab}»", en="and {count} more, all in the tab {tab}"
)
_ALL = Phrase(
    ru="Всего без решения: {count}, самая старая — от {day}",
    en="Without a decision in all: {count}, the oldest of {day}",
)
Previous = Mapping[str, tuple[int, date]]


def with_bank_lines(  # noqa: PLR0913  # what is due, what waits, what was told
    due: Sequence[Digest],
    tables: Tables,
    as_of: date,
    lines: Sequence[WaitingLine],
    previous: Previous,
    *,
    mark: Callable[[str], str] = str.casefold,
) -> tuple[Digest, ...]:
    """The digests that are due, with new lines of the bank in that of the accountant.

    A line is told once; a day that brings no new one tells none again.

    Args:
        due: one a recipient.
        tables: Settings name the accountant.
        as_of: the day of calculation.
        lines: see `waiting_lines`.
        previous: what the journal remembers of `Digest.marks`: level and day by item key.
        mark: what an item's key holds in place of the recipient's address.

    Returns:
        By address; the accountant gets one for this alone when there is nothing else.
    """
    to = tables.settings.accountant_email
    keys = {_KEY.format(person=mark(to), line_id=line.line_id): line for line in lines}
    new = {key: line for key, line in keys.items() if key not in previous}
    if not to or not new:
        return tuple(due)
    own, others = _accountants(due, tables, as_of)
    told = replace(
        own,
        bank_lines=tuple(_sentences(list(new.values()), lines, tables.lang)),
        bank_lines_count=len(new),
        marks=(*own.marks, *((key, 0) for key in new)),
    )
    return _by_address(told, others)


def with_advances(  # noqa: PLR0913  # what is due, what has come, what was told
    due: Sequence[Digest],
    tables: Tables,
    as_of: date,
    advances: Sequence[CalledAdvance],
    previous: Previous,
    *,
    mark: Callable[[str], str] = str.casefold,
) -> tuple[Digest, ...]:
    """The digests that are due, with advances whose invoice has come in that of the accountant.

    An advance is told once for each invoice that comes.

    Args:
        due: one a recipient.
        tables: Settings name the accountant.
        as_of: the day of calculation.
        advances: see `called_advances`.
        previous: what the journal remembers of `Digest.marks`: level and day by item key.
        mark: what an item's key holds in place of the recipient's address.

    Returns:
        By address; the accountant gets one for this alone when there is nothing else.
    """
    to = tables.settings.accountant_email
    new: list[CalledAdvance] = []
    keys: list[str] = []
    for one in advances:
        told = {"person": mark(to), "line_id": one.line_id}
        unheard = {_ADVANCE_KEY.format(**told, number=number) for number in one.numbers}
        unheard -= previous.keys()
        new += [one] if unheard else []
        keys += sorted(unheard)
    if not to or not new:
        return tuple(due)
    own, others = _accountants(due, tables, as_of)
    sentences = [one.said(tables.lang) for one in new[:_NAMED]]
    if len(new) > _NAMED:
        sentences.append(_more(len(new) - _NAMED, tables.lang))
    marks = (*own.marks, *((key, 0) for key in keys))
    return _by_address(replace(own, advances=tuple(sentences), marks=marks), others)


def _accountants(
    due: Sequence[Digest], tables: Tables, as_of: date
) -> tuple[Digest, Sequence[Digest]]:
    """The accountant's own digest, a blank one if none is due, and those of others."""
    to = tables.settings.accountant_email
    others = [digest for digest in due if digest.to.casefold() != to.casefold()]
    own = next((digest for digest in due if digest not in others), None)
    if own is None:
        own = Digest(to, Staff(tables.settings).name(to), (), tables.lang, as_of)
    roles = {*own.roles, "accountant"}
    return replace(own, roles=tuple(one for one in FROM_LEVEL if one in roles)), others


def _by_address(own: Digest, others: Sequence[Digest]) -> tuple[Digest, ...]:
    return tuple(sorted((*others, own), key=lambda digest: digest.to.casefold()))


def _more(count: int, lang: Lang) -> str:
    return _MORE.said(lang, count=str(count), tab=BANK.title(lang))


def _sentences(
    new: Sequence[WaitingLine], lines: Sequence[WaitingLine], lang: Lang
) -> Iterator[str]:
    yield from (line.said(lang) for line in new[:_NAMED])
    if len(new) > _NAMED:
        yield _more(len(new) - _NAMED, lang)
    oldest = next((line.booked_on for line in lines if line.booked_on), None)
    if len(lines) > len(new) and oldest:
        yield _ALL.said(lang, count=str(len(lines)), day=typed_day(oldest, lang))
