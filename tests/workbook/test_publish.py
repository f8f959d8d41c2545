from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from sheetsync.errors import (
    TabGoneError,
    UnusableTabError,
    WriteInDoubtError,
)
from sheetsync.tables.catalogue.documents import PACKS
from sheetsync.tables.catalogue.logs import RUN_LOG
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.tables.writing import tab_cells
from sheetsync.testing.calls import counted_calls
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.publication_plan import TabPublication
from sheetsync.workbook.publish import SpreadsheetPublisher
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot
from sheetsync.workbook.tab_requests import rows_of

TITLES = {"overdue": "Ждут оплаты", "packs": "Комплекты", "run_log": "Журнал запусков"}


@pytest.fixture
def ready(made: Session) -> Session:
    """A workbook that `init` has set up."""
    return made


def snapshot(session: Session, clock: StillClock) -> Snapshot:
    return read_snapshot(session, lambda titles: Wanted((), tuple(titles)), clock)


def overdue(*numbers: str) -> TabFrame:
    rows = pd.DataFrame(
        {
            "level": [2] * len(numbers),
            "highlight": ["red"] * len(numbers),
            "number": list(numbers),
            "outstanding_minor": pd.array([5_000_050] * len(numbers), dtype="Int64"),
            "due": [pd.Timestamp("2026-04-14")] * len(numbers),
            "file": ["https://files.example/1"] * len(numbers),
        }
    )
    return TabFrame(OVERDUE, rows)


def packs(*months: str) -> TabFrame:
    return TabFrame(PACKS, pd.DataFrame({"month": list(months)}))


def log(run_id: str) -> TabFrame:
    return TabFrame(RUN_LOG, pd.DataFrame({"run_id": [run_id], "job": ["overdue"]}))


def publish(  # what most tests ask for
    session: Session,
    before: Snapshot,
    titles: Mapping[str, str],
    tabs: Sequence[TabFrame],
    logs: Sequence[TabFrame] = (),
    **asked: int,
) -> TabPublication:
    return SpreadsheetPublisher(session, before, titles, "ru").publish(tabs, logs, **asked)


def published(
    session: Session, clock: StillClock, tabs: list[TabFrame], max_body_bytes: int = 8_000_000
) -> TabPublication:
    before = snapshot(session, clock)
    return publish(session, before, TITLES, tabs, max_body_bytes=max_body_bytes)


def column(session: Session, clock: StillClock, tab: ToolTab, name: str) -> list[object]:
    position = [column.name for column in tab.columns].index(name)
    stored = snapshot(session, clock).stored[TITLES[tab.code]]
    return list(stored[position][1:]) if len(stored) > position else []


def test_tabs_and_logs_are_written_in_one_request(
    app: Any, ready: Session, clock: StillClock
) -> None:
    before = snapshot(ready, clock)
    app.restart()
    done = publish(ready, before, TITLES, [overdue("31", "32"), packs("2026-03")], [log("r1")])
    assert (done.changed, done.appended) == (("overdue", "packs"), ("run_log",))
    assert [line.rpartition(":")[2] for line in app.seen] == [
        "batchGetByDataFilter",
        "batchUpdate",
        "batchGetByDataFilter",
    ]
    assert column(ready, clock, OVERDUE, "number") == ["31", "32"]
    assert column(ready, clock, OVERDUE, "outstanding") == [50000.5, 50000.5]
    assert column(ready, clock, OVERDUE, "due") == [46126, 46126]
    assert column(ready, clock, RUN_LOG, "run_id") == ["r1"]
    # What is remembered is what will be read again.
    held = rows_of(snapshot(ready, clock).stored[TITLES["packs"]])
    assert done.content["packs"] == held[1:]


def test_an_unchanged_tab_costs_nothing(app: Any, ready: Session, clock: StillClock) -> None:
    published(ready, clock, [overdue("31")])
    before = snapshot(ready, clock)
    app.restart()
    done = publish(ready, before, TITLES, [overdue("31")])
    assert (done.changed, done.appended) == ((), ())
    assert done.content.keys() == {"overdue"}
    assert app.seen == []
    publisher = SpreadsheetPublisher(ready, before, TITLES, "ru")
    assert publisher.changed([overdue("31")]) == []
    assert publisher.changed([overdue("32")]) == [OVERDUE]


def test_a_shorter_table_leaves_no_old_row_behind(ready: Session, clock: StillClock) -> None:
    published(ready, clock, [overdue("31", "32", "33")])
    published(ready, clock, [overdue("33")])
    assert column(ready, clock, OVERDUE, "number") == ["33"]
    published(ready, clock, [overdue()])
    assert column(ready, clock, OVERDUE, "number") == []


