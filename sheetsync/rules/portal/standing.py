"""How each submission stands: by what became of it, and by the rows that people entered.

Doing the normal work is the acceptance: a sound row of Invoices or Closing documents with the
submission's number or its natural key accepts it, whoever typed it and wherever it stands.

Source: portal.md 5.4; workbook-and-rules.md 3.4 and amendments.md 2 for what is one number.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from sheetsync.rules.portal.deciders import BY_ENTITIES
from sheetsync.rules.portal.requisites import EntityRow, is_entered
from sheetsync.rules.portal.submissions import (
    STATE_AFTER,
    STATE_AT_END,
    Event,
    EventKind,
    StoredSubmission,
    Submission,
    SubmissionState,
)
from sheetsync.tables.catalogue.portal import ENTERED_KINDS, OPEN_SUBMISSIONS
from sheetsync.tables.document_numbers import folded_numbers, strict_numbers
from sheetsync.tables.number_words import without_words
from sheetsync.tables.wanted_requisites import wanted_of

#: Why a row accepts nothing although it is the submission's: what its cell says, or "error".
Fault = Literal["", "draft", "void", "expected", "rejected", "duplicate", "error"]

#: Decisions whose words the partner reads.
_TELLING: tuple[EventKind, ...] = ("asked", "rejected", "accepted")


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row of Invoices or Closing documents, as far as a submission is told by it.

    Attributes:
        row: of the sheet; it decides nothing, since people sort.
        entity_id: as Legal entities spells it.
        kind: "invoice", or a code of DOCUMENT_KIND.
        number: as it was typed; "" for none.
        day: of the paper; None where nobody knows.
        submission: the number of the submission that it was copied from; "" when it names none.
        fault: why it accepts nothing; "" for a sound row.
        cell: what has to be changed, as "Invoices!N12"; "" for a sound row.
        status: of an invoice: its code of INVOICE_STATUS.
    """

    row: int
    entity_id: str
    kind: str
    number: str = ""
    day: date | None = None
    month: str = ""
    amount_minor: int | None = None
    currency: str = ""
    submission: str = ""
    fault: Fault = ""
    cell: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What people have entered.

    Attributes:
        invoices: rows of Invoices from partners that are no credit notes.
        documents: rows of Closing documents.
        requisites: what Legal entities says, by the code of the legal entity.
    """

    invoices: Sequence[EnteredRow] = ()
    documents: Sequence[EnteredRow] = ()
    requisites: Mapping[str, EntityRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a submission stands.

    Attributes:
        since: when the event happened that made it so; of one that no event touched, its arrival.
        after_seq: the number of the last event that was looked at.
        decided: the event of our people that counts, None for none.
        entered: the row that accepts it.
        held_by: the row that would accept it if its cell said otherwise.
        near: a row of the same folded number and year that has another day and amount.
    """

    submission: Submission
    state: SubmissionState
    since: datetime
    after_seq: int
    decided: Event | None = None
    entered: EnteredRow | None = None
    held_by: EnteredRow | None = None
    near: EnteredRow | None = None

    @property
    def no(self) -> str:
        """The submission's number."""
        return self.submission.no

    @property
    def text(self) -> str:
        """Our question or reason, "" where there is none to say."""
        if self.decided is None or self.decided.kind not in _TELLING:
            return ""
        return self.decided.text if STATE_AFTER[self.decided.kind] == self.state else ""

    @property
    def is_ready(self) -> bool:
        """Whether people may copy it into its tab: it waits, and its row is not there yet."""
        return self.state == "waiting" and self.held_by is None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN_SUBMISSIONS


def standings(stored: Iterable[StoredSubmission], entered: Entered) -> dict[str, Standing]:
    """How each submission stands, by its number.

    The first that applies: withdrawn or replaced; infected; checking; accepted by a row; what our
    people decided last; waiting. The order of rows and of submissions changes nothing.

    Args:
        stored: submissions with files and events.
        entered: what people have entered.
    """
    told = list(stored)
    rows = _Rows.of(entered, {one.submission.no for one in told if not _ended(one)})
    return {one.submission.no: _standing(one, rows) for one in told}


