from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files import SourceTab, read_source
from sheetsync.files.csv_text import parsed_csv
from sheetsync.files.known_headers import KnownHeaders

KNOWN = KnownHeaders()
HEADERS = "Код;Название;Группа;Статус;Партнёр с\n"


def rows_of(text: str) -> list[list[str]]:
    return parsed_csv("x.csv", text, KNOWN).rows


def refusal(text: str) -> str:
    with pytest.raises(SourceFileError) as caught:
        rows_of(text)
    return str(caught.value)


def read(folder: Path, content: bytes, name: str = "Партнёры.csv") -> SourceTab:
    (folder / name).write_bytes(content)
    (tab,) = read_source(folder)
    return tab


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("Код;Окно, мес.;Цель, %\nA;6;0\n", [["Код", "Окно, мес.", "Цель, %"], ["A", "6", "0"]]),
        ("a\tb\n1,5\t2;3\n", [["a", "b"], ["1,5", "2;3"]]),
        ('a,b\n"x,y;z",2\n', [["a", "b"], ["x,y;z", "2"]]),
        ('a;b\n"line\nbreak";"say ""hi"""\n', [["a", "b"], ["line\nbreak", 'say "hi"']]),
        ("a;b;c\n1\n2;3\n", [["a", "b", "c"], ["1"], ["2", "3"]]),
        ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
        ('"sep=,"\r\na,b;c\n', [["a", "b;c"]]),
        ("SEP=\t\na\tb\n", [["a", "b"]]),
        ("name\nx\n", [["name"], ["x"]]),
        ("", []),
        ("a;b\r1;2\r", [["a", "b"], ["1", "2"]]),
    ],
)  # fmt: skip
def test_the_delimiter_is_the_one_that_parts_rows_evenly(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize(
    ("text", "header"),
    [
        # Short rows, and one comma in each.
        ("Код контрагента;Номер;Сумма;Валюта\nE-1;1;1000,50\nE-1;2;2000,00\n", 0),
        # A title above, full of commas.
        ("Счета за март, апрель, май, все\n\nКод контрагента;Номер;Сумма;Валюта\nE-1;1;5,5\n", 2),
        # Texts full of commas.
        ("Код;Название;Группа\nP-1;Юг, Восток, Север, Запад;x\nP-2;а, б, в, г;y\n", 0),
        ("Partner ID|Name|Group\nP-1|a,b,c;d,e|x\n", 0),
        ("Partner ID,Name,Group\nP-1,a;b;c;d;e,x\n", 0),
    ],
)
def test_headers_that_fit_tell_the_delimiter(text: str, header: int) -> None:
    table = parsed_csv("x.csv", text, KNOWN)
    assert table.header_row == header
    assert table.rows[header][0] in {"Код", "Код контрагента", "Partner ID"}
    assert len(table.rows[header]) > 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('P-1;"ООО Ромашка;x\nP-2;Юг;x\n', 2, "is never closed"),
        ('P-1;Вектор;x\nP-2;"Юг\nдва;x\nP-3;Север;x\n', 3, "is never closed"),
        ('P-1;"Ромашка" ООО;x\n', 2, "closed in the middle of a cell"),
        ('P-1;"ООО "Ромашка"";x\n', 2, "closed in the middle of a cell"),
        ('P-1;Вектор;x\nP-2;"Юг;x;y;z;u\nP-3;Север";x\n', 3, "swallows the lines after it"),
        ('P-1;"' + "x" * 140_000 + '";x\n', 2, "more than 131,072 characters"),
        (r'P-1;"ООО \"Юг\n\"";x' + "\n", 2, "quotes behind backslashes"),
    ],
)
def test_quotes_that_do_not_close_are_refused_by_their_line(
    text: str, line: int, said: str
) -> None:
    told = refusal(HEADERS + text)
    assert said in told
    assert f"line {line} " in told


