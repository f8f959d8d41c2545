"""The mark on a wrong cell: from Validation, by key and column; a sort takes it along."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import jobs.validate
from sheetsync.sandbox.server import create_app
from sheetsync.tables.cells import a1
from sheetsync.testing.office import Office
from sheetsync.testing.raw_book import RawBook
from sheetsync.testing.sandbox import Sandbox
from sheetsync.workbook.setup import SetupOptions, set_up

#: Errors and warnings, as browsers are told.
ERROR, WARNING = "#ea9999", "#ffe599"
_ROW = re.compile(r'<tr data-r="(\d+)">(.*?)</tr>', re.DOTALL)
_MARKED = re.compile(r'<td data-c="(\d+)"[^>]*style="[^"]*background:(#ea9999|#ffe599)')


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workbook with names beside codes, two wrong cells and a doubtful one."""
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in("""
        Партнёры
        Код   | Название
        P-001 | Вектор

        Контрагенты
        Код контрагента | Код партнёра | Наименование
        9900000017      | P-001        | ООО «Вектор»

        Счета
        Направление | Код контрагента | Вид  | Номер | Дата       | Месяц   | Сумма
        от партнёра | 9900000017      | счёт | 7     | 01.03.2026 | 2026-03 | 10 000,00
        от партнёра | 990000001       | счёт | 8     | 02.03.2026 | 2026-03 | 10 000,00
        от партнёра | 9900000017      |      | 9     | 03.03.2026 | 2026-03 | сто

        Звонки и встречи
        Дата       | Код партнёра | Куратор
        05.03.2026 | P-999        | Анна Белова
    """)
    set_up(office.session, SetupOptions(lang="ru", examples=False))
    office.run(jobs.validate.run)
    return office


def marked(office: Office, title: str) -> dict[str, str]:
    """The marked cells of a tab as its page shows them, with their colours."""
    properties = office.session.metadata("sheets.properties(sheetId,title)")["sheets"]
    (sheet_id,) = [
        one["properties"]["sheetId"] for one in properties if one["properties"]["title"] == title
    ]
    browser = create_app(office.folder / "workbook.sqlite").test_client()
    page = browser.get(f"/s/{office.session.spreadsheet_id}/{sheet_id}").text
    return {
        a1(int(row), int(column) + 1): colour
        for row, cells in _ROW.findall(page)
        for column, colour in _MARKED.findall(cells)
    }


def test_errors_and_warnings_mark_their_own_cells_and_a_sort_takes_them_along(
    office: Office,
) -> None:
    assert marked(office, "Счета") == {"K2": WARNING, "B3": ERROR, "H4": ERROR}
    office.people.sort("Счета", "E", descending=True)
    assert marked(office, "Счета") == {"H2": ERROR, "B3": ERROR, "K4": WARNING}


def test_rows_without_a_key_are_found_by_what_tells_them_apart(office: Office) -> None:
    assert marked(office, "Звонки и встречи") == {"B2": ERROR}


def test_what_is_mended_loses_its_mark_with_the_next_run(office: Office) -> None:
    office.people.type("Звонки и встречи", "B2", "P-001")
    office.run(jobs.validate.run)
    assert marked(office, "Звонки и встречи") == {}


def test_two_rules_a_tab_are_made_once_and_follow_the_title(office: Office) -> None:
    terms = SetupOptions(lang="ru", examples=False)
    assert set_up(office.session, terms).lines == ()
    rules = office.session.metadata("sheets(properties.title,conditionalFormats)")["sheets"]
    counts = {
        one["properties"]["title"]: len(one["conditionalFormats"])
        for one in rules
        if "conditionalFormats" in one
    }
    assert (counts["Партнёры"], counts["Счета"]) == (2, 6)
    office.people.rename_tab("Счета", "Наши счета")
    terms = SetupOptions(lang="ru", examples=False, tabs={"invoices": "Наши счета"})
    assert set_up(office.session, terms).lines[0] == "+ Наши счета: marks"
    assert set_up(office.session, terms).lines == ()


@pytest.mark.parametrize("kind", ["addConditionalFormatRule", "updateConditionalFormatRule"])
@pytest.mark.parametrize(
    ("formula", "is_taken"),
    [
        ("=Names!A1=1", False),
        ("=$A1='Names'!$A$1", False),
        ("=Known=1", False),
        ("=Sheet1!A1=1", True),
        ('=INDIRECT("Names!A1")=1', True),
        ('=A1="Names!A1"', True),
    ],
)
def test_the_sandbox_refuses_a_rule_that_names_another_tab_as_google_does(
    sandbox: Sandbox, kind: str, formula: str, *, is_taken: bool
) -> None:
    team = RawBook.new(sandbox.session)
    team.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Names"}}})
    known = {"name": "Known", "range": {"sheetId": 7, "endRowIndex": 1, "endColumnIndex": 1}}
    team.batch({"addNamedRange": {"namedRange": known}})

    def rule(text: str) -> dict[str, Any]:
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": text}]}
        return {"ranges": [{"sheetId": 0}], "booleanRule": {"condition": condition}}

    team.batch({"addConditionalFormatRule": {"rule": rule("=1=1")}})
    request = {kind: {"rule": rule(formula), "index": 0}}
    if is_taken:
        team.batch(request)
    else:
        refusal = f"Invalid requests[0].{kind}: "
        refusal += "Conditional format rule cannot reference a different sheet."
        assert team.refusal(request) == refusal
