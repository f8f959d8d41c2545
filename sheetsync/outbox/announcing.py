"""What chats hear: once a day and topic; what was perhaps said is said again.

A doubled line in a chat of our own people does no harm, a missing one may; so, unlike a letter, a
text in doubt is repeated by the next run. Source: mail.md 6.
"""

from dataclasses import dataclass
from datetime import date

from sheetsync.errors import LetterInDoubtError, LetterRefusedError
from sheetsync.journal.memory import Memory, RememberedNotice
from sheetsync.letters.letter import LetterKey
from sheetsync.mail.chat import Chat
from sheetsync.outbox.report import LetterOutcome


@dataclass(frozen=True, slots=True)
class Announcement:
    """A text for a chat.

    Attributes:
        topic: what it is about, such as ``digest``.
        day: told once on that day.
    """

    topic: str
    day: date
    text: str


def announce(memory: Memory, chat: Chat, announcement: Announcement) -> LetterOutcome:
    """Say a text in a chat, unless it was said.

    A chat that fails stops nothing: the outcome tells, and the next run tries again.

    Raises:
        JournalError: the journal cannot be used.
    """
    topic = f"chat/{chat.name}/{announcement.topic}"
    key = LetterKey("chat", f"{chat.name}/{announcement.topic}", announcement.day.isoformat())
    told = memory.notice(topic)
    if told is not None and told.day >= announcement.day:
        return LetterOutcome(key, chat.name, "already")
    try:
        chat.say(announcement.text)
    except LetterRefusedError as error:
        return LetterOutcome(key, chat.name, "failed", error.message)
    except LetterInDoubtError as error:
        return LetterOutcome(key, chat.name, "unknown", error.message)
    memory.remember_notice(topic, RememberedNotice(announcement.text, announcement.day))
    return LetterOutcome(key, chat.name, "sent")
