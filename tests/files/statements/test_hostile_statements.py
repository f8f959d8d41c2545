"""Hostile, damaged and foreign files end in one message, within bounds of memory and time."""

import subprocess
import sys
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files.statements import FORMATS, read_statements
from sheetsync.files.statements.reading import MOST_BYTES
from sheetsync.files.statements.text_lines import LONGEST_LINE
from tests.files.books import book, inline, packed
from tests.files.statements.camt_files import document, entry, stmt
from tests.files.statements.one_c_files import balances, statement
from tests.files.statements.one_c_files import document as paid

ROOT = Path(__file__).parents[3]
#: What amendments.md 1 gives for files of people's.
MOST_MB = 500


def test_a_line_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "kl_to_1c.txt"
    with path.open("wb") as file:
        file.write(b"1CClientBankExchange\n")
        file.truncate(1 << 30)
    tracemalloc.start()
    with pytest.raises(SourceFileError, match="1,073,741,824 bytes"):
        read_statements(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("name", ["1c", "mt940"])
def test_a_line_within_the_size_of_a_file_is_bounded_too(name: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    start = {"1c": "1CClientBankExchange\nСекцияДокумент=", "mt940": ":20:X\n:86:"}[name]
    with path.open("wb") as file:
        file.write(start.encode("utf-8"))
        for _ in range(150):
            file.write(b"x" * 1_000_000)
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from sheetsync.errors import SourceFileError\n"
        "from sheetsync.files.statements import read_statements\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n"
        "    read_statements(Path(sys.argv[1]))\n"
        "except SourceFileError as error:\n"
        "    print(error.message)\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print((after - before) // 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    message, grown_mb = done.stdout.splitlines()
    assert f"more than {LONGEST_LINE:,} characters" in message
    assert int(grown_mb) < MOST_MB


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = book(inline([["Дата", "Сумма"]]))
        for name, content in {**parts, "xl/sharedStrings.xml": b" " * 250_000_000}.items():
            archive.writestr(name, content)
    with pytest.raises(SourceFileError, match="unpacks to more than"):
        read_statements(path)


def test_every_cut_of_a_file_for_1c_gives_nothing_or_an_error(tmp_path: Path) -> None:
    content = statement(balances("0", "50000"), paid()).encode("cp1251")
    path = tmp_path / "cut.txt"
    end = content.rindex("КонецФайла".encode("cp1251"))
    for length in range(1, end + 9, 7):
        path.write_bytes(content[:length])
        try:
            file = read_statements(path)
        except SourceFileError:
            continue
        assert file.statements == (), length
        assert [one.code for one in file.troubles] == ["V-PAY-06"]


def test_every_cut_of_a_camt_gives_nothing_or_an_error(tmp_path: Path) -> None:
    content = document(stmt(entry())).encode()
    path = tmp_path / "cut.xml"
    for length in range(1, len(content) - 1, 7):
        path.write_bytes(content[:length])
        try:
            file = read_statements(path)
        except SourceFileError:
            continue
        assert file.statements == (), length


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "old kind"),
        (b"<html><body>1</body></html>", "web page"),
        (b"<?xml version='1.0'?><oops/>", "is no statement camt.053, but oops"),
        (b"<<<", "damaged in line 1"),
        (b"\x00" * 5000, "UTF-16"),
        (bytes(range(256)) * 20, "encoding that is not known"),
        (b"PK\x03\x04 no archive", "cut off or damaged"),
        ("Просто текст".encode(), "is no statement"),
        (b'Date;Amount\n"01.03.2026;5', "quote"),
    ],
)
def test_foreign_files_say_what_they_are(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    with pytest.raises(SourceFileError, match=why) as refused:
        read_statements(path)
    assert refused.value.cure


def test_a_statement_that_is_packed_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "statement.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kl_to_1c.txt", statement(paid()))
    with pytest.raises(SourceFileError, match="packed file") as refused:
        read_statements(path)
    assert "unpack it" in refused.value.cure


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="No such file"):
        read_statements(tmp_path / "none.txt")


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.write(b"<Document>")
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceFileError, match="200,000,001 bytes") as refused:
        read_statements(path)
    assert "shorter time" in refused.value.cure


def test_random_bytes_behind_each_beginning_never_crash(tmp_path: Path) -> None:
    noise = bytes((7 * at * at + 3 * at) % 256 for at in range(4000))
    path = tmp_path / "noise.txt"
    starts = (
        "1CClientBankExchange\nСекцияДокумент=\n".encode(),
        b"<Document><BkToCstmrStmt><Stmt>",
        b":20:X\n:25:1\n:60F:C260301RUB1,\n:61:",
        "Дата;Сумма;Назначение\n".encode(),
        packed(tmp_path / "x.xlsx", book(inline([["Дата", "Сумма"]]))).read_bytes(),
    )
    for start in starts:
        path.write_bytes(start + noise)
        with suppress(SourceFileError):
            read_statements(path)


def test_the_formats_are_those_of_the_command() -> None:
    assert FORMATS == ("auto", "1c", "camt053", "mt940", "table")


def test_the_library_of_one_format_is_loaded_by_that_format_alone() -> None:
    program = "import sys, sheetsync.files.statements\nprint('mt940' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
