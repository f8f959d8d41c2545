"""`init` over a workbook in use: it adds what is missing and changes nothing that is there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.modules import with_columns_of
from sheetsync.tables.catalogue.names import columns_in_sheet
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up

RU = SetupOptions(lang="ru", examples=False)
WHOLE = (
    "properties.title,sheets(properties(sheetId,title,gridProperties),data(rowData(values("
    "userEnteredValue,userEnteredFormat,note,dataValidation)),columnMetadata(pixelSize)),"
    "conditionalFormats,protectedRanges,filterViews)"
)


def add_tab(book: Session, title: str, rows: Sequence[Sequence[object]]) -> int:
    answer = book.batch_update([{"addSheet": {"properties": {"title": title}}}])
    book.write_values({f"'{title}'!A1": rows}, "RAW")
    return int(answer[0]["addSheet"]["properties"]["sheetId"])


def whole(book: Session) -> dict[str, Any]:
    """Everything a person sees of the first rows of each tab, by title."""
    sheets = book.metadata("sheets.properties.title")["sheets"]
    places = [f"'{sheet['properties']['title']}'!1:10" for sheet in sheets]
    answer = book.metadata(WHOLE, ranges=places)
    return {sheet["properties"]["title"]: sheet for sheet in answer["sheets"]}


def cell(sheet: Mapping[str, Any], row: int, column: int) -> dict[str, Any]:
    """A cell by 0-based place; {} for a blank one."""
    rows = sheet["data"][0].get("rowData", [])
    cells = rows[row].get("values", []) if row < len(rows) else []
    return dict(cells[column]) if column < len(cells) else {}


def condition(sheet: Mapping[str, Any], row: int, column: int) -> list[str]:
    rule = cell(sheet, row, column).get("dataValidation", {}).get("condition", {})
    return [value["userEnteredValue"] for value in rule.get("values", [])]


def test_a_half_made_tab_gets_notes_dropdowns_formats_and_a_frozen_header(book: Session) -> None:
    add_tab(book, "Партнёры", [[column.header("ru") for column in PARTNERS.columns]])
    report = set_up(book, RU)
    assert (
        "+ Партнёры: notes (13), dropdowns (5), formats (5), frozen header, marks" in report.lines
    )
    made = whole(book)["Партнёры"]
    assert made["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert cell(made, 0, 0)["note"] == (
        "По этому коду партнёра узнают все вкладки; потом его не меняйте.\n"
        "Например: P-001\nОбязательно."
    )
    assert condition(made, 1, 3) == ["кандидат", "подключается", "работает", "на паузе", "ушёл"]
    assert condition(made, 1, 2) == ["='Группы'!$A$2:$A"]
    assert cell(made, 1, 0)["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    assert cell(made, 1, 4)["userEnteredFormat"]["numberFormat"]["type"] == "DATE"


def test_what_a_person_wrote_chose_or_drew_stays_as_it_is(book: Session) -> None:
    headers = [column.header("ru") for column in PARTNERS.columns]
    tab = add_tab(book, "Партнёры", [headers, ["P-1", "Вектор", "studios", "наш", 0.5]])
    mine = {"note": "моя заметка", "userEnteredFormat": {"textFormat": {"italic": True}}}
    rule = {"condition": {"type": "NOT_BLANK"}, "strict": True}
    book.batch_update(
        [
            {
                "updateCells": {
                    "start": {"sheetId": tab, "rowIndex": 0, "columnIndex": 0},
                    "rows": [{"values": [mine]}],
                    "fields": "note,userEnteredFormat",
                }
            },
            {
                "setDataValidation": {
                    "range": {
                        "sheetId": tab, "startRowIndex": 7, "endRowIndex": 8,
                        "startColumnIndex": 3, "endColumnIndex": 4,
                    },
                    "rule": rule,
                }
            },
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": tab, "gridProperties": {"frozenRowCount": 3}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
        ]
    )  # fmt: skip
    before = whole(book)["Партнёры"]
    set_up(book, RU)
    after = whole(book)["Партнёры"]
    assert cell(after, 0, 0) == cell(before, 0, 0)
    assert cell(after, 7, 3) == cell(before, 7, 3)
    assert "dataValidation" not in cell(after, 1, 3)
    assert cell(after, 1, 4) == cell(before, 1, 4)
    assert after["properties"] == before["properties"]
    values = [cell(after, 1, at).get("userEnteredValue") for at in range(5)]
    assert values == [cell(before, 1, at).get("userEnteredValue") for at in range(5)]


def test_a_second_run_finds_nothing_to_do_and_writes_nothing(app: Any, book: Session) -> None:
    add_tab(book, "Работы", [["№ работы", "Код партнёра", "Статус"], ["J-1", "P-1", "план"]])
    set_up(book, RU)
    once = json.dumps(whole(book), sort_keys=True)
    app.restart()
    assert set_up(book, RU).lines == ()
    posts = [line for line in app.seen if line.startswith("POST")]
    assert [line for line in posts if not line.endswith(":batchGetByDataFilter")] == []
    assert json.dumps(whole(book), sort_keys=True) == once


def test_missing_columns_go_behind_the_last_one_with_all_they_need(book: Session) -> None:
    add_tab(book, "Работы", [["Код партнёра", "№ работы", "Моё", "Статус"]])
    report = set_up(book, RU)
    (line,) = (line for line in report.lines if line.startswith("+ Работы"))
    assert line.startswith("+ Работы: Код контрагента, Клиент, Передано, ")
    made = whole(book)["Работы"]
    headers = [cell(made, 0, at)["userEnteredValue"]["stringValue"] for at in range(17)]
    assert headers[:4] == ["Код партнёра", "Кто", "№ работы", "Моё"]
    assert headers[4:6] == ["Статус", "Код контрагента"]
    assert len(set(headers)) == len(JOBS.columns) + 2
    assert cell(made, 0, 5)["note"].startswith("На кого выставят счёт")
    assert condition(made, 1, 5) == ["='Контрагенты'!$A$2:$A"]
    assert cell(made, 0, 3).get("note") is None


def test_a_dropdown_shows_the_codes_wherever_they_stand(book: Session) -> None:
    rows = [["Реестр"], [], ["Название", "Код", "Группа", "Статус"]]
    add_tab(book, "Наши партнёры", rows)
    set_up(book, SetupOptions(lang="en", tabs={"partners": "Наши партнёры"}))
    made = whole(book)
    assert condition(made["Legal entities"], 1, 1) == ["='Наши партнёры'!$B$4:$B"]
    assert condition(made["Наши партнёры"], 3, 2) == ["='Groups'!$A$2:$A"]
    assert made["Наши партнёры"]["properties"]["gridProperties"]["frozenRowCount"] == 3


def test_headers_of_a_team_s_own_count_as_headers(book: Session) -> None:
    own = {"invoices.amount": "Сумма к оплате", "partners.name": "Кто"}
    headers = ["Код контрагента", "Номер", "Дата", "Месяц", "Сумма к оплате"]
    add_tab(book, "Счета", [headers])
    report = set_up(book, SetupOptions(lang="ru", columns=own))
    (line,) = (line for line in report.lines if line.startswith("+ Счета: "))
    assert "Сумма" not in line
    assert cell(whole(book)["Партнёры"], 0, 1)["userEnteredValue"]["stringValue"] == "Кто"


@pytest.mark.parametrize(
    "rows",
    [
        [["Код", "Название", "Код"], ["P-1", "Вектор", "P-1"]],
        [["что-то", "своё"], ["1", "2"]],
    ],
    ids=["a header stands twice", "no header is known"],
)
def test_a_tab_whose_headers_nobody_can_tell_is_left_alone(
    book: Session, rows: list[list[object]]
) -> None:
    add_tab(book, "Партнёры", rows)
    before = whole(book)["Партнёры"]
    report = set_up(book, RU)
    assert [line for line in report.lines if line.startswith("+ Партнёры")] == []
    assert whole(book)["Партнёры"] == before


def test_a_blank_tab_is_dressed_as_a_new_one(book: Session) -> None:
    small = {"title": "Контрагенты", "gridProperties": {"rowCount": 50, "columnCount": 3}}
    book.batch_update([{"addSheet": {"properties": small}}])
    assert "+ Контрагенты: заголовки" in set_up(book, RU).lines
    made = whole(book)["Контрагенты"]
    assert made["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert cell(made, 0, 12)["userEnteredValue"]["stringValue"] == "Основной"


def test_headers_of_tool_tabs_get_the_notes_that_earlier_versions_had_not(
    plain: Session,
) -> None:
    made = whole(plain)
    overdue, by_month = made["Ждут оплаты"], made["Неоплачено по месяцам"]
    level = [column.name for column in OVERDUE.columns].index("level")
    number = [column.name for column in UNPAID_BY_MONTH.columns].index("number")
    notes = [cell(overdue, 0, level)["note"], cell(by_month, 0, number)["note"]]
    set_note(plain, overdue, level, "")
    set_note(plain, by_month, number, "моя")
    assert set_up(plain, RU).lines == ("+ Ждут оплаты: notes",)
    again = whole(plain)
    assert cell(again["Ждут оплаты"], 0, level)["note"] == notes[0]
    assert cell(again["Неоплачено по месяцам"], 0, number)["note"] == "моя"
    assert set_up(plain, RU).lines == ()


def set_note(book: Session, sheet: Mapping[str, Any], column: int, note: str) -> None:
    start = {"sheetId": sheet["properties"]["sheetId"], "rowIndex": 0, "columnIndex": column}
    rows = [{"values": [{"note": note}]}]
    book.batch_update([{"updateCells": {"start": start, "rows": rows, "fields": "note"}}])


def test_a_tool_tab_gets_back_its_protection_and_colours(plain: Session) -> None:
    made = whole(plain)[OVERDUE.ru]
    (protection,) = made["protectedRanges"]
    sheet_id, rules = made["properties"]["sheetId"], len(made["conditionalFormats"])
    gone = [{"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": 0}}] * rules
    range_id = protection["protectedRangeId"]
    plain.batch_update([*gone, {"deleteProtectedRange": {"protectedRangeId": range_id}}])
    title = made["properties"]["title"]
    assert set_up(plain, RU).lines == (f"+ {title}: protection, colours",)
    again = whole(plain)[title]
    assert len(again["conditionalFormats"]) == rules
    assert again["protectedRanges"][0]["warningOnly"]


def test_rows_go_below_their_headers_in_a_layout_of_a_team_s_own(book: Session) -> None:
    add_tab(book, "Календарь", [["Вид", "Дата"], ["рабочий", 46024]])
    add_tab(book, "Настройки", [["Наши настройки"], ["Значение", "Ключ"]])
    report = set_up(book, SetupOptions(lang="ru", calendar="ru-2026"))
    calendar, settings = book.columns(["Календарь", "Настройки"], "UNFORMATTED_VALUE")
    assert calendar[0][:3] == ["Вид", "рабочий", "выходной"]
    assert calendar[1][:3] == ["Дата", 46024, 46023]
    assert 46024 not in calendar[1][2:]
    assert settings[1][1:3] == ["Ключ", "company"]
    assert any(line.startswith("+ Настройки: ") for line in report.lines)


def test_an_unticked_box_is_no_row(book: Session) -> None:
    add_tab(book, "Группы", [["Код группы", "Название"], [False, ""]])
    report = set_up(book, SetupOptions(lang="ru"))
    assert "+ Группы: 3" in report.lines


def test_codes_from_another_tab_are_a_dropdown_and_warn_only(plain: Session) -> None:
    made = whole(plain)
    for tab in PEOPLE_TABS:
        for at, column in enumerate(columns_in_sheet(with_columns_of(tab, ["core"]))):
            rule = cell(made[tab.ru], 1, at).get("dataValidation", {})
            assert bool(column.refers_to or column.kind in {"enum", "bool"}) == bool(rule)
            assert not rule.get("strict")


def test_a_calendar_whose_headers_nobody_knows_gets_no_days(book: Session) -> None:
    add_tab(book, "Календарь", [["что-то", "своё"]])
    report = set_up(book, SetupOptions(lang="ru", examples=False, calendar="ru-2026"))
    assert [line for line in report.lines if "Календарь" in line] == []


def test_columns_have_the_widths_of_the_catalogue(plain: Session) -> None:
    answer = plain.metadata("sheets(data(columnMetadata(pixelSize)))", ranges="'Партнёры'!A1:C1")
    widths = [column["pixelSize"] for column in answer["sheets"][0]["data"][0]["columnMetadata"]]
    assert widths[:3] == [110, 200, 110]


@pytest.mark.parametrize("row_count", [1, 5, 1000])
def test_a_look_at_formats_takes_few_rows_and_none_beyond_the_grid(
    book: Session, row_count: int
) -> None:
    headers = [column.header("ru") for column in PARTNERS.columns]
    tab = add_tab(book, "Партнёры", [headers])
    grid = {"sheetId": tab, "gridProperties": {"rowCount": row_count, "columnCount": 30}}
    fields = "gridProperties(rowCount,columnCount)"
    book.batch_update([{"updateSheetProperties": {"properties": grid, "fields": fields}}])
    (line,) = [line for line in set_up(book, RU).lines if line.startswith("+ Партнёры")]
    assert ("rows" in line) == (row_count == 1)
    assert set_up(book, RU).lines == ()


def test_a_blank_tab_of_one_row_is_given_rows_too(book: Session) -> None:
    tab = add_tab(book, "Партнёры", [[""]])
    grid = {"sheetId": tab, "gridProperties": {"rowCount": 1, "columnCount": 2}}
    fields = "gridProperties(rowCount,columnCount)"
    book.batch_update([{"updateSheetProperties": {"properties": grid, "fields": fields}}])
    set_up(book, RU)
    made = whole(book)["Партнёры"]
    assert made["properties"]["gridProperties"]["rowCount"] > 100
    assert condition(made, 1, 2) == ["='Группы'!$A$2:$A"]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_tab_that_is_added_is_called_as_the_others_are(book: Session, lang: str) -> None:
    """Also where Settings do not say which language the workbook speaks."""
    others = [tab for tab in PEOPLE_TABS if tab.code != "jobs"]
    for tab in others[:4]:
        add_tab(book, tab.title(lang), [[column.header(lang) for column in tab.columns]])
    report = set_up(book, replace(RU, as_titled=True))
    there = {sheet["properties"]["title"] for sheet in book.metadata("sheets.properties")["sheets"]}
    assert {JOBS.title(lang), CHANGES.title(lang)} <= there
    assert not there & {JOBS.title({"ru": "en", "en": "ru"}[lang])}
    assert report.lines
