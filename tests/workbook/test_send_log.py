from collections.abc import Callable
from typing import Protocol

import pytest

from sheetsync.errors import MissingTabError, UnusableTabError, WriteInDoubtError
from sheetsync.language import Lang
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.workbook.send_log import SpreadsheetSendLog
from sheetsync.workbook.session import Session, quoted

HEADERS: dict[Lang, list[str]] = {
    lang: [column.header(lang) for column in SEND_LOG.columns] for lang in ("ru", "en")
}


class Meddled(Protocol):
    before: dict[int, Callable[[], object]]
    lost: set[int]
    refused: set[int]
    seen: list[str]

    def restart(self) -> None: ...


def row(number: int, state: str = "reserved") -> dict[str, str | int]:
    return {
        "key": f"monthly/P-{number:03}/2026-03/1",
        "kind": "monthly",
        "partner_id": f"P-{number:03}",
        "period": "2026-03",
        "revision": 1,
        "to": "b***@vector.example",
        "subject": '=IMPORTXML("http://x","//a")',
        "state": state,
        "reason": "",
        "message_id": f"<{number}@company.example>",
        "content_hash": "0011223344556677",
        "at": "2026-04-02T09:00:00+00:00",
        "run_id": "R-1",
        "row_id": f"{number}-{state}",
    }


def make_tab(book: Session, headers: list[str], title: str = SEND_LOG.ru) -> None:
    book.batch_update([{"addSheet": {"properties": {"title": title}}}])
    book.write_values({f"{quoted(title)}!A1": [headers]}, "RAW")


def clear(book: Session) -> object:
    """What an append that was not applied looks like."""
    ranges = {"ranges": [f"{quoted(SEND_LOG.ru)}!A2:Z9"]}
    return book.client.http_client.values_batch_clear(book.spreadsheet_id, body=ranges)


@pytest.fixture
def log(book: Session, app: Meddled) -> SpreadsheetSendLog:
    make_tab(book, HEADERS["ru"])
    app.restart()
    return SpreadsheetSendLog(book)


def test_what_was_appended_is_read_back_in_order(log: SpreadsheetSendLog, book: Session) -> None:
    log.append([row(1), row(2)])
    log.append([row(1, "sent")])
    assert log.rows() == [row(1), row(2), row(1, "sent")]
    assert SpreadsheetSendLog(book).rows() == log.rows()


def test_an_empty_log_has_no_rows(log: SpreadsheetSendLog) -> None:
    assert log.rows() == []


def test_a_row_that_stands_there_is_not_appended_again(
    log: SpreadsheetSendLog, book: Session, app: Meddled
) -> None:
    log.append([row(1)])
    log.append([row(1), row(2)])
    SpreadsheetSendLog(book).append([row(2), row(3)])
    assert log.rows() == [row(1), row(2), row(3)]
    app.restart()
    log.append([row(1), row(2)])
    assert app.seen == []


def test_a_batch_costs_one_write_and_two_looks_at_the_headers(
    log: SpreadsheetSendLog, app: Meddled
) -> None:
    log.rows()
    app.restart()
    log.append([row(number) for number in range(25)])
    assert [line.rpartition(":")[2] for line in app.seen] == [
        "batchGetByDataFilter",
        "batchUpdate",
        "batchGetByDataFilter",
    ]


@pytest.mark.parametrize("lost", [{3}, {3, 7}])
def test_an_append_whose_answer_was_lost_leaves_exactly_one_row(
    lost: set[int], log: SpreadsheetSendLog, app: Meddled
) -> None:
    app.lost = lost
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_an_append_that_was_not_applied_is_repeated(
    log: SpreadsheetSendLog, app: Meddled, people: Session
) -> None:
    app.lost = {3}
    app.before[4] = lambda: clear(people)
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_after_three_lost_answers_the_doubt_is_told(
    log: SpreadsheetSendLog, app: Meddled, people: Session
) -> None:
    app.lost = {3, 7, 11}
    app.before = {number: lambda: clear(people) for number in (4, 8, 12)}
    with pytest.raises(WriteInDoubtError):
        log.append([row(1)])


def test_a_lost_answer_to_the_third_try_that_was_applied_is_fine(
    log: SpreadsheetSendLog, app: Meddled, people: Session
) -> None:
    app.lost = {3, 7, 11}
    app.before = {number: lambda: clear(people) for number in (4, 8)}
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_a_tab_renamed_meanwhile_is_still_the_one_appended_to(
    log: SpreadsheetSendLog, book: Session, people: Session
) -> None:
    log.rows()
    [sheet] = [
        sheet["properties"]
        for sheet in book.metadata("sheets.properties(sheetId,title)")["sheets"]
        if sheet["properties"]["title"] == SEND_LOG.ru
    ]
    people.batch_update(
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": sheet["sheetId"], "title": SEND_LOG.en},
                    "fields": "title",
                }
            }
        ]
    )
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_columns_are_found_by_header_in_any_order_and_language(book: Session) -> None:
    make_tab(book, ["Заметки", *reversed(HEADERS["en"])], SEND_LOG.en)
    log = SpreadsheetSendLog(book)
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_a_title_of_your_own_is_found(book: Session) -> None:
    make_tab(book, HEADERS["ru"], "Что ушло")
    log = SpreadsheetSendLog(book, {"send_log": "Что ушло"})
    log.append([row(1)])
    assert log.rows() == [row(1)]


