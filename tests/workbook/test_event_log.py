"""A log that is appended to for long: each row once, under its header, whatever people do."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Protocol

import pytest

from sheetsync.errors import MissingTabError, UnusableTabError, WorkbookError, WriteInDoubtError
from sheetsync.language import Phrase
from sheetsync.tables.schema import Column, ToolTab
from sheetsync.tables.writing import TabCells
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.event_log import EventLog
from sheetsync.workbook.session import Session, quoted

COLUMNS = ("row_id", "at", "note")
LOG = ToolTab(
    "events",
    en="Events",
    ru="События",
    log=True,
    columns=tuple(
        Column(name, key=name == "row_id", heading=Phrase(ru=name.upper(), en=name))
        for name in COLUMNS
    ),
)


class Meddled(Protocol):
    before: dict[int, Callable[[], object]]
    lost: set[int]
    refused: set[int]
    refuses_only: str
    seen: list[str]

    def restart(self) -> None: ...


def cells(*numbers: int) -> TabCells:
    rows = [(f"r{number}", f"2026-04-0{number}", f"=n{number}") for number in numbers]
    return TabCells(LOG, "en", COLUMNS, rows)


def calls(app: Meddled) -> list[str]:
    return [line.rpartition("/")[2].rpartition(":")[2] for line in app.seen]


def rows(book: Session, title: str = "Events") -> list[list[object]]:
    """What stands in the log, header first."""
    (columns,) = book.columns([title], "FORMULA")
    height = max(map(len, columns))
    return [[column[n] if n < len(column) else "" for column in columns] for n in range(height)]


def standing(*numbers: int) -> list[list[object]]:
    below: list[list[object]] = [list(row) for row in cells(*numbers).rows]
    return [list(COLUMNS), *below]


def change(book: Session, kind: str, **request: object) -> None:
    book.batch_update([{kind: request}])


def sheet_id(book: Session) -> int:
    (found,) = [
        one["properties"]["sheetId"]
        for one in book.metadata("sheets.properties(sheetId,title)")["sheets"]
        if one["properties"]["title"] == "Events"
    ]
    return int(found)


def insert_column(book: Session, at: int) -> None:
    place = {
        "sheetId": sheet_id(book),
        "dimension": "COLUMNS",
        "startIndex": at,
        "endIndex": at + 1,
    }
    change(book, "insertDimension", range=place)


@pytest.fixture
def log(book: Session, app: Meddled, clock: StillClock) -> EventLog:
    book.batch_update([{"addSheet": {"properties": {"title": "Events"}}}])
    book.write_values({f"{quoted('Events')}!A1": [list(COLUMNS)]}, "RAW")
    app.restart()
    return EventLog(book, clock, LOG)


def told(log: EventLog, *numbers: int) -> None:
    log.append(cells(*numbers))
    log.settled()


def test_an_append_reads_the_header_row_once_right_before(log: EventLog, app: Meddled) -> None:
    told(log, 1)
    app.restart()
    told(log, 2, 3)
    assert calls(app) == ["batchGetByDataFilter", "batchUpdate"]


def test_rows_stand_as_texts_in_their_order(log: EventLog, book: Session) -> None:
    told(log, 1, 2)
    told(log, 3)
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2", "r3"]
    (stored,) = book.columns(["Events"], "UNFORMATTED_VALUE")
    assert stored[2][1] == "=n1"


def test_what_was_perhaps_written_by_a_process_that_died_is_looked_up(
    log: EventLog, book: Session, clock: StillClock
) -> None:
    log.append(cells(1, 2))
    EventLog(book, clock, LOG).append(cells(1, 2, 3))
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2", "r3"]


def test_what_was_not_marked_as_told_is_looked_up(log: EventLog, book: Session) -> None:
    log.append(cells(1, 2))
    log.append(cells(1, 2, 3))
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2", "r3"]


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("lost", [1, 2])
def test_a_lost_answer_leaves_each_row_once(  # fixtures
    lost: int, *, applied: bool, log: EventLog, book: Session, app: Meddled, clock: StillClock
) -> None:
    told(log, 1)
    app.restart()
    # Each try is a look at the headers, a write, and a look at what stands there.
    tries = {1 + 3 * number for number in range(lost)}
    app.lost, app.refused = (tries, set()) if applied else (set(), tries)
    told(log, 2, 3)
    app.lost, app.refused = set(), set()
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2", "r3"]
    assert clock.slept_s >= 5 * (1 if applied else lost)


def test_after_three_lost_answers_rows_stay_queued_and_come_once_later(
    log: EventLog, book: Session, app: Meddled
) -> None:
    told(log, 1)
    app.restart()
    app.refused = {1, 4, 7}
    with pytest.raises(WriteInDoubtError):
        log.append(cells(2))
    app.refused = set()
    told(log, 2)
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2"]


def test_a_write_that_is_applied_after_all_is_found_by_the_next_append(
    log: EventLog, book: Session, app: Meddled, people: Session
) -> None:
    told(log, 1)
    app.restart()
    app.refused = {1, 4, 7}
    with pytest.raises(WriteInDoubtError):
        log.append(cells(2))
    app.refused = set()
    people.write_values({f"{quoted('Events')}!A3": [list(map(str, cells(2).rows[0]))]}, "RAW")
    told(log, 2, 3)
    assert [row[0] for row in rows(book)] == ["row_id", "r1", "r2", "r3"]


def test_rows_go_under_headers_that_people_moved(log: EventLog, book: Session) -> None:
    told(log, 1)
    insert_column(book, 1)
    told(log, 2)
    assert rows(book)[1:] == [["r1", "", "2026-04-01", "=n1"], ["r2", "", "2026-04-02", "=n2"]]


def test_a_column_inserted_between_look_and_write_is_set_right_before_the_next(
    log: EventLog, book: Session, app: Meddled, people: Session
) -> None:
    told(log, 1)
    app.restart()
    app.before = {1: lambda: insert_column(people, 0)}
    told(log, 2)
    told(log, 3)
    expected = [["", *row] for row in standing(1, 2, 3)]
    assert rows(book) == expected


def test_a_column_inserted_before_a_lost_answer_doubles_nothing(
    log: EventLog, book: Session, app: Meddled, people: Session
) -> None:
    """The case in which a writer that remembers the header row doubled half of them."""
    told(log, 1)
    app.restart()
    app.before = {1: lambda: insert_column(people, 0)}
    app.lost = {1}
    told(log, 2)
    assert rows(book) == [["", *row] for row in standing(1, 2)]


def test_askew_rows_can_be_set_right_at_once(
    log: EventLog, book: Session, app: Meddled, people: Session
) -> None:
    told(log, 1)
    app.restart()
    app.before = {1: lambda: insert_column(people, 0)}
    told(log, 2)
    log.set_right()
    assert rows(book) == [["", *row] for row in standing(1, 2)]
    assert log.row_ids() == {"r1", "r2"}


def test_the_log_is_known_by_its_number_when_it_is_renamed(log: EventLog, book: Session) -> None:
    told(log, 1)
    properties = {"sheetId": sheet_id(book), "title": "Old events"}
    change(book, "updateSheetProperties", properties=properties, fields="title")
    told(log, 2)
    assert rows(book, "Old events") == standing(1, 2)


def test_a_sorted_log_gets_its_rows_below(log: EventLog, book: Session) -> None:
    told(log, 1, 2)
    area = {"sheetId": sheet_id(book), "startRowIndex": 1}
    order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    change(book, "sortRange", range=area, sortSpecs=order)
    told(log, 3)
    assert rows(book) == standing(2, 1, 3)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["row_id", "at", "remark"], "headers of the log are missing"),
        (["row_id", "at", "at"], "headers of the log are doubled"),
        (["", "", ""], "headers of the log are missing"),
    ],
)
def test_a_header_that_is_missing_or_doubled_stops_with_its_cure(
    header: list[str], said: str, log: EventLog, book: Session
) -> None:
    told(log, 1)
    book.write_values({f"{quoted('Events')}!A1": [header]}, "RAW")
    with pytest.raises(UnusableTabError, match=said) as caught:
        log.append(cells(2))
    assert caught.value.cure
    book.write_values({f"{quoted('Events')}!A1": [list(COLUMNS)]}, "RAW")
    told(log, 2)
    assert rows(book) == standing(1, 2)


def test_a_header_row_further_down_is_found(log: EventLog, book: Session) -> None:
    told(log, 1)
    place = {"sheetId": sheet_id(book), "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    change(book, "insertDimension", range=place)
    told(log, 2)
    assert rows(book)[1:] == standing(1, 2)


def test_a_log_that_is_gone_is_told_and_one_made_anew_is_found(
    log: EventLog, book: Session
) -> None:
    told(log, 1)
    change(book, "deleteSheet", sheetId=sheet_id(book))
    with pytest.raises(MissingTabError, match="what partners sent waits in the store"):
        log.append(cells(2))
    book.batch_update([{"addSheet": {"properties": {"title": "Events"}}}])
    book.write_values({f"{quoted('Events')}!A1": [list(COLUMNS)]}, "RAW")
    told(log, 2)
    assert rows(book) == standing(2)


def test_a_known_number_saves_looking_the_title_up(
    log: EventLog, book: Session, app: Meddled, clock: StillClock
) -> None:
    told(log, 1)
    app.restart()
    told(EventLog(book, clock, LOG, sheet_id=log.sheet_id), 2)
    assert calls(app) == ["batchGetByDataFilter", "batchGetByDataFilter", "batchUpdate"]


def test_every_place_of_every_fault_leaves_each_row_once(
    log: EventLog, book: Session, app: Meddled
) -> None:
    """A lost answer at each of the first requests, applied or not; then all is well."""
    told(log, 1)
    number = 1
    for place, kind in product(range(6), ("lost", "refused")):
        number += 1
        app.restart()
        setattr(app, kind, {place})
        row = replace(cells(1), rows=[(f"r{number}", "x", "y")])
        try:
            log.append(row)
            log.settled()
        except WorkbookError:
            app.restart()
            log.append(row)
            log.settled()
        app.lost, app.refused = set(), set()
    assert [row[0] for row in rows(book)][1:] == [f"r{n}" for n in range(1, number + 1)]
