import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sheetsync.errors import MailAccountError
from sheetsync.language import Lang
from sheetsync.letters.letter import Attachment, Letter, LetterKey
from sheetsync.mail.folder import FolderDoor

Composed = Callable[[Letter], bytes]


def put(door: FolderDoor, raw: bytes) -> None:
    assert door.deliver(raw, "r@company.example", ("b@vector.example",), lambda: None) == ()


def test_a_letter_becomes_an_eml_and_a_page_to_look_at(
    folder: Path, letter: Letter, compose: Composed
) -> None:
    raw = compose(letter)
    put(FolderDoor(folder), raw)
    assert (folder / "monthly_P-001_2026-03_1.eml").read_bytes() == raw
    assert (folder / "monthly_P-001_2026-03_1.html").read_text() == letter.html
    assert len(list(folder.iterdir())) == 2


def test_a_folder_within_folders_is_made_with_them(
    folder: Path, letter: Letter, compose: Composed
) -> None:
    for _ in range(2):
        put(FolderDoor(folder / "2026" / "march"), compose(letter))
    names = {file.suffix for file in (folder / "2026" / "march").iterdir()}
    assert names == {".eml", ".html"}


def test_a_folder_makes_drafts(folder: Path) -> None:
    door = FolderDoor(folder)
    assert (door.outcome, door.place) == ("drafted", "letters")


def test_the_page_shows_pictures_by_itself(folder: Path, letter: Letter, compose: Composed) -> None:
    picture = Attachment("chart.png", b"\x89PNG", "image/png", "chart@sheetsync")
    with_picture = replace(letter, html='<img src="cid:chart@sheetsync">', attachments=(picture,))
    put(FolderDoor(folder), compose(with_picture))
    page = (folder / "monthly_P-001_2026-03_1.html").read_text()
    assert page.strip() == '<img src="data:image/png;base64,iVBORw==">'


@pytest.mark.parametrize(
    ("lang", "title", "headings"),
    [
        ("ru", "Письма: 2", "<th>Тема<th>Кому<th>Дата<th>Ключ<th>"),
        ("en", "Letters: 2", "<th>Subject<th>To<th>Date<th>Key<th>"),
    ],
)
def test_the_index_lists_every_letter_of_the_folder(
    lang: Lang, title: str, headings: str, folder: Path, letter: Letter, compose: Composed
) -> None:
    for partner_id in ("P-001", "П <2>"):
        door = FolderDoor(folder, lang)
        key = LetterKey("monthly", partner_id, "2026-03")
        put(door, compose(replace(letter, key=key, subject=f"Отчёт <b>{partner_id}</b>" * 3)))
        door.close()
    index = (folder / "index.html").read_text()
    assert f"<h1>{title}</h1>" in index
    assert headings in index
    assert '<a href="monthly_P-001_2026-03_1.html">Отчёт &lt;b&gt;P-001' in index
    assert "<td>monthly/П &lt;2&gt;/2026-03/1" in index
    assert "<td>boris@vector.example" in index


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("ru", "<td>7 апреля 2026, 09:05<td>"), ("en", "<td>7 April 2026, 09:05<td>")],
)
def test_the_index_says_days_as_people_do(
    lang: Lang, shown: str, folder: Path, letter: Letter, compose: Composed
) -> None:
    door = FolderDoor(folder, lang)
    raw = re.sub(
        rb"(?m)^Date: .*?\r?$", b"Date: Tue, 07 Apr 2026 09:05:00 +0300\r", compose(letter)
    )
    put(door, raw)
    door.close()
    assert shown in (folder / "index.html").read_text()


def test_a_letter_that_names_no_day_is_listed_all_the_same(
    folder: Path, letter: Letter, compose: Composed
) -> None:
    door = FolderDoor(folder, "en")
    put(door, re.sub(rb"(?m)^Date: .*?\r?$", b"Date: some day\r", compose(letter)))
    door.close()
    assert "<td>some day<td>" in (folder / "index.html").read_text()


def test_without_a_letter_there_is_no_index(folder: Path) -> None:
    FolderDoor(folder).close()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("partner_id", "name"),
    [
        ("P-001", r"monthly_P-001_2026-03_1"),
        ("П-001", r"monthly_П-001_2026-03_1"),
        ("../../x", r"monthly_.._.._x_2026-03_1-[0-9a-f]{8}"),
        ("a b", r"monthly_a_b_2026-03_1-[0-9a-f]{8}"),
        ("a\x00b", r"monthly_a_b_2026-03_1-[0-9a-f]{8}"),
        ("x" * 300, r"monthly_x{112}-[0-9a-f]{8}"),
        ("я" * 64, r"monthly_я{64}_2026-03_1"),
        ("я" * 150, r"monthly_я{96}-[0-9a-f]{8}"),
        ("漢" * 101, r"monthly_漢{64}-[0-9a-f]{8}"),
        ("7701234567/770101001", r"monthly_7701234567_770101001_2026-03_1-[0-9a-f]{8}"),
        ("<b>&\"';=%0d%0aBcc: x@y", r"monthly_[\w@_.-]+_2026-03_1-[0-9a-f]{8}"),
    ],
)
def test_no_key_leads_out_of_the_folder(
    partner_id: str, name: str, folder: Path, letter: Letter, compose: Composed
) -> None:
    key = LetterKey("monthly", partner_id, "2026-03")
    put(FolderDoor(folder), compose(replace(letter, key=key)))
    [path] = folder.glob("*.eml")
    assert re.fullmatch(name, path.stem)


def test_no_letter_is_written_over_another(folder: Path, letter: Letter, compose: Composed) -> None:
    for partner_id in ("a b", "a:b", "a_b", "a/b"):
        key = LetterKey("monthly", partner_id, "2026-03")
        put(FolderDoor(folder), compose(replace(letter, key=key)))
    assert len(list(folder.glob("*.eml"))) == 4


def test_a_folder_that_cannot_be_written_stops_the_run(
    folder: Path, letter: Letter, compose: Composed
) -> None:
    folder.write_text("a file is in the way")
    with pytest.raises(MailAccountError) as caught:
        put(FolderDoor(folder), compose(letter))
    assert str(caught.value) == (
        "the folder 'letters' cannot be written (File exists)\n"
        "  cure: mail.folder in config.yaml names it"
    )
