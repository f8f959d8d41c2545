"""A tab that lost rows: the manager's digest names it once until it is settled, mirror or not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from jobs import digest, mirror, overdue
from sheetsync.sql import DatabaseAddress
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.testing.databases import mirror_section
from sheetsync.testing.office import Office
from tests.stories.conftest import DAY, SMTP_CONFIG, Postman

BOSS = "boss@organizer.example"
PEOPLE = "    Партнёры\n    Код | Название | Группа | Статус | Партнёр с\n" + "\n".join(
    f"    P-{number:03} | Партнёр {number} | g | активен | 2025-01-10" for number in range(1, 21)
)
SETTINGS = f"""

    Группы
    Код группы | Название
    g          | Все

    Настройки
    Ключ          | Значение
    company       | ООО «Организатор»
    manager_email | {BOSS}
"""
WAITS = (
    "«Партнёры»: пропало 8 из 20 строк; история ждёт. Верните строки (Файл → История версий) или "
    "подтвердите: sheetsync run mirror --force"
)


def written(office: Office, address: DatabaseAddress, port: int, more: str = "") -> None:
    text = SMTP_CONFIG.format(port=port) + mirror_section(address) + more
    office.path.write_text(text, encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, DAY)
    made.type_in(PEOPLE + SETTINGS)
    return made


@pytest.fixture
def told(postman: tuple[Postman, int]) -> Callable[[], list[str]]:
    """What the manager was sent since the last time: the texts, in one line each."""
    seen = 0

    def news() -> list[str]:
        nonlocal seen
        letters = postman[0].to(BOSS)[seen:]
        seen += len(letters)
        bodies = [letter.get_body(("plain",)) for letter in letters]
        return [" ".join(body.get_content().split()) for body in bodies if body is not None]

    return news


def next_day(office: Office) -> None:
    office.clock.sleep(24 * 3600)


def lose_rows(office: Office) -> None:
    for _ in range(8):
        office.people.delete_rows(PARTNERS.title("ru"), 10, 1)


def bring_back(office: Office) -> None:
    office.type_in(PEOPLE)


def test_a_held_tab_is_named_once_until_it_is_settled(
    office: Office,
    database: DatabaseAddress,
    postman: tuple[Postman, int],
    told: Callable[[], list[str]],
) -> None:
    written(office, database, postman[1])
    office.run(mirror.run)
    lose_rows(office)
    assert office.run(overdue.run).exit_code == 1
    office.run(digest.run)
    (first,) = told()
    assert WAITS in first
    next_day(office)
    assert office.run(digest.run).exit_code == 1
    assert told() == []
    bring_back(office)
    assert not any("ждёт" in line for line in office.run(overdue.run).left_out)
    lose_rows(office)
    next_day(office)
    office.run(digest.run)
    assert [WAITS in text for text in told()] == [True]
    office.run(mirror.run, force=True)
    next_day(office)
    office.run(digest.run)
    assert told() == []


def test_the_digest_names_it_though_the_database_is_gone(
    office: Office, postman: tuple[Postman, int], told: Callable[[], list[str]], tmp_path: Path
) -> None:
    """The job `mirror` alone looked, and noted it in the journal."""
    file = tmp_path / "mirror.sqlite"
    text = SMTP_CONFIG.format(port=postman[1]) + "mirror:\n  url: sqlite:///mirror.sqlite\n"
    office.path.write_text(text + "  with_runs: false\n", encoding="utf-8")
    office.run(mirror.run)
    lose_rows(office)
    assert office.run(mirror.run).exit_code == 1
    for left in tmp_path.glob("mirror.sqlite*"):
        os.unlink(left)  # noqa: PTH108  # whatever SQLite made
    file.write_text("this is no database " * 200)
    office.path.write_text(text, encoding="utf-8")
    assert office.run(digest.run).exit_code == 1
    assert [WAITS in letter for letter in told()] == [True]
    next_day(office)
    assert office.run(digest.run).exit_code == 1
    assert told() == []


def test_a_rehearsal_tells_nobody_and_notes_nothing(
    office: Office, postman: tuple[Postman, int], told: Callable[[], list[str]]
) -> None:
    text = SMTP_CONFIG.format(port=postman[1]) + "mirror:\n  url: sqlite:///mirror.sqlite\n"
    office.path.write_text(text, encoding="utf-8")
    office.run(mirror.run)
    lose_rows(office)
    office.run(digest.run, dry_run=True)
    with office.open() as workspace:
        assert workspace.journal.memory.held_tabs() == {}
    office.run(digest.run)
    assert [WAITS in letter for letter in told()] == [True]
