import json
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.journal import host_lock
from sheetsync.workspace import open_workspace

PARTNERS = (
    "Код;Название;Группа;Статус;Партнёр с;Подарок\n"
    "P-001;Вектор;studios;активен;01.03.2026;=1+1\n"
    "P-002;Север;studios;активен;весной;чай\n"
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with one tab as CSV."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "Партнёры.csv").write_text(PARTNERS, encoding="utf-8")
    return folder


def run(config: Path, path: Path, *more: str) -> int:
    return exit_code_of(["--lang", "en", "import", str(path), "--config", str(config), *more])


def stored(config: Path, title: str) -> list[list[object]]:
    """A tab's cells as columns, formulas as formulas."""
    with open_workspace(config) as workspace:
        return workspace.session.columns([title], "FORMULA")[0]


def titles(config: Path) -> list[str]:
    with open_workspace(config) as workspace:
        return list(workspace.reading.snapshot.tabs)


def test_an_import_into_nothing_makes_the_workbook_and_says_what_is_next(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, files) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "+ Обзор"
    assert lines[-4:] == [
        "Партнёры: 2 rows, 5 columns from 'Партнёры'",
        "  columns of your own, kept: 'Подарок'",
        "  kept as they were, validation will name them: E3",
        "next: sheetsync run validate",
    ]
    columns = stored(config, "Партнёры")
    assert columns[0] == ["Код", "P-001", "P-002"]
    assert columns[4] == ["Партнёр с", 46082, "весной"]
    assert columns[11] == ["Подарок", "=1+1", "чай"]
    with open_workspace(config) as workspace:
        assert workspace.reading.snapshot.shown["Партнёры"][11][1] == "=1+1"
        assert workspace.reading.snapshot.shown["Партнёры"][4][1] == "01.03.2026"
    assert stored(config, "Настройки") == [["Ключ"], ["Значение"], ["Примечание"]]


def test_a_dry_run_says_the_same_and_makes_nothing(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, files, "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "+ Обзор"
    assert told[-1] == "nothing was written"
    assert sorted(file.name for file in config.parent.iterdir()) == ["config.yaml", "files"]
    assert run(config, files) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == told[:-1]


def test_a_tab_with_values_stops_everything_before_anything_is_written(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, files) == 0
    (files / "Контрагенты.csv").write_text(
        "Код контрагента;Код партнёра;Наименование;Форма;НДС\nE-1;P-001;Вектор;ИП;НПД\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(config, files) == 2
    assert capsys.readouterr().err == (
        "sheetsync: These tabs hold values already: 'Партнёры'; nothing was written\n"
        "  cure: import into an empty workbook; or clear their rows below the headers, or take "
        "these tabs out of what is imported\n"
    )
    # Names beside codes are formulas down to the last row.
    assert [len(cells) for cells in stored(config, "Контрагенты")] == [1, 1, 1000, *[1] * 10]


def test_the_outcome_for_machines_tells_the_same(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "Лист7.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (files / "Счета.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (files / "Обзор.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (files / "Группы.csv").write_text("Код группы;Название\n", encoding="utf-8")
    (files / "Контрагенты.csv").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert run(config, files, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["tabs"] == [
        {
            "code": "partners",
            "title": "Партнёры",
            "source": "Партнёры",
            "rows": 2,
            "columns": ["partner_id", "name", "group_id", "status", "onboarded_on"],
            "missing": [],
            "nearest": [],
            "extra": ["Подарок"],
            "doubtful": ["E3"],
            "left_above": 0,
            "valueless": [],
            "read_as": "",
        }
    ]
    assert [(left["source"], left["reason"]) for left in told["left_out"]] == [
        ("Контрагенты", "empty"),
        ("Счета", "headers"),
        ("Группы", "empty"),
        ("Лист7", "unknown"),
        ("Обзор", "tool"),
    ]
    assert told["left_out"][1]["detail"] == (
        "row 1 holds 'a', 'b'; wanted are 'Entity ID', 'Number', 'Date', 'Month', 'Amount'; "
        "read as UTF-8, cells parted by commas"
    )
    assert told["dry_run"] is False


def test_what_is_left_out_is_told_with_the_reason(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "Лист7.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (files / "Рейтинг_ детали.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (files / "Работы.csv").write_text("Реестр\n№ работы;Статус\nJ-1;план\n", encoding="utf-8")
    assert run(config, files) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-5:] == [
        "  required, and not in the file: partner_id",
        "  rows above the headers, left out: 1",
        "left out: 'Лист7': no tab of the workbook is called so; tabs: in config.yaml can say "
        "which one it is",
        "left out: 'Рейтинг_ детали': sheetsync writes them itself",
        "next: sheetsync run validate",
    ]


def test_titles_and_headers_of_a_team_s_own_are_those_of_the_config(
    config: Path, files: Path
) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write('tabs: {partners: "Наши"}\ncolumns: {partners.name: "Кто"}\n')
    text = PARTNERS.replace("Название", "Кто")
    (files / "Партнёры.csv").rename(files / "Наши.csv").write_text(text, encoding="utf-8")
    assert run(config, files) == 0
    assert "Партнёры" not in titles(config)
    assert stored(config, "Наши")[1] == ["Кто", "Вектор", "Север"]
    with open_workspace(config) as workspace:
        assert list(workspace.reading.tables.frame("partners")["name"]) == ["Вектор", "Север"]


def test_a_workbook_of_a_team_s_own_is_filled_as_it_is(
    ready: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(ready) as workspace:
        tab = workspace.reading.snapshot.tabs["Партнёры"].sheet_id
        area = {"sheetId": tab, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
        insert = {"insertDimension": {"range": area, "inheritFromBefore": False}}
        wider = {"sheetId": tab, "dimension": "COLUMNS", "length": 1}
        workspace.session.batch_update([insert, {"appendDimension": wider}])
        workspace.session.write_values({"'Партнёры'!L3": [["подарок"]]}, "RAW")
    before = titles(ready)
    capsys.readouterr()
    assert run(ready, files) == 0
    assert not capsys.readouterr().out.startswith("+")
    assert titles(ready) == before
    columns = stored(ready, "Партнёры")
    assert columns[0] == ["", "", "Код", "P-001", "P-002"]
    assert columns[11] == ["", "", "подарок", "=1+1", "чай"]
    assert len(columns) == 12


def test_nothing_to_import_is_code_2_with_the_cure(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(config, folder) == 2
    assert capsys.readouterr().err == (
        f"sheetsync: {folder}: no tab of it is one of the workbook's with rows below headers: 'x'\n"
        "  cure: name the tabs as in the workbook, or say under tabs: in config.yaml which is "
        "which\n"
    )
    assert not (tmp_path / "book.sqlite").exists()


def test_a_wrong_header_is_named_and_not_the_tab(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "№;Имя;Чем занят\nP-001;Вектор;съёмка\n"
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(config, files) == 2
    told = capsys.readouterr().err
    assert "no row is known as headers in 'Партнёры': row 1 holds '№', 'Имя', 'Чем занят'; " in told
    assert "wanted are 'Код', 'Название', 'Группа', 'Статус'" in told
    assert "read as UTF-8, cells parted by semicolons" in told
    assert "cure: correct the headers in the file, or say under columns:" in told


def test_a_header_that_is_nearly_right_is_named(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PARTNERS.replace("Название", "Название партнёра").replace("Группа", "Група")
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(config, files) == 0
    told = capsys.readouterr().out
    assert "required, and not in the file: name, group_id" in told
    assert (
        "headers that look wrong: 'Название партнёра' in B1 is perhaps 'Название'; "
        "'Група' in C1 is perhaps 'Группа'"
    ) in told


def test_a_file_that_cannot_be_read_stops_only_where_it_is_wanted(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "Лист7.csv").write_bytes("a;b\nРомашка;Юг\n".encode("cp866"))
    assert run(config, files) == 1
    assert "left out: 'Лист7': no tab of the workbook is called so" in capsys.readouterr().out
    (files / "Контрагенты.csv").write_bytes("a;b\nРомашка;Юг\n".encode("cp866"))
    assert run(config, files) == 2
    told = capsys.readouterr().err
    assert told.startswith("sheetsync: Контрагенты.csv: line 2 is not UTF-8")
    assert "cure: save it again as CSV in UTF-8" in told
    for name in ("Партнёры.csv", "Контрагенты.csv"):
        (files / name).unlink()
    assert run(config, files) == 2
    assert "Лист7.csv: line 2 is not UTF-8" in capsys.readouterr().err


def test_an_encoding_that_was_guessed_is_told(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "Партнёры.csv").write_bytes(PARTNERS.encode("cp866"))
    assert run(config, files) == 0
    assert (
        "  the file says nothing of its encoding; read as: CP866 (DOS), cells parted by semicolons"
    ) in capsys.readouterr().out
    assert stored(config, "Партнёры")[1] == ["Название", "Вектор", "Север"]


def test_a_doubled_header_stops_the_import(
    config: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PARTNERS.replace("Подарок", "Код")
    (files / "Партнёры.csv").write_text(text, encoding="utf-8")
    assert run(config, files) == 2
    assert "the header 'Код' stands twice, in A1 and F1" in capsys.readouterr().err
    assert titles(config) == ["Sheet1"]


def test_an_import_waits_for_no_other_run(
    ready: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with host_lock(ready.parent / "state"):
        assert run(ready, files) == 3
    assert "another run is active" in capsys.readouterr().err


def test_the_settings_that_come_say_what_a_blank_currency_means(config: Path, files: Path) -> None:
    (files / "Настройки.csv").write_text("Ключ;Значение\ncurrency;EUR\n", encoding="utf-8")
    rows = "Код контрагента;Номер;Дата;Месяц;Сумма\nE-1;007;2026-03-01;2026-03;12 €\n"
    (files / "Счета.csv").write_text(rows, encoding="utf-8")
    assert run(config, files) == 0
    invoices = stored(config, "Счета")
    assert (invoices[4][1], invoices[7][1]) == ("007", 12)


def test_the_settings_that_are_there_say_it_too(ready: Path, files: Path) -> None:
    with open_workspace(ready) as workspace:
        keys = workspace.reading.snapshot.stored["Настройки"][0]
        place = f"'Настройки'!B{list(keys).index('currency') + 1}"
        workspace.session.write_values({place: [["EUR"]]}, "RAW")
    rows = "Код контрагента;Номер;Дата;Месяц;Сумма\nE-1;007;2026-03-01;2026-03;12 €\n"
    (files / "Счета.csv").write_text(rows, encoding="utf-8")
    assert run(ready, files) == 0
    assert stored(ready, "Счета")[7][1] == 12


def test_formulas_without_a_value_are_named(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = "Partners"
    page.append(["Partner ID", "Name", "Group", "Status"])
    for number in range(7):
        page.append([f"P-{number}", "=A1", "g", "active"])
    book.save(tmp_path / "book.xlsx")
    assert run(config, tmp_path / "book.xlsx", "--lang", "en") == 0
    assert (
        "  formulas whose value the file does not keep, written as text: B2, B3, B4, B5, B6 and 2 "
        "more\n"
    ) in capsys.readouterr().out
    with open_workspace(config) as workspace:
        assert workspace.reading.snapshot.shown["Partners"][1][1] == "=A1"


def test_names_beside_codes_come_as_text_into_their_place_and_never_below_the_last_formula(
    config: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    rows = [f"J-{number};P-1;{'Кто-то' if number == 2 else ''};план" for number in range(1, 1101)]
    text = "\n".join(["№ работы;Код партнёра;Name;Статус", *rows, ";;Ничей;"])
    (folder / "Работы.csv").write_text(text, encoding="utf-8")
    assert run(config, folder, "--no-backup") == 0
    jobs = stored(config, "Работы")
    headers = [cells[0] for cells in jobs]
    assert headers[:5] == ["№\xa0работы", "Код партнёра", "Код контрагента", "Кто", "Клиент"]
    assert "Name" not in headers
    names = jobs[3]
    assert (names[2], names[1101]) == ("Кто-то", "Ничей")
    formulas = [str(cell).startswith("=IF($B") for cell in names[1:]]
    assert formulas == [row not in {3, 1102} for row in range(2, 1103)]
    assert str(names[1100]).startswith("=IF($B1101&$C1101=")
    with open_workspace(config) as workspace:
        assert len(workspace.tables.frame("jobs")) == 1100
