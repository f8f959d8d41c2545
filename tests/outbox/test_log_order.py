"""The order of the Send log's rows says nothing: people sort the tab."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.journal.letters import Envelope
from sheetsync.letters.letter import LetterKey, person_mark
from sheetsync.outbox.log_rows import Logged, LoggedState, latest, log_row
from sheetsync.outbox.ports import LogRow

NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)
KEYS = [LetterKey("monthly", f"P-{number}", "2026-03") for number in range(3)]


def row(key: LetterKey, run: int, state: LoggedState, minute: int, reason: str = "") -> LogRow:
    envelope = Envelope(
        key, "b***@vector.example", "Отчёт", "0011", "<m@c.example>", NOON, f"R-{run}"
    )
    return log_row(envelope, state, reason, NOON + timedelta(minutes=minute))


def told(rows: list[LogRow]) -> dict[str, tuple[str, str]]:
    found: dict[LetterKey, Logged] = latest(rows)
    return {str(key): (each.envelope.run_id, each.state) for key, each in found.items()}


rows_of_logs = st.lists(
    st.builds(
        row,
        st.sampled_from(KEYS),
        st.integers(1, 4),
        st.sampled_from(get_args(LoggedState)),
        st.integers(0, 5),
    ),
    max_size=14,
)


@given(rows_of_logs, st.randoms(use_true_random=False))
def test_any_permutation_tells_the_same_states(rows: list[LogRow], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert told(shuffled) == told(rows)


@given(rows_of_logs, st.sampled_from(sorted(row(KEYS[0], 1, "sent", 0))))
def test_any_sort_by_any_column_tells_the_same_states(rows: list[LogRow], column: str) -> None:
    for descending in (False, True):
        in_order = sorted(rows, key=lambda each: str(each[column]), reverse=descending)
        assert told(in_order) == told(rows)


@given(rows_of_logs)
def test_what_was_sent_is_never_taken_back(rows: list[LogRow]) -> None:
    drafts = {(each["key"], each["run_id"]) for each in rows if each["state"] == "drafted"}
    sent = {
        str(each["key"])
        for each in rows
        if each["state"] in {"sent", "skipped"} and (each["key"], each["run_id"]) not in drafts
    }
    assert {key for key, (_, state) in told(rows).items() if state in {"sent", "skipped"}} == sent


@pytest.mark.parametrize(
    ("drawn", "wanted"),
    [
        # (run, state, minute) …, in the order of a tab that somebody sorted.
        ([(1, "sent", 2), (1, "reserved", 1)], ("R-1", "sent")),
        ([(2, "reserved", 5), (1, "failed", 9), (1, "reserved", 1)], ("R-2", "reserved")),
        ([(9, "failed", 2), (9, "reserved", 1), (1, "reserved", 5)], ("R-1", "reserved")),
        ([(1, "pending", 1), (1, "failed", 1), (1, "reserved", 1)], ("R-1", "failed")),
        ([(1, "pending", 3), (1, "reserved", 1)], ("R-1", "pending")),
        ([(1, "unknown", 1), (2, "reserved", 5), (2, "failed", 6)], ("R-1", "unknown")),
        (
            [(2, "failed", 6), (1, "pending", 4), (2, "reserved", 5), (1, "unknown", 1)],
            ("R-2", "failed"),
        ),
        ([(1, "pending", 4), (1, "unknown", 1), (1, "reserved", 1)], ("R-1", "pending")),
        ([(1, "skipped", 4), (1, "unknown", 1), (2, "reserved", 9)], ("R-1", "skipped")),
        # A reservation whose first row somebody deleted counts from what is left of it.
        ([(2, "failed", 3), (1, "reserved", 1), (1, "pending", 9)], ("R-2", "failed")),
        # A draft that comes first hides nothing of the rows below.
        (
            [(3, "drafted", 1), (3, "reserved", 1), (1, "reserved", 1), (1, "sent", 1)],
            ("R-1", "sent"),
        ),
    ],
)
def test_who_speaks(drawn: list[tuple[int, LoggedState, int]], wanted: tuple[str, str]) -> None:
    rows = [row(KEYS[0], *each) for each in drawn]
    assert told(rows) == {str(KEYS[0]): wanted}
    assert told(rows[::-1]) == {str(KEYS[0]): wanted}


def test_a_draft_of_one_letter_hides_no_other_letter() -> None:
    rows = [
        row(KEYS[0], 1, "drafted", 0),
        row(KEYS[1], 1, "sent", 0),
        row(KEYS[2], 2, "reserved", 0),
        row(KEYS[0], 3, "sent", 0),
    ]
    assert told(rows) == {
        str(KEYS[0]): ("R-3", "sent"),
        str(KEYS[1]): ("R-1", "sent"),
        str(KEYS[2]): ("R-2", "reserved"),
    }


def test_keys_of_the_first_version_are_recognised_by_the_person_s_mark() -> None:
    old = LetterKey("digest", "Anna@company.example", "2026-04-02")
    mark = person_mark("S1", "anna@company.example")
    found = latest([row(old, 1, "sent", 0)], "S1")
    assert [str(key) for key in found] == [f"digest/{mark}/2026-04-02/1"]
    assert old.marked("S1").marked("S1") == old.marked("S1") != old.marked("S2")
    # A partner's code is no address, whatever it looks like.
    odd = LetterKey("monthly", "a@b", "2026-03")
    assert odd.marked("S1") == odd
    assert list(latest([row(odd, 1, "sent", 0)], "S1")) == [odd]


@pytest.mark.parametrize(
    ("reason", "goes_last"),
    [
        ("the server takes no letters now: 550 too many emails per hour", True),
        ("554 5.7.1 no", True),
        ("в этом запуске не отправлено", False),
        ("the server takes no letters now: 421 4.3.2 closing", False),
        ("решено человеком: попробовать ещё раз", False),
    ],
)
def test_a_pending_letter_that_stopped_a_run_is_known_on_a_new_disk(
    reason: str, *, goes_last: bool
) -> None:
    [logged] = latest([row(KEYS[0], 1, "pending", 0, reason)]).values()
    assert logged.is_temporary is goes_last
