"""Archives that lie, burst or reach outside: refused before anything of them is unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsync.errors import FileRefusedError
from sheetsync.portal.vault.checks import check_file
from tests.portal.vault.samples import office, parts, zipped

Verdict = Callable[[bytes], str]


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    def said(content: bytes) -> str:
        path = tmp_path / "file.xlsx"
        path.write_bytes(content)
        try:
            check_file(path, "xlsx")
        except FileRefusedError as error:
            return error.code
        return ""

    return said


def patched(content: bytes, name: bytes, at: int, new: bytes) -> bytes:
    """The directory's entry of a name with other bytes at a place of it."""
    start = content.rindex(name) - 46
    assert content[start : start + 4] == b"PK\x01\x02"
    return content[: start + at] + new + content[start + at + len(new) :]


def head_patched(content: bytes, name: bytes, at: int, new: bytes) -> bytes:
    """The head before an entry with other bytes at a place of it."""
    start = content.index(name) - 30
    assert content[start : start + 4] == b"PK\x03\x04"
    return content[: start + at] + new + content[start + at + len(new) :]


BOOK = zipped(parts("xlsx") | {"xl/sheet.xml": "<sheet/>" * 40})
SHEET = b"xl/sheet.xml"


def test_an_archive_that_is_as_it_says_is_kept(verdict: Verdict) -> None:
    assert not verdict(BOOK)


def test_ten_thousand_entries_are_too_many(verdict: Verdict) -> None:
    def many(count: int) -> bytes:
        names = {f"xl/media/{at}.png": "" for at in range(count)}
        return office("xlsx", names)

    assert not verdict(many(1_900))
    assert verdict(many(2_000)) == "unsafe"
    assert verdict(many(10_000)) == "unsafe"
    lying = bytearray(many(10_000))
    lying[-14:-10] = struct.pack("<HH", 3, 3)
    assert verdict(bytes(lying)) == "unsafe"


def test_bombs_are_refused(verdict: Verdict) -> None:
    assert verdict(office("xlsx", {"xl/a.xml": b"\0" * 1_000_000})) == "unsafe"
    assert verdict(office("xlsx", {f"xl/{at}.xml": b"\0" * 90_000 for at in range(30)})) == "unsafe"
    small = {f"xl/{at}.xml": b"\0" * 99_000 for at in range(1)}
    assert not verdict(office("xlsx", small))


def test_two_hundred_megabytes_are_too_many(verdict: Verdict) -> None:
    # So much and so dense that no ratio speaks against it, told by the directory alone.
    content = BOOK
    for at, size in ((20, 2_000_000), (24, 210_000_000)):
        content = patched(content, SHEET, at, struct.pack("<I", size))
    assert verdict(content) == "unsafe"


@pytest.mark.parametrize("size", [10, 319, 321, 400])
def test_sizes_that_lie_are_refused(verdict: Verdict, size: int) -> None:
    both = patched(BOOK, SHEET, 24, struct.pack("<I", size))
    assert verdict(both) == "unsafe"
    both = head_patched(both, SHEET, 22, struct.pack("<I", size))
    assert verdict(both) in {"unsafe", "broken"}


def test_a_short_size_with_its_own_checksum_is_refused(verdict: Verdict) -> None:
    checksum = struct.pack("<I", zlib.crc32(b"<sheet/>"))
    content = patched(patched(BOOK, SHEET, 24, struct.pack("<I", 8)), SHEET, 16, checksum)
    content = head_patched(content, SHEET, 22, struct.pack("<I", 8))
    content = head_patched(content, SHEET, 14, checksum)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/sheet.xml") == b"<sheet/>"
    assert verdict(content) == "unsafe"


def test_a_wrong_checksum_is_refused(verdict: Verdict) -> None:
    assert verdict(patched(BOOK, SHEET, 16, b"abcd")) == "broken"


def test_a_head_that_says_otherwise_is_refused(verdict: Verdict) -> None:
    assert verdict(head_patched(BOOK, SHEET, 8, struct.pack("<H", 0))) == "unsafe"
    assert verdict(head_patched(BOOK, SHEET, 30, b"xl/vba__.bin")) == "unsafe"
    assert verdict(head_patched(BOOK, SHEET, 0, b"PK\x03\x05")) == "broken"
    assert verdict(patched(BOOK, SHEET, 42, struct.pack("<I", 2**31))) == "broken"
    assert verdict(patched(BOOK, SHEET, 20, struct.pack("<I", 2**20))) in {"broken", "unsafe"}


