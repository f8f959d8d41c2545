"""What the worker asks of the store: the queue, recovery, numbers, letters; on both databases."""

from datetime import timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.events import recovered
from sheetsync.portal.store.letters import (
    QueuedLetter,
    claim_letter,
    doubt_claimed,
    letters_due,
    letters_in,
    postpone_letter,
    queue_together,
    settle_letter,
)
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.own import own_submission
from sheetsync.portal.store.sending import withdraw
from sheetsync.portal.store.worker import (
    Queue,
    adopt,
    all_submissions,
    get_value,
    held_places,
    highest_number,
    mark_told,
    pending_files,
    queue_of,
    raise_numbers,
    record_events,
    set_values,
    settle_scan,
    untold_events,
)
from sheetsync.rules.portal.submissions import Event, StoredSubmission
from sheetsync.sql import database_address
from tests.portal.store.conftest import BOOK, NOW, Sending, invoice, paper, seat_of


def event(no: str, kind: str, **fields: object) -> Event:
    values = {"row_id": f"{no} {kind}", "submission_no": no, "kind": kind, "at": NOW, "by": "Anna"}
    return Event(**(values | fields))  # type: ignore[arg-type]


def test_events_wait_in_their_order_until_they_are_told(store: Store, send: Sending) -> None:
    assert queue_of(store) == Queue(0, None)
    first = send(invoice("1"), paper("a"))
    second = send(invoice("2", amount_minor=1))
    withdraw(store, seat_of(), first.no, NOW, "w")
    waiting = untold_events(store)
    assert [(one.submission_no, one.kind) for one, _, _ in waiting] == [
        (first.no, "received"),
        (second.no, "received"),
        (first.no, "withdrawn"),
    ]
    assert [file and file.name_shown for _, _, file in waiting] == ["a.pdf", None, "a.pdf"]
    assert queue_of(store) == Queue(3, NOW)
    mark_told(store, [waiting[0][0].row_id, waiting[2][0].row_id], NOW)
    assert [one.submission_no for one, _, _ in untold_events(store)] == [second.no]
    mark_told(store, [], NOW)
    assert queue_of(store) == Queue(1, second.opened_at)


def test_a_long_queue_is_told_in_parts(store: Store, send: Sending) -> None:
    for at in range(5):
        send(invoice(f"{at}", amount_minor=at, text="x" * 2000), paper(f"{at}"))
    assert [one.seq for one, _, _ in untold_events(store, limit=2)] == [1, 2]
    size = len(untold_events(store, limit=1)[0][0].facts) + 700
    assert len(untold_events(store, max_bytes=size * 3)) == 3
    assert len(untold_events(store, max_bytes=1)) == 1


def test_events_are_recorded_once(store: Store, send: Sending) -> None:
    no = send(invoice(), paper()).no
    asked, rejected = event(no, "asked", text="which day?"), event(no, "rejected")
    assert record_events(store, [asked, asked]) == 1
    assert record_events(store, [asked, rejected]) == 1
    (kept,) = all_submissions(store)
    assert [(one.seq, one.kind, one.text) for one in kept.events] == [
        (1, "received", ""),
        (2, "asked", "which day?"),
        (3, "rejected", ""),
    ]


def test_a_scan_settles_the_file_wherever_it_is_held(store: Store, send: Sending) -> None:
    file, other = paper("a", scan="pending"), paper("b", scan="pending")
    first = send(invoice(), file, other).no
    as_act = send(invoice("7", kind="document", doc_kind="act"), file).no
    assert pending_files(store) == ((first, file), (first, other), (as_act, file))
    settle_scan(store, file, "infected", "aside/a", [event(first, "infected")])
    assert pending_files(store) == ((first, other),)
    both = all_submissions(store)
    assert [one.files[0].place for one in both] == ["aside/a", "aside/a"]
    assert [one.files[0].scan for one in both] == ["infected", "infected"]
    settle_scan(store, other, "clean", other.place, [event(first, "infected")])
    assert [one.kind for one in all_submissions(store)[0].events] == ["received", "infected"]


def test_an_empty_store_is_made_again_of_what_was_told(
    store: Store, send: Sending, tmp_path: Path
) -> None:
    first = send(invoice("1", text='"' * 2000), *(paper(f"{at}" * 60) for at in range(5))).no
    send(invoice("2", amount_minor=1), paper("b"))
    withdraw(store, seat_of(), first, NOW, "w")
    told = untold_events(store)
    assert all(len(one.facts) <= 8000 for one, _, _ in told)
    assert "form of" not in told[0][0].facts
    held = {one.submission_no: recovered(one.facts) for one, _, _ in told if one.kind == "received"}
    found = [
        StoredSubmission(
            submission=one.submission,
            files=one.files,
            events=tuple(event for event, _, _ in told if event.submission_no == no),
        )
        for no, one in held.items()
        if one is not None
    ]
    (tmp_path / "again").mkdir()
    address = database_address(f"sqlite:///{tmp_path / 'again' / 'portal.sqlite'}")
    with open_store(address, BOOK) as again:
        assert adopt(again, found, NOW) == 5
        assert adopt(again, found, NOW) == 0
        assert untold_events(again) == ()
        kept, original = all_submissions(again), all_submissions(store)
        assert [one.files for one in kept] == [one.files for one in original]
        assert [one.events for one in kept] == [one.events for one in original]
        bare = [msgspec.structs.replace(one.submission, once="") for one in original]
        assert [msgspec.structs.replace(one.submission, once="") for one in kept] == bare
        assert highest_number(again) == highest_number(store)
        assert Sending(again)(invoice("3"), paper("c")).no == "S-1003"


