"""``sheetsync payments import`` over files that are hostile, cut or no statement: nothing moves."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.files.statements.text_lines import LONGEST_LINE
from sheetsync.sandbox.server import LOG_VARIABLE
from tests.bank_desk import MONTH, Bank
from tests.files.books import book, inline
from tests.files.statements.one_c_files import balances, document, statement

BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<Document><BkToCstmrStmt><Stmt><Id>&b;</Id></Stmt></BkToCstmrStmt></Document>"""
#: More than a workbook may unpack to.
TOO_MUCH = 250_000_000
READS_BY_POST = "values:batchGetByDataFilter"
_NOT_IN_DOS = str.maketrans("«»", '""')


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setenv("COLUMNS", "200")
    return Bank(tmp_path)


def xml_bomb(folder: Path) -> Path:
    return _put(folder / "bomb.xml", BOMB.encode())


def long_line(folder: Path) -> Path:
    text = statement(balances("0", "50000"), document(Комментарий="x" * LONGEST_LINE))
    return _put(folder / "long.txt", text.encode("cp1251"))


def long_tag(folder: Path) -> Path:
    return _put(folder / "long.sta", f":20:X\n:25:1\n:86:{'x' * LONGEST_LINE}\n".encode())


def no_end(folder: Path) -> Path:
    text = statement(balances("0", "50000"), document(), end="")
    return _put(folder / "no_end.txt", text.encode("cp1251"))


def cut_in_a_document(folder: Path) -> Path:
    text = statement(balances("0", "50000"), document()).partition("НазначениеПлатежа")[0]
    return _put(folder / "cut.txt", text.encode("cp866"))


def cut_xml(folder: Path) -> Path:
    return _put(folder / "cut.xml", b"<?xml version='1.0'?><Document><BkToCstmrStmt><Stmt>")


def empty(folder: Path) -> Path:
    return _put(folder / "empty.txt", b"")


def no_statement(folder: Path) -> Path:
    return _put(folder / "people.csv", "Имя;Город\nАнна;Тверь\nПётр;Псков\n".encode())


def another_letters(folder: Path) -> Path:
    text = statement(balances("0", "50000"), document())
    return _put(folder / "ebcdic.txt", b"1CClientBankExchange\n" + text.encode("cp037", "replace"))


def workbook_bomb(folder: Path) -> Path:
    path = folder / "bomb.xlsx"
    parts = {**book(inline([["Дата", "Сумма"]])), "xl/sharedStrings.xml": b" " * TOO_MUCH}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def cut_workbook(folder: Path) -> Path:
    return _put(folder / "cut.xlsx", b"PK\x03\x04 and no more")


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


#: The maker of a file, what is said of it, and how it is cured.
HOSTILE = [
    (xml_bomb, "бомб", "из банка"),
    (long_line, f"больше {LONGEST_LINE:,} знаков", "из банка ещё раз"),
    (long_tag, f"больше {LONGEST_LINE:,} знаков", "из банка ещё раз"),
    (no_end, "нет КонецФайла (V-PAY-06)", "из банка ещё раз"),
    (cut_in_a_document, "нет КонецФайла (V-PAY-06)", "из банка ещё раз"),
    (cut_xml, "нет </Document> (V-PAY-06)", "из банка ещё раз"),
    (empty, "пуст", "ещё раз"),
    (no_statement, "это не выписка", "выгрузите выписку из банка"),
    (another_letters, "ни в одной кодировке", "Windows или UTF-8"),
    (workbook_bomb, "распаков", "не открывайте его"),
    (cut_workbook, "повреждён", "ещё раз"),
]


class Told:
    """What a call said, and which requests it sent that may write."""

    def __init__(
        self, bank: Bank, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._bank, self._capsys = bank, capsys
        self._log = bank.office.folder / "traffic.jsonl"
        monkeypatch.setenv(LOG_VARIABLE, str(self._log))

    def after(self, *paths: Path) -> tuple[int, str, str]:
        self._log.write_text("")
        self._capsys.readouterr()
        words = ["payments", "import", *map(str, paths), "--config", str(self._bank.office.path)]
        code = exit_code_of(words)
        out = self._capsys.readouterr()
        return code, out.out, out.err.replace("\xa0", " ")

    @property
    def requests(self) -> list[dict[str, object]]:
        return [json.loads(one) for one in self._log.read_text("utf-8").splitlines()]

    @property
    def writes(self) -> list[object]:
        return [
            one
            for one in self.requests
            if one["method"] != "GET" and READS_BY_POST not in str(one["url"])
        ]


@pytest.fixture
def told(bank: Bank, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(bank, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("make", "why", "cure"), HOSTILE, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_bad_file_is_refused_with_one_cure_and_nothing_is_written(
    make: Callable[[Path], Path], why: str, cure: str, bank: Bank, told: Told
) -> None:
    path = make(bank.folder)
    code, out, err = told.after(path)
    assert (code, out) == (2, "")
    said, what_to_do = err.splitlines()
    assert said.startswith(f"sheetsync: {path.name}: ")
    assert why in said
    assert what_to_do.startswith("  что сделать: ")
    assert cure in what_to_do
    assert told.requests
    assert told.writes == []
    assert bank.rows() == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_file_among_good_ones_keeps_them_all_out(place: int, bank: Bank, told: Told) -> None:
    good = [bank.write("a.txt", MONTH, 1, 15), bank.write("b.txt", MONTH, 10, 31)]
    bad = no_end(bank.folder)
    code, out, err = told.after(*good[:place], bad, *good[place:])
    assert (code, out, bad.name in err) == (2, "", True)
    assert "a.txt" not in err
    assert told.writes == []
    assert bank.rows() == []
    assert told.after(*good)[0] == 0
    assert told.writes
    assert len(bank.rows()) == len(MONTH)


def test_a_file_in_the_letters_of_dos_needs_no_declaration(bank: Bank, told: Told) -> None:
    path = bank.write("dos.txt", MONTH)
    text = path.read_text("cp1251").replace("Кодировка=Windows", "Кодировка=")
    path.write_bytes(text.translate(_NOT_IN_DOS).encode("cp866"))
    assert told.after(path)[0] == 0
    assert "Частичная оплата по счету № 12" in {one["purpose"] for one in bank.rows()}
