"""``sheetsync payments import --mapping NAME``: asked once what a bank's table means."""

import os
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.config import load_config
from tests.bank_desk import Bank
from tests.cli.terminal import Terminal

TABLE = """\
Дата операции;Списание;Зачисление;Назначение платежа
02.03.2026;1000,00;;счет 11
03.03.2026;;70,00;подписка
04.03.2026;5,00;;комиссия
05.03.2026;6,00;;ещё комиссия
"""
COMMENT = "# наш банк, руками\n"
LINES = """\
  mappings:
    sber:
      columns:
        booked_on: "Дата операции"
        amount_in: "Зачисление"
        amount_out: "Списание"
        purpose: "Назначение платежа"
"""


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    bank = Bank(tmp_path)
    bank.office.path.write_text(bank.office.path.read_text("utf-8") + COMMENT, "utf-8")
    return bank


def put(bank: Bank, text: str = TABLE) -> Path:
    path = bank.folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def asked(bank: Bank, *answers: str, more: tuple[str, ...] = ()) -> tuple[int, str]:
    """The command on a terminal of its own: its code, and all that was shown."""
    words = ("payments", "import", str(put(bank)), "--mapping", "sber", *more)
    with Terminal(*words, folder=bank.office.folder) as terminal:
        for answer in answers:
            terminal.wait_for("[да / нет]")
            terminal.enter(answer)
        code = terminal.end()
        return code, terminal.shown


def piped(
    capsys: pytest.CaptureFixture[str], bank: Bank, path: Path, *more: str
) -> tuple[int, str, str]:
    capsys.readouterr()
    words = ["payments", "import", str(path), "--mapping", "sber", *more]
    code = exit_code_of([*words, "--config", str(bank.office.path)])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_yes_is_kept_beside_what_people_wrote_and_asked_but_once(bank: Bank) -> None:
    before = bank.office.path.read_text("utf-8")
    code, shown = asked(bank, "что", "да")
    assert code == 0, shown
    for text in ("Дата операции", "Сумма расхода", "02.03.2026", "счет 11 · подписка · комиссия"):
        assert text in shown
    assert "ещё комиссия" not in shown
    after = bank.office.path.read_text("utf-8")
    assert after.replace(LINES, "") == before
    assert LINES in after
    assert {one["purpose"] for one in bank.rows()} >= {"счет 11", "подписка"}
    code, shown = asked(bank)
    assert (code, "Верно?" in shown) == (0, False)
    assert bank.office.path.read_text("utf-8") == after
    assert len(bank.rows()) == 4


def test_a_no_writes_nothing_and_shows_the_lines(bank: Bank) -> None:
    before = bank.office.path.read_bytes()
    code, shown = asked(bank, "нет")
    assert code == 2
    assert LINES in shown.replace("\r", "")
    assert bank.office.path.read_bytes() == before
    assert bank.rows() == []


def test_a_config_that_cannot_be_written_stops_all_of_it(bank: Bank) -> None:
    (bank.office.folder / ".config.yaml.new").mkdir()
    before = bank.office.path.read_bytes()
    code, shown = asked(bank, "да")
    assert (code, "сопоставление не записано" in shown) == (2, True)
    assert bank.office.path.read_bytes() == before
    assert bank.rows() == []


@pytest.mark.parametrize("more", [(), ("--json",), ("--dry-run",)])
def test_without_a_person_the_lines_to_paste_are_the_cure(
    more: tuple[str, ...], bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(bank)
    before = bank.office.path.read_text("utf-8")
    code, out, err = piped(capsys, bank, path, *more)
    assert (code, out) == (2, "")
    assert "payments.mappings.sber" in err
    assert LINES in err
    assert bank.office.path.read_text("utf-8") == before
    assert bank.rows() == []
    section, _, rest = before.partition(COMMENT)
    bank.office.path.write_text(section + LINES + COMMENT + rest, "utf-8")
    assert piped(capsys, bank, path)[0] == 0
    assert len(bank.rows()) == 4


def test_on_a_terminal_a_dry_run_asks_nothing_that_it_would_have_to_write(bank: Bank) -> None:
    code, shown = asked(bank, more=("--dry-run",))
    assert (code, "Верно?" in shown, "booked_on" in shown) == (2, False, True)


def test_what_has_no_column_is_left_for_a_person_to_fill(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(bank, "Контрагент;Сумма;Назначение\nООО;-5,00;оплата счёта\nОАО;-6,00;за чай\n")
    code, _, err = piped(capsys, bank, path)
    assert code == 2
    assert "непонятно, какой столбец booked_on" in err
    assert 'booked_on: "?"' in err
    assert "Контрагент, Сумма, Назначение" in err


def test_a_config_that_cannot_be_read_is_named_before_anything(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(bank)
    bank.office.path.write_text("payments: [", "utf-8")
    code, _, err = piped(capsys, bank, path)
    assert (code, "это не YAML" in err) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_config_is_refused_before_the_question(bank: Bank) -> None:
    bank.office.path.chmod(0o400)
    code, shown = asked(bank)
    assert (code, "Верно?" in shown, "booked_on" in shown) == (2, False, True)
    assert load_config(bank.office.path).payments is not None