def test_entries_on_top_of_each_other_are_refused(verdict: Verdict) -> None:
    other = BOOK.rindex(b"xl/workbook.xml") - 46
    (offset,) = struct.unpack("<I", BOOK[other + 42 : other + 46])
    assert verdict(patched(BOOK, SHEET, 42, struct.pack("<I", offset))) == "unsafe"


def test_encrypted_entries_are_named(verdict: Verdict) -> None:
    assert verdict(patched(BOOK, SHEET, 8, struct.pack("<H", 1))) == "locked"
    assert verdict(head_patched(BOOK, SHEET, 6, struct.pack("<H", 1))) == "unsafe"


def test_other_ways_of_packing_are_refused(verdict: Verdict) -> None:
    assert verdict(patched(BOOK, SHEET, 10, struct.pack("<H", 9))) == "broken"
    assert verdict(zipped(parts("xlsx"), zipfile.ZIP_BZIP2)) == "broken"


@pytest.mark.parametrize(
    "name",
    [
        "../xl/evil.xml",
        "xl/../../evil.xml",
        "xl\\..\\evil.xml",
        "/etc/passwd",
        "\\evil.xml",
        "C:\\evil.xml",
        "c:evil.xml",
        "xl/a\nb.xml",
        "xl/" + "a" * 1_000,
    ],
)
def test_names_that_reach_outside_are_refused(verdict: Verdict, name: str) -> None:
    assert verdict(office("xlsx", {name: "x"})) == "unsafe"


def test_a_name_with_a_zero_is_refused(verdict: Verdict) -> None:
    content = zipped(parts("xlsx") | {"xl/evil.xml#bin": "x"})
    assert verdict(content.replace(b"xl/evil.xml#bin", b"xl/evil.xml\0bin")) == "unsafe"


def test_a_link_is_refused(verdict: Verdict) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts("xlsx").items():
            archive.writestr(name, text)
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert verdict(file.getvalue()) == "unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(verdict: Verdict) -> None:
    for name in ("xl/workbook.xml", "XL/Workbook.xml", "xl\\workbook.xml"):
        file = io.BytesIO(office("xlsx"))
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, "<other/>")
        assert verdict(file.getvalue()) == "unsafe"


def test_an_archive_ends_where_the_file_does(verdict: Verdict) -> None:
    assert verdict(BOOK + b"more") == "broken"
    assert verdict(BOOK[:-2] + struct.pack("<H", 4) + b"note") == ""
    assert verdict(BOOK[:-2] + struct.pack("<H", 5) + b"note") == "broken"
    assert verdict(b"MZ" + BOOK) == "mismatch"
    end = BOOK.rindex(b"PK\x05\x06")
    assert verdict(BOOK[:end]) == "broken"
    assert verdict(BOOK[:end] + b"PK\x05\x06") == "broken"
    shifted = BOOK[: end + 16] + struct.pack("<I", 7) + BOOK[end + 20 :]
    assert verdict(shifted) == "broken"


def test_streamed_and_wide_archives_are_kept(verdict: Verdict) -> None:
    class Pipe(io.BytesIO):
        """Programs that write to the network cannot go back to fill in sizes."""

        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts("xlsx").items():
            archive.writestr(name, text)
    assert not verdict(pipe.getvalue())
    wide = io.BytesIO()
    with zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts("xlsx").items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(text.encode() if isinstance(text, str) else text)
    assert not verdict(wide.getvalue())


def test_names_in_russian_are_kept(verdict: Verdict) -> None:
    assert not verdict(office("xlsx", {"xl/media/рисунок.png": "x"}))


def test_random_damage_never_breaks_the_check(verdict: Verdict) -> None:
    import random

    chance = random.Random(1)
    for _ in range(400):
        content = bytearray(BOOK)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert verdict(bytes(content)) in {"", "broken", "unsafe", "locked", "mismatch"}
