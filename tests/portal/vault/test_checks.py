"""The threat table of mail.md 7.3 and attack 8 of portal.md 7.4: what is kept and what is not."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from fpdf import FPDF
from PIL import Image

from sheetsync.errors import FileRefusedError
from sheetsync.portal.vault.checks import check_file, checked_extension
from sheetsync.portal.vault.refusals import FileCode, refused
from tests.portal.vault.samples import (
    CONTENT_TYPES,
    MAIN,
    RELATIONS,
    jpg,
    office,
    parts,
    pdf,
    png,
    relations,
    zipped,
)

Verdict = Callable[[bytes, str], str]


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    """What is said of a content under an extension: "" or the code of the refusal."""

    def said(content: bytes, ext: str) -> str:
        path = tmp_path / "file"
        path.write_bytes(content)
        try:
            check_file(path, ext)
        except FileRefusedError as error:
            return error.code
        return ""

    return said


def made(ext: str) -> bytes:
    """A file as a program makes it."""
    file = io.BytesIO()
    if ext in {"png", "jpg"}:
        Image.new("RGB", (40, 30), "white").save(file, {"jpg": "JPEG"}.get(ext, "PNG"))
    elif ext == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Акт")
        sheet.append(["Акт", 285000])
        sheet["A2"].hyperlink = "https://firm.example"
        book.save(file)
    elif ext == "pdf":
        page = FPDF()
        page.add_page()
        return bytes(page.output())
    else:
        return office("docx")
    return file.getvalue()


KINDS = ("pdf", "png", "jpg", "xlsx", "docx")


@pytest.mark.parametrize("ext", KINDS)
def test_what_programs_make_is_kept(verdict: Verdict, ext: str) -> None:
    assert not verdict(made(ext), ext)


@pytest.mark.parametrize("ext", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_content_under_another_name_is_refused(verdict: Verdict, ext: str, other: str) -> None:
    if ext != other:
        assert verdict(made(ext), other) == "mismatch"


@pytest.mark.parametrize("ext", KINDS)
def test_half_a_file_is_refused(verdict: Verdict, ext: str) -> None:
    whole = made(ext)
    # Of a photo everything before its scan.
    end = whole.index(b"\xff\xda") if ext == "jpg" else len(whole) // 2
    assert verdict(whole[:end], ext) == "broken"
    assert verdict(whole[:9], ext) in {"broken", "mismatch"}


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\0",
        b"#!/bin/sh\n",
        b"\x7fELF",
        b"{\\rtf1}",
        b"GIF89a",
        b"BM",
        b"RIFF\0\0\0\0WEBP",
        b"Rar!\x1a\x07",
        b"\xef\xbb\xbf%PDF-1.7",
        b"\n%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
)
@pytest.mark.parametrize("ext", KINDS)
def test_other_kinds_are_refused_under_every_name(
    verdict: Verdict, content: bytes, ext: str
) -> None:
    assert verdict(content + b" " * 2000, ext) == "mismatch"


@pytest.mark.parametrize("ext", KINDS)
def test_a_photo_of_an_iphone_is_named(verdict: Verdict, ext: str) -> None:
    assert verdict(b"\0\0\0\x18ftypheic\0\0\0\0mif1", ext) == "heic"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("act.pdf", "pdf"),
        ("Скан 1.JPEG", "jpg"),
        ("a.b.XLSX", "xlsx"),
        ("IMG_1.HEIC", "heic"),
        ("act.pdf.exe", "type"),
        ("act.xlsm", "type"),
        ("act.docm", "type"),
        ("act.xls", "type"),
        ("act.zip", "type"),
        ("act.svg", "type"),
        ("act.html", "type"),
        ("act.pdf\0.html", "type"),
        ("act.pdf.", "type"),
        ("pdf", "type"),
        (".pdf", "type"),
        ("", "type"),
        ("act.рdf", "type"),
    ],
)
def test_a_name_says_what_a_file_is(name: str, found: str) -> None:
    try:
        assert checked_extension(name) == found
    except FileRefusedError as error:
        assert error.code == found  # noqa: PT017  # either is an answer


# PDF


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(), ""),
        (pdf() + b"\r\n", ""),
        (pdf() + b"\0" * 80_508, ""),
        (pdf() + b" \n" * 40_000, ""),
        (pdf() + b"x" * 1_900, ""),
        (pdf() + b"x" * 2_100, "broken"),
        (pdf().replace(b"%%EOF", b"%EOF"), "broken"),
        (pdf().replace(b"startxref", b"start"), "broken"),
        (b"%PDF-x" + pdf(), "broken"),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF", "broken"),
        (b"%PDF-1.7\nMZ\x90\0%%EOF", "broken"),
        (b"%PDF-1.7" + b"\0" * 70_000, "broken"),
        (pdf(trailer=b"/Encrypt 5 0 R"), "locked"),
        (pdf(trailer=b"/Encrypt<</Filter/Standard>>"), "locked"),
        (pdf(trailer=b"/Encrypt\n5  0\tR"), "locked"),
        (pdf(trailer=b"/#45ncrypt 5 0 R"), "locked"),
        (pdf(trailer=b"/Encryp#74<<>>"), "locked"),
        (pdf(inside=b"(the word /Encrypt, and /EncryptMetadata false)\n"), ""),
        (pdf(inside=b"/A#42C 1\n"), ""),
    ],
)
def test_a_pdf_is_whole_and_open(verdict: Verdict, content: bytes, code: str) -> None:
    assert verdict(content, "pdf") == code


def test_a_pdf_that_programs_lock_is_refused(verdict: Verdict) -> None:
    page = FPDF()
    page.add_page()
    page.set_encryption(owner_password="owner")
    assert verdict(bytes(page.output()), "pdf") == "locked"


@pytest.mark.parametrize("ext", ["pdf", "png", "jpg"])
def test_an_archive_behind_another_file_is_refused(verdict: Verdict, ext: str) -> None:
    whole = {"pdf": pdf(), "png": png(), "jpg": jpg()}[ext]
    archive = zipped({"run.js": "alert(1)"})
    assert verdict(whole + archive, ext) == "unsafe"
    assert verdict(whole + archive + b"\n%%EOF\n", ext) in {"unsafe", ""}
    inside = io.BytesIO(whole)
    inside.seek(0, io.SEEK_END)
    with zipfile.ZipFile(inside, "a") as more:
        more.writestr("run.js", "alert(1)")
    assert verdict(inside.getvalue(), ext) == "unsafe"


@pytest.mark.parametrize("ext", ["png", "jpg"])
def test_a_pdf_inside_a_picture_is_refused(verdict: Verdict, ext: str) -> None:
    text = b"%PDF-1.7\n"
    content = png()[:33] + struct.pack(">I", 9) + b"tEXt" + text + b"\0\0\0\0" + png()[33:]
    if ext == "jpg":
        content = jpg(before=b"\xff\xfe\0\x0b" + text)
    assert verdict(content, ext) == "unsafe"


# Pictures


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(), ""),
        (png(10_000, 5_000), ""),
        (png(10_000, 5_001), "picture"),
        (png(10_000, 6_000), "picture"),
        (png(2**31, 2**31), "picture"),
        (png(0, 5), "broken"),
        (png(data=False), "broken"),
        (png(end=False), "broken"),
        (png() + b"left over by a phone" * 9, ""),
        (png().replace(b"IHDR", b"IHDX"), "broken"),
        (png()[:8] + png()[33:], "broken"),
        (png()[:33] + png()[8:], "broken"),
        (png()[:8] + b"\xff\xff\xff\xff" + png()[12:], "broken"),
        (png()[:8] + b"\0\0\0\x0e" + png()[12:], "broken"),
    ],
)
def test_a_png_is_whole_and_small(verdict: Verdict, content: bytes, code: str) -> None:
    assert verdict(content, "png") == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpg(), ""),
        (jpg(frame=b"\xff\xc2"), ""),
        (jpg(frame=b"\xff\xff\xff\xc1"), ""),
        (jpg(10_000, 5_000), ""),
        (jpg(10_000, 6_000), "picture"),
        (jpg(65_535, 65_535), "picture"),
        (jpg(0, 5), "broken"),
        (jpg(5, 0), "broken"),
        (jpg(frame=b""), "broken"),
        (jpg(frame=b"\xff\xc4"), "broken"),
        (jpg() + b"\0\0\0", ""),
        (jpg()[:-2] + b"MotionPhoto_Data" + b"\0\0\0\x18ftypmp42" * 9, ""),
        (b"\xff\xd8\xff\xd9" + jpg()[2:], "broken"),
        (jpg(before=b"\xff\xe1\0\1"), "broken"),
        (jpg(before=b"\xff\xe1\xff\xff"), "broken"),
        (jpg(before=b"xx"), "broken"),
        (jpg(before=b"\xff\xc0\0\x0b\x08\0\2\0\2\1\1\x11\0"), "broken"),
        (b"\xff\xd8\xff", "broken"),
        (b"\xff\xd8" + b"\xff" * 20, "broken"),
        (b"\xff\xd8\xff\xe0", "broken"),
    ],
)
def test_a_jpg_has_a_frame_of_a_size(verdict: Verdict, content: bytes, code: str) -> None:
    assert verdict(content, "jpg") == code


# Office


def test_a_package_is_known_by_its_main_part(verdict: Verdict) -> None:
    assert not verdict(office("xlsx"), "xlsx")
    assert verdict(office("xlsx"), "docx") == "mismatch"
    assert verdict(zipped({"a.txt": "not a package"}), "xlsx") == "mismatch"
    assert verdict(office("xlsx", {CONTENT_TYPES: "<Types/>"}), "xlsx") == "mismatch"
    assert verdict(office("xlsx", {"_rels/.rels": relations()}), "xlsx") == "mismatch"
    gone = relations(("officeDocument", "xl/gone.xml", False))
    assert verdict(office("xlsx", {"_rels/.rels": gone}), "xlsx") == "mismatch"
    lacking = {name: text for name, text in parts("docx").items() if not name.startswith("_rels")}
    assert verdict(zipped(lacking), "docx") == "mismatch"


def test_a_package_with_unusual_names_is_kept(verdict: Verdict) -> None:
    renamed = {
        name.replace("document.xml", "document2.xml"): str(text).replace(
            "document.xml", "document2.xml"
        )
        for name, text in parts("docx").items()
    }
    assert not verdict(zipped(renamed), "docx")
    slashed = {name.replace("/", "\\"): text for name, text in parts("xlsx").items()}
    assert not verdict(zipped(slashed), "xlsx")
    capital = {name.upper(): text for name, text in parts("xlsx").items()}
    assert not verdict(zipped(capital), "xlsx")
    absolute = relations(("officeDocument", "/xl/workbook.xml", False))
    assert not verdict(office("xlsx", {"_rels/.rels": absolute}), "xlsx")
    main = str(parts("docx")[CONTENT_TYPES]).replace(
        'Override PartName="/word/document.xml"', 'Default Extension="xml"'
    )
    assert not verdict(office("docx", {CONTENT_TYPES: main}), "docx")
    assert not verdict(zipped(parts("xlsx"), zipfile.ZIP_STORED), "xlsx")
    assert not verdict(office("xlsx", {"xl/printerSettings/printerSettings1.bin": b"\0A"}), "xlsx")


@pytest.mark.parametrize(
    "types",
    [
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    ],
)
def test_a_main_part_of_another_type_is_refused(verdict: Verdict, types: str) -> None:
    text = str(parts("xlsx")[CONTENT_TYPES]).replace(MAIN["xlsx"], types)
    assert verdict(office("xlsx", {CONTENT_TYPES: text}), "xlsx") in {"unsafe", "mismatch"}


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "XL/VBAPROJECT.BIN",
        "word/vbaData.xml",
        "xl/macrosheets/sheet1.xml",
        "xl/embeddings/oleObject1.bin",
        "word/embeddings/Book.xlsx",
        "word\\embeddings\\Book.xlsx",
        "xl/activeX/activeX1.xml",
        "xl/externalLinks/externalLink1.xml",
    ],
)
def test_parts_that_act_are_refused_by_their_name(verdict: Verdict, name: str) -> None:
    for ext in ("xlsx", "docx"):
        assert verdict(office(ext, {name: "<x/>"}), ext) == "unsafe"


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04 another package",
        b"MZ\x90",
        b"{\\rtf1",
        b"%PDF-1.7",
    ],
)
def test_parts_that_act_are_refused_by_their_content(verdict: Verdict, content: bytes) -> None:
    assert verdict(office("docx", {"word/media/image1.png": content * 99}), "docx") == "unsafe"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-office.activeX+xml",
        "application/vnd.openxmlformats-officedocument.oleObject",
        "application/vnd.ms-excel.macrosheet+xml",
    ],
)
def test_types_that_act_are_refused(verdict: Verdict, kind: str) -> None:
    assert verdict(office("xlsx", {"xl/plain.dat": "x"}, dat=kind), "xlsx") == "unsafe"


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (("hyperlink", "https://firm.example", True), ""),
        (("hyperlink", "mailto:a@firm.example", True), ""),
        (("image", "media/image1.png", False), ""),
        (("image", "https://firm.example/logo.png", True), "unsafe"),
        (("image", "https://firm.example/logo.png", False), "unsafe"),
        (("image", "\\\\firm.example\\share\\logo.png", True), "unsafe"),
        (("attachedTemplate", "file:///C:/t.dotm", True), "unsafe"),
        (("attachedTemplate", "t.dotm", False), "unsafe"),
        (("oleObject", "x.bin", False), "unsafe"),
        (("frame", "https://firm.example", True), "unsafe"),
        (("aFChunk", "a.htm", False), "unsafe"),
        (("subDocument", "other.docx", True), "unsafe"),
    ],
)
def test_what_is_fetched_without_a_click_is_refused(
    verdict: Verdict, relation: tuple[str, str, bool], code: str
) -> None:
    text = relations(relation)
    for quoted in (text, text.replace('"', "'")):
        assert verdict(office("docx", {"word/_rels/document.xml.rels": quoted}), "docx") == code


@pytest.mark.parametrize("name", [CONTENT_TYPES, "_rels/.rels"])
def test_descriptions_with_entities_are_refused(verdict: Verdict, name: str) -> None:
    text = str(parts("xlsx")[name]).replace(
        '<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    )
    assert verdict(office("xlsx", {name: text}), "xlsx") == "unsafe"
    wide = text.encode("utf-16")
    assert verdict(office("xlsx", {name: wide}), "xlsx") == "unsafe"
    assert verdict(office("xlsx", {name: "<Types"}), "xlsx") == "broken"
    assert verdict(office("xlsx", {name: " " * 5_000_000}), "xlsx") == "unsafe"
    dense = random.Random(1).randbytes(2_100_000).hex()
    assert verdict(office("xlsx", {name: dense}), "xlsx") == "unsafe"
    plain = str(parts("xlsx")[name]).replace('<?xml version="1.0"?>', "").encode("utf-16")
    assert not verdict(office("xlsx", {name: plain}), "xlsx")


def test_office_files_with_a_password_are_named(verdict: Verdict) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    assert verdict(locked, "xlsx") == "locked"
    assert verdict(locked, "docx") == "locked"
    assert verdict(locked, "pdf") == "mismatch"
    assert verdict(ole, "xlsx") == "mismatch"


def test_relations_of_the_strict_kind_are_known(verdict: Verdict) -> None:
    text = str(parts("xlsx")["_rels/.rels"]).replace(
        RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert not verdict(office("xlsx", {"_rels/.rels": text}), "xlsx")


@pytest.mark.parametrize("ext", KINDS)
def test_random_damage_never_breaks_a_check(verdict: Verdict, ext: str) -> None:
    chance = random.Random(7)
    whole = {"pdf": pdf(), "png": png(), "jpg": jpg()}.get(ext) or made(ext)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert verdict(bytes(content), ext) in {"", *get_args(FileCode)}
        assert verdict(whole[: chance.randrange(1, len(whole))], ext) in {"", *get_args(FileCode)}


@pytest.mark.parametrize("code", get_args(FileCode))
def test_every_refusal_has_its_words(code: FileCode) -> None:
    error = refused(code)
    assert (error.code, error.exit_code) == (code, 1)
    assert error.message_in("ru") != error.message_in("en")