def _standing(one: StoredSubmission, rows: "_Rows") -> Standing:
    submission = one.submission
    events = sorted(one.events, key=lambda event: event.seq)
    found = rows.of_submission(submission)
    decided = _decision(events)
    after = events[-1].seq if events else 0
    state, event = _told(one, events)
    held = near = entered = None
    if state is None:
        entered, held, near = found.sound, found.held, found.near
        state, event = _by_row(decided) if entered else _by_decision(submission, decided)
    return Standing(
        submission,
        state,
        event.at if event else submission.opened_at,
        after,
        decided=decided,
        entered=entered,
        held_by=None if entered else held,
        near=None if entered or held else near,
    )


def _told(
    one: StoredSubmission, events: Sequence[Event]
) -> tuple[SubmissionState | None, Event | None]:
    """What no row can change: how it ended, or that its file is not known to be clean."""
    ended = _ended(one)
    if ended is not None:
        return STATE_AT_END[ended.kind], ended
    infected = next((event for event in events if event.kind == "infected"), None)
    if infected is not None or any(file.scan == "infected" for file in one.files):
        return "infected", infected
    if any(file.scan == "pending" for file in one.files):
        return "checking", None
    return None, None


def _ended(one: StoredSubmission) -> Event | None:
    """The event that ended it by the partner's own act; the first one counts."""
    ends = [event for event in one.events if event.kind in STATE_AT_END]
    return min(ends, key=lambda event: event.seq, default=None)


def _decision(events: Sequence[Event]) -> Event | None:
    """The last event that decides; an answer ends a question alone."""
    decided: Event | None = None
    for event in events:
        if event.kind == "answered" and (decided is None or decided.kind != "asked"):
            continue
        if event.kind in STATE_AFTER:
            decided = event
    return decided


def _by_row(decided: Event | None) -> tuple[SubmissionState, Event | None]:
    """Accepted; since when, the event says that was made when the row was first seen."""
    return "accepted", decided if decided is not None and decided.kind == "accepted" else None


def _by_decision(
    submission: Submission, decided: Event | None
) -> tuple[SubmissionState, Event | None]:
    if decided is None:
        return "waiting", None
    # What Legal entities said once was changed; that it says something newer by now undoes nothing.
    was_entered = submission.kind == "requisites" and decided.by == BY_ENTITIES
    if decided.kind == "accepted" and submission.kind in ENTERED_KINDS and not was_entered:
        return "waiting", decided
    return STATE_AFTER[decided.kind], decided


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows that a submission may mean: the best of each sort."""

    sound: EnteredRow | None = None
    held: EnteredRow | None = None
    near: EnteredRow | None = None


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A row with its number as it is compared.

    Attributes:
        strict: the number without zeros and signs in front; "" for none.
        folded: without copied words as well; "" where it says that there is none.
    """

    row: EnteredRow
    strict: str
    folded: str
    day: date | None


@dataclass(slots=True)
class _Rows:
    """Rows by the submission that they name, and by legal entity and kind."""

    named: dict[tuple[str, str], list[_Keyed]] = field(default_factory=lambda: defaultdict(list))
    others: dict[tuple[str, str, str], list[_Keyed]] = field(
        default_factory=lambda: defaultdict(list)
    )
    requisites: Mapping[str, EntityRow] = field(default_factory=dict)

    @classmethod
    def of(cls, entered: Entered, live: set[str]) -> "_Rows":
        """The rows; one that names a live submission belongs to that one alone."""
        rows = cls(requisites=entered.requisites)
        for tab, given in (("invoice", entered.invoices), ("document", entered.documents)):
            for keyed in _keyed(given):
                named = keyed.row.submission.upper()
                if named in live:
                    rows.named[tab, named].append(keyed)
                else:
                    rows.others[tab, keyed.row.entity_id, keyed.row.kind].append(keyed)
        return rows

    def of_submission(self, one: Submission) -> _Found:
        """The rows that a submission may mean; none for kinds without a tab."""
        if one.kind == "requisites":
            return self._of_requisites(one)
        if one.kind not in ENTERED_KINDS:
            return _Found()
        (sent,) = _keyed([_as_row(one)])
        named = self.named.get((one.kind, one.no), [])
        by_key = self.others.get((one.kind, one.entity_id, sent.row.kind), [])
        is_same = _same_invoice if one.kind == "invoice" else _same_document
        same = [*named, *(each for each in by_key if is_same(sent, each))]
        near = [each for each in by_key if _is_near(sent, each)] if one.kind == "invoice" else []
        return _Found(
            _best(sent, [each for each in same if not each.row.fault]),
            _best(sent, [each for each in same if each.row.fault]),
            _best(sent, [each for each in near if each not in same]),
        )

    def _of_requisites(self, one: Submission) -> _Found:
        """The row of its legal entity, once that says all that was asked for."""
        there = self.requisites.get(one.entity_id)
        if there is None or not is_entered(wanted_of(one.text), there.fields):
            return _Found()
        return _Found(sound=EnteredRow(there.row, one.entity_id, one.kind))


