"""Names beside codes: made by `init`, computed in the sheet, read by nobody, given back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.names import columns_in_sheet
from sheetsync.testing.office import Office
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up

RU = SetupOptions(lang="ru", examples=False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workbook of the version before, in use, to which `init --repair` added the names."""
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in("""
        Партнёры
        Код   | Название
        P-001 | Вектор
        P-002 | Total Fitness

        Контрагенты
        Код контрагента | Код партнёра | Наименование
        9900000017      | P-001        | ООО «Вектор»

        Работы
        № работы | Код партнёра | Код контрагента
        J-1      | P-001        | 9900000017
        J-2      | P-002        |
        J-3      | P-999        |

        Отзывы
        Дата       | № работы | Код партнёра
        01.03.2026 | J-2      |
        02.03.2026 |          | P-001

        Счета
        Код контрагента | Номер
        9900000017      | 5
    """)
    assert "+ Работы: Кто" in set_up(office.session, RU).lines
    return office


def column(session: Session, title: str, letters: str, render: str = "UNFORMATTED_VALUE") -> Any:
    return session.ranges([f"'{title}'!{letters}:{letters}"], render)[0][0]


def test_the_name_stands_behind_the_last_code_and_follows_it(office: Office) -> None:
    assert column(office.session, "Контрагенты", "C")[:2] == ["Кто", "Вектор"]
    names = column(office.session, "Работы", "D")
    assert names[:4] == ["Кто", "Вектор · ООО «Вектор»", "Total Fitness", *names[3:4]]
    assert not any(names[3:])
    assert column(office.session, "Счета", "C")[1] == "ООО «Вектор»"


def test_feedback_names_the_partner_of_the_job_under_a_header_of_its_own(office: Office) -> None:
    assert column(office.session, "Отзывы", "D")[:3] == ["Партнёр", "Total Fitness", "Вектор"]
    assert [one.header("ru") for one in columns_in_sheet(FEEDBACK)].count("Кто") == 1


def test_formulas_are_filled_ahead_to_the_last_row_with_the_locale_s_separators(
    office: Office,
) -> None:
    formulas = column(office.session, "Работы", "D", "FORMULA")
    assert len(formulas) == 1000
    assert formulas[999].startswith('=IF($B1000&$C1000="";"";TEXTJOIN(" · ";1;')
    assert "'Контрагенты'!$D$2:$D" in formulas[999]


def test_a_second_set_up_finds_nothing_and_rows_of_formulas_are_no_rows(office: Office) -> None:
    assert set_up(office.session, RU).lines == ()
    with office.open() as workspace:
        assert len(workspace.tables.frame("jobs")) == 3
        assert workspace.reading.snapshot.row_count < 30


def test_what_is_typed_over_a_name_is_not_read_and_gets_its_formula_back(office: Office) -> None:
    office.people.type("Счета", "C2", "Итого")
    office.people.type("Счета", "C700", "кто-то")
    with office.open() as workspace:
        assert list(workspace.tables.frame("invoices").index) == [2]
    assert set_up(office.session, RU).lines == ("+ Счета: Кто (2)",)
    assert column(office.session, "Счета", "C")[1] == "ООО «Вектор»"
    assert column(office.session, "Счета", "C", "FORMULA")[699].startswith('=IF($B700="";')


def test_a_note_taken_off_the_header_of_names_comes_back_with_the_formulas(office: Office) -> None:
    def note() -> str:
        answer = office.session.metadata("sheets.data.rowData.values.note", ranges=["'Счета'!C1"])
        return str(answer["sheets"][0]["data"][0]["rowData"][0]["values"][0].get("note", ""))

    before = note()
    assert before
    sheets = office.session.metadata("sheets.properties(sheetId,title)")["sheets"]
    by_title = {one["properties"]["title"]: one["properties"]["sheetId"] for one in sheets}
    sheet_id = by_title["Счета"]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 2}
    office.session.batch_update(
        [{"updateCells": {"start": start, "rows": [{"values": [{"note": ""}]}], "fields": "note"}}]
    )
    office.people.type("Счета", "C2", "Итого")
    assert set_up(office.session, RU).lines == ("+ Счета: Кто (1)",)
    assert note() == before


def test_a_name_that_begins_like_a_total_hides_no_row_without_a_date(office: Office) -> None:
    office.people.type("Отзывы", "B4", "J-2")
    with office.open() as workspace:
        found = [one.code for one in workspace.tables.findings if one.tab == "feedback"]
    assert "TOTALS_ROW" not in found
    assert "REQUIRED" in found


def test_a_tab_that_was_deleted_leaves_formulas_that_are_mended(office: Office) -> None:
    office.people.delete_tab("Партнёры")
    assert "#REF!" in column(office.session, "Звонки и встречи", "C", "FORMULA")[1]
    lines = set_up(office.session, RU).lines
    assert "+ Звонки и встречи: Кто (999)" in lines
    assert "'Партнёры'!$A$2:$A" in column(office.session, "Звонки и встречи", "C", "FORMULA")[1]


@pytest.mark.parametrize("names", [["свой человек"], ["", "свой человек"]])
def test_a_column_of_people_s_own_beside_a_code_stays_as_it_is(
    book: Session, names: list[str]
) -> None:
    book.batch_update([{"addSheet": {"properties": {"title": "Работы"}}}])
    rows = [["№ работы", "Код партнёра", "Кто", "Статус"], *(["J", "P", name] for name in names)]
    book.write_values({"'Работы'!A1": rows}, "RAW")
    lines = set_up(book, RU).lines
    assert not any("Кто" in line for line in lines if line.startswith("+ Работы"))
    assert column(book, "Работы", "C", "FORMULA") == ["Кто", *names]


def test_a_new_tab_has_the_column_in_its_place(book: Session) -> None:
    set_up(book, SetupOptions(lang="en", examples=False))
    header = [cells[0] for cells in book.columns(["Jobs"], "FORMATTED_VALUE")[0]]
    assert header == [one.header("en") for one in columns_in_sheet(JOBS)]
    assert header[3] == "Name"
