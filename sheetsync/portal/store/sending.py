"""What partners send, withdraw and answer: one transaction each, and the same outcome each time.

Source: portal.md 5.4 (of two submissions of one key), 6, 7.3 (`once`).
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa

from sheetsync.errors import SendingRefusedError
from sheetsync.language import Phrase
from sheetsync.portal.limits import Limits
from sheetsync.portal.partner_texts import cleaned_submission, cleaned_text
from sheetsync.portal.store.acceptance_rows import being_entered
from sheetsync.portal.store.earlier import (
    Earlier,
    accepted_refusal,
    is_same_paper,
    is_surely_same,
    same_files,
)
from sheetsync.portal.store.events import new_event, received_facts
from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import next_number
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.own import find_own
from sheetsync.portal.store.pages import found_submissions
from sheetsync.portal.store.rows import (
    file_rows,
    insert_events,
    known_rows,
    stored_submissions,
    submission_row,
)
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.laid_over import state_of
from sheetsync.rules.portal.submissions import (
    Event,
    EventKind,
    FileFacts,
    Submission,
    SubmissionState,
)
from sheetsync.tables.catalogue.portal import OPEN_SUBMISSIONS

#: A submission of one of these states does not stand for its files any more.
_OVER: frozenset[SubmissionState] = frozenset({"rejected", "withdrawn", "replaced", "infected"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a sending.

    Attributes:
        no: the submission that holds it.
        opened_at: when that was received.
        is_repeat: the files were received before, by that submission; nothing new was made.
        replaced_no: the earlier submission that it stands instead of; "" for none.
    """

    no: str
    opened_at: datetime
    is_repeat: bool = False
    replaced_no: str = ""


def receive(  # noqa: PLR0913, PLR0917  # who sends what, when and within what limits
    store: Store,
    seat: Seat,
    draft: Submission,
    files: Sequence[FileFacts],
    now: datetime,
    limits: Limits,
) -> Sent:
    """Keep a submission, with the event that tells of it and its files, all or nothing.

    Args:
        store: where it is kept.
        seat: who sends.
        draft: what is sent; its number and hour are set here.
        files: that lie in the vault already.
        now: an aware moment.
        limits: of files.

    Raises:
        SendingRefusedError: nothing was kept. Codes: role_read; not_yours (another partner's, or
            of a link another entity or month); form_used (the form was sent before, with other
            content); too_many_at_once; too_many_files (of the month); duplicate_number (an
            accepted submission has it).
        NoRoomError: the disk is full.
        DatabaseError: it could not be kept.
    """
    check_seat(seat, draft)
    draft = _with_once(cleaned_submission(draft))
    with store.writing() as connection:
        layout = store.layout
        again = _sent_before(connection, layout, draft, files)
        if again is not None:
            return again
        earlier = _earlier(connection, layout, draft.partner_id)
        repeat = same_files([one for one in earlier if one.state not in _OVER], draft, files)
        if repeat is not None:
            return Sent(repeat.no, repeat.opened_at, is_repeat=True)
        _check_limits(earlier, draft, files, limits)
        older = _older(earlier, draft)
        kept = msgspec.structs.replace(draft, no=next_number(connection, layout), opened_at=now)
        _insert(connection, layout, kept, files, seat.person)
        replaced = [
            new_event(one.no, "replaced", now, seat.person, other_no=kept.no) for one in older
        ]
        insert_events(connection, layout, replaced)
        return Sent(kept.no, now, replaced_no=older[-1].no if older else "")


def files_left(store: Store, seat: Seat, month: str, limits: Limits) -> int:
    """How many files the seat's partner may still send for a month.

    Asked before a body is read; `receive` counts again.

    Raises:
        DatabaseError: the store cannot be read.
    """
    sent, file = store.layout.submission, store.layout.file
    query = (
        sa.select(sa.func.count())
        .select_from(file.join(sent, sent.c["no"] == file.c["submission_no"]))
        .where(sent.c["partner_id"] == seat.partner_id, sent.c["month"] == month)
    )
    with store.reading() as connection:
        return max(0, limits.files_per_month - (connection.scalar(query) or 0))


