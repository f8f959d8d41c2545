"""What people typed into Decisions: each new content counts once, wherever it stands."""

import random
from datetime import date

import pytest

from sheetsync.rules.portal.decisions import Decided, new_decisions
from sheetsync.rules.validation import validate
from sheetsync.testing.drawing import drawn
from tests.rules.portal.told import AT

KNOWN = ["S-1", "S-2"]
HEAD = "Decisions\nSubmission | Decision | Text for the partner | Date | By"


def decided(*rows: str, seen: tuple[str, ...] = ()) -> Decided:
    tables = drawn("\n".join([HEAD, *rows]))
    tables = tables.with_findings(validate(tables, date(2026, 4, 15)))
    return new_decisions(tables, KNOWN, seen, AT)


def ids(found: Decided) -> tuple[str, ...]:
    return tuple(event.row_id for event in found.events)


@pytest.mark.parametrize(
    ("row", "kind", "text", "by"),
    [
        ("S-1 | reject | No stamp | 2026-04-02 | Анна", "rejected", "No stamp", "Анна"),
        ("S-1 | спросить | Чей акт? | |", "asked", "Чей акт?", "Decisions"),
        ("s-1 | reopen | | |", "reopened", "", "Decisions"),
        ("S-1 | принять | | |", "accepted", "", "Decisions"),
    ],
)
def test_a_row_is_an_event(row: str, kind: str, text: str, by: str) -> None:
    (event,) = decided(row).events
    assert (event.submission_no, event.kind, event.text, event.by) == ("S-1", kind, text, by)
    assert event.at == AT


@pytest.mark.parametrize(
    "row",
    [
        "S-9 | reject | No stamp | |",
        "S-1 | perhaps | | |",
        " | reject | No stamp | |",
        "S-1 | | No stamp | |",
    ],
)
def test_a_row_that_says_nothing_of_ours_is_no_event(row: str) -> None:
    assert decided(row) == Decided()


def test_what_was_seen_stays_seen() -> None:
    first = decided("S-1 | reject | No stamp | 2026-04-02 | Анна")
    again = decided("S-1 | reject | No stamp | 2026-04-02 | Анна", seen=ids(first))
    assert again == Decided()


@pytest.mark.parametrize(
    "changed",
    [
        "S-2 | reject | No stamp | 2026-04-02 | Анна",
        "S-1 | ask | No stamp | 2026-04-02 | Анна",
        "S-1 | reject | No sign | 2026-04-02 | Анна",
        "S-1 | reject | No stamp | 2026-04-03 | Анна",
        "S-1 | reject | No stamp | 2026-04-02 | Пётр",
    ],
)
def test_each_changed_content_is_new(changed: str) -> None:
    first = decided("S-1 | reject | No stamp | 2026-04-02 | Анна")
    assert len(decided(changed, seen=ids(first)).events) == 1


def test_the_same_row_once_more_is_said_once_more() -> None:
    row = "S-1 | ask | Where is the act? | 2026-04-02 |"
    first = decided(row)
    second = decided(row, row, seen=ids(first))
    assert len(second.events) == 1
    assert decided(row, row, row, seen=(*ids(first), *ids(second))).events != ()
    assert decided(row, seen=(*ids(first), *ids(second))) == Decided()


def test_different_answers_first_seen_together_do_not_count() -> None:
    rows = ("S-1 | reject | No stamp | |", "S-1 | reopen | | |", "S-2 | accept | | |")
    found = decided(*rows)
    assert found.opposed == ("S-1",)
    assert [event.submission_no for event in found.events] == ["S-2"]
    # Neither was seen: once one of them is gone, the other counts.
    assert [event.kind for event in decided(rows[1], rows[2], seen=ids(found)).events] == [
        "reopened"
    ]


def test_an_answer_beside_one_that_was_seen_counts() -> None:
    first = decided("S-1 | reject | No stamp | |")
    found = decided("S-1 | reject | No stamp | |", "S-1 | reopen | | |", seen=ids(first))
    assert (found.opposed, [event.kind for event in found.events]) == ((), ["reopened"])


def test_sorting_ten_ways_changes_nothing() -> None:
    rows = [
        "S-1 | ask | Where is the act? | 2026-04-02 |",
        "S-1 | ask | And the invoice? | 2026-04-03 |",
        "S-1 | ask | Where is the act? | 2026-04-02 |",
        "S-2 | accept | | | Анна",
        "S-9 | accept | | |",
    ]
    first = decided(*rows)
    assert [event.text for event in first.events if event.submission_no == "S-1"] == [
        "Where is the act?",
        "Where is the act?",
        "And the invoice?",
    ]
    for seed in range(10):
        shuffled = random.Random(seed).sample(rows, k=len(rows))
        assert set(decided(*shuffled).events) == set(first.events)
