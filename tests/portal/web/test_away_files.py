"""Files that Drive or S3 has: a page asks nobody outside, says so in words, and is never a 500."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.away import Moving, away_of, note_gone, note_there, to_send
from sheetsync.portal.store.files_told import note_files_trouble
from sheetsync.portal.vault.remote import Kept
from tests.portal.web.conftest import Portal, new_portal, partner_page_of, pdf, words_of
from tests.portal.web.test_desk import at_desk, with_board

ADDRESS = "https://drive.google.com/file/d/1abc/view?usp=drivesdk"
FILE = "/f/S-1001"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """P-001 has sent a file, which Drive has and this machine has not."""
    for made in new_portal(tmp_path, vault="drive"):
        assert made.browser().send(made.link()).status_code == 303
        one = moving(made)
        note_there(made.store, one.parcel, Kept("1abc", 1, address=ADDRESS), made.clock.now())
        made.web.vault.path(one.parcel.place).unlink()
        yield made


def moving(portal: Portal) -> Moving:
    (found,) = to_send(portal.store, portal.clock.now(), None)
    return found


def place(portal: Portal) -> str:
    (sent,) = portal.sent()
    (file,) = sent.files
    return file.place


def test_a_file_is_asked_for_and_comes(portal: Portal) -> None:
    browser = portal.seated("full")
    answer = browser.get(FILE)
    assert (answer.status_code, answer.headers["Refresh"]) == (202, "4")
    assert "Достаём файл" in words_of(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    known = away_of(portal.store, place(portal))
    assert known is not None
    assert known.wanted_at == portal.clock.now()
    # Nobody has downloaded anything so far.
    assert "download" not in [deed.action for _, deed in deeds(portal.store)]
    portal.web.vault.bring_back(place(portal), lambda file: bool(file.write(pdf())))
    assert browser.get(FILE).data == pdf()


def test_who_waits_long_is_told(portal: Portal) -> None:
    browser = portal.seated("full")
    browser.get(FILE)
    portal.clock.at += timedelta(minutes=3)
    answer = browser.get(FILE)
    assert (answer.status_code, answer.headers["Refresh"]) == (202, "30")
    assert "Архив пока не отвечает" in words_of(answer.text)
    known = away_of(portal.store, place(portal))
    assert known is not None
    # Who asked first counts.
    assert known.wanted_at == portal.clock.now() - timedelta(minutes=3)


def test_a_file_that_a_person_removed_is_told_in_words(portal: Portal) -> None:
    note_gone(portal.store, place(portal), "removed there", portal.clock.now())
    answer = portal.seated("full").get(FILE)
    assert answer.status_code == 410
    assert "Файл удалён" in words_of(answer.text)
    assert "Заявка остаётся в силе" in words_of(answer.text)


@pytest.mark.parametrize("who", ["other", "nobody", "unchosen"])
def test_nobody_else_learns_of_it_or_has_it_brought(portal: Portal, who: str) -> None:
    portal.fill(partner_page_of("P-002"))
    answer = portal.seated(who).get(FILE)
    assert answer.status_code in {302, 404}
    known = away_of(portal.store, place(portal))
    assert known is not None
    assert known.wanted_at is None


def test_a_file_that_nobody_knows_is_not_found(portal: Portal) -> None:
    with portal.store.writing() as connection:
        connection.execute(portal.store.layout.away.delete())
    assert portal.seated("full").get(FILE).status_code == 404


def test_the_desk_sees_where_it_lies(portal: Portal) -> None:
    with_board(portal)
    anna = at_desk(portal)
    page = anna.get("/desk/S-1001").text
    assert f'href="{ADDRESS}"' in page
    assert "в архиве, откроется через несколько секунд" in words_of(page)
    assert anna.get(FILE).status_code == 202
    note_gone(portal.store, place(portal), "removed there", portal.clock.now())
    page = anna.get("/desk/S-1001").text
    assert "файл удалили или заменили там, где он хранился" in words_of(page)
    assert ADDRESS not in page
    assert FILE not in page


def test_the_queue_tells_what_waits_and_what_stands_in_the_way(portal: Portal) -> None:
    with_board(portal)
    anna = at_desk(portal)
    assert "Файлов ждёт отправки в архив 0" in words_of(anna.get("/desk/queue").text)
    note_files_trouble(portal.store, "The Drive is full", portal.clock.now())
    note_gone(portal.store, place(portal), "removed there", portal.clock.now())
    page = words_of(anna.get("/desk/queue").text)
    assert "The Drive is full" in page
    assert "Файлов удалено из архива 1" in page


def test_a_portal_with_a_folder_says_nothing_of_an_archive(tmp_path: Path) -> None:
    for made in new_portal(tmp_path):
        with_board(made)
        assert "архив" not in words_of(at_desk(made).get("/desk/queue").text)
