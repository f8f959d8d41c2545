from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from sheetsync.errors import MailAccountError
from sheetsync.letters.letter import Letter
from sheetsync.mail.folder import FolderDoor
from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import LogRow
from sheetsync.outbox.report import SendReport
from sheetsync.testing.mail_server import HANG_UP, MailServer

Write = Callable[..., list[Letter]]
ANNA = "anna@company.example"


class Book(Protocol):
    def log(self) -> list[LogRow]: ...
    def told(self) -> list[str]: ...


class Host(Protocol):
    def outbox(self, **changes: object) -> Outbox: ...
    def states(self) -> dict[str, str]: ...


def places(report: SendReport) -> list[str]:
    return [outcome.place for outcome in report.outcomes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "letters"


def drafts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.eml"))


def test_letters_to_a_folder_are_drafted_once(
    host: Host, folder: Path, book: Book, write: Write
) -> None:
    report = host.outbox(door=FolderDoor(folder)).send(write(2))
    assert places(report) == ["drafted", "drafted"]
    assert report.exit_code == 0
    assert drafts(folder) == ["monthly_P-001_2026-03_1.eml", "monthly_P-002_2026-03_1.eml"]
    assert (folder / "index.html").exists()
    assert book.told() == ["P-001 reserved", "P-001 drafted", "P-002 reserved", "P-002 drafted"]
    assert book.log()[1]["reason"] == "letters"
    again = host.outbox(door=FolderDoor(folder)).send(write(2))
    assert places(again) == ["already", "already"]
    assert len(again.already) == 2
    assert len(book.told()) == 4
    assert [draft.place for draft in host.outbox().drafts()] == ["letters", "letters"]


def test_a_draft_never_stops_a_mail(
    host: Host, folder: Path, server: MailServer, write: Write
) -> None:
    host.outbox(door=FolderDoor(folder)).send(write(2))
    assert places(host.outbox().send(write(2))) == ["sent", "sent"]
    assert len(server.letters) == 2


def test_a_draft_never_stops_a_mail_on_a_new_disk(
    host: Host, folder: Path, server: MailServer, write: Write, hosts: Callable[[str], Host]
) -> None:
    host.outbox(door=FolderDoor(folder)).send(write(2))
    assert places(hosts("two").outbox().send(write(2))) == ["sent", "sent"]
    assert len(server.letters) == 2


def test_a_mail_stops_a_draft(host: Host, folder: Path, write: Write) -> None:
    host.outbox().send(write(1))
    assert places(host.outbox(door=FolderDoor(folder)).send(write(2))) == ["already", "drafted"]


def test_a_draft_settles_no_doubt_about_a_mail(
    host: Host, folder: Path, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda _, __: HANG_UP
    host.outbox().send(write(1))
    assert places(host.outbox(door=FolderDoor(folder)).send(write(1))) == ["unknown"]
    assert places(host.outbox().send(write(1))) == ["unknown"]


def test_letters_to_the_test_recipient_are_marked_and_drafted(
    host: Host, server: MailServer, write: Write
) -> None:
    report = host.outbox(test_recipient=ANNA).send(write(2))
    assert places(report) == ["drafted", "drafted"]
    assert [letter.recipients for letter in server.letters] == [(ANNA,), (ANNA,)]
    message = server.letters[0].message
    assert message["Subject"] == "[ТЕСТ] Отчёт P-001"
    assert message["To"] == ANNA
    host.outbox().send(write(2))
    ids = {letter.message["Message-ID"] for letter in server.letters}
    assert len(ids) == 4
    assert server.letters[2].recipients == ("boris@p001.example",)


def test_another_place_gets_its_own_drafts(
    host: Host, folder: Path, server: MailServer, write: Write
) -> None:
    host.outbox(door=FolderDoor(folder)).send(write(1))
    assert places(host.outbox(test_recipient=ANNA).send(write(1))) == ["drafted"]
    assert places(host.outbox(test_recipient=ANNA).send(write(1))) == ["already"]
    assert len(server.letters) == 1


def test_a_draft_of_changed_data_is_noted(host: Host, folder: Path, write: Write) -> None:
    [letter] = write(1)
    host.outbox(door=FolderDoor(folder)).send([letter])
    report = host.outbox(door=FolderDoor(folder)).send([replace(letter, text="другой")])
    assert len(report.changed) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 unknown", "550 5.1.1 unknown"),
        (HANG_UP, "возможно, отправлено: связь оборвалась после передачи письма"),
    ],
)
def test_a_test_letter_that_fails_is_tried_again(
    answer: str, reason: str, host: Host, server: MailServer, write: Write
) -> None:
    server.manners.dot = lambda number, _: answer if number == 1 else None
    report = host.outbox(test_recipient=ANNA).send(write(1))
    assert places(report) == ["failed"]
    assert report.failed[0].reason == reason
    assert places(host.outbox(test_recipient=ANNA).send(write(1))) == ["drafted"]


def test_a_folder_that_cannot_be_written_stops_the_run(
    host: Host, folder: Path, write: Write
) -> None:
    folder.write_text("a file is in the way")
    report = host.outbox(door=FolderDoor(folder)).send(write(2))
    assert places(report) == ["left", "left"]
    assert isinstance(report.stopped_by, MailAccountError)


def test_a_rehearsal_shows_the_letters_and_changes_nothing(
    host: Host, folder: Path, server: MailServer, book: Book, write: Write
) -> None:
    host.outbox().send(write(1))
    told, states = book.told(), host.states()
    first, second, third = write(3)
    wrong = replace(third, to=("boris",))
    for _ in range(2):
        report = host.outbox().rehearse([first, second, wrong], FolderDoor(folder))
        assert places(report) == ["already", "drafted", "failed"]
    assert drafts(folder) == ["monthly_P-002_2026-03_1.eml"]
    assert (folder / "index.html").exists()
    assert (book.told(), host.states(), len(server.letters)) == (told, states, 1)


def test_a_rehearsal_keeps_to_the_limit(host: Host, folder: Path, write: Write) -> None:
    report = host.outbox().rehearse(write(3), FolderDoor(folder), limit=1)
    assert places(report) == ["drafted", "over_limit", "over_limit"]


def test_a_rehearsal_goes_to_the_test_recipient_on_paper(
    host: Host, folder: Path, write: Write
) -> None:
    host.outbox(test_recipient=ANNA).rehearse(write(1), FolderDoor(folder))
    assert drafts(folder) == ["test-monthly_P-001_2026-03_1.eml"]
