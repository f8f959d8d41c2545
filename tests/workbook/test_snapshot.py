from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import UnsettledSnapshotError
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Wanted, read_snapshot

ROWS: list[list[object]] = [["Счёт", "Сумма"], ["СЧ-1", 1500], ["СЧ-2", 2300.5], ["СЧ-3", 12]]
SORTED: list[list[object]] = [["Счёт", "Сумма"], ["СЧ-3", 12], ["СЧ-1", 1500], ["СЧ-2", 2300.5]]


def everything(titles: Iterable[str]) -> Wanted:
    return Wanted(shown=tuple(titles))


def put(session: Session, rows: Sequence[Sequence[object]], title: str = "Sheet1") -> None:
    session.write_values({f"'{title}'!A1": rows}, "RAW")


def rename(session: Session, sheet_id: int, title: str) -> None:
    session.batch_update(
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": sheet_id, "title": title},
                    "fields": "title",
                }
            }
        ]
    )


def test_a_workbook_is_read_in_three_requests_whatever_its_tabs(
    app: Any, book: Session, clock: StillClock
) -> None:
    put(book, ROWS)
    book.batch_update([{"addSheet": {"properties": {"title": f"Т{n}"}}} for n in range(9)])
    app.restart()
    snapshot = read_snapshot(book, everything, clock)
    assert len(app.seen) == 3
    assert snapshot.stored["Sheet1"] == [
        ["Счёт", "СЧ-1", "СЧ-2", "СЧ-3"],
        ["Сумма", 1500, 2300.5, 12],
    ]
    assert snapshot.shown["Sheet1"][1] == ["Сумма", "1500", "2300,5", "12"]
    assert (snapshot.locale, snapshot.time_zone, len(snapshot.tabs)) == (
        "ru_RU",
        "Europe/Moscow",
        10,
    )


def test_a_sort_between_the_two_readings_is_noticed_and_read_again(
    app: Any, book: Session, people: Session, clock: StillClock
) -> None:
    put(book, ROWS)
    app.restart()
    app.before[2] = lambda: put(people, SORTED)
    snapshot = read_snapshot(book, everything, clock)
    assert len(app.seen) == 6
    assert snapshot.stored["Sheet1"][0] == ["Счёт", "СЧ-3", "СЧ-1", "СЧ-2"]
    assert snapshot.shown["Sheet1"][1] == ["Сумма", "12", "1500", "2300,5"]


def test_numbers_that_move_without_their_texts_are_noticed_too(
    app: Any, book: Session, people: Session, clock: StillClock
) -> None:
    put(book, [["№"], [1], [2]])
    app.restart()
    app.before[2] = lambda: put(people, [["№"], [2], [1]])
    snapshot = read_snapshot(book, everything, clock)
    assert (snapshot.stored["Sheet1"], snapshot.shown["Sheet1"]) == (
        [["№", 2, 1]],
        [["№", "2", "1"]],
    )


WIDER: list[list[object]] = [["Счёт", "Сумма", "Чей"], ["СЧ-1", 1, "мой"]]
BLANKED: list[list[object]] = [["Счёт", "Сумма", ""], ["СЧ-1", 1, ""]]
LONGER: list[list[object]] = [["Счёт", "Сумма"], ["СЧ-1", 1], ["СЧ-2", "два"]]
CUT: list[list[object]] = [["Счёт", "Сумма"], ["СЧ-1", 1], ["", ""]]


@pytest.mark.parametrize(
    ("first", "then"), [(BLANKED, WIDER), (WIDER, BLANKED), (CUT, LONGER), (LONGER, CUT)]
)
def test_a_column_or_row_that_one_reading_has_and_the_other_not_is_noticed(
    app: Any,
    book: Session,
    people: Session,
    clock: StillClock,
    first: list[list[object]],
    then: list[list[object]],
) -> None:
    put(book, first)
    app.restart()
    app.before[2] = lambda: put(people, then)
    snapshot = read_snapshot(book, everything, clock)
    assert len(app.seen) == 6
    assert len(snapshot.stored["Sheet1"]) == len(snapshot.shown["Sheet1"])
    assert snapshot.stored["Sheet1"][0] == [row[0] for row in then if row[0]]


