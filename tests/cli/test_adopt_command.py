"""``sheetsync adopt`` from the outside: files in, a folder out, the source untouched."""

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from sheetsync.cli.main import exit_code_of
from sheetsync.config import load_config
from sheetsync.config.mapping_file import load_mapping
from tests.cli.terminal import Terminal
from tests.tables.adoption.workbook_grids import WORKBOOKS

AS_OF = ("--as-of", "2026-05-20")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a team's workbook; the command runs there."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(WORKBOOKS / "own_names.xlsx", tmp_path / "team.xlsx")
    return tmp_path


def adopt(*more: str) -> int:
    return exit_code_of(["adopt", *more, "--lang", "en"])


def written(folder: Path) -> dict[str, str]:
    """What stands in a folder, as hashes; locks and journals aside."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "state" not in path.parts
    }


def test_yes_to_all_makes_a_folder_that_the_jobs_run_on(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (team / "team.xlsx").read_bytes()
    assert adopt("team.xlsx", "--yes", *AS_OF) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "adopted: 2 of 3 tabs, 15 of 17 columns, 31 of 34 rows",
        "left out: 'Как заполнять': no table in it",
        "3 rows left out: Счета 2026!C13, C19, C25: “ИП Профильов П. С.” is neither a partner "
        "nor a legal entity",
    ]
    assert "wrote nothing to the source" in told
    assert told[-1] == "next: sheetsync run validate overdue --config adopted/config.yaml"
    assert (team / "team.xlsx").read_bytes() == before
    config = load_config(team / "adopted" / "config.yaml")
    assert config.source is not None
    assert config.source.file == "../team.xlsx"
    assert config.path(config.mail.folder) == team / "adopted" / "letters"
    mapping = load_mapping(team / "adopted" / "mapping.yaml")
    assert [tab.answer for tab in mapping.tabs] == ["yes", "yes", "no"]
    capsys.readouterr()
    code = exit_code_of(
        ["run", "validate", "overdue", "--config", "adopted/config.yaml", *AS_OF, "--publish"]
    )
    assert code in {0, 1}
    assert "overdue:" in capsys.readouterr().out


def test_a_folder_that_is_there_is_refused_and_nothing_is_written(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (team / "adopted").mkdir()
    assert adopt("team.xlsx", "--yes") == 2
    assert capsys.readouterr().err == (
        "sheetsync: adopted is there already; nothing was written\n"
        "  cure: add --again to keep the earlier answers, or name another folder with --into\n"
    )
    assert list((team / "adopted").iterdir()) == []
    assert adopt("team.xlsx", "--yes", "--again") == 2
    assert "adopted holds no mapping.yaml" in capsys.readouterr().err


def test_a_second_run_asks_nothing_and_writes_the_same_bytes(team: Path) -> None:
    assert adopt("team.xlsx", "--yes", *AS_OF) == 1
    adopted = team / "adopted"
    mapping = adopted / "mapping.yaml"
    mapping.write_text(f"# Иры\n{mapping.read_text('utf-8')}", encoding="utf-8")
    before = written(adopted)
    assert adopt("team.xlsx", "--again", *AS_OF) == 1
    assert written(adopted) == before
    assert adopt("team.xlsx", "--into", "other", "--yes", *AS_OF) == 1
    other = (team / "other" / "mapping.yaml").read_text("utf-8")
    assert f"# Иры\n{other}" == mapping.read_text("utf-8")


def test_what_is_new_is_taken_again_and_the_rest_stands(team: Path) -> None:
    assert adopt("team.xlsx", "--yes", *AS_OF) == 1
    book = load_workbook("team.xlsx")
    sheet = book["Счета 2026"]
    sheet["J4"], sheet["J5"] = "Ссылка на счёт", "https://drive.example/1"
    book.create_sheet("Черновик").append(["x"])
    book.save("team.xlsx")
    mapping = team / "adopted" / "mapping.yaml"
    text = mapping.read_text("utf-8").replace("    answer: yes\n", "    answer: yes   # Ира\n")
    mapping.write_text(text, encoding="utf-8")
    assert adopt("team.xlsx", "--again", "--yes", *AS_OF) == 1
    assert (
        mapping.read_text("utf-8")
        == text.replace(
            '        comment: "Прим."\n',
            '        comment: "Прим."\n        file_url: "Ссылка на счёт"\n',
        )
        + '  # no table in it\n  - from: "Черновик"\n    answer: no\n'
    )


def test_without_a_terminal_everything_is_asked_another_time(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopt("team.xlsx") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "adopted: 0 of 3 tabs, 0 of 17 columns, 0 of 34 rows"
    assert (
        "no answer yet: Подрядчики, Счета 2026; to answer: "
        "sheetsync adopt team.xlsx --into adopted --again" in told
    )
    mapping = load_mapping(team / "adopted" / "mapping.yaml")
    assert [tab.answer for tab in mapping.tabs] == ["ask", "ask", "no"]


@pytest.mark.slow
def test_a_pipe_is_no_terminal(team: Path) -> None:
    command = [sys.executable, "-m", "sheetsync", "adopt", "team.xlsx"]
    done = subprocess.run(
        command, cwd=team, input="\n" * 20, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert load_mapping(team / "adopted" / "mapping.yaml").is_complete is False


@pytest.mark.usefixtures("team")
def test_everything_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt("team.xlsx", "--yes", "--json", *AS_OF) == 1
    told = json.loads(capsys.readouterr().out)
    assert [tab["source"] for tab in told["tabs"]] == ["Подрядчики", "Счета 2026", "Как заполнять"]
    invoices = told["tabs"][1]
    assert (invoices["means"], invoices["header_rows"], invoices["rows"]) == (["invoices"], [4], 24)
    supplier = next(one for one in invoices["columns"] if one["cell"] == "C")
    assert supplier["meaning"] == "invoices.entity_id@name"
    assert supplier["level"] == "sure"
    assert supplier["score"] == 1.0
    assert supplier["why"] == "10 of 13 known in 'Подрядчики'"
    assert told["rows"]["read"] == 34
    assert told["ageing"]["as_of"] == "2026-05-20"
    assert told["questions"] == []
    assert set(told["findings"]) == {"errors", "warnings", "list"}
    assert adopt("team.xlsx", "--into", "asked", "--json") == 1
    asked = json.loads(capsys.readouterr().out)
    assert [tab["answer"] for tab in asked["tabs"]] == ["ask", "ask", "no"]


def test_what_cannot_be_adopted_says_why(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.active.append(["Заметки"])  # type: ignore[union-attr]  # a new book has a sheet
    book.save("notes.xlsx")
    assert adopt("notes.xlsx", "--yes") == 2
    assert "notes.xlsx: no table that is understood; nothing was written" in capsys.readouterr().err
    assert adopt("nowhere.xlsx", "--yes") == 2
    assert "there is no such file or folder" in capsys.readouterr().err
    (team / "broken.xlsx").write_bytes(b"PK")
    assert adopt("broken.xlsx", "--yes") == 2
    assert not (team / "adopted").exists()
    (team / "file").write_text("x", encoding="utf-8")
    assert adopt("team.xlsx", "--yes", "--into", "file/adopted") == 2
    assert "file/adopted" in capsys.readouterr().err
    assert [path.name for path in team.iterdir() if path.name.startswith(".")] == []


def test_a_folder_of_csv_files_is_a_workbook(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = team / "export"
    folder.mkdir()
    (folder / "Подрядчики.csv").write_text(
        "Код подрядчика;Контрагент;Почта;Куратор\nP1;Вектор;a@x.example;Ида\n"
        "P2;Заря;b@x.example;Ида\n",
        encoding="utf-8",
    )
    (folder / "=1+1.csv").write_text(
        "Номер счёта;Дата счёта;Поставщик;Сумма счёта\n1;15.01.2026;Вектор;1 200,50\n"
        "2;16.01.2026;Заря;700,00\n",
        encoding="utf-8",
    )
    assert adopt("export", "--yes", *AS_OF) in {0, 1}
    assert capsys.readouterr().out.startswith("adopted: 2 of 2 tabs")
    mapping = load_mapping(team / "adopted" / "mapping.yaml")
    assert mapping.locale == "ru_RU"
    assert {tab.from_ for tab in mapping.tabs} == {"Подрядчики", "=1+1"}


@pytest.mark.slow
@pytest.mark.usefixtures("team")
def test_a_hostile_workbook_ends_in_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number in range(200):
        sheet = book.create_sheet("=1+1" if number == 7 else f"Tab {number}")
        sheet.append(["Номер счёта", "Дата счёта", "Сумма счёта"])
        sheet.append([f"{number}", date(2026, 1, 5), 5])
    wide = book["Tab 3"]
    for column in range(1, 10_001):
        wide.cell(1, column, f"Столбец {column}" if column % 3 else "Сумма счёта")
    book["Tab 4"]["A2"] = "я" * 32_000
    book["Tab 5"]["B9"] = "=1+1"
    book["Tab 6"]["A1"] = "\n".join("x" * 9 for _ in range(3000))
    book.save("hostile.xlsx")
    assert adopt("hostile.xlsx", "--yes", *AS_OF) in {1, 2}
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "adopted:" in out


def test_the_dialogue_on_a_terminal_with_two_lines_edited(team: Path) -> None:
    end, which, what = "[s] сохранить и выйти", "какой столбец?", "что это?"
    first_tab = ((end, "e"), (which, "h"), (what, "?"), (what, "Статус"), (end, ""))
    # The same keys under the Russian layout.
    second_tab = ((end, "у"), (which, "i"), (what, ""), (end, ""))
    shown = []
    with Terminal("adopt", "team.xlsx", "--lang", "ru", *AS_OF, folder=team) as terminal:
        for text, typed in (*first_tab, *second_tab):
            shown.append(terminal.wait_for(text))
            terminal.enter(typed)
        terminal.wait_for("понятно: 2 из 3 вкладок, 14 из 17 столбцов")
        assert terminal.end() == 1
        assert "Traceback" not in terminal.shown
    assert "Вкладка 1 из 2  «Подрядчики»  заголовки в строке 3, 10 строк" in shown[0]
    assert "работает · на паузе · не работаем" in shown[3]
    assert "10 из 13 есть в «Подрядчики»" in shown[5]
    mapping = load_mapping(team / "adopted" / "mapping.yaml")
    assert [tab.answer for tab in mapping.tabs] == ["yes", "yes", "no"]
    assert mapping.tabs[0].is_["partners"]["status"].from_ == "Статус работы"
    assert mapping.tabs[1].own == ("Прим.",)


@pytest.mark.slow
def test_who_stops_on_a_terminal_goes_on_where_it_stopped(team: Path) -> None:
    with Terminal("adopt", "team.xlsx", "--lang", "en", folder=team) as terminal:
        terminal.wait_for("[s] save and stop")
        terminal.enter()
        terminal.wait_for("Tab 2 of 2")
        terminal.wait_for("[s] save and stop")
        terminal.enter("s")
        terminal.wait_for("no answer yet: Счета 2026")
        assert terminal.end() == 1
    with Terminal("adopt", "team.xlsx", "--again", "--lang", "en", folder=team) as terminal:
        assert "Tab 1" not in terminal.wait_for("[s] save and stop")
        terminal.enter()
        terminal.wait_for("adopted: 2 of 3 tabs")
        terminal.end()
    assert load_mapping(team / "adopted" / "mapping.yaml").is_complete


@pytest.mark.slow
def test_ctrl_c_in_the_dialogue_keeps_what_was_said(team: Path) -> None:
    with Terminal("adopt", "team.xlsx", "--lang", "en", folder=team) as terminal:
        terminal.wait_for("[s] save and stop")
        terminal.enter()
        terminal.wait_for("Tab 2 of 2")
        terminal.wait_for("[s] save and stop")
        terminal.enter("\x03")
        terminal.wait_for("no answer yet: Счета 2026")
        assert terminal.end() == 1
    mapping = load_mapping(team / "adopted" / "mapping.yaml")
    assert [tab.answer for tab in mapping.tabs] == ["yes", "ask", "no"]


@pytest.mark.slow
def test_what_takes_long_is_shown_as_it_goes(team: Path) -> None:
    folder = team / "export"
    folder.mkdir()
    rows = "".join(f"СЧ-{n};05.01.2026;Фирма {n % 50};{n * 10};текст\n" for n in range(5000))
    for number in range(20):
        text = f"Номер счёта;Дата счёта;Поставщик;Сумма счёта;Комментарий\n{rows}"
        (folder / f"Счета {number}.csv").write_text(text, encoding="utf-8")
    with Terminal("adopt", "export", "--lang", "en", folder=team) as terminal:
        terminal.wait_for("[Enter yes / n no", within_s=120)
        assert "reading the team's workbook" in terminal.shown
        assert terminal.shown.count("looking at the tab 'Счета") > 3
        terminal.enter("s")
        assert terminal.end() == 1


@pytest.mark.usefixtures("team")
def test_another_table_below_is_shown_and_named_and_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Счета"
    for row in (
        ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта"),
        (1, 2, 3, 4),
        ("А-1", date(2026, 1, 5), "Вектор", 5),
        ("А-2", date(2026, 1, 6), "Заря", 6),
        (),
        ("Студия", "Почта бухгалтерии", "Куратор"),
        ("Вектор", "a@x.example", "Ида"),
    ):
        sheet.append(row)
    book.save("two.xlsx")
    assert adopt("two.xlsx", "--yes", *AS_OF) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "adopted: 1 of 1 tab, 4 of 4 columns, 2 of 2 rows",
        "left out: another table in 'Счета', from row 6: move it to a tab of its own",
    ]
    report = Path("adopted/report.html").read_text(encoding="utf-8")
    assert "Счета!A6: another table below the one that is read; move it" in report
    assert adopt("two.xlsx", "--yes", "--into", "again", "--json", *AS_OF) == 1
    document = json.loads(capsys.readouterr().out)
    assert [tab["other_table"] for tab in document["tabs"]] == [6]
    (found,) = [one for one in document["findings"]["list"] if one["code"] == "ADOPT_OTHER_TABLE"]
    assert (found["tab"], found["cell"]) == ("Счета", "A6")
