from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files import read_source
from sheetsync.files.csv_folder import parsed_csv


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
        ("SEP=\t\na\tb\n", [["a", "b"]]),
        ("name\nx\n", [["name"], ["x"]]),
        ("", []),
    ],
)  # fmt: skip
def test_the_delimiter_is_the_one_that_parts_rows_evenly(text: str, rows: list[list[str]]) -> None:
    assert parsed_csv(text) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_file_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "Партнёры.csv").write_bytes("Код;Название\r\nП-1;Ёлка\r\n".encode(encoding))
    (tab,) = read_source(tmp_path)
    assert tab.name == "Партнёры"
    assert tab.grid.stored == [["Код", "Название"], ["П-1", "Ёлка"]]


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
    (tmp_path / "Jobs.csv").write_text(f"a,b\n1,{'x' * 50_001}\n", encoding="utf-8")
    with pytest.raises(SourceFileError) as caught:
        read_source(tmp_path)
    assert str(caught.value) == (
        "Jobs.csv: the cell B2 holds 50001 characters; a spreadsheet takes 50000\n"
        "  cure: shorten it, or part it"
    )


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "Jobs.csv").write_bytes(b"\x98\xff\n")
    with pytest.raises(SourceFileError, match=r"Jobs.csv: cannot be read \("):
        read_source(tmp_path)
