from datetime import date
from typing import Protocol

import pytest

from sheetsync.errors import LetterInDoubtError, LetterRefusedError
from sheetsync.journal import Journal
from sheetsync.outbox.announcing import Announcement, announce

MORNING = Announcement("digest", date(2026, 4, 2), "Обзор")
NEXT_DAY = Announcement("digest", date(2026, 4, 3), "Обзор")


class Host(Protocol):
    def journal(self) -> Journal: ...


class Talk:
    """A chat that keeps what it is told, or fails."""

    def __init__(self, name: str = "telegram-1") -> None:
        self.name = name
        self.said: list[str] = []
        self.error: Exception | None = None

    def say(self, text: str) -> None:
        self.said.append(text)
        if self.error is not None:
            raise self.error


def test_a_chat_hears_a_topic_once_a_day(host: Host) -> None:
    chat = Talk()
    places = [announce(host.journal().memory, chat, MORNING).place for _ in range(2)]
    assert places == ["sent", "already"]
    assert announce(host.journal().memory, chat, NEXT_DAY).place == "sent"
    assert chat.said == ["Обзор", "Обзор"]


def test_every_chat_and_topic_is_told_by_itself(host: Host) -> None:
    memory = host.journal().memory
    other = Announcement("stopped", MORNING.day, "Остановлено")
    chats = [Talk("telegram-1"), Talk("slack-2")]
    for chat in chats:
        announce(memory, chat, MORNING)
        announce(memory, chat, other)
    assert [chat.said for chat in chats] == [["Обзор", "Остановлено"]] * 2


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (LetterRefusedError("the chat answers 400", temporary=False), "failed"),
        (LetterInDoubtError("no answer from the chat"), "unknown"),
    ],
)
def test_a_chat_that_fails_stops_nothing_and_is_told_again(
    error: LetterRefusedError | LetterInDoubtError, place: str, host: Host
) -> None:
    chat = Talk()
    chat.error = error
    outcome = announce(host.journal().memory, chat, MORNING)
    assert (outcome.place, outcome.reason) == (place, error.message)
    chat.error = None
    assert announce(host.journal().memory, chat, MORNING).place == "sent"
    assert len(chat.said) == 2