def test_only_the_rows_that_differ_travel(ready: Session, clock: StillClock) -> None:
    numbers = [str(n) for n in range(100, 160)]
    published(ready, clock, [overdue(*numbers)])
    before = snapshot(ready, clock)
    numbers[50] = "changed"
    sent: list[Any] = []
    plain = ready.client.http_client.batch_update

    def noted(id: str, body: Any) -> Any:  # noqa: A002  # gspread's name
        sent.append(body)
        return plain(id, body)

    ready.client.http_client.batch_update = noted  # type: ignore[method-assign]  # a listener
    publish(ready, before, TITLES, [overdue(*numbers)])
    (request,) = sent[0]["requests"]
    assert request["updateCells"]["range"]["startRowIndex"] == 51
    assert len(request["updateCells"]["rows"]) == 1


def test_a_tab_grows_with_its_rows(ready: Session, clock: StillClock) -> None:
    numbers = [str(n) for n in range(1, 700)]
    published(ready, clock, [overdue(*numbers)])
    assert column(ready, clock, OVERDUE, "number") == numbers


def test_text_that_looks_like_a_formula_stays_text(ready: Session, clock: StillClock) -> None:
    """S25."""
    nasty = ["=1+1", '=IMPORTXML("http://x","//a")', "+7 900", "@home", "-5"]
    published(ready, clock, [overdue(*nasty)])
    assert column(ready, clock, OVERDUE, "number") == nasty


@pytest.mark.parametrize("applied", [True, False])
def test_an_append_whose_answer_was_lost_stands_there_once(
    app: Any, ready: Session, clock: StillClock, *, applied: bool
) -> None:
    """S14: applied and then 503, or 503 without being applied."""
    before = snapshot(ready, clock)
    app.restart()
    if applied:
        app.lost.add(1)
    else:
        app.refused.add(1)
    publish(ready, before, TITLES, [overdue("31")], [log("r1")])
    assert column(ready, clock, RUN_LOG, "run_id") == ["r1"]
    assert column(ready, clock, OVERDUE, "number") == ["31"]
    assert sum("batchUpdate" in line for line in app.seen) == (1 if applied else 2)


@pytest.mark.parametrize("applied", [True, False])
def test_a_table_whose_answer_was_lost_is_written_once(
    app: Any, ready: Session, clock: StillClock, *, applied: bool
) -> None:
    """S15."""
    before = snapshot(ready, clock)
    app.restart()
    (app.lost if applied else app.refused).add(0)
    publish(ready, before, TITLES, [overdue("31")])
    assert column(ready, clock, OVERDUE, "number") == ["31"]


def test_a_write_that_is_never_applied_is_given_up_after_three_tries(
    app: Any, ready: Session, clock: StillClock
) -> None:
    before = snapshot(ready, clock)
    app.restart()
    app.refused.update(range(99))
    app.refuses_only = "batchUpdate"
    with pytest.raises(WriteInDoubtError):
        publish(ready, before, TITLES, [overdue("31")], [log("r1")])
    assert sum("batchUpdate" in line for line in app.seen) == 3


def test_a_tab_renamed_meanwhile_is_still_found(
    ready: Session, people: Session, clock: StillClock
) -> None:
    """S08: tabs are addressed by sheetId."""
    before = snapshot(ready, clock)
    sheet_id = before.tabs["Ждут оплаты"].sheet_id
    people.batch_update(
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": sheet_id, "title": "Счета!"},
                    "fields": "title",
                }
            }
        ]
    )
    publish(ready, before, TITLES, [overdue("31")])
    assert snapshot(ready, clock).stored["Счета!"][4][1:] == ["31"]


def test_a_tab_deleted_meanwhile_stops_the_run_and_nothing_is_made(
    ready: Session, people: Session, clock: StillClock
) -> None:
    """S10."""
    before = snapshot(ready, clock)
    people.batch_update([{"deleteSheet": {"sheetId": before.tabs["Ждут оплаты"].sheet_id}}])
    with pytest.raises(TabGoneError, match="nothing was written"):
        publish(ready, before, TITLES, [packs("2026-03"), overdue("31")])
    assert "Ждут оплаты" not in snapshot(ready, clock).tabs
    assert column(ready, clock, PACKS, "month") == []