def withdraw(store: Store, seat: Seat, no: str, now: datetime, once: str) -> None:
    """Take a submission back that nobody has decided on.

    Args:
        store: where it is.
        seat: whose it is.
        no: its number.
        now: an aware moment.
        once: of the form: sent again, it changes nothing.

    Raises:
        SendingRefusedError: role_read, not_found, wrong_state.
        DatabaseError: nothing was changed.
    """
    event = new_event(no, "withdrawn", now, seat.person, once=once)
    _change(store, seat, event, OPEN_SUBMISSIONS)


def answer(  # noqa: PLR0913, PLR0917  # who answers what to which question
    store: Store, seat: Seat, no: str, text: str, now: datetime, once: str
) -> None:
    """Answer the question that we asked about a submission.

    Args:
        store: where it is.
        seat: whose it is.
        no: its number.
        text: the answer.
        now: an aware moment.
        once: of the form: sent again, it changes nothing.

    Raises:
        SendingRefusedError: role_read, not_found, wrong_state.
        DatabaseError: nothing was changed.
    """
    event = new_event(no, "answered", now, seat.person, once=once)
    _change(store, seat, msgspec.structs.replace(event, text=cleaned_text(text)), ("asked",))


def check_seat(seat: Seat, draft: Submission) -> None:
    """See that a seat may send this.

    Raises:
        SendingRefusedError: role_read or not_yours.
    """
    _check_role(seat)
    is_mine = bool(seat.partner_id) and draft.partner_id == seat.partner_id
    if seat.is_link:
        is_mine = is_mine and (draft.entity_id, draft.month) == (seat.entity_id, seat.month)
    if draft.kind == "requisites":
        # A letter in wrong hands must not even ask for another account.
        is_mine = is_mine and seat.level == "full"
    if not is_mine:
        raise SendingRefusedError(
            Phrase(
                ru="Эта страница не для такого контрагента или месяца",
                en="This page is not for that legal entity or month",
            ),
            code="not_yours",
        )


def _check_role(seat: Seat) -> None:
    if seat.role != "full":
        raise SendingRefusedError(
            Phrase(ru="Здесь можно только смотреть", en="You may only look here"),
            code="role_read",
        )


def _with_once(draft: Submission) -> Submission:
    once = draft.once or secrets.token_hex()
    return msgspec.structs.replace(draft, once=once)


def _earlier(connection: sa.Connection, layout: Layout, partner_id: str) -> list[Earlier]:
    """All that a partner sent before, each in its state of now.

    One whose row is being entered is accepted: what is sent now stands beside it, or is refused.
    """
    found = found_submissions(connection, layout, partner_id)
    entered = being_entered(connection, layout)
    where = layout.submission.c["partner_id"] == partner_id
    return [
        Earlier(one, "accepted" if no in entered else state_of(one, found.get(no)))
        for one in stored_submissions(connection, layout, where)
        for no in [one.submission.no]
    ]


def _older(earlier: Sequence[Earlier], draft: Submission) -> list[Submission]:
    """The submissions that a new one stands instead of.

    Raises:
        SendingRefusedError: one of them was accepted, and is surely the same paper.
    """
    found = []
    for one in earlier:
        sent = one.stored.submission
        if one.state in {"withdrawn", "replaced"} or not is_same_paper(sent, draft):
            continue
        if one.state != "accepted":
            found.append(sent)
        elif is_surely_same(sent, draft):
            raise accepted_refusal(sent)
    return found