def test_without_the_tab_nothing_is_sent(book: Session) -> None:
    with pytest.raises(MissingTabError) as caught:
        SpreadsheetSendLog(book).append([row(1)])
    assert str(caught.value) == (
        "There is no tab 'Send log' ('Журнал отправок'); nothing was sent\n"
        "  cure: run sheetsync init --repair, or give the tab its name back"
    )


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (
            HEADERS["ru"][:-1],
            "Журнал отправок!1:1: the header 'ID строки' ('Row ID') is missing; nothing was sent",
        ),
        (
            [*HEADERS["ru"], "Ключ"],
            "Журнал отправок!1:1: the header 'Ключ' ('Key') stands twice; nothing was sent",
        ),
        ([], "Журнал отправок!1:1: the header 'Ключ' ('Key') is missing; nothing was sent"),
    ],
)
def test_without_its_headers_nothing_is_sent(
    headers: list[str], message: str, book: Session
) -> None:
    make_tab(book, headers)
    with pytest.raises(UnusableTabError) as caught:
        SpreadsheetSendLog(book).rows()
    assert str(caught.value) == (
        f"{message}\n  cure: give the column its header back, or run sheetsync init --repair"
    )


def change_columns(people: Session, kind: str, title: str = SEND_LOG.ru) -> None:
    """A colleague works on the columns."""
    sheets = people.metadata("sheets.properties(sheetId,title)")["sheets"]
    own = next(s["properties"] for s in sheets if s["properties"]["title"] == title)
    stretch = {"sheetId": own["sheetId"], "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    bodies: dict[str, list[dict[str, object]]] = {
        "insert": [{"insertDimension": {"range": stretch}}],
        "insert first": [
            {"insertDimension": {"range": stretch | {"startIndex": 0, "endIndex": 2}}}
        ],
        "move": [{"moveDimension": {"source": stretch, "destinationIndex": 9}}],
    }
    people.batch_update(bodies[kind])


@pytest.mark.parametrize("kind", ["insert", "insert first", "move"])
@pytest.mark.parametrize("moment", [2, 3, 4, 5])
@pytest.mark.parametrize("lost", [set(), {3}])
def test_columns_changed_around_an_append_shift_and_double_no_row(  # the fixtures
    kind: str,
    moment: int,
    lost: set[int],
    log: SpreadsheetSendLog,
    book: Session,
    app: Meddled,
    people: Session,
) -> None:
    """Before the look at the headers, in the smallest window after it, and after the append."""
    app.lost = lost
    app.before[moment] = lambda: change_columns(people, kind)
    log.append([row(1), row(2)])
    log.append([row(1, "sent")])
    wanted = [row(1), row(2), row(1, "sent")]
    assert log.rows() == SpreadsheetSendLog(book).rows() == wanted
    stored = book.columns([SEND_LOG.ru], "UNFORMATTED_VALUE")[0]
    held = [cell for column in stored for cell in column if cell not in ("", None)]
    told = [value for each in wanted for value in each.values() if value != ""]
    assert len(held) == len(HEADERS["ru"]) + len(told)


def test_columns_changed_again_and_again_stop_the_run(
    log: SpreadsheetSendLog, app: Meddled, people: Session
) -> None:
    app.before[3] = lambda: change_columns(people, "insert")
    # 4 the headers, 5 and 6 the log, 7 the move: its answer and its effect are lost each time.
    app.refused = {7, 10, 13}
    with pytest.raises(WriteInDoubtError, match="wrong columns"):
        log.append([row(1)])


def test_what_a_colleague_typed_into_the_new_column_stays(
    log: SpreadsheetSendLog, book: Session, app: Meddled, people: Session
) -> None:
    def insert_and_type() -> None:
        change_columns(people, "insert")
        people.write_values({f"{quoted(SEND_LOG.ru)}!C1": [["Заметка"], ["спросить"]]}, "RAW")

    log.append([row(1)])
    app.restart()
    app.before[1] = insert_and_type
    log.append([row(2)])
    assert log.rows() == [row(1), row(2)]
    assert book.columns([SEND_LOG.ru], "UNFORMATTED_VALUE")[0][2] == ["Заметка", "спросить"]


def test_a_header_that_goes_meanwhile_stops_the_next_append(
    log: SpreadsheetSendLog, app: Meddled, people: Session
) -> None:
    log.append([row(1)])
    people.write_values({f"{quoted(SEND_LOG.ru)}!C1": [["что-то"]]}, "RAW")
    app.restart()
    with pytest.raises(UnusableTabError, match="is missing; nothing was sent"):
        log.append([row(2)])
    assert not any("batchUpdate" in line for line in app.seen)


def test_a_tab_that_goes_meanwhile_is_missed(log: SpreadsheetSendLog, people: Session) -> None:
    log.append([row(1)])
    sheets = people.metadata("sheets.properties(sheetId,title)")["sheets"]
    own = next(s["properties"] for s in sheets if s["properties"]["title"] == SEND_LOG.ru)
    people.batch_update([{"deleteSheet": {"sheetId": own["sheetId"]}}])
    with pytest.raises(MissingTabError):
        log.append([row(2)])