def test_a_tab_that_was_cut_meanwhile_gets_room_again(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    """S19: all or nothing is refused; then the tabs are looked at again and all is sent once."""
    published(ready, clock, [overdue("31", "32")])
    before = snapshot(ready, clock)
    state = before.tabs["Ждут оплаты"]
    tail = {"sheetId": state.sheet_id, "dimension": "ROWS", "startIndex": 2, "endIndex": 9999}
    people.batch_update([{"deleteDimension": {"range": tail | {"endIndex": state.row_count}}}])
    app.restart()
    tabs = [packs("2026-03"), overdue("31", "32", "33")]
    assert publish(ready, before, TITLES, tabs, [log("r1")]).changed == ("packs", "overdue")
    assert sum("batchUpdate" in line for line in app.seen) == 2
    assert column(ready, clock, OVERDUE, "number") == ["31", "32", "33"]
    assert column(ready, clock, PACKS, "month") == ["2026-03"]
    assert column(ready, clock, RUN_LOG, "run_id") == ["r1"]


def test_rows_of_a_log_stand_under_the_headers_where_people_left_them(
    ready: Session, people: Session, clock: StillClock
) -> None:
    published(ready, clock, [])
    sheet_id = snapshot(ready, clock).tabs["Журнал запусков"].sheet_id
    first = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    people.batch_update([{"insertDimension": {"range": first}}])
    publish(ready, snapshot(ready, clock), TITLES, [], [log("r1")])
    columns = snapshot(ready, clock).stored["Журнал запусков"]
    assert [column[1:] for column in columns[:3]] == [[], ["r1"], ["overdue"]]


def insert_column(people: Session, sheet_id: int, before: int = 1) -> None:
    place = {"sheetId": sheet_id, "dimension": "COLUMNS"}
    stretch = place | {"startIndex": before, "endIndex": before + 1}
    people.batch_update([{"insertDimension": {"range": stretch}}])


def move_column(people: Session, sheet_id: int) -> None:
    source = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    people.batch_update([{"moveDimension": {"source": source, "destinationIndex": 5}}])


@pytest.mark.parametrize("moved", [insert_column, move_column])
@pytest.mark.parametrize("moment", [0, 1, 2])
@pytest.mark.parametrize("lost", [set(), {1}])
def test_columns_changed_around_the_publication_shift_and_double_no_row_of_a_log(
    moved: Any,
    moment: int,
    lost: set[int],
    app: Any,
    ready: Session,
    people: Session,
    clock: StillClock,
) -> None:
    """Long after the log was read: before the request, in the window, and after it."""
    before = snapshot(ready, clock)
    sheet_id = before.tabs["Журнал запусков"].sheet_id
    app.restart()
    app.lost = lost
    app.before[moment] = lambda: moved(people, sheet_id)
    publish(ready, before, TITLES, [overdue("31")], [log("r1")])
    publish(ready, snapshot(ready, clock), TITLES, [], [log("r2")])
    columns = snapshot(ready, clock).stored["Журнал запусков"]
    held = {column[0]: [cell for cell in column[1:] if cell != ""] for column in columns if column}
    assert held["Запуск"] == ["r1", "r2"]
    assert held["Задание"] == ["overdue", "overdue"]
    assert sum(len(cells) for cells in held.values()) == 4
    assert column(ready, clock, OVERDUE, "number") == ["31"]


def test_a_log_whose_header_goes_meanwhile_gets_nothing(
    ready: Session, people: Session, clock: StillClock
) -> None:
    before = snapshot(ready, clock)
    people.write_values({"'Журнал запусков'!B1": [["что-то"]]}, "RAW")
    with pytest.raises(UnusableTabError, match="nothing was written"):
        publish(ready, before, TITLES, [overdue("31")], [log("r1")])
    assert column(ready, clock, OVERDUE, "number") == []


def test_columns_of_a_log_changed_again_and_again_are_told(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    before = snapshot(ready, clock)
    sheet_id = before.tabs["Журнал запусков"].sheet_id
    app.restart()
    app.before[1] = lambda: insert_column(people, sheet_id)
    # 2 the headers, 3 the log, 4 the move: its answer and its effect are lost each time.
    app.refused = {4, 7, 10}
    with pytest.raises(WriteInDoubtError, match="wrong columns"):
        publish(ready, before, TITLES, [], [log("r1")])


@pytest.mark.parametrize(
    ("header", "trouble"),
    [("", "missing ('Задание')"), ("Запуск", "doubled")],
)
def test_a_log_without_its_headers_gets_nothing(
    ready: Session, people: Session, clock: StillClock, header: str, trouble: str
) -> None:
    people.write_values({"'Журнал запусков'!B1": [[header]]}, "RAW")
    with pytest.raises(UnusableTabError) as caught:
        publish(ready, snapshot(ready, clock), TITLES, [overdue("31")], [log("r1")])
    assert str(caught.value) == (
        f"Журнал запусков: headers of the log are {trouble}; nothing was written\n"
        "  cure: give the columns their headers back, or run sheetsync init --repair"
    )
    assert column(ready, clock, OVERDUE, "number") == []


def test_an_append_whose_answer_was_lost_while_its_tab_was_deleted_is_told(
    app: Any, ready: Session, people: Session, clock: StillClock
) -> None:
    before = snapshot(ready, clock)
    app.restart()
    app.lost.add(1)
    gone = {"sheetId": before.tabs["Журнал запусков"].sheet_id}
    app.before[2] = lambda: people.batch_update([{"deleteSheet": gone}])
    with pytest.raises(TabGoneError):
        publish(ready, before, TITLES, [], [log("r1")])


def test_a_tool_tab_that_is_missing_is_named_with_the_cure(
    ready: Session, clock: StillClock
) -> None:
    with pytest.raises(TabGoneError) as caught:
        publish(ready, snapshot(ready, clock), {}, [overdue("31")])
    assert str(caught.value) == (
        "The tool tab 'Ждут оплаты' is missing; nothing was written\n"
        "  cure: run sheetsync init --repair, or give the tab its name back"
    )


def test_a_huge_tab_is_staged_and_moved_in_one_request(
    app: Any, ready: Session, clock: StillClock
) -> None:
    numbers = [str(n) for n in range(1, 400)]
    before = snapshot(ready, clock)
    app.restart()
    tabs = [overdue(*numbers), packs("2026-03")]
    publish(ready, before, TITLES, tabs, [log("r1")], max_body_bytes=20_000)
    assert column(ready, clock, OVERDUE, "number") == numbers
    assert column(ready, clock, PACKS, "month") == ["2026-03"]
    assert column(ready, clock, RUN_LOG, "run_id") == ["r1"]
    assert "sheetsync staging" not in snapshot(ready, clock).tabs
    published(ready, clock, [overdue(*numbers[:300])], 20_000)
    assert column(ready, clock, OVERDUE, "number") == numbers[:300]


@pytest.mark.parametrize(
    ("max_body_bytes", "posts", "staged_calls"),
    # One request, and a look at the log's headers right before and right after.
    [(8_000_000, 3, 0), (30_000, 5, 0), (22_000, 8, 1)],
    ids=["all at once", "tab by tab", "staged"],
)
def test_only_what_is_too_large_takes_more_requests(
    app: Any, ready: Session, clock: StillClock, max_body_bytes: int, posts: int, staged_calls: int
) -> None:
    numbers = [str(n) for n in range(1, 40)]
    months = [f"20{n}-{month:02}" for n in range(10, 20) for month in range(1, 13)]
    before = snapshot(ready, clock)
    app.restart()
    with counted_calls() as calls:
        tabs = [overdue(*numbers), packs(*months)]
        publish(ready, before, TITLES, tabs, [log("r1")], max_body_bytes=max_body_bytes)
    assert calls["sheetsync.workbook.staging.staged_write"] == staged_calls
    assert sum(line.startswith("POST") for line in app.seen) == posts
    assert column(ready, clock, OVERDUE, "number") == numbers
    assert column(ready, clock, PACKS, "month") == months
    assert column(ready, clock, RUN_LOG, "run_id") == ["r1"]


class KilledError(BaseException):
    """The run ends here; nothing of ours runs any more."""


@pytest.mark.parametrize("request_number", range(6))
def test_a_run_killed_while_it_stages_leaves_the_old_table_whole(
    app: Any, ready: Session, people: Session, clock: StillClock, request_number: int
) -> None:
    """S26, for tables that take several requests: never empty, never half new."""
    old, new = [f"o{n}" for n in range(60)], [f"n{n}" for n in range(40)]
    published(ready, clock, [overdue(*old)])
    before = snapshot(ready, clock)

    def kill() -> None:
        raise KilledError

    app.restart()
    app.before[request_number] = kill
    with pytest.raises(KilledError):
        publish(ready, before, TITLES, [overdue(*new)], max_body_bytes=6_000)
    assert column(people, clock, OVERDUE, "number") == old
    published(ready, clock, [overdue(*new)], 6_000)
    assert column(people, clock, OVERDUE, "number") == new
    assert "sheetsync staging" not in snapshot(people, clock).tabs


def test_a_staging_tab_left_by_a_dead_run_is_replaced(ready: Session, clock: StillClock) -> None:
    grid = {"rowCount": 5, "columnCount": 5}
    left = {"sheetId": 2_000_000_011, "title": "sheetsync staging", "gridProperties": grid}
    ready.batch_update([{"addSheet": {"properties": left}}])
    numbers = [str(n) for n in range(1, 300)]
    published(ready, clock, [overdue(*numbers)], 20_000)
    assert column(ready, clock, OVERDUE, "number") == numbers
    assert "sheetsync staging" not in snapshot(ready, clock).tabs


def test_amounts_are_written_as_numbers_of_major_units() -> None:
    cells = tab_cells(OVERDUE, overdue("31").frame, "ru")
    assert cells.rows[0][5] == Decimal("50000.50")