def _sent_before(
    connection: sa.Connection, layout: Layout, draft: Submission, files: Sequence[FileFacts]
) -> Sent | None:
    """What a form brought about when it was sent first; None: it is sent for the first time."""
    table = layout.submission
    where = sa.and_(table.c["partner_id"] == draft.partner_id, table.c["once"] == draft.once)
    first = next(iter(stored_submissions(connection, layout, where)), None)
    if first is None:
        return None
    kept = first.submission
    same = msgspec.structs.replace(draft, no=kept.no, opened_at=kept.opened_at) == kept
    if not same or {one.sha256 for one in files} != {one.sha256 for one in first.files}:
        raise SendingRefusedError(
            Phrase(
                ru="Эта форма уже отправлена, получена как {no}, а теперь в ней другое",
                en="This form was sent already and received as {no}; now it holds something else",
            ),
            code="form_used",
            no=kept.no,
            cure=Phrase(
                ru="откройте страницу заново и отправьте то, что изменилось",
                en="open the page anew and send what has changed",
            ),
        )
    event = layout.event
    replaced = connection.scalar(
        sa.select(event.c["submission_no"])
        .where(event.c["kind"] == "replaced", event.c["other_no"] == kept.no)
        .order_by(event.c["seq"].desc())
        .limit(1)
    )
    return Sent(kept.no, kept.opened_at, replaced_no=replaced or "")


def _check_limits(
    earlier: Sequence[Earlier],
    draft: Submission,
    files: Sequence[FileFacts],
    limits: Limits,
) -> None:
    if len(files) > limits.files_at_once:
        raise SendingRefusedError(
            Phrase(
                ru="За один раз можно отправить файлов: {most}",
                en="At most {most} files can be sent at once",
            ),
            code="too_many_at_once",
            most=limits.files_at_once,
        )
    there = sum(
        len(one.stored.files) for one in earlier if one.stored.submission.month == draft.month
    )
    if there + len(files) > limits.files_per_month:
        raise SendingRefusedError(
            Phrase(
                ru="За этот месяц уже отправлено файлов: {there} из {most}",
                en="{there} of {most} files were sent for this month already",
            ),
            code="too_many_files",
            cure=Phrase(ru="пришлите остальное письмом", en="send the rest by mail"),
            there=there,
            most=limits.files_per_month,
        )


def _insert(
    connection: sa.Connection,
    layout: Layout,
    kept: Submission,
    files: Sequence[FileFacts],
    person: str,
) -> None:
    connection.execute(sa.insert(layout.submission).values(submission_row(kept)))
    if files:
        unique = list({file.sha256: file for file in files}.values())
        connection.execute(sa.insert(layout.file), file_rows(kept.no, unique))
    event = new_event(kept.no, "received", kept.opened_at, person)
    facts = received_facts(kept, files)
    insert_events(connection, layout, [msgspec.structs.replace(event, facts=facts)])


def _change(store: Store, seat: Seat, event: Event, states: Collection[str]) -> None:
    _check_role(seat)
    with store.writing() as connection:
        stored = find_own(connection, store.layout, seat, event.submission_no)
        if stored is None:
            raise SendingRefusedError(
                Phrase(ru="Такой заявки нет", en="There is no such submission"),
                code="not_found",
                no=event.submission_no,
            )
        if known_rows(connection, store.layout, [event.row_id]):
            return
        pages = found_submissions(connection, store.layout, seat.partner_id)
        is_late = state_of(stored, pages.get(event.submission_no)) not in states
        if is_late or event.submission_no in being_entered(connection, store.layout):
            raise _wrong_state(event.kind, event.submission_no)
        insert_events(connection, store.layout, [event])


def _wrong_state(kind: EventKind, no: str) -> SendingRefusedError:
    message = Phrase(
        ru="{no}: по заявке уже решено, отозвать её нельзя",
        en="{no}: it was decided on already and cannot be withdrawn",
    )
    if kind == "answered":
        message = Phrase(ru="{no}: вопрос уже закрыт", en="{no}: the question is closed already")
    return SendingRefusedError(message, code="wrong_state", no=no)
