"""What a run notes of tabs whose history waits, and what the manager has not been told yet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sheetsync.journal import Journal
from sheetsync.journal.memory import DigestItem, HeldTab, Memory
from sheetsync.mirror import report
from sheetsync.mirror.report import Notice, SyncReport
from sheetsync.testing.clock import StillClock
from sheetsync.workspace.held_tabs import held_news, note_held

NOON = datetime(2026, 4, 15, 9, tzinfo=UTC)
LOST = Notice(report.LOST_ROWS, "partners", {"title": "Партнёры", "n": 8, "m": 20})
GONE = Notice(report.TAB_GONE, "stock", {"title": "Склад"})
BOSS = "boss@organizer.example"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    journal = Journal(tmp_path / "journal.sqlite", "S1", StillClock(NOON))
    yield journal.memory
    journal.close()


def see(memory: Memory, *notices: Notice) -> None:
    note_held(memory, SyncReport(NOON, None, {}, notices))


def told(memory: Memory) -> list[str]:
    """Tell the manager what is new, as a digest that went."""
    news = held_news(memory, BOSS, str.upper, "ru")
    day = date(2026, 4, 15)
    memory.remember_digest_items({key: DigestItem(0, day) for key in news})
    return list(news.values())


def test_a_held_tab_is_told_once_until_it_is_settled(memory: Memory) -> None:
    see(memory, LOST, GONE)
    first = told(memory)
    assert first == [
        "«Партнёры»: пропало 8 из 20 строк; история ждёт. Верните строки (Файл → История версий) "
        "или подтвердите: sheetsync run mirror --force",
        "вкладки «Склад» нет; строки сохранены. Верните её или подтвердите: "
        "sheetsync run mirror --force",
    ]
    see(memory, LOST, GONE)
    assert told(memory) == []
    see(memory, GONE)
    assert told(memory) == []
    see(memory, LOST, GONE)
    assert told(memory) == first[:1]


def test_another_reason_or_figure_is_no_news_of_a_tab_that_waits(memory: Memory) -> None:
    see(memory, LOST)
    assert len(told(memory)) == 1
    see(memory, Notice(report.LOST_ROWS, "partners", {"title": "Партнёры", "n": 9, "m": 20}))
    assert told(memory) == []
    see(memory, Notice(report.TAB_GONE, "partners", {"title": "Партнёры"}))
    assert told(memory) == []
    assert memory.held_tabs() == {"partners": HeldTab(report.TAB_GONE, {"title": "Партнёры"})}


def test_what_is_no_hold_is_not_told_and_an_old_sight_settles_nothing(memory: Memory) -> None:
    see(memory, LOST, Notice(report.KEY_REPEATED, "jobs", {"title": "Работы", "n": 2}))
    assert len(told(memory)) == 1
    see(memory, Notice(report.STALE, "partners", {"title": "Партнёры"}))
    see(memory, LOST)
    assert told(memory) == []


def test_a_tab_that_is_settled_takes_no_other_item_along(memory: Memory) -> None:
    other = Notice(report.TAB_GONE, "old_partners", {"title": "Бывшие"})
    day = date(2026, 4, 15)
    memory.remember_digest_items({"BOSS/in/E-1/7/2026": DigestItem(2, day)})
    see(memory, LOST, other)
    assert len(told(memory)) == 2
    see(memory, other)
    kept = {"BOSS/in/E-1/7/2026", f"{BOSS.upper()}/held/old_partners"}
    assert set(memory.digest_items()) == kept


def test_the_sentence_is_of_the_language_of_the_day(memory: Memory) -> None:
    see(memory, GONE)
    (sentence,) = held_news(memory, BOSS, str.upper, "en").values()
    assert sentence.startswith("the tab Склад is gone; its rows are kept.")
