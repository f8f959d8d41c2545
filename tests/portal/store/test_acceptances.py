"""Rows that are asked for at the desk, on both databases: one each, and nothing beside it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sheetsync.errors import SendingRefusedError
from sheetsync.portal.store.acceptances import acceptances_seen, ask_for_row
from sheetsync.portal.store.copying import copy_store, prepare_copy
from sheetsync.portal.store.deciding import Decision, decide
from sheetsync.portal.store.entering import (
    acceptances_under_way,
    all_acceptances,
    begin_writing,
    end_acceptances,
    note_failed,
    note_written,
    take_back,
)
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.sending import answer, withdraw
from sheetsync.portal.store.worker import all_submissions
from sheetsync.sql import database_address
from tests.portal.store.conftest import BOOK, DESK, NOW, Sending, invoice, paper, seat_of

CLICK = Decision("S-1001", "accepted", "", 1, "a1")


def states(store: Store) -> list[tuple[str, str]]:
    return [(one.no, one.state) for one in all_acceptances(store)]


def test_of_many_clicks_at_once_one_asks(store: Store, send: Sending) -> None:
    send(invoice())
    with ThreadPoolExecutor(6) as pool:
        ends = list(
            pool.map(
                lambda at: ask_for_row(store, DESK, f"P{at}", replace(CLICK, once=f"a{at}"), NOW),
                range(6),
            )
        )
    assert ends == ["done"] * 6
    assert states(store) == [("S-1001", "asked")]
    # No event before the row stands: that one tells.
    assert [event.kind for event in all_submissions(store)[0].events] == ["received"]


def test_a_row_that_failed_is_asked_for_again_by_a_new_click_alone(
    store: Store, send: Sending
) -> None:
    send(invoice())
    ask_for_row(store, DESK, "Anna", CLICK, NOW)
    note_failed(store, {"S-1001": {"ru": "нет", "en": "no"}})
    assert ask_for_row(store, DESK, "Anna", CLICK, NOW) == "done"
    assert states(store) == [("S-1001", "failed")]
    later = NOW + timedelta(minutes=1)
    assert ask_for_row(store, DESK, "Ivan", replace(CLICK, once="a2"), later) == "done"
    (asked,) = all_acceptances(store)
    assert (asked.state, asked.by, asked.asked_at, asked.reason) == ("asked", "Ivan", later, {})


@pytest.mark.parametrize("kind", ["rejected", "asked"])
def test_nobody_decides_otherwise_until_it_has_failed(
    store: Store, send: Sending, kind: str
) -> None:
    send(invoice())
    ask_for_row(store, DESK, "Anna", CLICK, NOW)
    other = replace(CLICK, kind=kind, text="no", once="b1")  # type: ignore[arg-type]
    for is_writing in (False, True):
        if is_writing:
            begin_writing(store, ["S-1001"], NOW)
        assert decide(store, DESK, "Ivan", other, NOW) == "overtaken"
        with pytest.raises(SendingRefusedError) as refused:
            withdraw(store, seat_of(), "S-1001", NOW, "w1")
        assert refused.value.code == "wrong_state"
    note_failed(store, {"S-1001": {}})
    assert decide(store, DESK, "Ivan", other, NOW) == "done"


def test_who_has_not_seen_all_asks_for_nothing(store: Store, send: Sending) -> None:
    send(invoice())
    decide(store, DESK, "Ivan", Decision("S-1001", "rejected", "no", 1, "b1"), NOW)
    assert ask_for_row(store, DESK, "Anna", CLICK, NOW) == "overtaken"
    assert ask_for_row(store, DESK, "Anna", replace(CLICK, seen_seq=2), NOW) == "overtaken"
    assert states(store) == []


def test_only_what_has_a_tab_is_entered_and_only_by_the_desk(store: Store, send: Sending) -> None:
    send(invoice("", kind="question", text="When?"))
    send(invoice("7", partner_id="P-002"))
    assert ask_for_row(store, DESK, "Anna", CLICK, NOW) == "unknown"
    two = replace(CLICK, no="S-1002", seen_seq=2)
    own = replace(DESK, partners=frozenset({"P-001"}))
    for seat in (seat_of("P-002"), seat_of(""), own):
        assert ask_for_row(store, seat, "Eve", two, NOW) == "unknown"
    assert ask_for_row(store, DESK, "Anna", two, NOW) == "done"
    assert set(acceptances_seen(store, DESK)) == {"S-1002"}
    for seat in (seat_of("P-002"), own):
        assert acceptances_seen(store, seat) == {}


def test_a_correction_meanwhile_is_refused_or_stands_beside_it(store: Store, send: Sending) -> None:
    send(invoice("31"), paper("a"))
    ask_for_row(store, DESK, "Anna", CLICK, NOW)
    with pytest.raises(SendingRefusedError) as refused:
        send(invoice("31", text="again"), paper("b"))
    assert refused.value.code == "duplicate_number"
    note_failed(store, {"S-1001": {}})
    assert send(invoice("31", text="again"), paper("b")).replaced_no == "S-1001"


def test_an_answer_meanwhile_waits_too(store: Store, send: Sending) -> None:
    send(invoice())
    decide(store, DESK, "Ivan", Decision("S-1001", "asked", "Which?", 1, "b1"), NOW)
    assert ask_for_row(store, DESK, "Anna", replace(CLICK, seen_seq=2), NOW) == "done"
    with pytest.raises(SendingRefusedError):
        answer(store, seat_of(), "S-1001", "This one", NOW, "c1")


def test_what_the_worker_notes(store: Store, send: Sending) -> None:
    for number in ("1", "2", "3"):
        send(invoice(number), paper(number))
    for at, no in enumerate(("S-1002", "S-1001", "S-1003")):
        click = replace(CLICK, no=no, seen_seq=at + 3)
        ask_for_row(store, DESK, "Anna", click, NOW + timedelta(seconds=at))
    assert [one.no for one in acceptances_under_way(store)] == ["S-1002", "S-1001", "S-1003"]
    begin_writing(store, ["S-1001", "S-1002"], NOW)
    take_back(store, ["S-1002"], {"ru": "позже", "en": "later"})
    note_written(store, {"S-1001": 12})
    note_failed(store, {"S-1003": {"ru": "нет", "en": "no"}})
    first, second, third = all_acceptances(store)
    assert (first.state, first.row, first.tried_at) == ("written", 12, NOW)
    assert (second.state, second.tried_at, second.reason["en"]) == ("asked", None, "later")
    assert (third.state, third.reason["ru"]) == ("failed", "нет")
    end_acceptances(store, ["S-1002"])
    assert states(store) == [("S-1002", "asked"), ("S-1003", "failed")]
    end_acceptances(store, ["S-1003"])
    assert states(store) == [("S-1002", "asked")]


def test_a_copy_that_is_put_back_enters_nothing_that_may_stand_by_now(
    store: Store, send: Sending, tmp_path: Path
) -> None:
    send(invoice())
    ask_for_row(store, DESK, "Anna", CLICK, NOW)
    address = database_address(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    copy_store(store, address)
    with open_store(address, BOOK) as copy:
        assert states(copy) == [("S-1001", "asked")]
    prepare_copy(tmp_path / "copy.sqlite")
    with open_store(address, BOOK) as copy:
        assert states(copy) == []
