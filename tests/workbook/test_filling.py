"""An import writes all its tabs or none, whatever breaks on the way."""

from dataclasses import replace
from typing import Any

import pytest

from sheetsync.errors import SheetsyncError, WriteInDoubtError
from sheetsync.language import Sayable
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.importing.entries import Entry, NumberFormat
from sheetsync.tables.importing.transfer import Target, Transfer
from sheetsync.tables.schema import PeopleTab
from sheetsync.workbook.filling import Fill, fill_tabs, rows_alike
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up

#: So little that even these few rows are staged.
SMALL = 2000


def silent(_words: Sayable) -> None:
    """Nobody listens."""


def fills(book: Session, count: int = 40) -> list[Fill]:
    """Rows for two tabs, one of them with a column of the team's own."""
    sheets = {
        sheet["properties"]["title"]: sheet["properties"]
        for sheet in book.metadata("sheets.properties")["sheets"]
    }

    def fill(tab: PeopleTab, columns: dict[int, list[Entry]], headers: dict[int, str]) -> Fill:
        target = Target(tab, tab.ru, 1, {}, [])
        transfer = Transfer(target, tab.ru, (), (), (), headers, columns, count)
        grid = sheets[tab.ru]["gridProperties"]
        return Fill(transfer, sheets[tab.ru]["sheetId"], grid["rowCount"], grid["columnCount"])

    codes = [Entry(f"g{number:03}") for number in range(count)]
    shares = [Entry(0.5, NumberFormat("PERCENT", "0%")), Entry(), *[Entry(7)] * (count - 2)]
    texts = [Entry("=1+1"), Entry("0012"), *[Entry(value=True)] * (count - 2)]
    return [
        fill(GROUPS, {1: codes, 2: codes, 4: shares, 18: texts}, {18: "Наше"}),
        fill(SETTINGS, {1: codes}, {}),
    ]


@pytest.fixture
def ready(app: Any, book: Session) -> Session:
    set_up(book, SetupOptions(lang="ru", examples=False))
    app.restart()
    return book


def stored(book: Session) -> dict[str, list[list[object]]]:
    titles = [
        sheet["properties"]["title"] for sheet in book.metadata("sheets.properties")["sheets"]
    ]
    return dict(zip(titles, book.columns(titles, "FORMULA"), strict=True))


