"""``sheetsync import --append``: new keys below the rows that are there, which stay as they are."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from sheetsync.tables.catalogue.finding_codes import V_GEN_11
from sheetsync.tables.cells import column_letters
from sheetsync.workspace import open_workspace
from tests.cli.test_import_command import PARTNERS, files, run, stored

__all__ = ["files"]


WORKBOOKS = Path(__file__).parents[1] / "tables" / "adoption" / "workbooks"


@pytest.fixture
def filled(config: Path, files: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workbook with two partners, the day of the second one mended."""
    text = PARTNERS.replace("весной", "02.03.2026")
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(config, files) == 0
    capsys.readouterr()
    return config


def test_new_keys_go_below_the_last_row_and_the_same_file_again_adds_nothing(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(filled, "Партнёры")
    text = PARTNERS.replace("весной", "02.03.2026") + "P-003;Юг;studios;активен;03.03.2026;чай\n"
    (files / "Партнёры.csv").write_text(text.replace("Вектор", "Вектор+"), encoding="utf-8")
    assert run(filled, files, "--append", "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "Партнёры: 1 rows, 5 columns from 'Партнёры'",
        "  columns of your own, kept: 'Подарок'",
        "  there already, left as they are (row of the file = row of the tab): "
        "Партнёры!A2 (P-001) = 2, Партнёры!A3 (P-002) = 3",
        "  codes that no row has; taken all the same, validation will name them: "
        "Партнёры!C4 (studios → Groups)",
        "nothing was written",
    ]
    assert stored(filled, "Партнёры") == before
    assert run(filled, files, "--append") == 0
    assert capsys.readouterr().out.splitlines()[:-1] == told[:-1]
    after = stored(filled, "Партнёры")
    assert [cells[:3] for cells in after[:5]] == [cells[:3] for cells in before[:5]]
    assert [cells[3] for cells in after[:5]] == ["P-003", "Юг", "studios", "активен", 46084]
    assert run(filled, files, "--append") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "all of it is there; nothing was written"
    assert stored(filled, "Партнёры") == after


def test_rows_with_errors_are_named_and_left_out_and_so_are_doubles_of_the_file(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "P-003;Юг;studios;активен;весной;\n"
        ";Безкодов;studios;активен;03.03.2026;\n"
        "P-004;Запад;studios;активен;03.03.2026;\n"
        "Р–004;Запад;studios;активен;03.03.2026;\n"
    )
    (files / "Партнёры.csv").write_text(PARTNERS.splitlines()[0] + "\n" + rows, encoding="utf-8")
    assert run(filled, files, "--append", "--json") == 1
    (tab,) = json.loads(capsys.readouterr().out)["tabs"]
    assert tab["rows"] == 1
    assert tab["doubles"] == ["Партнёры!A5 (Р–004) = Партнёры!A4"]
    assert [told.partition(":")[0] for told in tab["wrong"]] == ["Партнёры!E2", "Партнёры!A3"]
    # Columns are called as people know them, not by our codes.
    assert "partner_id" not in " ".join(tab["wrong"])
    columns = stored(filled, "Партнёры")
    assert columns[0] == ["Код", "P-001", "P-002", "P-004"]
    assert run(filled, files, "--append") == 1
    assert "  rows with errors, left out: Партнёры!E2: " in capsys.readouterr().out


def test_codes_that_stand_nowhere_are_named_and_taken_as_into_an_empty_tab(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = PARTNERS.splitlines()[0]
    (files / "Группы.csv").write_text("Код группы;Название\nstudios;Студии\n", encoding="utf-8")
    text = f"{head}\nP-003;Юг;studios;активен;03.03.2026;чай\n"
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    # Р with a Cyrillic letter is P-001 of the workbook, P-003 comes along, P-0O2 is nobody.
    jobs = "№ работы;Код партнёра;Статус\nJ-1;Р-001;план\nJ-2;P-003;план\nJ-3;P-0O2;план\n"
    (files / "Работы.csv").write_text(jobs, encoding="utf-8")
    assert run(filled, files, "--append", "--json") == 0
    told = {tab["code"]: tab for tab in json.loads(capsys.readouterr().out)["tabs"]}
    assert {code: tab["unknown"] for code, tab in told.items()} == {
        "partners": [],
        "jobs": ["Работы!B4 (P-0O2 → Partners)"],
        "groups": [],
    }
    assert told["jobs"]["rows"] == 3
    with open_workspace(filled) as workspace:
        found = workspace.tables.findings
    assert [(one.tab, one.row) for one in found if one.code == V_GEN_11] == [("jobs", 4)]
    # What stands already is not told anew.
    assert run(filled, files, "--append") == 0
    assert "codes that no row has" not in capsys.readouterr().out


def test_what_people_put_below_moves_down_and_formulas_and_names_go_on(
    filled: Path, files: Path
) -> None:
    jobs = "№ работы;Код партнёра;Статус\nJ-1;P-001;план\n"
    (files / "Работы.csv").write_text(jobs, encoding="utf-8")
    (files / "Партнёры.csv").unlink()
    assert run(filled, files, "--append") == 0
    with open_workspace(filled) as workspace:
        workspace.session.write_values({"'Работы'!E4": [["не забыть"]]}, "RAW")
        wide = len(workspace.session.columns(["Работы"], "FORMULA")[0])
        sheet = workspace.reading.snapshot.tabs["Работы"].sheet_id
        wider = {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}
        workspace.session.batch_update([{"appendDimension": wider}])
        place = f"'Работы'!{column_letters(wide + 1)}1"
        own = [["Наше"], ['=A2&"?"']]
        workspace.session.write_values({place: own}, "USER_ENTERED")
    (files / "Работы.csv").write_text(f"{jobs}J-2;P-002;план\nJ-3;P-001;план\n", encoding="utf-8")
    assert run(filled, files, "--append") == 0
    columns = stored(filled, "Работы")
    assert columns[0][:4] == ["№\xa0работы", "J-1", "J-2", "J-3"]
    assert columns[4][:6] == ["Клиент", "", "", "", "", "не забыть"]
    assert columns[-1] == ["Наше", *(f'=A{row}&"?"' for row in (2, 3, 4))]
    names = columns[3]
    assert all(str(cell).startswith(f"=IF($B{row}") for row, cell in enumerate(names[1:], 2))
    assert len(names) == 1002


def test_new_keys_of_settings_and_a_tab_that_is_not_there_come_with_it(
    config: Path, files: Path
) -> None:
    assert run(config, files, "--append") == 1
    (files / "Партнёры.csv").unlink()
    (files / "Настройки.csv").write_text("Ключ;Значение\ncurrency;EUR\n", encoding="utf-8")
    assert run(config, files, "--append") == 0
    more = "Ключ;Значение\ncurrency;USD\ndue_soon_days;3\n"
    (files / "Настройки.csv").write_text(more, encoding="utf-8")
    assert run(config, files, "--append") == 0
    assert stored(config, "Настройки")[0] == ["Ключ", "currency", "due_soon_days"]
    assert stored(config, "Настройки")[1] == ["Значение", "EUR", "3"]


def test_without_the_column_of_keys_nothing_is_compared_and_nothing_written(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(filled, "Партнёры")
    (files / "Партнёры.csv").write_text("Название;Группа;Статус\nЮг;g;активен\n", encoding="utf-8")
    assert run(filled, files, "--append") == 2
    told = capsys.readouterr().err
    assert "the file lacks columns that tell rows apart: 'Partner ID'" in told
    assert "cure: add them to the file" in told
    assert stored(filled, "Партнёры") == before


def test_what_else_a_file_lacks_is_told_once_and_stops_no_row(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Реестр\nКод;Название;Чьё\nP-007;Юг;да\n"
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(filled, files, "--append") == 0
    assert "required, and not in the file: group_id, status" in capsys.readouterr().out
    assert stored(filled, "Партнёры")[0][-1] == "P-007"


def test_headers_that_people_broke_stop_it_before_anything_is_written(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(filled) as workspace:
        workspace.session.write_values({"'Партнёры'!B1": [["Как зовут"]]}, "RAW")
    (files / "Контрагенты.csv").write_text(
        "Код контрагента;Код партнёра;Наименование;Форма;НДС\nE-1;P-001;Вектор;ИП;НПД\n",
        encoding="utf-8",
    )
    assert run(filled, files, "--append") == 2
    assert "nothing was written" in capsys.readouterr().err
    assert stored(filled, "Контрагенты")[0] == ["Код контрагента"]


def test_a_header_twice_in_the_file_stops_it_too(
    filled: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PARTNERS.replace("Подарок", "Код")
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(filled, files, "--append") == 2
    assert "the header 'Код' stands twice" in capsys.readouterr().err


def test_a_month_that_is_not_said_is_that_of_the_day_and_named(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "Партнёры.csv").unlink()
    head = "Код контрагента;Номер;Дата;Сумма\n"
    (files / "Счета.csv").write_text(f"{head}E-1;1;01.03.2026;5\n", encoding="utf-8")
    assert run(config, files) == 0
    warning = "warning: the file says no month, that of the invoice's date was taken; check: "
    assert f"{warning}Счета!2\n" in capsys.readouterr().out
    more = f"{head}E-1;1;01.03.2026;5\nE-1;2;01.04.2026;6\n"
    (files / "Счета.csv").write_text(more, encoding="utf-8")
    assert run(config, files, "--append") == 0
    assert f"{warning}Счета!3\n" in capsys.readouterr().out
    columns = {column[0]: column for column in stored(config, "Счета")}
    assert columns["Месяц"] == ["Месяц", "2026-03", "2026-04"]
    assert run(config, files, "--append", "--json") == 0
    assert json.loads(capsys.readouterr().out)["months"] == []


def test_of_a_file_in_its_own_words_only_what_is_sure_is_taken_and_the_rest_is_named(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = WORKBOOKS / "own_names.xlsx"
    assert run(config, source) == 1
    told = capsys.readouterr().out
    assert "left out: 'Подрядчики!A (№ п/п)', 'Подрядчики!E (Телефон)': not surely known" in told
    assert "no tab of the workbook is called so" in told
    with open_workspace(config) as workspace:
        assert len(workspace.tables.frame("partners")) == 10
        assert len(workspace.tables.frame("invoices")) == 24
    before = stored(config, "Счета")
    assert run(config, source, "--append") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "all of it is there; nothing was written"
    assert stored(config, "Счета") == before


def test_a_file_of_which_nothing_is_sure_is_left_alone(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, WORKBOOKS / "by_partner.xlsx") == 2
    assert "no tab of it is one of the workbook's" in capsys.readouterr().err


HALF_OURS = {
    "Партнёры": [
        ["Код", "Название", "Группа", "Статус"],
        ["P-001", "Вектор", "A", "активен"],
        ["P-002", "Заря", "A", "активен"],
    ],
    "Счета 2026": [
        ["за 2026 год"],
        ["Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта", "Вес"],
        ["1", "15.01.2026", "ООО «Вектор»", "1 200,50", "4"],
        ["2", "16.01.2026", "Заря", "700,00", "5"],
        ["3", "17.02.2026", "Заря", "900,00", "6"],
    ],
    "Ждут оплаты": [["Номер счёта", "Дата счёта", "Сумма счёта"], ["9", "15.01.2026", "5"]],
    "Отпуска": [["Кто", "С какого"], ["Ира", "в июле"]],
}


def book(path: Path, tabs: dict[str, list[list[str]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in tabs.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_beside_tabs_that_are_called_as_ours_the_others_are_asked_of_the_matcher(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = book(config.parent / "half.xlsx", HALF_OURS)
    assert run(config, source) == 1
    told = capsys.readouterr().out
    assert "Счета: 3 rows, 5 columns from 'Счета 2026'\n" in told
    assert "left out: 'Отпуска': no tab of the workbook is called so" in told
    assert "left out: 'Счета 2026!E (Вес)': not surely known" in told
    columns = {column[0]: column[1:] for column in stored(config, "Счета")}
    # A supplier's name is the code of the one legal entity of a partner of the other tab.
    entities = {column[0]: column[1:] for column in stored(config, "Контрагенты")}
    assert columns["Номер"] == ["1", "2", "3"]
    codes = dict(zip(entities["Код партнёра"], entities["Код контрагента"], strict=False))
    assert columns["Код контрагента"] == [codes["P-001"], codes["P-002"], codes["P-002"]]
    assert [cells[1:] for cells in stored(config, "Партнёры") if cells[0] == "Код"] == [
        ["P-001", "P-002"]
    ]
    # Nothing is added by the same file, to either kind of tab.
    assert run(config, source, "--append") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "all of it is there; nothing was written"


def test_a_second_tab_for_what_a_tab_of_ours_holds_is_left_out(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invoices = HALF_OURS["Счета 2026"][1:]
    ours = [["Код контрагента", "Номер", "Дата", "Месяц", "Сумма"], ["E-1", "7", "", "", "5"]]
    tabs = {**HALF_OURS, "Счета": ours, "Счета 2026": invoices}
    assert run(config, book(config.parent / "two.xlsx", tabs)) == 1
    told = capsys.readouterr().out
    assert "left out: 'Счета 2026', 'Отпуска': no tab of the workbook is called so" in told
    assert {column[0]: column[1:] for column in stored(config, "Счета")}["Номер"] == ["7"]


def test_rows_of_somebody_whom_a_tab_of_ours_lacks_are_left_out_with_their_tab(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entities = [
        ["Код контрагента", "Код партнёра", "Наименование", "Форма", "НДС"],
        ["E-1", "P-001", "ООО «Вектор»", "ООО", "без НДС"],
    ]
    tabs = {**HALF_OURS, "Контрагенты": entities}
    assert run(config, book(config.parent / "lacking.xlsx", tabs)) == 1
    told = capsys.readouterr().out
    assert "left out: 'Счета 2026', 'Отпуска': no tab of the workbook is called so" in told
    assert {column[0]: column[1:] for column in stored(config, "Контрагенты")}[
        "Код контрагента"
    ] == ["E-1"]
