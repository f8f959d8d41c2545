"""What people typed into Decisions, as events: each new content counts once, wherever it stands.

People sort, so no row is known by its place: a content that is seen first is an event, and what was
seen stays seen. Two different answers to one submission that are first seen together tell nothing
of their order; neither counts until one is changed or gone (V-BOX-07).

Source: portal.md 1, decision 5.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from sheetsync.rules.portal.deciders import BY_DECISIONS
from sheetsync.rules.portal.submissions import Event, EventKind
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people_desk import DECISION, DECISIONS
from sheetsync.tables.table import Tables

_USED = ("submission", "decision", "text", "date", "by")
_EVENTS: Mapping[str, EventKind] = {one.code: one.event for one in DECISION}
_ID_BYTES = 16
#: Where nobody asks when: rows are looked at, and no event is kept.
_ANY_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Decided:
    """What Decisions hold that was not seen before.

    Attributes:
        events: in an order that no sorting changes.
        opposed: numbers of submissions with different answers that are first seen together.
    """

    events: tuple[Event, ...] = ()
    opposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Content:
    """What stands in a row, and which of several equal ones it is, from 1."""

    no: str
    day: date
    decision: str
    text: str
    by: str
    time: int

    @property
    def row_id(self) -> str:
        told = (self.no, self.decision, self.text, self.day.isoformat(), self.by, str(self.time))
        return hashlib.blake2b("\0".join(told).encode(), digest_size=_ID_BYTES).hexdigest()


def new_decisions(
    tables: Tables, known: Collection[str], seen: Collection[str], at: datetime
) -> Decided:
    """The answers that were not seen before.

    Args:
        tables: with the findings of validation: rows with an error say nothing.
        known: numbers of submissions.
        seen: row_ids of events.
        at: the moment at which they are seen.
    """
    fresh: dict[str, list[_Content]] = defaultdict(list)
    for content in _contents(tables):
        if content.no in known and content.row_id not in seen:
            fresh[content.no].append(content)
    opposed = [no for no, found in fresh.items() if len({one.decision for one in found}) > 1]
    events = [
        Event(
            row_id=content.row_id,
            submission_no=no,
            kind=_EVENTS[content.decision],
            at=at,
            by=content.by or BY_DECISIONS,
            text=content.text,
        )
        for no, found in fresh.items()
        if no not in opposed
        for content in sorted(found)
    ]
    return Decided(tuple(events), tuple(sorted(opposed)))


def undecided_rows(tables: Tables, known: Collection[str], seen: Collection[str]) -> list[int]:
    """The sheet rows of Decisions that count for nothing: different answers, first seen together.

    Args:
        tables: with the findings of validation.
        known: numbers of submissions.
        seen: row_ids of events.
    """
    opposed = set(new_decisions(tables, known, seen, _ANY_MOMENT).opposed)
    rows = tables.frame(DECISIONS.code)
    named = rows["submission"].fillna("").str.upper().isin(opposed)
    return [int(row) for row in rows.index[named & rows["decision"].notna()]]


def _contents(tables: Tables) -> Iterator[_Content]:
    """The rows that can be read, sorted; equal ones are counted."""
    rows = sound_rows(tables, DECISIONS, *_USED)
    rows = rows[rows["submission"].notna() & rows["decision"].notna()]
    told = Counter(
        (
            str(row["submission"]).upper(),
            row["date"].date() if pd.notna(row["date"]) else date.min,
            str(row["decision"]),
            _text(row["text"]),
            _text(row["by"]),
        )
        for row in rows.to_dict("records")
    )
    for content, count in sorted(told.items()):
        for time in range(1, count + 1):
            yield _Content(*content, time)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