def check_filled(book: Session, count: int = 40) -> None:
    cells = stored(book)
    codes = [f"g{number:03}" for number in range(count)]
    assert cells["Группы"][0][1:] == codes
    assert cells["Группы"][1][1:] == codes
    assert cells["Группы"][3][1:4] == [0.5, "", 7]
    assert cells["Группы"][17][:4] == ["Наше", "=1+1", "0012", True]
    assert cells["Настройки"][0][1:] == codes
    assert [title for title in cells if title.startswith("sheetsync")] == []
    answer = book.metadata(
        "sheets.data.rowData.values(userEnteredValue,userEnteredFormat.numberFormat)",
        ranges="'Группы'!A2:R3",
    )
    first, second = answer["sheets"][0]["data"][0]["rowData"]
    assert first["values"][17]["userEnteredValue"] == {"stringValue": "=1+1"}
    assert second["values"][17]["userEnteredValue"] == {"stringValue": "0012"}
    assert first["values"][3]["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"
    assert first["values"][0]["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"


@pytest.mark.parametrize("max_body_bytes", [2_000_000, SMALL], ids=["one request", "staged"])
def test_the_cells_stand_where_they_belong_and_no_text_is_a_formula(
    ready: Session, max_body_bytes: int
) -> None:
    fill_tabs(ready, fills(ready), silent, max_body_bytes=max_body_bytes)
    check_filled(ready)


def test_a_small_import_is_one_write(app: Any, ready: Session) -> None:
    wanted = fills(ready)
    app.restart()
    fill_tabs(ready, wanted, silent)
    assert sum(line.startswith("POST") for line in app.seen) == 1


def test_a_tab_grows_for_its_rows(ready: Session) -> None:
    fill_tabs(ready, fills(ready, 1500), silent)
    check_filled(ready, 1500)


@pytest.mark.parametrize("max_body_bytes", [2_000_000, SMALL], ids=["one request", "staged"])
def test_answers_that_are_lost_double_nothing(
    app: Any, ready: Session, max_body_bytes: int
) -> None:
    wanted = fills(ready)
    app.restart()
    app.lost = set(range(1, 40, 3))
    fill_tabs(ready, wanted, silent, max_body_bytes=max_body_bytes)
    app.lost = set()
    check_filled(ready)


def test_writes_that_never_arrive_are_sent_again(app: Any, ready: Session) -> None:
    wanted = fills(ready)
    app.restart()
    app.refused = {1}
    fill_tabs(ready, wanted, silent)
    check_filled(ready)


def test_a_write_that_stays_in_doubt_is_told_and_nothing_stands_there(
    app: Any, ready: Session
) -> None:
    wanted, before = fills(ready), stored(ready)
    app.restart()
    app.refused, app.refuses_only = set(range(60)), ":batchUpdate"
    with pytest.raises(WriteInDoubtError):
        fill_tabs(ready, wanted, silent)
    app.refused = set()
    assert stored(ready) == before


@pytest.mark.parametrize("after", range(1, 7))
def test_an_import_that_died_changed_no_people_s_tab_and_is_run_again(
    app: Any, ready: Session, after: int
) -> None:
    wanted, before = fills(ready), stored(ready)
    app.restart()

    class PowerCutError(Exception):
        """The machine stops."""

    def stop() -> None:
        raise PowerCutError

    app.before = {after: stop}
    with pytest.raises((PowerCutError, SheetsyncError)):
        fill_tabs(ready, wanted, silent, max_body_bytes=SMALL)
    app.before = {}
    left = stored(ready)
    assert {title: left[title] for title in before} == before
    fill_tabs(ready, wanted, silent, max_body_bytes=SMALL)
    check_filled(ready)


def below(book: Session, count: int) -> list[Fill]:
    """Rows for Groups as it is, below its second one; the third row is a note of people's."""
    columns = {
        1: [Entry(f"n{number:03}") for number in range(count)],
        2: [Entry("Новая")] * count,
    }
    sheet = next(
        sheet["properties"]
        for sheet in book.metadata("sheets.properties")["sheets"]
        if sheet["properties"]["title"] == GROUPS.ru
    )
    target = Target(GROUPS, GROUPS.ru, 1, {}, [], last_row=3)
    transfer = Transfer(target, GROUPS.ru, (), (), (), {}, columns, count)
    grid = sheet["gridProperties"]
    alike = rows_alike(book.columns([GROUPS.ru], "UNFORMATTED_VALUE")[0], transfer)
    fill = Fill(transfer, sheet["sheetId"], grid["rowCount"], grid["columnCount"])
    return [replace(fill, going_on=(19,), alike=alike)]


@pytest.fixture
def with_rows(ready: Session) -> Session:
    """Groups with two rows, a formula beside each, a note below."""
    codes = [["g1", "Первая"], ["g2", "Вторая"], ["", "проверить"]]
    ready.write_values({"'Группы'!A2:B4": codes}, "RAW")
    tab = next(
        sheet["properties"]
        for sheet in ready.metadata("sheets.properties")["sheets"]
        if sheet["properties"]["title"] == GROUPS.ru
    )
    wider = 19 - tab["gridProperties"]["columnCount"]
    area = {"sheetId": tab["sheetId"], "dimension": "COLUMNS", "length": wider}
    ready.batch_update([{"appendDimension": area}])
    ready.write_values({"'Группы'!S2:S3": [['=A2&"!"'], ['=A3&"!"']]}, "USER_ENTERED")
    return ready


def check_below(book: Session, count: int) -> None:
    cells = stored(book)["Группы"]
    codes = [f"n{number:03}" for number in range(count)]
    assert cells[0] == ["Код группы", "g1", "g2", *codes]
    assert cells[1] == ["Название", "Первая", "Вторая", *["Новая"] * count, "проверить"]
    assert cells[18] == ["", *[f'=A{row}&"!"' for row in range(2, count + 4)]]
    assert [title for title in stored(book) if title.startswith("sheetsync")] == []


@pytest.mark.parametrize("max_body_bytes", [2_000_000, SMALL], ids=["one request", "staged"])
@pytest.mark.parametrize("lost", [set(), set(range(1, 40, 3))], ids=["quiet", "answers lost"])
def test_rows_go_in_below_the_last_one_once_and_what_stood_there_moves_down(
    app: Any, with_rows: Session, max_body_bytes: int, lost: set[int]
) -> None:
    wanted = below(with_rows, 1200)
    app.restart()
    app.lost = lost
    fill_tabs(with_rows, wanted, silent, max_body_bytes=max_body_bytes)
    app.lost = set()
    check_below(with_rows, 1200)


def test_a_lost_answer_is_looked_up_though_people_sort_meanwhile(
    app: Any, with_rows: Session
) -> None:
    wanted = below(with_rows, 3)

    def move() -> None:
        area = {"sheetId": wanted[0].sheet_id, "dimension": "ROWS"}
        blank = {"range": {**area, "startIndex": 1, "endIndex": 3}, "inheritFromBefore": False}
        with_rows.batch_update([{"insertDimension": blank}])

    app.restart()
    app.lost, app.before = {1}, {2: move}
    fill_tabs(with_rows, wanted, silent)
    app.lost, app.before = set(), {}
    codes = stored(with_rows)["Группы"][0]
    assert codes == ["Код группы", "", "", "g1", "g2", "n000", "n001", "n002"]


def test_rows_of_which_nothing_arrived_are_sent_again(app: Any, with_rows: Session) -> None:
    wanted = below(with_rows, 3)
    app.restart()
    app.refused = {1}
    fill_tabs(with_rows, wanted, silent)
    check_below(with_rows, 3)