def _as_row(one: Submission) -> EnteredRow:
    return EnteredRow(
        0,
        one.entity_id,
        one.doc_kind or "invoice",
        one.number,
        one.doc_date,
        one.month,
        one.amount_minor,
        one.currency,
        one.no,
    )


def _keyed(rows: Sequence[EnteredRow]) -> list[_Keyed]:
    """Rows with their numbers as they are compared, and the day that stands behind a number."""
    strict = strict_numbers([row.number for row in rows])
    bare = [without_words(row.number) if row.number else ("", None) for row in rows]
    folded = folded_numbers([number for number, _ in bare])
    return [
        _Keyed(row, key, fold or "", written.near(row.day) if written and row.day else row.day)
        for row, key, fold, (_, written) in zip(rows, strict, folded, bare, strict=True)
    ]


def _same_invoice(sent: _Keyed, other: _Keyed) -> bool:
    """One number in one year on one day; or in one month, as it stands or of one amount.

    Sole traders number «1» every month, for the same fee perhaps: another month's row is another
    invoice, and only near. Source: amendments.md 2, number normalisation.
    """
    if not _same_year(sent, other):
        return False
    if not sent.folded or not other.folded:
        return not sent.folded and not other.folded and _same_day(sent, other)
    if sent.folded != other.folded:
        return False
    if _same_day(sent, other):
        return True
    is_same = sent.strict == other.strict or _same_amount(sent, other)
    return is_same and sent.row.month == other.row.month


def _is_near(sent: _Keyed, other: _Keyed) -> bool:
    return bool(sent.folded) and sent.folded == other.folded and _same_year(sent, other)


def _same_document(sent: _Keyed, other: _Keyed) -> bool:
    """One number in one month; where either has none, one day. An awaited row may have neither."""
    if sent.row.month != other.row.month:
        return False
    if sent.folded and other.folded:
        return sent.folded == other.folded
    is_awaited = other.row.fault == "expected" and not other.folded
    return is_awaited or _same_day(sent, other)


def _same_year(sent: _Keyed, other: _Keyed) -> bool:
    if sent.day is None or other.day is None:
        return sent.row.month == other.row.month
    return sent.day.year == other.day.year


def _same_day(sent: _Keyed, other: _Keyed) -> bool:
    return sent.day is not None and sent.day == other.day


def _same_amount(sent: _Keyed, other: _Keyed) -> bool:
    amounts = {(each.row.amount_minor, each.row.currency) for each in (sent, other)}
    return len(amounts) == 1 and sent.row.amount_minor is not None


def _best(sent: _Keyed, rows: Sequence[_Keyed]) -> EnteredRow | None:
    """The row that is likest; told by what the rows say, and by their place only among equals."""

    def rank(each: _Keyed) -> tuple[object, ...]:
        row = each.row
        return (
            row.submission.upper() != sent.row.submission,
            not _same_day(sent, each),
            not _same_amount(sent, each),
            each.strict != sent.strict,
            str(row.day),
            f"{row.number} {row.amount_minor} {row.fault}",
            row.row,
        )

    return min(rows, key=rank).row if rows else None
