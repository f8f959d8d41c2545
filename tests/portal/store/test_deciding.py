"""Decisions at the desk on both databases: whoever is second is told, and nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sheetsync.portal.store.deciding import Decision, DecisionKind, decide
from sheetsync.portal.store.desk import desk_submission, desk_submissions, month_submissions
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.own import own_files
from sheetsync.portal.store.sending import withdraw
from sheetsync.portal.store.worker import all_submissions
from tests.portal.store.conftest import DESK, NOW, Sending, invoice, paper, seat_of

ASK = Decision("S-1001", "asked", "Which contract?", 1, "a1")


def kinds(store: Store) -> list[str]:
    return [event.kind for event in all_submissions(store)[0].events]


def test_of_many_at_once_one_decides(store: Store, send: Sending) -> None:
    send(invoice())
    with ThreadPoolExecutor(6) as pool:
        ends = list(
            pool.map(
                lambda at: decide(store, DESK, f"P{at}", replace(ASK, once=f"a{at}"), NOW), range(6)
            )
        )
    assert sorted(ends) == ["done", *["overtaken"] * 5]
    assert kinds(store) == ["received", "asked"]


def test_one_form_from_two_windows_decides_once(store: Store, send: Sending) -> None:
    send(invoice())
    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(lambda _: decide(store, DESK, "Anna", ASK, NOW), range(4)))
    assert ends == ["done"] * 4
    assert kinds(store) == ["received", "asked"]


@pytest.mark.parametrize(
    ("before", "kind", "end"),
    [
        ("", "reopened", "overtaken"),
        ("rejected", "reopened", "done"),
        ("rejected", "asked", "overtaken"),
        ("asked", "rejected", "done"),
        ("", "accepted", "overtaken"),
    ],
)
def test_only_what_fits_the_state_is_decided(
    store: Store, send: Sending, before: DecisionKind, kind: DecisionKind, end: str
) -> None:
    send(invoice())
    if before:
        assert decide(store, DESK, "Anna", replace(ASK, kind=before), NOW) == "done"
    again = replace(ASK, kind=kind, seen_seq=2, once="b1")
    assert decide(store, DESK, "Anna", again, NOW) == end


def test_a_question_is_accepted_without_a_row(store: Store, send: Sending) -> None:
    send(invoice("", kind="question", text="When?"))
    assert decide(store, DESK, "Anna", replace(ASK, kind="accepted"), NOW) == "done"


def test_what_was_taken_back_is_decided_no_more(store: Store, send: Sending) -> None:
    send(invoice())
    withdraw(store, seat_of(), "S-1001", NOW, "w1")
    assert decide(store, DESK, "Anna", replace(ASK, seen_seq=2), NOW) == "overtaken"


def test_nobody_but_the_desk_sees_or_decides(store: Store, send: Sending) -> None:
    send(invoice(), paper())
    send(invoice("7", partner_id="P-002"), paper("b"))
    own = replace(DESK, partners=frozenset({"P-002"}))
    for seat in (seat_of(), seat_of("P-002"), seat_of(""), own):
        assert desk_submission(store, seat, "S-1001") is None
        assert decide(store, seat, "Eve", ASK, NOW) == "unknown"
    assert month_submissions(store, own, "P-001", "2026-03") == ()
    assert own_files(store, own, "S-1001") == ()
    assert len(own_files(store, own, "S-1002")) == 1
    found = desk_submissions(store, own, ["S-1001", "S-1002"], 0)
    assert [one.submission.no for one in found] == ["S-1002"]
    assert desk_submissions(store, replace(DESK, partners=frozenset()), ["S-1001"], 0) == ()
    assert kinds(store) == ["received"]