def test_a_store_from_yesterday_adopts_what_it_lacks(store: Store, send: Sending) -> None:
    no = send(invoice("1"), paper("a")).no
    (kept,) = all_submissions(store)
    later = msgspec.structs.replace(kept.submission, no="S-1042", once="")
    log = [
        msgspec.structs.replace(kept, events=(*kept.events, event(no, "rejected", seq=9))),
        StoredSubmission(submission=later, events=(event("S-1042", "received", seq=8),)),
    ]
    assert adopt(store, log, NOW) == 3
    assert [one.kind for one in all_submissions(store)[0].events] == ["received", "rejected"]
    # The backup was made before the first event was told; it stands in the log all the same.
    assert untold_events(store) == ()
    assert send(invoice("2", amount_minor=2), paper("b")).no == "S-1043"
    assert held_places(store) == {paper("a").place, paper("b").place}


def test_what_is_no_facts_recovers_nothing() -> None:
    assert recovered("{}") is None
    assert recovered("not JSON") is None


def test_numbers_only_go_up(store: Store, send: Sending) -> None:
    raise_numbers(store, 2000)
    raise_numbers(store, 1500)
    assert highest_number(store) == 2000
    assert send(invoice(), paper()).no == "S-2001"


def test_values_of_the_worker_are_kept(store: Store) -> None:
    assert get_value(store, "header") == ""
    set_values(store, {"header": "a", "application": "b"})
    set_values(store, {"header": "c"})
    assert (get_value(store, "header"), get_value(store, "application")) == ("c", "b")


def letter(key: str = "receipt/S-1001", **fields: object) -> QueuedLetter:
    values = {
        "key": key,
        "kind": "receipt",
        "recipients": ("a@x.example", "b@x.example"),
        "content": '{"link": "secret"}',
        "message_id": f"<{key}@we>",
        "queued_at": NOW,
        "due_at": NOW,
    }
    return QueuedLetter(**(values | fields))  # type: ignore[arg-type]


def queued(store: Store, *letters: QueuedLetter) -> int:
    return queue_together(store, "receipt/S-1001", letters)


def test_letters_about_one_thing_are_reserved_together_or_not_at_all(store: Store) -> None:
    of_both = (letter(), letter("receipt/S-1001/ru"))
    assert queued(store, *of_both) == 2
    assert queued(store, letter("receipt/S-1001/en")) == 0
    # Another number that begins alike is another thing.
    assert queue_together(store, "receipt/S-100", [letter("receipt/S-100")]) == 1
    assert queued(store) == 0
    assert len(letters_due(store, NOW)) == 3


def test_a_letter_is_reserved_claimed_and_settled_once(store: Store) -> None:
    assert queued(store, letter())
    assert not queued(store, letter(content="other"))
    (due,) = letters_due(store, NOW)
    assert due.recipients == ("a@x.example", "b@x.example")
    assert due.content == '{"link": "secret"}'
    assert "secret" not in repr(due)
    assert claim_letter(store, due.key, NOW)
    assert not claim_letter(store, due.key, NOW)
    assert letters_due(store, NOW) == ()
    settle_letter(store, due.key, "sent", NOW)
    (sent,) = letters_in(store, ["sent"])
    assert (sent.content, sent.tries) == ("", 1)
    assert not queued(store, letter())


def test_letters_wait_for_their_hour(store: Store) -> None:
    later = NOW + timedelta(minutes=1)
    queue_together(store, "late", [letter("late", due_at=later, ends_at=later)])
    queue_together(store, "soon", [letter("soon")])
    assert [one.key for one in letters_due(store, NOW)] == ["soon"]
    claim_letter(store, "soon", NOW)
    postpone_letter(store, "soon", later + timedelta(minutes=1), NOW, "451 later")
    (late, soon) = letters_due(store, later + timedelta(minutes=1))
    assert (late.key, late.ends_at) == ("late", later)
    assert (soon.key, soon.tries, soon.reason) == ("soon", 1, "451 later")


def test_a_letter_claimed_by_a_dead_worker_is_in_doubt(store: Store) -> None:
    queue_together(store, "a", [letter("a")])
    queue_together(store, "b", [letter("b")])
    claim_letter(store, "a", NOW)
    assert doubt_claimed(store, NOW) == 1
    assert [one.key for one in letters_in(store, ["unknown"])] == ["a"]
    assert [one.key for one in letters_due(store, NOW)] == ["b"]
    postpone_letter(store, "a", NOW, NOW, "")
    assert [one.key for one in letters_in(store, ["unknown"])] == ["a"]
    settle_letter(store, "b", "failed", NOW, "550 no such user")
    assert [(one.key, one.reason) for one in letters_in(store, ["failed"])] == [
        ("b", "550 no such user")
    ]


def test_many_row_ids_fit(store: Store, send: Sending) -> None:
    no = send(invoice(), paper()).no
    events = [event(no, "asked", row_id=f"{at}") for at in range(1200)]
    assert record_events(store, events) == 1200
    assert record_events(store, events) == 0
    mark_told(store, [one.row_id for one in events], NOW)
    assert len(untold_events(store)) == 1
    with store.reading() as connection:
        told = connection.scalar(
            sa.select(sa.func.count()).where(store.layout.event.c["told_at"] == NOW)
        )
    assert told == 1200
    found = own_submission(store, seat_of(), no)
    assert found is not None
    assert len(found.events) == 1201