def test_somebody_who_keeps_sorting_stops_the_run(
    app: Any, book: Session, people: Session, clock: StillClock
) -> None:
    put(book, ROWS)
    app.restart()
    app.before.update(
        {
            2: lambda: put(people, SORTED),
            5: lambda: put(people, ROWS),
            8: lambda: put(people, [ROWS[0], *reversed(ROWS[1:])]),
        }
    )
    with pytest.raises(UnsettledSnapshotError) as caught:
        read_snapshot(book, everything, clock)
    assert str(caught.value) == (
        "The workbook changed while it was read, three times in a row: somebody is sorting or "
        "typing; nothing was written\n  cure: run again in a minute"
    )


def test_a_tab_renamed_after_its_title_was_read_is_looked_up_again(
    app: Any, book: Session, people: Session, clock: StillClock
) -> None:
    put(book, ROWS)
    app.restart()
    app.before[1] = lambda: rename(people, 0, "Счета 2026")
    assert list(read_snapshot(book, everything, clock).tabs) == ["Счета 2026"]


def test_a_format_that_shows_another_text_is_not_taken_for_a_sort(
    app: Any, book: Session, clock: StillClock
) -> None:
    put(book, ROWS)
    hidden = {"numberFormat": {"type": "TEXT", "pattern": ";;;"}}
    book.batch_update(
        [
            {
                "repeatCell": {
                    "range": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2},
                    "cell": {"userEnteredFormat": hidden},
                    "fields": "userEnteredFormat.numberFormat",
                }
            }
        ]
    )
    app.restart()
    snapshot = read_snapshot(book, everything, clock)
    assert snapshot.stored["Sheet1"][0][1] == "СЧ-1"
    assert len(app.seen) in (3, 6)


def test_cells_that_are_still_calculating_are_waited_for(
    app: Any, book: Session, people: Session, clock: StillClock
) -> None:
    """S20."""
    put(book, [["Сумма"], ["Loading..."]])
    app.restart()
    app.before[6] = lambda: put(people, [["Сумма"], [500]])
    snapshot = read_snapshot(book, everything, clock)
    assert snapshot.stored["Sheet1"] == [["Сумма", 500]]
    assert clock.slept_s == 20


def test_cells_that_never_finish_are_read_as_they_are_after_two_minutes(
    book: Session, clock: StillClock
) -> None:
    put(book, [["Сумма"], ["Loading..."]])
    assert read_snapshot(book, everything, clock).stored["Sheet1"] == [["Сумма", "Loading..."]]
    assert clock.slept_s == 120


def test_merges_and_filter_views_are_told(book: Session, clock: StillClock) -> None:
    put(book, ROWS)
    area = {
        "sheetId": 0,
        "startRowIndex": 1,
        "endRowIndex": 3,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }
    book.batch_update([{"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}])
    snapshot = read_snapshot(book, everything, clock)
    assert snapshot.tabs["Sheet1"].merges == ((2, 1, 3, 1),)
    assert snapshot.grid("Sheet1").merges == ((2, 1, 3, 1),)
    assert snapshot.row_count == 4


@pytest.mark.parametrize(
    ("editors", "warning_only", "refuses"),
    [
        ((), False, True),
        (("ann@team.example",), False, False),
        (("bob@team.example",), False, True),
        ((), True, False),
    ],
    ids=["of the owner alone", "ours too", "of somebody else", "a warning"],
)
def test_a_tab_protected_against_us_is_known(
    tmp_path: Path,
    clock: StillClock,
    *,
    editors: Sequence[str],
    warning_only: bool,
    refuses: bool,
) -> None:
    app = create_app(tmp_path / "guarded.sqlite", hooks=Hooks())

    def opened(token: str, spreadsheet_id: str = "") -> Session:
        http = AuthorizedSession(Credentials(token=token))
        mount(http, app)
        return open_session(http, spreadsheet_id, RetryPolicy(clock, None, account=token))

    owner = opened("owner")
    made = owner.client.create("Партнёры")
    book = Session(owner.client, made.id, owner.account)
    told = {"warningOnly": True} if warning_only else {"editors": {"users": [*editors]}}
    guarded = [
        {"range": {"sheetId": 7, "endRowIndex": 1}, "warningOnly": True},
        {"range": {"sheetId": 7}, **told},
    ]
    book.batch_update(
        [
            {"addSheet": {"properties": {"sheetId": 7, "title": "Защищён"}}},
            *({"addProtectedRange": {"protectedRange": each}} for each in guarded),
        ]
    )
    tabs = read_snapshot(opened("editor:ann@team.example", made.id), everything, clock).tabs
    refusing = {title for title, tab in tabs.items() if tab.refuses_us}
    assert refusing == ({"Защищён"} if refuses else set())