def test_quotes_behind_backslashes_are_read_or_refused_never_shifted() -> None:
    read = rows_of(HEADERS + 'P-1;"ООО \\"Юг\\"";g;a\nP-2;"5\\";6";g;a\n')
    assert [row[1] for row in read[1:]] == ['ООО "Юг"', '5";6']
    # The backslash is a sign of its own where quotes close without it.
    read = rows_of(HEADERS + 'P-1;"C:\\папка\\";g;a\n')
    assert read[1][1] == "C:\\папка\\"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="0001"', "0001"),
        ('"=""0001"""', "0001"),
        ('=""', ""),
        ('ООО "Ромашка"', 'ООО "Ромашка"'),
        (' "Ромашка"', "Ромашка"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_that_is_kept_as_one_loses_what_kept_it(cell: str, text: str) -> None:
    assert rows_of(f"{HEADERS}P-1;{cell};x\n")[1] == ["P-1", text, "x"]


@pytest.mark.parametrize("cell", ['="a;b"', ' "a;b"'])
def test_a_text_that_is_cut_by_the_delimiter_is_refused(cell: str) -> None:
    assert "not closed before the delimiter" in refusal(f"{HEADERS}P-1;{cell};x\n")


def test_a_row_that_a_delimiter_inside_a_text_shifts_is_refused() -> None:
    told = refusal(f"Реестр\n{HEADERS}P-1;Юг;x;y;z\nP-2;ООО Юг; Восток;g;активен;01.03.2026\n")
    assert "row 4 has 6 cells, and there are 5 headers" in told
    # Blank cells at the end shift nothing.
    assert len(rows_of(f"{HEADERS}P-1;Юг;x;y;z;;\n")[1]) == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_a_file_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    tab = read(tmp_path, "Код;Название\r\nП-1;Ёлка\r\n".encode(encoding))
    assert tab.name == "Партнёры"
    assert tab.grid.stored == [["Код", "Название"], ["П-1", "Ёлка"]]


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Код;Название;Группа;Статус", "ООО Ромашка"),
        ("КОД;НАЗВАНИЕ;ГРУППА;СТАТУС", "РОМАШКА"),
        ("Partner ID;Name;Group;Status", "Ромашка"),
        ("Partner ID;Name;Group;Status", "РОМАШКА И СЕВЕРНЫЙ ВЕТЕР"),
    ],
)
def test_encodings_without_a_mark_are_told_by_headers_and_letters(
    tmp_path: Path, encoding: str, header: str, name: str
) -> None:
    tab = read(tmp_path, f"{header}\nP-1;{name};studios;active\n".encode(encoding))
    assert tab.refusal is None
    assert tab.is_guessed
    assert tab.grid.stored[1][1] == name
    assert "cells parted by semicolons" in tab.read_as


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Partner ID;Name;Group\nP-1;Müller;x\n".encode("cp1252"), "too little Russian"),
        ("Partner ID;Name;Group\nP-1;Ätherische Öle Größe;x\n".encode("cp1252"), ""),
        ("Partner ID;Name;Group\nP-1;Łódź Świętokrzyska;x\n".encode("cp1250"), ""),
        ("Код;Название;Группа\nP-1;Ромашка;x\n".encode("mac-cyrillic"), "not known for sure"),
        ("Код;Название;Группа\nP-1;Ромашка;x\n".encode("iso8859-5"), "not known for sure"),
        ("Partner ID;Name;Group\nP-1;№ 5;x\n".encode("cp1251"), "too little Russian"),
        ("a;b\nРомашка;Север\n".encode("cp1251"), "not known for sure"),
        (HEADERS.encode("cp1251") + "P-1;Ромашка;x\n".encode(), "line 2 is in another encoding"),
        (HEADERS.encode("cp1251") + "P-1;ВЕКТОР;x\n".encode("cp866"), "line 2 is in another"),
        (HEADERS.encode() + "P-1;Ромашка;x\n".encode("cp1251"), "line 2 is not UTF-8"),
        ("\ufeffКод\n".encode() + b"\xff\xfe\n", "says that it is UTF-8, and line 2 is not"),
        ("a;b\nРомашка;Север\n".encode("utf-16-le"), "looks like UTF-16 without a mark"),
        (b"\x98\xff\n", "not UTF-8"),
        ("Partner ID;Name;Group\nP-1;сад;x\n".encode("cp866"), "as UTF-8 and as CP866"),
    ],
)
def test_a_file_in_an_encoding_that_is_not_sure_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    tab = read(tmp_path, content)
    assert tab.refusal is not None
    assert said in tab.refusal.message
    assert "UTF-8" in tab.refusal.cure
    assert tab.grid.stored == ()


def test_texts_of_other_scripts_in_utf_8_are_no_guess(tmp_path: Path) -> None:
    tab = read(tmp_path, "Partner ID;Name\nP-1;北京公司\nP-2;თბილისი\n".encode())
    assert [row[1] for row in tab.grid.stored[1:]] == ["北京公司", "თბილისი"]


def test_control_signs_are_taken_out(tmp_path: Path) -> None:
    tab = read(tmp_path, "Код;Название\nP-1;Век\0тор\x01\n".encode())
    assert tab.grid.stored[1] == ["P-1", "Вектор"]


def test_a_header_of_the_team_s_own_tells_the_encoding_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Чьё;Куда\nЮг;Север\n".encode("cp866"))
    (tab,) = read_source(tmp_path)
    assert tab.refusal is not None
    (tab,) = read_source(tmp_path, ["Чьё"])
    assert tab.grid.stored[1] == ["Юг", "Север"]


def test_only_csv_files_count_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.csv", "A.CSV", ".hidden.csv", "notes.txt"):
        (tmp_path / name).write_text("x,y\n1,2\n,\n\n", encoding="utf-8")
    assert [tab.name for tab in read_source(tmp_path)] == ["A", "b"]
    assert read_source(tmp_path)[0].grid.stored == [["x", "y"], ["1", "2"]]


def test_what_cannot_be_a_source_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SourceFileError, match=r"holds no \.csv file"):
        read_source(tmp_path)
    with pytest.raises(SourceFileError, match=r"neither an \.xlsx file nor a folder"):
        read_source(tmp_path / "notes.txt")
    with pytest.raises(SourceFileError, match="there is no such file") as caught:
        read_source(tmp_path / "gone.xls")
    assert caught.value.cure == "name an .xlsx file, or a folder with one .csv file for each tab"


def test_a_cell_too_long_for_a_spreadsheet_is_named(tmp_path: Path) -> None:
    tab = read(tmp_path, f"a,b\n1,{'x' * 50_001}\n".encode(), "Jobs.csv")
    assert str(tab.refusal) == (
        "Jobs.csv: the cell B2 holds 50001 characters; a spreadsheet takes 50000\n"
        "  cure: shorten it, or part it"
    )
