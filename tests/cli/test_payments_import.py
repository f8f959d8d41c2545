"""``sheetsync payments import`` and ``match`` as people call them: lines, codes, words."""

import json
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from tests.bank_desk import MONTH, Bank


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank(tmp_path)


def called(capsys: pytest.CaptureFixture[str], bank: Bank, *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = exit_code_of(["payments", *words, "--config", str(bank.office.path)])
    out = capsys.readouterr()
    return code, out.out.replace("\xa0", " "), out.err.replace("\xa0", " ")


def test_an_import_ends_with_one_line_that_says_all(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [bank.write("a.txt", MONTH, 1, 15), bank.write("b.txt", MONTH, 10, 31)]
    code, out, _ = called(capsys, bank, "import", *map(str, paths))
    assert code == 0
    # Above it, a workbook that is new says what comes next.
    assert out.strip().splitlines()[-1] == (
        "payments: файлов: 2; новых строк: 5, известных: 4 · точно 2, вероятно 1, возможно 0, "
        "нет 2 · выписка по 31.03.2026"
    )


def test_what_is_doubtful_stands_in_a_table_and_ends_with_code_1(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bank.write("a.txt", MONTH)
    key = "КонечныйОстаток="
    text = path.read_text(encoding="cp1251").replace(key, f"{key}1")
    path.write_text(text, encoding="cp1251")
    code, out, _ = called(capsys, bank, "import", str(path))
    assert code == 1
    assert "a.txt" in out
    assert "остаток" in out
    assert len(bank.rows()) == len(MONTH)


def test_a_file_that_cannot_be_read_ends_with_code_2_and_its_name(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bank.folder / "note.txt"
    path.write_text("Привет", encoding="utf-8")
    code, out, err = called(capsys, bank, "import", str(path))
    assert (code, out) == (2, "")
    assert "note.txt" in err
    assert bank.rows() == []


def test_machines_get_the_same_as_one_document(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bank.write("a.txt", MONTH)
    code, out, _ = called(capsys, bank, "import", str(path), "--json", "--dry-run")
    told = json.loads(out)
    assert (code, told["exit_code"], told["dry_run"]) == (0, 0, True)
    assert (told["files"], told["new"], told["known"], told["troubles"]) == (1, 5, 0, [])
    assert told["levels"] == {"exact": 2, "likely": 1, "possible": 0, "none": 2}
    assert list(told["until"].values()) == ["2026-03-31"]
    assert bank.rows() == []


def test_a_mapping_that_nobody_wrote_is_named_with_those_that_are_there(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bank.write("a.txt", MONTH)
    code, _, err = called(capsys, bank, "import", str(path), "--mapping", "sber")
    assert (code, "payments.mappings.sber" in err) == (2, True)


def test_a_table_is_read_by_the_mapping_of_the_config_that_fits_it(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    mappings = """\
  mappings:
    other: {columns: {booked_on: День, amount: Итого}}
    ours:
      columns: {booked_on: "Столбец 1", amount: "Столбец 2", purpose: "Столбец 3"}
"""
    with bank.office.path.open("a", encoding="utf-8") as file:
        file.write(mappings)
    table = bank.folder / "table.csv"
    table.write_text(
        "Столбец 1;Столбец 2;Столбец 3\n02.03.2026;-1000,00;счет 11\n", encoding="utf-8"
    )
    code, out, _ = called(capsys, bank, "import", str(table))
    assert (code, "новых строк: 1" in out) == (0, True)
    assert bank.rows()[0]["amount_minor"] == 100_000


def test_match_notes_decisions_and_says_how_many(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.take(bank.write("a.txt", MONTH))
    bank.decide(bank.id_of("№ 11"), "да")
    code, out, _ = called(capsys, bank, "match")
    assert code == 0
    assert out.strip().splitlines()[-1] == (
        "payments: решений записано: 1 · точно 1, вероятно 1, возможно 0, нет 2"
    )


def test_match_explains_a_line_and_writes_nothing(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.take(bank.write("a.txt", MONTH))
    line_id = bank.id_of("№ 12")
    before = (bank.office.folder / "workbook.sqlite").read_bytes()
    code, out, _ = called(capsys, bank, "match", "--explain", line_id[:8])
    assert code == 0
    for text in ("Частичная оплата по счету № 12", "№ 12 500,00", "вероятно", "Альфа"):
        assert text in out
    _, as_json, _ = called(capsys, bank, "match", "--explain", line_id, "--json")
    told = json.loads(as_json)
    assert (told["line"]["line_id"], told["match"]["level"]) == (line_id, "likely")
    assert (bank.office.folder / "workbook.sqlite").read_bytes() == before


def test_a_decided_line_tells_its_entries(bank: Bank, capsys: pytest.CaptureFixture[str]) -> None:
    bank.take(bank.write("a.txt", MONTH))
    line_id = bank.id_of("№ 11")
    bank.decide(line_id, "да")
    bank.match()
    code, out, _ = called(capsys, bank, "match", "--explain", line_id)
    assert code == 0
    assert "решение есть" in out
    assert "проведено" in out


def test_a_line_that_is_not_there_is_named_with_the_cure(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.take(bank.write("a.txt", MONTH))
    code, _, err = called(capsys, bank, "match", "--explain", "zzz")
    assert (code, "zzz" in err, "sheetsync payments list" in err) == (2, True, True)
